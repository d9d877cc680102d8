"""The order of the stages, and what is kept of each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from claimcheck import checks
from claimcheck.checks.concluded import share
from claimcheck.checks.unsupported import unsupported
from claimcheck.claims.foreign import is_foreign
from claimcheck.documents.language import language_of, name_of
from claimcheck.engine.arithmetic import arithmetic_in
from claimcheck.engine.candidates import candidates_of
from claimcheck.engine.deciding import deciding_by
from claimcheck.engine.faults import lasting
from claimcheck.engine.kept import slot_of
from claimcheck.engine.link_questions import denied, link_questions, rests_on
from claimcheck.engine.memo import memo_of
from claimcheck.engine.passages import Passages
from claimcheck.engine.questions import by_mark, judged_pairs, questions_on, within
from claimcheck.engine.readable import as_read, as_written
from claimcheck.engine.reading import ALONE, Means, Progress, read
from claimcheck.engine.shown import shown_documents
from claimcheck.engine.verdicts import about, path_of, verdicts
from claimcheck.facts import Decisions, build_facts, conflicting_pairs, decide_all
from claimcheck.judges.record import Record, stale
from claimcheck.model import (
    Answer,
    Candidate,
    Claim,
    Document,
    DocumentSummary,
    Fact,
    Finding,
    Question,
    ReadFailure,
    Report,
    Severity,
)
from claimcheck.plugins import in_force
from claimcheck.relations import derive
from claimcheck.relations.links.reader import conclusions_in, links_of
from claimcheck.settings.model import DEFAULT, Settings
from claimcheck.suppressions import Baseline, accept
from claimcheck.wording import own_fault


def extract(
    paths: Sequence[str | Path],
    *,
    stdin: bytes | None = None,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    means: Means = ALONE,
) -> Report:
    """Reads documents and takes out their claims; a report with documents, claims and failures only.

    Files that cannot be read become failures; the others are read all the same. `means`: processes and a cache.
    """
    with in_force(settings):
        documents, claims, failures = read(paths, stdin, progress, settings, means)
    return Report(summaries(documents, claims, failures), tuple(claims), (), (), (), (), tuple(failures))


def check(
    paths: Sequence[str | Path],
    *,
    scope: str = "corpus",
    draft: str | Path | None = None,
    stdin: bytes | None = None,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    baseline: Baseline | None = None,
    today: date | None = None,
    record: Record | None = None,
    means: Means = ALONE,
) -> Report:
    """Reads documents, matches their claims and reports what contradicts or does not add up.

    `scope`: "corpus" compares across documents, "document" looks at each alone. `draft`: a file about to be published;
    findings are then those that touch it, and each of its claims gets a verdict from the other documents.
    `settings`: what the project decides for itself. `baseline`: findings that it has accepted, as of `today`. `record`: what
    judges have answered. `means`: processes and a cache, which change nothing but the time. Raises ValueError for another scope.
    """
    if scope not in ("corpus", "document"):
        raise ValueError(f"scope is corpus or document, not {scope!r}")
    every = [*paths, draft] if draft is not None else list(paths)
    options = _Options(scope, draft, settings, baseline, today or date.today(), record, means)
    there = [e.path for e in baseline.entries if Path(e.path).exists()] if baseline is not None else []
    decisive = (scope, draft, baseline, there, options.today, record)
    with in_force(settings):
        slot = slot_of(every, settings, decisive, means.cache)
        kept = slot.report() if slot is not None else None
        if kept is not None:
            return kept
        documents, written, failures = read(every, stdin, progress, settings, means)
        report = _lasting(documents, written, failures, options)
        # What changed while it was read is not what was read.
        if slot is not None and slot_of(every, settings, decisive, means.cache) == slot:
            slot.keep(report)
        return report


def checked(
    documents: Sequence[Document],
    written: Sequence[Claim],
    failed: Sequence[ReadFailure],
    *,
    scope: str = "corpus",
    draft: str | Path | None = None,
    settings: Settings = DEFAULT,
    baseline: Baseline | None = None,
    today: date,
    record: Record | None = None,
    only: str | None = None,
) -> Report:
    """What `check` reports of documents that are read already. `written`: their claims; `failed`: what could not be read.

    `only`: path of the one document that is asked about; then nobody works out what the others say of themselves.
    """
    with in_force(settings):
        options = _Options(scope, draft, settings, baseline, today, record, only=only)
        return _lasting(documents, written, failed, options)


@dataclass(frozen=True, slots=True)
class _Options:
    """What a check is asked to do with what was read; as for `check`."""

    scope: str
    draft: str | Path | None
    settings: Settings
    baseline: Baseline | None
    today: date
    record: Record | None
    means: Means = ALONE
    only: str | None = None
    """The one document that is asked about; None for all."""


def _lasting(
    documents: Sequence[Document],
    written: Sequence[Claim],
    failed: Sequence[ReadFailure],
    options: _Options,
) -> Report:
    """The report, without the documents that an error of our own is raised on, which are failures then."""
    by_path: dict[str, list[Claim]] = {document.path: [] for document in documents}
    for claim in written:
        by_path[claim.path].append(claim)
    failures = list(failed)

    def work(some: Sequence[Document]) -> Report:
        claims = [claim for document in some for claim in by_path[document.path]]
        return _compared(some, claims, failures, options)

    report, dropped = lasting(work, documents)
    for document, error in dropped:
        failures.append(ReadFailure(document.path, own_fault(error)))
    return work([d for d in documents if all(d is not lost for lost, _ in dropped)]) if dropped else report


def _compared(
    documents: Sequence[Document],
    written: Sequence[Claim],
    failures: Sequence[ReadFailure],
    options: _Options,
) -> Report:
    """All that comes after reading."""
    draft, settings, record = options.draft, options.settings, options.record
    claims = as_read(written)
    facts: list[Fact] = []
    findings: list[Finding] = []
    candidates: list[Candidate] = []
    drafted = path_of(draft, documents) if draft is not None else None
    decided: list[Decisions] = []
    questions: list[Question] = []
    passages = Passages(documents)
    places = by_mark(claims, passages) if record is not None and record.judgements else {}
    standing = record.standing() if record is not None else {}
    judged = judged_pairs(standing.values(), places)
    memo = memo_of(options.means, settings, len(documents))
    worked = [document for document in documents if options.only in (None, document.path)]
    arithmetic = arithmetic_in(claims, worked, memo)
    each = deciding_by(memo, drafted)
    for part, part_claims in parts(documents, claims, options.scope):
        here = within(judged, part_claims) if options.scope == "document" else judged
        decisions = decide_all(part_claims, part, draft=drafted, judged=here, each=each)
        conflicting = conflicting_pairs(decisions)
        part_facts = build_facts(part_claims, decisions, conflicting)
        by_id = {claim.id: claim for claim in part_claims}
        corpus = checks.Corpus(part, part_claims, part_facts, by_id, decisions, conflicting)
        own = [arithmetic[document.path] for document in part if document.path in arithmetic]
        share(corpus, conclusions_in(own))
        decided.append(decisions)
        facts.extend(part_facts)
        findings.extend(checks.run(corpus))
        candidates.extend(candidates_of(decisions, passages, draft=drafted))
        questions.extend(question for _, question in questions_on(decisions, passages, draft=drafted))
    links = links_of([arithmetic[document.path] for document in worked])
    denials = denied(links, claims, passages, standing)
    found = (
        verdicts(drafted, claims, decided, [link for link in links if link not in denials])
        if draft is not None
        else ()
    )
    if draft is not None:
        findings = [replace(finding, about=about(finding, drafted)) for finding in findings]
        findings.extend(replace(finding, about="draft") for finding in unsupported(found, claims))
    if denials:
        links = tuple(link for link in links if link not in denials)
        findings = [f for f in findings if not any(rests_on(f, link) for link in denials)]
    questions += [q for q in link_questions(links, claims, passages, draft=drafted) if q.id not in standing]
    whole = options.scope == "corpus" and draft is None
    findings = list(checks.distinct(findings))
    ruled = under(settings, findings)
    kept, accepted = accept(ruled, documents, options.baseline, options.today, whole=whole)
    told = checks.in_order(under(settings, kept, only=UNUSED))
    report = Report(
        summaries(documents, claims, failures),
        tuple(claims),
        tuple(facts),
        found,
        told,
        derive(claims),
        tuple(failures),
        tuple(accepted),
        shown_documents(documents, claims, told, drafted),
        links=links,
        candidates=tuple(sorted(candidates, key=lambda candidate: -candidate.probability)),
        questions=tuple(sorted(questions, key=lambda question: -question.value)),
        judged=sum(judgement.answer is not Answer.UNSURE for judgement in judged.values()),
        stale=tuple(stale(record, places, [document.path for document in documents])) if record else (),
    )
    return as_written(report)


UNUSED = frozenset({"unused-ignore", "unused-baseline"})
"""Rules on what has been accepted; they speak after all others."""


def under(
    settings: Settings, findings: Iterable[Finding], *, only: Set[str] = frozenset()
) -> Iterator[Finding]:
    """The findings as the settings want them: some rules off, some of another severity. `only`: the rules to look at; empty for all."""
    certain = (
        {rule.name: rule.severity for rule in checks.rules()} if settings.rules or settings.paths else {}
    )
    for finding in findings:
        if only and finding.rule not in only:
            yield finding
            continue
        severity = settings.severity(
            finding.rule,
            finding.locations[0].path,
            finding.severity,
            certain.get(finding.rule, Severity.ERROR),
        )
        if severity is not None:
            yield finding if severity is finding.severity else replace(finding, severity=severity)


def parts(
    documents: Sequence[Document], claims: Sequence[Claim], scope: str
) -> Iterable[tuple[Sequence[Document], Sequence[Claim]]]:
    """What is compared with each other: all documents, or each alone."""
    if scope == "corpus":
        return [(documents, claims)]
    by_path: dict[str, list[Claim]] = {document.path: [] for document in documents}
    for claim in claims:
        by_path[claim.path].append(claim)
    return [([document], by_path[document.path]) for document in documents]


def _summary(document: Document, claims: int) -> DocumentSummary:
    language = language_of(document)
    note = None
    if is_foreign(language):
        note = (
            f"in {name_of(language or '')}, which is not read: its tables were checked; of its text only numbers with plain units "
            "were taken out, and compared with nothing"
        )
    words = sum(len(segment.text.split()) for segment in document.segments)
    return DocumentSummary(
        document.path,
        document.title,
        document.published,
        claims,
        None,
        document.format,
        language,
        words,
        len(document.tables),
        note,
    )


def summaries(
    documents: Sequence[Document], claims: Sequence[Claim], failures: Sequence[ReadFailure]
) -> tuple[DocumentSummary, ...]:
    """A line for each document and each failure."""
    counts = Counter(claim.path for claim in claims)
    read = [_summary(document, counts[document.path]) for document in documents]
    return (*read, *(DocumentSummary(failure.path, None, None, 0, failure.message) for failure in failures))
