"""Errors of our own: one costs the document that we stumble over, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from claimcheck.model import Finding, Report

T = TypeVar("T")
R = TypeVar("R")

MOST_DROPPED = 20
"""Documents that a run may lose so; more say that it is not the documents."""


def lasting(work: Callable[[Sequence[T]], R], items: Sequence[T]) -> tuple[R, list[tuple[T, Exception]]]:
    """What some work makes of items, and the items that had to be left out for it, each with the error.

    Of the items up to the first error the last one is left out, found by halving, until the work is done. Raises what the
    work raises on no items at all, or after more than `MOST_DROPPED`.
    """
    kept = list(items)
    dropped: list[tuple[T, Exception]] = []
    while True:
        try:
            return work(kept), dropped
        except MemoryError:
            raise
        except Exception as error:
            if not kept or len(dropped) == MOST_DROPPED:
                raise
            dropped.append((kept.pop(_first_failing(work, kept) - 1), error))


def _first_failing(work: Callable[[Sequence[T]], object], items: Sequence[T]) -> int:
    """The smallest number of items, from the first on, that the work fails on; 1 where it fails on none of them."""
    fine, fails = 0, len(items)
    while fails - fine > 1:
        middle = (fine + fails) // 2
        try:
            work(items[:middle])
        except MemoryError:
            raise
        except Exception:
            fails = middle
        else:
            fine = middle
    return fails


def of_documents(report: Report, paths: Collection[str]) -> Report:
    """The report of some of its documents: what it says of them alone."""
    claims = tuple(claim for claim in report.claims if claim.path in paths)
    there = {claim.id for claim in claims}

    def told(finding: Finding) -> bool:
        return all(location.path in paths for location in finding.locations)

    return replace(
        report,
        documents=tuple(row for row in report.documents if row.path in paths),
        claims=claims,
        facts=tuple(fact for fact in report.facts if there.issuperset(fact.claims)),
        verdicts=tuple(
            v for v in report.verdicts if v.claim in there and there.issuperset((*v.evidence, *v.nearest))
        ),
        findings=tuple(finding for finding in report.findings if told(finding)),
        derived=tuple(d for d in report.derived if d.claim in there and there.issuperset(d.operands)),
        suppressed=tuple(item for item in report.suppressed if told(item.finding)),
        shown=tuple(document for document in report.shown if document.path in paths),
        links=tuple(link for link in report.links if there.issuperset((link.stated, *link.operands))),
        candidates=tuple(c for c in report.candidates if c.left in there and c.right in there),
        questions=tuple(q for q in report.questions if all(side.document in paths for side in q.sides)),
    )


def rendered(render: Callable[[Report], R], report: Report) -> tuple[R, list[tuple[str, Exception]]]:
    """A report as a text, without the documents that it cannot be written with, which are given with the errors."""
    try:
        return render(report), []
    except MemoryError:
        raise
    except Exception:
        paths = [row.path for row in report.documents]
        return lasting(lambda some: render(of_documents(report, frozenset(some))), paths)
