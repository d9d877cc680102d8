"""A figure given to a name, or a time, that another text gives to a different one."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, place_of, said_of
from claimcheck.facts import ConflictKind
from claimcheck.model import Claim, Finding, Role, Severity

NAME = "attribution-conflict"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every contradicting pair of which one side's very figure is that of another name beside the other."""
    for conflict in conflicts(corpus, ConflictKind.ATTRIBUTION):
        stated, source, rightful = conflict.left, conflict.right, conflict.rightful
        assert rightful is not None
        where, owner = place_of(rightful, stated), _owner(rightful, source)
        yield told(
            NAME,
            conflict,
            f"{said_of(stated, source)}: {stated.text} here; {where} gives it to {owner} and has {source.text} instead",
            f"in {source.path} “{rightful.text}” is the figure of {owner}, “{source.text}” the one that stands in its place",
            [(stated, Role.STATED), (source, Role.OTHER_SIDE), (rightful, Role.OTHER_SIDE)],
        )


def _owner(rightful: Claim, source: Claim) -> str | None:
    """The name, or where that is one the time, that a figure belongs to."""
    if rightful.subject_key != source.subject_key or rightful.period is None:
        return rightful.subject
    return rightful.period.label


RULE = Rule(
    NAME,
    "A figure is given to a name, or a time, that another text gives to a different one.",
    Severity.ERROR,
    "A text gives a name one figure; another text gives that name a different figure, and the very one to another name of the same measure: "
    "two figures have been mixed up; or one year's figure is given for another year. Figures that two names may well share are left alone.",
    "A figure moved to the wrong name reads smoothly, and is libel as easily as error.",
    "In 2025, Norvale Packaging had revenue of $371.9 million.\n",
    "In 2025, Norvale Packaging had revenue of $412.6 million.\n",
    check,
    "In 2025, Norvale Packaging had revenue of $412.6 million.\n\nIn 2025, Calder Bay had revenue of $371.9 million.\n",
    advice="Find out whose figure it is: one of the two names is probably wrong.",
)
