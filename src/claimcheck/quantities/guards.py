"""Which bare numbers are quantities: no labels, scores, models, versions, addresses, years."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows, words
from claimcheck.language.rules import load
from claimcheck.quantities import hedges, money, nouns
from claimcheck.quantities.labels import PREVIOUS_WORD, ends_sentence, is_label
from claimcheck.quantities.numerals import Numeral
from claimcheck.quantities.written import Reading

_NAME_WITH_DIGIT = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{0,12}\d{1,3}[ \u00a0]\Z")
_STREET = re.compile(r" [A-Z][a-z]+(?=[,.;)]|\s*\Z)")
_HUNDREDS_OF = re.compile(r"s[ \n]of\b")
_AGED = re.compile(r"-olds\b")
_VERSIONED = re.compile(
    r"-(?:dev|alpha|beta|rc|pre|post|snapshot|final|lts|stable|nightly|release|preview)\b"
)
_NAME_OF_COMPANY = re.compile(r"\d{1,2}[A-Z](?![\w.,])")
_POINTED = re.compile(r"(?:^|[ \n(])(?:the|these|those|both|all|of the|other)[ \n]$", re.IGNORECASE)
_SCORE_BEFORE = re.compile(
    r"\b(?:lost|lose|loses|losing|won|win|wins|winning|beat|beats|beaten|beating|drew|draw|draws|defeat|defeated|defeats"
    r"|led|lead|trailed|trail|score|scored|victory|a|the|it|was|finished|ended|made)(?:[ \n][A-Z][\w.-]{0,24}){0,3}[ \n]$",
    re.IGNORECASE,
)
_SCORE_BEHIND = re.compile(
    r"[ \n](?:at home|away|on aggregate|on penalties|after extra time|in extra time|at half-time|at the break"
    r"|defeat|loss|win|victory|draw|thrashing|lead|home|scoreline|aggregate|to )"
)
_RANGE_WORD = re.compile(r"[ \n](?:range|bracket|band|interval|region|mark)\b")
_SCORE_VERBS = re.compile(r"\b(?:lost|lose[sd]?|losing|beat(?:en|s|ing)?|defeated|thrashed|trailed)\b")
_LIKE_BEHIND = re.compile(r"[ \u00a0]\((\d{1,3}(?:,\d{3}){0,3}\.\d{1,3})\)")


@lexicon_cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("addresses")[name])


@lexicon_cache
def change_verbs() -> frozenset[str]:
    """Verbs and adverbs of change."""
    return frozenset(row[0] for row in rows("change_words") if row[2] in ("verb", "adverb"))


def is_numbered(text: str, first: Reading, second: Reading, start: int) -> bool:
    """Whether two numbers with a dash between them number what stands before: "Listing 8-12 shows", "pages 30–34"."""
    previous = PREVIOUS_WORD.search(text[max(0, start - 30) : start])
    if previous is None or not is_label(previous.group(1)) or first.numeral.scaled or second.numeral.scaled:
        return False
    between = text[first.numeral.end : second.numeral.start]
    return between in ("-", "–", "‑") and (second.unit == "dimensionless" or second.noun is not None)


def is_score_or_model(text: str, low: Numeral, second: Reading, start: int) -> bool:
    """Whether "1-3" is the score of a match or "737-800" a model, rather than a range."""
    if second.unit != "dimensionless" or low.scaled or second.numeral.scaled or low.words:
        return False
    written = text[low.start : second.numeral.end]
    if not re.fullmatch(r"\d+[-–]\d+", written):
        return False
    before = text[max(0, start - 60) : start]
    if before.lower().endswith("the ") and low.value >= 100 and not _RANGE_WORD.match(text, second.end):
        return True
    if second.numeral.value > 30:
        return False
    if _SCORE_BEHIND.match(text, second.numeral.end) and _SCORE_BEFORE.search(before):
        return True
    return bool(_SCORE_VERBS.search(before)) and _SCORE_BEFORE.search(before) is not None


@lexicon_cache
def _verbs_of_names() -> frozenset[str]:
    return frozenset(verb for row in rows("verb_concepts") for verb in row[0].split()) | words(
        "agentive_verbs"
    )


def _is_verb_of_name(text: str, reading: Reading) -> bool:
    """Whether what looks like a counted noun is the verb of the name before the number."""
    return reading.noun is not None and text[reading.noun.start : reading.noun.end] in _verbs_of_names()


def is_quantity(
    text: str, numeral: Numeral, reading: Reading, currency: money.Money | None, start: int
) -> bool:
    """Whether a bare number is one, and not a label, a name, a year or an identifier."""
    if currency is not None:
        return True
    if _names_something(text, numeral, reading, start):
        return False
    counted, bare = reading.noun is not None, reading.unit == "dimensionless"
    if not bare and not counted:
        return True
    if numeral.words and _is_pronoun(text, numeral, start, counted=counted):
        return False
    if bare and _is_house_number(text, reading.numeral, start):
        return False
    written = text[reading.numeral.start : reading.numeral.end]
    decimal = "." in written and not reading.numeral.scaled
    if decimal and _NAME_WITH_DIGIT.search(text[max(0, start - 18) : start]):
        return False  # a version: "V8 8.3"
    named = _by_word_before(text, reading, start)
    if named is not None:
        return named
    return not (bare and not reading.numeral.words and _is_number_of_something(written))


def _names_something(text: str, numeral: Numeral, reading: Reading, start: int) -> bool:
    """Whether a number belongs to a word: "3M said", "1,000s of clerks", "two-year-olds"."""
    owns = start == 0 or text[reading.end : reading.end + 2] in ("'s", "’s")
    if owns and reading.unit == "dimensionless" and _NAME_OF_COMPANY.match(text, numeral.start):
        return True
    if not numeral.words and _HUNDREDS_OF.match(text, numeral.end):
        return True
    return reading.unit == "year" and _AGED.match(text, reading.end) is not None


def _is_pronoun(text: str, numeral: Numeral, start: int, *, counted: bool) -> bool:
    """Whether a number in words points to what was spoken of, or belongs to a word: "the two", "the two groups", "two-dimensional"."""
    if counted and text[numeral.end : numeral.end + 1] == "-":
        return True
    if numeral.scaled:
        return False
    if counted:
        return _POINTED.search(text[max(0, start - 12) : start]) is not None
    return not _is_spelled_out(text, numeral, start)


def _is_house_number(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a bare number is that of a house: "14 Mill Lane", "at 14 Fleetgate,"."""
    if _pattern("street").match(text, numeral.end):
        return True
    return bool(_STREET.match(text, numeral.end) and _pattern("at").search(text[max(0, start - 8) : start]))


def _by_word_before(text: str, reading: Reading, start: int) -> bool | None:
    """What the word before a number says: False where it makes the number its own, True where it does not, None where it says nothing."""
    numeral = reading.numeral
    previous = PREVIOUS_WORD.search(text[max(0, start - 30) : start])
    if previous is None or ends_sentence(previous.group(1)) or numeral.scaled:
        return None
    if hedges.hedge_before(text, start) is not None:
        return None
    word, counted, bare = previous.group(1), reading.noun is not None, reading.unit == "dimensionless"
    separated = "," in text[numeral.start : numeral.end]
    if is_label(word) and not separated:
        return False
    if bare and _VERSIONED.match(text, numeral.end):
        return False  # "CPython 3.14-dev"
    named = counted and word[0].isupper()
    if named and (
        _pattern("sort").search(text[max(0, start - 40) : start]) or _is_verb_of_name(text, reading)
    ):
        return False  # "our Band 3 pupils", "the Desk 3 weighs 2 kg"
    low = word.lower().rstrip(".")
    if bare and low not in nouns.stop_words() and (word[0].isupper() or not word.islower()):
        return low in change_verbs() or separated or _has_like_behind(text, numeral)
    return None


def _is_number_of_something(digits: str) -> bool:
    """Whether digits are a year, a code or a telephone number."""
    if not digits.isdigit():
        return False
    if len(digits) > 7 or (len(digits) == 4 and 1800 <= int(digits) <= 2100):
        return True
    return len(digits) > 1 and digits[0] == "0"


def _has_like_behind(text: str, numeral: Numeral) -> bool:
    """Whether a figure with decimals has another of its size in brackets behind it, as reports set the year before: "Revenue 214.3 (203.9)"."""
    if "." not in text[numeral.start : numeral.end]:
        return False
    other = _LIKE_BEHIND.match(text, numeral.end)
    return (
        other is not None
        and numeral.value / 3 <= Decimal(other.group(1).replace(",", "")) <= numeral.value * 3
    )


def _is_spelled_out(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a number in several words stands for an amount, although nothing tells of what: "thirty-one point four"."""
    several = any(mark in text[numeral.start : numeral.end] for mark in "- \n")
    return several and not numeral.fraction and not _POINTED.search(text[max(0, start - 12) : start])
