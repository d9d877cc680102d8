"""JSON Schemas in the form that SchemaStore takes: draft 7, one file each, an entry of its catalogue beside them.

SchemaStore serves editors with schemas by the names of files; its rules: https://github.com/SchemaStore/schemastore/blob/master/CONTRIBUTING.md
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimcheck.registry.entries import schema as registry_schema
from claimcheck.settings.toml_file import schema as settings_schema

_DRAFT = "http://json-schema.org/draft-07/schema#"
_PLACE = "https://json.schemastore.org"
REGISTRY, SETTINGS = "claimcheck-registry", "claimcheck"
FILES: Mapping[str, tuple[str, ...]] = {
    REGISTRY: ("*.claims.yaml", "*.claims.yml"),
    SETTINGS: ("claimcheck.toml",),
}
"""Names by which editors know the files: SchemaStore takes none as general as `claims/*.yaml`."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by the names that they have at SchemaStore."""
    return {
        REGISTRY: _draft_7(registry_schema(), REGISTRY),
        SETTINGS: _draft_7(settings_schema(), SETTINGS),
    }


def catalogue() -> list[dict[str, Any]]:
    """The entries for SchemaStore's catalogue (`src/api/json/catalog.json`)."""
    return [
        {
            "name": f"claimcheck {'registry' if name == REGISTRY else 'configuration'}",
            "description": whole["description"],
            "fileMatch": list(FILES[name]),
            "url": whole["$id"],
        }
        for name, whole in schemas().items()
    ]


def _draft_7(whole: dict[str, Any], name: str) -> dict[str, Any]:
    """A schema of draft 2020-12 that uses nothing newer than `$defs`, as one of draft 7."""
    made: dict[str, Any] = _renamed(whole)
    made.pop("$schema", None)
    made.pop("$id", None)
    return {"$schema": _DRAFT, "$id": f"{_PLACE}/{name}.json", **dict(sorted(made.items(), key=_first))}


def _first(item: tuple[str, Any]) -> int:
    return ("title", "description").index(item[0]) if item[0] in ("title", "description") else 2


def _renamed(part: Any) -> Any:
    if isinstance(part, list):
        return [_renamed(item) for item in part]
    if not isinstance(part, dict):
        return part
    found: dict[str, Any] = {}
    for key, value in part.items():
        if key == "$defs":
            found["definitions"] = _renamed(value)
        elif key == "$ref" and isinstance(value, str):
            found[key] = value.replace("#/$defs/", "#/definitions/")
        else:
            found[key] = _renamed(value)
    return found
