"""Facts: matching claims that speak of one and the same thing."""

from claimcheck.facts.clusters import agree, build_facts, candidate_pairs, match_of
from claimcheck.facts.kinship import Kinship
from claimcheck.facts.similarity import (
    CLOSE_DAYS,
    Comparison,
    compare,
    days_apart,
    factor_between,
    interval_in,
    is_lasting,
    same_period,
)
from claimcheck.facts.slips import Slip, slip_between

__all__ = [
    "CLOSE_DAYS",
    "Comparison",
    "Kinship",
    "Slip",
    "agree",
    "build_facts",
    "candidate_pairs",
    "compare",
    "days_apart",
    "factor_between",
    "interval_in",
    "is_lasting",
    "match_of",
    "same_period",
    "slip_between",
]
