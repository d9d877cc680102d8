"""The report as JSON: the contract with other programs, described by the schema beside this file.

Values are decimals and are written digit by digit as they are kept: no binary floating point, no exponents.
Python's own encoder can do neither, so a small one stands here. Every element of a top-level list is one
line, which keeps the output small and two reports easy to compare.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, cast

from claimcheck._version import __version__
from claimcheck.model import (
    Candidate,
    Claim,
    Derived,
    DocumentSummary,
    Fact,
    Feature,
    Finding,
    Interval,
    Link,
    Location,
    Match,
    Period,
    Quantity,
    RegistryRecord,
    Replacement,
    Report,
    Suppressed,
    Verdict,
    VerdictName,
)
from claimcheck.report.commands import without_marks_in_json
from claimcheck.report.summary import documents, verdict_counts
from claimcheck.wording import plain

SCHEMA_VERSION = 1

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | Decimal | bool | None
"""What the encoder writes."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> str:
    """The report as JSON text, ending in a line break."""
    parts = [f"{encode(key)}: {_lines(value)}" for key, value in as_dict(report).items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def as_dict(report: Report) -> dict[str, Json]:
    """The report as plain dictionaries and lists, values still decimal."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "claimcheck", "version": __version__},
        "documents": [_document(row) for row in documents(report)],
        "claims": [_claim(claim) for claim in report.claims],
        "facts": [_fact(fact) for fact in report.facts],
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
        "coverage": _coverage(report),
        "links": [_link(link) for link in report.links],
        "candidates": [_candidate(candidate) for candidate in report.candidates],
        "findings": [_finding(finding) for finding in report.findings],
        "derived": [_derived(derived) for derived in report.derived],
        "suppressed": [_suppressed(item) for item in report.suppressed],
        "registry": [_record(record) for record in report.registry],
    }


def _coverage(report: Report) -> dict[str, Json] | None:
    """How many claims of the draft got which verdict; null where there is no draft."""
    if not report.verdicts:
        return None
    given = dict(verdict_counts(report))
    counts: dict[str, Json] = {name.value: given.get(name, 0) for name in VerdictName}
    return {"claims": len(report.verdicts), **counts}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    import json
    from pathlib import Path

    file = Path(__file__).with_name("schema") / f"report-v{SCHEMA_VERSION}.schema.json"
    return cast(dict[str, Any], json.loads(file.read_text(encoding="utf-8")))


def encode(value: Json) -> str:
    """One value as JSON on one line."""
    # Ordered by how often each occurs in a report; `bool` must come before `int`, of which it is a kind.
    if isinstance(value, str):
        return _string(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"JSON has no number for {value}")
        return _decimal(Decimal(repr(value)))
    if isinstance(value, Mapping):
        return "{" + ", ".join([f"{_string(key)}: {encode(item)}" for key, item in value.items()]) + "}"
    return "[" + ", ".join([encode(item) for item in value]) + "]"


def _lines(value: Json) -> str:
    """A list with each element on a line of its own; anything else as it is."""
    if not isinstance(value, list) or not value:
        return encode(value)
    return "[\n" + ",\n".join([encode(item) for item in value]) + "\n]"


def _string(text: str) -> str:
    encoded = without_marks_in_json(encode_basestring(text))
    if text.isascii():
        return encoded
    # Half of a surrogate pair (from a broken \\u escape in a source) has no UTF-8 form: keep it as an escape.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", encoded)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"JSON has no number for {value}")
    return plain(value)


def _date(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _document(row: DocumentSummary) -> dict[str, Json]:
    return {
        "path": row.path,
        "title": row.title,
        "published": _date(row.published),
        "format": row.format,
        "claims": row.claims,
        "error": row.error,
        "language": row.language,
        "words": row.words,
        "tables": row.tables,
        "note": row.note,
    }


def _claim(claim: Claim) -> dict[str, Json]:
    return {
        "id": claim.id,
        "path": claim.path,
        "line": claim.line,
        "column": claim.column,
        "start": claim.span.start,
        "end": claim.span.end,
        "where": claim.where,
        "text": claim.text,
        "sentence": claim.sentence,
        "quantity": _quantity(claim.quantity),
        "subject": claim.subject,
        "metric": claim.metric,
        "period": None if claim.period is None else _period(claim.period),
        "modality": claim.modality.value,
        "kind": claim.kind.value,
    }


def _quantity(quantity: Quantity) -> dict[str, Json]:
    return {
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "hedge": quantity.hedge,
        "interval": _interval(quantity.interval),
    }


def _interval(interval: Interval) -> list[Json]:
    return [interval.low, interval.high]


def _period(period: Period) -> dict[str, Json]:
    return {"label": period.label, "start": _date(period.start), "end": _date(period.end)}


def _fact(fact: Fact) -> dict[str, Json]:
    return {
        "id": fact.id,
        "claims": list(fact.claims),
        "status": fact.status.value,
        "matches": [_match(match) for match in fact.matches],
    }


def _match(match: Match) -> dict[str, Json]:
    return {
        "left": match.left,
        "right": match.right,
        "confidence": match.confidence,
        "features": _features(match.features),
    }


def _features(features: Sequence[Feature]) -> list[Json]:
    return [{"name": feature.name, "weight": feature.weight, "note": feature.note} for feature in features]


def _verdict(verdict: Verdict) -> dict[str, Json]:
    return {
        "claim": verdict.claim,
        "verdict": verdict.verdict.value,
        "evidence": list(verdict.evidence),
        "nearest": list(verdict.nearest),
    }


def _link(link: Link) -> dict[str, Json]:
    return {
        "equation": link.equation,
        "stated": link.stated,
        "operands": list(link.operands),
        "holds": link.holds,
        "interval": [link.interval.low, link.interval.high],
    }


def _candidate(candidate: Candidate) -> dict[str, Json]:
    return {
        "id": candidate.id,
        "left": candidate.left,
        "right": candidate.right,
        "probability": candidate.probability,
        "question": candidate.question,
        "judgement": candidate.judgement,
        "by": candidate.by,
        "features": _features(candidate.features),
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "about": finding.about,
        "confidence": finding.confidence,
        "message": finding.message,
        "derivation": finding.derivation,
        "fingerprint": finding.fingerprint,
        "features": _features(finding.features),
        "locations": [_location(location) for location in finding.locations],
        **({"replacement": _replacement(finding.replacement)} if finding.replacement is not None else {}),
    }


def _replacement(replacement: Replacement) -> dict[str, Json]:
    return {
        "path": replacement.path,
        "line": replacement.line,
        "column": replacement.column,
        "start": replacement.span.start,
        "end": replacement.span.end,
        "old": replacement.old,
        "new": replacement.new,
    }


def _location(location: Location) -> dict[str, Json]:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "start": location.span.start,
        "end": location.span.end,
        "where": location.where,
        "text": location.text,
        "sentence": location.sentence,
        "role": location.role.value,
    }


def _suppressed(item: Suppressed) -> dict[str, Json]:
    return {
        "finding": _finding(item.finding),
        "by_comment": item.by_comment,
        "path": item.path,
        "line": item.line,
        "reason": item.reason,
        "by": item.by,
        "expires": _date(item.expires),
    }


def _record(record: RegistryRecord) -> dict[str, Json]:
    return {
        "id": record.id,
        "claim": record.claim,
        "path": record.path,
        "line": record.line,
        "verdict": record.verdict.value,
        "evidence": [
            {
                "path": item.path,
                "line": item.line,
                "text": item.text,
                "agrees": item.agrees,
                "claim": item.claim,
            }
            for item in record.evidence
        ],
        "uses": [{"path": use.path, "line": use.line, "bound": use.bound} for use in record.uses],
        "as_of": _date(record.as_of),
        "review_by": _date(record.review_by),
        "owner": record.owner,
    }


def _derived(derived: Derived) -> dict[str, Json]:
    return {
        "claim": derived.claim,
        "name": derived.name,
        "quantity": _quantity(derived.quantity),
        "derivation": derived.derivation,
        "operands": list(derived.operands),
    }
