"""What was set for a run, in words that a report can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.wording import listing

if TYPE_CHECKING:
    from claimcheck.settings import Settings


def circumstances(
    settings: Settings,
    *,
    scope: str | None = None,
    draft: str | None = None,
    baseline: str | None = None,
    since: str | None = None,
    fail_on: str | None = None,
) -> tuple[tuple[str, str], ...]:
    """Names and values of what was set; what is as it always is, is left out, but for the comparison and the configuration."""
    return tuple(_rows(settings, scope, draft, baseline, since, fail_on))


def _rows(
    settings: Settings,
    scope: str | None,
    draft: str | None,
    baseline: str | None,
    since: str | None,
    fail_on: str | None,
) -> Iterator[tuple[str, str]]:
    if draft is not None:
        yield "Draft", draft
    if scope is not None:
        yield (
            "Compared",
            "within and across documents" if scope == "corpus" else "within each document alone",
        )
    yield "Configuration", settings.file or "none; everything as by default"
    if baseline is not None:
        yield "Baseline", baseline
    if since is not None:
        yield "Only", f"what touches lines changed since {since}"
    if fail_on is not None:
        yield "Exit status 1", "never" if fail_on == "never" else f"from severity {fail_on} on"
    off = sorted(rule for rule, severity in settings.rules.items() if severity is None)
    if off:
        yield "Rules switched off", listing(off)
    changed = sorted(f"{rule} ({severity})" for rule, severity in settings.rules.items() if severity)
    if changed:
        yield "Severities set", listing(changed)
    if settings.paths:
        yield "Rules for some files", listing([entry.pattern for entry in settings.paths])
    if settings.ignore:
        yield "Files left out", listing(list(settings.ignore))
    if settings.lexicon:
        yield "Lexicons extended", listing(sorted(settings.lexicon))
