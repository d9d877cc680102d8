"""The baseline: findings that a project has accepted, by their fingerprints, each with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.model import Finding
from claimcheck.suppressions.ignores import REGISTRY_RULES
from claimcheck.wording import visible
from claimcheck.writing import change_whole

if TYPE_CHECKING:
    from claimcheck.registry.model import Mark
    from claimcheck.registry.yaml_file import Value

NAME = "claimcheck-baseline.yaml"
_HEAD = """\
# Findings that this project has accepted. `claimcheck baseline` adds the present ones; give each a reason.
# An entry that no finding has any more is reported (unused-baseline); one past its `expires` accepts nothing.
"""
_KEYS = ("fingerprint", "rule", "path", "message", "reason", "by", "added", "expires")

_BREAK = re.compile(r"\r\n|[\n\r]")


class BaselineError(Exception):
    """A baseline that cannot be used; says the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One accepted finding."""

    fingerprint: str
    rule: str
    path: str
    """Of the document that the finding is in."""
    message: str
    mark: Mark
    path_of_baseline: str
    reason: str | None = None
    by: str | None = None
    added: date | None = None
    expires: date | None = None

    def has_expired(self, today: date) -> bool:
        """Whether the entry accepts nothing any more."""
        return self.expires is not None and today > self.expires

    def is_for(self, read: Set[str], *, registry: bool) -> bool:
        """Whether a run that read some documents can tell that nothing has this finding any more."""
        if (self.rule in REGISTRY_RULES) != registry:
            return False
        return registry or self.path in read or not Path(self.path).exists()


@dataclass(frozen=True, slots=True)
class Baseline:
    """All accepted findings."""

    path: str
    entries: tuple[BaselineEntry, ...]


def find_baseline(named: str | None, folder: Path) -> Baseline | None:
    """The baseline that is named, else the one of the project's folder; None where there is none. Raises BaselineError."""
    if named is not None:
        return read_baseline(Path(named))
    place = folder / NAME
    if place.is_symlink():
        raise BaselineError(f"{place.as_posix()}: it is a link; name the file itself in the configuration")
    if not place.is_file():
        return None
    here = Path.cwd()
    return read_baseline(place.relative_to(here) if place.is_relative_to(here) else place)


def read_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises BaselineError, naming file and line."""
    from claimcheck.registry.yaml_file import MOST_BYTES

    shown = path.as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BaselineError(f"{shown}: {error.strerror or error}") from None
    return parse_baseline(data, shown)


@lru_cache(maxsize=2)
def parse_baseline(data: bytes, shown: str) -> Baseline:
    """The baseline that stands in a file; `shown` is how it is named. Raises BaselineError.

    What was written last is what is read next, mostly: it is kept by its bytes, never by the time of the file.
    """
    return Baseline(shown, tuple(_entry(shown, item, fields) for item, fields in _items(data, shown)))


def _items(data: bytes, shown: str) -> list[tuple[Value, dict[str, Value]]]:
    """The entries of a file, each with its fields. Raises BaselineError."""
    from claimcheck.registry.yaml_file import MOST_BYTES, YamlError, documents

    if len(data) > MOST_BYTES:
        raise BaselineError(f"{shown}: larger than {MOST_BYTES:,} bytes")
    try:
        found = list(documents(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise BaselineError(f"{shown}: not UTF-8 text") from None
    except YamlError as error:
        place = f":{error.line}:{error.column}" if error.line else ""
        raise BaselineError(f"{shown}{place}: {error.message}") from None
    if len(found) > 1:
        raise BaselineError(
            f"{shown}:{found[1].mark.line}: a second YAML document; all entries belong in one list"
        )
    if not found or found[0].data is None:
        return []
    if not isinstance(found[0].data, list):
        raise BaselineError(f"{shown}:{found[0].mark.line}: expected a list of accepted findings")
    items: list[tuple[Value, dict[str, Value]]] = []
    for item in found[0].data:
        if not isinstance(item.data, dict):
            raise BaselineError(f"{shown}:{item.mark.line}: expected an entry with a fingerprint")
        items.append((item, item.data))
    return items


def _entry(shown: str, item: Value, data: dict[str, Value]) -> BaselineEntry:
    words: dict[str, str] = {}
    for key, value in data.items():
        place = value.key.line if value.key else value.mark.line
        if key not in _KEYS:
            raise BaselineError(f"{shown}:{place}: there is no key '{key}'; there are {', '.join(_KEYS)}")
        if isinstance(value.data, (list, dict)):
            raise BaselineError(f"{shown}:{place}: '{key}' must be plain text")
        if value.data is not None:
            words[key] = value.data
    for key in ("fingerprint", "rule", "path"):
        if key not in words:
            raise BaselineError(f"{shown}:{item.mark.line}: the key '{key}' is missing")
    days: dict[str, date | None] = {}
    for key in ("added", "expires"):
        try:
            days[key] = date.fromisoformat(words[key]) if key in words else None
        except ValueError:
            raise BaselineError(
                f"{shown}:{item.mark.line}: {key}: '{words[key]}' is no day such as 2026-11-30"
            ) from None
    value = data["fingerprint"]
    return BaselineEntry(
        words["fingerprint"],
        words["rule"],
        words["path"],
        words.get("message", ""),
        value.mark,
        shown,
        words.get("reason"),
        words.get("by"),
        days["added"],
        days["expires"],
    )


def entry_lines(finding: Finding, *, reason: str, by: str | None, added: date, expires: date | None) -> str:
    """A finding as an entry of the baseline file."""
    told = {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "path": finding.locations[0].path,
        "message": finding.message,
    }
    return _lines(told, {"reason": reason, "by": by}, added, expires)


def _lines(told: Mapping[str, str], why: Mapping[str, str | None], added: date, expires: date | None) -> str:
    from claimcheck.registry.yaml_file import scalar

    rows = {
        **{name: told[name] for name in ("fingerprint", "rule", "path", "message")},
        **why,
        "added": added.isoformat(),
        "expires": expires.isoformat() if expires else None,
    }
    for name, value in rows.items():
        try:
            (value or "").encode("utf-8")
        except UnicodeEncodeError:  # a file name that is no UTF-8, half a character of a browser
            raise BaselineError(
                f"the {name} of a decision cannot be written down: it is no Unicode text ({visible(value or '')[:80]})"
            ) from None
    lines = [f"{key}: {scalar(value)}" for key, value in rows.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def decided_lines(
    made: Mapping[str, str], *, reason: str | None, by: str | None, added: date, expires: date | None
) -> str:
    """A dismissed finding as an entry of the baseline file; `reason` stands in where none was given."""
    return _lines(
        made, {"reason": made["reason"] or reason or "dismissed in the report", "by": by}, added, expires
    )


def change_baseline(
    path: Path, change: Callable[[Baseline], tuple[Set[str], Mapping[str, str]]]
) -> tuple[int, int]:
    """Changes a baseline that others may change, too; how many entries were added and taken out.

    `change` is given what stands there now, and says which fingerprints to take out and which entries to add, by their
    fingerprints; one that is there already is added only where it is taken out. Raises BaselineError, also where the file is
    written in a way that cannot be added to, and OSError; then it stays as it was.
    """
    shown = path.as_posix()
    counts = (0, 0)

    def make(data: bytes | None) -> str | None:
        nonlocal counts
        known = parse_baseline(data, shown) if data is not None else Baseline(shown, ())
        remove, add = change(known)
        there = {entry.fingerprint for entry in known.entries}
        fresh = {mark: lines for mark, lines in add.items() if mark not in there or mark in remove}
        gone = remove & there
        counts = (len(fresh), len(gone))
        if not fresh and not gone:
            return None
        return _changed(data, shown, gone, fresh)

    change_whole(path, make)
    return counts


def _changed(data: bytes | None, shown: str, gone: Set[str], fresh: Mapping[str, str]) -> str:
    """The text of a baseline with other entries; comments and what stands there are kept."""
    text = data.decode("utf-8-sig") if data is not None else ""
    items = _items(data, shown) if data is not None else []
    text = _without(text, items, gone) if gone else text
    body = text if text.strip() else _HEAD
    if not body.endswith("\n"):
        body += "\n"
    indent = " " * max(items[0][0].mark.column - 3, 0) if items else ""
    made = body + "".join(
        indent + line for lines in fresh.values() for line in lines.splitlines(keepends=True)
    )
    before = parse_baseline(data, shown).entries if data is not None else ()
    wanted = [_said(entry) for entry in before if entry.fingerprint not in gone]
    try:
        entries = parse_baseline(made.encode("utf-8"), shown).entries
    except BaselineError as error:
        raise BaselineError(f"{_CANNOT.format(shown)} ({error})") from None
    kept = [_said(entry) for entry in entries[: len(entries) - len(fresh)]]
    if kept != wanted or [entry.fingerprint for entry in entries[len(kept) :]] != list(fresh):
        raise BaselineError(_CANNOT.format(shown))
    return made


_CANNOT = "{}: entries cannot be added or taken out as it is written; write it as a plain list, each entry on lines of its own behind “- ”"


def _said(entry: BaselineEntry) -> tuple[object, ...]:
    """All of an entry but where it stands."""
    return (
        entry.fingerprint, entry.rule, entry.path, entry.message, entry.reason, entry.by, entry.added, entry.expires,
    )  # fmt: skip


def _without(text: str, items: Sequence[tuple[Value, dict[str, Value]]], gone: Set[str]) -> str:
    """The text without some entries; all else is kept."""
    starts = [_line_start(text, item.mark.span.start) for item, _ in items]
    for (_, fields), start, following in reversed(
        list(zip(items, starts, [*starts[1:], len(text)], strict=True))
    ):
        if fields["fingerprint"].data not in gone:
            continue
        last = max(value.mark.span.end for value in fields.values())
        ended = _BREAK.search(text, last)
        text = text[:start] + text[min(ended.end() if ended is not None else len(text), following) :]
    return text


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
