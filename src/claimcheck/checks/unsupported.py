"""A number of a draft that no source speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.checks.rule import Corpus, Rule, fingerprint, location
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
            yield Finding(
                NAME,
                Severity.INFO,
                _CONFIDENCE,
                f"no source speaks of {' '.join(claim.text.split())}{f' ({claim.metric})' if claim.metric else ''}",
                "none of the sources has a number for the same thing, subject and time",
                fingerprint(NAME, [claim]),
                (location(claim, Role.STATED),),
                (),
                None,
            )


def check(corpus: Corpus) -> Iterable[Finding]:
    """Nothing: only a draft has sources, and its verdicts are given after all other rules."""
    return ()


RULE = Rule(
    NAME,
    "No source speaks of a number of the draft.",
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
