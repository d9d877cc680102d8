"""Writes docs/licences.md: what claimcheck installs, with the licence of each, from the metadata of the installed packages.

    python scripts/list_licences.py [--check]

Only what a user installs counts: the dependencies and the extras of `all`, and what they need.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from claimcheck.distribution import EXTRAS, NAME

PAGE = Path(__file__).parent.parent / "docs" / "licences.md"
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?([^;]*)(?:;(.*))?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")


def needed() -> dict[str, Distribution]:
    """The packages by name, claimcheck itself left out."""
    found: dict[str, Distribution] = {}
    waiting = [(NAME, frozenset(EXTRAS))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if (key, extras) in seen:
            continue
        seen.add((key, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or Python
        if key != NAME:
            found[key] = package
        for line in package.requires or ():
            match = _REQUIREMENT.match(line)
            assert match is not None
            asked = _EXTRA.search(match[4] or "")
            if asked is None or asked[1] in extras:
                waiting.append(
                    (
                        match[1],
                        frozenset(part.strip() for part in (match[2] or "").split(",") if part.strip()),
                    )
                )
    return found


def licence(package: Distribution) -> str:
    """The licence of a package in a few words."""
    told = package.metadata
    expression = told.get("License-Expression")
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    words = (
        expression
        or ", ".join(classified)
        or (told.get("License") or "").strip().splitlines()[0:1]
        or "not stated"
    )
    return words if isinstance(words, str) else words[0][:60]


def page() -> str:
    """The text of the page."""
    rows = [f"| {package.metadata['Name']} | {licence(package)} |" for _, package in sorted(needed().items())]
    head = "# Licences\n\n<!-- claimcheck: no-owner-file -- names of licences -->\n\nclaimcheck is under the [MIT licence](../LICENSE). With all extras it installs, each under its own licence:\n\n| Package | Licence |\n|---|---|\n"
    return (
        head
        + "\n".join(rows)
        + "\n\nMade by `scripts/list_licences.py`; the list of parts of a release says the versions.\n"
    )


if __name__ == "__main__":
    text = page()
    if "--check" in sys.argv:
        sys.exit(
            0
            if PAGE.read_text(encoding="utf-8") == text
            else f"{PAGE} is out of date: run scripts/list_licences.py"
        )
    PAGE.write_text(text, encoding="utf-8")
