"""Rows and columns that are the sum of others: found by their labels and by how many columns obey.

A structure (which rows a total adds up) is never taken for granted. All that are plausible are tried; one is asserted
where most columns obey it, or where the label says "total" and a single slip of a digit explains the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from claimcheck.language.en import result_row
from claimcheck.language.lexical import table_pattern
from claimcheck.quantities.cells import Number
from claimcheck.relations.tables.grid import Row
from claimcheck.relations.tables.lines import Lines

TOTAL = re.compile(
    r"^\W*(?:sub-?|grand |net |overall )?totals?\b|\btotal\W*$|^\W*(?:all(?! others?\b)|sum of|combined|overall)\b|\ball (?:sectors|regions)\b"
    rf"|^\W*(?:{table_pattern('total')})\W*$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\W*(?:closing|ending)\b|\b(?:balances?|outstanding|nonvested|unvested|unrecognized)\b.{0,30}\b(?:end of|at|as of|december|june|march|september)\b|\bat (?:the )?end of\b",
    re.IGNORECASE,
)
"""Labels of what is left at the end of a period: the opening balance with what came and went."""
NO_SUM = re.compile(
    r"\b(?:average|avg|mean|median|margin|ratio|rate|per|percentage|percent|%|index|yield|weighted|growth|eps|price|score|rank|speed-?up|times|multiple|lives|life)\b|%|\binc\b.*\bdec"
    rf"|\b(?:{table_pattern('no_sum')})\b",
    re.IGNORECASE,
)
_COUNTED_ONCE = re.compile(
    r"\b(?:once|unduplicated|de-?duplicated|without (?:double counting|duplicates|overlaps?)|unique|distinct)\b",
    re.IGNORECASE,
)
"""A total in which what stands in several rows is counted once: less than their sum."""
_MOST_ROWS = 60
_MOST_UNLABELLED = 12
"""Rows that a line may add up which no label calls a total."""
_SURE_PERCENT = 20
"""How many times the room for rounding a part must be, so that percentages which fit a sum are no accident."""
_TELLING_DIGITS = 3
_LEAST_SIZE = 10
"""Sums of smaller numbers hold by chance too often to prove a structure."""


class Term(NamedTuple):
    """An addend: a line of the table and its sign."""

    line: int
    """Index in `Grid.rows`."""
    sign: int = 1


@dataclass(frozen=True, slots=True)
class BrokenSum:
    """A total that does not fit in some places of a structure."""

    total: int
    """Line of the total."""
    terms: tuple[Term, ...]
    place: int
    """Where along the line it fails."""
    stated: Number
    computed: Decimal
    slack: Decimal
    """How far rounding may take the sum from the stated total."""
    holds: int
    """In how many places the structure holds."""
    fails: int
    labelled: bool
    by_one_digit: bool
    """Whether one wrong digit in one of the numbers explains the difference, or two in a long total."""

    @property
    def around(self) -> tuple[Decimal, Decimal]:
        """The least and the most that the total can be, half a unit of its own last digit left out."""
        room = max(self.slack - self.stated.step / 2, Decimal(0))
        return self.computed - room, self.computed + room


def broken_sums(
    lines: Sequence[Lines],
    places: Mapping[int, str],
    *,
    labelled_only: bool = False,
    label: re.Pattern[str] = TOTAL,
) -> Iterator[BrokenSum]:
    """The totals among some lines that fail, each by the structure that explains it best.

    `label`: what a total is called. `places`: the labels of the other direction; nothing is added up where they name rates or averages.
    `labelled_only`: whether only lines called totals are tried (columns: years beside each other add up to nothing).
    """
    known: dict[int, frozenset[int]] = {}  # the lines that stand in a total for good
    for total in range(1, min(len(lines), 400)):
        line = lines[total]
        if line.heading or not line.cells or line.part:
            continue
        labelled = bool(label.search(line.label))
        if labelled_only and not labelled:
            continue
        best: list[tuple[tuple[int, ...], list[int], tuple[Term, ...]]] = []
        partly: tuple[tuple[Term, ...], list[int]] | None = None
        for terms in structures(lines, total, known, labelled):
            holds, fails, lone = where_it_holds(lines, total, terms, places)
            if holds and not fails:
                if not lone:
                    known[total] = proven(lines, terms, holds)
                    break
                if partly is None or len(holds) > len(partly[1]):
                    partly = (terms, holds)
            best.append((tuple(holds), fails, terms))
        else:
            if partly is not None:
                known[total] = proven(lines, *partly)
            else:
                yield from _judged(lines, total, best, known, labelled)


def proven(lines: Sequence[Lines], terms: Sequence[Term], holds: Sequence[int]) -> frozenset[int]:
    """The addends that have a number where a sum holds; one that is empty there may belong to another total."""
    return frozenset(term.line for term in terms if any(place in lines[term.line].cells for place in holds))


def structures(
    lines: Sequence[Lines], total: int, known: dict[int, frozenset[int]], labelled: bool
) -> Iterator[tuple[Term, ...]]:
    """The sets of lines that a total may add up, the likeliest first."""
    run = 0
    plain: list[Term] = []  # the run, the nearest first, without "of which" lines
    subtotals = False
    covered: set[int] = set()  # what stands in subtotals of the run
    at = total - 1
    seen: set[tuple[Term, ...]] = set()
    crossed = False
    most = _MOST_ROWS if labelled else _MOST_UNLABELLED
    while at >= 0 and run < most:
        line = lines[at]
        if line.heading:
            crossed = True
            at -= 1
            continue
        if not line.cells:
            at -= 1
            continue
        run += 1
        if not line.part:
            plain.append(Term(at, line.sign))
        if at in known:
            subtotals = True
            covered |= known[at]
        for terms in _readings(plain, known, covered if subtotals else None):
            if len(terms) > 1 and terms not in seen:
                seen.add(terms)
                yield terms
        at -= 1
    if not labelled and crossed:
        return


def _readings(
    plain: Sequence[Term], known: Mapping[int, frozenset[int]], covered: set[int] | None
) -> Iterator[tuple[Term, ...]]:
    """A run of lines as addends: all of them, or subtotals in place of their parts; `covered` is None where it has no subtotals."""
    yield tuple(reversed(plain))
    if covered is not None:
        kept = [term for term in reversed(plain) if term.line not in covered]
        yield tuple(kept)
        yield tuple(term for term in kept if term.line in known)
    if len(plain) == 2:
        yield Term(plain[1].line), Term(plain[0].line, -1)


@lru_cache(maxsize=4096)
def _is_no_sum(label: str) -> bool:
    return bool(NO_SUM.search(label))


def where_it_holds(
    lines: Sequence[Lines], total: int, terms: tuple[Term, ...], places: Mapping[int, str]
) -> tuple[list[int], list[int], list[int]]:
    """Where a structure holds, where it fails, and where it has one number that is not the total, so that addends are missing.

    Places with words, rates or averages count as none of these.
    """
    holds: list[int] = []
    fails: list[int] = []
    lone: list[int] = []
    for place, stated in lines[total].cells.items():
        if _is_no_sum(places.get(place, "")):
            continue
        worked = _worked(lines, terms, place, stated)
        if worked is None:
            if _is_lone(lines, terms, place, stated):
                lone.append(place)
            continue
        computed, slack, size = worked
        if abs(computed - stated.value) <= slack:
            if size >= _LEAST_SIZE:
                holds.append(place)
        else:
            fails.append(place)
    holds, fails = _without_changes(lines, total, terms, holds, fails)
    percents = {place for place in (*holds, *fails) if lines[total].cells[place].percent}
    if not percents & set(holds) and len(percents) < len(holds) + len(fails):
        # A column of shares adds up to its total only where that is the whole.
        fails = [place for place in fails if place not in percents or lines[total].cells[place].value == 100]
    return holds, fails, lone


def _is_lone(lines: Sequence[Lines], terms: tuple[Term, ...], place: int, stated: Number) -> bool:
    """Whether a single addend has a number at a place, and not that of the total."""
    shown = [
        number
        for term in terms
        if (number := lines[term.line].cells.get(place)) is not None and not number.nil
    ]
    return len(shown) == 1 and not stated.nil and shown[0].value != stated.value


def _without_changes(
    lines: Sequence[Lines], total: int, terms: tuple[Term, ...], holds: list[int], fails: list[int]
) -> tuple[list[int], list[int]]:
    """The places without percentages that are no shares: a change of the whole lies among the changes of its parts."""
    among: dict[int, bool] = {}
    for place in (*holds, *fails):
        stated = lines[total].cells[place]
        if not stated.percent:
            continue
        parts = [lines[term.line].cells[place] for term in terms if place in lines[term.line].cells]
        if min(p.value for p in parts) <= stated.value <= max(p.value for p in parts):
            slack = sum((part.step / 2 for part in (*parts, stated)), Decimal(0))
            among[place] = max(abs(part.value) for part in parts) >= _SURE_PERCENT * slack
    if any(sure for place, sure in among.items() if place in holds):
        return holds, fails
    return [p for p in holds if p not in among], [p for p in fails if p not in among]


def _worked(
    lines: Sequence[Lines], terms: tuple[Term, ...], place: int, stated: Number
) -> tuple[Decimal, Decimal, Decimal] | None:
    """The sum at a place, how far rounding may take it from the total, and its size in units of the last digit."""
    if stated.nil:
        return None
    computed = slack = Decimal(0)
    step, largest, shown, nils = stated.step, Decimal(0), 0, 0
    for index, sign in terms:
        line = lines[index]
        number = line.cells.get(place)
        if number is None:
            if place in line.wordy:
                return None
            continue  # an empty cell: nothing there
        if number.nil:
            computed += number.value * sign
            nils += 1
            continue
        if number.percent != stated.percent or number.unit != stated.unit:
            return None
        if number.step * 100 <= stated.step:
            # Cents are no part of a total in whole millions: earnings per share above a count of shares.
            return None
        computed += number.value if sign > 0 else -number.value
        slack += number.step
        step, largest, shown = max(step, number.step), max(largest, abs(number.value)), shown + 1
    if shown < 2:
        return None
    return computed, (slack + stated.step + step * nils) / 2, largest / step


def _judged(
    lines: Sequence[Lines],
    total: int,
    tried: list[tuple[tuple[int, ...], list[int], tuple[Term, ...]]],
    known: dict[int, frozenset[int]],
    labelled: bool,
) -> Iterator[BrokenSum]:
    """The failures of the best structure, where it is sure that it is meant."""
    if not tried:
        return
    if not labelled and NO_SUM.search(lines[total].label):
        return
    holds, fails, terms = max(tried, key=lambda entry: (len(entry[0]), -len(entry[1])))
    once = bool(_COUNTED_ONCE.search(lines[total].label))
    explained = {place for other, _, _ in tried if len(other) >= len(holds) for place in other}
    told = [
        broken
        for place in fails
        if place not in explained
        and not once
        and not _is_excused(
            lines, broken := _broken(lines, total, terms, place, len(holds), len(fails), labelled), holds
        )
    ]
    whole = _is_whole(lines, total, terms, holds)
    if holds and (len(holds) >= len(told) or (whole and len(told) <= _MOST_BESIDE * len(holds))):
        if labelled or len(holds) > len(told):
            known[total] = proven(lines, terms, holds)
        for broken in told:
            telling = sum(is_telling(lines, total, terms, place) for place in holds)
            if len(holds) < len(told) and not _is_near(broken):
                continue
            # What bookkeeping calls a result is one: another column need prove it only once.
            proofs = 1 if result_row().fullmatch(lines[total].label[:_LONGEST_LABEL]) else 2
            sole = telling >= proofs and len(fails) == 1 and broken.by_one_digit
            if labelled or sole or (whole and _is_near(broken)):
                yield broken
        return
    if not labelled or any(entry[0] for entry in tried) or NO_SUM.search(lines[total].label):
        return
    if _COUNTED_ONCE.search(lines[total].label):
        return
    unsplit = [entry for entry in tried if not _is_split(lines, entry[2])]
    if not unsplit:
        return
    _, failing, terms = max(unsplit, key=lambda entry: len(entry[2]))
    found = [_broken(lines, total, terms, place, 0, len(failing), labelled) for place in failing]
    if len(found) == 1 and found[0].by_one_digit and not _is_round(lines, found[0]):
        known[total] = frozenset(term.line for term in terms)
        yield found[0]


_LONGEST_LABEL = 60
_MOST_BESIDE = 2
"""Places that may fail for each that proves a total over all lines of a table."""
_LEAST_LINES = 4
_NEAR = Decimal("0.2")


def _is_whole(lines: Sequence[Lines], total: int, terms: tuple[Term, ...], holds: Sequence[int]) -> bool:
    """Whether the last line of a table is the sum of all others: where it holds it holds to several digits, which chance does not do."""
    others = {index for index, line in enumerate(lines) if line.cells and index != total}
    if not others or {term.line for term in terms} != others or max(others) > total:
        return False
    if len(terms) < _LEAST_LINES or any(term.sign < 0 for term in terms):
        return False
    return any(
        is_telling(lines, total, terms, place)
        and len(lines[total].cells[place].value.normalize().as_tuple().digits) >= _TELLING_DIGITS
        for place in holds
    )


def _is_near(broken: BrokenSum) -> bool:
    """Whether a sum that fails is off by little, as one is in which a number was changed or left out."""
    return abs(broken.computed - broken.stated.value) <= _NEAR * abs(broken.computed)


def is_telling(lines: Sequence[Lines], total: int, terms: tuple[Term, ...], place: int) -> bool:
    """Whether a sum that holds is no sum of round numbers: of 1,500, 1,000 and 500 it says nothing."""
    numbers = (lines[index].cells.get(place) for index in (total, *(term.line for term in terms)))
    digits = [len(number.value.normalize().as_tuple().digits) for number in numbers if number is not None]
    return sum(count >= _TELLING_DIGITS for count in digits) > 1


def _is_excused(lines: Sequence[Lines], broken: BrokenSum, holds: Sequence[int]) -> bool:
    """Whether a place where a sum fails may be right all the same."""
    if _is_signed_otherwise(lines, broken):
        return True
    return not broken.by_one_digit and (_is_average(lines, broken) or _is_patchy(lines, broken, holds))


def _is_signed_otherwise(lines: Sequence[Lines], broken: BrokenSum) -> bool:
    """Whether a number that lacks the brackets of its line makes the sum: forfeitures, say, that are deducted in other columns."""
    missing = abs(broken.computed - broken.stated.value)
    for line in (lines[term.line] for term in broken.terms):
        number = line.cells.get(broken.place)
        if number is None or number.value <= 0 or all(other.value >= 0 for other in line.cells.values()):
            continue
        if abs(number.value * 2 - missing) <= broken.slack:
            return True
    return False


def _is_patchy(lines: Sequence[Lines], broken: BrokenSum, holds: Sequence[int]) -> bool:
    """Whether addends that have numbers where the sum holds are left empty, without as much as a dash, where it fails."""
    return any(
        broken.place in line.blank and any(place in line.cells for place in holds)
        for line in (lines[term.line] for term in broken.terms)
    )


def _is_round(lines: Sequence[Lines], broken: BrokenSum) -> bool:
    """Whether trailing zeros may hide the difference: 12,000 + 8,500 + 3,000 makes 24,000 in round thousands."""
    numbers = [lines[term.line].cells.get(broken.place) for term in broken.terms]
    room = sum(
        (_coarse(number) / 2 for number in (*numbers, broken.stated) if number is not None), Decimal(0)
    )
    return abs(broken.computed - broken.stated.value) <= room


def _coarse(number: Number) -> Decimal:
    """One unit of the last digit that is not zero."""
    digits = number.value.normalize()
    exponent = digits.as_tuple().exponent
    return (
        max(number.step, Decimal(1).scaleb(exponent))
        if isinstance(exponent, int) and number.value
        else number.step
    )


def _is_average(lines: Sequence[Lines], broken: BrokenSum) -> bool:
    """Whether the stated number lies among those that it should add up, as a density or a price does."""
    values = [
        lines[term.line].cells[broken.place].value
        for term in broken.terms
        if broken.place in lines[term.line].cells
    ]
    return min(values) > 0 and min(values) <= broken.stated.value <= max(values)


def _is_split(lines: Sequence[Lines], terms: tuple[Term, ...]) -> bool:
    """Whether other totals stand among the addends, so that they may be counted twice."""
    return any(TOTAL.search(lines[term.line].label) for term in terms)


def broken_at(
    lines: Sequence[Lines], total: int, terms: tuple[Term, ...], place: int, holds: int, fails: int
) -> BrokenSum:
    """A labelled total at a place where its terms fail it."""
    return _broken(lines, total, terms, place, holds, fails, labelled=True)


def _broken(
    lines: Sequence[Lines],
    total: int,
    terms: tuple[Term, ...],
    place: int,
    holds: int,
    fails: int,
    labelled: bool,
) -> BrokenSum:
    stated = lines[total].cells[place]
    worked = _worked(lines, terms, place, stated)
    assert worked is not None
    computed, slack, _ = worked
    return BrokenSum(
        total,
        terms,
        place,
        stated,
        computed,
        slack,
        holds,
        fails,
        labelled,
        _one_digit(computed - stated.value, slack, stated.step) or _two_digits(computed, stated),
    )


def _one_digit(difference: Decimal, slack: Decimal, step: Decimal) -> bool:
    """Whether a difference is what one wrong digit, or two that changed places, make: d·10ⁿ or 9d·10ⁿ."""
    size = abs(difference)
    for power in range(size.adjusted() - 1, size.adjusted() + 1):
        unit = Decimal(1).scaleb(power)
        for times in (*range(1, 10), *range(18, 82, 9)):
            if abs(size - times * unit) <= slack and unit >= step and (slack * 4 < times * unit):
                return True
    return False


_LONG, _TOO_LONG = 6, 25
"""Digits of a long figure, and of one that the arithmetic would round."""


def _two_digits(computed: Decimal, stated: Number) -> bool:
    """Whether a long figure is the sum with two wrong digits: that all others fit is no accident."""
    if max(stated.value.adjusted(), computed.adjusted()) - stated.step.adjusted() >= _TOO_LONG:
        return False
    ours, theirs = (str(int(abs(value) / stated.step)) for value in (stated.value, computed))
    if computed % stated.step or len(ours) != len(theirs) or len(ours) < _LONG:
        return False
    return sum(a != b for a, b in zip(ours, theirs, strict=True)) <= 2 and not ours.endswith("000")


__all__ = ["BrokenSum", "Row", "Term", "broken_sums"]
