"""The quantity reader: from characters to numbers with units, bounds and intervals.

One pass finds the places where a number can begin; each is then read to the left (sign, currency, hedge) and to the
right (magnitude, unit, counted noun, second end of a range) by matches anchored there and bounded in length, so that
the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows, words
from claimcheck.model import Interval, Mention, Quantity, Span
from claimcheck.quantities import (
    hedges,
    intervals,
    money,
    nouns,
    numerals,
    proportions,
    ranks,
    rounding,
    separators,
    units,
)
from claimcheck.quantities.numerals import Numeral
from claimcheck.quantities.ruled import NO_NUMBER, ruled_numbers

_CANDIDATE = re.compile(r"[A-Za-z]+|\d+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞]")
_SKIP = re.compile(
    r"(?:https?|ftp)://[^\s<>\"'）]{1,2000}|www\.[^\s<>\"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
    r"|\b10\.\d{4,9}/[^\s\"<>]{1,200}"
    r"|\+\d{1,3}(?:[ -]\(?\d{1,5}\)?){2,5}(?!\d)|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b"
)
_IDENTIFIER = re.compile(r"[A-Za-z0-9_]+(?:[-./:][A-Za-z0-9_]+)*")
_CITATION = re.compile(r"\[\d{1,3}(?:[,–-] ?\d{1,3}){0,20}\]")
_ATTACHED = re.compile(r"[A-Za-zµμ]+")
_SPACED_MAGNITUDE = re.compile(r"(?:[ \n\u00a0\u2009\u202f]{1,3}|-)?([A-Za-z]{1,12})\b")
_TIMES = re.compile(r"[ \n\u00a0-]?(times|x|×|X)(?![\w-]|[ \u00a0]?\d)")
_FOLD = re.compile(r"[ -]?fold\b")
_COMPOUND_NOUN = re.compile(r"-([a-z]{3,20})(?![\w-])")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_CONNECTOR = re.compile(r"-?[ \n\u00a0-]to[ \n\u00a0-]|[ \u00a0]?[-–—−‒][ \u00a0]?|[ \n\u00a0]and[ \n\u00a0]")
_BETWEEN = re.compile(
    r"\b(?:between|range(?:s|d)?(?: from| of)?|ranging(?: from)?|from)[ \n](?:an? |some |about |around )?$",
    re.IGNORECASE,
)
_PREVIOUS_WORD = re.compile(r"([A-Za-z][A-Za-z'’.-]*)[ \n\u00a0]?\Z")
_NAME_WITH_DIGIT = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{0,12}\d{1,3}[ \u00a0]\Z")
_LIST_GAP = re.compile(r"-?[ \n]?(?:,|;|and|or|,[ \n]?and|,[ \n]?or|to|by|×|x|-|–|/|&|\+)[ \n]?\Z")
_OF_NOUN = re.compile(r"[ \n]of[ \n](?:[a-z-]{3,20}[ \n]){0,2}?[a-z-]{3,20}(?=[ \n](?:per|a|each)[ \n]|/)")
_NUMBERING = re.compile(r"\s{0,4}\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)][ \t]+(?=[A-Z])")
_UNIT_LETTERS = tuple("ΩΩµμ°")
_TIGHT_DIGITS = re.compile(r"[-–]\d")
_ADDRESS = re.compile(
    r"(?: [A-Z][a-z]+){1,3} (?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Square|Way|Court|Quay|Place|Terrace)\b"
    r"| (?:Quayside|Broadway)\b"
)
_PARTITIVE = re.compile(
    r"[ \n]of(?:[ \n](?:the|its|their|our|his|her|these|those|all)\b|[ \n][A-Z][A-Za-z]{1,20}['’]s\b)"
)
_POUNDS_OF = re.compile(r"[ \n]pounds? of\b")
_HUNDREDS_OF = re.compile(r"s[ \n]of\b")
_HYPHEN_TO = re.compile(r"-to-\d")
_WEATHER = re.compile(r"\b(?:warm|temperature|heat|cold|climate|degree|cool|hot\b|weather)", re.IGNORECASE)
_SPACED_WORD = re.compile(r"[ \n]([A-Za-z]+)")
_AGED = re.compile(r"-olds\b")
_VERSION_TAGS = frozenset({"dev", "alpha", "beta", "rc", "pre", "post", "snapshot", "final", "lts", "stable", "nightly", "release", "preview", "series", "branch", "compatible", "only", "style", "based"})  # fmt: skip
_VERSIONED = re.compile(
    r"-(?:dev|alpha|beta|rc|pre|post|snapshot|final|lts|stable|nightly|release|preview)\b"
)
_NAME_OF_COMPANY = re.compile(r"\d{1,2}[A-Z](?![\w.,])")
_POINTED = re.compile(r"(?:^|[ \n(])(?:the|these|those|both|all|its|their|of the|other)[ \n]$", re.IGNORECASE)
_REFERENCE = re.compile(r"\((?!\d{1,3},\d{3}\))\d{1,3}(?:[,–-] ?\d{1,3}){0,12}\)")
_MINUS = "-−–"


@lexicon_cache
def _label_words() -> frozenset[str]:
    return words("label_words")


@lexicon_cache
def _change_verbs() -> frozenset[str]:
    return frozenset(row[0] for row in rows("change_words") if row[2] in ("verb", "adverb"))


@lexicon_cache
def _magnitudes() -> dict[str, tuple[int, str]]:
    return {form: (int(power), when) for form, power, when in rows("magnitudes")}


@lexicon_cache
def _multiples() -> dict[str, tuple[Decimal, str]]:
    return {word: (Decimal(value), form) for word, value, form in rows("multiples")}


@lexicon_cache
def _anchor_words() -> frozenset[str]:
    folds = {f"{word}fold" for word in numerals.number_words()}
    number = {word for word, (_, kind) in numerals.number_words().items() if kind != "scale"}
    shares = {"half", "third", "quarter", "a", "an"}
    return frozenset(
        number
        | shares
        | folds
        | set(_multiples())
        | ranks.SUPERLATIVES
        | {"no", "number", "hundreds", "thousands", "millions", "billions", "dozens", "tens"}
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number with what stands to its right."""

    numeral: Numeral
    unit: str
    end: int
    noun: Span | None = None
    hedge: hedges.Hedge | None = None
    shared_unit: bool = True
    """Whether the unit stands behind this very number."""


def find_quantities(text: str, masked: Sequence[Span] = (), *, decimal_comma: bool = False) -> list[Mention]:
    """All quantities of a text, in order, not overlapping.

    `masked`: ordered spans whose numbers are none (dates, years, times of day).
    `decimal_comma`: whether "1.234" and "12,5" mean 1234 and 12.5 here (`separators.uses_decimal_comma`).
    """
    text = separators.with_decimal_points(text, decimal_comma=decimal_comma)
    ruled = ruled_numbers(text)
    blocked = [*masked, *(mention.span for mention in ruled)] if ruled else masked
    found = _share_units(text, list(_scan(text, blocked)))
    found.extend(mention for mention in ruled if mention.form != NO_NUMBER)
    return sorted(found, key=lambda mention: mention.span.start) if ruled else found


def _scan(text: str, masked: Sequence[Span]) -> list[Mention]:
    blocked = _blocked(text, masked)
    starts = [span.start for span in blocked]
    anchors = _anchor_words()
    found: list[Mention] = []
    consumed = 0
    numbering = _NUMBERING.match(text)
    if numbering is not None:
        consumed = numbering.end()
    for candidate in _CANDIDATE.finditer(text):
        at = candidate.start()
        if at < consumed:
            continue
        token = candidate.group()
        digit = not token[0].isalpha()
        if not digit and token.lower() not in anchors:
            continue
        index = bisect_right(starts, at) - 1
        if index >= 0 and blocked[index].end > at:
            consumed = blocked[index].end
            continue
        mention, end = _read_at(text, at, candidate.end(), token, consumed)
        limit = starts[index + 1] if index + 1 < len(starts) else len(text)
        if mention is not None and mention.number.end <= limit:
            if digit or not _in_idiom(text, mention.number):
                found.append(mention)
            end = mention.span.end
        elif not digit:
            continue  # a word that is no number may yet be a hedge of the next one ("An estimated 2,000")
        consumed = max(end, consumed)
    return found


@lexicon_cache
def _idioms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(row[0]) for row in rows('idioms'))})\b", re.IGNORECASE)


def _in_idiom(text: str, number: Span) -> bool:
    """Whether a number in words belongs to a set phrase that counts nothing ("two peas in a pod")."""
    begin = max(0, number.start - 30)
    window = text[begin : number.end + 30]
    return any(
        begin + match.start() < number.end and begin + match.end() > number.start
        for match in _idioms().finditer(window)
    )


def _blocked(text: str, masked: Sequence[Span]) -> list[Span]:
    spans = list(masked)
    if any(mark in text for mark in ("://", "www.", "@", "10.", "+", " 0", "-")):
        spans.extend(Span(match.start(), match.end()) for match in _SKIP.finditer(text))
    if "[" in text:
        spans.extend(Span(match.start(), match.end()) for match in _CITATION.finditer(text))
    spans.sort()
    return spans


def _read_at(text: str, at: int, token_end: int, token: str, floor: int) -> tuple[Mention | None, int]:
    """The quantity that begins at `at`, if any, and the offset to go on from."""
    if token[0].isalpha():
        return _read_word(text, at, token_end, token.lower(), floor)
    written = proportions.proportion(text, at) or proportions.anniversary(text, at)
    if written is not None:
        return written, written.span.end
    if text[at : at + 1] not in numerals.VULGAR:
        skip = _identifier_end(text, at)
        if skip is not None:
            rank = ranks.numbered_rank(text, at - 1) if at and text[at - 1] == "#" else None
            return rank, skip
    start = at
    if text[at - 1 : at] == "." and (at < 2 or not text[at - 2].isalnum()):
        start = at - 1  # ".5"
    numeral = numerals.read_digits(text, start)
    if numeral is None:
        return None, token_end
    share = _share_of_many(text, numeral, floor)
    if share is not None:
        return share, share.span.end
    return _read_number(text, numeral, floor)


def _read_word(text: str, at: int, token_end: int, word: str, floor: int) -> tuple[Mention | None, int]:
    before = text[at - 1 : at]
    if before and (before.isalnum() or before in "_$"):
        return None, token_end
    if before == "-" and at > 1 and text[at - 2].isalnum() and word not in ranks.SUPERLATIVES:
        return None, token_end
    if text[at].isupper() and at > 1 and before == " " and text[at - 2].isalpha() and _after_name(text, at):
        return None, token_end  # "the Big Four"
    if word in ranks.SUPERLATIVES:
        return ranks.superlative_rank(text, Span(at, token_end)), token_end
    if word in ("no", "number"):
        return ranks.numbered_rank(text, at), token_end
    if word in _multiples():
        return _read_multiple(text, at, token_end, word, floor), token_end
    if word.endswith("fold") and word[:-4] in numerals.number_words():
        value = Decimal(numerals.number_words()[word[:-4]][0])
        return _ratio(text, Span(at, token_end), value, Decimal("0.5"), floor), token_end
    numeral = (
        _half_of_unit(text, at)
        or numerals.read_scaled_part(text, at)
        or numerals.read_fraction(text, at)
        or numerals.read_words(text, at)
    )
    if numeral is None:
        return None, token_end
    share = _share_of_many(text, numeral, floor)
    if share is not None:
        return share, share.span.end
    if numeral.value == 1 and not numeral.scaled and not numeral.fraction:
        return _read_one(text, numeral, floor)
    return _read_number(text, numeral, floor)


_HALF_A = re.compile(r"(?:half|a half|(?:a )?quarter(?: of)?)[ -](?:an?(?=[ -]))?", re.IGNORECASE)
_POINT = re.compile(r"[ -](?:percentage[ -])?points?\b")


def _half_of_unit(text: str, at: int) -> Numeral | None:
    """ "half an hour", "half a percentage point", "a quarter point": a part of the unit behind it."""
    match = _HALF_A.match(text, at)
    if match is None:
        return None
    end = match.end() if match.group()[-1] not in " -" else match.end() - 1
    article = match.group().lower().endswith((" a", " an", "-a", "-an"))
    unit = units.read_simple_unit(text, end)
    if not (_POINT.match(text, end) or (article and unit is not None and unit.name != "quarter")):
        return None
    value = Decimal("0.25") if "quarter" in match.group().lower() else Decimal("0.5")
    return Numeral(value, value / 5, value / 5, at, end, words=True)


_IN_MANY = re.compile(r"[ \n](?:in|out of)(?: every)?[ \n](?=[a-z0-9])", re.IGNORECASE)


def _share_of_many(text: str, numeral: Numeral, floor: int) -> Mention | None:
    """ "one in five households", "nine out of ten": a share as a ratio."""
    joint = _IN_MANY.match(text, numeral.end)
    if joint is None or numeral.value > 20 or numeral.fraction:
        return None
    at = joint.end()
    whole = numerals.read_digits(text, at) if text[at].isdigit() else numerals.read_words(text, at)
    if whole is None or not numeral.value < whole.value <= 1000 or whole.value != int(whole.value):
        return None
    if units.read_simple_unit(text, whole.end) is not None or text[whole.end : whole.end + 1] in (
        "%",
        "-",
        "/",
    ):
        return None
    joined = Numeral(
        numeral.value / whole.value, Decimal(0), Decimal(0), numeral.start, whole.end, fraction=True
    )
    return _single_mention(
        text,
        _Reading(joined, "ratio", whole.end),
        None,
        hedges.hedge_before(text, numeral.start, floor),
        numeral.start,
        0,
    )


def _after_name(text: str, at: int) -> bool:
    previous = _PREVIOUS_WORD.search(text[max(0, at - 24) : at])
    return (
        previous is not None
        and previous.group(1)[0].isupper()
        and previous.group(1).lower() not in nouns.stop_words()
    )


def _read_one(text: str, numeral: Numeral, floor: int) -> tuple[Mention | None, int]:
    """ "One" is a number only before a unit ("one month", "one percent"); elsewhere it is a pronoun."""
    unit = units.read_simple_unit(text, numeral.end)
    if money.currency_behind(text, numeral.end) is not None:
        return _read_number(text, numeral, floor)
    if unit is None or text[numeral.end : numeral.end + 1] == "-":
        return None, numeral.end
    previous = _PREVIOUS_WORD.search(text[max(0, numeral.start - 20) : numeral.start])
    if previous and previous.group(1).lower() in ("the", "this", "that", "any", "no", "every"):
        return None, numeral.end
    if re.match(r"[ \n](?:last|later|day)\b", text[unit.end : unit.end + 6]) or unit.name == "day":
        return None, numeral.end
    return _read_number(text, numeral, floor)


def _identifier_end(text: str, at: int) -> int | None:
    """Where the name ends that the digit at `at` is part of ("H100", "COVID-19", "#233"); None if it is a number."""
    if at == 0:
        return None
    before = text[at - 1]
    if before.isalpha() or before == "_":
        return None if money.currency_before(text, at) else _end_of_name(text, at)
    if before in "#@\\)}{_":
        return _end_of_name(text, at)
    if before == "=" and at > 1 and text[at - 2] in "?&":
        return _end_of_name(text, at)
    if before == "(" and at > 1:
        if text[at - 2].isalpha() or text[at - 2] in "_":
            return _end_of_name(text, at)  # F(3, 8.9)
        reference = _REFERENCE.match(text, at - 1)
        if reference is not None and _is_reference(text, at - 1, reference.end()):
            return reference.end()
    if before == "'" or before == "’":
        return _end_of_name(text, at) if at > 1 and text[at - 2].isalnum() else None
    if before in "-–−/.:" and at > 1 and money.currency_before(text, at) is None:
        earlier = text[at - 2]
        if earlier.isalnum() or earlier in "_)":
            if before in "-–" and money.currency_before(text, at - 1):
                return None
            return _end_of_name(text, at)
    return None


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether a number alone in brackets cites a source or numbers an item: "… disease (22).", "(1) the diameter"."""
    before = text[max(0, start - 24) : start].rstrip()
    if not before or before[-1] in ".;:,":
        return text[end : end + 1] == " "  # (1) first item
    word = _PREVIOUS_WORD.search(before)
    lower = word is not None and word.group(1).islower()
    return (lower or before[-1] in ')]”"') and text[end : end + 1] in ".,; \n"


def _end_of_name(text: str, at: int) -> int:
    match = _IDENTIFIER.match(text, at)
    return match.end() if match else at + 1


def _read_number(text: str, numeral: Numeral, floor: int) -> tuple[Mention | None, int]:
    start = numeral.start
    sign, start = _sign(text, start, floor)
    if not sign and text[start - 1 : start] in ("-", "−") and money.currency_before(text, start - 1):
        sign, start = -1, start - 1  # "$-5"
    currency = money.currency_before(text, start)
    if currency is not None and currency.start < floor:
        currency = None
    if currency is not None:
        start = currency.start
        if not sign:
            sign, start = _sign(text, start, floor)
    if currency is not None and currency.scale != 1:
        numeral = numeral.scale(currency.scale, numeral.end)
    reading = _read_right(text, numeral, currency)
    if reading is not None:
        reading = _with_smaller_unit(text, reading)
    if reading is None:
        ordinal = _ORDINAL.match(text, numeral.end)
        return None, ordinal.end() if ordinal else max(_end_of_name(text, numeral.start), numeral.end)
    second = _range_end(text, reading, currency, start)
    if second is not None and _is_score_or_model(text, numeral, second, start):
        return None, second.end
    if second is not None and currency is None and _is_numbered(text, reading, second, start):
        return None, second.numeral.end
    if second is None and _TIGHT_DIGITS.match(text, reading.numeral.end):
        return None, _end_of_name(text, numeral.start)
    if second is None and not _is_quantity(text, numeral, reading, currency, start):
        return None, _end_of_label_list(text, max(numeral.end, reading.numeral.end), start)
    hedge = hedges.hedge_before(text, start, floor)
    if second is not None:
        behind_word = (
            text[reading.end : second.numeral.start - 1].rstrip()[-1:].isalpha()
        )  # "-5 to -2", not "10 -12"
        signs = sign, _sign(text, second.numeral.start, reading.end)[0] if behind_word else 0
        return _range_mention(reading, second, signs, hedge, start, numeral), second.end
    return _single_mention(text, reading, currency, hedge, start, sign), reading.end


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


def _is_numbered(text: str, first: _Reading, second: _Reading, start: int) -> bool:
    """Whether two numbers with a dash between them number what stands before: "Listing 8-12 shows", "pages 30–34"."""
    previous = _PREVIOUS_WORD.search(text[max(0, start - 30) : start])
    if previous is None or not _is_label(previous.group(1)) or first.numeral.scaled or second.numeral.scaled:
        return False
    between = text[first.numeral.end : second.numeral.start]
    return between in ("-", "–", "‑") and (second.unit == "dimensionless" or second.noun is not None)


def _is_score_or_model(text: str, low: Numeral, second: _Reading, start: int) -> bool:
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


def _is_verb_of_name(text: str, reading: _Reading) -> bool:
    """Whether what looks like a counted noun is the verb of the name before the number."""
    return reading.noun is not None and text[reading.noun.start : reading.noun.end] in _verbs_of_names()


_MORE_LABELS = re.compile(r"(?:[ \n]?[,–-] ?|,? (?:and|or|to|through) )(?=\d)")
_LABEL = re.compile(r"\d{1,4}[A-Za-z]?(?![\w%]|\.\d)")


def _end_of_label_list(text: str, at: int, start: int) -> int:
    """Where a list of labels ends whose first was no quantity: "phases 3, 5, and 7", "Figures 10 and 11"."""
    previous = _PREVIOUS_WORD.search(text[max(0, start - 30) : start])
    if previous is None or not (_is_label(previous.group(1)) or previous.group(1)[0].isupper()):
        return at
    for _ in range(40):
        joint = _MORE_LABELS.match(text, at)
        label = _LABEL.match(text, joint.end()) if joint else None
        if label is None:
            break
        following = _SPACED_WORD.match(text, label.end())
        if following is not None and following.group(1).lower() not in nouns.stop_words():
            break  # "Figures 2 and 3 people": a number after all
        at = label.end()
    return at


_SHORT_LABELS = frozenset({"fig", "figs", "no", "nos", "eq", "eqs", "sec", "sect", "ch", "art", "ref", "refs", "vol", "p", "pp", "pt", "ver", "v", "tel", "ext", "app", "apt", "nr"})  # fmt: skip


def _is_label(word: str) -> bool:
    """Whether a word makes the number behind it a name ("Section", "Units", "Fig.")."""
    low = word.lower().rstrip(".")
    if word.endswith(".") and low not in _SHORT_LABELS:
        return False  # the end of a sentence
    return low in _label_words() or nouns.singular(low) in _label_words()


def _sign(text: str, at: int, floor: int) -> tuple[int, int]:
    """-1 and the offset of the minus sign just before `at`, if there is one; else 0 and `at`."""
    if at > floor and text[at - 1] in _MINUS:
        before = text[at - 2 : at - 1]
        if not before or before in " \n\t(\u00a0|[\"'“" or (before in "–-"):
            return (0, at) if before and before in "–-" else (-1, at - 1)
    if at > floor + 5 and text[at - 6 : at].lower() == "minus " and text[at - 9 : at - 6].lower() != "or ":
        return -1, at - 6
    return 0, at


def _read_right(text: str, numeral: Numeral, currency: money.Money | None) -> _Reading | None:
    """What stands behind a number; None if it turns out to be part of a name."""
    end = numeral.end
    follows = text[end : end + 1]
    if follows and not numeral.words:
        if follows.isalpha() and not follows.isascii() and follows not in "µμΩÅ元円":
            return None  # 2σ
        if follows == "." and text[end + 1 : end + 2].isdigit():
            return None  # 1.2.3
        if follows in ":/" and text[end + 1 : end + 2].isdigit() and not numeral.fraction:
            return None
        if follows == "," and text[end + 1 : end + 2].isdigit():
            return None
        if follows == "_" or _ORDINAL.match(text, end):
            return None
    numeral, attached = _magnitude(text, numeral, currency)
    end = numeral.end
    if currency is None and not attached and _is_name_suffix(text, end):
        return None
    hedge = hedges.hedge_behind(text, end)
    if hedge is not None and hedge.words in ("at least", "at most", "approximately"):
        hedge = hedge if text[hedge.end : hedge.end + 1] in ".,;)" else None
    if hedge is not None:
        end = hedge.end
    unit, unit_end, noun, scale = _unit(text, numeral, end, currency)
    if scale != 1:
        numeral = numeral.scale(scale, numeral.end)
    if hedge is None:
        hedge = hedges.hedge_behind(text, unit_end)
        if hedge is not None and hedge.words == "+":
            hedge = None
        if hedge is not None:
            unit_end = hedge.end
    return _Reading(numeral, unit, unit_end, noun, hedge)


_SMALLER = re.compile(r",?[ \n](?:and[ \n])?(?=[A-Za-z0-9])")
_INCHES = re.compile(r"[ \u00a0]?(?:in\b|″|\")")
_LAST_DIGITS = re.compile(r"\d\d(?=[.,;!?)]|\s*$| (?:and|or|for|but|to|more|extra|each)\b)")


def _with_smaller_unit(text: str, reading: _Reading) -> _Reading:
    """A measure in two units as one number: "5 ft 2 in", "thirteen dollars and forty-five cents", "2 hours 30 minutes"."""
    if (
        reading.numeral.fraction
        or reading.numeral.scaled
        or reading.numeral.value != int(reading.numeral.value)
    ):
        return reading
    joint = _SMALLER.match(text, reading.end)
    if joint is None:
        return reading
    at = joint.end()
    money_unit = money.is_currency(reading.unit)
    if money_unit and not joint.group().strip() and (digits := _LAST_DIGITS.match(text, at)):
        if text[reading.numeral.end : reading.end].strip(" ").isalpha():  # "15 dollars 50", "15 USD 50"
            return _joined(reading, Decimal(digits.group()) / 100, Decimal("0.01"), digits.end())
        return reading
    smaller = numerals.read_digits(text, at) if text[at].isdigit() else numerals.read_words(text, at)
    if smaller is None or smaller.scaled or smaller.fraction:
        return reading
    if money_unit:
        part = money.currency_behind(text, smaller.end)
        factor = money.money_factor(part.code, reading.unit) if part else None
        if part is None and smaller.words and not joint.group().strip(" ,") and 10 <= smaller.value < 100:
            return _joined(
                reading, smaller.value / 100, Decimal("0.01"), smaller.end
            )  # "thirteen dollars forty five"
        end = part.end if part else at
    else:
        inches = _INCHES.match(text, smaller.end) if reading.unit == "foot" else None
        unit = units.read_simple_unit(text, smaller.end)
        end = inches.end() if inches else unit.end if unit else at
        factor = units.part_of("inch" if inches else unit.name if unit else "", reading.unit)
    if factor is None or smaller.value * factor >= 1:
        return reading
    return _joined(reading, smaller.value * factor, smaller.step * factor, end)


def _joined(reading: _Reading, value: Decimal, step: Decimal, end: int) -> _Reading:
    numeral = reading.numeral
    joined = replace(numeral, value=numeral.value + value, step=step, coarse_step=step)
    return replace(reading, numeral=joined, end=end)


def _magnitude(text: str, numeral: Numeral, currency: money.Money | None) -> tuple[Numeral, bool]:
    """The number times the magnitude behind it, and whether letters stood attached to its digits."""
    table = _magnitudes()
    match = _ATTACHED.match(text, numeral.end) if not numeral.words else None
    if match is not None:
        entry = table.get(match.group())
        if entry is None or text[match.end() : match.end() + 1] in _UNIT_LETTERS:
            return numeral, False
        power, when = entry
        behind = text[match.end() : match.end() + 1]
        if behind.isdigit():
            return numeral, False
        if when == "money" and currency is None and not _is_money_scale(text, match):
            return numeral, False
        if when == "attached" and currency is None and behind == "-":
            return numeral, False
        return numeral.scale(Decimal(10) ** power, match.end()), True
    at = numeral.end
    for _ in range(2):  # "hundred thousand", "thousand billion"
        spaced = _SPACED_MAGNITUDE.match(text, at)
        if spaced is None:
            break
        word = spaced.group(1)
        entry = table.get(word) or table.get(word.lower())
        if entry is None:
            break
        power, when = entry
        if when != "word" and table.get(word) is None:
            break
        if when in ("money", "attached") and currency is None:
            break
        if numeral.scaled and numeral.words and when == "word":
            break
        at = spaced.end() + (
            text[spaced.end() : spaced.end() + 1] == "." and len(word) <= 3 and when == "word"
        )
        numeral = numeral.scale(Decimal(10) ** power, at)
    return numeral, False


def _is_money_scale(text: str, match: re.Match[str]) -> bool:
    """Whether a letter that scales money does so here, where the currency does not stand before the number."""
    if _money_behind(text, match.end()):
        return True
    return match.group() == "m" and _counts_millions(text, match.end())


def _counts_millions(text: str, at: int) -> bool:
    """Whether "m" attached to a number is a million: a plural or a unit of mass or volume follows at once."""
    word = _SPACED_WORD.match(text, at)
    if word is None or word.group(1).lower() in nouns.stop_words():
        return False
    if units.is_unit_word(word.group(1)):
        return True
    return nouns.is_plural(word.group(1)) and word.group(1).islower()


def _money_behind(text: str, at: int) -> bool:
    return money.currency_behind(text, at) is not None


def _is_name_suffix(text: str, at: int) -> bool:
    """Whether letters attached to a number make it a name: "5G", "3D", "16-Hi", but not "500W", "2.0x"."""
    if text[at : at + 1] in ("C", "F") and not text[at + 1 : at + 2].isalnum() and _WEATHER.search(text):
        return False
    match = _ATTACHED.match(text, at)
    if match is not None:
        if units.symbol_unit(match.group()) or units.is_unit_word(match.group()) or _TIMES.match(text, at):
            return False
        if match.group() in ("fold",) or match.group().lower() in _magnitudes():
            return match.group().lower() not in (
                "million",
                "billion",
                "trillion",
                "thousand",
                "bn",
                "mn",
                "tn",
                "fold",
            )
        return units.read_unit(text, at) is None and not _money_behind(text, at)
    hyphen = text[at : at + 1] == "-" and text[at + 1 : at + 2].isalpha()
    if hyphen:
        if text[at + 1].isupper() and not text[at + 2 : at + 3].isalpha():
            return True  # the form 10-K
        if units.read_simple_unit(text, at) or _COMPOUND_NOUN.match(text, at) or _FOLD.match(text, at):
            return False
        if _money_behind(text, at):
            return False
        if _HYPHEN_TO.match(text, at):
            return False  # "10-to-12-week"
        compound = _SPACED_MAGNITUDE.match(text, at)
        return not (compound and compound.group(1).lower() in _magnitudes())
    return False


def _unit(
    text: str, numeral: Numeral, end: int, currency: money.Money | None
) -> tuple[str, int, Span | None, Decimal]:
    """Unit, offset behind it, counted noun phrase, and a factor for the number (1/100 for cents)."""
    one = Decimal(1)
    if currency is not None:
        behind = money.currency_behind(text, end)
        if behind is not None and (
            behind.code == currency.code or "dollar" in text[end : behind.end].lower()
        ):
            end = behind.end
        suffix, end = units.read_denominators(text, end, shares=False)
        return currency.code + suffix, end, None, one
    if text[end : end + 1] in ("C", "F") and not text[end + 1 : end + 2].isalnum() and _WEATHER.search(text):
        return ("degree_Celsius" if text[end] == "C" else "degree_Fahrenheit"), end + 1, None, one
    times = _TIMES.match(text, end)
    if times is not None:
        suffix, after = units.read_denominators(text, times.end())
        return ("time" + suffix if suffix else "ratio"), (after if suffix else times.end()), None, one
    fold = _FOLD.match(text, end)
    if fold is not None:
        return "ratio", fold.end(), None, one
    points = _POINT.match(text, end)
    if points is not None and ("percentage" in points.group() or (numeral.words and numeral.value < 1)):
        return "percentage_point", points.end(), None, one
    simple = units.read_unit(text, end)
    pounds = numeral.scaled and not _POUNDS_OF.match(text, end)
    behind = money.currency_behind(text, end, pounds=pounds)
    if behind is not None and (simple is None or behind.end > simple.end or behind.code == "GBP"):
        return _named_money(text, behind)
    if simple is not None:
        return _measure(text, simple, one)
    compound = _COMPOUND_NOUN.match(text, end)
    if compound is not None and compound.group(1) in _VERSION_TAGS:
        return "dimensionless", end, None, one
    if compound is not None and compound.group(1) not in nouns.stop_words() and not numeral.scaled:
        return nouns.singular(compound.group(1)), compound.end(), Span(compound.start(1), compound.end()), one
    partitive = _PARTITIVE.match(text, end)
    noun = nouns.counted_noun(text, partitive.end() if partitive else end)
    if noun is not None and not numeral.fraction:
        suffix, after = units.read_denominators(text, noun.span.end)
        return noun.head + suffix, after, noun.span, one
    if numeral.fraction:
        return "ratio", end, None, one
    suffix, after = units.read_denominators(text, end) if not numeral.words else ("", end)
    if suffix and text[end : end + 1] != "/":
        return "dimensionless" + suffix, after, None, one
    return "dimensionless", end, None, one


def _named_money(text: str, behind: money.Money) -> tuple[str, int, Span | None, Decimal]:
    """An amount whose currency stands behind it: with a magnitude behind that ("75 USD million"), per what."""
    scale, end = behind.scale, behind.end
    magnitude = _SPACED_MAGNITUDE.match(text, end)
    entry = _magnitudes().get(magnitude.group(1).lower()) if magnitude else None
    if magnitude is not None and entry is not None and entry[1] == "word" and text[magnitude.start()] != "-":
        scale, end = scale * Decimal(10) ** entry[0], magnitude.end()
    suffix, end = units.read_denominators(text, end, shares=False)
    return behind.code + suffix, end, None, scale


def _measure(text: str, simple: units.UnitReading, one: Decimal) -> tuple[str, int, Span | None, Decimal]:
    if simple.name in ("percent", "percentage_point", "basis_point"):
        point = re.compile(r"[ -]points?\b", re.IGNORECASE).match(text, simple.end)
        if simple.name == "percent" and point is not None:
            return "percentage_point", point.end(), None, one
        suffix, end = units.read_denominators(text, simple.end)
        return (simple.name + suffix if suffix and suffix[1:] in ("year", "month", "quarter", "week", "day") else simple.name), (
            end if suffix and suffix[1:] in ("year", "month", "quarter", "week", "day") else simple.end
        ), None, one  # fmt: skip
    at = simple.end
    of = _OF_NOUN.match(text, at)
    if of is not None:
        suffix, end = units.read_denominators(text, of.end())
        if suffix and suffix[1:] in ("second", "minute", "hour", "day", "week", "month", "year"):
            return simple.name + suffix, end, None, one
    suffix, end = units.read_denominators(text, at)
    return simple.name + suffix, end, None, one


def _is_quantity(
    text: str, numeral: Numeral, reading: _Reading, currency: money.Money | None, start: int
) -> bool:
    """Whether a bare number is one, and not a label, a name, a year or an identifier."""
    if currency is not None:
        return True
    counted = reading.noun is not None
    bare = reading.unit == "dimensionless"
    if (
        bare
        and _NAME_OF_COMPANY.match(text, numeral.start)
        and (start == 0 or text[reading.end : reading.end + 2] in ("'s", "’s"))
    ):
        return False  # "3M said"
    if not numeral.words and _HUNDREDS_OF.match(text, numeral.end):
        return False  # "1,000s of clerks"
    if reading.unit == "year" and _AGED.match(text, reading.end):
        return False  # "two-year-olds": who, not how long
    if not bare and not counted:
        return True
    if numeral.words and bare and not numeral.scaled and not _is_spelled_out(text, numeral, start):
        return False  # "the two", "between three and …": no measure, mostly a pronoun
    if numeral.words and counted and not numeral.scaled and _POINTED.search(text[max(0, start - 12) : start]):
        return False  # "the two groups": those spoken of before
    if numeral.words and counted and text[numeral.end : numeral.end + 1] == "-":
        return False  # "two-dimensional"
    numeral = reading.numeral
    written = text[numeral.start : numeral.end]
    if bare and (
        _ADDRESS.match(text, numeral.end) or (written + text[numeral.end : numeral.end + 4]).endswith("s of")
    ):
        return False
    if "." in written and not numeral.scaled and _NAME_WITH_DIGIT.search(text[max(0, start - 18) : start]):
        return False  # a version: "V8 8.3"
    previous = _PREVIOUS_WORD.search(text[max(0, start - 30) : start])
    if previous is not None and _ends_sentence(previous.group(1)):
        previous = None
    if previous is not None and not numeral.scaled and hedges.hedge_before(text, start) is None:
        word = previous.group(1)
        low = word.lower().rstrip(".")
        if _is_label(word) and "," not in written:
            return False
        if bare and _VERSIONED.match(text, numeral.end):
            return False  # "CPython 3.14-dev"
        if counted and word[0].isupper() and _is_verb_of_name(text, reading):
            return False  # "the Desk 3 weighs 2 kg"
        if bare and low not in nouns.stop_words() and (word[0].isupper() or not word.islower()):
            return low in _change_verbs() or "," in written
    if bare and not numeral.words:
        digits = text[numeral.start : numeral.end]
        if digits.isdigit() and (len(digits) > 7 or (len(digits) == 4 and 1800 <= int(digits) <= 2100)):
            return False
        if digits.isdigit() and len(digits) > 1 and digits[0] == "0":
            return False
    return True


def _is_spelled_out(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a number in several words stands for an amount, although nothing tells of what: "thirty-one point four"."""
    several = any(mark in text[numeral.start : numeral.end] for mark in "- \n")
    return several and not numeral.fraction and not _POINTED.search(text[max(0, start - 12) : start])


def _ends_sentence(word: str) -> bool:
    """Whether a word with a full stop ends the sentence before: no abbreviation ("Fig."), no initial, no label."""
    low = word.lower().rstrip(".")
    return word.endswith(".") and "." not in low and len(low) > 3 and not _is_abbreviation(low)


@lexicon_cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.lower().rstrip(".") for word in words("abbreviations"))


def _is_abbreviation(low: str) -> bool:
    return low in _abbreviations() or low in _SHORT_LABELS


def _range_end(text: str, reading: _Reading, currency: money.Money | None, start: int) -> _Reading | None:
    """The second end of a range that begins with `reading`: "500W-700W", "10 to 12 percent", "between $3 and $4 bn"."""
    for at in dict.fromkeys((reading.numeral.end, reading.end)):
        connector = _CONNECTOR.match(text, at)
        if connector is None:
            continue
        word = connector.group().strip(" \n\u00a0-").lower() or "-"
        before = _BETWEEN.search(text[max(0, start - 24) : start])
        opener = before.group().split()[0].lower() if before else ""
        if word == "and" and opener != "between":
            continue
        if word == "to":
            previous = _PREVIOUS_WORD.search(text[max(0, start - 24) : start])
            if opener == "from" or (previous and previous.group(1).lower() in (*_change_verbs(), "by")):
                continue
        second = _second_end(text, connector.end(), currency)
        if second is None:
            continue
        joined = _join_range(text, reading, second, tight=word not in ("to", "and"), at=at)
        if joined is not None:
            return joined
    return None


def _second_end(
    text: str, at: int, currency: money.Money | None
) -> tuple[_Reading, money.Money | None] | None:
    own: money.Money | None = None
    symbol = re.compile(r"[A-Za-z]{0,3}[$€£¥₹₩][ \u00a0]?|(?:USD|EUR|GBP|JPY|CNY|TWD|INR|Rs\.?|RMB) ?").match(
        text, at
    )
    if symbol is not None:
        own = money.currency_before(text, symbol.end())
        if own is None:
            return None
        at = symbol.end()
    if text[at : at + 1] in ("-", "−") and text[at + 1 : at + 2].isdigit():
        at += 1  # "-5 to -2 °C"
    numeral = numerals.read_digits(text, at) if text[at : at + 1].isdigit() else numerals.read_words(text, at)
    if numeral is None:
        return None
    reading = _read_right(text, numeral, own or currency)
    return (reading, own) if reading is not None else None


def _join_range(
    text: str, first: _Reading, second: tuple[_Reading, money.Money | None], *, tight: bool, at: int
) -> _Reading | None:
    other, own = second
    bare_first = first.numeral.end == at
    low, high = first.numeral, other.numeral
    if tight and bare_first and low.value >= high.value:
        return None
    if tight and bare_first and other.unit == "dimensionless" and not other.numeral.scaled:
        digits = text[low.start : low.end], text[high.start : high.end]
        if not all(part.replace(".", "").isdigit() and len(part) <= 4 for part in digits):
            return None
        if "." not in digits[0] + digits[1] and (len(digits[0]) == 4 or len(digits[0]) > len(digits[1])):
            return None  # 3071-2023, 555-0162
    if first.unit not in (other.unit, "dimensionless") and not (own is not None and first.unit == own.code):
        if bare_first and first.unit.split("/")[0] in ("meter", "degree"):
            pass
        elif other.unit.split("/")[0] != first.unit.split("/")[0]:
            return None
    return other


def _range_mention(
    first: _Reading,
    second: _Reading,
    signs: tuple[int, int],
    hedge: hedges.Hedge | None,
    start: int,
    numeral: Numeral,
) -> Mention:
    low, high = first.numeral, second.numeral
    if high.scaled and not low.scaled and not low.words and low.value < high.value:
        factor = _shared_scale(low, high)
        low = low.scale(factor, low.end)
    spans = []
    for number, sign in ((low, signs[0]), (high, signs[1])):
        written = _written(number, second.unit, second.noun is not None)
        spans.append((-number.value, intervals.negate(written)) if sign < 0 else (number.value, written))
    spans.sort(key=lambda end: end[0])
    ends, bounds = (spans[0][0], spans[1][0]), (spans[0][1].low, spans[1][1].high)
    begin = start if hedge is None else hedge.start
    unit = second.unit if second.unit != "dimensionless" else first.unit
    quantity = Quantity(None, *ends, unit, Interval(*bounds), hedge.words if hedge else None)
    return Mention(
        Span(begin, second.end), Span(numeral.start, second.numeral.end), quantity, "range", second.noun
    )


def _shared_scale(low: Numeral, high: Numeral) -> Decimal:
    """The magnitude behind the second number of a range, which the first shares ("$3-4 billion")."""
    exponent = high.step.adjusted()
    for power in (12, 9, 6, 3):
        if exponent >= power - 2 and high.value >= Decimal(10) ** power:
            return Decimal(10) ** power
    return Decimal(1)


def _written(numeral: Numeral, unit: str, counted: bool) -> Interval:
    if numeral.fraction and numeral.step == 0:
        return rounding.fraction_interval(numeral.value)
    if numeral.vague:
        return Interval(numeral.value * Decimal("0.75"), numeral.value * 2)
    exact = (
        counted
        and not numeral.scaled
        and numeral.value < rounding.tolerances()["exact-count-below"]
        and numeral.value == int(numeral.value)
    )
    return rounding.written_interval(numeral.value, numeral.step, numeral.coarse_step, exact=exact)


def _single_mention(
    text: str,
    reading: _Reading,
    currency: money.Money | None,
    hedge: hedges.Hedge | None,
    start: int,
    sign: int,
) -> Mention:
    numeral = reading.numeral
    negative = sign < 0 or _accounting(text, start, reading.end)
    interval = _written(numeral, reading.unit, reading.noun is not None)
    value = numeral.value
    if negative:
        value = -value
        assert interval.low is not None
        assert interval.high is not None
        interval = Interval(-interval.high, -interval.low)
    applied = hedge or reading.hedge
    low, high, interval = rounding.hedged(interval, value, applied.effect if applied else None)
    if hedge is not None and reading.hedge is not None and reading.hedge.effect == "above":
        interval = Interval(interval.low, None)
    begin = hedge.start if hedge else start
    quantity = Quantity(value, low, high, reading.unit, interval, applied.words if applied else None)
    form = "fraction" if numeral.fraction and reading.unit == "ratio" else "number"
    return Mention(Span(begin, reading.end), Span(numeral.start, numeral.end), quantity, form, reading.noun)


def _accounting(text: str, start: int, end: int) -> bool:
    """Whether the number stands alone in parentheses with money or a separator, as accountants write negatives."""
    return (
        text[start - 1 : start] == "("
        and text[end : end + 1] == ")"
        and start - 1 == 0
        and end + 1 >= len(text) - 1
    )


def _read_multiple(text: str, at: int, end: int, word: str, floor: int) -> Mention | None:
    value, form = _multiples()[word]
    if text[end : end + 1] == "-":
        return None
    if form == "noun" and not _multiple_in_use(text, at, end, word):
        return None
    step = Decimal("0.1") if value < 1 else Decimal("0.5")
    return _ratio(text, Span(at, end), value, step, floor)


_MULTIPLE_BEFORE = re.compile(
    r"\b(?:to|at least|more than|less than|nearly|almost|about|roughly|around|over|will|would|could|may|might|should|can|than|or|is|are|was|were|be|been|for|at|by|some|and|just|only|not)[ \n]$",
    re.IGNORECASE,
)
_MULTIPLE_AFTER = re.compile(
    r"[ \n](?:the|its|their|his|her|our|your|last|that|what|this|from|in|by|over|within|since|again|as|year|this|those|these|between|every|each)\b|[,.;)]"
)


def _multiple_in_use(text: str, at: int, end: int, word: str) -> bool:
    after = _MULTIPLE_AFTER.match(text, end)
    if word in ("twice", "thrice"):
        return after is not None and after.group().strip() not in (
            ".",
            ",",
            ";",
            ")",
            "in",
            "every",
            "each",
            "by",
            "over",
            "within",
            "since",
            "this",
            "last",
            "year",
            "again",
            "from",
        )
    before = _MULTIPLE_BEFORE.search(text[max(0, at - 14) : at])
    return before is not None and (after is not None or end == len(text))


def _ratio(text: str, span: Span, value: Decimal, step: Decimal, floor: int) -> Mention:
    hedge = hedges.hedge_before(text, span.start, floor)
    base = Interval(value - step / 2, value + step / 2)
    low, high, interval = rounding.hedged(base, value, hedge.effect if hedge else None)
    begin = hedge.start if hedge else span.start
    quantity = Quantity(value, low, high, "ratio", interval, hedge.words if hedge else None)
    return Mention(Span(begin, span.end), span, quantity, "multiple")


def _share_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Gives bare numbers of a list the unit and magnitude of its last member ("2.1, 2.4 and 3.0 million")."""
    shared = Decimal(1)
    for index in range(len(mentions) - 2, -1, -1):
        here, following = mentions[index], mentions[index + 1]
        gap = text[here.span.end : following.span.start]
        unit = following.quantity.unit
        if _is_of_rate(here, unit, gap):
            mentions[index] = replace(here, quantity=here.quantity.rescaled(Decimal(1), unit))
            continue
        if _is_like_in_brackets(text, here, following, gap):
            scale = _written_scale(text[here.number.start : here.number.end])
            mentions[index + 1] = replace(
                following, quantity=following.quantity.rescaled(scale, here.quantity.unit)
            )
            continue
        if _shares_noun(text, here, following, gap):
            value = here.quantity.value
            assert value is not None
            exact = replace(here.quantity, unit=unit, interval=Interval(value, value))
            mentions[index] = replace(here, quantity=exact)
            continue
        if (
            here.quantity.unit != "dimensionless"
            or here.form != "number"
            or following.form not in ("number", "range")
            or unit in ("dimensionless", "rank")
            or len(gap) > 8
            or not _LIST_GAP.match(gap)
        ):
            shared = Decimal(1)
            continue
        shared = max(shared, _written_scale(text[following.number.start : following.number.end]))
        scale = shared if here.quantity.value is not None and 0 < here.quantity.value < 1000 else Decimal(1)
        mentions[index] = replace(here, quantity=here.quantity.rescaled(scale, unit))
    return mentions


_IN_BRACKETS = re.compile(r"(?:[ \n\u00a0][a-z-]{1,20}){0,4}[ \n\u00a0]\(\Z")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,6}\.\d{1,3}")
"""What cites no source: a number with a separator."""


def _is_like_in_brackets(text: str, here: Mention, following: Mention, gap: str) -> bool:
    """Whether a bare number alone in brackets is in the unit and magnitude of the one before: "SEK 2,518 million (2,308)"."""
    value, other = here.quantity.value, following.quantity.value
    if here.form != "number" or following.form != "number" or not _IN_BRACKETS.match(gap):
        return False
    if value is None or other is None or following.quantity.unit != "dimensionless":
        return False
    if text[following.span.end : following.span.end + 1] != ")":
        return False
    if not _FIGURE.fullmatch(text[following.span.start : following.span.end]):
        return False
    unit = here.quantity.unit
    written = abs(value / _written_scale(text[here.number.start : here.number.end]))
    return unit not in ("dimensionless", "ratio", "rank") and written / 3 <= other <= written * 3


_ADJECTIVE = re.compile(r"[ \n]([a-z]{3,14})(?:,|,?[ \n](?:and|or))[ \n]\Z")


def _shares_noun(text: str, here: Mention, following: Mention, gap: str) -> bool:
    """Whether a small number with an adjective counts what the next one counts: "6 brown, 11 white and 4 black goats"."""
    word = _ADJECTIVE.match(gap)
    value = here.quantity.value
    if word is None or value is None or here.quantity.unit != "dimensionless" or here.form != "number":
        return False
    if following.form != "number" or not rounding.is_small_count(value) or here.quantity.hedge is not None:
        return False
    if word.group(1) in nouns.stop_words() or word.group(1) in words("verbs") or word.group(1).endswith("ed"):
        return False
    noun = following.noun
    return (
        following.quantity.unit != "dimensionless"
        and (noun is None or " " in text[noun.start : noun.end].strip())
        and (noun is not None or _ADJECTIVE_BEHIND.match(text, following.number.end) is not None)
    )


_ADJECTIVE_BEHIND = re.compile(r"[ \n][a-z]{3,14}(?:,|,?[ \n](?:and|or))[ \n]")


def _is_of_rate(here: Mention, unit: str, gap: str) -> bool:
    """Whether a rate behind the second number belongs to the first, too: "from $40 to $30 per kWh"."""
    return here.quantity.unit == unit.partition("/")[0] != unit and gap.strip() in (
        "to",
        "and",
        "or",
        "-",
        "–",
    )


def _written_scale(written: str) -> Decimal:
    """The magnitude that stands at the end of a number as written; 1 where there is none."""
    match = re.search(r"[A-Za-z]+$", written)
    entry = (_magnitudes().get(match.group()) or _magnitudes().get(match.group().lower())) if match else None
    return Decimal(10) ** entry[0] if entry else Decimal(1)
