"""What reviewers decide on findings: files that the report exports, and where `claimcheck review` keeps decisions.

A dismissed finding is accepted by an entry of the baseline, which CI reads. What the baseline has no place for, findings
confirmed and notes, stands in a file of decisions beside it, in the format that the report exports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from claimcheck.model import Finding
from claimcheck.suppressions.baseline import (
    Baseline,
    BaselineError,
    entry_lines,
    pruned,
    read_baseline,
    with_entries,
)
from claimcheck.writing import write_whole

NAME = "claimcheck-decisions.json"
_MOST_BYTES = 50_000_000
DECISIONS = ("accepted", "dismissed", "")
"""What may stand in `Decision.decision`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one finding."""

    decision: str
    """ "accepted" where the finding is right, "dismissed" where it is none; empty where there is only a note."""
    reason: str = ""
    """Why it was dismissed."""
    note: str = ""


class OutdatedDecision(Exception):
    """Somebody else decided on the finding meanwhile."""


def read_decisions(path: Path) -> list[dict[str, str]]:
    """What stands in a file of decisions, one per fingerprint, the last one said. Raises BaselineError."""
    shown = path.as_posix()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BaselineError(f"{shown}: larger than {_MOST_BYTES:,} bytes")
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise BaselineError(f"{shown}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{shown}: not JSON ({' '.join(str(error).split())[:80]})") from None
    listed = (
        data.get("decisions") if isinstance(data, dict) and data.get("claimcheck_decisions") == 1 else None
    )
    if not isinstance(listed, list):
        raise BaselineError(f"{shown}: no decisions that a report exported")
    found: dict[str, dict[str, str]] = {}
    for number, one in enumerate(listed, 1):
        fields = ("fingerprint", "rule", "path", "message", "decision", "reason", "note", "at")
        if not isinstance(one, dict) or not all(isinstance(one.get(name, ""), str) for name in fields):
            raise BaselineError(f"{shown}: decision {number} is not one that a report exported")
        if one.get("decision", "") in DECISIONS and all(one.get(name) for name in fields[:3]):
            found[one["fingerprint"]] = {name: one.get(name, "") for name in fields}
    return list(found.values())


def dismissed(made: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Those of some decisions that the baseline takes."""
    return [one for one in made if one["decision"] == "dismissed"]


class DecisionStore:
    """Decisions in files that others may change, too: they are read anew before each change, and replaced whole."""

    def __init__(self, baseline: Path, by: str | None) -> None:
        """`baseline`: the file, which need not exist. `by`: who decides."""
        self.baseline = baseline
        self.others = baseline.with_name(NAME)
        self._by = by
        self._parsed: tuple[tuple[int, int], Baseline] | None = None

    def read(self, today: date) -> dict[str, Decision]:
        """All decisions by the fingerprints of their findings. Raises BaselineError."""
        found = {
            one["fingerprint"]: Decision(one["decision"], one["reason"], one["note"])
            for one in self._others()
            if one["decision"] != "dismissed"
        }
        known = self._baseline()
        for entry in known.entries if known is not None else ():
            if not entry.has_expired(today):
                note = found[entry.fingerprint].note if entry.fingerprint in found else ""
                found[entry.fingerprint] = Decision("dismissed", entry.reason or "", note)
        return found

    def decide(self, finding: Finding, made: Decision, seen: Decision | None, today: date) -> None:
        """Writes a decision down. `seen`: what it replaces, as far as the one who decides knows.

        Raises OutdatedDecision where something else stands there by now, BaselineError where a file cannot be read, and
        OSError where it cannot be written.
        """
        # The baseline holds a reason as one line.
        reason = " ".join(made.reason.split())
        made = replace(
            made, reason=(reason or "dismissed in a review") if made.decision == "dismissed" else ""
        )
        present = self.read(today).get(finding.fingerprint, Decision(""))
        if present not in (seen or Decision(""), made):
            raise OutdatedDecision
        self._write_baseline(finding, made, today)
        self._write_others(finding, made)

    def _write_baseline(self, finding: Finding, made: Decision, today: date) -> None:
        known = self._baseline()
        mine = [
            entry for entry in (known.entries if known else ()) if entry.fingerprint == finding.fingerprint
        ]
        wanted = made.decision == "dismissed"
        kept = [entry for entry in mine if not entry.has_expired(today) and entry.reason == made.reason]
        if bool(kept) == wanted and len(kept) == len(mine):
            return
        text = self.baseline.read_text(encoding="utf-8") if known is not None else None
        if text is not None:
            text = pruned(text, {entry.mark.line for entry in mine})
        entries = (
            [entry_lines(finding, reason=made.reason, by=self._by, added=today, expires=None)]
            if wanted
            else []
        )
        write_whole(self.baseline, with_entries(text, entries))

    def _write_others(self, finding: Finding, made: Decision) -> None:
        listed = {one["fingerprint"]: one for one in self._others()}
        before = dict(listed)
        listed.pop(finding.fingerprint, None)
        kept = "" if made.decision == "dismissed" else made.decision
        if kept or made.note:
            listed[finding.fingerprint] = {
                "fingerprint": finding.fingerprint,
                "rule": finding.rule,
                "path": finding.locations[0].path,
                "message": finding.message,
                "decision": kept,
                "reason": "",
                "note": made.note,
                "at": "",
            }
        if listed == before:
            return
        if not listed:
            self.others.unlink(missing_ok=True)
            return
        told = {"claimcheck_decisions": 1, "decisions": list(listed.values())}
        write_whole(self.others, json.dumps(told, indent=2, ensure_ascii=False) + "\n")

    def _baseline(self) -> Baseline | None:
        """The baseline as it stands; parsed again only when it has changed."""
        if not self.baseline.is_file():
            return None
        state = self.baseline.stat()
        version = (state.st_mtime_ns, state.st_ino)
        if self._parsed is None or self._parsed[0] != version:
            self._parsed = (version, read_baseline(self.baseline))
        return self._parsed[1]

    def _others(self) -> list[dict[str, str]]:
        return read_decisions(self.others) if self.others.is_file() else []
