"""What a release consists of: a wheel and an sdist that the index would take, a manual page, completion, a container file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="of the extra dev")
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], ROOT)
    return folder


def _run(command: list[str], folder: Path, **more: str) -> str:
    environment = {**os.environ, "NO_COLOR": "1", **more}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, env=environment
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def test_the_index_would_take_wheel_and_sdist(built: Path) -> None:
    pytest.importorskip("twine", reason="of the extra dev")
    files = sorted(map(str, built.iterdir()))
    assert [file.rpartition(".")[2] for file in files] == ["whl", "gz"]
    told = _run([sys.executable, "-m", "twine", "check", "--strict", *files], ROOT)
    assert told.count("PASSED") == len(files)


def test_the_wheel_has_the_right_contents(built: Path) -> None:
    pytest.importorskip("check_wheel_contents", reason="of the extra dev")
    (wheel,) = built.glob("*.whl")
    told = _run([sys.executable, "-m", "check_wheel_contents", str(wheel)], ROOT)
    assert told.strip().endswith("OK")


def test_from_a_wheel_to_a_first_finding(built: Path, tmp_path: Path) -> None:
    """A stranger's path, but for the packages that it needs: these are taken from here, so that nothing is fetched."""
    (wheel,) = built.glob("*.whl")
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    (packages,) = (home / "lib").glob("python*/site-packages")
    pip = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _run([*pip, "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)], tmp_path)
    others = [entry for entry in sys.path if entry.endswith("site-packages")]
    (packages / "needed.pth").write_text("\n".join(others) + "\n", encoding="utf-8")
    (tmp_path / "mine.md").write_text(
        "# Lift\n\nThe lift at Ostend carries 640 kg and cost €84,200.\n", encoding="utf-8"
    )
    (tmp_path / "other.md").write_text(
        "# Lift\n\nThe lift at Ostend cost €48,200 and carries 640 kg.\n", encoding="utf-8"
    )
    command = [str(python.with_name("claimcheck")), "check", "mine.md", "other.md", "--no-cache"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "€48,200" in done.stdout, (done.stdout, done.stderr)
    told = _run([str(python), "-c", "import claimcheck; print(claimcheck.__file__)"], tmp_path)
    assert told.startswith(str(home))


def test_the_manual_page_has_every_command_and_no_fault(tmp_path: Path) -> None:
    page = tmp_path / "claimcheck.1"
    _run(
        [sys.executable, str(ROOT / "scripts" / "make_man.py"), str(page)], ROOT, PYTHONPATH=str(ROOT / "src")
    )
    text = page.read_text(encoding="ascii")
    help_text = _run([sys.executable, "-m", "claimcheck", "--help"], ROOT, PYTHONPATH=str(ROOT / "src"))
    commands = re.findall(r"^  ([a-z]+)  ", help_text.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) > 10
    for command in commands:
        assert f".SS claimcheck {command}\n" in text
    assert not [line for line in text.splitlines() if line.startswith("'")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there(shell: str) -> None:
    """The script that the shell runs asks the program; and the program answers with its commands."""
    python = [sys.executable, "-m", "claimcheck"]
    asked = {"_CLAIMCHECK_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "claimcheck ver", "COMP_WORDS": "claimcheck ver", "COMP_CWORD": "1", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}  # fmt: skip
    told = _run(python, ROOT, PYTHONPATH=str(ROOT / "src"), **asked)
    assert "verify" in told


def test_the_container_runs_without_rights_and_holds_what_it_copies() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    instructions = [line.split(None, 1) for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
    (user,) = [value for name, value in instructions if name == "USER"]
    assert int(user.partition(":")[0]) > 0
    froms = [value for name, value in instructions if name == "FROM"]
    assert all("slim" in value and ":latest" not in value for value in froms)
    assert instructions.index(["USER", user]) > max(
        index for index, (name, _) in enumerate(instructions) if name == "RUN"
    )
    kept = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    for name, value in instructions:
        if name == "COPY" and not value.startswith("--from"):
            for source in value.split()[:-1]:
                assert (ROOT / source).exists()
                assert source in kept
