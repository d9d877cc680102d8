"""What a rule is: its description, and the function that finds what it describes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from claimcheck.claims.metric import only_narrows
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.model import (
    Claim,
    Document,
    Fact,
    Feature,
    Finding,
    Location,
    Match,
    Quantity,
    Role,
    Severity,
)
from claimcheck.wording import in_full, unit_words

ERROR_CONFIDENCE = 0.9
"""From here on a discrepancy is an error."""
WARNING_CONFIDENCE = 0.75
"""From here on it is a warning; below, info."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a rule looks at."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    facts: Sequence[Fact]
    by_id: dict[str, Claim] = field(default_factory=dict)
    decisions: Decisions | None = None
    """What was decided on pairs of claims; None where nothing was."""
    conflicting: Sequence[Weighed] = ()
    """The pairs that are taken to contradict each other."""
    shared: dict[str, object] = field(default_factory=dict)
    """What several rules look at and is worked out once, such as the conflicting pairs."""

    def matches(self) -> Iterable[tuple[Claim, Claim, Match]]:
        """All pairs of claims that were taken for the same fact."""
        for fact in self.facts:
            for match in fact.matches:
                yield self.by_id[match.left], self.by_id[match.right], match


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what stands in `explain` and in the documentation, and how it is checked."""

    name: str
    summary: str
    """One sentence."""
    severity: Severity
    """Of a confident finding."""
    explanation: str
    """Markdown paragraphs: what it detects, and what it leaves alone."""
    why: str
    """Why it matters."""
    failing: str
    """A small Markdown document that it finds fault with."""
    passing: str
    """The document mended."""
    check: Callable[[Corpus], Iterable[Finding]]
    beside: str = ""
    """A second document that both examples are checked beside, for a rule that needs two."""
    draft: bool = False
    """Whether the examples are drafts, and the second document their source."""
    advice: str = ""
    """What to do about a finding, where that is the same for all of the rule; empty where it depends on the evidence."""
    project: bool = False
    """Whether the examples are small projects for `verify`: files, each under a line with its name, "==> claims/a.yaml <=="."""


def severity_for(confidence: float) -> Severity:
    """error, warning or info: only what is certain stops a build."""
    if confidence >= ERROR_CONFIDENCE:
        return Severity.ERROR
    return Severity.WARNING if confidence >= WARNING_CONFIDENCE else Severity.INFO


def said_of(left: Claim, right: Claim) -> str:
    """What two claims speak of, to begin a message with: "headcount of Norvale (2025)"."""
    subject = _subject(left, right)
    period = left.period or right.period
    what = _measure(left, subject) or _measure(right, subject)
    if what in (left.quantity.unit, right.quantity.unit):
        what = unit_words(what)  # "passengers", however many they are
    told = f"{what} of {subject}" if what and subject else what or subject or "the same thing"
    return f"{told}{f' ({period.label})' if period else ''}"


def figure_of(claim: Claim) -> str:
    """A number as a message names it, with its unit where that stands in the head of a table."""
    return in_full(claim, claim.text)


def _subject(left: Claim, right: Claim) -> str | None:
    """Of whom both are said. Where they were read as said of two, only a name that stands in its sentence counts, or that both documents are about.

    A name that one side alone has, carried over from an earlier sentence, is a guess unless the document is about it.
    """
    one, other = left.subject, right.subject
    if one and other:
        if set(one.lower().split()) & set(other.lower().split()):
            return one
        whole = {left.owner_key, right.owner_key}
        named = [c.subject for c in (left, right) if c.subject and c.subject in c.sentence]
        meant = [c.subject for c in (left, right) if c.subject and whole == {c.subject_key}]
        return next(iter(named + meant), None)
    told = left if one else right
    return (
        told.subject if told.subject_named or told.cell is not None or _is_about_its_subject(told) else None
    )


def _is_about_its_subject(claim: Claim) -> bool:
    """Whether the subject stands in the sentence, or is whom the document as a whole is about."""
    if not claim.subject or claim.subject in claim.sentence:
        return True
    words = set(claim.subject.lower().split())
    return bool(words & set((claim.owner_key or "").lower().split()))


def _measure(claim: Claim, subject: str | None) -> str | None:
    """What is measured, in the words of the text where they end in it; None where it is but part of the name: no "Norvale of Norvale Group".

    Words that say how something was measured, and not what, are no measure either: no "average of Norvale".
    """
    metric, concept = claim.metric, claim.concept
    what = metric if metric and metric.endswith(concept or "\0") else concept or metric
    if what and subject and set(what.lower().split()) <= set(subject.lower().split()):
        return None
    if what and only_narrows(what):
        return None
    return what


def place_of(claim: Claim, beside: Claim) -> str:
    """Where a claim stands, as seen from another: the line in the same file, else file and line."""
    return f"line {claim.line}" if claim.path == beside.path else f"{claim.path}:{claim.line}"


def location(claim: Claim, role: Role) -> Location:
    """The place of a claim as a finding shows it."""
    return Location(
        claim.path,
        claim.line,
        claim.column,
        claim.span,
        claim.text,
        claim.sentence,
        role,
        claim.where,
        claim.id,
    )


def finding(
    rule: str,
    confidence: float,
    message: str,
    derivation: str,
    claims: Sequence[tuple[Claim, Role]],
    features: tuple[Feature, ...] = (),
    computed: Quantity | None = None,
) -> Finding:
    """A finding about some claims, the stated number first. A number that is written on two lines is told on one."""
    message, derivation = (" ".join(words.split()) for words in (message, derivation))
    return Finding(
        rule, severity_for(confidence), round(confidence, 2), " ".join(message.split()), derivation, fingerprint(rule, [c for c, _ in claims]),
        tuple(location(claim, role) for claim, role in claims), features, computed,
    )  # fmt: skip


def fingerprint(rule: str, claims: Iterable[Claim]) -> str:
    """An identity that survives moved lines and unrelated edits: the rule, the files, and what the numbers are said of."""
    parts = sorted(
        "\0".join((claim.path, "".join(claim.text.split()).lower(), claim.subject_key or "", claim.concept or claim.metric or "",
                   claim.period.label if claim.period else "")) for claim in claims
    )  # fmt: skip
    return blake2b("\1".join([rule, *parts]).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
