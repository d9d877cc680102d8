"""Which documents of a large corpus may tell one story: those that share rare words, names or figures.

In a small corpus every document is compared with every other. In a large one a document is compared with a bounded number of others,
found over what few documents have, so that the cost grows with the corpus alone. How telling a word is follows from in how many documents it
stands (inverse document frequency, Spärck Jones 1972).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from math import log2

from claimcheck.facts.passages import Pages

FEW_DOCUMENTS = 12
"""Up to so many documents each is compared with each."""
MOST_KIN = 10
"""So many others are looked for from each document."""
LEAST_KIN = 2
"""So many are taken though they share little."""
MOST_KIN_OF_A_DRAFT = 60
_COMMON = 40
"""What more documents have leads to none of them."""
_MOST_KEYS = 60
"""So many of its rarest words and figures lead from a document to others."""
_LEAST_SHARE = 0.1
"""Two documents that share less of what is rare in the shorter one are not of one story."""
_LEAST_DIGITS = 3
Key = tuple[str, ...]


def kin_of(pages: Pages, draft: str | None = None) -> Mapping[str, frozenset[str]]:
    """For each document the others that it is compared with; the relation is symmetric. `draft`: it has more kin than others."""
    paths = list(pages.claims)
    if len(paths) <= FEW_DOCUMENTS:
        every = frozenset(paths)
        return {path: every - {path} for path in paths}
    numbers: dict[Key, int] = {}
    keys = {
        path: array("I", sorted(numbers.setdefault(key, len(numbers)) for key in sorted(_keys(pages, path))))
        for path in paths
    }
    named = list(numbers)
    del numbers
    places: list[list[str]] = [[] for _ in named]
    for path in paths:
        for key in keys[path]:
            places[key].append(path)
    bits = array("d", (log2(len(paths) / len(having)) for having in places))
    own = {path: sum(bits[key] for key in keys[path]) for path in paths}
    found: dict[str, set[str]] = {path: set() for path in paths}
    for path in paths:
        shared: dict[str, float] = defaultdict(float)
        rare = sorted(
            (key for key in keys[path] if 1 < len(places[key]) <= _COMMON),
            key=lambda key: (len(places[key]), named[key]),
        )
        for key in rare[: _MOST_KEYS if path != draft else None]:
            for other in places[key]:
                shared[other] += bits[key]
        shared.pop(path, None)
        ranked = sorted((-weight, other) for other, weight in shared.items())
        for number, (weight, other) in enumerate(
            ranked[: MOST_KIN_OF_A_DRAFT if path == draft else MOST_KIN]
        ):
            if number < LEAST_KIN or -weight >= _LEAST_SHARE * min(own[path], own[other]):
                found[path].add(other)
                found[other].add(path)
    return {path: frozenset(others) for path, others in found.items()}


def _keys(pages: Pages, path: str) -> set[Key]:
    """What may lead from a document to others: stems of its lines, paragraphs and headings, and its longer figures."""
    page = pages.page(path)
    stems = frozenset[str]().union(*{passage.wide for passage in page.passages}, page.counts)
    keys: set[Key] = {(stem,) for stem in stems}
    keys |= {figure for figure in page.figures if len(figure[0]) >= _LEAST_DIGITS}
    return keys
