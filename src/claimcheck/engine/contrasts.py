"""Why a figure of the sources that agrees with one of a draft does not bear it out: it is said of another time or of somebody else, or is out of date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from claimcheck.facts import Weighed
from claimcheck.model import Claim

DISPUTED = 0.25
"""From this probability of a contradiction on, a newer figure of the sources disputes an older one that agrees with the draft."""


def said_of_another(claim: Claim, agreeing: Sequence[Weighed], pairs: Sequence[Weighed]) -> bool:
    """Whether the sources have the figure, but of another time or of somebody else.

    What leaves the time or the name open does not outweigh what tells it: all figures that say when must say another time, or
    all that say of whom must name somebody else. Names are often misread, so the sources must have another figure for the
    draft's name, too. `pairs`: all that the number is compared with.
    """
    others = [pair.other(claim) for pair in agreeing]
    if _all_contrasted(claim, [other for other in others if other.period is not None], _at_another_time):
        return True
    named = [other for other in others if other.subject_named]
    return _all_contrasted(claim, named, _of_another_name) and any(
        pair.excluded
        and pair.levels.get("measure") == "same measure"
        and claim.subject_key in pair.other(claim).names
        for pair in pairs
    )


def is_contrasted(claim: Claim, other: Claim) -> bool:
    """Whether both say when and it differs, or both say of whom and the source knows the draft's name as another one."""
    return _at_another_time(claim, other) or _of_another_name(claim, other)


def _all_contrasted(
    claim: Claim, telling: Collection[Claim], contrast: Callable[[Claim, Claim], bool]
) -> bool:
    return bool(telling) and all(contrast(claim, other) for other in telling)


def _at_another_time(claim: Claim, other: Claim) -> bool:
    ours, theirs = claim.period, other.period
    if ours is None or theirs is None or ours.overlaps(theirs):
        return False
    # A day to come beside what is reported is not when the number was so ("its 940 employees have an agreement until 2027").
    is_past = claim.published is None or ours.start is None or ours.start <= claim.published
    return is_past or claim.modality.is_forward


def _of_another_name(claim: Claim, other: Claim) -> bool:
    """ "Solent Link had a share of 67.3%" beside a source in which Brightwater has it, and which speaks of Solent Link, too."""
    ours, theirs = claim.subject_key, other.subject_key
    if ours is None or theirs is None or not (claim.subject_named and other.subject_named):
        return False
    if ours not in other.cast or claim.part_key is not None or other.part_key is not None:
        return False
    return all(_is_form_of(ours, name) for name in claim.names) and not _is_form_of(ours, theirs)


def _is_form_of(name: str, other: str) -> bool:
    ours, theirs = set(name.split()), set(other.split())
    return ours <= theirs or theirs <= ours


def disputed_by(claim: Claim, agreeing: Sequence[Weighed], excluding: Sequence[Weighed]) -> list[Weighed]:
    """The newer figures of the sources that leave those agreeing with a number of the draft out of date.

    Only for a number that names no time of its own: it speaks of the present, and the sources that agree speak of a time that
    others have passed.
    """
    supporting = [pair.other(claim) for pair in agreeing]
    ends = [
        other.period.end for other in supporting if other.period is not None and other.period.end is not None
    ]
    days = [other.published for other in supporting if other.published is not None]
    if claim.period is not None or claim.modality.is_forward:
        return []
    if not supporting or len(ends) < len(supporting) or len(days) < len(supporting):
        return []
    return [
        pair
        for pair in excluding
        if pair.contradiction >= DISPUTED
        and pair.levels.get("who") == "same name"
        and pair.levels.get("measure") == "same measure"
        and (other := pair.other(claim)).published is not None
        and other.published > max(days)
        and (other.period is None or (other.period.end is not None and other.period.end > max(ends)))
    ]
