"""What the registry of a project says of the document in the editor, with the figure that would settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from claimcheck.documents import UnreadableDocument
from claimcheck.engine.fixing import planned, suggested
from claimcheck.engine.readable import as_read, as_written
from claimcheck.engine.run import under
from claimcheck.engine.verify import load_source
from claimcheck.model import Claim, Document, Report
from claimcheck.registry import DEFAULT_FOLDER, project_root, read_registry
from claimcheck.registry.verification import verify
from claimcheck.settings import Settings
from claimcheck.suppressions import Baseline, accept

_MOST_SOURCES = 64


class Registry:
    """Holds documents against the registry; sources of it are read again only when they change."""

    def __init__(self) -> None:
        self._sources: dict[str, tuple[object, tuple[Document, Sequence[Claim]]]] = {}

    def told(
        self,
        report: Report,
        document: Document,
        claims: Sequence[Claim],
        settings: Settings,
        baseline: Baseline | None,
    ) -> Report:
        """The report with what the registry says of one document, whose text is that in the editor; as it is where there is no registry."""
        named = [place for place in settings.claims or (DEFAULT_FOLDER,) if Path(place).exists()]
        registry = read_registry(named) if named else None
        if registry is None or not registry.claims:
            return report
        day = date.today()
        pairs = [(document, as_read(claims))]
        result = verify(registry, project_root(settings.file), self._load, pairs, day)
        findings = [one for one in result.findings if one.locations[0].path == document.path]
        kept, _ = accept(under(settings, findings), [document], baseline, day, registry=True)
        if not kept:
            return report
        fixes = planned(registry, result, pairs, day, {document.path: document.text})
        asserted = tuple(claim for claim in result.claims if claim.path != document.path)
        held = as_written(replace(report, claims=(*asserted, *pairs[0][1]), findings=suggested(kept, fixes)))
        return replace(report, findings=(*report.findings, *held.findings))

    def _load(self, path: Path, shown: str) -> tuple[Document, Sequence[Claim]]:
        try:
            status = path.stat()
        except OSError as error:
            raise UnreadableDocument(error.strerror or str(error)) from None
        mark = status.st_mtime_ns, status.st_size, status.st_ino
        known = self._sources.get(shown)
        if known is not None and known[0] == mark:
            return known[1]
        found = load_source(path, shown)
        if len(self._sources) >= _MOST_SOURCES:
            self._sources.clear()
        self._sources[shown] = mark, found
        return found
