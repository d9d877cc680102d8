"""Findings of one kind as one finding with many places: a sentence that a thousand texts repeat is one fault, not a thousand.

A few findings that look alike are told one by one. Beyond that, those of one rule whose sentences differ in their numbers alone become
one; and a run tells no more than `MOST_FINDINGS` besides, after which the rest of each rule becomes one. What is not listed is counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from claimcheck.model import Finding, Location, Role

MOST_ALIKE = 20
"""Findings of one kind that are told one by one."""
MOST_FINDINGS = 2_000
"""Findings that a run tells one by one."""
MOST_PLACES = 40
"""Places that a folded finding lists."""

_NUMBER = re.compile(r"\d[\d,.]*")


def folded(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those of one kind as one, in the order of the first of each. They come as they are shown, the surest first."""
    kept = _fold(findings, _kind, MOST_ALIKE)
    if len(kept) <= MOST_FINDINGS:
        return kept
    return kept[:MOST_FINDINGS] + _fold(kept[MOST_FINDINGS:], _rule, 1)


def _rule(finding: Finding) -> Hashable:
    return finding.rule, finding.severity, finding.about


def _kind(finding: Finding) -> Hashable:
    """The rule, and the words of the stated sentence; of a table, also the file, as many a table has a row of that name."""
    first = finding.locations[0]
    in_table = " | " in first.sentence
    return _rule(finding), _NUMBER.sub("#", first.sentence), first.path if in_table else ""


def _fold(findings: Iterable[Finding], kind: Callable[[Finding], Hashable], most: int) -> list[Finding]:
    groups: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[kind(finding)].append(finding)
    told: list[Finding] = []
    for group in groups.values():
        told.extend([_one(group)] if len(group) > most else group)
    return told


def _one(group: Sequence[Finding]) -> Finding:
    first = group[0]
    others = _places(group[1:])
    listed = others[: max(MOST_PLACES - len(first.locations), 0)]
    more = f"and {len(group) - 1:,} more like it"
    if len(listed) < len(others):
        more += f"; {len(others) - len(listed):,} places are not listed"
    marks = "\0".join(sorted(finding.fingerprint for finding in group))
    return replace(
        first,
        message=f"{first.message} ({more})",
        fingerprint=blake2b(f"folded\0{marks}".encode(), digest_size=10).hexdigest(),
        locations=(*first.locations, *listed),
    )


def _places(findings: Sequence[Finding]) -> list[Location]:
    """Where the others are, one place each."""
    found: dict[tuple[str, int], Location] = {}
    for finding in findings:
        at = finding.locations[0]
        found.setdefault((at.path, at.span.start), replace(at, role=Role.STATED))
    return list(found.values())
