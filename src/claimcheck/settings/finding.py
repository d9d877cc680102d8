"""Where a project's configuration stands, and reading it."""

from __future__ import annotations

import os
from collections.abc import Sequence
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


def around(start: Path) -> Path:
    """The folder of the project around a folder: the nearest one with a configuration, else the root of the repository, else itself."""
    for place in (start, *start.parents):
        if (place / NAME).is_file():
            return place
        if any((place / root).exists() for root in _ROOTS):
            return place
    return start


def is_inside(root: Path, place: Path) -> bool:
    """Whether a place lies in a folder, links followed."""
    try:
        return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root))
    except (OSError, ValueError):  # a name that is none
        return False


def find_settings(
    start: Path | None = None, *, file: str | None = None, overrides: Sequence[str] = ()
) -> Settings:
    """The settings of the project around a folder, or those of a file that is named; `overrides` ("KEY=VALUE") go before them.

    Looked for from the folder upwards to the root of its repository: `claimcheck.toml`, then `[tool.claimcheck]` in
    `pyproject.toml`. Raises SettingsError.
    """
    if file is not None:
        return _read(Path(file), required=True, overrides=overrides)
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        for name in (NAME, _PYPROJECT):
            if (place / name).is_file():
                settings = _read(place / name, required=name == NAME, overrides=overrides)
                if settings.file is not None:
                    return settings
        if any((place / root).exists() for root in _ROOTS):
            break
    if overrides:
        from claimcheck.settings.toml_file import of_overrides

        return of_overrides(overrides)
    return DEFAULT


def _read(path: Path, *, required: bool, overrides: Sequence[str]) -> Settings:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(f"{path}: larger than {_MOST_BYTES:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from None
    if not required and _MARK not in data:
        return DEFAULT  # spares the parser for the pyproject.toml of others
    from claimcheck.settings.toml_file import parse

    return parse(path, data, overrides)
