"""A figure given to a name that another text gives to a different one."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, place_of, said_of
from claimcheck.facts import ConflictKind
from claimcheck.model import Finding, Role, Severity

NAME = "attribution-conflict"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every contradicting pair of which one side's very figure is that of another name beside the other."""
    for conflict in conflicts(corpus, ConflictKind.ATTRIBUTION):
        stated, source, rightful = conflict.left, conflict.right, conflict.rightful
        assert rightful is not None
        where = place_of(rightful, stated)
        yield told(
            NAME,
            conflict,
            f"{said_of(stated, source)}: {stated.text} here; {where} gives it to {rightful.subject} and has {source.text} instead",
            f"in {source.path} “{rightful.text}” is the figure of {rightful.subject}, “{source.text}” the one that stands in its place",
            [(stated, Role.STATED), (source, Role.OTHER_SIDE), (rightful, Role.OTHER_SIDE)],
        )


RULE = Rule(
    NAME,
    "The same figure for the same thing and period is given to two different names.",
    Severity.ERROR,
    "Two claims with the same value, unit and period that name the same object and use the same verb, but different subjects: "
    "one order cannot be handled in full by two firms. Also a figure that one text gives to a name while another text gives that "
    "name a different figure and this very one to another name of the same series. Small counts and figures that two firms may well share (a growth "
    "rate, a round price) are left alone, and so are subjects that the other text itself names beside its own.",
    "A figure moved to the wrong name reads smoothly, and is libel as easily as error.",
    "Norvale handles 40,000 of Halden's HX2 wafers in 2026.\n\nCalder handles 40,000 of Halden's HX2 wafers in 2026.\n",
    "Norvale handles 40,000 of Halden's HX2 wafers in 2026.\n\nCalder handles 30,000 of Halden's HX2 wafers in 2026.\n",
    check,
    advice="Find out whose figure it is: one of the two names is probably wrong.",
)
