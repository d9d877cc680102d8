"""Facts: matching claims that speak of one and the same thing."""

from claimcheck.facts.clusters import agree, build_facts, candidate_pairs, match_of
from claimcheck.facts.similarity import Comparison, compare, factor_between, same_period

__all__ = [
    "Comparison",
    "agree",
    "build_facts",
    "candidate_pairs",
    "compare",
    "factor_between",
    "match_of",
    "same_period",
]
