"""A number of a draft that no source speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.checks.rule import Corpus, Rule, fingerprint, location, place_of
from claimcheck.facts import agree
from claimcheck.model import Claim, ClaimKind, Finding, Role, Severity, Verdict, VerdictName

NAME = "unsupported"
_CONFIDENCE = 0.6
"""Info by itself: that no source was found does not make a number wrong."""


def unsupported(verdicts: Sequence[Verdict], claims: Sequence[Claim]) -> Iterator[Finding]:
    """A finding for every claim of the draft without enough evidence; nothing where there is no draft."""
    by_id = {claim.id: claim for claim in claims}
    for verdict in verdicts:
        claim = by_id[verdict.claim]
        if verdict.verdict is VerdictName.NOT_ENOUGH and claim.kind is not ClaimKind.RANK:
            near = [by_id[other] for other in verdict.nearest if other in by_id]
            yield Finding(
                NAME,
                Severity.INFO,
                _CONFIDENCE,
                f"no source has {claim.readable}{_nearest(claim, near)}",
                "no number of the sources was found to speak of the same thing and the same time",
                fingerprint(NAME, [claim]),
                (location(claim, Role.STATED),),
                (),
                None,
            )


def _nearest(claim: Claim, near: Sequence[Claim]) -> str:
    """What comes nearest, and where: an editor sees a slip of the pen at once, and a figure that belongs elsewhere."""
    told = ""
    same = next((other for other in near if agree(claim, other)), None)
    if same is not None:
        told += f" of this; {place_of(same, claim)} has it of another time or of something else"
    other = next((other for other in near if not agree(claim, other)), None)
    return f"{told}; the nearest figure is {other.readable} in {place_of(other, claim)}" if other else told


def check(corpus: Corpus) -> Iterable[Finding]:
    """Nothing: only a draft has sources, and its verdicts are given after all other rules."""
    return ()


RULE = Rule(
    NAME,
    "No source has a number of the draft.",
    Severity.INFO,
    "With `--draft`, every number of the draft for which the sources give no evidence, neither for nor against it. It is "
    "info, because a number may be right without a source; a desk that wants a source for every number sets the rule to "
    "`warning` or `error` in its configuration.",
    "What no source says is where a draft most often goes wrong unseen.",
    "Norvale Packaging employs 11,400 people and has 14 test floors.\n",
    "Norvale Packaging employs 11,400 people.\n",
    check,
    "Norvale Packaging employs 11,400 people.\n",
    draft=True,
    advice="Add the source that says so, or take the number out.",
)
