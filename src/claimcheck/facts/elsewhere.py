"""Whether one of two texts has the very figure of the other, but as one that was replaced, or of another name or time."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.facts.comparable import factor_between
from claimcheck.facts.values import SIZE, size_of
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.model import Claim, Modality

ELSEWHERE = (
    "nothing",
    "the figure of another time",
    "the figure of another name",
    "the figure compared with",
    "the figure that was replaced, told before",
    "the figure that was replaced",
    "the figure that was replaced, told since",
    "the figure that was replaced, surely told since",
    "the figure beside it, of another time",
)
OF_ANOTHER_TIME = ELSEWHERE[-1]
_TOLD_SINCE = ELSEWHERE.index("the figure that was replaced, told since")
_LIKELY = 1.0
"""Bits from which two figures that agree are likely of one quantity."""
_SURE = 2.5
"""Bits from which they surely are."""


def others(claim: Claim, path: str, pair: Weighed, decisions: Decisions) -> Iterable[tuple[Weighed, Claim]]:
    """The other pairs of a claim with claims of a document."""
    for other in decisions.between.get((claim.id, path), ()):
        if other is not pair:
            yield other, other.other(claim)


def elsewhere_level(pair: Weighed, decisions: Decisions) -> str:
    """Whether one of the two texts has the very figure of the other, but as one that was replaced, or of another name or time."""
    found = 0
    for claim, there in ((pair.left, pair.right), (pair.right, pair.left)):
        for other, counterpart in others(claim, there.path, pair, decisions):
            if not other.agreeing or SIZE.index(size_of(other)) < 2:
                continue
            passage = decisions.pages.passage
            if counterpart.modality is Modality.SUPERSEDED:
                if _is_replaced_by(counterpart, there, decisions):
                    since = _since(claim, counterpart, decisions)
                    surely = since == _TOLD_SINCE and other.outer_bits >= _SURE
                    found = max(found, since + surely)
            elif counterpart.compared and passage(counterpart).line.place == passage(there).line.place:
                found = max(found, 3)
            elif other.levels["who"] == "two names" or other.levels["capitals"] == "each its own":
                if (
                    pair.levels["who"] in ("same name", "a common name")
                    or pair.levels["capitals"] == "shared"
                ):
                    found = max(found, 2)
            elif other.levels["when"] == "different times" and pair.levels["when"] == "same time":
                beside = other.outer_bits >= _LIKELY and stand_beside(counterpart, there, decisions)
                untold = beside and not _is_told_beside(there, claim, pair, decisions)
                found = max(found, len(ELSEWHERE) - 1 if untold else 1)
    return ELSEWHERE[found]


def _is_replaced_by(replaced: Claim, new: Claim, decisions: Decisions) -> bool:
    """Whether a line says that one figure took the place of another: of those in its units it is the one next to it."""
    passage = decisions.pages.passage
    old, line = passage(replaced), passage(new).line
    if old.line.place != line.place or new.modality is Modality.SUPERSEDED:
        return False
    standing = [
        (abs(other.at - old.at), other.claim.id)
        for other in decisions.pages.in_line(line)
        if other.claim.modality is not Modality.SUPERSEDED
        and factor_between(other.claim, replaced) is not None
    ]
    return bool(standing) and min(standing)[1] == new.id


def _since(stated: Claim, replaced: Claim, decisions: Decisions) -> int:
    """Whether a figure is told before or since another text said that it was replaced; as a place in `ELSEWHERE`."""
    if decisions.draft is not None:
        return _TOLD_SINCE if stated.path == decisions.draft else 4
    if stated.published is None or replaced.published is None or stated.published == replaced.published:
        return 5
    return _TOLD_SINCE if stated.published > replaced.published else 4


def stand_beside(one: Claim, other: Claim, decisions: Decisions) -> bool:
    """Whether two figures in one unit are in one row of a table, or in one line of a text."""
    if one.path != other.path or one.quantity.unit != other.quantity.unit:
        return False
    if one.cell is not None and other.cell is not None:
        return (one.cell.table, one.cell.row) == (other.cell.table, other.cell.row)
    passage = decisions.pages.passage
    return passage(one).line.place == passage(other).line.place


def _is_told_beside(claim: Claim, other: Claim, pair: Weighed, decisions: Decisions) -> bool:
    """Whether the line, or row, of `other` has a figure that agrees with `claim`."""
    return any(
        told.agreeing and stand_beside(counterpart, other, decisions)
        for told, counterpart in others(claim, other.path, pair, decisions)
    )
