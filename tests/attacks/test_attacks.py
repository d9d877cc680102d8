"""Attacks that once succeeded, or nearly: each ends early with one clear line, nothing is run, nothing written elsewhere."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck

HERE = Path(__file__).parent
DATA = HERE / "data"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "cases.yaml").read_text(encoding="utf-8"))
FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million."
Outcome = dict[str, Any]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds and forks are those of Unix")


def put(folder: Path, case: dict[str, Any]) -> None:
    """Writes the files of an attack."""
    for name, content in case["files"].items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            place.write_text(content, encoding="utf-8")
        elif "copy" in content:
            source = DATA / "files" / content["copy"]
            (shutil.copytree if source.is_dir() else shutil.copy)(source, place)
        elif "made" in content:
            MADE[content["made"]](place)
        else:
            text = content["repeat"] * content["times"]
            place.write_text(content.get("before", "") + text + content.get("after", ""), encoding="utf-8")
    for name, target in case.get("links", {}).items():
        (folder / name).symlink_to(target)


def database(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE t(a)")
        connection.execute("INSERT INTO t VALUES (5000000)")
        if place.parent.name == "03-registry-sql-view":
            endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
            connection.execute(f"CREATE VIEW v AS {endless} SELECT max(x) AS a FROM c")
        connection.commit()


def word_document(place: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(FAULTY)
    document.save(str(place))


def spanning(place: Path) -> None:
    cell = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>'
    _with_body(place, "<w:tbl>" + "".join(cell.format(n) for n in range(100)) + "</w:tbl>")


def nested(place: Path) -> None:
    _with_body(place, "<w:tbl><w:tr><w:tc>" * 500 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 500)


def _with_body(place: Path, body: str) -> None:
    word_document(place)
    out = io.BytesIO()
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                head, _, _ = part.decode().partition("<w:body>")
                part = f"{head}<w:body>{body}</w:body></w:document>".encode()
            new.writestr(name, part)
    place.write_bytes(out.getvalue())


MADE = {"database": database, "docx": word_document, "spanning": spanning, "nested": nested}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, Outcome]]:
    """What became of every attack."""
    root = tmp_path_factory.mktemp("attacks")
    folders = []
    for number, case in enumerate(CASES):
        folder = root / f"{number:02}" / case["name"].replace("/", "-").replace(".", "-")
        folder.mkdir(parents=True)
        put(folder, case)
        folders.append(folder)
    plan = root / "cases.json"
    asked = [{"folder": str(f), "run": case["run"]} for f, case in zip(folders, CASES, strict=True)]
    plan.write_text(json.dumps(asked), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(HERE / "attacked.py"), str(plan)],
        env={**os.environ, "PYTHONPATH": str(Path(claimcheck.__file__).parents[1])}, cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(enumerate(zip(folders, json.loads(done.stdout), strict=True)))


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number]["name"])
def test_it_ends_early_with_one_line(number: int, outcomes: dict[int, tuple[Path, Outcome]]) -> None:
    case, outcome = CASES[number], outcomes[number][1]
    errors, out = outcome["errors"].splitlines(), outcome["out"]
    assert outcome["exit"] == case["exit"], (errors[-3:], out[-300:])
    assert "Traceback" not in outcome["errors"]
    assert "claimcheck's own" not in outcome["errors"] + outcome["out"]
    assert len(errors) <= 1
    if "errors" in case:
        assert re.search(case["errors"], errors[-1]), errors
    said = out if "errors" in case or not errors else errors[-1]
    assert re.search(case["told"], said), (errors, out)


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number]["name"])
def test_nothing_is_run_and_nothing_written(
    number: int, outcomes: dict[int, tuple[Path, Outcome]], tmp_path: Path
) -> None:
    case, (folder, _) = CASES[number], outcomes[number]
    before = tmp_path / folder.name
    before.mkdir()
    put(before, case)
    assert names(folder) - names(before) == set(case.get("holds", ()))
    assert {path.name for path in folder.parent.iterdir()} == {
        folder.name,
        f"{folder.name}.out",
        f"{folder.name}.err",
    }
    for name in names(before):
        if not (folder / name).is_symlink() and (folder / name).suffix not in (".docx", ".db"):
            assert (folder / name).read_bytes() == (before / name).read_bytes(), name
