"""What the stages ask of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connective:
    """Words that tie a stated number to the numbers that it is worked out from."""

    name: str
    equation: str
    stated: frozenset[str]
    """Of which sorts the stated number may be: percent, points, part, multiple, amount."""
    before: re.Pattern[str] | None
    """What stands directly before the stated number; it ends where the number begins."""
    behind: re.Pattern[str] | None
    """What stands directly behind it; it begins where the number ends."""
    clause: re.Pattern[str] | None
    """What may stand anywhere in its clause, or in the labels of its row and column."""
    bits: int
    """How much the words say by themselves, as the logarithm of how much wider the search for operands may be."""
    same_sentence: bool
    """Whether the operands stand in the very sentence."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def strength(self, before: str, behind: str, clause: str) -> int | None:
        """How much the words around a number say, in bits; None where they do not hold the cue."""
        if self.before is not None and self.before.search(before):
            return self.bits + _ADJACENT
        if self.behind is not None and self.behind.match(behind):
            return self.bits + _ADJACENT
        return self.bits if self.clause is not None and self.clause.search(clause) else None


_ADJACENT = 2
"""What a cue says more where it stands directly beside the number."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A wording in which a sentence concludes one number from others."""

    name: str
    equation: str
    pattern: re.Pattern[str]
    """Over the sentence with its numbers as tokens; its named groups are the roles."""
    sign: int
    """For differences: +1 where the stated number says more, -1 where it says less, 0 where it does not tell."""
    slip: bool
    """Whether a failure is told only where a slip of the pen explains it."""
    near: bool
    """Whether a failure is told only where the worked number is of the stated one's size."""
    but_not: frozenset[str]
    """Classes of units of the stated number for which the words mean something else."""
    exact: bool
    """Whether round figures are meant to their last digit."""
    examples: tuple[str, ...]
    """Sentences that hold; with the number between « and » exchanged for the one behind the arrow they fail."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A wording that concludes a number from all the others that it can be concluded from."""

    name: str
    equation: str
    stated: frozenset[str]
    """The letters of the sorts of number that it may be said of."""
    before: re.Pattern[str] | None
    """Ends directly before the number."""
    behind: re.Pattern[str] | None
    """Begins directly behind it."""
    sentence: re.Pattern[str] | None
    """Stands anywhere in its sentence, numbers as tokens."""
    unless: re.Pattern[str] | None
    """Words of the sentence with which the number is concluded from something else."""
    refers: re.Pattern[str] | None
    """Words of the sentence that point to the sentences before; None where all operands stand in one."""
    operands: str
    """Where they stand: before the number, behind it, or anywhere."""
    but_not: frozenset[str]
    """Classes of units of the stated number for which the words mean something else."""
    exact: bool
    """Whether round figures are meant to their last digit."""
    examples: tuple[str, ...]
    """As for conclusions."""
    counter_examples: tuple[str, ...]
    """Sentences that conclude nothing, or something else."""

    def fits(self, before: str, behind: str, sentence: str) -> bool:
        """Whether the words around a number, with the other numbers as tokens, tie it so."""
        if self.before is not None and not self.before.search(before):
            return False
        if self.behind is not None and not self.behind.match(behind):
            return False
        if self.sentence is not None and not self.sentence.search(sentence):
            return False
        return self.unless is None or not self.unless.search(sentence)

    def span_of(self, behind: str) -> str | None:
        """The stretch of time that the words behind a number say it is for; None where they say none."""
        found = self.behind.match(behind) if self.behind is not None else None
        groups = found.groupdict() if found is not None else {}
        word = next((value for name, value in groups.items() if name.startswith("per") and value), None)
        return word.lower() if word is not None else None


@dataclass(frozen=True, slots=True)
class Enumerations:
    """How a language lists what it has counted."""

    part: re.Pattern[str]
    """The head of a part that is counted itself; its number is the group "count"."""
    colon: re.Pattern[str]
    """What stands between the counted thing and a list of counted parts."""
    open: re.Pattern[str]
    """Words with which a list does not give all parts."""
    named: re.Pattern[str]
    """What stands between the counted things and their names."""
    apposed: re.Pattern[str]
    """What stands behind names that only tell the things again, so that the first may be where these are."""
    regions: re.Pattern[str]
    """Names that only tell where the name before them is."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
