"""Two documents beside each other: which of their lines are one line, whose words are rare in both, what they contrast.

All of it depends on the two documents alone, so that a third one changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2

from claimcheck.facts.comparable import agree
from claimcheck.facts.passages import Line, Page, Pages, Passage

_WORD_BITS = 4.0
_NAME_BITS = 5.0
_LEAST_BITS = 0.5
_DISTINCT_WORDS = 5
"""A line of so many words besides numbers is hardly the same by chance."""
_CHANCE = 300
"""How many figures of two and more digits are about equally common in one class of units."""
_COPIED, _UNCHANGED, _FEW_TWINS = 0.85, 0.5, 5
"""A text is a copy of another if so much of its lines stands there word for word, with so much of so many figures unchanged."""
_BESIDE = 3
"""How many aligned lines on each side say whether two texts go together there."""


@dataclass(slots=True)
class Story:
    """What comparing two documents needs to know of both; also of one document beside itself."""

    left: str
    right: str
    _counts: tuple[Counter[str], Counter[str]]
    kin: int = 2
    """How surely the two tell one story: 2 they share figures and names, 1 some of either, 0 hardly any; 2 for a document and itself."""
    drafted: bool = False
    """Whether one of the two is a draft and the other its source."""
    twins: dict[str, str] = field(default_factory=dict)
    """Ids of claims of the left document that stand at the same place of the same line as one of the right; and back."""
    steadiness: dict[str, int] = field(default_factory=dict)
    """For a claim with a twin: whether the numbers around it agree with their twins: 3 nearly all of the text does, 2 most do, 1 there are none, 0 most do not."""
    agreeing: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Ids of a claim of the left and one of the right document → whether they agree, as far as it was asked."""
    _bits: dict[str, float] = field(default_factory=dict)

    def bits(self, stem: str) -> float:
        """How telling a stem is that both documents hold: less the more of their lines have it."""
        known = self._bits.get(stem)
        if known is None:
            often = max(self._counts[0][stem], self._counts[1][stem], 1)
            known = self._bits[stem] = max(_WORD_BITS - max(log2(often) - 0.5, 0.0), _LEAST_BITS)
        return known

    def weight(self, stems: frozenset[str]) -> float:
        """How telling some stems are together."""
        return sum(map(self.bits, stems))


def story_of(pages: Pages, left: str, right: str, *, drafted: bool = False) -> Story:
    """What two documents of a corpus are to each other."""
    counts = (pages.page(left).counts, pages.page(right).counts)
    story = Story(left, right, counts, 2 if left == right else _kin(pages, left, right), drafted)
    if left != right:
        _pair_up(pages, story)
    return story


def _kin(pages: Pages, left: str, right: str) -> int:
    ours, theirs = pages.page(left), pages.page(right)
    figures = len(ours.figures & theirs.figures)
    expected = len(ours.figures) * len(theirs.figures) / _CHANCE
    names = len(ours.names & theirs.names)
    beyond = figures - 2.0 * expected
    if beyond >= 3 or (beyond >= 1 and names >= 2) or names >= 4:
        return 2
    return 1 if beyond >= 1 or names >= 2 else 0


def _pair_up(pages: Pages, story: Story) -> None:
    ours, theirs = pages.page(story.left), pages.page(story.right)
    # Of several alignments as long, another is found from the other side; the order of the files must not tell.
    if _stands_behind(ours, theirs):
        ours, theirs = theirs, ours
    lefts, rights = ours.lines, theirs.lines
    pairs = _in_both(ours, theirs)
    twins: list[tuple[Passage, Passage]] = []
    counted: list[int] = []  # how many twins stand before each pair of lines
    previous = (-2, -2)
    following = {pair: pairs[i + 1] if i + 1 < len(pairs) else None for i, pair in enumerate(pairs)}
    for a, b in pairs:
        after = following[a, b]
        runs_on = previous == (a - 1, b - 1) or after == (a + 1, b + 1)
        if runs_on or _is_distinct(lefts[a]):
            twins.extend(_in_lines(pages, lefts[a], rights[b]))
            counted.append(len(twins))
        previous = (a, b)
    agreeing = [agree(left.claim, right.claim) for left, right in twins]
    copied = (
        len(twins) >= _FEW_TWINS
        and sum(agreeing) >= _UNCHANGED * len(twins)
        and len(pairs) >= _COPIED * min(len(lefts), len(rights))
    )
    for index, (left, right) in enumerate(twins):
        story.twins[left.claim.id] = right.claim.id
        story.twins[right.claim.id] = left.claim.id
        beside = [
            agreeing[i]
            for i in range(max(0, index - _BESIDE), min(len(twins), index + _BESIDE + 1))
            if i != index
        ]
        steady = 3 if copied else 1 if not beside else 2 if 2 * sum(beside) > len(beside) else 0
        story.steadiness[left.claim.id] = story.steadiness[right.claim.id] = steady


def _stands_behind(left: Page, right: Page) -> bool:
    """Whether the lines of one come behind the other's in the order of their shapes."""
    for ours, theirs in zip(left.lines, right.lines, strict=False):
        if ours.shape != theirs.shape:
            return ours.shape > theirs.shape
    return len(left.lines) > len(right.lines)


def _in_both(left: Page, right: Page) -> list[tuple[int, int]]:
    """The aligned lines. Only those are looked at whose shape both have: a note is held against a long text at its own cost."""
    few, many = sorted((left.shapes, right.shapes), key=len)
    shared = [shape for shape in few if shape in many]
    ours = sorted(at for shape in shared for at in left.shapes[shape])
    theirs = sorted(at for shape in shared for at in right.shapes[shape])
    found = aligned([left.lines[at].shape for at in ours], [right.lines[at].shape for at in theirs])
    return [(ours[a], theirs[b]) for a, b in found]


def _is_distinct(line: Line) -> bool:
    return sum(1 for word in line.shape if word[0].isalpha()) >= _DISTINCT_WORDS


def _in_lines(pages: Pages, left: Line, right: Line) -> list[tuple[Passage, Passage]]:
    """The numbers of two lines of one shape that stand at the same place."""
    there = {passage.at: passage for passage in pages.in_line(right) if passage.at >= 0}
    return [
        (passage, there[passage.at])
        for passage in pages.in_line(left)
        if passage.at in there and passage.at >= 0
    ]


def aligned(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Which items of two sequences are each other's, in order: patience alignment.

    Items that stand once in each sequence are anchors (the longest run of them that is in order in both); between two
    anchors equal items are paired from the front. Linear but for the sorting of anchors.
    """
    anchors = _in_order(_unique_pairs(left, right))
    found: list[tuple[int, int]] = []
    a = b = 0
    for i, j in [*anchors, (len(left), len(right))]:
        found.extend(_between(left, right, (a, i), (b, j)))
        if i < len(left):
            found.append((i, j))
        a, b = i + 1, j + 1
    return found


def _unique_pairs(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    often, there = Counter(left), Counter(right)
    places = {item: j for j, item in enumerate(right) if there[item] == 1}
    return [(i, places[item]) for i, item in enumerate(left) if often[item] == 1 and item in places]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence in which the second numbers rise, too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        place = bisect_left(ends, second)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(second)
            at.append(index)
        else:
            ends[place], at[place] = second, index
    found: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _between(
    left: Sequence[tuple[str, ...]],
    right: Sequence[tuple[str, ...]],
    ours: tuple[int, int],
    theirs: tuple[int, int],
) -> list[tuple[int, int]]:
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(theirs[1] - 1, theirs[0] - 1, -1):
        waiting[right[j]].append(j)
    found: list[tuple[int, int]] = []
    last = theirs[0] - 1
    for i in range(*ours):
        places = waiting.get(left[i], [])
        while places and places[-1] <= last:
            places.pop()
        if places:
            last = places.pop()
            found.append((i, last))
    return found
