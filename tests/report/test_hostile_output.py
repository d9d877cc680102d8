"""What a stranger names a file, and writes into it, in every output: no command to a CI system, no control character, no link."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import claimcheck
from claimcheck import engine
from claimcheck.engine.verify import verify
from claimcheck.model import Report
from claimcheck.registry import project_root
from claimcheck.report import CLAIM_FORMATS, DOCUMENT_FORMATS, REPORT_FORMATS, VERIFY_FORMATS, Presentation
from claimcheck.report.commands import without_commands
from claimcheck.report.markdown_format import escape

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="names of files that other systems do not have"
)

WORDS = "::error::a ##[add-mask]b ##vso[task.setvariable]c"
FAULTY = f"{WORDS} rose 30% to $11.2 million from $10.4 million, {WORDS}.\n\n::warning::x\n\n##[error]y: it has 5 flats.\n"
NAMES = (
    b"::error::a.md",
    b" ::set-output name=a::b.md",
    b"##[error]c.md",
    b"d\x1b[31m\r\x07.md",
    b"e\n::error::f.md",
    b"g\xff\xfe.md",
    b"h<script>`|*.md",
    b"=cmd|' .md",
    b"--output=i.md",
    "j\u202e\u2028.md".encode(),
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
PEOPLE = ("text", "markdown", "github", "csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    for name in NAMES:
        (place / os.fsdecode(name)).write_text(FAULTY, encoding="utf-8")
    (place / "claims.yaml").write_text(
        "id: a\nclaim: '::error::Revenue rose 30%. ##[error]x'\nsources: [{path: '::error::a.md', quote: rose 40%}]\n",
        encoding="utf-8",
    )
    return place


@pytest.fixture(scope="module")
def reports(folder: Path) -> dict[str, Report]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        return {
            "check": engine.check(["."]),
            "verify": verify(["claims.yaml"], ["."], root=project_root(None), today=date(2026, 1, 1)),
        }
    finally:
        os.chdir(before)


def outputs(reports: dict[str, Report]) -> dict[str, str]:
    """Every output, by its name."""
    shown = Presentation(verbose=True)
    found = {f"check {name}": form.render(reports["check"], shown) for name, form in REPORT_FORMATS.items()}
    found |= {
        f"verify {name}": form.render(reports["verify"], shown) for name, form in VERIFY_FORMATS.items()
    }
    found |= {f"extract {name}": form.render(reports["check"], shown) for name, form in CLAIM_FORMATS.items()}
    return found | {
        f"documents {name}": form.render(reports["check"], shown) for name, form in DOCUMENT_FORMATS.items()
    }


def test_no_output_holds_a_command(reports: dict[str, Report]) -> None:
    assert len(reports["check"].findings) >= len(NAMES)
    for name, text in outputs(reports).items():
        if name.endswith("html"):
            continue  # a page is no log
        data = text.encode("utf-8", "backslashreplace").decode()
        assert re.search(r"##[\w.-]*\[", data) is None, name
        commands = [line for line in re.split(r"[\r\n]", data) if line.strip().startswith("::")]
        own = r"::(error|warning|notice) (file=[^,:\r\n]*,line=|file=[^,:\r\n]*::)"
        assert all(name.endswith("github") and re.match(own, line) for line in commands), (name, commands[:2])


def test_no_output_for_people_holds_a_control_character(reports: dict[str, Report]) -> None:
    for name, text in outputs(reports).items():
        if name.endswith(("text", "markdown")):
            assert CONTROL.search(text) is None, (name, CONTROL.search(text))


def test_machines_can_read_theirs(reports: dict[str, Report]) -> None:
    for name, text in outputs(reports).items():
        data = text.encode("utf-8", "backslashreplace")
        if name.endswith(("json", "sarif", "gitlab")):
            json.loads(data)
        if name.endswith("junit"):
            ElementTree.fromstring(data)
    told = json.loads(outputs(reports)["check json"])
    assert any(WORDS in finding["locations"][0]["sentence"] for finding in told["findings"])


def test_what_is_no_command_is_left_alone() -> None:
    plain = "std::vector ## heading #[a] a::b C# ### x\n    a: b\n"
    assert without_commands(plain) == plain
    assert without_commands("  ::a::b ##[c] ###[d] ##vso[e]") == "  : :a::b # #[c] ## #[d] # #vso[e]"


@pytest.mark.parametrize(
    "address", ["https://x.example/a", "www.x.example", "WWW.x.example", "ftp://x.example"]
)
def test_an_address_in_markdown_is_no_link(address: str) -> None:
    """GitHub and GitLab look for addresses in what is written, and in what is shown: both must not have one."""
    from markdown_it import MarkdownIt

    shown = MarkdownIt().render(escape(f"See {address}."))
    for text in (escape(address), shown):
        assert re.search(r"[a-z]+://|www\.", text, re.IGNORECASE) is None
    assert re.sub(r"<[^>]*>", "", shown).strip().replace("\u200b", "") == f"See {address}."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tex", "\\documentclass{article}\n\\begin{document}\nNorvale had 5,000 ships. Revenue was \\$5 million on \\today.\n\\end{document}\n"),
        ("a.rst", "T\n=\n\n.. |date| date:: %Y\n.. |time| date::\n\nNorvale had 5,000 ships. In |date| revenue was $5 million on |time|.\n"),
    ],
)  # fmt: skip
def test_the_day_of_the_run_is_no_claim(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    claims = claimcheck.extract([tmp_path / name])
    assert [claim.text.lstrip("\\") for claim in claims] == ["5,000 ships", "$5 million"]
    assert [claim.period for claim in claims] == [None, None]


def test_two_findings_have_two_fingerprints(tmp_path: Path) -> None:
    table = 'Segment,2024,2025\nAdvanced,$900,"$1,190"\nStandard,"$1,300","$1,450"\nTotal,"$2,200","$2,690"\n'
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    (once,) = claimcheck.check([tmp_path]).findings
    markdown = "| Segment | 2024 | 2025 |\n|---|---|---|\n| Advanced | $900 | $1,190 |\n| Standard | $1,300 | $1,450 |\n| Total | $2,200 | $2,690 |\n\n"
    (tmp_path / "a.csv").unlink()
    (tmp_path / "a.md").write_text(markdown, encoding="utf-8")
    (one,) = claimcheck.check([tmp_path]).findings
    (tmp_path / "a.md").write_text(markdown * 3, encoding="utf-8")
    three = claimcheck.check([tmp_path]).findings
    assert len({finding.fingerprint for finding in three}) == 3
    assert one.fingerprint in {finding.fingerprint for finding in three}
    assert once.fingerprint != one.fingerprint
