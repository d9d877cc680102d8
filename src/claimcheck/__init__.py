"""claimcheck: finds the numbers in your documents that contradict each other or do not add up.

    >>> import claimcheck
    >>> report = claimcheck.check(["sources"])
    >>> [finding.message for finding in report.findings]

The stages behind it can be used alone: `extract` and `extract_text` give claims, `check` and `compare` a `Report`; a `Corpus` is checked
again and again while its documents change. The tutorial is docs/python.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck._version import __version__

if TYPE_CHECKING:
    from claimcheck.corpus import Corpus
    from claimcheck.documents.reader import FileReader, Reader
    from claimcheck.judges.interface import Judge
    from claimcheck.model import Claim, Report


def __getattr__(name: str) -> object:
    # Loaded when it is asked for: what it imports would be taken from the folder that is checked before `search_path` has a say.
    if name == "Corpus":
        from claimcheck.corpus import Corpus

        return Corpus
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def check(
    paths: Sequence[str | Path],
    *,
    scope: str = "corpus",
    draft: str | Path | None = None,
    config: str | Path | None = None,
    judgements: str | Path | None = None,
    judge: Judge | None = None,
    readers: Sequence[Reader | FileReader] = (),
) -> Report:
    """Checks documents and returns a report.

    Args:
        paths: Files and folders.
        scope: "corpus" compares claims within and across all documents, "document" looks at each alone.
        draft: A file about to be published; findings are those that touch it, and its claims get verdicts.
        config: A configuration file (`claimcheck.toml`); None for the defaults. None is looked for.
        judgements: A record of judgements; None for the one beside the configuration, if that is given and there is one.
        judge: Asked what the words leave open; its answers go to the record where there is one. None asks nobody.
        readers: Readers of further formats, asked before those that claimcheck has.

    Raises:
        ValueError: for another scope. Files that cannot be read raise nothing: they are in `Report.failures`.
        claimcheck.settings.finding.SettingsError: for a configuration that cannot be used.
        claimcheck.judges.record.RecordError: for a record that cannot be read.
        claimcheck.judges.interface.JudgeError: where the judge cannot go on.
    """
    if judge is not None or readers:
        from claimcheck.corpus import Corpus

        corpus = Corpus(
            paths, scope=scope, config=config, judgements=judgements, judge=judge, readers=readers
        )
        if draft is None:
            return corpus.check()
        drafted = corpus.add(draft)
        return corpus.check(draft=drafted[0] if drafted else None)
    from claimcheck import engine
    from claimcheck.judges.record import NAME, read_record
    from claimcheck.settings import DEFAULT, find_settings

    settings = DEFAULT if config is None else find_settings(file=str(config))
    place = judgements if judgements is not None or config is None else Path(config).with_name(NAME)
    record = read_record(Path(place)) if place is not None else None
    return engine.check(paths, scope=scope, draft=draft, settings=settings, record=record)


def compare(
    text_a: str,
    text_b: str,
    *,
    names: tuple[str, str] = ("a", "b"),
    published: tuple[date | None, date | None] = (None, None),
    config: str | Path | None = None,
) -> Report:
    """Checks two texts, each within itself and against the other.

    Args:
        text_a: Plain text or Markdown.
        text_b: The other; neither counts for more.
        names: How the report names them; with a suffix (".html", ".rst" …) it is a hint at the format.
        published: What relative dates ("last year") in them count from.
        config: A configuration file (`claimcheck.toml`); None for the defaults.

    Raises:
        ValueError: where both have one name.
        claimcheck.settings.finding.SettingsError: for a configuration that cannot be used.
        claimcheck.documents.UnreadableDocument: for a text that its reader cannot make sense of.
    """
    if names[0] == names[1]:
        raise ValueError(f"two texts need two names, not {names[0]!r} twice")
    from claimcheck.corpus import Corpus

    corpus = Corpus(config=config)
    for name, text, day in zip(names, (text_a, text_b), published, strict=True):
        corpus.add_text(name, text, published=day)
    return corpus.check()


def extract(paths: Sequence[str | Path], *, readers: Sequence[Reader | FileReader] = ()) -> list[Claim]:
    """The numeric claims of some files and folders, in the order of the documents and their text.

    Args:
        paths: Files and folders. What cannot be read is left out; `check` tells it.
        readers: Readers of further formats, asked before those that claimcheck has.
    """
    if readers:
        from claimcheck.corpus import Corpus

        return list(Corpus(paths, readers=readers).claims)
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


__all__ = ["Corpus", "__version__", "check", "compare", "extract", "extract_text"]
