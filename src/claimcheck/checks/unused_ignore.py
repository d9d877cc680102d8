"""A comment that accepts a finding which is not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_span, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Document, Finding, Role, Severity
from claimcheck.wording import listing

if TYPE_CHECKING:
    from claimcheck.suppressions.ignores import Ignored

NAME = "unused-ignore"


def unused_comment(region: Ignored, documents: Sequence[Document]) -> Finding:
    """The finding for a comment that no finding needs."""
    from claimcheck import checks

    document = next(document for document in documents if document.path == region.path)
    known = {rule.name for rule in checks.rules()}
    strange = sorted(region.rules - known)
    if region.kind == "misspelt":
        message = "this comment is not understood"
        derivation = "write `claimcheck: ignore RULE -- reason`, `ignore-start RULE` … `ignore-end`, or `ignore-file RULE`"
    elif strange:
        message = f"there is no rule {listing([repr(name) for name in strange])}"
        derivation = "`claimcheck explain` lists the rules"
    else:
        what = listing(sorted(region.rules)) if region.rules else "any rule"
        message = f"nothing here is found by {what} any more"
        derivation = "the comment can go"
    place = at_span(document, region.directive, Role.STATED)
    identity = (region.path, region.kind, *sorted(region.rules))
    return registry_finding(NAME, 0.85, message, derivation, [place], identity)


RULE = Rule(
    NAME,
    "A comment accepts a finding that is not there any more.",
    Severity.WARNING,
    "`<!-- claimcheck: ignore RULE -- reason -->` accepts findings in the next block, or in the block that it stands in; "
    "`ignore-start RULE` and `ignore-end` in what lies between them, `ignore-file RULE` in the whole file. Several rules are "
    "separated by commas; without a rule, all are meant. A comment that accepts nothing, that names no rule there is, or that is not "
    "understood is reported. Runs with `--draft` or `--scope document` see too little to tell.",
    "A comment that is left behind accepts the next mistake, too.",
    "<!-- claimcheck: ignore percent-change -- as printed -->\n\nRevenue rose 8% to $11.2 million from $10.4 million.\n",
    "<!-- claimcheck: ignore percent-change -- as printed -->\n\nRevenue rose 30% to $11.2 million from $10.4 million.\n",
    nothing,
    advice="Delete the comment.",
)
