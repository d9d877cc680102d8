"""A measured result that is not the claim's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_claim, at_mark, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.wording import interval_words, rounded_interval

if TYPE_CHECKING:
    from claimcheck.registry.model import RegisteredClaim, ValueFrom

NAME = "data-mismatch"


def measured_otherwise(entry: RegisteredClaim, wanted: ValueFrom, claim: Claim, result: str) -> Finding:
    """The finding for a result that the claim does not allow."""
    quantity = claim.quantity
    return registry_finding(
        NAME,
        0.97,
        f"{entry.id}: {claim.text} claimed, {result} in {wanted.path}",
        f"the claim allows {interval_words(rounded_interval(quantity.interval), quantity.unit)}; "
        f"{wanted.path} has {result} at {place_in(wanted)}",
        [at_claim(claim, Role.STATED), at_mark(entry, wanted.mark, Role.OTHER_SIDE)],
        (entry.id, wanted.path, place_in(wanted)),
    )


def place_in(wanted: ValueFrom) -> str:
    """Where in its file a result stands, in words."""
    if wanted.pointer is not None:
        return wanted.pointer or "the whole file"
    if wanted.cell is not None:
        return f"cell {wanted.cell.upper()}"
    if wanted.column is not None:
        rows = ", ".join(f"{name} = {value}" for name, value in wanted.where.items())
        return f"column {wanted.column}{f' where {rows}' if rows else ''}"
    return "the result of the query"


RULE = Rule(
    NAME,
    "A measured result is not the claim's number.",
    Severity.ERROR,
    "With `claimcheck verify`, the value that `value_from` names in a JSON, YAML, TOML, CSV, TSV or SQLite file is held against the "
    "claim. It may differ by what the claim's wording allows (“9.5 times” is 9.45 to 9.55), or by the `tolerance` of the entry.",
    "Benchmarks are run again, and the sentence that was proud of the old figure stays.",
    '==> claims/speed.yaml <==\nid: speed\nclaim: The reader is 9.5 times as fast as the other library.\nvalue_from:\n  path: results.json\n  pointer: /ratio\n\n==> results.json <==\n{"ratio": 8.73}\n',
    '==> claims/speed.yaml <==\nid: speed\nclaim: The reader is 9.5 times as fast as the other library.\nvalue_from:\n  path: results.json\n  pointer: /ratio\n\n==> results.json <==\n{"ratio": 9.47}\n',
    nothing,
    project=True,
    advice="If the measurement is the newer one, correct the claim and the texts that give it; else measure again.",
)
