"""An age or an anniversary that the two years beside it do not give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.relations.lives import wrong_ages

NAME = "age"
_YEAR = re.compile(r"(?<![\d,.$€£#-])(?:1[5-9]|20)\d{2}(?![\d,.]\d|\d|s\b|%)")
_BEGIN = re.compile(
    r"\b(?:born|founded|established|incorporated|set up|opened|launched|created|built|formed|begun|started)\b[^.;()]{0,40}?\b(?P<year>(?:1[5-9]|20)\d{2})\b",
    re.IGNORECASE,
)
_LIFE = re.compile(r"\((?:born )?(?P<begin>(?:1[5-9]|20)\d{2}) ?[-–—] ?(?P<end>(?:1[5-9]|20)\d{2})\)")
_DEATH = re.compile(r"\b(?:died|dies|passed away|death)\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:at (?:the )?age(?: of)?|aged) $", re.IGNORECASE)
_TURNED = re.compile(r"\b(?:turn(?:s|ed|ing)?|will turn) $", re.IGNORECASE)
_OWN = re.compile(r"\b(?:its|his|her|their|the \w+['’]s|[A-Z]\w+['’]s) $")
_YEARS_NEEDED = 2
_FARTHEST = 60
"""Characters between an age and the year it is of, at most."""


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every age at death, age turned and anniversary that the years of its sentence exclude."""
    return with_conclusions(corpus, NAME, _told_once(corpus), "age")


def _told_once(corpus: Corpus) -> Iterator[Finding]:
    """What the sentence itself excludes, and what dates told elsewhere do."""
    told = set()
    for found in _stated(corpus):
        told |= {location.claim for location in found.locations}
        yield found
    for wrong in wrong_ages(corpus.claims, corpus.documents):
        if wrong.claim.id not in told:
            told.add(wrong.claim.id)
            yield finding(
                NAME,
                0.85,
                f"{wrong.claim.text} does not go with the dates: that makes {wrong.allowed}",
                f"{wrong.why}: that makes {wrong.allowed}; stated is {wrong.claim.text}",
                [(wrong.claim, Role.STATED)],
            )


def _stated(corpus: Corpus) -> Iterator[Finding]:
    for claim in corpus.claims:
        if claim.cell is None and claim.quantity.unit in ("dimensionless", "year"):
            yield from _claim(claim)


def _claim(claim: Claim) -> Iterator[Finding]:
    value = claim.quantity.value
    text = " ".join(claim.text.split())
    before, found, behind = claim.sentence.partition(text)
    if not found or value is None or value != value.to_integral_value() or claim.quantity.hedge is not None:
        return
    years = [int(match.group()) for match in _YEAR.finditer(claim.sentence)]
    span = _years(claim.sentence, before, behind)
    if span is None or len(set(years)) != _YEARS_NEEDED:
        return
    begin, end = span
    anniversary = claim.quantity.unit == "year" and re.search(r"(?:anniversary|birthday)$", text)
    if (
        anniversary and _OWN.search(before) and not re.match(r" (?:of|as|in office|on)\b", behind)
    ) or _TURNED.search(before):
        least = end - begin
    elif _AGED.search(before) and _DEATH.search(before + behind):
        least = end - begin - 1
    else:
        return
    if least < 0 or least <= value <= end - begin:
        return
    allowed = str(end - begin) if least == end - begin else f"{least} or {end - begin}"
    yield finding(
        NAME,
        0.85,
        f"{text} does not go with {begin} and {end}: that makes {allowed}",
        f"{end} − {begin} = {end - begin}{', or one less before the birthday' if least < end - begin else ''}; stated is {text}",
        [(claim, Role.STATED)],
    )


def _years(sentence: str, before: str, behind: str) -> tuple[int, int] | None:
    """The years of the beginning and of the age; None where the sentence leaves one of them open."""
    life = _LIFE.search(sentence)
    if life is not None:
        return int(life.group("begin")), int(life.group("end"))
    begins = list(_BEGIN.finditer(sentence))
    if len(begins) != 1:
        return None
    begin = int(begins[0].group("year"))
    near = [
        int(match.group())
        for match in _YEAR.finditer(before[-_FARTHEST:] + "\0" + behind[:_FARTHEST])
        if int(match.group()) != begin
    ]
    return (begin, near[0]) if len(near) == 1 else None


RULE = Rule(
    NAME,
    "An age or an anniversary is not the one that the years beside it make.",
    Severity.WARNING,
    "The age at which somebody died, the age that somebody turned, and the anniversary or birthday that somebody or something kept, "
    "beside the year of birth or founding and the year that it is said of, in one sentence. An age at death may be one less, "
    "before the birthday. Sentences with a third year, and anniversaries of something else, are left alone. The age of somebody whose "
    "birth another sentence or document tells by the full name is held against that date, and years that run up to the day of the document "
    "(“since 1931, a run of 95 years”) against its date.",
    "Obituaries and jubilee texts are written from older ones, and the sum is not done again.",
    "Born in 1950, she died in 2010 at the age of 65.\n",
    "Born in 1950, she died in 2010 at the age of 59.\n",
    check,
)
