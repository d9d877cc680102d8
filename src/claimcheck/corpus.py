"""Documents that are checked again and again, as an editor or a server does: each is read once, until it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.documents.reader import FileReader, Reader
    from claimcheck.judges.interface import Judge
    from claimcheck.judges.record import Record
    from claimcheck.model import Claim, Document, Question, ReadFailure, Report
    from claimcheck.settings import Settings

_ROUNDS = 3
"""How often a judge is asked: answers bring up new questions."""


class Corpus:
    """A set of documents that grows and shrinks, and is checked as a whole.

    Reading a document is done when it is added, comparing when `check` is called; the report is kept until something changes. It is
    the same report that `claimcheck.check` gives for the same documents in the same order.

        >>> corpus = claimcheck.Corpus(["sources"])
        >>> corpus.add_text("draft.md", "The plant opened in 2021 with 300 people.")
        >>> corpus.check(draft="draft.md").findings
        >>> corpus.remove("draft.md")
    """

    def __init__(
        self,
        paths: Sequence[str | Path] = (),
        *,
        scope: str = "corpus",
        config: str | Path | None = None,
        judgements: str | Path | None = None,
        judge: Judge | None = None,
        readers: Sequence[Reader | FileReader] = (),
    ) -> None:
        """Sets up a corpus and adds what `paths` name.

        Args:
            paths: Files and folders to begin with.
            scope: "corpus" compares claims within and across all documents, "document" looks at each alone.
            config: A configuration file (`claimcheck.toml`); None for the defaults. None is looked for.
            judgements: A record of judgements; None for the one beside the configuration, if that is given and there is one.
            judge: Asked what the words leave open, within `max_questions` of the configuration. Its answers are written to the record
                where there is one, else kept while this object lives.
            readers: Readers of further formats, asked before those that claimcheck has.

        Raises:
            ValueError: for another scope.
            claimcheck.settings.finding.SettingsError: for a configuration that cannot be used.
            claimcheck.judges.record.RecordError: for a record that cannot be read.
        """
        from claimcheck.judges.record import NAME, Record, read_record
        from claimcheck.settings import DEFAULT, find_settings

        if scope not in ("corpus", "document"):
            raise ValueError(f"scope is corpus or document, not {scope!r}")
        self._scope, self._judge, self._readers = scope, judge, tuple(readers)
        self._settings: Settings = DEFAULT if config is None else find_settings(file=str(config))
        place = judgements if judgements is not None or config is None else Path(config).with_name(NAME)
        self._place = Path(place) if place is not None else None
        self._record: Record = read_record(self._place) if self._place is not None else Record("")
        self._documents: dict[str, tuple[Document, list[Claim]]] = {}
        self._failures: dict[str, ReadFailure] = {}
        self._reports: dict[str | None, Report] = {}
        if paths:
            self.add(*paths)

    @property
    def paths(self) -> tuple[str, ...]:
        """The documents, as reports name them, in their order. Files that hold a collection give several: "feed.jsonl#/3"."""
        return tuple(self._documents)

    @property
    def failures(self) -> tuple[ReadFailure, ...]:
        """What was added and could not be read."""
        return tuple(self._failures.values())

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The numeric claims of all documents, in the order of the documents and their text."""
        return tuple(claim for _, claims in self._documents.values() for claim in claims)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def __contains__(self, path: object) -> bool:
        """Whether there is a document of that name."""
        return path in self._documents

    def __iter__(self) -> Iterator[str]:
        """The names of the documents."""
        return iter(self._documents)

    def add(self, *paths: str | Path) -> tuple[str, ...]:
        """Reads files and folders; one that is there already is read again and keeps its place.

        Returns:
            The names of the documents that were read, as reports have them. What cannot be read raises nothing: it is in `failures`.
        """
        from claimcheck.engine.reading import read

        with self._in_force():
            documents, claims, failures = read(paths, None, None, self._settings)
        by_path: dict[str, list[Claim]] = {document.path: [] for document in documents}
        for claim in claims:
            by_path[claim.path].append(claim)
        self._reports.clear()
        for file in {document.path.partition("#/")[0] for document in documents}:
            self._failures.pop(file, None)
            for gone in [p for p in self._documents if p.startswith(f"{file}#/") and p not in by_path]:
                del self._documents[gone]
        for failure in failures:
            self._drop(failure.path)
            self._failures[failure.path] = failure
        for document in documents:
            self._documents[document.path] = document, by_path[document.path]
        return tuple(by_path)

    def add_text(self, path: str, text: str, *, published: date | None = None) -> None:
        """Adds a text under a name, or replaces the one of that name.

        Args:
            path: How reports name it; its suffix is a hint at the format (".md" where it has none).
            text: Plain text, Markdown, HTML or another format of text; `claim.span` counts in it.
            published: What relative dates ("last year") count from, where the text itself has no date.

        Raises:
            claimcheck.documents.UnreadableDocument: for a text that its reader cannot make sense of.
        """
        from claimcheck.documents import read_string
        from claimcheck.readers import read_claims

        with self._in_force():
            document = read_string(text, path, Path(path).suffix or ".md")
            if published is not None and document.published is None:
                document = replace(document, published=published)
            claims = list(read_claims(document))
        self._reports.clear()
        self._failures.pop(path, None)
        self._documents[path] = document, claims

    def remove(self, path: str | Path) -> None:
        """Takes a document out, all documents of a file that holds a collection, or a file that could not be read.

        Raises:
            KeyError: where there is none of that name.
        """
        if not self._drop(path.as_posix() if isinstance(path, Path) else path):
            raise KeyError(str(path))
        self._reports.clear()

    def check(self, *, draft: str | Path | None = None) -> Report:
        """The report on all documents as they are now.

        Args:
            draft: The name of a document that is about to be published; findings are those that touch it, and its claims get verdicts.

        Raises:
            KeyError: where there is no document of that name.
            claimcheck.judges.interface.JudgeError: where the judge cannot go on.
        """
        name = draft.as_posix() if isinstance(draft, Path) else draft
        if name is not None and name not in self._documents:
            raise KeyError(name)
        if name not in self._reports:
            self._reports[name] = self._checked(name)
        return self._reports[name]

    def _checked(self, draft: str | None) -> Report:
        report = self._compared(draft)
        asked: set[str] = set()
        for _ in range(_ROUNDS if self._judge is not None else 0):
            questions = [question for question in report.questions if question.id not in asked]
            questions = questions[: self._settings.model.max_questions - len(asked)]
            asked.update(question.id for question in questions)
            if not questions or not self._asked(questions):
                break
            report = self._compared(draft)
        return report

    def _compared(self, draft: str | None) -> Report:
        from claimcheck.engine.run import checked

        # A draft comes last, as in `claimcheck check --draft`.
        order = sorted(self._documents, key=lambda path: path == draft)
        documents = [self._documents[path][0] for path in order]
        claims = [claim for path in order for claim in self._documents[path][1]]
        with self._in_force():
            return checked(
                documents,
                claims,
                self.failures,
                scope=self._scope,
                draft=draft,
                settings=self._settings,
                today=date.today(),
                record=self._record,
            )

    def _asked(self, questions: Sequence[Question]) -> bool:
        """Asks the judge; whether it answered anything."""
        from claimcheck.judges.asking import ask
        from claimcheck.judges.record import read_record

        assert self._judge is not None
        if self._place is not None:
            count = sum(len(new) for new, _ in ask(self._judge, questions, self._place))
            self._record = read_record(self._place)
            return count > 0
        new = [judgement for some in self._judge.answer(questions) for judgement in some]
        self._record = replace(self._record, judgements=(*self._record.judgements, *new))
        return bool(new)

    def _drop(self, path: str) -> bool:
        gone = [p for p in self._documents if p == path or p.startswith(f"{path}#/")]
        for one in gone:
            del self._documents[one]
        return self._failures.pop(path, None) is not None or bool(gone)

    @contextmanager
    def _in_force(self) -> Iterator[None]:
        from claimcheck.plugins import in_force

        with in_force(self._settings, self._readers):
            yield
