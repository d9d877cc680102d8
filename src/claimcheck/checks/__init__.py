"""Checks: one module a rule, each with its name, explanation and examples beside its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib import import_module

from claimcheck.checks.rule import Corpus, Rule
from claimcheck.model import Finding

_MODULES = (
    "value_conflict",
    "scale_slip",
    "unit_slip",
    "direction_conflict",
    "stale_figure",
    "percent_change",
    "multiple",
    "difference",
    "item_count",
    "rank_conflict",
    "attribution_conflict",
    "share",
    "total",
    "hundred_percent",
    "average",
    "rate_total",
    "growth_rate",
    "conversion",
    "p_value",
    "reported_figures",
    "percent_points",
    "duration",
    "age",
    "ratio",
    "table_total",
    "table_change",
    "table_share",
    "roll_forward",
    "table_mismatch",
    "tagged_fact",
    "rank_order",
    "comparison",
    "unsupported",
    "quote_drift",
    "source_mismatch",
    "data_mismatch",
    "derived_mismatch",
    "pin_moved",
    "registry_conflict",
    "claim_expired",
    "unknown_claim",
    "unused_ignore",
    "unused_baseline",
)


_MORE: list[Rule] = []
"""Rules that a project adds, while `more_rules` is in force."""


def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are explained; those that a project adds stand last."""
    return (*built_in(), *_MORE)


@contextmanager
def more_rules(added: Sequence[Rule]) -> Iterator[None]:
    """Adds rules for a while; one of a name that is there already replaces none and is left out."""
    before = list(_MORE)
    known = {rule.name for rule in rules()}
    _MORE.extend(rule for rule in added if rule.name not in known)
    try:
        yield
    finally:
        _MORE[:] = before


@cache
def built_in() -> tuple[Rule, ...]:
    """The rules that claimcheck has itself. A new rule is a module and a line above."""
    return tuple(import_module(f"claimcheck.checks.{module}").RULE for module in _MODULES)


def run(corpus: Corpus, only: Sequence[str] = ()) -> tuple[Finding, ...]:
    """All findings, the most severe and surest first; `only`: names of rules, empty for all."""
    found = [f for rule in rules() if not only or rule.name in only for f in rule.check(corpus)]
    return in_order(_once(found))


def _once(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Of findings about the very same numbers the one of the most special rule, which stands last."""
    last = {frozenset(location.claim for location in finding.locations): finding for finding in findings}
    kept = {id(finding) for finding in last.values()}
    return (finding for finding in findings if id(finding) in kept)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they are shown: the most severe and surest first."""
    return tuple(sorted(findings, key=_order))


def distinct(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with a fingerprint of their own each, in their order: what stands twice in a file is two findings.

    The first in a file keeps its fingerprint; the others are told apart by their number, which later ones do not change.
    """
    by_mark: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_mark[finding.fingerprint].append(finding)
    renamed: dict[int, Finding] = {}
    for mark, same in by_mark.items():
        same.sort(key=lambda finding: [(at.path, at.span.start) for at in finding.locations])
        for number, finding in enumerate(same[1:], 2):
            told = blake2b(f"{mark}\0{number}".encode(), digest_size=10).hexdigest()
            renamed[id(finding)] = replace(finding, fingerprint=told)
    return tuple(renamed.get(id(finding), finding) for finding in findings)


def _order(finding: Finding) -> tuple[object, ...]:
    first = finding.locations[0]
    return -finding.severity.rank, -finding.confidence, first.path, first.span.start, finding.rule


__all__ = ["Corpus", "Rule", "built_in", "distinct", "in_order", "more_rules", "rules", "run"]
