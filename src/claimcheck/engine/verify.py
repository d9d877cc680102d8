"""The registry against its sources, its results and the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from claimcheck import checks
from claimcheck.budget import BudgetExceeded, file_budget
from claimcheck.documents import UnreadableDocument, read_document
from claimcheck.engine.faults import lasting
from claimcheck.engine.readable import as_read, as_written
from claimcheck.engine.reading import ALONE, Means, Progress, read
from claimcheck.engine.run import UNUSED, summaries, under
from claimcheck.engine.shown import shown_documents
from claimcheck.model import Claim, Document, ReadFailure, Report, Verdict
from claimcheck.plugins import in_force
from claimcheck.readers import read_claims
from claimcheck.registry import RegisteredClaim, Registry, RegistryFault, project_root, read_registry
from claimcheck.registry.verification import verify as verify_registry
from claimcheck.settings.model import DEFAULT, Settings
from claimcheck.suppressions import Baseline, accept
from claimcheck.wording import own_fault


def verify(
    claims: Sequence[str | Path],
    documents: Sequence[str | Path] = (),
    *,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    baseline: Baseline | None = None,
    today: date | None = None,
    root: Path | None = None,
    means: Means = ALONE,
) -> Report:
    """Verifies the claims of a registry.

    `claims`: files and folders of the registry. `documents`: files and folders that must not contradict it. `root`: what paths in
    the registry count from and must not lead out of; by default the folder of the configuration, else of the repository.
    Everything that cannot be used (broken YAML, a missing source) becomes a failure; the other claims are verified.
    """
    day = today or date.today()
    with in_force(settings):
        registry = read_registry(claims)
        found, numbers, failures = (
            read(documents, None, progress, settings, means) if documents else ([], [], [])
        )
        numbers = as_read(numbers)
        by_path: dict[str, list[Claim]] = {document.path: [] for document in found}
        for number in numbers:
            by_path[number.path].append(number)

        def work(some: Sequence[Document | RegisteredClaim]) -> Report:
            held = [one for one in some if isinstance(one, RegisteredClaim)]
            texts = [one for one in some if not isinstance(one, RegisteredClaim)]
            return _verified(
                replace(registry, claims=tuple(held)),
                [(document, by_path[document.path]) for document in texts],
                failures,
                settings,
                baseline,
                root or project_root(settings.file),
                day,
            )

        items: list[Document | RegisteredClaim] = [*registry.claims, *found]
        report, dropped = lasting(work, items)
        for lost, error in dropped:
            place = f"{lost.path}:{lost.mark('id').line}" if isinstance(lost, RegisteredClaim) else lost.path
            failures.append(ReadFailure(place, own_fault(error)))
        lost_ids = {id(lost) for lost, _ in dropped}
        return work([one for one in items if id(one) not in lost_ids]) if dropped else report


def _verified(
    registry: Registry,
    found: Sequence[tuple[Document, Sequence[Claim]]],
    failures: Sequence[ReadFailure],
    settings: Settings,
    baseline: Baseline | None,
    root: Path,
    day: date,
) -> Report:
    """All that comes after reading."""
    documents = [document for document, _ in found]
    numbers = [number for _, own in found for number in own]
    result = verify_registry(registry, root, load_source, found, day)
    kept, accepted = accept(
        under(settings, checks.distinct(result.findings)), documents, baseline, day, registry=True
    )
    present = {claim.id for claim in numbers}
    asserted = [claim for claim in result.claims if claim.id not in present]
    told = checks.in_order(under(settings, kept, only=UNUSED))
    if told:
        from claimcheck.engine.fixing import planned, suggested

        told = suggested(told, planned(registry, result, found, day))
    report = Report(
        summaries(documents, numbers, failures),
        (*asserted, *numbers),
        (),
        tuple(
            Verdict(record.id, record.verdict, tuple(e.claim for e in record.evidence if e.claim is not None))
            for record in result.records
        ),
        told,
        (),
        (*failures, *map(failure_of, result.faults)),
        tuple(accepted),
        shown_documents(documents, numbers, told),
        result.records,
    )
    return as_written(report)


def load_source(path: Path, shown: str) -> tuple[Document, Sequence[Claim]]:
    """A source of the registry, with its numbers; as with any document, what goes wrong with it costs nothing else."""
    try:
        with file_budget(path.stat().st_size):
            document = read_document(path, shown)
            return document, as_read(read_claims(document))
    except (UnreadableDocument, OSError):
        raise
    except BudgetExceeded as error:
        if error.of_the_run:
            raise
        raise UnreadableDocument(error.message) from None
    except Exception as error:
        raise UnreadableDocument(own_fault(error)) from None


def failure_of(fault: RegistryFault) -> ReadFailure:
    """A fault of the registry as a report tells it: with its place."""
    place = f":{fault.line}:{fault.column}" if fault.line is not None else ""
    return ReadFailure(f"{fault.path}{place}", fault.message)
