"""The page on worked projects: every command is run in a copy of its project, and prints what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "worked-projects.md"
BLOCK = re.compile(r"^```console (\w+)(?: (\S+) (\S+)=(\S+))?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def printed(project: str, file: str, old: str, new: str, block: str, folder: Path) -> str:
    """The block with what its commands print, both streams, in a copy of the project with one change."""
    place = folder / project
    shutil.copytree(ROOT / "examples" / project, place)
    if file:
        _change(place / file, old, new)
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        for command in re.findall(r"^\$ claimcheck (.*)$", block, re.MULTILINE):
            run = CliRunner().invoke(app, shlex.split(command))
            assert run.exit_code in (0, 1), run.output
            lines += [f"$ claimcheck {command}", *run.output.rstrip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def _change(file: Path, old: str, new: str) -> None:
    if file.suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.load_workbook(file)
        sheet, _, cell = old.partition("!")
        book[sheet][cell] = int(new)
        book.save(file)
        return
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def filled(page: str, folder: Path) -> str:
    """The page with what its commands print now."""

    def made(match: re.Match[str]) -> str:
        number = len(list(folder.iterdir()))
        place = folder / str(number)
        place.mkdir()
        head = match.group().partition("\n")[0]
        project, file, old, new, block = match.groups()
        return f"{head}\n{printed(project, file or '', old or '', new or '', block, place)}```"

    return BLOCK.sub(made, page)


BLOCKS = [match.groups("") for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block[0]} {block[3]}".strip())
def test_a_project_prints_what_the_page_says(
    block: tuple[str, str, str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert printed(*block, tmp_path) == block[4]


def test_every_project_is_run() -> None:
    assert {block[0] for block in BLOCKS} == {place.name for place in (ROOT / "examples").iterdir()}
    assert PAGE.read_text(encoding="utf-8").count("```console") == len(BLOCKS)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
