"""Parts and wholes in prose and lists: shares that make 100, parts that make a total, a part of a whole in percent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claimcheck.claims.concepts import unit_class
from claimcheck.language.en import said_of_one_part, says_activity
from claimcheck.model import Claim, ClaimKind, Document, Segment, SegmentKind
from claimcheck.quantities import intervals
from claimcheck.quantities.numerals import number_words
from claimcheck.relations.assertions import (
    Assertion,
    Reading,
    gap,
    in_unit,
    is_actual,
    paragraphs,
    quotient,
    same_kind,
    total,
)
from claimcheck.relations.places import places_of
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.sums import TOTAL

_REST = re.compile(
    r"\b(?:(?:all )?others?|the rest|the remaind(?:er|ing)|remaining|none|neither|unknown|undecided|no answer|don['’]t know|all other)\b",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\b(?:exactly one|only one|just one|one of (?:two|three|four|five|six|seven|eight)|add(?:s|ing)? up to 100|split|divided|"
    r"made up of|single[- ](?:choice|answer))\b",
    re.IGNORECASE,
)
"""Said where each thing falls into one of the items."""
_DISTRIBUTION = re.compile(
    r"\b(?:breakdown|break down|distribution|composition|shares? of the|share by)\b", re.IGNORECASE
)
"""Said of shares of one whole, all of them or only the largest."""
_SEVERAL = re.compile(
    r"\b(?:more than one|several answers|multiple answers|all that apply|multiple[- ](?:choice|response)|may (?:not )?(?:add|sum)|"
    r"do(?:es)? not (?:add|sum)|rounding|each of|overlap|up to (?:two|three) answers|could (?:name|choose|pick|give) (?:several|two|three|more))\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:exactly one|only one|just one)(?: (?:answer|group|category|option|choice|reason|of)\b|[:.])|\beach (?:\w+ )?(?:picked|chose|named|gave) one\b|\bsingle[- ](?:choice|answer)\b|\badd(?:s|ing)? up to 100\b",
    re.IGNORECASE,
)
_LARGEST = re.compile(
    r"\b(?:largest|biggest|greatest|main|major|leading|top|chief|principal|key|most (?:common|frequent|important|popular)|highest)\b",
    re.IGNORECASE,
)
"""A list of the largest is not one of all."""
_NEAR_TABLE = 2
_FEWEST_SHARES = 3
_HUNDRED = Decimal(100)
_SPLIT = re.compile(
    r"\b(?:split|splits|divided?|divides|broken down|breaks? down|falls?|fell)(?: up)? (?:into|between|among|as follows)\b",
    re.IGNORECASE,
)
"""Said before shares that are all of a whole: "the visits split into Firefox 67%, Chrome 22% and Safari 11%"."""
_WIDEST = (Decimal(70), Decimal(140))
"""Sums farther from 100 are no shares of one whole."""


def shares_of_lists(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> Iterator[tuple[list[Claim], bool]]:
    """The shares of each list whose items leave nothing out, and whether the text says so in as many words."""
    lists: dict[tuple[str, int], list[list[Claim]]] = defaultdict(list)
    by_segment: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.list_id is not None and claim.cell is None:
            by_segment[claim.path, claim.segment].append(claim)
    for found in by_segment.values():
        lists[found[0].path, found[0].list_id or 0].append(found)
    for (path, number), items in lists.items():
        document = documents.get(path)
        if document is None or len(items) < _FEWEST_SHARES:
            continue
        shares = [_share_of(item) for item in items]
        segments = [segment for segment in document.segments if segment.list_id == number]
        if any(share is None for share in shares) or len(segments) != len(items):
            continue
        found_shares = [share for share in shares if share is not None]
        around = _around(document, segments)
        if _SEVERAL.search(around) or _LARGEST.search(_lead(document, segments)):
            continue
        rest = any(_REST.search(segment.text) for segment in segments)
        exclusive = bool(_EXCLUSIVE.search(around))
        if not (rest or exclusive or _DISTRIBUTION.search(around)):
            continue
        if rest or exclusive or not _may_go_on(found_shares):
            yield found_shares, rest and (exclusive or bool(_DISTRIBUTION.search(around)))


def _may_go_on(found: Sequence[Claim]) -> bool:
    """Whether shares in falling order leave more than the least of them, so that smaller ones may have been left out."""
    values = [claim.quantity.value for claim in found]
    known = [value for value in values if value is not None]
    falling = all(left >= right for left, right in pairwise(known))
    return len(known) == len(values) and falling and _HUNDRED - sum(known) > known[-1]


def shares_of_tables(grids: Iterable[tuple[Document, Grid]]) -> Iterator[list[Claim]]:
    """The shares of each column of a table whose text says that everything falls into one row of it."""
    for document, grid in grids:
        at = grid.table.index
        above = [s.text for s in document.segments if at - _NEAR_TABLE <= s.index < at]
        below = [s.text for s in document.segments if s.index == at + 1 and s.kind is SegmentKind.PARAGRAPH]
        lead = " ".join((grid.table.caption or "", *above))
        if not _ONE_OF.search(lead) or _SEVERAL.search(" ".join((lead, *below))):
            continue
        rows = [row for row in grid.rows if row.cells and not row.is_heading and not TOTAL.search(row.label)]
        for column in grid.columns:
            cells = [grid.claims.get((row.index, column)) for row in rows]
            found = [cell for cell in cells if cell is not None and _is_share(cell)]
            if len(found) == len(rows) >= _FEWEST_SHARES:
                yield found


def shares_of_sentences(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The shares of each sentence that ends with what the rest is ("41% by bus, 27% by car and the remaining 17% on foot") or splits a whole."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            shares = [claim for claim in sentence if _is_share(claim)]
            if (
                len(shares) < _FEWEST_SHARES
                or len(shares) != len(sentence)
                or _SEVERAL.search(sentence[0].sentence)
            ):
                continue
            last = gap(shares[-2], shares[-1])
            if _SPLIT.search(sentence[0].sentence.partition(shares[0].text)[0]) or re.search(
                r"\b(?:the (?:rest|remaining|remainder|other)|remaining)\b", last, re.IGNORECASE
            ):
                yield _whole_of(shares)


def _whole_of(shares: list[Claim]) -> list[Claim]:
    """The shares, without those behind a whole that is full: "A (50%), B (30%) and C (20%) until 1930, when A took 100%"."""
    for count in range(_FEWEST_SHARES, len(shares)):
        bounds = hundred(shares[:count])
        if bounds is not None and bounds[0] <= _HUNDRED <= bounds[1]:
            return shares[:count]
    return shares


def hundred(shares: Sequence[Claim]) -> tuple[Decimal, Decimal] | None:
    """The least and the most that shares may add up to; None where they are plainly no shares of one whole."""
    result = total(shares, "percent")
    if result is None or result.low is None or result.high is None:
        return None
    told = bool(_SPLIT.search(shares[0].sentence)) and shares[0].sentence == shares[-1].sentence
    if not told and (result.high < _WIDEST[0] or result.low > _WIDEST[1]):
        return None
    return result.low, result.high


def _share_of(item: Sequence[Claim]) -> Claim | None:
    shares = [claim for claim in item if _is_share(claim)]
    return shares[0] if len(shares) == 1 else None


def _is_share(claim: Claim) -> bool:
    return (
        claim.quantity.unit == "percent"
        and claim.kind in (ClaimKind.LEVEL, ClaimKind.SHARE)
        and is_actual(claim)
        and not claim.quantity.is_bound
        and not claim.compared
    )


def _is_part_in_words(claim: Claim) -> bool:
    """Whether a number is a part in words: "one in four", "a third"."""
    value = claim.quantity.value
    return (
        claim.quantity.unit == "ratio"
        and is_actual(claim)
        and value is not None
        and value < 1
        and not claim.direction
    )


def _lead(document: Document, items: Sequence[Segment]) -> str:
    """The line that introduces a list; empty where none is known."""
    return next((s.text for s in document.segments if s.index == items[0].lead), "")


def _around(document: Document, items: Sequence[Segment]) -> str:
    """The two paragraphs above a list and the one below it."""
    first, last = items[0].index, items[-1].index
    return " ".join(s.text for s in document.segments if first - 2 <= s.index < first or s.index == last + 1)


_MADE_OF = re.compile(
    r"\b(?:met (?:with|by)|made up of|consists? of|consisting of|comprises?|comprising|split (?:into|between)|divided (?:into|between)|"
    r"financed (?:with|by)|funded (?:with|by)|is the sum of)\b",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:offset|less|net of|minus|partial|decrease|includ|mainly|mostly|partly|among|such as|up to|more than half|most of|in part)",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:in all|in total|altogether|all told|a total of|for a total|totall?ing|(?<!the )combined|making (?:a total|in all))\b",
    re.IGNORECASE,
)


def totals(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """Totals that a sentence gives beside all of their parts."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            if _NOT_ALL.search(sentence[0].sentence) or any(claim.quantity.is_range for claim in sentence):
                continue
            yield from _whole_first(sentence)
            yield from _whole_with_rest(sentence)
            yield from _whole_last(sentence)


def _whole_first(sentence: Sequence[Claim]) -> Iterator[Assertion]:
    """ "The $12.6 billion cost will be met with $8.8 billion of debt and $3.8 billion of equity." """
    whole, parts = sentence[0], sentence[1:]
    if len(parts) < 2:
        return
    words = gap(whole, parts[0])
    if not _MADE_OF.search(words) or says_activity(words):
        return
    joints = [gap(a, b) for a, b in pairwise(parts)]
    if all(re.search(r"\band\b|,", joint) for joint in joints):
        yield from _sum(whole, parts)


_OF_WHICH = re.compile(r"^[^.;]{0,60}\bof (?:which|these|those|whom|them|that)\b", re.IGNORECASE)
_OF_THE = re.compile(
    r"^(?:\W|and |but )*of (?:the |its |their |these |those |all )*(?:\w+ ){0,2}$", re.IGNORECASE
)
_THE_REST = re.compile(
    r"\b(?:the (?:rest|remainder|remaining|other|others)|remaining)\b[^.;]{0,40}$", re.IGNORECASE
)


_PART_OF_PART = re.compile(
    r"\b(?:of|among) (?:them|these|those|whom|which|that)\b|\bincluding\b", re.IGNORECASE
)
"""What follows is a part of the part before: "of which 12 were new, 5 of them electric, and the remaining 20 used"."""


def _whole_with_rest(sentence: Sequence[Claim]) -> Iterator[Assertion]:
    """ "The order book was $21.4 billion, of which $12.6 billion is due in 2026 and the remaining $8.8 billion later." """
    whole = sentence[0]
    parts = [_counted_as(part, whole) for part in sentence[1:] if not _is_percentage_in_brackets(part)]
    if len(parts) < 2 or any(claim.compared or claim.direction for claim in sentence):
        return
    before, _, _ = whole.sentence.partition(whole.text)
    if not (_OF_WHICH.search(gap(whole, parts[0])) or _OF_THE.search(before)):
        return
    if not _THE_REST.search(gap(parts[-2], parts[-1])):
        return
    if _PART_OF_PART.search(whole.sentence.partition(parts[0].text)[2]):
        return
    if all(re.search(r"\band\b|,", gap(a, b)) for a, b in pairwise(parts)):
        yield from _sum(whole, parts)


def _counted_as(part: Claim, whole: Claim) -> Claim:
    """A number without a unit as one of the things that the whole counts: "of the 1,760 people 1,110 work in the clean room"."""
    if unit_class(part.quantity.unit) != "bare" or unit_class(whole.quantity.unit) != "count":
        return part
    return replace(part, quantity=replace(part.quantity, unit=whole.quantity.unit), kind=whole.kind)


def _is_percentage_in_brackets(claim: Claim) -> bool:
    return claim.quantity.unit == "percent" and f"({claim.text})" in claim.sentence


def _whole_last(sentence: Sequence[Claim]) -> Iterator[Assertion]:
    """ "They run 10, 12 and 15 plants, 37 in all." """
    for index, whole in enumerate(sentence):
        if index < 2:
            continue
        before = gap(sentence[index - 1], whole)
        _, _, behind = whole.clause.partition(whole.text)
        told = _IN_ALL.search(before) or _IN_ALL.match(behind.strip())
        if not told or said_of_one_part(before):
            continue
        parts: list[Claim] = []
        for claim in reversed(sentence[:index]):
            if not same_kind(claim, whole) or (
                parts and not re.fullmatch(r".{0,60}(?:,|\band\b).{0,60}", gap(claim, parts[0]))
            ):
                break
            parts.insert(0, claim)
        if len(parts) >= 2 and len(parts) == index:
            yield from _sum(whole, parts)


def _sum(whole: Claim, parts: Sequence[Claim]) -> Iterator[Assertion]:
    if not all(
        is_actual(claim) and same_kind(claim, whole) and not claim.compared for claim in (whole, *parts)
    ):
        return
    if unit_class(whole.quantity.unit) in ("percent", "ratio", "rank", "time") or any(
        claim.kind is ClaimKind.CHANGE for claim in (whole, *parts)
    ):
        return
    if any(_is_counted_out(part) for part in parts):
        return  # "two $500 cheques and a $100 one"
    result = total(parts, whole.quantity.unit)
    if result is not None:
        yield Assertion(whole, (Reading(tuple(parts), result, " + ".join(part.text for part in parts)),))


_COUNT_BEFORE = re.compile(r"(?:^|[\s(])([A-Za-z]+|\d{1,4})[ -]$")


def _is_counted_out(part: Claim) -> bool:
    """Whether a number of such amounts stands before an amount: "two $500 cheques"."""
    place = places_of((part,)).get(part.id)
    found = _COUNT_BEFORE.search(part.sentence[: place.start]) if place is not None else None
    return found is not None and (found[1].isdigit() or found[1].lower() in number_words())


_OF_THIS = re.compile(r"^(?:Of (?:this|these|those|them|that|the total)|Among (?:these|them))\b")
_OUT_OF = re.compile(r"^\s*(?:out )?of (?:the |its |all |a total of )?\s*$")


def shares(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """Percentages that restate a part of a whole: "412 of 1,000, or 41%", "Of this, 9.5 mtpa, or 83%, has been sold"."""
    for sentences in paragraphs(claims):
        before: Sequence[Claim] = ()
        for sentence in sentences:
            for index, share in enumerate(sentence):
                if index and (_is_share(share) or _is_part_in_words(share)):
                    yield from _share(share, sentence[:index], before)
            before = sentence


def _share(share: Claim, earlier: Sequence[Claim], before: Sequence[Claim]) -> Iterator[Assertion]:
    part = earlier[-1]
    joint = gap(part, share)
    if re.fullmatch(r",? or (?:about |some |nearly |almost |roughly |around )?|[^()]{0,20} \(", joint):
        if len(earlier) > 1 and _OUT_OF.fullmatch(gap(earlier[-2], part)):
            yield from _quotient(share, earlier[-2], part)
        elif before and _OF_THIS.match(share.sentence) and len(earlier) == 1:
            wholes = [
                claim
                for claim in before
                if same_kind(claim, part) and claim.quantity.unit == part.quantity.unit
            ]
            if len(wholes) == 1:
                yield from _quotient(share, part, wholes[0])


def _quotient(share: Claim, part: Claim, whole: Claim) -> Iterator[Assertion]:
    unit = whole.quantity.unit
    own = part.quantity.interval if unit_class(part.quantity.unit) == "bare" else in_unit(part, unit)
    if own is None or not is_actual(part) or not is_actual(whole):
        return
    ratio = intervals.divide(own, whole.quantity.interval)
    if ratio is not None and unit_class(part.quantity.unit) not in ("percent", "ratio", "rank"):
        scale = _HUNDRED if share.quantity.unit == "percent" else Decimal(1)
        worked = intervals.multiply(ratio, intervals.point(scale))
        yield Assertion(
            share,
            (Reading((part, whole), worked, f"{part.text} / {whole.text}", quotient(part, whole, scale)),),
        )
