"""Which folders modules are imported from, wherever claimcheck is started."""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path

import pytest

from claimcheck import search_path
from claimcheck.search_path import forget_the_working_folder, trusted_entries

OUTSIDE = str(Path(os.__file__).parent)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, with the environment of nobody."""
    place = tmp_path / "project"
    (place / "docs").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    monkeypatch.chdir(place)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return place


def trusted(monkeypatch: pytest.MonkeyPatch, *entries: object) -> list[str]:
    monkeypatch.setattr(sys, "path", [*map(str, entries), OUTSIDE])
    kept = trusted_entries()
    assert kept[-1] == OUTSIDE
    return kept[:-1]


@pytest.mark.parametrize(
    "entry", ["", ".", "docs", "./docs/../docs", "{here}", "{here}/docs", "{link}", "docs.zip"]
)
def test_the_working_folder_is_left_out(entry: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = here.parent / "link"
    link.symlink_to(here / "docs")
    assert trusted(monkeypatch, entry.format(here=here, link=link)) == []


def test_other_folders_stay_in_their_order(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, alike = here.parent / "beside", Path(f"{here}-2")
    assert trusted(monkeypatch, beside, here, alike) == [str(beside), str(alike)]


def test_what_the_environment_names_relatively_is_left_out(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python makes such a name absolute before anyone can look at it."""
    beside = here.parent / "beside"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(("../beside", "/opt")))
    assert trusted(monkeypatch, beside, "/opt") == ["/opt"]
    monkeypatch.setenv("PYTHONPATH", str(beside))
    assert trusted(monkeypatch, beside) == [str(beside)]


@pytest.mark.parametrize("entry", ["", "src", "{here}/src"])
def test_the_folder_of_claimcheck_itself_stays(
    entry: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = entry.format(here=here)
    root = Path(os.path.normpath(here / entry))
    monkeypatch.setattr(search_path, "ROOT", root)
    monkeypatch.setenv("PYTHONPATH", entry)
    assert trusted(monkeypatch, here / "docs", entry) == [str(root)]


def test_an_environment_in_the_project_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = here / ".venv" / "lib" / "site-packages"
    monkeypatch.setattr(sys, "prefix", str(here / ".venv"))
    assert trusted(monkeypatch, packages, here / "venv") == [str(packages)]


def test_an_environment_that_is_the_project_keeps_its_packages_alone(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages, own = here / "lib" / "site-packages", here / "own"
    for name in ("prefix", "exec_prefix", "base_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(here))
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(packages)])
    monkeypatch.setattr(site, "ENABLE_USER_SITE", True)
    monkeypatch.setattr(site, "USER_SITE", str(own))
    assert trusted(monkeypatch, here, packages, own, here / "docs") == [str(packages), str(own)]


def test_in_the_root_folder_everything_else_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(os.sep)
    assert trusted(monkeypatch, "", here) == [str(here)]


def test_a_working_folder_that_was_taken_away(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert trusted(monkeypatch, "", "docs", here) == [str(here)]


def test_it_is_forgotten_in_place(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ["", str(here), OUTSIDE]
    monkeypatch.setattr(sys, "path", path)
    forget_the_working_folder()
    assert sys.path is path
    assert path == [OUTSIDE]
