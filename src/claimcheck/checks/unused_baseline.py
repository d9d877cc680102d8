"""An entry of the baseline that accepts nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.registered import nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Finding, Location, Role, Severity

if TYPE_CHECKING:
    from claimcheck.suppressions.baseline import BaselineEntry

NAME = "unused-baseline"


def unused_entry(entry: BaselineEntry) -> Finding:
    """The finding for an entry whose finding is gone."""
    return _finding(entry, f"{entry.rule} in {entry.path} is not found any more", "the entry can go")


def lapsed(entry: BaselineEntry) -> Finding:
    """The finding for an entry that has expired while its finding is still there."""
    assert entry.expires is not None
    return _finding(
        entry,
        f"{entry.rule} in {entry.path} was accepted until {entry.expires.isoformat()}",
        "mend what it is about, or set a new day",
    )


def _finding(entry: BaselineEntry, message: str, derivation: str) -> Finding:
    mark = entry.mark
    place = Location(
        entry.path_of_baseline,
        mark.line,
        mark.column,
        mark.span,
        mark.text,
        entry.message or mark.text,
        Role.STATED,
    )
    return registry_finding(NAME, 0.85, message, derivation, [place], (entry.fingerprint, message))


RULE = Rule(
    NAME,
    "An entry of the baseline accepts nothing any more.",
    Severity.WARNING,
    "`claimcheck baseline` writes the fingerprints of the present findings to claimcheck-baseline.yaml, and later runs do not fail on "
    "them. An entry whose finding is gone, in a document that this run has read, is reported, and so is one whose `expires` has passed.",
    "A baseline is a debt; what has been paid should be struck off, or the same mistake comes back unseen.",
    "==> sources/note.md <==\nRevenue rose 8% to $11.2 million from $10.4 million.\n\n==> claimcheck-baseline.yaml <==\n- fingerprint: 0123456789abcdef0123\n  rule: percent-change\n  path: sources/note.md\n  reason: as printed\n",
    "==> sources/note.md <==\nRevenue rose 8% to $11.2 million from $10.4 million.\n",
    nothing,
    project=True,
    advice="Delete the entry; `claimcheck baseline --prune` does it.",
)
