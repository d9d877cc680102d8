from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.model import Interval
from claimcheck.registry.recording import RecordingError, Result, changed
from claimcheck.relations.formulas import FormulaError, parse_formula

REGISTRY = """\
- id: new
  claim: Tarn Foods had revenue of $250 million in 2025.
  sources: [{path: sources/a.md, quote: took $250 million}]
- id: latency
  claim: The median latency is 12.5 ms.
  value_from: {path: results/recorded.json, pointer: /latency}
- id: half
  claim: The first shop of Tarn Foods took $125 million.
  formula: "{new} / 2"
"""


def test_a_result_is_recorded_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764201600")
    for name, value in (("latency", "0.01250"), ("size", "13.8"), ("latency", "0.0125")):
        run = CliRunner().invoke(
            app,
            [
                "record",
                name,
                value,
                "--unit",
                "s" if name == "latency" else "MB",
                "--command",
                "make bench",
                "--commit",
                "abc",
            ],
        )
        assert run.exit_code == 0, run.output
    text = (tmp_path / "results/recorded.json").read_text(encoding="utf-8")
    assert text == (
        '{\n  "latency": {"value": 0.0125, "unit": "s", "commit": "abc", "time": "2025-11-27T00:00:00Z", "command": "make bench"},\n'
        '  "size": {"value": 13.8, "unit": "MB", "commit": "abc", "time": "2025-11-27T00:00:00Z", "command": "make bench"}\n}\n'
    )
    (tmp_path / "claims").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "claims/a.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "sources/a.md").write_text("It took $250 million.\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["claims", "why", "latency"])
    assert run.stdout == (
        "latency: supported\n    “The median latency is 12.5 ms.”\n    claims/a.yaml:4\n"
        "    ✓ result results/recorded.json, /latency = 0.0125\n"
    )
    run = CliRunner().invoke(app, ["claims", "why", "half"])
    assert run.stdout == (
        "half: supported\n    “The first shop of Tarn Foods took $125 million.”\n    claims/a.yaml:7\n"
        "    ✓ claims/a.yaml:9: {new} / 2 = between $122.5 and $127.5 million\n"
        "    new: supported\n        “Tarn Foods had revenue of $250 million in 2025.”\n        claims/a.yaml:1\n"
        "        ✓ source sources/a.md:1\n            “took $250 million”\n"
    )
    run = CliRunner().invoke(app, ["claims", "why", "latencies"])
    assert run.exit_code == 2
    assert "Did you mean 'latency'?" in run.stderr


@pytest.mark.parametrize(
    ("now", "result", "told"),
    [
        (None, Result("a", "much"), "'much' is no number"),
        (None, Result("a", "1e999999999"), "is no number"),
        (None, Result("", "1"), "needs a name"),
        (None, Result("a", "1", "12 & 7"), "'12 & 7' is no unit"),
        (b"[1, 2]", Result("a", "1"), "holds something else"),
        (b"{", Result("a", "1"), "not JSON"),
    ],
)
def test_what_cannot_be_recorded_is_told(now: bytes | None, result: Result, told: str) -> None:
    with pytest.raises(RecordingError, match=told):
        changed(now, result)


@pytest.mark.parametrize("unit", ["ms", "%", "$", "people", "km/h", "GB per day", "wafer/month", "USD"])
def test_units_as_people_write_them(unit: str) -> None:
    told = json.loads(changed(None, Result("a", "1", unit)))
    assert told["a"]["unit"] == unit


def test_what_else_stands_in_the_file_stays_to_the_digit() -> None:
    held = b'{"b": {"value": 0.1000000000000000000000000001, "runs": [1, 2.50, null]}}'
    assert '"b": {"value": 0.1000000000000000000000000001, "runs": [1, 2.50, null]}' in changed(
        held, Result("a", "1")
    )


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        ("{a} / {b} - 1", "", ""),
        ("({a} + {b}) × 2", "36", "42"),
        ("{a} − 1,000.5 / 2", "-489.25", "-488.25"),
        ("{a}", "11", "12"),
    ],
)
def test_formulas(formula: str, low: str, high: str) -> None:
    values = {"a": Interval(Decimal(11), Decimal(12)), "b": Interval(Decimal(7), Decimal(9))}
    worked = parse_formula(formula).work(values.__getitem__)
    if formula.endswith("- 1"):
        assert worked is not None
        assert worked.low is not None
        assert worked.high is not None
        assert round(worked.low, 4) == round(Decimal(11) / 9 - 1, 4)
        assert round(worked.high, 4) == round(Decimal(12) / 7 - 1, 4)
    else:
        assert worked == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "{a} **",
        "{a} ** 2",
        "a + 1",
        "{a}.real",
        "lambda: 1",
        "(" * 300 + "1" + ")" * 300,
        "1" * 500,
        "-{a}",
        "{a} {b}",
        "f({a})",
        "{a} // 2",
    ],
)
def test_what_is_no_formula(formula: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(formula)


def test_a_divisor_that_may_be_zero() -> None:
    assert parse_formula("1 / {a}").work(lambda name: Interval(Decimal(-1), Decimal(1))) is None
