"""Numbers that a page tags as one fact and that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding, place_of
from claimcheck.claims.concepts import unit_class
from claimcheck.claims.tagged import tag_of
from claimcheck.model import Claim, Document, Finding, Interval, Role, Severity, TaggedNumber
from claimcheck.wording import amount

NAME = "tagged-fact"

_Tagged = tuple[TaggedNumber, Claim]
_SCALES = tuple(Decimal(10) ** power for power in (-9, -6, -3, 3, 6, 9))


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every number that differs from another of the same fact, and for magnitudes that differ from their tag's."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    tagged = [document for document in corpus.documents if document.tagged]
    paths = {document.path for document in tagged}
    for claim in corpus.claims:
        if claim.path in paths:
            claims[claim.path].append(claim)
    for document in tagged:
        found = _by_fact(document, claims[document.path])
        for same in found.values():
            yield from _differing(same)
        for same in found.values():
            for tag, claim in same:
                if _has_other_magnitude(tag, claim):
                    yield _magnitude(tag, claim)


def _by_fact(document: Document, claims: Sequence[Claim]) -> dict[tuple[str, ...], list[_Tagged]]:
    """The tagged numbers of each fact with their claims."""
    starts = [tag.span.start for tag in document.tagged]
    found: dict[tuple[str, ...], list[_Tagged]] = defaultdict(list)
    for claim in claims:
        tag = tag_of(claim, document.tagged, starts)
        if tag is not None:
            found[tag.key].append((tag, claim))
    return found


def _differing(same: Sequence[_Tagged]) -> Iterator[Finding]:
    """Numbers that exclude the one that most of the fact's numbers state; of two that differ, the later."""
    counts = Counter(abs(tag.value) for tag, _ in same)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    right, shown = next((tag, claim) for tag, claim in same if abs(tag.value) == usual)
    for tag, claim in same:
        if abs(tag.value) != usual and _room(tag, claim).disjoint(_room(right, shown)):
            yield _finding(claim, shown, tag, counts[usual])


def _room(tag: TaggedNumber, claim: Claim) -> Interval:
    """What the tag and the words allow a number to be, its sign aside."""
    value = abs(tag.value)
    low, high = value - tag.step / 2, value + tag.step / 2
    quantity = claim.quantity
    if quantity.value is None or not quantity.value:
        return Interval(None, None)
    if quantity.interval.low is None or quantity.interval.high is None:
        return Interval(None, None)
    ends = sorted(
        abs(value * end / quantity.value) for end in (quantity.interval.low, quantity.interval.high)
    )
    return Interval(min(low, ends[0]), max(high, ends[1]))


def _finding(claim: Claim, other: Claim, tag: TaggedNumber, times: int) -> Finding:
    often = f" {times} times" if times > 1 else ""
    return finding(
        NAME,
        0.96,
        f"{_named(tag)}: {claim.text} here, {other.text}{often} elsewhere, {place_of(other, claim)}",
        f"both are tagged as {tag.key[0]} of the same dates and parts; “{claim.text}” and “{other.text}” exclude each other",
        [(claim, Role.STATED), (other, Role.OTHER_SIDE)],
    )


def _named(tag: TaggedNumber) -> str:
    """A concept without the name of its taxonomy."""
    return tag.key[0].rpartition(":")[2]


def _has_other_magnitude(tag: TaggedNumber, claim: Claim) -> bool:
    """Whether a sentence says millions where its tag says thousands."""
    value = claim.quantity.value
    return (
        claim.cell is None
        and unit_class(claim.quantity.unit) == "money"
        and bool(value)
        and bool(tag.value)
        and value is not None
        and abs(value / tag.value) in _SCALES
        # Without a word for it in the sentence the magnitude is said elsewhere: "all amounts in millions".
        and abs(value)
        != Decimal("".join(char for char in claim.text if char in "0123456789.").strip(".") or 0)
    )


def _magnitude(tag: TaggedNumber, claim: Claim) -> Finding:
    return finding(
        NAME,
        0.85,
        f"{_named(tag)}: {claim.text} in the text, {amount(abs(tag.value), tag.unit)} by its tag",
        f"“{claim.text}” is tagged as {amount(tag.value, tag.unit)}: thousands, millions or billions are mixed up",
        [(claim, Role.STATED)],
    )


_PAGE = (
    "<!doctype html>\n<html><body>\n<div style='display:none'><ix:header>\n"
    "<xbrli:context id='c1'><xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate></xbrli:period></xbrli:context>\n"
    "<xbrli:unit id='usd'><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>\n</ix:header></div>\n"
    "<p>Depot sales were $<ix:nonFraction name='x:Sales' contextRef='c1' unitRef='usd' decimals='-5' scale='6'>61.4</ix:nonFraction> million.</p>\n"
    "<table><tr><td>(in thousands)</td><td>2025</td></tr>\n"
    "<tr><td>Depot sales</td><td><ix:nonFraction name='x:Sales' contextRef='c1' unitRef='usd' decimals='-3' scale='3'>{}</ix:nonFraction></td></tr></table>\n"
    "</body></html>\n"
)

RULE = Rule(
    NAME,
    "Numbers that a page tags as one fact differ.",
    Severity.ERROR,
    "Filings in inline XBRL tag their numbers: concept, unit, dates, dimensions, scale. Two numbers that are tagged as the same fact must be "
    "one, as far as their rounding, the `decimals` of their tags and words such as “about” allow; signs are left aside, since brackets mean "
    "outflows here and losses there. An amount of a sentence with a magnitude of its own is held against its tag, too. Within one page only.",
    "A figure is updated in the statements and not in the notes; programs read one of them.",
    _PAGE.format("64,412"),
    _PAGE.format("61,412"),
    check,
    advice="The number that is told most often, or in the statements, is likelier to be right.",
)
