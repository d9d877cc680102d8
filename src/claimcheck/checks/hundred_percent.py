"""Shares of one whole that do not make 100 percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.relations.wholes import hundred, shares_of_lists, shares_of_sentences, shares_of_tables

NAME = "hundred-percent"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every breakdown whose shares cannot add up to 100."""
    documents = {document.path: document for document in corpus.documents}
    for shares, told in shares_of_lists(corpus.claims, documents):
        yield from _finding(shares, 0.95 if told else 0.85)
    for shares in shares_of_tables(grids(corpus)):
        yield from _finding(shares, 0.92)
    for shares in shares_of_sentences(corpus.claims):
        yield from _finding(shares, 0.92)


def _finding(shares: list[Claim], confidence: float) -> Iterator[Finding]:
    bounds = hundred(shares)
    if bounds is None or bounds[0] <= 100 <= bounds[1]:
        return
    values = [share.quantity.value for share in shares if share.quantity.value is not None]
    total = figure(sum(values, Decimal(0)))
    shown = " + ".join(figure(value) for value in values)
    yield finding(
        NAME,
        confidence,
        f"these shares of one whole add up to {total}%, not 100%",
        f"{shown} = {total}; rounding allows {figure(bounds[0])} to {figure(bounds[1])}",
        [(share, Role.STATED if not index else Role.OPERAND) for index, share in enumerate(shares)],
    )


RULE = Rule(
    NAME,
    "The shares of one whole do not make 100 percent.",
    Severity.ERROR,
    "The shares of a list are taken for all of a whole where one of them is “other” or “the rest”, or where the text says that "
    "it is a breakdown and that each thing falls into one group (then a column of a table, too); those of a sentence where the last is “the remaining …%”. Each "
    "share may be off by half a unit of its last digit. Surveys with several answers, and texts that say that shares may not add "
    "up, are left alone.",
    "Shares are corrected one by one, and the others are forgotten.",
    "Each offence is in exactly one group:\n\n- theft: 41%\n- violence: 27%\n- damage: 14%\n- drugs: 9%\n- all other offences: 17%\n",
    "Each offence is in exactly one group:\n\n- theft: 41%\n- violence: 27%\n- damage: 14%\n- drugs: 9%\n- all other offences: 9%\n",
    check,
    advice="A share is wrong, missing, or counted twice; if several answers were possible, say so.",
)
