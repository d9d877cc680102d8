"""Where somebody stands by a figure: "With 3,105 students Law is the second largest faculty", against the figures of all of them.

The figure that is given with the standing leads to its place in a table, or in a list of a text, of the same document or of another;
the standing is worked out of the figures beside it. A finding needs that every place that the figure may have refutes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.comparable import factor_between, interval_in, only_touch
from claimcheck.facts.weighed import Decisions
from claimcheck.language.standings import standing_words
from claimcheck.model import Claim
from claimcheck.relations.binding import SentencePlace, by_sentence, sentence_place
from claimcheck.relations.links.tokens import tokenised
from claimcheck.relations.places import places_of
from claimcheck.relations.tables.grid import Grid, holds_label

_FEWEST = 3
"""Figures that make a field."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sentence says of one of its numbers."""

    claim: Claim
    words: str
    """The standing as written: "second largest"."""
    nth: int | None
    """1 is the first; None the last."""
    falling: bool | None
    """Whether the largest figure is the first; None where the words leave that open."""
    of: int | None
    """Of how many, where that is said."""


@dataclass(frozen=True, slots=True)
class BrokenStanding:
    """A standing that the figures refute."""

    standing: Standing
    own: Claim
    """The figure among its field."""
    ahead: tuple[Claim, ...]
    """Those that stand before it, or, where too few do, behind it."""
    found: int
    """Where it stands by the figures, counted as the words count."""
    field: int


def broken_standings(
    claims: Sequence[Claim], grids: Sequence[Grid], decisions: Decisions
) -> Iterator[BrokenStanding]:
    """The standings of a corpus that the figures of their field refute.

    `claims`: in the order of their documents; `grids`: the tables; `decisions`: what leads from a figure to its like.
    """
    tables = {
        (claim.path, claim.cell.table): grid
        for grid in grids
        for claim in grid.claims.values()
        if claim.cell is not None
    }
    sentences = by_sentence(claims)
    for sentence in sentences.values():
        for standing in standings_in(sentence):
            broken = _refuted(standing, list(_fields(standing.claim, tables, sentences, decisions)))
            if broken is not None:
                yield broken


def standings_in(sentence: Sequence[Claim]) -> Iterator[Standing]:
    """The standings that a sentence gives with a number, each number's once."""
    words = standing_words()
    lower = sentence[0].sentence.lower()
    if not any(word in lower for word in words.needed):
        return
    plain = [claim for claim in sentence if unit_class(claim.quantity.unit) != "rank"]
    tokens = tokenised(plain)
    if tokens is None or words.not_plain.search(tokens[0]):
        return
    seen: set[str] = set()
    for rule in words.rules:
        for match in rule.pattern.finditer(tokens[0]):
            claim = plain[int(match["value"].strip("#")[1:])]
            standing = _standing(match, claim, tokens[0])
            if standing is not None and claim.id not in seen:
                seen.add(claim.id)
                yield standing


def _standing(match: re.Match[str], claim: Claim, text: str) -> Standing | None:
    words, groups = standing_words(), match.groupdict()
    of = None
    behind = words.scope.match(text, match.end("rank"), match.end("rank") + 100)
    if behind is not None:
        counts = (words.counts.get(word) for word in re.findall(r"[a-z]+|\d+", behind["rest"].lower()))
        of = next((count for count in counts if count), None)
        if of is None:
            return None  # "in Europe": among whom is not what the figures beside it tell
    nth = words.nth.get(groups["nth"].lower(), 0) if groups["nth"] else 1
    falling = True if groups.get("falling") else False if groups.get("rising") else _by_unit(claim)
    return Standing(claim, " ".join(match["rank"].split()), nth or None, falling, of)


def _by_unit(claim: Claim) -> bool | None:
    """Whether the largest figure is the first where only a place is given: of amounts it is, of times the least is."""
    kind, value = unit_class(claim.quantity.unit), claim.quantity.value
    if kind in ("time", "clock"):
        return False
    whole = value is not None and value == value.to_integral_value()
    return True if kind in ("count", "money", "percent") or (kind == "bare" and whole) else None


def _fields(
    claim: Claim,
    tables: Mapping[tuple[str, int], Grid],
    sentences: Mapping[SentencePlace, Sequence[Claim]],
    decisions: Decisions,
) -> Iterator[tuple[Claim, list[Claim]]]:
    """The like figures that the figure of a standing may be one of: where it stands among them, and the others."""
    for pair in decisions.by_claim[claim.id]:
        if not pair.agreeing:
            continue
        own = pair.other(claim)
        if own.cell is not None:
            grid = tables.get((own.path, own.cell.table))
            others = _of_column(own, grid) if grid is not None else []
            named = grid is not None and _is_row_said(own, others, grid, claim, decisions)
        else:
            sentence = sentences.get(sentence_place(own), ())
            others = _of_list(own, sentence)
            named = _is_labelled(claim, own, sentence)
        if named and len(others) + 1 >= _FEWEST:
            yield own, others


def _of_column(own: Claim, grid: Grid) -> list[Claim]:
    assert own.cell is not None
    words = standing_words()
    rows = {row.index: row for row in grid.rows if not row.is_heading and not words.no_part.match(row.label)}
    if own.cell.row not in rows:
        return []
    found = [grid.claims.get((index, own.cell.column)) for index in rows if index != own.cell.row]
    return [claim for claim in found if claim is not None and claim.quantity.unit == own.quantity.unit]


def _of_list(own: Claim, sentence: Sequence[Claim]) -> list[Claim]:
    """The figures of a list in running text, in one unit: "Lakeland 1.94 million, Oldtown 1.61 million, Seven Hills 0.88 million"."""
    return [
        claim
        for claim in sentence
        if claim.id != own.id
        and factor_between(claim, own) == 1
        and claim.kind is own.kind
        and not claim.compared
    ]


def _is_row_said(own: Claim, others: Sequence[Claim], grid: Grid, claim: Claim, decisions: Decisions) -> bool:
    """Whether the sentence of a standing names the row of its figure: by its label, or by a word of it that no other row has."""
    assert own.cell is not None
    label = next((row.label for row in grid.rows if row.index == own.cell.row), "")
    passage = decisions.pages.passage
    if holds_label(claim.sentence, label):
        return True
    said = passage(claim).near | passage(claim).around
    beside: frozenset[str] = frozenset().union(*(passage(other).near for other in others))
    return bool((passage(own).near - beside) & said)


def _is_labelled(claim: Claim, own: Claim, sentence: Sequence[Claim]) -> bool:
    """Whether a name of the standing's sentence is nearer to its figure in a list than to all others there."""
    places = places_of(sentence)
    if own.id not in places:
        return False
    text = own.sentence
    for word in re.finditer(r"(?<!\w)[A-Z][\w'’-]{2,}", claim.sentence):
        at = re.search(rf"(?<!\w){re.escape(word.group())}(?!\w)", text)
        if at is None:
            continue
        far = {id_: _way(text, at.start(), at.end(), place.start, place.end) for id_, place in places.items()}
        if far[own.id] < min((way for id_, way in far.items() if id_ != own.id), default=0):
            return True
    return False


_ACROSS_A_COMMA = 30
"""How far a comma or a bracket sets a name apart from a figure, in characters."""


def _way(text: str, start: int, end: int, low: int, high: int) -> int:
    between = text[end:low] if end <= low else text[high:start]
    return len(between) + _ACROSS_A_COMMA * sum(mark in ",;:()" for mark in between)


def _refuted(standing: Standing, fields: Sequence[tuple[Claim, list[Claim]]]) -> BrokenStanding | None:
    """The standing in the first of its fields, where it holds in none."""
    first: BrokenStanding | None = None
    for own, others in fields:
        size = len(others) + 1
        larger = [other for other in others if _is_larger(other, own)]
        smaller = [other for other in others if _is_larger(own, other)]
        if standing.of not in (None, size) or (standing.nth or 0) > size:
            return None
        directions = (
            (True, False) if standing.falling is None or standing.nth is None else (standing.falling,)
        )
        for falling in directions:
            ahead, behind = (larger, smaller) if falling else (smaller, larger)
            if len(ahead) + 1 <= (standing.nth or size) <= size - len(behind):
                return None
        ahead = larger if directions[0] else smaller
        found = BrokenStanding(standing, own, tuple(ahead), len(ahead) + 1, size)
        first = first or found
    return first


def _is_larger(one: Claim, other: Claim) -> bool:
    """Whether one figure is larger than another by more than their rounding."""
    interval, own, factor = interval_in(one, other), other.quantity.interval, factor_between(one, other)
    a, b = one.quantity.value, other.quantity.value
    if interval is None or factor is None or a is None or b is None:
        return False
    return a * factor > b and (interval.disjoint(own) or only_touch(one, other))
