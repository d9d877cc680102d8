"""The files that a project begins with; each is written only where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from claimcheck.distribution import NAME, PLACEHOLDER, requirement

_FILES: dict[str, str | None] = {
    "claimcheck.toml": "claimcheck.toml",
    "claims/example.yaml": "example_claim.yaml",
    "claims/registry.schema.json": None,
    "sources/example.md": "example_source.md",
}
_JOBS = {
    "github": (".github/workflows/claimcheck.yml", "github.yml"),
    "gitlab": (".gitlab-ci.yml", "gitlab.yml"),
}


def scaffold(root: Path, ci: str | None) -> Iterator[tuple[Path, bool, str | None]]:
    """Writes what is missing; yields each file, whether it was written, and a note on one that was there.

    The example is left out where the project has a registry already. Raises OSError.
    """
    chosen = ci or ("gitlab" if (root / ".gitlab-ci.yml").exists() else "github")
    has_registry = any((root / "claims").glob("*.y*ml")) if (root / "claims").is_dir() else False
    wanted = {name: kept for name, kept in _FILES.items() if not (has_registry and "example" in name)}
    if chosen in _JOBS:
        job, kept_job = _JOBS[chosen]
        wanted[job] = kept_job
    for name, kept in wanted.items():
        place = root / name
        if place.exists():
            note = "add the job of docs/ci.md to it" if name == ".gitlab-ci.yml" else None
            yield place, False, note
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        text = schema_text() if kept is None else _kept(kept)
        with place.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
        yield place, True, None


def _kept(name: str) -> str:
    text = files("claimcheck").joinpath("scaffold_files", name).read_text(encoding="utf-8")
    return text.replace(f"{NAME}[all] @ {PLACEHOLDER}", requirement())


def schema_text() -> str:
    """The JSON Schema of the registry, for editors."""
    import json

    from claimcheck.registry.entries import schema

    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
