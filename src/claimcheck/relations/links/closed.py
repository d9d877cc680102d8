"""Conclusions from all the numbers at hand: closings, the operands that are left for them, and what follows.

The window is the sentence of the stated number; where that has no operands enough and its words point back ("That is a
fall of 19 per cent"), the one or two sentences before it belong to the window. Every choice of operands that the units allow is
worked, so a failure means that no choice bears the number out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.language.base import Closing
from claimcheck.language.wordings import closings, unread_number
from claimcheck.model import Claim, ClaimKind, Interval, Modality
from claimcheck.quantities import intervals
from claimcheck.relations.assertions import Assertion, Reading, paragraphs
from claimcheck.relations.binding import OTHER_BASES
from claimcheck.relations.links.balances import BALANCES, balances
from claimcheck.relations.links.exhausted import choices
from claimcheck.relations.links.numbers import as_written, is_of_one_size, ratio_to, to_the_digit
from claimcheck.relations.links.times import days_between, times_between
from claimcheck.relations.links.tokens import letter, tokenised, years_in

_SENTENCES_BACK = 2
_MOST_OPERANDS = 7
_LONGEST_GROWTH = 60
_OF_ALL = frozenset({"total", "average", "median"})
"""Equations whose operands are all numbers that there are."""
_KINDS = {
    "multiple more": "multiple",
    "years exactly": "age",
    "years of age": "age",
    "paid back": "quotient",
    "how long": "quotient",
    "rate": "quotient",
    "median": "average",
    "percent of percent": "share",
    "growth a year": "compound",
    "balance": "balance",
    "rest of all": "rest",
    "from day to day": "days",
    "percent added": "added to",
    "percent off": "taken off",
    "percent of": "taken of",
}
"""Equations that are told as others."""
_BY_WORDS = frozenset({"years exactly", "years of age", "years", "apart", "from day to day"})
"""Equations whose operands are found by their words, so that a number that was not read is in nobody's way."""
_MEASURED_OTHERWISE = frozenset({"change", "difference", "points"})
"""Equations of which a sentence may say that they are reckoned from another base."""


@dataclass(frozen=True, slots=True)
class Closed:
    """An assertion with the closing that ties it."""

    closing: Closing
    assertion: Assertion

    @property
    def name(self) -> str:
        """The wording."""
        return self.closing.name

    @property
    def equation(self) -> str:
        """What it was worked by."""
        return _KINDS.get(self.closing.equation, self.closing.equation)

    @property
    def fails(self) -> bool:
        """Whether no choice of operands bears the number out, and one comes near it or a slip of the pen explains it."""
        return (
            self.assertion.fails
            and _is_unique(self.closing, self.assertion)
            and any(_is_near(reading.result, self.assertion.stated) for reading in self.assertion.readings)
        )


def _is_unique(closing: Closing, assertion: Assertion) -> bool:
    """Whether one choice of operands was left, in the place where the wording has them; sums may leave a part out."""
    first = assertion.readings[0].operands
    if closing.equation not in _OF_ALL and any(
        {claim.id for claim in reading.operands} != {claim.id for claim in first}
        for reading in assertion.readings
    ):
        return False
    if closing.operands == "anywhere":
        return True
    at = assertion.stated.mention_span.start
    return all((claim.mention_span.start < at) == (closing.operands == "before") for claim in first)


def _is_near(result: Interval, stated: Claim) -> bool:
    """Whether a worked number is of the stated one's size, or a thousand or a million times greater or smaller."""
    ratio = ratio_to(result, stated)
    return ratio is not None and (is_of_one_size(ratio) or _is_power(ratio))


def _is_power(ratio: Decimal) -> bool:
    """Whether a number is a thousand or a million times too great or too small."""
    return any(abs(ratio / power - 1) < Decimal("0.06") for power in _POWERS)


_POWERS = tuple(Decimal(10) ** power for power in (-9, -6, -3, 3, 6, 9))


@dataclass(frozen=True, slots=True)
class _Sentence:
    claims: Sequence[Claim]
    text: str
    """With numbers as tokens."""
    begins: Sequence[int]


def closed_conclusions(claims: Iterable[Claim]) -> Iterator[Closed]:
    """What texts conclude from all the numbers beside one, whether it holds or not."""
    for sentences in paragraphs(as_written(claim) for claim in claims):
        before: list[_Sentence] = []
        for claims_of_sentence in sentences:
            tokens = tokenised(claims_of_sentence)
            if tokens is None:
                before = []
                continue
            sentence = _Sentence(claims_of_sentence, *tokens)
            if before and before[-1].claims[0].sentence_number + 2 < claims_of_sentence[0].sentence_number:
                before = []
            yield from _closed(sentence, before)
            before = [*before, sentence][-_SENTENCES_BACK:]


def _closed(sentence: _Sentence, before: Sequence[_Sentence]) -> Iterator[Closed]:
    for index, stated in enumerate(sentence.claims):
        at = sentence.begins[index]
        sort = letter(stated)
        head, rest = sentence.text[:at], sentence.text[at:].partition("#")[2].partition("#")[2]
        for closing in closings(stated.language):
            if sort not in closing.stated or not closing.fits(head, rest, sentence.text):
                continue
            per = closing.span_of(rest)
            within = _unsigned(stated) if closing.equation in _MEASURED_OTHERWISE else stated
            if per is not None and "/" not in stated.quantity.unit:
                within = _a(stated, per)
            assertion = _assertion(closing, within, sentence, before)
            if assertion is not None:
                yield Closed(closing, assertion)


def _unsigned(claim: Claim) -> Claim:
    """A fall that is written with a minus as one in words."""
    quantity = claim.quantity
    if (
        quantity.value is None
        or quantity.value >= 0
        or (claim.kind is ClaimKind.LEVEL and letter(claim) != "P")
    ):
        return claim
    magnitude = replace(quantity, value=-quantity.value, interval=intervals.negate(quantity.interval))
    return replace(claim, quantity=magnitude, direction=-1)


def _a(claim: Claim, span: str) -> Claim:
    """A number as one for a stretch of time: "bought 168,000 in the year" are so many a year."""
    return replace(claim, quantity=replace(claim.quantity, unit=f"{claim.quantity.unit}/{span}"))


def _assertion(
    closing: Closing, stated: Claim, sentence: _Sentence, before: Sequence[_Sentence]
) -> Assertion | None:
    if unit_class(stated.quantity.unit.partition("/")[0]) in closing.but_not:
        return None
    if closing.equation in _MEASURED_OTHERWISE and OTHER_BASES.search(stated.sentence):
        return None
    if stated.quantity.value is None or stated.modality in (Modality.SUPERSEDED, Modality.HYPOTHETICAL):
        return None
    points_back = closing.refers is not None and closing.refers.search(sentence.text) is not None
    window: list[Claim] = [claim for claim in sentence.claims if claim.id != stated.id]
    texts = [sentence]
    earlier = list(reversed(before)) if points_back else []
    while True:
        readings = _readings(closing, stated, window, texts)
        if readings or not earlier:
            break
        window = [*earlier[0].claims, *window]
        texts.append(earlier.pop(0))
    if not readings or len(window) > _MOST_OPERANDS:
        return None
    if any(c.modality in (Modality.SUPERSEDED, Modality.HYPOTHETICAL) for c in window):
        return None
    if closing.equation not in _BY_WORDS and any(
        unread_number(stated.language).search(one.text) for one in texts
    ):
        return None
    further = [*(claim for one in reversed(earlier) for claim in one.claims), *window]
    if earlier and all(reading.result.disjoint(stated.quantity.interval) for reading in readings):
        borne_out = _holding(stated, _readings(closing, stated, further, [*texts, *earlier]))
        return Assertion(stated, borne_out or readings)
    return Assertion(stated, readings)


def _holding(stated: Claim, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings that bear a number out."""
    return tuple(reading for reading in readings if not reading.result.disjoint(stated.quantity.interval))


def _readings(
    closing: Closing, stated: Claim, window: Sequence[Claim], texts: Sequence[_Sentence]
) -> tuple[Reading, ...]:
    if closing.equation.startswith("years"):
        return _years(closing.equation, stated, texts)
    if closing.equation == "from day to day":
        return days_between(stated, [one.claims[0].sentence for one in texts])
    if closing.equation == "apart":
        return times_between(stated, window)
    if closing.equation == "growth a year":
        return _growth(stated, window, texts)
    of_all = closing.equation in _OF_ALL
    usable = [
        claim
        for claim in window
        if (claim.quantity.value is not None or (of_all and claim.quantity.is_range))
        and claim.kind is not ClaimKind.RANK
    ]
    if closing.exact:
        usable = [to_the_digit(claim) for claim in usable]
    if closing.equation in BALANCES:
        return balances(closing.equation, stated, usable)
    return choices(closing.equation, stated, usable)


_MOST_YEARS = 3
"""A sentence that lists more years is not about the time between two of them."""
_ROOM = {"years exactly": (0, 0), "years of age": (-1, 0), "years": (-1, 1)}
"""How much less and more than the difference of two years a number of years may be."""


def _years(equation: str, stated: Claim, texts: Sequence[_Sentence]) -> tuple[Reading, ...]:
    if stated.quantity.unit != "year" and (equation == "years" or stated.quantity.unit != "dimensionless"):
        return ()
    years = sorted({year for one in texts for year in years_in(one.text, one.claims)})
    if len(years) > _MOST_YEARS:
        return ()
    less, more = _ROOM[equation]
    operands = tuple(claim for one in texts for claim in one.claims if letter(claim) == "Y")
    return tuple(
        Reading(
            operands,
            Interval(Decimal(until - since + less), Decimal(until - since + more)),
            f"{until} − {since}",
            Decimal(until - since),
        )
        for at, since in enumerate(years)
        for until in years[at + 1 :]
    )


def _growth(stated: Claim, window: Sequence[Claim], texts: Sequence[_Sentence]) -> tuple[Reading, ...]:
    """The growth a year between two levels over the time between the only two years."""
    years = sorted({year for one in texts for year in years_in(one.text, one.claims)})
    if len(years) != 2 or not 1 < years[1] - years[0] < _LONGEST_GROWTH:
        return ()
    found: list[Reading] = []
    for reading in choices("multiple", stated, window):
        factor = intervals.root(reading.result, years[1] - years[0])
        if factor is not None:
            rate = intervals.multiply(
                intervals.subtract(factor, intervals.point(Decimal(1))), intervals.point(Decimal(100))
            )
            shown = f"({reading.working})^(1/{years[1] - years[0]}) − 1"
            found.append(Reading(reading.operands, intervals.magnitude(rate), shown))
    return tuple(found)
