"""A figure that another text says has been replaced."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, figure_of, finding, place_of, said_of
from claimcheck.facts import ConflictKind
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.wording import day_words, quantity_words

NAME = "stale-figure"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every number that another text gives as replaced, by a text that could have known."""
    for conflict in conflicts(corpus, ConflictKind.STALE):
        user, new, old = conflict.left, conflict.right, conflict.rightful
        assert old is not None
        if user.published is not None and new.published is not None and user.published < new.published:
            continue
        when = f"since {day_words(new.published)}, " if new.published is not None else ""
        yield told(
            NAME,
            conflict,
            f"{said_of(user, new)}: {figure_of(user)} here has been replaced by {figure_of(new)} in {place_of(new, user)}",
            f"{when}{new.text} stands in place of {old.text} ({new.path})",
            [(user, Role.STATED), (new, Role.OTHER_SIDE)],
        )


def still_superseded(user: Claim, old: Claim, new: Claim, confidence: float) -> Finding:
    """The finding for a number that is an older value of a claim of the registry."""
    since = f"since {day_words(new.published)}, " if new.published is not None else ""
    return finding(
        NAME,
        confidence,
        f"{said_of(user, new)}: {figure_of(user)} here has been replaced by {figure_of(new)} in {place_of(new, user)}",
        f"{since}the claim {new.id} supersedes {quantity_words(old.quantity)} by {new.text}",
        [(user, Role.STATED), (new, Role.OTHER_SIDE)],
    )


RULE = Rule(
    NAME,
    "A text still gives a figure that an earlier text says has been replaced.",
    Severity.ERROR,
    "A source raises, cuts, revises or corrects a figure (“raised to $44 billion from $38 billion”), or a newer plan gives "
    "another value than an older one, and a text published on that day or later still has the old value for the same "
    "measure, subject and period. Texts published before the revision are left alone: they were right when they were written. So "
    "are sentences that give the old figure as the old one.",
    "Drafts outlive their sources: the figure was right when the first version was written.",
    "Norvale plans capital expenditure of $38 billion in 2026.\n",
    "Norvale plans capital expenditure of $44 billion in 2026.\n",
    check,
    "Norvale raised its capital expenditure target for 2026 to $44 billion from $38 billion.\n",
)
