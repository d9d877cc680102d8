"""Ages against dates of birth told elsewhere, and years that run up to the time of the document.

A birth is looked for in all documents, and belongs to a name; an age of the same name, at a time that its sentence or the document tells,
must be the years between. A name with two births is two people, or a contradiction of its own: nothing is said of it.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claimcheck.claims.sentences import split_sentences
from claimcheck.language.en.lives import OfName, ages, births, date_of, dated
from claimcheck.model import Claim, Document
from claimcheck.relations.binding import by_sentence
from claimcheck.relations.places import places_of

_OLDEST = 115
_MOST_APART = 20
"""Years by which an age may be wrong; one farther off is of somebody or something else."""
_LONGEST = 600
_DAYS_OF_NEWS = 366


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that a date may be."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class WrongAge:
    """A number of years that the dates do not give."""

    claim: Claim
    least: int
    most: int
    why: str
    """The dates, for people."""

    @property
    def allowed(self) -> str:
        """What it may be, for people."""
        return str(self.least) if self.least == self.most else f"{self.least} or {self.most}"


def wrong_ages(claims: Sequence[Claim], documents: Sequence[Document]) -> Iterator[WrongAge]:
    """The ages that a birth told anywhere excludes, and the years up to a document's date that are another number."""
    born = _births(documents)
    published = {document.path: document.published for document in documents}
    for sentence in by_sentence(claims).values():
        today = published.get(sentence[0].path)
        if len(sentence[0].sentence) <= _LONGEST and any(_may_be_age(claim) for claim in sentence):
            yield from _of_people(sentence, born, today)
            if today is not None:
                yield from _up_to(sentence, today)


def _may_be_age(claim: Claim) -> bool:
    value = claim.quantity.value
    return (
        value is not None
        and value == value.to_integral_value()
        and value > 1
        and claim.quantity.unit in ("year", "dimensionless", "rank")
    )


@dataclass(frozen=True, slots=True)
class _Birth:
    name: tuple[str, ...]
    when: Stretch
    words: str


def _births(documents: Iterable[Document]) -> dict[str, list[_Birth]]:
    """Births by the last name."""
    found: dict[str, list[_Birth]] = defaultdict(list)
    for document in documents:
        for segment in document.segments:
            if not any(rule.needs.search(segment.text) for rule in births()):
                continue
            for span in split_sentences(segment.text):
                sentence = " ".join(segment.text[span.start : span.end].split())
                if len(sentence) > _LONGEST:
                    continue
                for rule in births():
                    for match in rule.pattern.finditer(sentence):
                        name, when = tuple(match["name"].split()), _stretch(match["when"])
                        if when is not None and len(name) > 1:
                            found[name[-1]].append(_Birth(name, when, match["when"]))
    return found


def _stretch(words: str) -> Stretch | None:
    """The days that a written date may be."""
    year, month, day = date_of(words)
    try:
        if month and day:
            return Stretch(date(year, month, day), date(year, month, day))
        if month:
            return Stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Stretch(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def _birth_of(name: Sequence[str], born: dict[str, list[_Birth]]) -> _Birth | None:
    """The birth of whom a name is; None where it may be of two people or is not known."""
    alike = [birth for birth in born.get(name[-1], ()) if len(name) == 1 or birth.name[-2] in name]
    if not alike or len({(birth.name[-2], birth.when.first.year) for birth in alike}) > 1:
        return None
    return min(alike, key=lambda birth: birth.when.last - birth.when.first)


def _of_people(
    sentence: Sequence[Claim], born: dict[str, list[_Birth]], today: date | None
) -> Iterator[WrongAge]:
    text = sentence[0].sentence
    places = places_of(sentence)
    for rule in ages():
        for match in rule.pattern.finditer(text):
            birth = _birth_of(match["name"].split(), born)
            if birth is None:
                continue
            told = match.groupdict().get("when")
            when = _stretch(told) if told else Stretch(today, today) if today else None
            claim = next(
                (
                    one
                    for one in sentence
                    if one.id in places
                    and places[one.id].start <= match.start("count") < places[one.id].end
                    and _may_be_age(one)
                ),
                None,
            )
            if when is None or claim is None or when.last <= birth.when.first:
                continue
            if not told and today is not None and _is_of_the_past(claim, rule, text, today):
                continue
            least, most = _years(birth.when.last, when.first), _years(birth.when.first, when.last)
            at = told or f"{today}"
            yield from _held(
                claim, max(least, 0), most, f"{' '.join(birth.name)} was born {birth.words}; at {at}"
            )


def _is_of_the_past(claim: Claim, rule: OfName, text: str, today: date) -> bool:
    """Whether a story is told of a time long before the day of the document."""
    time = claim.period or claim.setting or claim.era
    if time is not None and time.end is not None and (today - time.end).days > _DAYS_OF_NEWS:
        return True
    return rule.unless is not None and rule.unless.search(text) is not None


def _years(since: date, until: date) -> int:
    """Whole years from one day to another."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def _held(claim: Claim, least: int, most: int, why: str) -> Iterator[WrongAge]:
    value = claim.quantity.value or Decimal(0)
    if least <= value <= most or most > _OLDEST or claim.quantity.interval.contains(Decimal(most)):
        return
    if min(abs(value - least), abs(value - most)) <= _MOST_APART:
        yield WrongAge(claim, least, most, why)


def _up_to(sentence: Sequence[Claim], today: date) -> Iterator[WrongAge]:
    text = sentence[0].sentence
    places = places_of(sentence)
    for claim in sentence:
        place = places.get(claim.id)
        if place is None or not _may_be_age(claim):
            continue
        for rule in dated():
            year = rule.year(text[: place.start], text[place.end :])
            if year is None or year > today.year:
                continue
            span = today.year - year
            least, most = max(span + rule.room[0], 0), span + rule.room[1]
            value = claim.quantity.value or Decimal(0)
            interval = claim.quantity.interval
            if least <= value <= most or interval.contains(Decimal(span)):
                continue
            if abs(value - span) <= _MOST_APART:
                yield WrongAge(claim, span, span, f"the text is of {today}; {today.year} − {year} = {span}")
