"""Living with findings: comments and a baseline by which a project accepts some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from claimcheck.model import Document, Finding, Suppressed
from claimcheck.suppressions.baseline import Baseline, BaselineEntry, BaselineError, read_baseline
from claimcheck.suppressions.ignores import Ignored, Regions, ignored_regions

__all__ = [
    "Baseline",
    "BaselineEntry",
    "BaselineError",
    "Ignored",
    "accept",
    "ignored_regions",
    "read_baseline",
]


def accept(
    findings: Iterable[Finding],
    documents: Sequence[Document],
    baseline: Baseline | None,
    today: date,
    *,
    registry: bool = False,
    whole: bool = True,
) -> tuple[list[Finding], list[Suppressed]]:
    """Sets the findings that a project has accepted apart from the others.

    Comments and entries of the baseline that accept nothing any more become findings themselves, if `whole`: if the run looked
    at all that they may be about. `registry`: whether this run verifies the registry, and not the documents alone; each kind
    of run answers for its own rules.
    """
    from claimcheck.checks import in_order
    from claimcheck.checks.folding import folded
    from claimcheck.checks.unused_baseline import lapsed, unused_entry
    from claimcheck.checks.unused_ignore import unused_comment

    regions = [region for document in documents for region in ignored_regions(document)]
    lookup = Regions(regions)
    entries = {entry.fingerprint: entry for entry in baseline.entries} if baseline is not None else {}
    kept: list[Finding] = []
    late: list[Finding] = []
    accepted: list[Suppressed] = []
    used_regions: set[int] = set()
    used_entries: set[str] = set()

    def judge(finding: Finding) -> None:
        region = lookup.first(finding)
        entry = entries.get(finding.fingerprint)
        if region is not None:
            used_regions.add(region)
            chosen = regions[region]
            accepted.append(Suppressed(finding, True, chosen.path, chosen.line, chosen.reason))
        elif entry is not None and not entry.has_expired(today):
            accepted.append(
                Suppressed(
                    finding,
                    False,
                    entry.path_of_baseline,
                    entry.mark.line,
                    entry.reason,
                    entry.by,
                    entry.expires,
                )
            )
        else:
            kept.append(finding)
            if entry is not None:
                late.append(lapsed(entry))
        if entry is not None:
            used_entries.add(entry.fingerprint)

    for finding in findings:
        judge(finding)
    # Comments and entries accept findings one by one; what is left of one kind is one finding, which an entry may accept, too.
    one_by_one, kept = kept, []
    alone = {id(finding) for finding in one_by_one}
    for finding in folded(in_order(one_by_one)):
        if id(finding) in alone:
            kept.append(finding)
        else:
            judge(finding)
    kept += late
    if whole:
        kept += [
            unused_comment(region, documents)
            for index, region in enumerate(regions)
            if index not in used_regions and region.is_for(registry=registry)
        ]
        read = {document.path for document in documents}
        kept += [
            unused_entry(entry)
            for entry in entries.values()
            if entry.fingerprint not in used_entries and entry.is_for(read, registry=registry)
        ]
    return kept, accepted
