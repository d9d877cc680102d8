"""Writes the parts of the documentation that are made from the program itself.

    .venv/bin/python docs/generate.py

`rules.md` is made whole from `claimcheck.checks.rules()`. In other pages the text between two markers is
replaced: the excerpt of a report in the README, the table of readings, the table of fields of the JSON output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import claimcheck
from claimcheck.checks import Rule, rules
from claimcheck.cli.explain import options
from claimcheck.registry import schemastore
from claimcheck.report import text_format
from claimcheck.report.json_format import schema
from claimcheck.scaffold import schema_text
from claimcheck.settings.toml_file import schema as settings_schema
from claimcheck.wording import interval_words, rounded_interval

ROOT = Path(__file__).resolve().parents[1]
EXCERPT = ("value-conflict", "percent-change")
"""Rules whose findings in `sources/` stand in the README."""
READINGS = (
    "$8.47bn",
    "8.5 billion dollars",
    "$1 million",
    "25,000 wafers",
    "25,310 wafers",
    "six plants",
    "8.0%",
    "a third of sales",
    "500-700 W",
    "exactly 25,000 wafers",
    "about 500 W",
    "nearly 7 million euros",
    "just over 7 million euros",
    "more than $3.5 billion",
    "less than 5%",
    "up to 40%",
    "doubled",
    "at least doubled",
)
"""Wordings that the table of readings shows."""


def pages() -> dict[Path, str]:
    """Every page that is made or partly made here, with its whole text."""
    return {
        ROOT / "README.md": _replaced("README.md", "excerpt", excerpt()),
        ROOT / "docs/rules.md": rules_page(),
        ROOT / "docs/how-it-works.md": _replaced("docs/how-it-works.md", "readings", readings()),
        ROOT / "docs/json.md": _replaced("docs/json.md", "fields", fields()),
        ROOT / "docs" / "configuration.schema.json": configuration_schema(),
        ROOT / "docs" / "registry.schema.json": schema_text(),
        ROOT / "docs" / "ci.md": ci_page(),
        ROOT / "docs" / "accuracy.md": accuracy_page(),
        **{
            ROOT / "docs" / "schemastore" / f"{name}.json": _as_json(whole)
            for name, whole in schemastore.schemas().items()
        },
        ROOT / "docs" / "schemastore" / "catalog.json": _as_json(schemastore.catalogue()),
    }


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def rules_page() -> str:
    """The page on all rules."""
    known = rules()
    lines = [
        "# Rules",
        "",
        "<!-- claimcheck: no-owner-file -- examples, which the tests hold against the rules -->",
        "",
        "Made by `docs/generate.py` from the rules themselves; `claimcheck explain RULE` prints the same texts.",
        "The severity is that of a finding that is certain; a less certain one is a warning or a note",
        "([how it works](how-it-works.md#severity-and-confidence)).",
        "",
        "| Rule | Severity | What it finds |",
        "|---|---|---|",
        *(f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {rule.summary} |" for rule in known),
    ]
    for rule in known:
        lines.extend(("", *_rule(rule)))
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"## {rule.name}", "", rule.summary, "")
    yield from ("### What it checks", "", rule.explanation, "")
    yield from ("### Why it matters", "", rule.why, "")
    if rule.advice:
        yield from ("### What to do", "", rule.advice, "")
    yield from ("### Example", "", "This fails:", "", *_fenced(rule.failing), "")
    yield from ("This passes:", "", *_fenced(rule.passing))
    if rule.beside:
        yield from ("", "Both beside this source:", "", *_fenced(rule.beside))
    yield from ("", "### How to set it", "", options(rule))


def _fenced(text: str) -> tuple[str, ...]:
    return ("```markdown", *text.strip("\n").splitlines(), "```")


def excerpt() -> str:
    """Some findings and the closing line of `claimcheck check sources`, without the lines on matching."""
    with chdir(ROOT):
        report = claimcheck.check(["sources"])
    *findings, closing = text_format.render(report).strip().split("\n\n")
    chosen = [block for block in findings if any(f": error {rule}: " in block for rule in EXCERPT)]
    kept = [line for block in chosen for line in (*block.splitlines(), "") if "matched with" not in line]
    return "\n".join(("```text", *kept, closing, "```"))


def readings() -> str:
    """What some wordings allow."""
    rows = []
    for words in READINGS:
        (claim,) = claimcheck.extract_text(f"{words}.")
        quantity = claim.quantity
        rows.append(f"| {words} | {interval_words(rounded_interval(quantity.interval), quantity.unit)} |")
    return "\n".join(("| The text says | This is allowed |", "|---|---|", *rows))


def fields() -> str:
    """The fields of the JSON output, from its schema."""
    whole = schema()
    parts = [_fields("The report", whole)]
    parts += [_fields(f"`{name}`", part) for name, part in whole["$defs"].items()]
    return "\n\n".join(parts)


def configuration_schema() -> str:
    """The JSON Schema of the configuration."""
    return _as_json(settings_schema())


def ci_page() -> str:
    """The page on CI with the example files of docs/ci."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name in ("github", "corrections", "gitlab", "pre-commit"):
        example = (ROOT / "docs" / "ci" / f"{name}.yml").read_text(encoding="utf-8")
        page = _between_markers(page, name, f"```yaml\n{example}```", "docs/ci.md")
    return page


ACCURACY = ROOT / "benchmarks" / "results" / "accuracy.json"
SETS = {
    "summedits": (
        "SummEdits (Laban et al. 2023)",
        "summaries of news beside their articles, one fact edited. On all of it, numbers or not, GPT-4 is published with 82.1 and a person with "
        "90.9 balanced accuracy; those are other items than the numeric ones here",
    ),
    "vitaminc": (
        "VitaminC (Schuster et al. 2021)",
        "claims beside a sentence of Wikipedia. Its clean items include neutral ones, which say what the source does not",
    ),
    "foolmetwice": (
        "FoolMeTwice (Eisenschlos et al. 2021)",
        "claims that players wrote to be mistaken for true ones",
    ),
    "defacto": ("DeFacto (Liu et al. 2023)", "machine-written summaries whose facts people judged"),
    "scitab": (
        "SciTab (Lu et al. 2023)",
        "claims beside tables of papers, most of which need arithmetic over many cells. Its clean items include neutral ones",
    ),
}
"""The published sets: whose they are, and what is in them."""
OWN = {
    "Cases": (
        "training/cases",
        "documents written for this project, with planted faults and with what only looks like one; the weights were estimated on them",
    ),
    "Reports": (
        "training/reports",
        "rebuilt from public bug reports, corrections of newspapers and files that went wrong; the weights were estimated on them, too",
    ),
    "German": (
        "tests/german",
        "forty German texts, each with a right and a wrong number, written before German could be read",
    ),
    "Made": (
        "benchmarks/generated.py",
        "reports with retellings, changes, shares and tables made from a seed, each with a twin that has one fault",
    ),
    "Changed digits": ("benchmarks/accuracy.py", "one digit changed in a copy of a text beside the original"),
}
"""The sets that are shipped: where they are, and what is in them."""


def accuracy_page() -> str:
    """The page of what is found and what is falsely flagged, from the measurements that are kept."""
    kept = json.loads(ACCURACY.read_text(encoding="utf-8"))
    lines = [
        "# Accuracy",
        "",
        "<!-- claimcheck: no-owner-file -- made from benchmarks/results/accuracy.json, which a test holds it against -->",
        "",
        "Made by `docs/generate.py` from what `benchmarks/accuracy.py` measured. A fault counts as found where an error or a warning touches it; a",
        "contradiction between two places only where it touches both. *Right* are the findings, or the alarmed items, that touch a fault; *clean* are",
        "the texts without one. No text of a published set is shipped, and no weight was estimated on one.",
        "",
        "## Published sets",
        "",
        "Only the items whose fault or whose claim is a number.",
        "",
        *_scores(
            {name: kept[name] for name in SETS if name in kept},
            {name: title for name, (title, _) in SETS.items()},
        ),
        "",
        *(f"- {title}: {text}." for name, (title, text) in SETS.items() if name in kept),
        "",
        "## Sets that are shipped",
        "",
        *_scores({name: kept[name] for name in OWN if name in kept}, {name: name for name in OWN}),
        "",
        *(f"- {name} (`{place}`): {text}." for name, (place, text) in OWN.items() if name in kept),
        "",
        "## By kind of fault",
        "",
        "Found of planted:",
        "",
        "| Set | "
        + " | ".join(kinds := sorted({kind for name in OWN if name in kept for kind in kept[name]["kinds"]}))
        + " |",
        "|---|" + "---:|" * len(kinds),
        *(
            f"| {name} | "
            + " | ".join(
                "/".join(map(str, kept[name]["kinds"][kind])) if kind in kept[name]["kinds"] else ""
                for kind in kinds
            )
            + " |"
            for name in OWN
            if name in kept
        ),
        "",
        "## What it does not understand",
        "",
        "- Two texts that word one thing very differently are mostly not held against each other: most contradictions that are missed are of this kind.",
        "  Many of them stand among the pairs *worth a look*.",
        "- Claims over tables that need arithmetic over several cells, comparisons and superlatives in most of their forms.",
        "- Ranks, figures of the wrong period, and figures given to the wrong name, unless both texts say plainly of whom and when they speak.",
        "- What is true: it compares what documents say with each other.",
        "",
        "## How to repeat it",
        "",
        "In a clone, `make setup` and then these, each with `--json benchmarks/results/accuracy.json` to keep what was measured. The published sets are",
        "got from their authors and brought into the form that `python benchmarks/accuracy.py --help` describes; `FILE.jsonl` stands for that.",
        "",
        "```sh",
        *(f".venv/bin/{entry['command']}" for name, entry in kept.items() if name in {**SETS, **OWN}),
        "```",
        "",
        "Continuous integration runs the changed digits, the German texts and a part of the cases, and fails when fewer faults are found or more is",
        "falsely flagged than `tests/accuracy/` allows.",
    ]
    return "\n".join(lines) + "\n"


def _scores(entries: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    yield "| Set | Faults | Found | Right of what was told | Clean texts alarmed |"
    yield "|---|---:|---:|---:|---:|"
    for name, entry in entries.items():
        precision = (
            f"{entry['right']} of {entry['told']} ({entry['precision']} %)"
            if entry["told"]
            else "nothing told"
        )
        found = f"{entry['found']} ({entry['recall']} %)" if entry["faults"] else "–"
        yield f"| {names[name]} | {entry['faults']} | {found} | {precision} | {entry['clean_alarmed']} of {entry['clean']} |"


def _fields(heading: str, part: dict[str, Any]) -> str:
    rows = [
        f"| `{name}` | {_type(field)} | {_description(field)} |" for name, field in part["properties"].items()
    ]
    return "\n".join(
        (
            f"### {heading}",
            "",
            part["description"],
            "",
            "<!-- claimcheck: no-owner -- where counting begins -->",
            "",
            "| Field | Type | Meaning |",
            "|---|---|---|",
            *rows,
        )
    )


def _description(field: dict[str, Any]) -> str:
    text = str(field.get("description", "")) or "See below."
    values = ", ".join(f"`{value}`" for value in field.get("enum", ()) if value is not None)
    return f"{text} One of {values}." if values else text


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2]}`"
    if "const" in field:
        return f"`{field['const']}`"
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    if "prefixItems" in field:
        return "two of " + _type(field["prefixItems"][0])
    if field["type"] == "array":
        return "list of " + _type(field["items"])
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return " or ".join("date" if kind == "string" and "format" in field else kind for kind in kinds)


def _replaced(page: str, name: str, text: str) -> str:
    """A page with the text between its markers of that name replaced."""
    return _between_markers((ROOT / page).read_text(encoding="utf-8"), name, text, page)


def _between_markers(old: str, name: str, text: str, page: str) -> str:
    begin, end = f"<!-- {name}: made by docs/generate.py -->", f"<!-- end of {name} -->"
    if begin not in old or end not in old:
        raise ValueError(f"{page} has no markers {begin} … {end}")
    return re.sub(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", old, flags=re.DOTALL
    )


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
