"""The extension for Visual Studio Code: its own tests, where there is Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

_PUBLIC = "https://registry.npmjs.org/"
EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js here")
def test_the_extension() -> None:
    command = ["node", "--test", *map(str, sorted((EXTENSION / "test").glob("*.test.js")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


def test_what_it_is_built_of_is_locked_to_the_public_registry() -> None:
    locked = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))
    assert "node_modules/vscode-languageclient" in locked["packages"]
    for name, package in locked["packages"].items():
        if name:
            assert package.get("resolved", _PUBLIC).startswith(_PUBLIC), name
            assert package["integrity"].startswith("sha512-"), name
