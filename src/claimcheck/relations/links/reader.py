"""Reads links: for every stated number the connectives that fit, and the operands that bear it out.

An equation that holds for numbers found by searching proves little: among many numbers some always fit. So a binding
counts only where its agreement is more surprising than the search was wide: the number of choices up to its distance, times
the chance that one of them agrees, must stay below what the words allow.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from claimcheck.facts.figures import digits_of
from claimcheck.language.en import connectives
from claimcheck.model import Claim, ClaimKind, Document, Interval
from claimcheck.model.links import Link
from claimcheck.relations.links.bindings import EQUATIONS, Binding, Pool
from claimcheck.relations.links.closed import Closed, closed_conclusions
from claimcheck.relations.links.conclusions import Drawn, drawn_conclusions
from claimcheck.relations.links.in_tables import table_links
from claimcheck.relations.links.sites import (
    ELSEWHERE,
    SENTENCE,
    Site,
    distance,
    is_level,
    sites_of,
    sort_of,
    words_said,
)
from claimcheck.relations.links.worked import bound_by_each, concluded_links

_LEAST_SURPRISE = Decimal("0.03")
"""How many choices may agree by chance where the words say nothing."""
_SPREAD = 4
"""Over how many times its own size a number could as well have been another."""
_MOST_ALIKE = 40
_MOST_ELSEWHERE = 16
_MOST_POOL, _MOST_CELLS = 30, 18


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What the words of one document tie its numbers by."""

    drawn: tuple[Drawn, ...]
    closed: tuple[Closed, ...]
    bound: tuple[tuple[Link, ...], ...]
    """What the rules on single relations bind, for each of them."""
    found: tuple[Link, ...]
    """What tables and connectives bind, where nothing else does."""


def read_links(claims: Sequence[Claim], documents: Iterable[Document]) -> tuple[Link, ...]:
    """All arithmetic that the words of some documents assert and that holds."""
    by_path = {document.path: document for document in documents}
    index = Index(claims)
    return links_of(
        [arithmetic_of(own, by_path.get(path), index) for path, own in documents_of(claims).items()]
    )


def documents_of(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each document."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.path, []).append(claim)
    return found


def arithmetic_of(claims: Sequence[Claim], document: Document | None, index: Index) -> Arithmetic:
    """What the words of one document tie its numbers by. `index`: the numbers of all documents."""
    drawn, closed = tuple(drawn_conclusions(claims)), tuple(closed_conclusions(claims))
    bound = tuple(map(tuple, bound_by_each(claims)))
    links = chain(*bound, concluded_links((*drawn, *closed)))
    stated = {link.stated for link in links}
    cells = tuple(link for link in table_links(claims, document) if link.stated not in stated)
    stated |= {link.stated for link in cells}
    sites = sites_of(claims, document)
    found = (_link(site, sites, index) for site in sites if site.sort and site.claim.id not in stated)
    return Arithmetic(drawn, closed, bound, (*cells, *(link for link in found if link is not None)))


def conclusions_in(arithmetic: Sequence[Arithmetic]) -> tuple[Drawn | Closed, ...]:
    """What the sentences of some documents conclude from their numbers, and what they close with."""
    return (*(d for one in arithmetic for d in one.drawn), *(c for one in arithmetic for c in one.closed))


def links_of(arithmetic: Sequence[Arithmetic]) -> tuple[Link, ...]:
    """All links of some documents."""
    bound = (
        link
        for kind in zip(*(one.bound for one in arithmetic), strict=True)
        for links in kind
        for link in links
    )
    found = (link for one in arithmetic for link in one.found)
    return (*bound, *concluded_links(conclusions_in(arithmetic)), *found)


def _link(stated: Site, sites: Sequence[Site], index: Index) -> Link | None:
    """The link of a stated number that is least likely to hold by chance."""
    pool: Pool | None = None
    bindings: dict[tuple[str, bool], tuple[Binding, Decimal] | None] = {}
    best: tuple[Decimal, Link] | None = None
    for connective in connectives():
        if stated.sort not in connective.stated:
            continue
        bits = connective.strength(stated.before, stated.behind, stated.clause)
        if bits is None:
            if connective.equation != "change" or stated.claim.kind is not ClaimKind.CHANGE:
                continue
            bits = connective.bits
        pool = pool or _pool(stated, sites, index)
        key = (connective.equation, connective.same_sentence)
        if key not in bindings:
            bindings[key] = _best(connective.equation, pool, connective.same_sentence)
        found = bindings[key]
        if found is None:
            continue
        binding, expected = found
        assert binding.result is not None
        score = expected / (_LEAST_SURPRISE * Decimal(2) ** bits)
        if score <= 1 and (best is None or score < best[0]):
            operands = tuple(site.claim.id for site in binding.operands)
            best = (
                score,
                Link(connective.equation, stated.claim.id, operands, True, binding.result, connective.name),
            )
    return best[1] if best is not None else None


class Index:
    """The numbers of all documents by what is said of them."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims: list[tuple[int, Claim]] = []
        """The levels, each with its number in reading order within its document."""
        self._begins: dict[str, tuple[int, int]] = {}
        """Path → which of the levels are of the document."""
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        """Word → levels."""
        for path, own in documents_of(claims).items():
            first = len(self._claims)
            for order, claim in enumerate(own):
                if sort_of(claim) and is_level(claim):
                    for word in words_said(claim):
                        self._places[word].append(len(self._claims))
                    self._claims.append((order, claim))
            self._begins[path] = first, len(self._claims)

    def elsewhere(self, claim: Claim) -> list[tuple[int, Claim]]:
        """The numbers of other documents that are spoken of in the rarest words of one, each with its number in its document."""
        begin, end = self._begins.get(claim.path, (0, 0))
        found: dict[int, None] = {}
        ranked = sorted((len(self._places.get(word, ())), word) for word in words_said(claim))
        for count, word in ranked:
            if len(found) >= _MOST_ELSEWHERE or count - (end - begin) > _MOST_ALIKE:
                break  # the words that follow are not rarer
            # The places ascend, and those of one document stand together: they are left out without a look at each.
            places = self._places.get(word, ())
            own, behind = bisect_left(places, begin), bisect_left(places, end)
            if own + len(places) - behind <= _MOST_ALIKE:
                found.update(dict.fromkeys((*places[:own], *places[behind:])))
        return [self._claims[place] for place in list(found)[:_MOST_ELSEWHERE]]


def _elsewhere(stated: Site, index: Index) -> list[Site]:
    return [
        Site(claim, order, "", "", "", words_said(claim), sort_of(claim))
        for order, claim in index.elsewhere(stated.claim)
    ]


def _pool(stated: Site, sites: Sequence[Site], index: Index) -> Pool:
    """The numbers around a stated one, the nearest first, so many that the search stays bounded."""
    at = stated.order
    window = [
        site
        for site in sites[max(0, at - 120) : at + 120]
        if site is not stated and site.sort and is_level(site.claim)
    ]
    ranked = sorted((distance(stated, site), abs(site.order - at), site.order) for site in window)
    by_order = {site.order: site for site in window}
    near = [(reach, by_order[order]) for reach, _, order in ranked[:_MOST_POOL]]
    if stated.claim.cell is not None:  # a table is worked by its own rows and columns
        return Pool(stated, tuple((reach, site) for reach, site in near[:_MOST_CELLS] if reach == SENTENCE))
    return Pool(stated, (*near, *((ELSEWHERE, site) for site in _elsewhere(stated, index))))


def _best(equation: str, pool: Pool, same_sentence: bool) -> tuple[Binding, Decimal] | None:
    """The nearest binding that holds, and how many would by chance up to its distance."""
    stated = pool.stated.claim.quantity
    tried = sorted(
        ((binding.reach, _steps(pool.stated, binding)), number, binding)
        for number, binding in enumerate(EQUATIONS[equation](pool))
        if not (same_sentence and binding.reach)
    )
    best: tuple[Binding, Decimal] | None = None
    for count, (_, _, binding) in enumerate(tried, 1):
        if binding.result is None or binding.result.disjoint(stated.interval):
            continue
        expected = count * chance(stated.interval, binding.result, stated.value)
        if best is None or expected < best[1]:
            best = binding, expected
    if best is None:
        return None
    return _told_here(best[0], pool), best[1]


def _told_here(binding: Binding, pool: Pool) -> Binding:
    """A binding with the numbers of the stated one's own sentence where these are the same figures as some that stand farther off."""
    here = [site for reach, site in pool.sites if reach == SENTENCE]
    operands = []
    for site in binding.operands:
        same = [one for one in here if one not in binding.operands and _is_one_figure(one, site)]
        operands.append(same[0] if site not in here and len(same) == 1 else site)
    return replace(binding, operands=tuple(operands))


def _is_one_figure(one: Site, other: Site) -> bool:
    """Whether two numbers are the same figure told at two places, whatever its unit or rounded: "48.62 million times" and 48.62."""
    a, b = one.claim.quantity, other.claim.quantity
    if one.sort != other.sort or a.value is None or b.value is None:
        return False
    if a.unit == b.unit:
        return not a.interval.disjoint(b.interval)
    digits = digits_of(a.value)
    return len(digits) > 1 and digits == digits_of(b.value)


def _steps(stated: Site, binding: Binding) -> int:
    """How many numbers lie between a stated one and its operands; for those of another document, how little they share."""
    return sum(
        abs(site.order - stated.order)
        if site.claim.path == stated.claim.path
        else -len(stated.words & site.words)
        for site in binding.operands
    )


def chance(stated: Interval, result: Interval, value: Decimal | None) -> Decimal:
    """The chance that a number of any size would agree with what was worked out."""
    if value is None or not value:
        return Decimal(1)
    ends = (stated.low, stated.high, result.low, result.high)
    if any(end is None for end in ends):
        return Decimal("0.25")
    low, high, least, most = (end for end in ends if end is not None)
    width = max(high - low, Decimal(1) if value == value.to_integral_value() and high == low else Decimal(0))
    return min((width + most - least) / abs(value) / _SPREAD, Decimal(1))
