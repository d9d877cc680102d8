"""From the values of a registry file to its claims: which keys there are, and what each may hold.

The models describe the file: its JSON Schema is made from them (`claims/*.yaml` in an editor), and every fault of a file is
one of theirs, with the place of the value that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from claimcheck.registry.model import (
    Mark,
    RegisteredClaim,
    RegistryFault,
    Source,
    Tolerance,
    ValueFrom,
)
from claimcheck.registry.yaml_file import Value

_Text = Annotated[str, Field(min_length=1, max_length=4000)]
_Word = Annotated[str, Field(min_length=1, max_length=400)]
_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$")]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_TOLERANCE = re.compile(r"\s*(?:±|\+/-)?\s*(\d+(?:\.\d+)?)\s*(%|percent|per cent)?\s*")
_SCHEMA_URL = "https://json-schema.org/draft/2020-12/schema"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(_Part):
    """A text that the claim rests on."""

    path: _Word = Field(description="The file, from the root of the project.")
    quote: _Text | None = Field(
        None,
        description="The words of the file that say it. White space, typography and Markdown may differ, digits may not.",
    )
    sha256: _Sha256 | None = Field(None, description="Its SHA-256; a file that has moved on is told.")


class ValueFromEntry(_Part):
    """A measured result that the claim rests on."""

    path: _Word = Field(
        description="The file, from the root of the project: JSON, YAML, TOML, CSV, TSV, SQLite, DuckDB, XLSX, Parquet, Arrow, "
        "NPY, NPZ, HDF5, Stata, SPSS, or XML of JUnit or coverage."
    )
    pointer: Annotated[str, Field(pattern=r"^(/.*)?$", max_length=400)] | None = Field(
        None,
        description="JSON Pointer to the value: `/ratio/median`, `/benchmarks/name=test_read/stats/mean`; into arrays by indices: `/loss/0/3`.",
    )
    cell: Annotated[str, Field(pattern=r"^([^!]{1,100}!)?[A-Za-z]{1,3}[1-9][0-9]{0,6}$")] | None = Field(
        None, description="Cell of CSV, TSV or XLSX: `B3`, `Sheet1!B3`."
    )
    column: _Word | None = Field(None, description="Column of a table, by its header.")
    where: dict[str, str] = Field(
        default_factory=dict, description="Which row of the column: values of other columns."
    )
    query: _Text | None = Field(
        None,
        description="A SELECT that gives one value: on SQLite or DuckDB, or on `data`, a file of CSV, JSON or Parquet.",
    )
    unit: _Word | None = Field(None, description="Unit of the result, where it is not that of the claim.")
    table: _Word | None = Field(
        None, description="Sheet of XLSX that `column` is of; the first where it is left out."
    )
    sha256: _Sha256 | None = Field(None, description="Its SHA-256; a file that has moved on is told.")

    @model_validator(mode="after")
    def _one_way(self) -> ValueFromEntry:
        ways = [name for name in ("pointer", "cell", "column", "query") if getattr(self, name) is not None]
        if len(ways) != 1:
            raise ValueError("needs one of pointer, cell, column or query")
        return self


class ClaimEntry(_Part):
    """One claim that the project makes."""

    id: _Id = Field(description="Its name: letters, digits, `-`, `_` and `.`; unique in the registry.")
    claim: _Text = Field(description="The claim as a plain sentence with its number.")
    value: Annotated[
        str | int | Decimal, Field(description="The number, where the sentence has several.")
    ] = ""
    unit: _Word | None = Field(None, description="Unit of `value`: `USD`, `wafer/month`, `percent`.")
    subject: _Word | None = Field(None, description="Whom or what it is said of.")
    metric: _Word | None = Field(None, description="What is measured.")
    period: Annotated[str | int, Field(description="The time that it speaks of.")] = ""
    sources: list[SourceEntry] = Field(default_factory=list, description="Texts that it rests on.")
    value_from: ValueFromEntry | None = Field(None, description="A measured result that it rests on.")
    formula: _Text | None = Field(
        None, description="How it follows from other claims: `{revenue-2025} / {revenue-2024} - 1`."
    )
    tolerance: Annotated[
        str | int | Decimal, Field(description="How far a value may be off: `0.1`, or `2%`.")
    ] = ""
    as_of: date | None = Field(None, description="The day that it was true.")
    review_by: date | None = Field(
        None, description="The day by which somebody looks at it again; then it has expired."
    )
    supersedes: list[str | int | Decimal] = Field(
        default_factory=list, description="Older values; a document that still has one is stale."
    )
    owner: _Word | None = Field(None, description="Who answers for it.")
    notes: _Text | None = Field(None, description="Anything else.")


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a registry file: one claim, or a list of claims."""
    whole = ClaimEntry.model_json_schema(ref_template="#/$defs/{model}")
    parts = whole.pop("$defs", {})
    _plainer(whole)
    for part in parts.values():
        _plainer(part)
    parts["claim"] = whole
    claim = {"$ref": "#/$defs/claim"}
    listed = {"type": "array", "items": claim}
    return {
        "$schema": _SCHEMA_URL,
        "title": "claimcheck registry",
        "description": "Claims that a project keeps: one, or a list of them.",
        "anyOf": [
            claim,
            listed,
            {
                "type": "object",
                "properties": {"claims": listed},
                "required": ["claims"],
                "additionalProperties": False,
            },
        ],
        "$defs": parts,
    }


def _plainer(part: dict[str, Any]) -> None:
    """Leaves out titles and defaults that say nothing, and lets numbers be written as numbers."""
    part.pop("title", None)
    for field in part.get("properties", {}).values():
        field.pop("title", None)
        if field.get("default") in ("", None, []):
            field.pop("default", None)
        if any(kind.get("pattern", "").startswith("^(?!") for kind in field.get("anyOf", ())):
            field["type"] = ["string", "number"]  # how Pydantic writes a decimal
            del field["anyOf"]
        items = field.get("items", {})
        if any(kind.get("type") == "number" for kind in items.get("anyOf", ())):
            field["items"] = {"type": ["string", "number"]}


def claims_of(document: Value, path: str) -> Iterator[RegisteredClaim | RegistryFault]:
    """The claims of a document: one, a list, or a list under the key "claims"; each fault beside them."""
    data = document.data
    if isinstance(data, dict) and set(data) == {"claims"}:
        document = data["claims"]
        data = document.data
    if data is None:
        return
    if isinstance(data, str):
        yield _fault(path, document.mark, "expected a claim or a list of claims")
        return
    for entry in data if isinstance(data, list) else [document]:
        if not isinstance(entry.data, dict):
            yield _fault(path, entry.mark, "expected a claim: a mapping with `id` and `claim`")
            continue
        yield _entry(entry, entry.data, path)


def _entry(entry: Value, data: dict[str, Value], path: str) -> RegisteredClaim | RegistryFault:
    try:
        read = ClaimEntry.model_validate(_plain(entry))
    except ValidationError as error:
        return _told(path, entry, error)
    marks = {key: value.mark for key, value in data.items()}
    at = marks.get("tolerance", marks["id"])
    tolerance = _tolerance(str(read.tolerance)) if read.tolerance != "" else None
    if read.tolerance != "" and tolerance is None:
        return _fault(path, at, "tolerance: write a number in the unit of the value, or a percentage: `2%`")
    listed = data["sources"].data if "sources" in data else None
    places = listed if isinstance(listed, list) else []
    sources = tuple(
        Source(source.path, source.quote, _mark_in(place, "quote", "path"), source.sha256)
        for source, place in zip(read.sources, places, strict=True)
    )
    return RegisteredClaim(
        read.id,
        " ".join(read.claim.split()),
        path,
        marks,
        str(read.value) or None,
        read.unit,
        read.subject,
        read.metric,
        str(read.period) or None,
        sources,
        _value_from(read.value_from, data),
        read.formula,
        tolerance,
        read.as_of,
        read.review_by,
        tuple(str(value) for value in read.supersedes),
        read.owner,
        read.notes,
    )


def _value_from(read: ValueFromEntry | None, data: dict[str, Value]) -> ValueFrom | None:
    if read is None:
        return None
    mark = _mark_in(data["value_from"], "pointer", "cell", "column", "query", "path")
    return ValueFrom(
        read.path,
        mark,
        read.pointer,
        read.cell,
        read.column,
        dict(read.where),
        read.query,
        read.unit,
        read.table,
        read.sha256,
    )


def _mark_in(value: Value, *keys: str) -> Mark:
    if isinstance(value.data, dict):
        for key in keys:
            if key in value.data:
                return value.data[key].mark
    return value.mark


def _tolerance(text: str) -> Tolerance | None:
    match = _TOLERANCE.fullmatch(text)
    return Tolerance(Decimal(match.group(1)), bool(match.group(2))) if match else None


def _plain(value: Value) -> Any:
    """The value as plain text, lists and mappings; an empty value counts as left out."""
    if isinstance(value.data, list):
        return [_plain(item) for item in value.data]
    if isinstance(value.data, dict):
        return {key: _plain(item) for key, item in value.data.items() if item.data is not None}
    return value.data


def _told(path: str, entry: Value, error: ValidationError) -> RegistryFault:
    """The first fault of an entry: where, and what is wrong with it."""
    fault = error.errors()[0]
    keys = [part for part in fault["loc"] if isinstance(part, int) or not part.startswith("constrained")]
    place, named = entry, []
    mark = entry.mark
    for key in keys:
        if isinstance(key, str):
            named.append(key)
        if isinstance(place.data, dict) and isinstance(key, str) and key in place.data:
            place = place.data[key]
            mark = place.key or place.mark if fault["type"] == "extra_forbidden" else place.mark
        elif isinstance(place.data, list) and isinstance(key, int) and key < len(place.data):
            place = place.data[key]
            mark = place.mark
    name = ".".join(named)
    if fault["type"] == "extra_forbidden":
        return _fault(path, mark, f"there is no key '{name}'.{_near(named)}")
    if fault["type"] == "missing":
        return _fault(path, mark, f"the key '{name}' is missing")
    message = str(fault["msg"]).removeprefix("Value error, ")
    return _fault(path, mark, f"{name}: {message[:1].lower()}{message[1:]}" if name else message)


def _near(named: list[str]) -> str:
    from difflib import get_close_matches

    models: dict[str, type[_Part]] = {"sources": SourceEntry, "value_from": ValueFromEntry}
    model = models.get(named[0], ClaimEntry) if len(named) > 1 else ClaimEntry
    close = get_close_matches(named[-1], list(model.model_fields), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def _fault(path: str, mark: Mark, message: str) -> RegistryFault:
    return RegistryFault(path, mark.line, mark.column, message)
