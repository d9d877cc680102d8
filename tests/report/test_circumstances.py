from __future__ import annotations

from claimcheck.model import Severity
from claimcheck.report.circumstances import circumstances
from claimcheck.settings.model import DEFAULT, Settings


def test_a_plain_run_says_that_all_is_as_by_default() -> None:
    assert circumstances(DEFAULT, scope="corpus") == (
        ("Compared", "within and across documents"),
        ("Configuration", "none; everything as by default"),
    )


def test_what_was_set_is_named() -> None:
    settings = Settings(
        file="claimcheck.toml",
        ignore=("archive/**",),
        rules={"age": None, "duration": None, "total": Severity.WARNING},
        lexicon={"units": [["fortnight"]]},
    )
    told = dict(
        circumstances(
            settings, draft="a.md", baseline="b.yaml", since="main", fail_on="warning", scope="document"
        )
    )
    assert told == {
        "Draft": "a.md",
        "Compared": "within each document alone",
        "Configuration": "claimcheck.toml",
        "Baseline": "b.yaml",
        "Only": "what touches lines changed since main",
        "Exit status 1": "from severity warning on",
        "Rules switched off": "age and duration",
        "Severities set": "total (warning)",
        "Files left out": "archive/**",
        "Lexicons extended": "units",
    }
