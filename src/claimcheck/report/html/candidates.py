"""What is worth a look on the HTML page: pairs that may contradict each other, and why."""

from __future__ import annotations

from claimcheck.model import Candidate, Report
from claimcheck.report.html.lookup import Lookup
from claimcheck.report.html.model import CandidateView
from claimcheck.report.reasons import reasons

MAX_CANDIDATES = 40
"""Pairs shown: few people look further, and the JSON output has all of them."""


def candidate_views(lookup: Lookup) -> tuple[CandidateView, ...]:
    """The most probable pairs, each with both passages and what speaks for and against it."""
    return tuple(_view(candidate, lookup) for candidate in _known(lookup.report)[:MAX_CANDIDATES])


def candidates_total(report: Report) -> int:
    """How many pairs are worth a look."""
    return len(_known(report))


def _known(report: Report) -> list[Candidate]:
    """The candidates whose numbers are both in the report: nobody can look at others."""
    claims = {claim.id for claim in report.claims}
    return [pair for pair in report.candidates if pair.left in claims and pair.right in claims]


def _view(candidate: Candidate, lookup: Lookup) -> CandidateView:
    return CandidateView(
        sides=tuple(lookup.side(lookup.claims[side], "") for side in (candidate.left, candidate.right)),
        odds=f"{candidate.probability:.0%}",
        reasons=reasons(candidate.features),
        doubts=reasons(candidate.features, against=True),
    )
