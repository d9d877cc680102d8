"""Small documents made by rule from a seed: a report, its retelling, a table and its arithmetic, each silent as made and with one fault in its twin.

Names, figures and the choice of sentences come from the seed alone, so that a set can be made anew anywhere and no text is known beforehand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = (
    "Alderbeck",
    "Brimmond",
    "Corvale",
    "Dunmere",
    "Eskholm",
    "Farrow",
    "Glenard",
    "Hexley",
    "Inverlo",
    "Jarrowby",
)
_KINDS = ("Ferries", "Foods", "Instruments", "Logistics", "Textiles", "Timber")
_PLACES = ("Harwick", "Ostend", "Pellworth", "Quarley", "Rosmar", "Stavely")


@dataclass(frozen=True, slots=True)
class Made:
    """Documents with the place of a number that is right in the one and wrong in the other reading."""

    kind: str
    texts: dict[str, str]
    wrong: bool
    place: tuple[str, int, int]


def made(count: int, seed: int) -> Iterator[Made]:
    """`count` pairs of twins, the kinds in turn."""
    makers = (_retold, _change, _total, _share)
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        maker = makers[number % len(makers)]
        documents, right, wrong = maker(rng)
        for stated in (right, wrong):
            yield _filled(maker.__name__.strip("_"), documents, stated, wrong=stated == wrong)


def _filled(kind: str, documents: dict[str, str], stated: str, *, wrong: bool) -> Made:
    texts: dict[str, str] = {}
    place: tuple[str, int, int] | None = None
    for name, text in documents.items():
        at = text.find("@")
        if at >= 0:
            place = name, at, at + len(stated)
        texts[name] = text.replace("@", stated)
    assert place is not None
    return Made(kind, texts, wrong, place)


def _other(figure: str, rng: random.Random) -> str:
    """A figure with its first or second digit two or more away."""
    digits = [index for index, char in enumerate(figure) if char.isdigit()][:2]
    at = rng.choice(digits)
    return (
        figure[:at]
        + rng.choice([d for d in "123456789" if abs(int(d) - int(figure[at])) >= 2])
        + figure[at + 1 :]
    )


def _firm(rng: random.Random) -> str:
    return f"{rng.choice(_NAMES)} {rng.choice(_KINDS)}"


def _retold(rng: random.Random) -> tuple[dict[str, str], str, str]:
    firm, place = _firm(rng), rng.choice(_PLACES)
    revenue, staff, sites = f"{rng.uniform(20, 900):.1f}", f"{rng.randint(1100, 9800):,}", rng.randint(12, 48)
    cost = rng.randint(110, 480)
    figures = {"revenue": revenue, "staff": staff, "cost": str(cost)}
    changed = rng.choice(sorted(figures))
    shown = {name: "@" if name == changed else figure for name, figure in figures.items()}
    report = (
        f"# Results of {firm} for 2025\n\n{firm} had revenue of €{revenue} million in 2025. At the end of the year it had {staff} employees at "
        f"{sites} sites. The new plant in {place} cost €{cost} million.\n"
    )
    article = (
        f"# A good year for {firm}\n\nRevenue of {firm} reached €{shown['revenue']} million in 2025, the company said. It has {shown['staff']} "
        f"employees at {sites} sites. Its new plant in {place} cost €{shown['cost']} million.\n"
    )
    right = figures[changed]
    return {"report.md": report, "article.md": article}, right, _other(right, rng)


def _change(rng: random.Random) -> tuple[dict[str, str], str, str]:
    firm = _firm(rng)
    old = rng.randint(211, 899)
    percent = rng.randint(11, 49)
    new = round(old * (1 + percent / 100), 1)
    worked = f"{100 * (new / old - 1):.0f}"
    text = f"# {firm}\n\nOrders at {firm} rose @% to €{new:.1f} million in 2025, from €{old:.1f} million in 2024.\n"
    return {"orders.md": text}, worked, _other(worked, rng)


def _total(rng: random.Random) -> tuple[dict[str, str], str, str]:
    firm = _firm(rng)
    columns = [[rng.randint(210, 990) for _ in range(4)] for _ in range(2)]
    rows = "\n".join(
        f"| {place} | {columns[0][i]} | {columns[1][i]} |" for i, place in enumerate(_PLACES[:4])
    )
    text = f"# Sales of {firm} by site\n\n| Site | 2024 | 2025 |\n|---|---:|---:|\n{rows}\n| Total | {sum(columns[0])} | @ |\n"
    right = str(sum(columns[1]))
    return {"sales.md": text}, right, _other(right, rng)


def _share(rng: random.Random) -> tuple[dict[str, str], str, str]:
    place = rng.choice(_PLACES)
    whole, part = rng.randint(1210, 4890), rng.randint(310, 940)
    worked = f"{100 * part / whole:.0f}"
    text = f"# The survey of {place}\n\nOf the {whole:,} households in {place}, {part} households, or @%, have no car.\n"
    return {"survey.md": text}, worked, _other(worked, rng)
