"""Comments that say that numbers need no owner in the registry: "<!-- claimcheck: no-owner -- made up for the example -->"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from claimcheck.model import Claim, Document
from claimcheck.suppressions.ignores import Ignored, regions_of

EXEMPT_FORM = re.compile(
    r"no-owner(?P<kind>-start|-end|-file)?(?![\w-])(?P<rules>)(?:\s+(?:--|–|—)\s*(?P<reason>.*))?"
)


class Exemptions:
    """The stretches of a document whose numbers need no owner."""

    def __init__(self, document: Document) -> None:
        found = regions_of(document, EXEMPT_FORM)
        self._regions: Sequence[Ignored] = sorted(
            (region for region in found if region.kind != "misspelt"), key=lambda region: region.span.start
        )
        self._reach = list(accumulate((region.span.end for region in self._regions), max))

    def reason(self, claim: Claim) -> str | None:
        """Why a number needs no owner, "" where the comment does not say; None where it needs one."""
        index = bisect_right(self._reach, claim.span.start)
        if index < len(self._regions) and self._regions[index].span.start <= claim.span.start:
            return self._regions[index].reason or ""
        return None
