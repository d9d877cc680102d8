"""The record of judgements: one line of JSON each in `claimcheck.judgements.jsonl`, beside the configuration.

Lines are only ever added, whole and under a lock, so that two programs may write at once, a program that dies loses nothing that it
has written, and git merges two branches by keeping the lines of both (`merge=union`). Only `forget` and `sort` write the file anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimcheck.model import Answer, Judgement, QuestionKind

NAME = "claimcheck.judgements.jsonl"
MOST_BYTES = 50_000_000
MOST_CHARACTERS = 500
"""Of a reason."""
PERSON = "person"
MODEL = "model "
"""What the name of a judge begins with that is a model."""


class RecordError(Exception):
    """A record that cannot be read or written; the text says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """All judgements of a project."""

    path: str
    judgements: tuple[Judgement, ...] = ()
    """In the order of the file."""
    broken: tuple[int, ...] = ()
    """Numbers of the lines that hold no judgement: half written, or left by a merge."""

    def standing(self) -> dict[str, Judgement]:
        """The judgement that holds for each question, whatever the order of the lines.

        A person's counts more than a model's, a later one more than an earlier one; of two at one moment that differ, neither.
        """
        best: dict[str, Judgement] = {}
        for judgement in self.judgements:
            present = best.get(judgement.id)
            best[judgement.id] = judgement if present is None else _prevailing(present, judgement)
        return best


def _prevailing(one: Judgement, other: Judgement) -> Judgement:
    ranks = [(judgement.by == PERSON, judgement.at) for judgement in (one, other)]
    if ranks[0] != ranks[1]:
        return one if ranks[0] > ranks[1] else other
    if one.answer is other.answer:
        return min(one, other, key=_line)
    if Answer.UNSURE in (one.answer, other.answer):
        return one if one.answer is Answer.UNSURE else other
    from dataclasses import replace

    return replace(min(one, other, key=_line), answer=Answer.UNSURE, why="two answers that differ")


def read_record(path: Path) -> Record:
    """The record of a file; an empty one where there is none. Raises RecordError."""
    return _parsed(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            return b""
        if not path.is_file():
            raise RecordError(f"{path.as_posix()}: not a file")
        if path.stat().st_size > MOST_BYTES:
            raise RecordError(f"{path.as_posix()}: larger than {MOST_BYTES:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path.as_posix()}: {error.strerror or error}") from None


def _parsed(path: Path, data: bytes) -> Record:
    judgements: dict[tuple[object, ...], Judgement] = {}
    broken = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        judgement = _judgement(line)
        if judgement is None:
            broken.append(number)
        else:
            # A merge may bring one line twice.
            judgements.setdefault(_identity(judgement), judgement)
    return Record(path.as_posix(), tuple(judgements.values()), tuple(broken))


def _identity(judgement: Judgement) -> tuple[object, ...]:
    return judgement.id, judgement.answer, judgement.by, judgement.who, judgement.at


def _judgement(line: bytes) -> Judgement | None:
    """The judgement of a line; None where it holds none."""
    import json  # only where there is a record

    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    texts = {name: given.get(name, "") for name in ("id", "by", "why", "who", "at")}
    lists = {name: given.get(name, []) for name in ("marks", "passages", "documents")}
    if not all(isinstance(text, str) for text in texts.values()) or not texts["id"] or not texts["by"]:
        return None
    if not all(
        isinstance(found, list) and all(isinstance(t, str) for t in found) for found in lists.values()
    ):
        return None
    try:
        answer, kind = (
            Answer(str(given.get("answer"))),
            QuestionKind(given.get("kind", QuestionKind.SAME_QUANTITY)),
        )
    except ValueError:
        return None
    return Judgement(
        texts["id"],
        answer,
        texts["by"],
        texts["why"],
        texts["who"],
        texts["at"],
        kind,
        *(tuple(lists[name]) for name in ("marks", "passages", "documents")),
    )


def _line(judgement: Judgement) -> str:
    import json

    told: dict[str, Any] = {
        "id": judgement.id,
        "kind": judgement.kind.value,
        "answer": judgement.answer.value,
        "why": judgement.why,
        "by": judgement.by,
        **({"who": judgement.who} if judgement.who else {}),
        "at": judgement.at,
        "passages": list(judgement.passages),
        "documents": list(judgement.documents),
        "marks": list(judgement.marks),
    }
    # Half of a surrogate pair cannot be written as UTF-8, and no line may hold the end of one.
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def now() -> str:
    """The moment, as it stands in the record."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def append(path: Path, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Writes judgements down that the record does not have yet, and returns those. Raises RecordError.

    Of one judge's answers to one question a second time only another one is written. Once this returns they are on the disk.
    """
    with _locked(path) as file:
        data = _all(file)
        standing = _latest(_parsed(path, data).judgements)
        new: list[Judgement] = []
        for judgement in judgements:
            present = standing.get((judgement.id, judgement.by, judgement.who))
            if present is None or present.answer is not judgement.answer:
                standing[judgement.id, judgement.by, judgement.who] = judgement
                new.append(judgement)
        if new:
            text = "".join(f"{_line(judgement)}\n" for judgement in new)
            # What another program left unfinished ends here, and is told as broken.
            start = "\n" if data and not data.endswith(b"\n") else ""
            _write(file, (start + text).encode("utf-8"))
        return new


def _latest(judgements: Iterable[Judgement]) -> dict[tuple[str, str, str], Judgement]:
    latest: dict[tuple[str, str, str], Judgement] = {}
    for judgement in judgements:
        key = (judgement.id, judgement.by, judgement.who)
        if key not in latest or latest[key].at <= judgement.at:
            latest[key] = judgement
    return latest


def rewrite(path: Path, keep: Callable[[Judgement], bool] = lambda judgement: True) -> tuple[int, int]:
    """Writes the record anew, sorted: without broken lines and without what is not kept; how many stayed and how many went.

    Raises RecordError.
    """
    from claimcheck.writing import write_whole

    with _locked(path) as file:
        record = _parsed(path, _all(file))
        kept = sorted(
            (j for j in record.judgements if keep(j)), key=lambda j: (j.documents, j.id, j.at, _line(j))
        )
        try:
            write_whole(path, "".join(f"{_line(judgement)}\n" for judgement in kept))
        except OSError as error:
            raise RecordError(f"{path.as_posix()}: {error.strerror or error}") from None
        return len(kept), len(record.judgements) - len(kept)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The file, open for reading and appending, while no other program writes to it. Raises RecordError."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        while True:
            file = os.open(path, flags, 0o666)
            try:
                _lock(file)
                # Whoever wrote it anew meanwhile has put another file in its place.
                if _is_still(file, path):
                    yield file
                    return
            finally:
                os.close(file)  # gives the lock back, too
    except OSError as error:
        link = path.is_symlink()
        raise RecordError(
            f"{path.as_posix()}: {'a link, which is not followed' if link else error.strerror or error}"
        ) from None


def _is_still(file: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    mine = os.fstat(file)
    return (mine.st_ino, mine.st_dev) == (there.st_ino, there.st_dev)


def _lock(file: int) -> None:
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows
        import msvcrt

        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined, unused-ignore]
        return
    fcntl.flock(file, fcntl.LOCK_EX)


def _all(file: int) -> bytes:
    size = os.fstat(file).st_size
    if size > MOST_BYTES:
        raise RecordError(f"the record is larger than {MOST_BYTES:,} bytes")
    os.lseek(file, 0, os.SEEK_SET)
    parts = []
    while part := os.read(file, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)


def stale(record: Record, known: Mapping[str, object], read: Iterable[str]) -> list[Judgement]:
    """The judgements on passages that their documents do not have any more.

    `known`: the marks of all numbers that were read. `read`: paths of the documents. What is on documents that nobody read now, and
    that are still there, is left alone.
    """
    folder = os.path.realpath(Path(record.path).parent)
    looked_at = {os.path.realpath(path) for path in read}

    def settled(name: str) -> bool:
        # Names are written down without links (`name_of`), so that none need be followed, however long a stranger makes them.
        place = os.path.normpath(os.path.join(folder, name))  # noqa: PTH118
        try:
            return place in looked_at or not os.path.exists(place)  # noqa: PTH110
        except ValueError:  # no file can have such a name
            return True

    return [
        judgement
        for judgement in record.judgements
        if not all(mark in known for mark in judgement.marks) and all(map(settled, judgement.documents))
    ]


def name_of(document: str, path: Path) -> str:
    """A document as the record names it: as seen from the record's folder, so that it is found from anywhere."""
    try:
        return os.path.relpath(os.path.realpath(document), os.path.realpath(path.parent)).replace(os.sep, "/")
    except ValueError:  # on another drive
        return document
