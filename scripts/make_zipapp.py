"""Packs claimcheck with what it needs into one file: `python scripts/make_zipapp.py dist/claimcheck.pyz`.

The lexicons are read as files, so the file unpacks itself when it is run first: into the user's folder for caches, under a name made from
what it holds. It is for the version of Python and the kind of machine that it was made with. What needs an extra is left out but for the
readers of PDF and Office files and of markup.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipapp
import zipfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = "pdf,office,markup"
_MAIN = '''"""Unpacks what stands beside this file once, and runs it."""
import os
import sys
import tempfile
import zipfile

MADE_FOR = {made_for!r}
NAME = {name!r}


def folder():
    """Where the packages are, unpacked now where they are not yet."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    there = os.path.join(base, "claimcheck", "zipapp", NAME)
    if not os.path.isdir(there):
        os.makedirs(os.path.dirname(there), mode=0o700, exist_ok=True)
        new = tempfile.mkdtemp(dir=os.path.dirname(there))
        with zipfile.ZipFile(sys.argv[0]) as archive:
            with archive.open("packages.zip") as inner, zipfile.ZipFile(inner) as packages:
                packages.extractall(new)
        try:
            os.rename(new, there)
        except OSError:
            if not os.path.isdir(there):
                raise
    return there


if sys.version_info[:2] != MADE_FOR:
    sys.exit("claimcheck.pyz was made for Python %d.%d; this is %d.%d" % (*MADE_FOR, *sys.version_info[:2]))
packages = folder()
sys.path.insert(0, packages)
from claimcheck.cli import main

sys.argv[0] = "claimcheck"
sys.exit(main())
'''


def make(target: Path) -> None:
    """Writes the file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packages, app = Path(folder, "packages"), Path(folder, "app")
        app.mkdir()
        command = [
            sys.executable,
            "-I",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-compile",
        ]
        subprocess.run([*command, "--target", str(packages), f"{ROOT}[{EXTRAS}]"], check=True)  # noqa: S603
        digest = sha256()
        with zipfile.ZipFile(app / "packages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(packages.rglob("*")):
                name = path.relative_to(packages).as_posix()
                if path.is_file() and "__pycache__" not in name and not name.startswith("bin/"):
                    data = path.read_bytes()
                    digest.update(name.encode() + b"\0" + data)
                    archive.writestr(name, data)
        name = digest.hexdigest()[:16]
        main = _MAIN.format(made_for=sys.version_info[:2], name=name)
        (app / "__main__.py").write_text(main, encoding="utf-8")
        zipapp.create_archive(app, target, interpreter="/usr/bin/env python3")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
