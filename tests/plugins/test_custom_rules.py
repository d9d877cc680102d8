"""Rules that a project writes down as data, on the page that describes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import claimcheck
from claimcheck.settings import find_settings
from claimcheck.settings.finding import SettingsError

ROOT = Path(__file__).parents[2]
(PAGE,) = re.findall(
    r"<!-- rules of the page.*?-->\n```toml\n(.*?)```",
    (ROOT / "docs/plugins.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
CASES = yaml.safe_load((Path(__file__).parent / "data" / "custom_rules.yaml").read_text(encoding="utf-8"))
NAMES = re.findall(r"^\[custom-rules\.(.+)\]", PAGE, re.MULTILINE)


def found(folder: Path, text: str, configuration: str = PAGE) -> list[tuple[str, str]]:
    (folder / "claimcheck.toml").write_text(configuration, encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    report = claimcheck.check([folder / "a.md"], config=folder / "claimcheck.toml")
    return [(f.rule, f.locations[0].text) for f in report.findings if f.rule in NAMES]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, str], tmp_path: Path) -> None:
    """The text is silent, and its twin, with the number behind the arrow, is not."""
    silent = re.sub(r"«(.+?) → (.+?)»", r"\1", case["text"])
    speaks = re.sub(r"«(.+?) → (.+?)»", r"\2", case["text"])
    assert silent != speaks
    assert found(tmp_path, silent) == []
    assert [rule for rule, _ in found(tmp_path, speaks)] == [case["rule"]]


def test_severity_message_and_comments(tmp_path: Path) -> None:
    text = "Bellwick had 6,200 employees in 2025.\n"
    found(tmp_path, text)
    (finding,) = claimcheck.check([tmp_path / "a.md"], config=tmp_path / "claimcheck.toml").findings
    assert (finding.severity, finding.message) == ("error", "more staff than Bellwick has ever had")
    off = PAGE + '\n[rules]\nstaff-limit = "off"\n'
    assert found(tmp_path, text, off) == []
    assert found(tmp_path, f"<!-- claimcheck: ignore staff-limit -- as printed -->\n{text}") == []


def test_every_engine_has_a_case() -> None:
    assert {case["rule"] for case in CASES} == set(NAMES)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('extends = "bound"\nof = { metric = "x" }', "needs min or max"),
        ('extends = "total"\nof = { metric = "x" }\nparts = [{ metric = "y" }]', "needs two parts or more"),
        ('extends = "bound"\nof = { unit = "EUR" }\nmax = 3', "say which numbers are meant"),
        (
            'extends = "unit"\nof = { metric = "x" }\nunits = ["EUR"]\nmax = 3',
            "belongs to rules that extend bound",
        ),
        ('extends = "bound"\nof = { metric = "x" }\nmin = 4\nmax = 3', "min is above max"),
        ('extends = "regex"\nof = { metric = "x" }', "extends"),
    ],
)
def test_what_cannot_be_is_told(rule: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text(f"[custom-rules.mine]\n{rule}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        find_settings(file=str(tmp_path / "claimcheck.toml"))


def test_no_name_stands_for_two_rules(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text(
        '[custom-rules.total]\nextends = "bound"\nof = { metric = "x" }\nmax = 3\n', encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=r"claimcheck.toml:1: there is a rule 'total' already"):
        find_settings(file=str(tmp_path / "claimcheck.toml"))
