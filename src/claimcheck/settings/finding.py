"""Where a project's configuration stands, and reading it."""

from __future__ import annotations

import os
from pathlib import Path

from claimcheck.settings.model import DEFAULT, Settings

NAME = "claimcheck.toml"
_PYPROJECT = "pyproject.toml"
_ROOTS = (".git", ".hg", ".svn")
_MARK = b"tool.claimcheck"
_MOST_BYTES = 1_000_000


class SettingsError(Exception):
    """A configuration that cannot be used; says the file, the line, the key and what is wrong."""


def project_folder(config: Path) -> Path:
    """The folder that a project must not reach out of: that of the repository around its configuration, else of the configuration."""
    folder = config.absolute().parent
    for place in (folder, *folder.parents):
        if any((place / root).exists() for root in _ROOTS):
            return place
    return folder


def is_inside(root: Path, place: Path) -> bool:
    """Whether a place lies in a folder, links followed."""
    try:
        return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root))
    except (OSError, ValueError):  # a name that is none
        return False


def find_settings(start: Path | None = None, *, file: str | None = None) -> Settings:
    """The settings of the project around a folder, or those of a file that is named.

    Looked for from the folder upwards to the root of its repository: `claimcheck.toml`, then `[tool.claimcheck]` in
    `pyproject.toml`. Raises SettingsError.
    """
    if file is not None:
        return _read(Path(file), required=True)
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        for name in (NAME, _PYPROJECT):
            if (place / name).is_file():
                settings = _read(place / name, required=name == NAME)
                if settings.file is not None:
                    return settings
        if any((place / root).exists() for root in _ROOTS):
            break
    return DEFAULT


def _read(path: Path, *, required: bool) -> Settings:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(f"{path}: larger than {_MOST_BYTES:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from None
    if not required and _MARK not in data:
        return DEFAULT  # spares the parser for the pyproject.toml of others
    from claimcheck.settings.toml_file import parse

    return parse(path, data)
