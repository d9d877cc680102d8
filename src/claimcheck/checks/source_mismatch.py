"""A source whose own number is not the claim's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_claim, at_mark, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.wording import interval_words, rounded_interval

if TYPE_CHECKING:
    from claimcheck.registry.model import RegisteredClaim, Source

NAME = "source-mismatch"


def differing(entry: RegisteredClaim, source: Source, claim: Claim, numbers: Sequence[Claim]) -> Finding:
    """The finding for a quote whose numbers, all of them, are other ones than the claim's."""
    other = numbers[0]
    quantity = claim.quantity
    return registry_finding(
        NAME,
        0.96,
        f"{entry.id}: {claim.text} claimed, {other.text} in the source",
        f"the claim allows {interval_words(rounded_interval(quantity.interval), quantity.unit)}; "
        f"{source.path} says {', '.join(number.text for number in numbers[:4])}",
        [at_claim(claim, Role.STATED), *(at_claim(number, Role.OTHER_SIDE) for number in numbers[:4])],
        (entry.id, source.path, *sorted(number.text for number in numbers)),
    )


def at_odds(entry: RegisteredClaim, sentence: Claim) -> Finding:
    """The finding for an entry whose `value` is not the number of its sentence."""
    mark = entry.mark("value")
    return registry_finding(
        NAME,
        0.95,
        f"{entry.id}: value {entry.value} does not go with the sentence, which says {sentence.text}",
        f"{sentence.text} allows {interval_words(rounded_interval(sentence.quantity.interval), sentence.quantity.unit)}",
        [at_mark(entry, mark), at_claim(sentence, Role.OTHER_SIDE)],
        (entry.id, "value", str(entry.value)),
    )


RULE = Rule(
    NAME,
    "A source's own number is not the claim's.",
    Severity.ERROR,
    "With `claimcheck verify`, the numbers within each `quote`, in units that can be compared, are held against the claim, with the "
    "rounding that both wordings allow or the `tolerance` of the entry; one of them must agree. A `value` that contradicts the entry's "
    "own sentence is found by this rule, too. A quote without such a number is evidence for its words only.",
    "The claim is updated and the quote below it is not, or the other way round.",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.46 billion in 2025.\nsources:\n  - path: results.md\n    quote: revenue of $2.64 billion for 2025\n\n==> results.md <==\nNorvale Packaging reported revenue of $2.64 billion for 2025.\n",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.6 billion in 2025.\nsources:\n  - path: results.md\n    quote: revenue of $2.64 billion for 2025\n\n==> results.md <==\nNorvale Packaging reported revenue of $2.64 billion for 2025.\n",
    nothing,
    project=True,
    advice="Correct the claim, or name the source that it was taken from.",
)
