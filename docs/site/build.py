"""Makes the pages of the site from docs/, the README and the program itself, and builds it.

    python docs/site/build.py [--into FOLDER]

The pages are put together in FOLDER/pages (build/pages where none is named): those of docs/ with their links, a page a rule in a fixed form, the configuration from its schema.
MkDocs makes the site of them in FOLDER/site. Nothing is fetched; a link that leads nowhere ends the build.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from claimcheck.checks import Rule, rules
from claimcheck.cli.explain import options
from claimcheck.settings.toml_file import schema as settings_schema

ROOT = Path(__file__).resolve().parents[2]
FROM_ROOT = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
}
"""Pages of the repository's root, and what they are called on the site."""
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|`[^`]*`)+)\]\(([^()\s]+)\)")
_PICTURE = re.compile(r'(srcset|src)="docs/')
_COMMENT = re.compile(r"^<!-- (?:claimcheck|excerpt|end of|[a-z-]+: made by).*?-->\n", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Makes the pages and the site; the exit status of MkDocs."""
    folder = Path(arguments[1]).resolve() if arguments[:1] == ["--into"] else ROOT / "build"
    write_pages(folder / "pages")
    # MkDocs takes the folder of the pages from its configuration only.
    config = folder / "mkdocs.yml"
    text = (ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8")
    for key, there in (("docs_dir", folder / "pages"), ("site_dir", folder / "site")):
        text = re.sub(rf"^{key}: .*$", lambda _, k=key, t=there: f"{k}: {t}", text, flags=re.MULTILINE)
    config.write_text(text.replace("paths: [../../src]", f"paths: [{ROOT / 'src'}]"), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(config)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603


def write_pages(folder: Path) -> None:
    """Puts all pages of the site into a folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for page in sorted((ROOT / "docs").glob("*.md")):
        if page.name != "rules.md":
            _write(folder / page.name, linked(page.read_text(encoding="utf-8"), page.parent))
    for name, there in FROM_ROOT.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        text = _PICTURE.sub(r'\1="', text)
        _write(folder / there, linked(text, ROOT))
    shutil.copytree(ROOT / "docs" / "images", folder / "images")
    for name in ("configuration.schema.json", "registry.schema.json"):
        shutil.copyfile(ROOT / "docs" / name, folder / name)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    notes = tomllib.loads((ROOT / "docs/site/notes.toml").read_text(encoding="utf-8"))
    _write(folder / "rules.md", overview())
    for rule in rules():
        _write(folder / "rules" / f"{rule.name}.md", rule_page(rule, notes[rule.name]))
    _write(folder / "settings.md", settings_page())
    _write(folder / "api.md", (ROOT / "docs/site/api.md").read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_COMMENT.sub("", text), encoding="utf-8", newline="\n")


def linked(text: str, folder: Path) -> str:
    """A page with its links as they are on the site; what is not on it is named and not linked."""

    def turned(match: re.Match[str]) -> str:
        words, target = match.groups()
        if re.match(r"[a-z]+:|#", target):
            return match.group()
        path, hash_, anchor = target.partition("#")
        there = (folder / path).resolve()
        if not there.exists():
            raise SystemExit(f"{folder.name}: a link leads nowhere: {target}")
        return _on_site(words, there.relative_to(ROOT).as_posix(), f"{hash_}{anchor}")

    fenced = re.split(r"(^```.*?^```$)", text, flags=re.DOTALL | re.MULTILINE)
    return "".join(part if part.startswith("```") else _LINK.sub(turned, part) for part in fenced)


def _on_site(words: str, path: str, anchor: str) -> str:
    if path in FROM_ROOT:
        return f"[{words}]({FROM_ROOT[path]}{anchor})"
    if path == "LICENSE":
        return f"[{words}](LICENSE.txt)"
    name = path.removeprefix("docs/")
    if path == "docs/rules.md" and anchor:
        return f"[{words}](rules/{anchor[1:]}.md)"
    if path.startswith("docs/") and "/" not in name and name.endswith((".md", ".json")):
        return f"[{words}]({name}{anchor})"
    return words if words.strip("`").endswith(path.rpartition("/")[2]) else f"{words} (`{path}`)"


def overview() -> str:
    """The page that lists the rules."""
    rows = (
        f"| [`{rule.name}`](rules/{rule.name}.md) | {rule.severity.value} | {rule.summary} |"
        for rule in rules()
    )
    return "\n".join(
        (
            "# Rules",
            "",
            "`claimcheck explain RULE` prints what these pages say. The severity is that of a finding that is certain; a less certain one is a",
            "warning or a note ([how it works](how-it-works.md#severity-and-confidence)).",
            "",
            "| Rule | Severity | What it finds |",
            "|---|---|---|",
            *rows,
            "",
        )
    )


def rule_page(rule: Rule, notes: dict[str, Any]) -> str:
    """One rule in the fixed form of all of them."""
    lines = [
        f"# {rule.name}",
        "",
        rule.summary,
        "",
        f"Severity of a certain finding: {rule.severity.value}.",
        "",
    ]
    lines += ["## What it does", "", rule.explanation, "", "## Why it matters", "", rule.why, ""]
    if rule.advice:
        lines += [rule.advice, ""]
    lines += [
        "## Known problems",
        "",
        notes["known"],
        "",
        "## Example",
        "",
        "This fails:",
        "",
        *_fenced(rule.failing),
        "",
    ]
    lines += ["This passes:", "", *_fenced(rule.passing), ""]
    if rule.beside:
        lines += ["Both beside this source:", "", *_fenced(rule.beside), ""]
    lines += [
        "## Options",
        "",
        options(rule),
        "",
        "All settings are on [their page](../settings.md).",
        "",
        "## References",
        "",
    ]
    lines += [f"- {reference}" for reference in notes["references"]] or [
        "None beside [how it works](../how-it-works.md)."
    ]
    return "\n".join(lines) + "\n"


def _fenced(text: str) -> list[str]:
    return ["```markdown", *text.strip("\n").splitlines(), "```"]


def settings_page() -> str:
    """The configuration, from its schema."""
    whole = settings_schema()
    parts = [("What may be set", whole), *sorted(whole.get("$defs", {}).items())]
    lines = [
        "# Settings",
        "",
        "All that may stand in `claimcheck.toml`, from its [JSON Schema](configuration.schema.json); with",
        "examples in [Configuration](configuration.md).",
        "",
    ]
    for name, part in parts:
        fields = part.get("properties")
        if not fields:
            continue
        lines += [
            f"## {name}",
            "",
            " ".join(part.get("description", "").split()),
            "",
            "| Key | Type | Default | Meaning |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| `{key}` | {_type(field)} | {_default(field)} | {_cell(field.get('description', ''))} |"
            for key, field in fields.items()
        ]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _default(field: dict[str, Any]) -> str:
    default = field.get("default")
    return f"`{default}`" if default not in (None, [], {}, "") else ""


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    for key in ("anyOf", "allOf", "oneOf"):
        if key in field:
            return " or ".join(_type(one) for one in field[key] if one.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    if field.get("type") == "object" and isinstance(field.get("additionalProperties"), dict):
        return f"table of {_type(field['additionalProperties'])}"
    return str(field.get("type", "any"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
