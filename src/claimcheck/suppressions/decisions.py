"""What reviewers decide on findings: files that the report exports, and where `claimcheck review` keeps decisions.

A dismissed finding is accepted by an entry of the baseline, which CI reads. What the baseline has no place for, findings
confirmed and notes, stands in a file of decisions beside it, in the format that the report exports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from claimcheck.model import Finding
from claimcheck.suppressions.baseline import (
    Baseline,
    BaselineError,
    change_baseline,
    entry_lines,
    read_baseline,
)
from claimcheck.writing import change_whole, locked

NAME = "claimcheck-decisions.json"
_MOST_BYTES = 50_000_000
_HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair: of a file name that is no UTF-8, or as a browser may send it."""
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
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BaselineError(f"{shown}: {error.strerror or error}") from None
    return _decisions(data, shown)


def _decisions(content: bytes, shown: str) -> list[dict[str, str]]:
    if len(content) > _MOST_BYTES:
        raise BaselineError(f"{shown}: larger than {_MOST_BYTES:,} bytes")
    try:
        data = json.loads(content)
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
        self.by = by

    def read(self, today: date) -> dict[str, Decision]:
        """All decisions by the fingerprints of their findings. Raises BaselineError."""
        known = read_baseline(self.baseline) if self.baseline.is_file() else None
        return self._together(known, today)

    def decide(self, finding: Finding, made: Decision, seen: Decision | None, today: date) -> Decision:
        """Writes a decision down, and gives what stands there now. `seen`: what it replaces, as far as the one who decides knows.

        When this returns, the decision is on the disk. Raises OutdatedDecision where something else stands there by now,
        BaselineError where a file cannot be read or added to, or the decision not be written, and OSError.
        """
        # The baseline holds a reason as one line.
        reason = " ".join(made.reason.split())
        made = replace(
            made, reason=(reason or "dismissed in a review") if made.decision == "dismissed" else ""
        )
        for name, text in (("reason", made.reason), ("note", made.note), ("path", finding.locations[0].path)):
            if _HALF.search(text):
                raise BaselineError(f"the {name} of a decision cannot be written down: it is no Unicode text")
        with locked(self.baseline.parent):
            self._change_baseline(finding, made, seen or Decision(""), today)
            self._change_others(finding, made)
        return made

    def _together(self, known: Baseline | None, today: date) -> dict[str, Decision]:
        others = read_decisions(self.others) if self.others.is_file() else []
        found = {
            one["fingerprint"]: Decision(one["decision"], one["reason"], one["note"])
            for one in others
            if one["decision"] != "dismissed"
        }
        for entry in known.entries if known is not None else ():
            if not entry.has_expired(today):
                note = found[entry.fingerprint].note if entry.fingerprint in found else ""
                found[entry.fingerprint] = Decision("dismissed", entry.reason or "", note)
        return found

    def _change_baseline(self, finding: Finding, made: Decision, seen: Decision, today: date) -> None:
        mark = finding.fingerprint
        wanted = made.decision == "dismissed"

        def change(known: Baseline) -> tuple[Set[str], Mapping[str, str]]:
            mine = [entry for entry in known.entries if entry.fingerprint == mark]
            if self._together(known, today).get(mark, Decision("")) not in (seen, made):
                raise OutdatedDecision
            kept = [entry for entry in mine if not entry.has_expired(today) and entry.reason == made.reason]
            if bool(kept) == wanted and len(kept) == len(mine):
                return frozenset(), {}
            lines = entry_lines(finding, reason=made.reason, by=self.by, added=today, expires=None)
            return frozenset({mark}), {mark: lines} if wanted else {}

        change_baseline(self.baseline, change)

    def _change_others(self, finding: Finding, made: Decision) -> None:
        def make(data: bytes | None) -> str | None:
            listed = (
                {one["fingerprint"]: one for one in _decisions(data, self.others.as_posix())} if data else {}
            )
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
                return None
            if not listed:
                return ""
            told = {"claimcheck_decisions": 1, "decisions": list(listed.values())}
            text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
            if len(text.encode("utf-8")) > _MOST_BYTES:
                raise BaselineError(f"{self.others.as_posix()}: would be larger than {_MOST_BYTES:,} bytes")
            return text

        change_whole(self.others, make)
