"""Every snippet of the README and the pages: commands are taken by the program's own parser or run, targets and scripts are there, data is sound."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from claimcheck.cli.app import app
from claimcheck.settings.toml_file import Configuration
from committed import commit_all

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^( *)```([a-z]*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
OTHERS = {"pip", "pipx", "uv", "podman", "man", "echo", "reviewdog", "pre-commit", "ruff", "mypy"}
"""Programs that are not ours."""
NOT_RUN = re.compile(r"\breview\b|--import\b|--model\b|^claimcheck init\b|--install-completion")
"""Commands that serve, ask or write elsewhere; their options are parsed all the same, and `init` has tests of its own."""


def _blocks(page: str, *kinds: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [body for _, kind, body in BLOCK.findall(text) if kind in kinds]


def _commands(page: str) -> list[list[str]]:
    """The words of every command of a page, without its comment."""
    found = []
    for line in (line for block in _blocks(page, "sh") for line in block.splitlines()):
        for piece in re.split(r"&&|(?<!')\|(?!')", line.partition("   #")[0].split(" # ")[0]):
            if words := shlex.split(piece):
                found.append(words)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for words in _commands(page):
        program = words[0].removeprefix(".venv/bin/")
        if program == "claimcheck":
            _parsed(words[1:])
        elif program == "make":
            assert words[1] in targets, words
        elif program in ("python", "python3"):
            _script(words[1:])
        elif program != ".ci/run":
            assert program in OTHERS, words


def _parsed(words: list[str]) -> None:
    """Has the program's own parser take a command, but not run it."""
    if words[:1] in ([], ["--version"], ["--help"], ["--install-completion"]):
        return
    group: Any = typer.main.get_command(app)
    command, rest = group.commands[words[0]], words[1:]
    while hasattr(command, "commands") and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    parent = typer.Context(group, info_name="claimcheck")
    options = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    for word in rest:
        if word.startswith("--"):
            assert word.partition("=")[0] in options, words
    context = typer.Context(command, info_name=words[0], parent=parent)
    parser = command.make_parser(context)
    parser.parse_args(list(rest))


def _script(words: list[str]) -> None:
    if words[:1] == ["-m"]:
        assert words[1] in ("pytest", "venv", "build"), words
        assert all((ROOT / word).exists() for word in words[2:] if "/" in word)
        return
    assert words[0].startswith("dist/") or (ROOT / words[0]).is_file(), words


@pytest.mark.parametrize("page", PAGES)
def test_data_is_sound(page: str) -> None:
    for block in _blocks(page, "json"):
        for text in [block] if block.lstrip().startswith("{\n") else block.splitlines():
            json.loads(text)
    for block in _blocks(page, "yaml"):
        yaml.safe_load(block)
    for block in _blocks(page, "toml"):
        data = tomllib.loads(block)
        if page in ("docs/configuration.md", "docs/languages.md", "docs/judging.md", "docs/report.md"):
            Configuration.model_validate(data)
    for block in _blocks(page, "python"):
        compile(block, page, "exec")


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    """In a part of this project, small enough to run them all: some sources, a claim and a page."""
    project = tmp_path / "clone"
    for name in (
        "sources/norvale-2025-results.md",
        "sources/profile-norvale.md",
        "claims/norvale-revenue-2025.yaml",
        "docs/scale.md",
    ):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, project / name)
    (project / "README.md").write_text(
        "# Norvale\n\nNorvale had revenue of $2.64 billion in 2025.\n", encoding="utf-8"
    )
    (project / "article.md").write_text(
        "# Norvale\n\nNorvale had revenue of $2.64 billion in 2025.\n", encoding="utf-8"
    )
    (project / "notes").mkdir()
    (project / "notes" / "a.md").write_text(
        "Norvale had revenue of $2.64 billion in 2025.\n", encoding="utf-8"
    )
    commit_all(project)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    ran = 0
    for words in _commands("README.md"):
        if words[0] != "claimcheck" or NOT_RUN.search(" ".join(words)):
            continue
        if words[1:2] == ["add"] and "--from" not in words:  # it is in the registry already
            words = [*words, "--id", "once-more"]
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", *words[1:]],
            cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, input="It took 3 hours.\n",
        )  # fmt: skip
        assert done.returncode in (0, 1), (words, done.stderr)
        ran += 1
    assert ran > 10
