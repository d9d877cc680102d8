"""Comparisons that a sentence makes between entries of one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from claimcheck.language.comparisons import comparison_words
from claimcheck.relations.comparisons.labels import Board, Entry, Named, named_in, words_in

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MOST_LABELS = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a sentence says of two entries of a table, or of one beside all others."""

    start: int
    end: int
    """Its words, in the sentence."""
    sense: str
    """better, worse, more, less; first, most, least: beside all others; value: no other, but a figure of its own."""
    denied: bool
    by_much: bool
    """Whether no more is denied than that it is so by much: "does not significantly outperform"."""
    one: Entry
    other: Entry | None
    """None where it is said beside all others."""
    every: bool
    """Whether it is said of each line of the other."""
    crossing: frozenset[int] | None
    """Lines of the other axis that the sentence names; None where it names none."""
    noun: str
    """What is compared, where it is no label; else empty."""
    by: Decimal | None
    unit: str


def may_compare(sentence: str) -> bool:
    """Whether a sentence has a word of a comparison, and nothing that makes it less than plain."""
    words, low = comparison_words(), sentence.lower()
    return any(word in low for word in words.needed) and words.not_plain.search(sentence) is None


def comparisons_in(sentence: str, board: Board) -> Iterator[Comparison]:
    """The comparisons of a sentence between entries of a table."""
    named = _with_words(sentence, named_in(sentence, board), board)
    if not named or len(named) > _MOST_LABELS or is_of_another_year(sentence, board):
        return
    tokens = tokens_of(named)
    text, origins = tokenised(sentence, tokens)
    for rule in comparison_words().rules:
        for match in rule.pattern.finditer(text):
            span = origins[match.start()], origins[match.end() - 1] + 1
            found = _comparison(match, rule.production, tokens, sentence, span, board)
            if found is not None:
                yield found


_RIVALS = "rivals"
"""The axis of what names all other entries, whatever they are."""
_IF_DENIED = -1
"""The level of what does so only where a comparison is denied."""


def _with_words(sentence: str, named: list[Named], board: Board) -> list[Named]:
    """The labels of a sentence, and beside them what it calls its own and all others."""
    words = comparison_words()
    more = [
        Named(match.start(), match.end(), Entry(_RIVALS, 0, frozenset(), match.group()), exact=True)
        for match in words.rivals.finditer(sentence)
    ]
    more += [
        Named(match.start(), match.end(), Entry(_RIVALS, _IF_DENIED, frozenset(), match.group()), exact=True)
        for match in words.rivals_denied.finditer(sentence)
        if not any(one.start < match.end() and match.start() < one.end for one in more)
    ]
    own = [(key, label) for key, label in board.labels.items() if words.ours_label.search(label)]
    axes = {axis for (axis, _), _ in own}
    if len(axes) == 1:
        lines = frozenset(line for (_, line), _ in own)
        level = _level(board, own[0][0])
        more += [
            Named(match.start(), match.end(), Entry(own[0][0][0], level, lines, own[0][1]), exact=True)
            for match in words.ours.finditer(sentence)
        ]
    free = [
        one for one in more if not any(one.start < other.end and other.start < one.end for other in named)
    ]
    return sorted([*named, *free], key=lambda one: (one.start, one.end))


def _level(board: Board, key: tuple[str, int]) -> int:
    levels = [level for level, label in board.settings[key] if comparison_words().ours_label.search(label)]
    return levels[0] if levels else 0


def tokens_of(named: Sequence[Named]) -> list[tuple[Named, ...]]:
    """The labels of a sentence by place: what may be a row or a column is both. "The lemma baseline" is no group of baselines."""
    tokens = [tuple(some) for _, some in groupby(named, key=lambda one: (one.start, one.end))]
    return [
        some
        for before, some in zip([None, *tokens], tokens, strict=False)
        if before is None or not some[0].entry.grouped or some[0].start > before[0].end + 1
    ]


def tokenised(sentence: str, tokens: Sequence[tuple[Named, ...]]) -> tuple[str, list[int]]:
    """The sentence with tokens for its labels, and for each of its characters where it comes from."""
    text, origins, at = "", list[int](), 0
    for number, some in enumerate(tokens):
        start, end = some[0].start, some[0].end
        token = f"‹{number}›"
        text += sentence[at:start] + token
        origins += [*range(at, start), *([start] * (len(token) - 1)), end - 1]
        at = end
    return text + sentence[at:], [*origins, *range(at, len(sentence) + 1)]


def _comparison(
    match: re.Match[str],
    sense: str,
    tokens: Sequence[tuple[Named, ...]],
    sentence: str,
    span: tuple[int, int],
    board: Board,
) -> Comparison | None:
    groups = match.groupdict()
    one, other = token_of(groups["one"]), token_of(groups.get("other"))
    assert one is not None
    pair = _alike(tokens[one], tokens[other] if other is not None else (), board)
    if pair is None or pair[0].grouped:
        return None
    first, second = pair
    denied = bool(groups.get("no") or groups.get("not"))
    if comparison_words().not_itself.search(sentence[: tokens[one][0].start]):
        return None
    if other is not None and not denied:
        entry = tokens[other][0].entry
        if entry.axis == _RIVALS and entry.level == _IF_DENIED:
            return None
    rest = [some for number, some in enumerate(tokens) if number not in (one, other)]
    if second is None and any(
        named.entry.axis == first.axis and not named.entry.grouped for some in rest for named in some
    ):
        return None  # among whom it is the first is not plain
    for group in (named.entry for some in rest for named in some if named.entry.grouped):
        first = replace(first, lines=first.lines & group.lines or first.lines)
        second = second and replace(second, lines=second.lines & group.lines or second.lines)
    words = comparison_words()
    det = frozenset(words_in(groups.get("det") or ""))
    noun = groups.get("noun") or groups.get("own") or ""
    by = groups.get("by")
    return Comparison(
        *span,
        sense,
        denied,
        bool(groups.get("by_much")),
        first,
        second,
        bool(det & words.every) or (second is not None and second.grouped),
        _crossing(
            rest,
            first.axis,
            sentence,
            [tokens[at] for name in ("measure", "of") if (at := token_of(groups.get(name))) is not None],
        ),
        "" if words.any_noun.fullmatch(noun) else noun,
        Decimal(by.replace(",", "")) if by else None,
        groups.get("unit") or "",
    )


def token_of(text: str | None) -> int | None:
    """The number of a token."""
    return int(text.strip("‹›")) if text else None


def _alike(one: Sequence[Named], other: Sequence[Named], board: Board) -> tuple[Entry, Entry | None] | None:
    """The entries of one kind that two labels name; None where there is none, or more than one choice."""
    if one[0].entry.axis == _RIVALS:
        return None
    if not other:
        return (one[0].entry, None) if len(one) == 1 else None
    if other[0].entry.axis == _RIVALS:
        return (one[0].entry, _others(one[0].entry, board)) if len(one) == 1 else None
    pairs = [
        (a.entry, b.entry)
        for a in one
        for b in other
        if a.entry.axis == b.entry.axis and (a.entry.level == b.entry.level or b.entry.grouped)
    ]
    return pairs[0] if len(pairs) == 1 and not pairs[0][0].lines & pairs[0][1].lines else None


def _others(one: Entry, board: Board) -> Entry:
    """All lines beside an entry: without limits and sums, and those that have all words of its label."""
    words, name = comparison_words(), set(words_in(one.label))
    labels = {line: board.label(one.axis, line) for line in board.lines(one.axis)}
    lines = frozenset(
        line
        for line, label in labels.items()
        if line not in one.lines and not words.no_rival.search(label) and not name <= set(words_in(label))
    )
    return Entry(one.axis, one.level, lines, "", grouped=True)


def _crossing(
    rest: Sequence[Sequence[Named]], axis: str, sentence: str, measured: Sequence[Sequence[Named]]
) -> frozenset[int] | None:
    """The lines of the other axis that a sentence names; `measured`: labels that stand where it says what is compared."""
    said = frozenset(
        line for some in measured for named in some if named.entry.axis != axis for line in named.entry.lines
    )
    if said:
        return said
    found: frozenset[int] = frozenset()
    for named in (named for some in rest for named in some):
        plain = named.exact or comparison_words().restricts.search(sentence[: named.start])
        if named.entry.axis not in (axis, _RIVALS) and plain:
            found |= named.entry.lines
    return found or None


def is_of_another_year(sentence: str, board: Board) -> bool:
    """Whether a sentence names a year of which the table does not speak."""
    years = set(_YEAR.findall(sentence))
    if not years:
        return False
    table = board.grid.table
    around = " ".join((table.caption or "", *table.headings, *board.labels.values()))
    return not years & set(_YEAR.findall(around))
