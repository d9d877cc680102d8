"""Comments by which a document accepts findings: "<!-- claimcheck: ignore total -- rounded by the ministry -->"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from claimcheck.documents.block_spans import Block, blocks
from claimcheck.documents.directives import Directive, directives
from claimcheck.model import Document, Finding, Role, Span

REGISTRY_RULES = frozenset(
    [
        "quote-drift",
        "source-mismatch",
        "data-mismatch",
        "derived-mismatch",
        "pin-moved",
        "registry-conflict",
        "claim-expired",
        "unknown-claim",
    ]
)
_FORM = re.compile(
    r"ignore(?P<kind>-start|-end|-file)?(?![\w-])(?P<rules>[\w\s,-]*?)(?:\s+(?:--|–|—)\s*(?P<reason>.*))?"
)
_OTHERS = re.compile(r"(?:no-owner|historical)(?:-start|-end|-file)?(?:\s+(?:--|–|—).*)?\Z")
"""Comments that are not about findings: see `exempt` and `registry.kept`."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A stretch of a document in which some rules are not to speak."""

    path: str
    span: Span
    rules: frozenset[str]
    """Empty for all rules."""
    reason: str | None
    directive: Span
    line: int
    column: int
    kind: str
    """ "next block", "region", "file", or "misspelt" for a comment that is not understood."""

    def is_for(self, *, registry: bool) -> bool:
        """Whether a run with or without the registry can tell that the comment accepts nothing."""
        if not self.rules:
            return not registry
        return self.rules <= REGISTRY_RULES if registry else not self.rules & REGISTRY_RULES


class Regions:
    """The stretches of many documents, to be looked up: a comment for each of ten thousand findings is no reason to try all for each."""

    def __init__(self, regions: Sequence[Ignored]) -> None:
        by_rule: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
        for index, region in enumerate(regions):
            for rule in region.rules or ("",):
                by_rule[region.path, rule].append((region.span.start, index, region.span.end))
        self._found: dict[tuple[str, str], tuple[list[tuple[int, int, int]], list[int]]] = {}
        """By path and rule ("" for all rules): the stretches by their start, and how far those up to each reach at most."""
        for key, found in by_rule.items():
            found.sort()
            self._found[key] = (found, list(accumulate((end for _, _, end in found), max)))

    def first(self, finding: Finding) -> int | None:
        """The first stretch in which a finding is accepted: a number that it is about, on either side, stands there."""
        chosen = [
            index
            for at in finding.locations
            if at.role is not Role.OPERAND
            for rule in ("", finding.rule)
            if (index := self._at(at.path, rule, at.span)) is not None
        ]
        return min(chosen, default=None)

    def _at(self, path: str, rule: str, span: Span) -> int | None:
        found, reach = self._found.get((path, rule), ([], []))
        place = bisect_right(reach, span.start)
        return found[place][1] if place < len(found) and found[place][0] < span.end else None


def ignored_regions(document: Document) -> Iterator[Ignored]:
    """The stretches in which the comments of a document accept findings, in order; each comment that is not understood, too."""
    return regions_of(document, _FORM)


def regions_of(document: Document, form: re.Pattern[str]) -> Iterator[Ignored]:
    """The stretches that comments of one form set apart: the next block, from a start to an end, or the file."""
    found = [item for item in directives(document) if item.name == "claimcheck"]
    if form is _FORM:
        found = [item for item in found if not _OTHERS.match(item.argument)]
    if not found:
        return
    places = blocks(document)
    opened: list[tuple[Directive, frozenset[str], str | None]] = []
    for item in found:
        match = form.fullmatch(item.argument)
        if match is None:
            yield _region(document, item, Span(0, 0), frozenset(), None, "misspelt")
            continue
        rules = frozenset(match["rules"].replace(",", " ").split())
        kind, reason = match["kind"], (match["reason"] or "").strip() or None
        if kind == "-start":
            opened.append((item, rules, reason))
        elif kind == "-end":
            if opened:
                start, rules, reason = opened.pop()
                yield _region(document, start, Span(start.span.end, item.span.start), rules, reason, "region")
            else:
                yield _region(document, item, Span(0, 0), frozenset(), None, "misspelt")
        elif kind == "-file":
            yield _region(document, item, Span(0, len(document.text)), rules, reason, "file")
        else:
            span = _next_block(places, item.span, document.text)
            yield _region(document, item, span, rules, reason, "next block")
    for start, rules, reason in opened:
        yield _region(document, start, Span(start.span.end, len(document.text)), rules, reason, "region")


def _next_block(places: list[Block], comment: Span, text: str) -> Span:
    """The block that a comment stands in or closes, else the next one; a list counts as one block."""
    index = bisect_right(places, comment.start, key=lambda block: block.span.end)
    if index and "\n" not in text[places[index - 1].span.end : comment.start]:
        return places[index - 1].span
    if index == len(places):
        return Span(comment.end, comment.end)
    block = places[index]
    end = block.span.end
    if block.list_id is not None and block.span.start >= comment.end:
        for other in places[index + 1 :]:
            if other.list_id != block.list_id:
                break
            end = other.span.end
    return Span(block.span.start, end)


def _region(
    document: Document, item: Directive, span: Span, rules: frozenset[str], reason: str | None, kind: str
) -> Ignored:
    return Ignored(document.path, span, rules, reason, item.span, item.line, item.column, kind)
