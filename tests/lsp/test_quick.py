"""What is said at once of the part that changed: it is what the whole check says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claimcheck.claims.foreign import claims_of
from claimcheck.documents import read_string
from claimcheck.engine.run import checked
from claimcheck.lsp.quick import Sources, check_part
from claimcheck.model import Report, Span
from claimcheck.settings.model import DEFAULT

RESULTS = """# Norvale Packaging: results for 2025

Norvale Packaging had revenue of $2.64 billion in 2025, up from $2.31 billion in 2024.

The company employed 18,400 people at the end of 2025. It ran 14 plants.
"""
DRAFT = """# Norvale Packaging keeps growing

Norvale Packaging is based in Halden.

Norvale Packaging had revenue of {revenue} in 2025. It employed {people} people at the end of the year.

## Outlook

Sales rose {rise} to $301 million from $280 million.
"""
RIGHT = {"revenue": "$2.64 billion", "people": "18,400", "rise": "7.5%"}


def read(text: str, path: str) -> tuple[Any, Any]:
    document = read_string(text, path)
    return document, claims_of(document)


def both(text: str, at: str) -> tuple[Report, Report, Span]:
    """The quick check of the block that some words stand in, and the whole check."""
    source, numbers = read(RESULTS, "results.md")
    draft, own = read(text, "draft.md")
    start = text.index(at)
    found = check_part(draft, Span(start, start + 1), Sources.of([source], numbers), DEFAULT, drafted=True)
    assert found is not None
    whole = checked([source, draft], [*numbers, *own], (), draft="draft.md", today=date(2026, 1, 1))
    return found[0], whole, found[1]


@pytest.mark.parametrize(
    ("changed", "at", "rules"),
    [
        ({}, "revenue", []),
        ({"revenue": "$2.46 billion"}, "revenue", ["value-conflict"]),
        ({"people": "18,600"}, "employed", ["value-conflict"]),
        ({"rise": "17.5%"}, "Sales", ["percent-change"]),
        ({"revenue": "$2.46 billion"}, "Sales", []),
    ],
)
def test_it_says_of_a_part_what_the_whole_check_says(
    changed: dict[str, str], at: str, rules: list[str]
) -> None:
    text = DRAFT.format(**{**RIGHT, **changed})
    quick, whole, reached = both(text, at)

    def told(report: Report) -> list[tuple[str, str, str]]:
        return sorted(
            (finding.rule, finding.severity.value, finding.locations[0].text)
            for finding in report.findings
            if finding.about == "draft"
            and any(
                place.path == "draft.md" and reached.start <= place.span.start < reached.end
                for place in finding.locations
            )
        )

    assert told(quick) == told(whole)
    assert [rule for rule, severity, _ in told(quick) if severity != "info"] == rules


def test_what_a_source_makes_of_its_own_numbers_is_left_to_the_whole_check() -> None:
    told = "Norvale Packaging had revenue of $2.64 billion in 2025, up 14.3% from $2.31 billion in 2024.\n"
    source, numbers = read(told, "results.md")
    draft, own = read(told, "draft.md")

    def worked(report: Report) -> set[str]:
        paths = {claim.id: claim.path for claim in report.claims}
        return {paths[link.stated] for link in report.links}

    quick = check_part(draft, Span(10, 11), Sources.of([source], numbers), DEFAULT, drafted=True)
    whole = checked([source, draft], [*numbers, *own], (), draft="draft.md", today=date(2026, 1, 1))
    assert quick is not None
    assert worked(quick[0]) == {"draft.md"}
    assert worked(whole) == {"draft.md", "results.md"}


def test_much_that_changed_is_left_to_the_whole_check() -> None:
    text = "# A\n\n" + " ".join(f"Plant {name} made {number} wafers." for number, name in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE", 100))  # fmt: skip
    document, _ = read(text, "a.md")
    assert check_part(document, Span(8, 9), Sources.of([], []), DEFAULT, drafted=False) is None


def test_a_number_meets_few_of_many_sources() -> None:
    parts = ("kal", "lom", "mir", "nor", "tev", "sund", "vik", "hol")
    towns = [f"{a}{b}{c}".capitalize() for a in parts for b in parts for c in parts]
    lines = [f"{town} had {1000 + 7 * n} inhabitants in 1950." for n, town in enumerate(towns)]
    source, numbers = read("\n\n".join(lines), "towns.md")
    _, own = read(f"{towns[100]} had 1,709 inhabitants in 1950.\n", "draft.md")
    near = Sources.of([source], numbers).near(own, "draft.md")
    assert any(claim.quantity.value == 1700 for claim in near)
    assert len(near) < 40
    assert Sources.of([source], numbers).near(own, "towns.md") == []
