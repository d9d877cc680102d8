"""For every number its likely counterparts: in each other document of its story, and elsewhere in its own.

Proposing is generous. Nothing is ruled out for what one side leaves unsaid: numbers that share rare words of their lines are
ranked by them, numbers with the same digits are added, and so are those at the same place of the same line. A claim's words are
looked up from the rarest on, and only so many places are visited, so that cost grows with the number of claims alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from claimcheck.facts.comparable import factor_between
from claimcheck.facts.figures import digits_of
from claimcheck.facts.kin import kin_of
from claimcheck.facts.passages import MOST_HELD, Pages, Passage
from claimcheck.model import Claim

MOST_PLACES = 600
"""How many places of its words are visited for a claim."""
MOST_PAIRS = 60
"""Pairs of one number with those of one document, whoever proposes them: a figure that thousands are like would have them all."""
MOST_PER_DOCUMENT = 6
"""Counterparts of one number in one document, by words alone."""
MOST_ELSEWHERE = 1
"""Counterparts in units that do not convert, likewise."""
MOST_ALIKE = 4
"""Counterparts with the same or exchanged digits, likewise."""
MOST_COPIES = 40
"""Tellings of one number in the same words of one document that are looked up; each further one is held against the one before it."""
MOST_NEXT_IN_SIZE, MOST_NEXT_IN_SHORT_TEXT = 2, 3
"""Counterparts above and below in size, likewise: of texts that share no word of a fact its figures are often near."""
_SIZE_RATIO, _SIZE_RATIO_IN_SHORT_TEXT = Decimal("1.6"), Decimal(4)
_SHORT_TEXT = 30
"""Two texts with no more numbers are short: there size alone may lead to a counterpart."""
_MANY_TIMES = 4
"""A text that is so many times as long as another is looked up from the shorter one's numbers alone."""
_NEAR, _AROUND = 1.0, 0.5


class Proposer:
    """Proposes pairs. What it proposes within a document, or between two, depends on these alone."""

    def __init__(self, pages: Pages, draft: str | None = None) -> None:
        """`draft`: path of the document that the others are sources of."""
        self._kin = kin_of(pages, draft)
        self._paths = list(pages.claims)
        self._index = lru_cache(maxsize=MOST_HELD)(lambda path: _Index(pages.page(path).passages))

    def documents(self) -> Iterator[tuple[str, str]]:
        """Each document with itself, and with each that it is compared with, in the order of the corpus."""
        order = {path: number for number, path in enumerate(self._paths)}
        for path in order:
            yield path, path
            for other in sorted(self._kin[path]):
                if order[path] < order[other]:
                    yield path, other

    def between(
        self, left: str, right: str, also: Iterable[tuple[str, str]] = ()
    ) -> list[tuple[Passage, Passage]]:
        """The pairs of two documents, or of one with itself, each once and in the order of the corpus.

        `left` stands earlier. `also`: ids of claims of the two that are a pair in any case.
        """
        alone = left == right
        ours, theirs = self._index(left), self._index(right)
        seen: set[tuple[int, int]] = set()
        pairs: dict[tuple[bool, int], int] = defaultdict(int)
        """How many pairs a number has: whether it is of the second document, and which it is."""
        sides = [(ours, theirs, False), (theirs, ours, True)][: 1 if alone else 2]
        # The shorter text proposes first: its numbers have their likeliest counterparts before a long text fills their share of pairs.
        for own, other, turned in sorted(sides, key=lambda side: len(side[0].passages)):
            if len(own.passages) > _MANY_TIMES * max(len(other.passages), _SHORT_TEXT):
                continue  # a book, or a registry of a thousand claims, would be gone through for each note
            for place in range(len(own.passages)):
                if place in own.further:
                    if alone:
                        seen.add((own.further[place], place))
                    continue
                for there in _counterparts(place, own, other, alone=alone):
                    pair = (there, place) if turned or (alone and there < place) else (place, there)
                    one, two = (turned, place), (not turned and not alone, there)
                    if pair in seen or pairs[one] >= MOST_PAIRS or pairs[two] >= MOST_PAIRS:
                        continue
                    seen.add(pair)
                    pairs[one] += 1
                    pairs[two] += 1
        also = list(also)
        asked = {identity for pair in also for identity in pair}
        at = {
            passage.claim.id: (side, place)
            for side, there in enumerate((ours, theirs)[: 1 if alone else 2] if asked else ())
            for place, passage in enumerate(there.passages)
            if passage.claim.id in asked
        }
        for a, b in also:
            if a in at and b in at:
                (_, first), (_, second) = sorted((at[a], at[b]))
                seen.add((first, second))
        return [(ours.passages[a], theirs.passages[b]) for a, b in sorted(seen)]


class _Index:
    """The passages of a document by what they are looked up by."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.further = _further_copies(passages)
        """Passages that are looked up no more, as the same was told often before → the copy before."""
        self.figures = [frozenset(_figures(passage.claim)) for passage in passages]
        self.postings: dict[str, list[int]] = {}
        """Stem → passages."""
        self.alike: dict[tuple[str, str], list[int]] = {}
        """What figures that are one, or one with its digits exchanged, have in common → passages."""
        for index, passage in enumerate(passages):
            if index in self.further:
                continue
            for stem in passage.near | passage.around:
                self.postings.setdefault(stem, []).append(index)
            for key in self.figures[index]:
                self.alike.setdefault(key, []).append(index)
        self.sized = _sized(passages, self.further)


def _further_copies(passages: Sequence[Passage]) -> dict[int, int]:
    """The numbers that their document told in the very same words, and around the same words, more than a few times before."""
    told: Counter[tuple[object, ...]] = Counter()
    last: dict[tuple[object, ...], int] = {}
    further: dict[int, int] = {}
    for index, passage in enumerate(passages):
        claim = passage.claim
        if claim.cell is not None:
            continue  # the numbers of one table are never one
        words = (claim.path, claim.sentence, passage.at, passage.line.shape, passage.near, passage.wide)
        key = (*words, claim.quantity, claim.subject, claim.period, claim.setting, claim.modality)
        told[key] += 1
        if told[key] > MOST_COPIES and _may_be_one(passages[last[key]], passage):
            further[index] = last[key]
        last[key] = index
    return further


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


def _counterparts(place: int, own: _Index, there: _Index, *, alone: bool) -> Iterator[int]:
    """The likely counterparts of a passage of a document in another one, or in the same where it stands `alone`."""
    passages = there.passages
    passage = own.passages[place]
    postings, ours = there.postings, own.postings
    scores: dict[int, float] = defaultdict(float)
    visited = 0
    words = sorted(
        (max(len(postings[stem]), len(ours.get(stem, ()))), stem)
        for stem in passage.near | passage.around
        if stem in postings
    )
    for count, stem in words:
        if visited and visited + count > MOST_PLACES:
            break
        visited += min(count, MOST_PLACES)
        weight = (_NEAR if stem in passage.near else _AROUND) / (1.0 + 0.2 * min(count, 40))
        for other in postings[stem][:MOST_PLACES]:
            scores[other] += weight if stem in passages[other].near else weight * _AROUND
    short = max(len(passages), len(own.passages)) <= _SHORT_TEXT and not alone
    if scores or short:
        ranked_by_size = there.sized.get(_scale_of(passage), ())
        yield from _of_one_size(passage, passages, ranked_by_size, short=short)
    ranked = sorted(
        (-score, other) for other, score in scores.items() if _may_be_one(passage, passages[other])
    )
    left = {True: MOST_PER_DOCUMENT, False: MOST_ELSEWHERE}
    for _, other in ranked:
        comparable = factor_between(passage.claim, passages[other].claim) is not None
        if left[comparable]:
            left[comparable] -= 1
            yield other
        elif not left[True]:
            break
    yield from _same_figures(passage, own.figures[place], there, scores)


def _scale_of(passage: Passage) -> str:
    """What numbers are compared in size by: counted things and bare numbers together, percent and ratios, else the unit."""
    if passage.kind in ("count", "bare"):
        return "count"
    return "percent" if passage.kind in ("percent", "ratio") else passage.claim.quantity.unit


def _sized(passages: Sequence[Passage], left_out: Container[int]) -> dict[str, list[tuple[Decimal, int]]]:
    """The numbers of a document and unit by their size."""
    sized: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
    for index, passage in enumerate(passages):
        value = passage.claim.quantity.value
        if value and index not in left_out:
            sized[_scale_of(passage)].append((_size_of(passage, value), index))
    for ranked in sized.values():
        ranked.sort()
    return sized


def _size_of(passage: Passage, value: Decimal) -> Decimal:
    return abs(value) * 100 if passage.kind == "ratio" else abs(value)


def _of_one_size(
    passage: Passage, passages: Sequence[Passage], ranked: Sequence[tuple[Decimal, int]], *, short: bool
) -> Iterator[int]:
    """The numbers next in size, of which there are a few."""
    most = MOST_NEXT_IN_SHORT_TEXT if short else MOST_NEXT_IN_SIZE
    ratio = _SIZE_RATIO_IN_SHORT_TEXT if short else _SIZE_RATIO
    value = passage.claim.quantity.value
    if not value:
        return
    size = _size_of(passage, value)
    at = bisect_left(ranked, (size, -1))
    for step, place in ((-1, at - 1), (1, at)):
        found = visited = 0
        while 0 <= place < len(ranked) and found < most and visited < MOST_PLACES:
            visited += 1
            there, other = ranked[place]
            if not size / ratio <= there <= size * ratio:
                break
            if _may_be_one(passage, passages[other]):
                found += 1
                yield other
            place += step


def _same_figures(
    passage: Passage, figures: Iterable[tuple[str, str]], there: _Index, scores: Mapping[int, float]
) -> Iterator[int]:
    found: set[int] = set()
    for key in figures:
        places = there.alike.get(key, ())
        found.update(places if len(places) <= MOST_PLACES else (o for o in scores if key in there.figures[o]))
    left = MOST_ALIKE
    for _, other in sorted((-scores.get(other, 0.0), other) for other in found):
        if _may_be_one(passage, there.passages[other]):
            yield other
            left -= 1
            if not left:
                break


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
