"""What is known of one document: its numbers and findings, as plain data of the JSON report, for one state of its text.

While somebody types, what stands before and behind the change moves along with the text; what stands within is taken out, until it is
told anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimcheck.model import Span

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Where two texts differ: `old[start:old_end]` became `new[start:new_end]`."""

    start: int
    old_end: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a check said of a document."""

    path: str
    text: str
    claims: tuple[Item, ...] = ()
    """Numbers of the document; `verdict` holds what the sources say, with the numbers of the sources themselves."""
    findings: tuple[Item, ...] = ()
    """Findings that point into the document."""


def told(report: Item, path: str, text: str) -> Told:
    """What a report says of one of its documents."""
    by_id = {claim["id"]: claim for claim in report["claims"]}
    verdicts = {
        verdict["claim"]: {
            "verdict": verdict["verdict"],
            "evidence": [by_id[other] for other in verdict["evidence"] if other in by_id],
            "nearest": [by_id[other] for other in verdict["nearest"] if other in by_id],
        }
        for verdict in report["verdicts"]
    }
    claims = tuple(
        {**claim, "verdict": verdicts.get(claim["id"])} for claim in report["claims"] if claim["path"] == path
    )
    findings = tuple(
        _with_place(finding, path)
        for finding in report["findings"]
        if finding["about"] != "sources" and any(at["path"] == path for at in finding["locations"])
    )
    return Told(path, text, claims, findings)


def _with_place(finding: Item, path: str) -> Item:
    """The finding with where in its number a replacement begins, which stays true when the number moves."""
    made = finding.get("replacement")
    if made is None or made["path"] != path:
        return finding
    for at in finding["locations"]:
        if at["path"] == path and at["start"] <= made["start"] and made["end"] <= at["end"]:
            return {**finding, "replacement": {**made, "within": made["start"] - at["start"]}}
    return finding


def change_between(old: str, new: str) -> Change | None:
    """Where two texts differ; None where they do not."""
    if old == new:
        return None
    least = min(len(old), len(new))
    start = _shared(lambda count: old[:count] == new[:count], least)
    tail = _shared(lambda count: old[len(old) - count :] == new[len(new) - count :], least - start)
    return Change(start, len(old) - tail, len(new) - tail)


def _shared(alike: Callable[[int], bool], most: int) -> int:
    """The largest number up to `most` that holds, where all smaller ones hold, too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if alike(middle):
            low = middle
        else:
            high = middle - 1
    return low


def moved(known: Told, change: Change, text: str) -> Told:
    """What is still known after a change. `text`: what it has become."""
    claims = tuple(
        {**claim, **place} if place else claim
        for claim in known.claims
        if (place := _moved(claim, change)) is not None
    )
    findings = []
    for finding in known.findings:
        places = []
        for at in finding["locations"]:
            place = _moved(at, change) if at["path"] == known.path else {}
            if place is None:
                break
            places.append({**at, **place} if place else at)
        else:
            findings.append({**finding, "locations": places})
    return Told(known.path, text, claims, tuple(findings))


def with_change(parts: Sequence[Span], change: Change) -> tuple[Span, ...]:
    """Parts of a text that have changed, one more change among them: those that it touches become one with it."""
    start, end = change.start, change.new_end
    by = change.new_end - change.old_end
    apart = []
    for part in parts:
        if part.end < change.start:
            apart.append(part)
        elif part.start > change.old_end:
            apart.append(Span(part.start + by, part.end + by))
        else:
            start, end = min(start, part.start), max(end, part.end + by)
    return (*apart, Span(start, end))


def after(changes: Sequence[Change], change: Change) -> tuple[Change, ...]:
    """Changes one after the other, and one more; what goes on where the last one stopped is one with it."""
    last = changes[-1] if changes else None
    if last is None or change.start > last.new_end or change.old_end < last.start:
        return (*changes, change)
    by, more = last.new_end - last.old_end, change.new_end - change.old_end
    joined = Change(
        min(last.start, change.start),
        max(last.old_end, change.old_end - by),
        max(last.new_end, change.old_end) + more,
    )
    return (*changes[:-1], joined)


def _moved(item: Item, change: Change) -> dict[str, int] | None:
    start, end = item["start"], item["end"]
    if end < change.start:
        return {}
    if start > change.old_end:
        by = change.new_end - change.old_end
        return {"start": start + by, "end": end + by}
    return None


def with_part(known: Told, part: Told, start: int, end: int) -> Told:
    """What is known with all that stands from `start` to `end` told anew; both are of one text."""

    def outside(item: Item) -> bool:
        return not (item["start"] < end and start < item["end"])

    claims = [claim for claim in known.claims if outside(claim)]
    claims += [claim for claim in part.claims if not outside(claim)]
    kept = [
        finding
        for finding in known.findings
        if all(at["path"] != known.path or outside(at) for at in finding["locations"])
    ]
    fresh = [
        finding
        for finding in part.findings
        if any(at["path"] == known.path and not outside(at) for at in finding["locations"])
    ]
    return replace(
        known, claims=tuple(sorted(claims, key=lambda claim: int(claim["start"]))), findings=(*kept, *fresh)
    )
