"""Whether one of two texts has the very figure of the other, but as one that was replaced, or of another name or time."""

from __future__ import annotations

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
_OTHER_NAME, _COMPARED, _TOLD_BEFORE, _TOLD_SOME_TIME, _TOLD_SINCE = (
    ELSEWHERE.index(level)
    for level in (
        "the figure of another name",
        "the figure compared with",
        "the figure that was replaced, told before",
        "the figure that was replaced",
        "the figure that was replaced, told since",
    )
)
_SMALL = SIZE.index("small")
_LIKELY = 1.0
"""Bits from which two figures that agree are likely of one quantity."""
_SURE = 2.5
"""Bits from which they surely are."""


def elsewhere_level(pair: Weighed, decisions: Decisions) -> str:
    """Whether one of the two texts has the very figure of the other, but as one that was replaced, or of another name or time."""
    return ELSEWHERE[
        max(
            (
                _told_as(claim, there, same, counterpart, pair, decisions)
                for claim, there in ((pair.left, pair.right), (pair.right, pair.left))
                for same, counterpart in decisions.others(claim, there.path, pair)
                if same.agreeing and SIZE.index(size_of(same)) >= _SMALL
            ),
            default=0,
        )
    ]


def _told_as(
    claim: Claim, there: Claim, same: Weighed, counterpart: Claim, pair: Weighed, decisions: Decisions
) -> int:
    """What a figure is told as, as a place in `ELSEWHERE`.

    `claim` and `there` are the pair; `counterpart`, of the text of `there`, agrees with `claim`, and the two are the pair `same`.
    """
    if counterpart.modality is Modality.SUPERSEDED:
        if not _is_replaced_by(counterpart, there, decisions):
            return 0
        since = _since(claim, counterpart, decisions)
        return since + (since == _TOLD_SINCE and same.outer_bits >= _SURE)
    if counterpart.compared and decisions.pages.on_one_line(counterpart, there):
        return _COMPARED
    if same.levels["who"] == "two names" or same.levels["capitals"] == "each its own":
        fits = pair.levels["who"] in ("same name", "a common name") or pair.levels["capitals"] == "shared"
        return _OTHER_NAME if fits else 0
    if same.levels["when"] == "different times" and pair.levels["when"] == "same time":
        beside = same.outer_bits >= _LIKELY and stand_beside(counterpart, there, decisions)
        untold = beside and not _is_told_beside(there, claim, pair, decisions)
        return ELSEWHERE.index(OF_ANOTHER_TIME if untold else "the figure of another time")
    return 0


def _is_replaced_by(replaced: Claim, new: Claim, decisions: Decisions) -> bool:
    """Whether a line says that one figure took the place of another: of those in its units it is the one next to it."""
    pages = decisions.pages
    if new.modality is Modality.SUPERSEDED or not pages.on_one_line(replaced, new):
        return False
    old = pages.passage(replaced)
    standing = [
        (abs(other.at - old.at), other.claim.id)
        for other in pages.in_line(old.line)
        if other.claim.modality is not Modality.SUPERSEDED
        and factor_between(other.claim, replaced) is not None
    ]
    return bool(standing) and min(standing)[1] == new.id


def _since(stated: Claim, replaced: Claim, decisions: Decisions) -> int:
    """Whether a figure is told before or since another text said that it was replaced; as a place in `ELSEWHERE`."""
    if decisions.draft is not None:
        return _TOLD_SINCE if stated.path == decisions.draft else _TOLD_BEFORE
    if stated.published is None or replaced.published is None or stated.published == replaced.published:
        return _TOLD_SOME_TIME
    return _TOLD_SINCE if stated.published > replaced.published else _TOLD_BEFORE


def stand_beside(one: Claim, other: Claim, decisions: Decisions) -> bool:
    """Whether two figures in one unit are in one row of a table, or in one line of a text."""
    if one.path != other.path or one.quantity.unit != other.quantity.unit:
        return False
    if one.cell is not None and other.cell is not None:
        return (one.cell.table, one.cell.row) == (other.cell.table, other.cell.row)
    return decisions.pages.on_one_line(one, other)


def _is_told_beside(claim: Claim, other: Claim, pair: Weighed, decisions: Decisions) -> bool:
    """Whether the line, or row, of `other` has a figure that agrees with `claim`."""
    return any(
        told.agreeing and stand_beside(counterpart, other, decisions)
        for told, counterpart in decisions.others(claim, other.path, pair)
    )
