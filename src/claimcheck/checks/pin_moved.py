"""A source or a result that is not the file that was pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_mark, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Finding, Severity

if TYPE_CHECKING:
    from claimcheck.registry.model import Mark, RegisteredClaim

NAME = "pin-moved"


def moved(entry: RegisteredClaim, path: str, mark: Mark, pinned: str, now: str) -> Finding:
    """The finding for a file with another SHA-256 than the entry pins."""
    return registry_finding(
        NAME,
        0.85,
        f"{entry.id}: {path} is not the file that was pinned",
        f"its sha256 is {now}; pinned is {pinned}",
        [at_mark(entry, mark)],
        (entry.id, path, pinned),
    )


RULE = Rule(
    NAME,
    "A source or a result is not the file that was pinned.",
    Severity.WARNING,
    "With `claimcheck verify`, the SHA-256 of a file is held against the `sha256` that a source or `value_from` pins. Whether the claim "
    "still holds is told apart.",
    "A source that changes after it was quoted may say something else beside the quote, and a result that was measured anew under the old name is another result.",
    '==> claims/speed.yaml <==\nid: speed\nclaim: The reader is 9.5 times as fast as the other library.\nvalue_from:\n  path: results.json\n  pointer: /ratio\n  sha256: "0000000000000000000000000000000000000000000000000000000000000000"\n\n==> results.json <==\n{"ratio": 9.47}\n',
    '==> claims/speed.yaml <==\nid: speed\nclaim: The reader is 9.5 times as fast as the other library.\nvalue_from:\n  path: results.json\n  pointer: /ratio\n  sha256: "ea81e17ba6377cd4a47a7365ed8aa7a4578dbd33d501f8e4f6dca115da8b4024"\n\n==> results.json <==\n{"ratio": 9.47}\n',
    nothing,
    project=True,
    advice="Look at what has changed in the file; if the claim still holds, write the new sha256 into the entry.",
)
