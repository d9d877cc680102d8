"""Facts: claims that speak of one and the same thing, and those that contradict each other.

The order is: propose (likely counterparts), decide (do the words speak of one quantity?), then verify (can both values be true?).
"""

from claimcheck.facts.clusters import build_facts
from claimcheck.facts.comparable import agree, exclude, factor_between, interval_in
from claimcheck.facts.conflicts import (
    Conflict,
    ConflictKind,
    candidate_pairs,
    conflict_of,
    conflicting_pairs,
    conflicts_of,
    gap_between,
)
from claimcheck.facts.decide import decide_all
from claimcheck.facts.features import CLOSE_DAYS, same_period
from claimcheck.facts.slips import Slip, slip_between
from claimcheck.facts.weighed import Answer, Decisions, Weighed

__all__ = [
    "CLOSE_DAYS",
    "Answer",
    "Conflict",
    "ConflictKind",
    "Decisions",
    "Slip",
    "Weighed",
    "agree",
    "build_facts",
    "candidate_pairs",
    "conflict_of",
    "conflicting_pairs",
    "conflicts_of",
    "decide_all",
    "exclude",
    "factor_between",
    "gap_between",
    "interval_in",
    "same_period",
    "slip_between",
]
