"""From a document to its claims: every number with what it is said of."""

from __future__ import annotations

from claimcheck.claims.entities import Entities, find_entities
from claimcheck.claims.periods import find_periods
from claimcheck.claims.progress import Progress
from claimcheck.claims.segments import segment_claims
from claimcheck.claims.shared_units import with_currency
from claimcheck.claims.table_claims import table_claims
from claimcheck.claims.tagged import with_tags
from claimcheck.model import Claim, Document, LineIndex, Period, Segment, SegmentKind, Table
from claimcheck.quantities.separators import uses_decimal_comma


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """All numeric claims of a document, in the order of its text."""
    entities = find_entities(document)
    cast = frozenset(entities.resolve(key) for key in entities.counts)
    reader = Progress(document, entities, LineIndex(document.text), cast, uses_decimal_comma(document.text))
    reader.owner = reader.focus = entities.main or _dominant(entities)
    reader.era = _era(document)
    leads = reader.leads = {segment.index: segment for segment in document.segments}
    claims: list[Claim] = []
    blocks: list[Segment | Table] = sorted(
        [*document.segments, *document.tables], key=lambda block: block.index
    )
    heading_focus = reader.focus
    for block in blocks:
        if isinstance(block, Table):
            claims.extend(table_claims(reader, block))
            continue
        if block.kind in (SegmentKind.HEADING, SegmentKind.TITLE):
            names = entities.find(block.text, titled=True)
            heading_focus = names[0].key if names else (entities.main or heading_focus)
            reader.focus = heading_focus
        outer = reader.focus
        if block.kind is SegmentKind.LIST_ITEM:
            lead = leads.get(block.lead) if block.lead is not None else None
            titled = lead is not None and lead.kind is SegmentKind.HEADING
            lead_names = entities.find(lead.text, titled=titled) if lead is not None else []
            reader.focus = lead_names[0].key if len(lead_names) == 1 else heading_focus or outer
            claims.extend(segment_claims(reader, block))
            reader.focus = outer
            continue
        if block.kind is SegmentKind.PARAGRAPH and heading_focus is not None:
            reader.focus = heading_focus
        claims.extend(segment_claims(reader, block))
    return tuple(with_tags(with_currency(claims), document))


def _era(document: Document) -> Period | None:
    """The year, half or quarter that the title of a document names, where it names just one."""
    named = {
        found.period
        for title in (document.title, document.full_title)
        for found in (find_periods(title, document.published) if title else ())
        if found.period is not None
        and found.basis is None
        and found.granularity in ("year", "half", "quarter", "month")
    }
    return named.pop() if len(named) == 1 else None


def _dominant(entities: Entities) -> str | None:
    """The name that a document without a telling title is about: the one that holds two fifths of all mentions."""
    common = entities.counts.most_common(1)
    if common and common[0][1] >= 3 and common[0][1] * 5 >= 2 * sum(entities.counts.values()):
        return common[0][0]
    return None


__all__ = ["extract_claims"]
