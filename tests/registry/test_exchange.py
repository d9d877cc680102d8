"""What other programs get of a registry: RO-Crate, badges, schemas for SchemaStore."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.registry import schemastore
from claimcheck.registry.files import read_registry
from claimcheck.toml import load_toml

from .test_coverage import written

FILES = {
    "claims/a.yaml": """\
- id: revenue
  claim: Calder Bay had revenue of $431 million in 2025.
  as_of: 2026-03-01
  owner: finance
  sources: [{path: sources/results.md, quote: revenue of $431 million}]
- id: latency
  claim: A search takes 12.4 ms.
  value_from: {path: results/bench.json, pointer: /search_ms}
""",
    "sources/results.md": "In 2025, Calder Bay had revenue of $431 million.\n",
    "results/bench.json": '{"search_ms": 12.41}',
    "LICENSE": "MIT\n",
}


def told(*arguments: str, code: int = 0) -> str:
    run = CliRunner().invoke(app, list(arguments))
    assert run.exit_code == code, run.output
    return run.stdout


def test_ro_crate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764201600")
    written(tmp_path, FILES)
    crate = json.loads(told("verify", "--format", "ro-crate"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    graph = {item["@id"]: item for item in crate["@graph"]}
    assert len(graph) == len(crate["@graph"]), "an entity stands twice"
    # What RO-Crate asks of every crate.
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert descriptor["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "license", "hasPart"} <= set(root)
    assert root["datePublished"] == "2025-11-27"
    assert root["license"] == {"@id": "LICENSE"}
    for reference in _references(crate["@graph"]):
        assert reference in graph or reference.startswith("https://"), reference
    for part in root["hasPart"]:
        file = graph[part["@id"]]
        data = (tmp_path / part["@id"]).read_bytes()
        assert file["@type"] == "File"
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["contentSize"] == str(len(data))
    claim = graph["#claim-latency"]
    assert claim["isBasedOn"] == [{"@id": "results/bench.json"}]
    assert graph["#verdict-latency"]["reviewRating"] == {"@id": "#rating-supported"}
    assert graph["#claim-revenue"]["dateCreated"] == "2026-03-01"


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in _references(item)]
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return [value["@id"]]
        return [found for item in value.values() for found in _references(item)]
    return []


@pytest.mark.parametrize(
    ("measured", "message", "colour", "code"),
    [("12.41", "2 of 2 supported", "brightgreen", 0), ("31.7", "1 of 2 supported", "red", 1)],
)
def test_badge_of_a_registry(
    measured: str, message: str, colour: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {**FILES, "results/bench.json": f'{{"search_ms": {measured}}}'})
    assert json.loads(told("verify", "--format", "endpoint", code=code)) == {
        "schemaVersion": 1,
        "label": "claims",
        "message": message,
        "color": colour,
        "isError": code == 1,
    }
    root = ElementTree.fromstring(told("verify", "--format", "badge", code=code))
    assert root.get("aria-label") == f"claims: {message}"
    assert int(root.get("width") or 0) > 6 * len(f"claims{message}")


@pytest.mark.parametrize(
    ("text", "message", "colour"),
    [
        ("A search takes 12.4 ms.\n", "100%", "brightgreen"),
        ("A search takes 12.4 ms. It has 31 options, 7 modes and 22 flags.\n", "25%", "red"),
    ],
)
def test_badge_of_coverage(
    text: str, message: str, colour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {**FILES, "README.md": text})
    badge = json.loads(told("claims", "--coverage", "README.md", "--format", "endpoint"))
    assert (badge["label"], badge["message"], badge["color"]) == ("numbers owned", message, colour)


@pytest.mark.parametrize("name", schemastore.FILES)
def test_schemas_have_the_form_of_schemastore(name: str) -> None:
    whole = schemastore.schemas()[name]
    assert whole["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert whole["$id"] == f"https://json.schemastore.org/{name}.json"
    assert list(whole)[:4] == ["$schema", "$id", "title", "description"]
    jsonschema.Draft7Validator.check_schema(whole)
    assert "$defs" not in json.dumps(whole)


GOOD, BAD = "id: a\nclaim: It weighs 5 kg.\n", "id: a\nclam: It weighs 5 kg.\n"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (GOOD, True), (f"- {GOOD.replace(chr(10), chr(10) + '  ', 1)}", True),
        ("claims:\n- {id: a, claim: It weighs 5 kg.}\n", True), (BAD, False), ("id: a b\nclaim: x\n", False),
        ("{id: a, claim: x, value_from: {path: a.json, pointer: no}}", False),
    ],
)  # fmt: skip
def test_the_schema_takes_what_the_registry_takes(text: str, fits: bool, tmp_path: Path) -> None:
    validator = jsonschema.Draft7Validator(schemastore.schemas()[schemastore.REGISTRY])
    assert validator.is_valid(yaml.safe_load(text)) is fits
    file = tmp_path / "a.claims.yaml"
    file.write_text(text, encoding="utf-8")
    assert (not read_registry([file]).faults) is fits


def test_the_schema_takes_our_own_claims_and_configuration() -> None:
    root = Path(__file__).resolve().parents[2]
    whole = schemastore.schemas()
    for file in (root / "claims").glob("*.yaml"):
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        jsonschema.Draft7Validator(whole[schemastore.REGISTRY]).validate(data)
    scaffold = root / "src/claimcheck/scaffold_files/claimcheck.toml"
    settings = load_toml(scaffold.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(whole[schemastore.SETTINGS]).validate(settings)


def test_the_catalogue_names_the_files() -> None:
    for entry in schemastore.catalogue():
        assert set(entry) == {"name", "description", "fileMatch", "url"}
        assert all("/" not in pattern for pattern in entry["fileMatch"])
