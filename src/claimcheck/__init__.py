"""claimcheck: finds the numbers in your documents that contradict each other or do not add up.

    >>> import claimcheck
    >>> report = claimcheck.check(["sources"])
    >>> [finding.message for finding in report.findings]

The stages behind it can be used alone: `extract` and `extract_text` give claims, `check` a `Report`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck._version import __version__

if TYPE_CHECKING:
    from claimcheck.model import Claim, Report


def check(
    paths: Sequence[str | Path],
    *,
    scope: str = "corpus",
    draft: str | Path | None = None,
    config: str | Path | None = None,
    judgements: str | Path | None = None,
) -> Report:
    """Checks documents and returns a report.

    Args:
        paths: Files and folders.
        scope: "corpus" compares claims within and across all documents, "document" looks at each alone.
        draft: A file about to be published; findings are those that touch it, and its claims get verdicts.
        config: A configuration file (`claimcheck.toml`); None for the defaults. None is looked for.
        judgements: A record of judgements; None for the one beside the configuration, if that is given and there is one.

    Raises:
        ValueError: for another scope. Files that cannot be read raise nothing: they are in `Report.failures`.
        claimcheck.settings.finding.SettingsError: for a configuration that cannot be used.
        claimcheck.judges.record.RecordError: for a record that cannot be read.
    """
    from claimcheck import engine
    from claimcheck.judges.record import NAME, read_record
    from claimcheck.settings import DEFAULT, find_settings

    settings = DEFAULT if config is None else find_settings(file=str(config))
    place = judgements if judgements is not None or config is None else Path(config).with_name(NAME)
    record = read_record(Path(place)) if place is not None else None
    return engine.check(paths, scope=scope, draft=draft, settings=settings, record=record)


def extract(paths: Sequence[str | Path]) -> list[Claim]:
    """The numeric claims of some files and folders, in the order of the documents and their text."""
    from claimcheck import engine

    return list(engine.extract(paths).claims)


def extract_text(text: str, published: date | None = None) -> list[Claim]:
    """The numeric claims of a text.

    Args:
        text: Plain text or Markdown; `claim.span` counts in it.
        published: What relative dates ("last year") count from.
    """
    from claimcheck.engine.text import claims_of_text

    return claims_of_text(text, published)


__all__ = ["__version__", "check", "extract", "extract_text"]
