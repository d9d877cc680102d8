"""What people are told to install is this project, and nothing that belongs to a stranger."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import claimcheck
from claimcheck.distribution import EXTRAS, NAME, PLACEHOLDER, address_of, install_hint, page_at, requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TELLS_TO_INSTALL = re.compile(
    r"(?:pipx?3?|uv|tool|poetry|pdm) +(?:install|add|run|inject|download)\b|\buvx\b|additional_dependencies|[\"']claimcheck\["
)
STRANGER = re.compile(r"(?<![\w./-])claimcheck(?![\w./-])(?=[][ ,'\"]|==|>=|~=|$)")
"""The bare name, where a requirement stands."""


def _files() -> list[Path]:
    """The files of the project that people or programs install by; texts under test and the laboratory's cases are none."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    left_out = ("tests/", "training/")
    found = [ROOT / name for name in names if name and not name.startswith(left_out)]
    found.append(ROOT / "training" / "README.md")
    if not found:  # not a clone: an unpacked sdist
        found = [
            p for p in ROOT.rglob("*") if p.is_file() and "tests" not in p.parts and ".venv" not in p.parts
        ]
    kinds = {".md", ".py", ".toml", ".yml", ".yaml", ".sh", ".txt", ".cfg", ".j2", ".js", ".json", ""}
    return [path for path in found if path.suffix in kinds and path.exists()]


def strangers(text: str) -> list[str]:
    """The lines that would have somebody install what is called claimcheck on an index."""
    found = []
    for line in text.splitlines():
        told = TELLS_TO_INSTALL.search(line)
        if told is None:
            continue
        if STRANGER.search(line[told.start() :].split("#")[0].split("&&")[0]):
            found.append(line)
    return found


def test_nothing_installs_a_strangers_package() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in _files()
        if (lines := strangers(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "    - python -I -m pip install claimcheck",
        "pip install 'claimcheck[model]'",
        "RUN pip install --no-cache-dir claimcheck==0.3.0",
        "uv tool install claimcheck",
        "uvx claimcheck check .",
        "pipx run claimcheck",
        'all = ["claimcheck[pdf]"]',
        "additional_dependencies: [claimcheck]",
    ],
)
def test_the_search_finds_what_it_looks_for(line: str) -> None:
    assert strangers(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "pip install '.[all]'",
        "pip install 'claimcheck-numbers[all] @ git+https://example.org/OWNER/claimcheck@REVISION'",
        "pip install claimcheck_numbers-0.1.0-py3-none-any.whl",
        "claimcheck check sources",
        "setup: $(VENV)/.dev  ## install claimcheck and everything needed to work on it",
    ],
)
def test_the_search_passes_what_is_ours(line: str) -> None:
    assert strangers(line) == []


def test_name_and_extras_are_those_of_the_project() -> None:
    assert PROJECT["name"] == NAME
    extras = PROJECT["optional-dependencies"]
    assert {name: tuple(extras[name]) for name in EXTRAS} == EXTRAS
    assert extras["all"] == [f"{NAME}[{','.join(EXTRAS)}]"]
    assert PROJECT["scripts"] == {"claimcheck": "claimcheck.cli:main"}


def test_wheels_named_in_pages_are_of_this_version() -> None:
    named = re.findall(
        rf"{NAME.replace('-', '_')}-(\S+?)-py3", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert set(named) == {claimcheck.__version__}


def test_a_hint_names_the_packages_of_the_extra() -> None:
    assert install_hint("markup") == "pip install 'docutils>=0.20' 'pylatexenc>=2.10'"


def test_the_address_that_the_installer_noted() -> None:
    noted = {
        "url": "https://ann:secret@git.example.net/ann/claimcheck.git",
        "vcs_info": {"vcs": "git", "commit_id": "0df7642aa"},
    }
    assert address_of(json.dumps(noted)) == "git+https://git.example.net/ann/claimcheck.git@0df7642aa"


@pytest.mark.parametrize(
    "noted",
    [
        "",
        "[]",
        '{"url": "file:///home/ann/claimcheck", "dir_info": {"editable": true}}',
        '{"url": "ssh://git@example.net/x", "vcs_info": {"vcs": "git", "commit_id": "0df7"}}',
        '{"url": "https://example.net/x", "vcs_info": {"vcs": "git", "commit_id": "0df7\\nrun: evil"}}',
    ],
)
def test_no_address_where_none_was_noted(noted: str) -> None:
    assert address_of(noted) is None


def test_files_for_ci_hold_the_address_or_one_to_fill_in() -> None:
    assert requirement().startswith(f"{NAME}[all] @ git+")
    for name in ("github.yml", "gitlab.yml"):
        kept = (ROOT / "src/claimcheck/scaffold_files" / name).read_text(encoding="utf-8")
        assert f"pip install '{NAME}[all] @ {PLACEHOLDER}'" in kept


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("git+https://github.com/ann/claimcheck.git@0df7642a", "https://github.com/ann/claimcheck/blob/0df7642a/docs/rules.md#share"),
        ("git+https://gitlab.com/a/b/claimcheck@0df7642a", "https://gitlab.com/a/b/claimcheck/-/blob/0df7642a/docs/rules.md#share"),
        ("git+https://git.example.net/ann/claimcheck.git@0df7642a", None),
        ("git+https://github.com.example.net/ann/claimcheck@0df7642a", None),
    ],
)  # fmt: skip
def test_where_the_page_on_a_rule_is_read(address: str, page: str | None) -> None:
    assert page_at(address, "share") == page
