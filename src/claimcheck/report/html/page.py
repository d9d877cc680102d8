"""The whole HTML page, worked out: the templates only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.model import (
    FactStatus,
    Report,
    Severity,
)
from claimcheck.report.html.candidates import candidate_views, candidates_total
from claimcheck.report.html.draft import DraftViews
from claimcheck.report.html.facts import FactViews
from claimcheck.report.html.findings import FindingViews
from claimcheck.report.html.lookup import Lookup
from claimcheck.report.html.model import (
    Page,
)
from claimcheck.report.html.numbers import NumberRows
from claimcheck.report.html.overview import (
    accepted_row,
    calm,
    compared,
    counted,
    coverage,
    coverage_compared,
    coverage_headline,
    document_row,
    headline,
    record_row,
    registry_compared,
    registry_headline,
    rule_counts,
    shown_claims,
)
from claimcheck.report.html.questions import question_views
from claimcheck.report.html.texts import TextViews
from claimcheck.report.links import Linker, no_link
from claimcheck.report.summary import Summary, documents, outcome, summarise, verdict_counts
from claimcheck.wording import (
    count,
    listing,
    visible,
)

MANY_FINDINGS = 1_000
"""Beyond so many the page leaves out the drawings of intervals and the texts, which the cards say in words."""
AT_ONCE = 10
"""Cards of such a page that a browser makes at once; the script makes the others when they are asked for."""
MAX_FACTS = 400
"""Facts shown of each kind."""


def page(
    report: Report,
    *,
    scope: str | None = None,
    draft: str | None = None,
    link: Linker = no_link,
    run: Sequence[tuple[str, str]] = (),
) -> Page:
    """Work out everything that the page shows."""
    lookup = Lookup(report, link)
    large = len(report.findings) > MANY_FINDINGS
    facts = FactViews(lookup, large=large)
    summary = summarise(report)
    drafts = DraftViews(lookup)
    draft_view = drafts.draft()
    findings = FindingViews(lookup, large=large, listed=draft_view is not None).findings()
    told = Counter(
        path for view in findings if view.severity != Severity.INFO.value for path in view.documents
    )
    rows = tuple(document_row(row, told[visible(row.path)]) for row in documents(report))
    agreeing = [fact for fact in report.facts if fact.status is FactStatus.CORROBORATED]
    revised = [fact for fact in report.facts if fact.status is FactStatus.REVISED]
    contradicted = [
        fact for fact in report.facts if fact.status is FactStatus.CONFLICTING and len(fact.claims) > 2
    ]
    if large:
        contradicted = []  # the cards take them two by two
    # What several documents say alike is worth more than a text repeating itself.
    agreeing.sort(key=lambda fact: -lookup.sources(fact))
    numbers = NumberRows(lookup, drafts).rows(shown_claims(report, large=large))
    result = outcome(summary)
    return Page(
        headline=_headline(report, summary, draft),
        title=f"{result[:1].upper()}{result[1:]} in {count(summary.documents, 'document')}",
        compared=coverage_compared(report)
        if report.coverage
        else registry_compared(report, summary)
        if report.registry
        else compared(summary, scope, draft),
        counted=counted(summary),
        summary=summary,
        findings=tuple(view for view in findings if view.severity != Severity.INFO.value),
        notes=tuple(view for view in findings if view.severity == Severity.INFO.value),
        candidates=candidate_views(lookup),
        candidates_total=candidates_total(report),
        questions=question_views(report),
        questions_total=len(report.questions),
        draft=draft_view,
        verdict_line=listing([f"{number} {name.value}" for name, number in verdict_counts(report)]),
        registry=tuple(map(record_row, report.registry)),
        derived=tuple(facts.derived(derived) for derived in report.derived),
        agreeing=tuple(facts.fact(fact) for fact in agreeing[:MAX_FACTS]),
        agreeing_total=len(agreeing),
        revised=tuple(facts.fact(fact, by_date=True) for fact in revised[:MAX_FACTS]),
        revised_total=len(revised),
        contradicted=tuple(facts.fact(fact, by_date=True) for fact in contradicted[:MAX_FACTS]),
        contradicted_total=len(contradicted),
        series=tuple(facts.series()),
        accepted=tuple(map(accepted_row, report.suppressed)),
        run=tuple((visible(name), visible(value)) for name, value in run),
        coverage=coverage(report),
        owners=bool(report.coverage),
        claims=numbers,
        standings=tuple(dict.fromkeys(row.standing for row in numbers)),
        claims_total=len(report.claims),
        documents=rows,
        unreadable=tuple(row for row in rows if row.error is not None),
        rules=tuple(rule_counts(report)),
        calm=calm(report, summary),
        large=large,
        at_once=AT_ONCE,
        texts=()
        if large
        else tuple(TextViews(lookup, draft_view is not None and bool(draft_view.blocks)).texts()),
    )


def _headline(report: Report, summary: Summary, draft: str | None) -> str:
    if report.coverage:
        return coverage_headline(report)
    return registry_headline(report) if report.registry else headline(summary, draft=draft is not None)
