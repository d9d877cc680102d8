"""A figure that another text, published before, says has been replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.checks.conflicts import kinship_of
from claimcheck.checks.rule import WARNING_CONFIDENCE, Corpus, Rule, finding, place_of, said_of
from claimcheck.facts import Comparison, Kinship, agree, compare, factor_between
from claimcheck.facts.similarity import block_unit
from claimcheck.facts.slips import digits_of
from claimcheck.model import Claim, ClaimKind, Feature, Finding, Modality, Role, Severity
from claimcheck.wording import day_words, quantity_words

NAME = "stale-figure"
_LARGEST_BLOCK = 64
_BITS_A_DIGIT = 3.0
_MOST_BITS = 7.0
"""How much evidence the very same figure is at most: the more digits, the less likely by chance."""


@dataclass(frozen=True, slots=True)
class _Revision:
    """An old figure, what stands in its place, and since when."""

    old: Claim
    new: Claim
    since: date | None


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every claim that repeats a figure which was replaced before its text was published."""
    kinship = kinship_of(corpus)
    users: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if claim.modality not in (Modality.SUPERSEDED, Modality.HYPOTHETICAL) and not claim.compared:
            users[_key(claim)].append(claim)
    reported: set[str] = set()
    for revision in (*_announced(corpus.claims), *_implied(corpus)):
        for user in users[_key(revision.old)][:_LARGEST_BLOCK]:
            found = _finding(user, revision, kinship)
            if found is not None and user.id not in reported:
                reported.add(user.id)
                yield found


def _key(claim: Claim) -> tuple[str, str]:
    value = claim.quantity.value
    return block_unit(claim), digits_of(value) if value is not None else ""


def _announced(claims: Sequence[Claim]) -> Iterator[_Revision]:
    """Figures that a sentence says were replaced, each with what its sentence puts in their place."""
    previous: Claim | None = None
    for claim in claims:
        if claim.modality is Modality.SUPERSEDED and previous is not None and claim.compared:
            together = (claim.path, claim.segment, claim.sentence_number) == (
                previous.path,
                previous.segment,
                previous.sentence_number,
            )
            if together and factor_between(claim, previous) is not None and not agree(claim, previous):
                yield _Revision(claim, previous, claim.published)
        if claim.modality is not Modality.SUPERSEDED:
            previous = claim


def _implied(corpus: Corpus) -> Iterator[_Revision]:
    """Plans and forecasts that a newer text gives otherwise, where both were taken for one fact."""
    for left, right, match in corpus.matches():
        if not left.modality.is_forward or not right.modality.is_forward or agree(left, right):
            continue
        if left.published is None or right.published is None or left.published == right.published:
            continue
        old, new = (left, right) if left.published < right.published else (right, left)
        if match.confidence >= WARNING_CONFIDENCE and old.path != new.path:
            yield _Revision(old, new, new.published)


def _finding(user: Claim, revision: _Revision, kinship: Kinship) -> Finding | None:
    old, new = revision.old, revision.new
    if (
        user.path in (old.path, new.path)
        or not _is_later(user, revision)
        or not agree(user, old)
        or agree(user, new)
    ):
        return None
    if user.id == new.id or (old.kind is ClaimKind.CHANGE) != (user.kind is ClaimKind.CHANGE):
        return None
    comparison = _compared(user, old, kin=kinship.tell_one_story(user.path, old.path))
    if comparison.veto is not None:
        return None
    value = old.quantity.value
    digits = len(digits_of(value)) if value is not None else 1
    same = Feature("value", min(_BITS_A_DIGIT * digits, _MOST_BITS), "the very figure that was replaced")
    confidence = Comparison((*comparison.features, same), None).confidence
    if confidence < WARNING_CONFIDENCE:
        return None
    when = f"since {day_words(revision.since)}, " if revision.since is not None else ""
    return finding(
        NAME,
        confidence,
        f"{said_of(user, new)}: {user.text} here has been replaced by {new.text} in {place_of(new, user)}",
        f"{when}{new.text} stands in place of {old.text} ({new.path})",
        [(user, Role.STATED), (new, Role.OTHER_SIDE)],
        (*comparison.features, same),
    )


def still_superseded(user: Claim, old: Claim, new: Claim, confidence: float) -> Finding:
    """The finding for a number that is an older value of a claim of the registry."""
    since = f"since {day_words(new.published)}, " if new.published is not None else ""
    return finding(
        NAME,
        confidence,
        f"{said_of(user, new)}: {user.text} here has been replaced by {new.text} in {place_of(new, user)}",
        f"{since}the claim {new.id} supersedes {quantity_words(old.quantity)} by {new.text}",
        [(user, Role.STATED), (new, Role.OTHER_SIDE)],
    )


def _is_later(user: Claim, revision: _Revision) -> bool:
    """Whether a text could have known of the revision; a text without a date could, beside one that has none either."""
    if user.published is None or revision.since is None:
        return user.published is None and revision.since is None
    return user.published >= revision.since


def _compared(user: Claim, old: Claim, *, kin: bool) -> Comparison:
    """The two weighed as if the old figure still stood."""
    return compare(user, replace(old, modality=user.modality, compared=False), kin=kin)


RULE = Rule(
    NAME,
    "A text still gives a figure that an earlier text says has been replaced.",
    Severity.ERROR,
    "A source raises, cuts, revises or corrects a figure (“raised to $44 billion from $38 billion”), or a newer plan gives "
    "another value than an older one, and a text published on that day or later still has the old value for the same "
    "measure, subject and period. Texts published before the revision are left alone: they were right when they were written. So "
    "are sentences that give the old figure as the old one.",
    "Drafts outlive their sources: the figure was right when the first version was written.",
    "Norvale plans capital expenditure of $38 billion in 2026.\n",
    "Norvale plans capital expenditure of $44 billion in 2026.\n",
    check,
    "Norvale raised its capital expenditure target for 2026 to $44 billion from $38 billion.\n",
)
