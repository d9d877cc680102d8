"""The baseline: findings that a project has accepted, by their fingerprints, each with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.model import Finding
from claimcheck.suppressions.ignores import REGISTRY_RULES

if TYPE_CHECKING:
    from claimcheck.registry.model import Mark
    from claimcheck.registry.yaml_file import Value

NAME = "claimcheck-baseline.yaml"
_HEAD = """\
# Findings that this project has accepted. `claimcheck baseline` adds the present ones; give each a reason.
# An entry that no finding has any more is reported (unused-baseline); one past its `expires` accepts nothing.
"""
_KEYS = ("fingerprint", "rule", "path", "message", "reason", "by", "added", "expires")


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
    if not place.is_file():
        return None
    here = Path.cwd()
    return read_baseline(place.relative_to(here) if place.is_relative_to(here) else place)


def read_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises BaselineError, naming file and line."""
    from claimcheck.registry.yaml_file import MOST_BYTES, YamlError, documents

    shown = path.as_posix()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BaselineError(f"{shown}: larger than {MOST_BYTES:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
        document = next(documents(text), None)
    except UnicodeDecodeError:
        raise BaselineError(f"{shown}: not UTF-8 text") from None
    except OSError as error:
        raise BaselineError(f"{shown}: {error.strerror or error}") from None
    except YamlError as error:
        place = f":{error.line}:{error.column}" if error.line else ""
        raise BaselineError(f"{shown}{place}: {error.message}") from None
    if document is None or document.data is None:
        return Baseline(shown, ())
    if not isinstance(document.data, list):
        raise BaselineError(f"{shown}:{document.mark.line}: expected a list of accepted findings")
    found: list[BaselineEntry] = []
    for item in document.data:
        if not isinstance(item.data, dict):
            raise BaselineError(f"{shown}:{item.mark.line}: expected an entry with a fingerprint")
        found.append(_entry(shown, item, item.data))
    return Baseline(shown, tuple(found))


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
    lines = [f"{key}: {scalar(value)}" for key, value in rows.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def decided_lines(
    made: Mapping[str, str], *, reason: str | None, by: str | None, added: date, expires: date | None
) -> str:
    """A dismissed finding as an entry of the baseline file; `reason` stands in where none was given."""
    return _lines(
        made, {"reason": made["reason"] or reason or "dismissed in the report", "by": by}, added, expires
    )


def with_entries(text: str | None, entries: Iterable[str]) -> str:
    """The text of a baseline with more entries at its end; comments and what stands there are kept."""
    body = text if text is not None and text.strip() else _HEAD
    if not body.endswith("\n"):
        body += "\n"
    return body + "".join(entries)


def pruned(text: str, lines: Set[int]) -> str:
    """The text of a baseline without the entries whose fingerprints stand in some lines; all else is kept."""
    from claimcheck.registry.yaml_file import documents

    document = next(documents(text), None)
    if document is None or not isinstance(document.data, list):
        return text
    rows = text.splitlines(keepends=True)
    starts = [item.mark.line for item in document.data]
    ends = [*(start - 1 for start in starts[1:]), len(rows)]
    for item, start, end in reversed(list(zip(document.data, starts, ends, strict=True))):
        if not isinstance(item.data, dict) or item.data["fingerprint"].mark.line not in lines:
            continue
        last = max(
            (value.mark.line + value.mark.text.count("\n") for value in item.data.values()), default=start
        )
        del rows[start - 1 : min(last, end)]
    return "".join(rows)
