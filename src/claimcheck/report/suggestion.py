"""The reading of a finding that its evidence suggests: where to look first. A person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.checks import rules
from claimcheck.facts import slip_between
from claimcheck.facts.slips import slip_of_digits
from claimcheck.model import Claim, Fact, Finding, Report, Role
from claimcheck.report.witnesses import Witnesses, supporters
from claimcheck.report.worked import in_its_dress, worked_value
from claimcheck.wording import amount, count, day_words, in_full, rounded

_LEAST_LEAD = 2
"""By how many documents one figure must lead before the other is called the odd one."""
_TELLING_BITS = 2.0
"""How much likelier a slip of the pen must be than chance: 89 for 85 is any number for any other."""


class Suggestions:
    """What the evidence of a report suggests about its findings."""

    def __init__(self, report: Report) -> None:
        self._claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self._advice = {rule.name: rule.advice for rule in rules()}
        self._witnesses = Witnesses(report)
        self._facts: Mapping[str, Fact] = {claim: fact for fact in report.facts for claim in fact.claims}

    def of(self, finding: Finding) -> str:
        """One or two sentences; empty where the finding says all there is to say."""
        advice = self._advice.get(finding.rule)
        if advice:
            return advice
        claims = [(at.role, self._claims.get(at.claim or "")) for at in finding.locations]
        stated = next((claim for role, claim in claims if role is Role.STATED), None)
        other = next((claim for role, claim in claims if role is Role.OTHER_SIDE), None)
        if stated is not None and other is not None:
            return self._of_two(finding, stated, other)
        return _of_arithmetic(finding, stated) if stated is not None else ""

    def _of_two(self, finding: Finding, stated: Claim, other: Claim) -> str:
        if finding.rule == "stale-figure":
            since = f" of {day_words(other.published)}" if other.published is not None else ""
            return f"The figure is out of date: {other.path}{since} has put {other.readable} in its place."
        told = self._by_witnesses(stated, other)
        if told is not None:
            return told
        return _slip(stated, other) or self._by_kind(stated, other) or _of_dates(stated, other)

    def _by_witnesses(self, stated: Claim, other: Claim) -> str | None:
        """ "3 documents say $2.64 billion and only b.md says $2.94 billion", where it is as clear as that; None where it is not.

        A draft is no witness: its figure is the one in question. Copies and retellings of one text are one witness.
        """
        facts = [self._facts[claim.id] for claim in (stated, other) if claim.id in self._facts]
        pool = {
            claim: self._claims[claim] for fact in facts for claim in fact.claims if claim in self._claims
        }
        backing = {
            side.id: self._witnesses.independent(supporters(side, against, pool.values()))
            for side, against in ((stated, other), (other, stated))
        }
        draft = self._witnesses.draft
        if draft is not None and draft in (stated.path, other.path):
            return self._on_draft(*((stated, other) if stated.path == draft else (other, stated)), backing)
        weak, strong = sorted((stated, other), key=lambda side: len(backing[side.id]))
        few, many = backing[weak.id], backing[strong.id]
        if len(many) - len(few) < _LEAST_LEAD or len(few) != 1:
            return None
        return f"{count(len(many), 'document')} say {in_full(strong)}, and only {weak.path} says {in_full(weak)}: look there first."

    def _on_draft(self, ours: Claim, theirs: Claim, backing: Mapping[str, Sequence[str]]) -> str | None:
        """A number of the draft against a figure of its sources; nothing where the sources differ among themselves."""
        against, beside = backing[theirs.id], backing[ours.id]
        if ours.path == theirs.path:
            return None
        if beside:
            return ""
        slip = _slip(ours, theirs).partition(": ")[2]
        why = f"; {slip}" if slip else ""
        if len(against) > 1:
            return (
                f"{count(len(against), 'source')} of their own say {in_full(theirs)}: look at the draft first{why}".rstrip(
                    "."
                )
                + "."
            )
        return f"Its source says {in_full(theirs)}: look at the draft first{why}".rstrip(".") + "."

    def _by_kind(self, stated: Claim, other: Claim) -> str:
        """An original before a retelling; nothing where both are of one kind."""
        kinds = [self._witnesses.is_primary(side.path) for side in (stated, other)]
        if kinds[0] == kinds[1]:
            return ""
        first, second = (stated, other) if kinds[0] else (other, stated)
        return f"{first.path} looks like the original source, and {second.path} like a retelling: look there first."


def _slip(stated: Claim, other: Claim) -> str:
    """What kind of slip of the pen would explain the two figures, as a sentence."""
    slip = slip_between(stated, other)
    if slip is None or slip.bits < _TELLING_BITS:
        return ""
    if slip.kind == "scale":
        return "One of the two probably names the wrong scale (thousand, million, billion)."
    if slip.kind == "unit":
        return "One of the two probably names the wrong unit."
    return f"One of the two is probably mistyped: {slip.words}."


def _of_arithmetic(finding: Finding, stated: Claim) -> str:
    computed, worked = finding.computed, worked_value(finding)
    if computed is None or worked is None:
        return ""
    shown = rounded(worked)
    told = in_its_dress(finding, stated)
    if not told:
        told = f"{'' if shown == worked else 'about '}{amount(shown, computed.unit)}"
    value = stated.quantity.value
    if value is not None and computed.unit == stated.quantity.unit:
        slip = slip_of_digits(abs(value), abs(worked))
        if slip is not None and slip.bits >= _TELLING_BITS:
            return f"{stated.readable} is probably mistyped: beside what the other numbers give, {told}, {slip.words}."
    return f"If the numbers beside it are right, it should be {told}; if {stated.readable} is right, one of them is wrong."


def _of_dates(stated: Claim, other: Claim) -> str:
    """What the days of publication say; nothing where they are unknown or the same."""
    if stated.published is None or other.published is None or stated.published == other.published:
        return ""
    first, last = sorted((stated.published, other.published))
    newer, older = (stated, other) if stated.published == last else (other, stated)
    word = (
        "The forecast may have been changed"
        if newer.modality.is_forward
        else "The figure may have been revised"
    )
    return (
        f"{word} between {day_words(first)} and {day_words(last)}: if it was, {older.path} is out of date; "
        "if it was not, one of the two is wrong."
    )
