"""Units of bare numbers: from a number before, from words ahead of the figures, from the one currency of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.claims.concepts import measures_of, unit_class
from claimcheck.claims.pairing import is_part_of
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.unit_hints import UnitHint, unit_hint
from claimcheck.data import lexicon_cache
from claimcheck.language.rules import Rule, load, rules
from claimcheck.model import Claim, Mention
from claimcheck.quantities.money import is_currency
from claimcheck.quantities.nouns import singular, stop_words
from claimcheck.quantities.numerals import read_digits
from claimcheck.quantities.ruled import LISTED

_NUMBER_OF = re.compile(r"\b(?:number|count) of ([a-z]+(?: [a-z]+){0,2})", re.IGNORECASE)
_SCALE_WORD = re.compile(r"[\d.,]+[ \u00a0]?([A-Za-z]+)\Z")
RESUMED = "resumed"
"""Form of a bare number in a sentence that goes on about the number before it."""
_LOOK_BACK = 60
_LIKE = 10
"""How many times greater or smaller a bare number may be that goes on about the one before."""
_SET_AGAINST = 5
"""The same for one that is set against the one before in a sentence."""
_SHARED = ("count", "measure", "money", "time", "percent")
_FIRM = ("count", "measure", "money")


@lexicon_cache
def _joints() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = load("shared_units")
    return frozenset(data["elliptic"]), frozenset(data["firm"]), frozenset(data["for_times"])


@lexicon_cache
def _small() -> frozenset[str]:
    return frozenset(load("shared_units")["small"])


def _rule(production: str) -> Rule:
    return next(rule for rule in rules("shared_units") if rule.production == production)


def with_shared_units(
    view: SentenceView, previous: Claim | None, outer: Claim | None, ahead: UnitHint | None
) -> list[Mention]:
    """The mentions of a sentence; a bare number takes the unit that was spoken of before it.

    `previous`: the number before the sentence, where the sentence points to it; `outer`: that number in any case, which a count without
    its noun may be of; `ahead`: what the words above say of all figures.
    """
    counted = _NUMBER_OF.search(view.text, view.span.start, view.span.end)
    known = _noun_of(counted) if counted is not None else previous.quantity.unit if previous else None
    known = known if known is not None and unit_class(known) in _FIRM else None
    of_outer = outer.quantity.unit if outer is not None else None
    shared: list[Mention] = []
    for mention in view.mentions:
        unit = mention.quantity.unit
        if mention.form == LISTED:
            if known is not None and counted is None:
                mention = _in_unit(mention, known, _scale_before(view, shared, mention))
            elif ahead is not None and ahead.unit is not None:
                mention = _in_unit(mention, ahead.unit, ahead.scale)
        elif mention.form in ("elliptic", "difference"):
            of = known if counted is None and known is not None else of_outer
            if of is not None and unit_class(of) == "count" and "/" not in of:
                mention = _in_unit(mention, of)
            elif mention.form == "difference":
                continue  # two cents more, or two points: nothing tells
        elif unit == "dimensionless":
            mention = _with_unit(view, mention, shared, known, outer, ahead)
        elif unit_class(unit) in _FIRM and mention.form != "ordinal":
            if unit == "pound" and _is_paid(view, mention):
                mention, unit = _in_unit(mention, "GBP"), "GBP"
            known = unit
        shared.append(mention)
    view.mentions = _with_units_of_wholes(view.text, shared)
    return view.mentions


def _with_units_of_wholes(text: str, mentions: list[Mention]) -> list[Mention]:
    """Bare numbers with the unit of that which they are a part of: 67 years in "67 of his 76 years"."""
    found = list(mentions)
    for index in range(len(mentions) - 2, -1, -1):
        part, whole = mentions[index], found[index + 1]
        if (
            part.quantity.unit == "dimensionless"
            and unit_class(whole.quantity.unit) in ("count", "measure", "time")
            and is_part_of(text[part.span.end : whole.span.start])
        ):
            found[index] = _in_unit(part, whole.quantity.unit)
    return found


def _noun_of(counted: re.Match[str]) -> str | None:
    nouns = [word for word in counted.group(1).split() if word not in stop_words()]
    if not nouns:
        return None
    return singular(nouns[0] if len(nouns) == 1 or not nouns[-1].endswith("s") else nouns[-1])


def _in_unit(mention: Mention, unit: str, scale: Decimal = Decimal(1)) -> Mention:
    return replace(mention, quantity=mention.quantity.rescaled(scale, unit))


def _with_unit(
    view: SentenceView,
    mention: Mention,
    earlier: Sequence[Mention],
    known: str | None,
    outer: Claim | None,
    ahead: UnitHint | None,
) -> Mention:
    """A number that nothing beside it names, in the unit of the one before or of the words above; as it is where nothing tells."""
    if _counts_of(view, mention):
        return mention
    last = earlier[-1] if earlier else None
    if last is not None and _heads_bracket(view, last, mention):
        scale = _scale_of(view, last)
        if _alike(last.quantity.value, mention.quantity.value, scale):
            return _in_unit(mention, last.quantity.unit, scale)
    if last is not None and _is_set_against(view, last, mention):
        return _in_unit(mention, last.quantity.unit)
    if known is not None and (_is_elliptic(view, mention) or _was_hoped_for(view, last, mention)):
        return _in_unit(mention, known, _shared_scale(view, last, mention, known))
    if ahead is not None and ahead.unit is not None and mention.form in ("number", "range"):
        scale = Decimal(1) if _written_scale(view, mention) else ahead.scale
        return _in_unit(mention, ahead.unit, scale)
    if not earlier and outer is not None and mention.form == "number":
        unit = outer.quantity.unit
        if unit_class(unit) in _SHARED and _goes_on(view) and not _is_named_number(view, mention):
            scale = Decimal(1)
            if _alike(outer.quantity.value, mention.quantity.value, scale):
                return replace(_in_unit(mention, unit), form=RESUMED)
    return mention


def _is_paid(view: SentenceView, mention: Mention) -> bool:
    """Whether pounds are money by the words before them: "it costs 4,100 pounds"."""
    start = max(view.span.start, mention.span.start - _LOOK_BACK)
    return _rule("paid").pattern.search(view.text[start : mention.span.start]) is not None


def _counts_of(view: SentenceView, mention: Mention) -> bool:
    """Whether "of" stands behind a number: then it counts what is named there."""
    behind = view.token_after(mention.span.end)
    return behind < len(view.tokens) and view.tokens[behind].low == "of"


def _word_before(view: SentenceView, mention: Mention) -> str:
    index = view.token_before(mention.span.start)
    return view.tokens[index].low if index >= 0 else ""


def _is_elliptic(view: SentenceView, mention: Mention) -> bool:
    """Whether the word before a bare number sets it beside the count, measure or amount before."""
    return _word_before(view, mention) in _joints()[0]


def _was_hoped_for(view: SentenceView, last: Mention | None, mention: Mention) -> bool:
    """Whether a bare number of like size is one that was hoped for, or planned: "122 gigawatt hours, less than the 182 hoped for"."""
    if last is None or not _alike(
        last.quantity.value, mention.quantity.value, _scale_of(view, last), _SET_AGAINST
    ):
        return False
    return _rule("hoped_for").pattern.match(view.text, mention.span.end) is not None


def _shared_scale(view: SentenceView, last: Mention | None, mention: Mention, unit: str) -> Decimal:
    """The magnitude of the number before where it is meant for a bare number, too: "£4.1 million, up from 3.8"."""
    if last is None or last.quantity.unit != unit or _written_scale(view, mention):
        return Decimal(1)
    scale = _scale_of(view, last)
    return scale if _alike(last.quantity.value, mention.quantity.value, scale, _SET_AGAINST) else Decimal(1)


def _is_set_against(view: SentenceView, last: Mention, mention: Mention) -> bool:
    """Whether a bare number of like size is set against a percentage or a length of time before: "12 minutes instead of 46"."""
    kind = unit_class(last.quantity.unit)
    if kind not in ("percent", "time") or mention.form not in ("number", "range"):
        return False
    firm, for_times = _joints()[1:]
    word = _word_before(view, mention)
    if word not in firm and not (kind == "time" and word in for_times):
        return False
    between = view.text[last.span.end : mention.span.start]
    if ")" in between and "(" not in between:
        return False  # the one before stands in brackets
    return _alike(last.quantity.value, mention.quantity.value, Decimal(1), _SET_AGAINST)


def _goes_on(view: SentenceView) -> bool:
    return _rule("goes_on").pattern.match(view.text, view.span.start) is not None


def _is_named_number(view: SentenceView, mention: Mention) -> bool:
    """Whether a word behind a number may be what it counts."""
    behind = view.token_after(mention.span.end)
    if behind >= len(view.tokens) or view.tokens[behind].start > mention.span.end + 1:
        return False
    token = view.tokens[behind]
    return token.is_word and token.low not in stop_words()


def _heads_bracket(view: SentenceView, last: Mention, mention: Mention) -> bool:
    """Whether a number stands in brackets behind the one before, with nothing but its year or sort: "€412.6 million (2024: 388.5)"."""
    if unit_class(last.quantity.unit) not in _SHARED:
        return False
    if mention.span.start - last.span.end > _LOOK_BACK:
        return False
    gap = view.text[last.span.end : mention.span.start]
    return _rule("headed_bracket").pattern.fullmatch(gap) is not None


def _alike(value: Decimal | None, other: Decimal | None, scale: Decimal, most: int = _LIKE) -> bool:
    if value is None or other is None or not value or not other:
        return False
    times = abs(value / (other * scale))
    return Decimal(1) / most <= times <= most


def _scale_of(view: SentenceView, mention: Mention) -> Decimal:
    """The magnitude that a number is written in: a million for "2,518 million"."""
    written = _SCALE_WORD.search(view.text[mention.number.start : mention.number.end])
    if written is None or mention.quantity.value is None:
        return Decimal(1)
    bare = read_digits(view.text, mention.number.start)
    return abs(mention.quantity.value / bare.value) if bare is not None and bare.value else Decimal(1)


def _written_scale(view: SentenceView, mention: Mention) -> bool:
    return _SCALE_WORD.search(view.text[mention.number.start : mention.number.end]) is not None


def _scale_before(view: SentenceView, earlier: list[Mention], mention: Mention) -> Decimal:
    """The magnitude that the number before a list of names is written in: "SEK 2,518 million, Norway 309"."""
    first = next((m for m in reversed(earlier) if m.form != LISTED), None)
    return _scale_of(view, first) if first is not None else Decimal(1)


def unit_ahead(text: str) -> UnitHint | None:
    """What a heading, a lead-in or the first words of a line say of all its figures: "(EUR million; 2030 in brackets)", "in per cent"."""
    for match in _rule("unit_ahead").pattern.finditer(text[:400]):
        said = (match["bracket"] or match["in"]).strip()
        if len(said) == 1 and said.isalpha():
            continue  # an appendix, an ampere
        hint = unit_hint(said)
        if hint.unit is not None and unit_class(hint.unit) in ("money", "percent", "measure"):
            return hint
    return None


def with_currency(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with bare amounts of money in the one currency of their document, where it has just one: "Revenue 412 million"."""
    currencies = {unit for claim in claims if is_currency(unit := claim.quantity.unit.partition("/")[0])}
    if len(currencies) != 1:
        return list(claims)
    currency = currencies.pop()
    return [
        replace(claim, quantity=replace(claim.quantity, unit=currency)) if _is_amount(claim) else claim
        for claim in claims
    ]


def _is_amount(claim: Claim) -> bool:
    """Whether a bare number in millions or thousands is one of money, by what it measures."""
    if claim.quantity.unit != "dimensionless" or claim.cell is not None or claim.concept is None:
        return False
    measures = measures_of(claim.concept)
    if "money" not in measures or not measures <= {"money", "percent"} or claim.concept in _small():
        return False
    return _SCALE_WORD.search(claim.text) is not None
