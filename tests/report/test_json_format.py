"""The JSON contract: its fields, its exact numbers, its schema."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from claimcheck.model import Report
from claimcheck.report import json_format

from . import samples

VALIDATOR = Draft202012Validator(json_format.schema(), format_checker=FormatChecker())


def load(report: Report) -> Any:
    return json.loads(json_format.render(report), parse_float=Decimal)


def test_the_schema_is_a_schema_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(json_format.schema())
    described = [("", json_format.schema()), *json_format.schema()["$defs"].items()]
    for name, node in described:
        assert node["description"], name
        for field, inner in node["properties"].items():
            assert "$ref" in inner or inner["description"], f"{name}.{field}"


@pytest.mark.parametrize(
    "make",
    [
        samples.report,
        samples.calm,
        samples.empty,
        samples.draft,
        samples.draft_with_sources,
        samples.candidates,
        samples.hostile,
    ],
)
def test_reports_are_as_the_schema_says(make: Callable[[], Report]) -> None:
    VALIDATOR.validate(load(make()))


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_an_additional_or_missing_key_anywhere_breaks_the_schema() -> None:
    whole = load(replace(samples.draft(), candidates=samples.candidates().candidates))
    for index, node in enumerate(objects(whole)):
        changed = copy.deepcopy(whole)
        at = list(objects(changed))[index]
        at["surprise"] = 1
        assert not VALIDATOR.is_valid(changed), f"surprise in {sorted(node)}"
        del at["surprise"]
        for key in node:
            kept = at.pop(key)
            assert not VALIDATOR.is_valid(changed), f"{key} missing"
            at[key] = kept


def test_the_fields_of_the_contract() -> None:
    report = load(samples.draft())
    assert list(report) == [
        "schema_version",
        "tool",
        "documents",
        "claims",
        "facts",
        "verdicts",
        "coverage",
        "links",
        "candidates",
        "findings",
        "derived",
        "suppressed",
        "registry",
    ]
    claim = next(item for item in report["claims"] if item["text"] == "More than $3.5 billion")
    assert claim["quantity"] == {
        "value": 3_500_000_000,
        "low": 3_500_000_000,
        "high": None,
        "unit": "USD",
        "hedge": "More than",
        "interval": [3_500_000_000, None],
    }
    assert claim["period"] == {"label": "2026", "start": "2026-01-01", "end": "2026-12-31"}
    assert samples.TEXTS[claim["path"]][claim["start"] : claim["end"]] == claim["text"]
    assert report["verdicts"][1]["verdict"] == "refuted"
    assert report["findings"][0]["locations"][1]["role"] == "other side"
    assert report["findings"][0]["features"][0]["name"] == "metric"
    assert report["derived"][0]["name"] == "implied base"


def test_what_is_worth_a_look_is_open_until_somebody_answers() -> None:
    pair, _ = load(samples.candidates())["candidates"]
    assert pair["probability"] == Decimal("0.31")
    assert pair["question"] == "Is it one quantity?"
    assert (pair["judgement"], pair["by"]) == (None, None)
    assert pair["features"][0] == {"name": "measure", "weight": Decimal("0.3"), "note": "same measure"}


def test_findings_say_whether_they_are_about_the_draft() -> None:
    report = load(samples.draft_with_sources())
    assert [finding["about"] for finding in report["findings"]] == ["sources", "draft", "sources", "draft"]
    assert [len(verdict["nearest"]) for verdict in report["verdicts"]] == [0, 0, 2]
    assert {finding["about"] for finding in load(samples.report())["findings"]} == {None}


def test_a_file_that_could_not_be_read_is_among_the_documents() -> None:
    row = load(samples.report())["documents"][-1]
    assert row["path"] == "sources/scan.pdf"
    assert row["error"].startswith("looks like a PDF")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("8.5E+9"), "8500000000"),
        (Decimal("0.1"), "0.1"),
        (Decimal("123456789012345678901234567890.5"), "123456789012345678901234567890.5"),
        (Decimal("1E-9"), "0.000000001"),
        (1e-7, "0.0000001"),
        (0.97, "0.97"),
        (True, "true"),
        (None, "null"),
        ([1, ["a"], {}], '[1, ["a"], {}]'),
    ],
)
def test_values_are_written_exactly(value: json_format.Json, text: str) -> None:
    assert json_format.encode(value) == text


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan"), float("inf")])
def test_what_json_cannot_say_is_refused(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match="JSON has no number"):
        json_format.encode(value)


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_back(text: str) -> None:
    written = json_format.encode(text)
    written.encode("utf-8")
    assert json.loads(written) == text


def test_report_to_json_is_the_same_text() -> None:
    assert samples.report().to_json() == json_format.render(samples.report())
