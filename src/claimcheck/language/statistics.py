"""How a language reports an estimate with its interval, a percentage with its counts, and a mean of whole numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import filled, load, parts_of


@dataclass(frozen=True, slots=True)
class StatisticRule:
    """A wording with which a paper reports a figure that others beside it allow or rule out."""

    name: str
    kind: str
    """What is worked: "interval", "percentage", "percentage of few" or "mean"."""
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str]
    counts: re.Pattern[str] | None
    """What tells that whole numbers are meant; None where the wording says so itself."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def applies(self, text: str) -> bool:
        """Whether a sentence is worth a try."""
        return (
            any(word in text for word in self.needs)
            and not self.unless.search(text)
            and (self.counts is None or self.counts.search(text) is not None)
        )


@cache
def statistic_rules(language: str = "en") -> tuple[StatisticRule, ...]:
    """The wordings, in the order of the file."""
    data = load("statistics", language)
    parts = parts_of(data)
    return tuple(
        StatisticRule(
            entry["name"],
            entry["kind"],
            tuple(entry["needs"]),
            re.compile(filled(entry["pattern"], parts)),
            re.compile(filled(entry["unless"], parts), re.IGNORECASE),
            re.compile(filled(entry["counts"], parts), re.IGNORECASE) if "counts" in entry else None,
            tuple(entry["examples"]),
            tuple(entry["counter_examples"]),
        )
        for entry in data["statistic"]
    )


@cache
def interval_columns(language: str = "en") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The head of a column with an estimate and its interval in each cell, and such a cell."""
    data = load("statistics", language)
    parts = parts_of(data)
    head, cell = data["tables"]["interval"], data["tables"]["cell"]
    return re.compile(filled(head, parts), re.IGNORECASE), re.compile(filled(cell, parts))


@cache
def spread_before(language: str = "en") -> re.Pattern[str]:
    """What stands right before the interval or the deviation of a figure: "95% CI: "."""
    return re.compile(load("statistics", language)["spread"]["before"])
