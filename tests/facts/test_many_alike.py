"""One thing told thousands of times is put together in time that grows with how often it is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import claimcheck
from claimcheck.facts import Decisions, build_facts
from claimcheck.facts.passages import Pages
from claimcheck.facts.weighed import Weighed
from claimcheck.model import Claim, FactStatus
from claimcheck.relations.links.reader import Index
from growing import assert_linear

(TOLD,) = claimcheck.extract_text("The town has 5,120 flats.")


def told(times: str) -> list[Claim]:
    """A claim for each character."""
    return [replace(TOLD, id=f"{n:012x}", segment=n) for n in range(len(times))]


def test_what_is_told_alike_elsewhere_is_found_without_a_look_at_all_that_is_told_here() -> None:
    def found(times: str) -> None:
        claims = told(times)
        index = Index(claims)
        assert not any(index.elsewhere(claim) for claim in claims)

    assert_linear(found, "x" * 8000)


def test_facts_grow_with_their_claims() -> None:
    def built(times: str) -> None:
        claims = told(times)
        pairs = [Weighed(one, other, {}, agreeing=True, outer_bits=9.0) for one, other in pairwise(claims)]
        (fact,) = build_facts(claims, Decisions(pairs, Pages(())), ())
        assert fact.status is FactStatus.CORROBORATED
        assert len(fact.claims) == len(claims)

    assert_linear(built, "x" * 12_000)
