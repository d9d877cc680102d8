"""A claim whose day of review has passed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_mark, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Finding, Severity
from claimcheck.wording import count

if TYPE_CHECKING:
    from claimcheck.registry.model import RegisteredClaim

NAME = "claim-expired"


def expired(entry: RegisteredClaim, today: date) -> Finding | None:
    """The finding for an entry that should have been looked at again by now."""
    if entry.review_by is None or today <= entry.review_by:
        return None
    days = (today - entry.review_by).days
    asked = f"; {entry.owner} answers for it" if entry.owner else ""
    return registry_finding(
        NAME,
        0.85,
        f"{entry.id}: to be reviewed by {entry.review_by.isoformat()}",
        f"that was {count(days, 'day')} before {today.isoformat()}{asked}",
        [at_mark(entry, entry.mark("review_by"))],
        (entry.id, entry.review_by.isoformat()),
    )


RULE = Rule(
    NAME,
    "The day by which a claim was to be reviewed has passed.",
    Severity.WARNING,
    "With `claimcheck verify`, every entry whose `review_by` lies in the past. Look whether the claim still holds, then set a new day.",
    "Numbers age; a day of review makes somebody look before a reader does.",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\nreview_by: 2026-01-31\n",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\nreview_by: 2999-01-31\n",
    nothing,
    project=True,
    advice="Look at the source again; then set a new day, or correct the claim.",
)
