from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimcheck.report.links import Target, linker, text_fragment
from claimcheck.settings.finding import SettingsError, find_settings


def target(path: str, where: str | None = None, text: str = "27%") -> Target:
    return Target(path, 3, 18, where, text)


@pytest.mark.parametrize(
    ("path", "where", "text", "address"),
    [
        ("docs/a.md", None, "27%", "../docs/a.md"),
        ("docs/a b%.md", None, "27%", "../docs/a%20b%25.md"),
        ("docs/a.pdf", "page 4, 72,90 to 300,120", "27%", "../docs/a.pdf#page=4"),
        ("docs/a.html", None, "5-6 km", "../docs/a.html#:~:text=5%2D6%20km"),
        ("feed.jsonl#/3", "/3/body", "27%", "../feed.jsonl"),
        ("reports/a.md", None, "27%", "./a.md"),
    ],
)
def test_a_link_beside_the_report(
    path: str, where: str | None, text: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert linker(Path("reports"), None)(target(path, where, text)) == address


@pytest.mark.parametrize(
    ("text", "sentence", "fragment"),
    [
        ("27%", "Plans grew by 27% in 2026.", "Plans%20grew%20by-,27%25"),
        ("27%", "27% more", "27%25"),
        ("5", "From 5 to 5", "5"),
        ("27%", "A growth of (27%).", "27%25"),
        ("343", "All lines | H1 2026 | 343", "343"),
        ("5-6 km", "It is a long-distance run, 5-6 km.", "a%20long%2Ddistance%20run%2C-,5%2D6%20km"),
        ("$2\n million", "about $2 million", "about-,%242%20million"),
    ],
)
def test_words_of_a_page_are_found_by_the_words_before(text: str, sentence: str, fragment: str) -> None:
    assert text_fragment(text, sentence) == fragment


def test_a_link_by_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    link = linker(None, "vscode://file/{absolute}:{line}:{column}")
    assert link(target("a b.md")) == f"vscode://file/{tmp_path.resolve().as_posix()}/a%20b.md:3:18"


def test_no_link_where_nobody_knows_where() -> None:
    assert linker(None, None)(target("a.md")) is None
    assert linker(Path(), None)(target("<stdin>")) is None


@pytest.mark.parametrize(
    "link", ["javascript://%0aalert(1)", "data:text/html,x", "vscode:file/{path}", "/x/{path}"]
)
def test_a_template_that_is_no_address_is_refused(link: str, tmp_path: Path) -> None:
    file = tmp_path / "claimcheck.toml"
    file.write_text(f'[report]\nlink = "{link}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape("claimcheck.toml:2: report.link")):
        find_settings(file=str(file))


def test_a_template_of_an_editor_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "claimcheck.toml"
    file.write_text('[report]\nlink = "vscode://file/{absolute}:{line}"\n', encoding="utf-8")
    assert find_settings(file=str(file)).report_link == "vscode://file/{absolute}:{line}"
