"""Where a registry stands, and reading all of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from claimcheck.registry.model import RegisteredClaim, Registry, RegistryFault

SUFFIXES = (".yaml", ".yml")
DEFAULT_FOLDER = "claims"
_ROOTS = (".git", ".hg", ".svn")


def read_registry(paths: Sequence[str | Path]) -> Registry:
    """The claims of some registry files and of all YAML files below some folders.

    What cannot be used becomes a fault with its place: a missing file, broken YAML, an unknown key, an id that is taken. All
    other claims are there.
    """
    from claimcheck.registry.entries import claims_of
    from claimcheck.registry.yaml_file import MOST_BYTES, YamlError, documents

    claims: list[RegisteredClaim] = []
    faults: list[RegistryFault] = []
    texts: dict[str, str] = {}
    taken: dict[str, RegisteredClaim] = {}
    for path in _files(paths, faults):
        shown = path.as_posix()
        try:
            if path.stat().st_size > MOST_BYTES:
                faults.append(RegistryFault(shown, None, None, f"larger than {MOST_BYTES:,} bytes"))
                continue
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            faults.append(RegistryFault(shown, None, None, "not UTF-8 text"))
            continue
        except OSError as error:
            faults.append(RegistryFault(shown, None, None, error.strerror or str(error)))
            continue
        texts[shown] = text
        try:
            for document in documents(text):
                for entry in claims_of(document, shown):
                    if isinstance(entry, RegistryFault):
                        faults.append(entry)
                    elif entry.id in taken:
                        first = taken[entry.id]
                        at = entry.marks["id"]
                        place = f"{first.path}:{first.marks['id'].line}"
                        message = f"the id '{entry.id}' is taken by {place}"
                        faults.append(RegistryFault(shown, at.line, at.column, message))
                    else:
                        taken[entry.id] = entry
                        claims.append(entry)
        except YamlError as error:
            faults.append(RegistryFault(shown, error.line, error.column, error.message))
    return Registry(tuple(claims), tuple(faults), texts)


def _files(paths: Sequence[str | Path], faults: list[RegistryFault]) -> list[Path]:
    found: dict[str, Path] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = sorted(
                entry
                for suffix in SUFFIXES
                for entry in path.rglob(f"*{suffix}")
                if entry.is_file()
                and not any(part.startswith(".") for part in entry.relative_to(path).parts)
                and Path(os.path.realpath(entry)).is_relative_to(os.path.realpath(path))
            )
            if not inside:
                faults.append(
                    RegistryFault(path.as_posix(), None, None, "no .yaml or .yml file in this folder")
                )
        elif path.exists():
            inside = [path]
        else:
            inside = []
            faults.append(RegistryFault(path.as_posix(), None, None, "no such file or folder"))
        for entry in inside:
            found.setdefault(os.path.realpath(entry), entry)
    return list(found.values())


def project_root(config: str | None, start: Path | None = None) -> Path:
    """The folder that paths of a registry count from: that of the configuration, else of the repository, else this one."""
    if config is not None:
        return Path(config).resolve().parent
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        if any((place / root).exists() for root in _ROOTS):
            return place
    return folder
