"""Reads links: for every stated number the connectives that fit, and the operands that bear it out.

An equation that holds for numbers found by searching proves little: among many numbers some always fit. So a binding
counts only where its agreement is more surprising than the search was wide: the number of choices up to its distance, times
the chance that one of them agrees, must stay below what the words allow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from claimcheck.language.en import connectives
from claimcheck.model import Claim, ClaimKind, Document, Interval
from claimcheck.model.links import Link
from claimcheck.relations.links.bindings import EQUATIONS, Binding, Pool
from claimcheck.relations.links.closed import Closed
from claimcheck.relations.links.conclusions import Drawn
from claimcheck.relations.links.sites import ELSEWHERE, SENTENCE, Site, distance, is_level, sites_of
from claimcheck.relations.links.worked import worked_links

_LEAST_SURPRISE = Decimal("0.03")
"""How many choices may agree by chance where the words say nothing."""
_SPREAD = 4
"""Over how many times its own size a number could as well have been another."""
_MOST_ALIKE = 40
_MOST_ELSEWHERE = 16
_MOST_POOL, _MOST_CELLS = 30, 18


def read_links(
    claims: Sequence[Claim],
    documents: Iterable[Document],
    conclusions: Iterable[Drawn | Closed] | None = None,
) -> tuple[Link, ...]:
    """All arithmetic that the words of some documents assert and that holds. `conclusions`: those of the claims, where they are known."""
    by_path = {document.path: document for document in documents}
    found = list(worked_links(claims, conclusions))
    bound = {link.stated for link in found}
    documents_sites = list(sites_of(claims, by_path))
    index = _Index(documents_sites)
    for sites in documents_sites:
        for stated in sites:
            if stated.sort and stated.claim.id not in bound:
                best = _link(stated, sites, index)
                if best is not None:
                    found.append(best)
    return tuple(found)


def _link(stated: Site, sites: Sequence[Site], index: _Index) -> Link | None:
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


class _Index:
    """The numbers of all documents by what is said of them."""

    def __init__(self, documents: Sequence[Sequence[Site]]) -> None:
        self.counts: Counter[str] = Counter()
        self._by_word: dict[str, dict[str, list[Site]]] = defaultdict(lambda: defaultdict(list))
        """Word → path → numbers."""
        for sites in documents:
            for site in sites:
                if site.sort and is_level(site.claim):
                    for word in site.words:
                        self.counts[word] += 1
                        self._by_word[word][site.claim.path].append(site)

    def elsewhere(self, word: str, path: str, most: int) -> list[Site]:
        """The numbers that a word is said of in other documents; no more than `most`, but for one more."""
        found: list[Site] = []
        for other, sites in self._by_word.get(word, {}).items():
            if other != path:
                found.extend(sites[: most + 1 - len(found)])
            if len(found) > most:
                break
        return found


def _elsewhere(stated: Site, index: _Index) -> list[Site]:
    """The numbers of other documents that are spoken of in the rarest words of a stated one."""
    found: dict[str, Site] = {}
    for word in sorted(stated.words, key=lambda word: (index.counts[word], word)):
        others = index.elsewhere(word, stated.claim.path, _MOST_ALIKE)
        if len(others) > _MOST_ALIKE or len(found) >= _MOST_ELSEWHERE:
            continue
        found |= {site.claim.id: site for site in others}
    return list(found.values())[:_MOST_ELSEWHERE]


def _pool(stated: Site, sites: Sequence[Site], index: _Index) -> Pool:
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
    return best


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
