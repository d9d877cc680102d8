"""For every number its likely counterparts: in each other document of its story, and elsewhere in its own.

Proposing is generous. Nothing is ruled out for what one side leaves unsaid: numbers that share rare words of their lines are
ranked by them, numbers with the same digits are added, and so are those at the same place of the same line. A claim's words are
looked up from the rarest on, and only so many places are visited, so that cost grows with the number of claims alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.facts.comparable import factor_between
from claimcheck.facts.passages import Pages, Passage, digits_of
from claimcheck.model import Claim

MOST_PLACES = 600
"""How many places of its words are visited for a claim."""
MOST_PER_DOCUMENT = 6
"""Counterparts of one number in one document, by words alone."""
MOST_ELSEWHERE = 1
"""Counterparts in units that do not convert, likewise."""
MOST_ALIKE = 4
"""Counterparts with the same or exchanged digits, likewise."""
MOST_NEXT_IN_SIZE = 2
"""Counterparts above and below in size, likewise: of texts that share no word of a fact its figures are often near."""
_SIZE_RATIO = Decimal("1.6")
MOST_DOCUMENTS = 24
"""In how many other documents counterparts of one number are looked for."""
_NEAR, _AROUND = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two numbers that may speak of one thing; `left` stands earlier in the corpus."""

    left: Passage
    right: Passage


def proposals(pages: Pages) -> Iterator[Proposal]:
    """Every proposed pair once, in the order of the corpus."""
    passages = [passage for path in pages.by_path.values() for passage in path]
    postings = _postings(passages)
    alike = _alike(passages)
    seen: set[tuple[int, int]] = set()
    sized = _sized(passages)
    for index in range(len(passages)):
        for other in _counterparts(index, passages, postings, alike, sized):
            pair = (index, other) if index < other else (other, index)
            seen.add(pair)
    for a, b in sorted(seen):
        yield Proposal(passages[a], passages[b])


def _postings(passages: Sequence[Passage]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        for stem in passage.near | passage.around:
            postings[stem].append(index)
    return postings


def _alike(passages: Sequence[Passage]) -> dict[tuple[str, str], list[int]]:
    """Numbers by what figures that are one, or one with its digits exchanged, have in common."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        for key in _figures(passage.claim):
            alike[key].append(index)
    return alike


def _figures(claim: Claim) -> Iterator[tuple[str, str]]:
    value = claim.quantity.value
    if value is None or not value:
        return
    digits = digits_of(value)
    shown = f"{digits}00"[:3]
    yield "first", shown[:2]
    if shown[2] >= "5":
        yield "first", str(int(shown[:2]) + 1)[:2].ljust(2, "0")
    if len(digits) > 1:
        yield "digits", "".join(sorted(digits))


def _counterparts(
    index: int,
    passages: Sequence[Passage],
    postings: dict[str, list[int]],
    alike: dict[tuple[str, str], list[int]],
    sized: Mapping[tuple[str, str], list[tuple[Decimal, int]]],
) -> Iterator[int]:
    passage = passages[index]
    scores: dict[int, float] = defaultdict(float)
    visited = 0
    words = sorted((len(postings[stem]), stem) for stem in passage.near | passage.around)
    for count, stem in words:
        if visited and visited + count > MOST_PLACES:
            break
        visited += min(count, MOST_PLACES)
        weight = (_NEAR if stem in passage.near else _AROUND) / (1.0 + 0.2 * min(count, 40))
        for other in postings[stem][:MOST_PLACES]:
            scores[other] += weight if stem in passages[other].near else weight * _AROUND
    documents: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for other, score in scores.items():
        if _may_be_one(passage, passages[other]):
            documents[passages[other].claim.path].append((-score, other))
    best = sorted(documents.items(), key=lambda item: (min(item[1]), item[0]))[: MOST_DOCUMENTS + 1]
    for path, ranked in best:
        yield from _of_one_size(index, passages, sized.get((path, _scale_of(passage)), ()))
        ranked.sort()
        left = {True: MOST_PER_DOCUMENT, False: MOST_ELSEWHERE}
        for _, other in ranked:
            comparable = factor_between(passage.claim, passages[other].claim) is not None
            if left[comparable]:
                left[comparable] -= 1
                yield other
            elif not left[True]:
                break
    yield from _same_figures(index, passages, alike, scores)


def _scale_of(passage: Passage) -> str:
    """What numbers are compared in size by: counted things and bare numbers together, percent and ratios, else the unit."""
    if passage.kind in ("count", "bare"):
        return "count"
    return "percent" if passage.kind in ("percent", "ratio") else passage.claim.quantity.unit


def _sized(passages: Sequence[Passage]) -> dict[tuple[str, str], list[tuple[Decimal, int]]]:
    """The numbers of each document and unit by their size."""
    sized: dict[tuple[str, str], list[tuple[Decimal, int]]] = defaultdict(list)
    for index, passage in enumerate(passages):
        value = passage.claim.quantity.value
        if value:
            sized[passage.claim.path, _scale_of(passage)].append((_size_of(passage, value), index))
    for ranked in sized.values():
        ranked.sort()
    return sized


def _size_of(passage: Passage, value: Decimal) -> Decimal:
    return abs(value) * 100 if passage.kind == "ratio" else abs(value)


def _of_one_size(
    index: int, passages: Sequence[Passage], ranked: Sequence[tuple[Decimal, int]]
) -> Iterator[int]:
    """The numbers next in size, of which there are a few."""
    passage = passages[index]
    value = passage.claim.quantity.value
    if not value:
        return
    size = _size_of(passage, value)
    at = bisect_left(ranked, (size, -1))
    for step, place in ((-1, at - 1), (1, at)):
        found = 0
        while 0 <= place < len(ranked) and found < MOST_NEXT_IN_SIZE:
            there, other = ranked[place]
            if not size / _SIZE_RATIO <= there <= size * _SIZE_RATIO:
                break
            if _may_be_one(passage, passages[other]):
                found += 1
                yield other
            place += step


def _same_figures(
    index: int,
    passages: Sequence[Passage],
    alike: dict[tuple[str, str], list[int]],
    scores: dict[int, float],
) -> Iterator[int]:
    passage = passages[index]
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for key in _figures(passage.claim):
        places = alike[key]
        for other in places if len(places) <= MOST_PLACES else (o for o in scores if o in set(places)):
            if _may_be_one(passage, passages[other]):
                found[passages[other].claim.path].append((-scores.get(other, 0.0), other))
    best = sorted(found.items(), key=lambda item: (min(item[1]), item[0]))[: MOST_DOCUMENTS + 1]
    for _, ranked in best:
        for _, other in sorted(set(ranked))[:MOST_ALIKE]:
            yield other


def _may_be_one(left: Passage, right: Passage) -> bool:
    """Whether two numbers may be told twice: not two numbers of one line or table, no rank beside another number."""
    a, b = left.claim, right.claim
    if a.id == b.id or left.kind == "rank" or right.kind == "rank":
        return False
    if left.line.place == right.line.place:
        return a.restates or b.restates
    if a.path == b.path and a.cell is not None and b.cell is not None:
        return a.cell.table != b.cell.table
    return True
