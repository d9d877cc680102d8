"""Figures that are called higher or lower, "a lower score of 67.1%", where the one told before says the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.facts.comparable import factor_between, interval_in
from claimcheck.language.comparatives import comparative_words
from claimcheck.model import Claim, ClaimKind, Modality
from claimcheck.relations.binding import by_sentence
from claimcheck.relations.links.tokens import tokenised


@dataclass(frozen=True, slots=True)
class BrokenComparative:
    """A figure that is called higher or lower, and the one before it, which is not on that side."""

    stated: Claim
    before: Claim
    words: str
    """The comparative with its noun."""


def broken_comparatives(claims: Sequence[Claim]) -> Iterator[BrokenComparative]:
    """The comparatives of texts that the figures of the same noun before them refute.

    `claims`: in the order of their documents. All figures of the unit in the same and the previous sentence, as far as these
    have the noun, must lie on the wrong side.
    """
    words = comparative_words()
    sentences = by_sentence([claim for claim in claims if claim.cell is None])
    earlier: Sequence[Claim] = ()
    for sentence in sentences.values():
        previous, earlier = earlier, sentence
        low = sentence[0].sentence.lower()
        if not any(need in low for rule in words.rules for need in rule.needs) or words.not_plain.search(low):
            continue
        tokens = tokenised(sentence)
        if tokens is None:
            continue
        for rule in words.rules:
            for match in rule.pattern.finditer(tokens[0]):
                stated = sentence[int(match["value"].strip("#")[1:])]
                before = [
                    *_beside(previous, stated),
                    *(c for c in sentence if c.mention_span.end < stated.mention_span.start),
                ]
                like = [claim for claim in before if _is_like(claim, stated, match["noun"])]
                if like and all(_is_beyond(claim, stated, above=bool(match["less"])) for claim in like):
                    yield BrokenComparative(
                        stated, like[-1], " ".join(match.group().split(" of ")[0].split())
                    )


def _beside(previous: Sequence[Claim], stated: Claim) -> Sequence[Claim]:
    """The claims of the sentence before, where it stands in the same segment."""
    if not previous or (previous[0].path, previous[0].segment) != (stated.path, stated.segment):
        return ()
    return previous if stated.sentence_number - previous[0].sentence_number <= 1 else ()


def _is_like(claim: Claim, stated: Claim, noun: str) -> bool:
    named = re.search(rf"\b{re.escape(noun)}s?\b", claim.sentence, re.IGNORECASE) is not None
    return (
        named
        and factor_between(claim, stated) is not None
        and claim.kind is not ClaimKind.CHANGE
        and claim.kind.is_amount
        and claim.modality is Modality.REPORTED
        and claim.quantity.hedge is None
        and claim.quantity.value is not None
    )


def _is_beyond(claim: Claim, stated: Claim, *, above: bool) -> bool:
    """Whether a figure that is called lower lies above another (or one called higher below it), by more than rounding."""
    interval, own = interval_in(claim, stated), stated.quantity.interval
    if interval is None:
        return False
    if above:
        return own.low is not None and interval.high is not None and own.low > interval.high
    return own.high is not None and interval.low is not None and own.high < interval.low
