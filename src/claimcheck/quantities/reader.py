"""The quantity reader: from characters to numbers with units, bounds and intervals.

One pass finds the places where a number can begin; each is then read to the left (sign, currency, hedge) and to the
right (magnitude, unit, counted noun, second end of a range) by matches anchored there and bounded in length, so that
the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Mention, Span
from claimcheck.quantities import hedges, money, nouns, numerals, proportions, ranks, separators, units
from claimcheck.quantities.guards import is_numbered, is_quantity, is_score_or_model
from claimcheck.quantities.labels import PREVIOUS_WORD, end_of_label_list, end_of_name, identifier_end
from claimcheck.quantities.multiples import multiple_mention, multiple_words, read_multiple
from claimcheck.quantities.numerals import Numeral
from claimcheck.quantities.ranges import range_end, range_mention
from claimcheck.quantities.right import ORDINAL, POINT, read_right, with_smaller_unit
from claimcheck.quantities.ruled import NO_NUMBER, ruled_numbers
from claimcheck.quantities.sharing import share_units
from claimcheck.quantities.written import Reading, single_mention

_CANDIDATE = re.compile(r"[A-Za-z]+|\d+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞]")
_SKIP = re.compile(
    r"(?:https?|ftp)://[^\s<>\"'）]{1,2000}|www\.[^\s<>\"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
    r"|\b10\.\d{4,9}/[^\s\"<>]{1,200}"
    r"|\+\d{1,3}(?:[ -]\(?\d{1,5}\)?){2,5}(?!\d)|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b"
)
_CITATION = re.compile(r"\[\d{1,3}(?:[,–-] ?\d{1,3}){0,20}\]")
_NUMBERING = re.compile(r"\s{0,4}\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)][ \t]+(?=[A-Z])")
_TIGHT_DIGITS = re.compile(r"[-–]\d")
_MINUS = "-−–"
_HALF_A = re.compile(r"(?:half|a half|(?:a )?quarter(?: of)?)[ -](?:an?(?=[ -]))?", re.IGNORECASE)
_IN_MANY = re.compile(r"[ \n](?:in|out of)(?: every)?[ \n](?=[a-z0-9])", re.IGNORECASE)


@lexicon_cache
def _anchor_words() -> frozenset[str]:
    folds = {f"{word}fold" for word in numerals.number_words()}
    number = {word for word, (_, kind) in numerals.number_words().items() if kind != "scale"}
    shares = {"half", "third", "quarter", "a", "an"}
    return frozenset(
        number
        | shares
        | folds
        | set(multiple_words())
        | ranks.SUPERLATIVES
        | {"no", "number", "hundreds", "thousands", "millions", "billions", "dozens", "tens"}
    )


def find_quantities(text: str, masked: Sequence[Span] = (), *, decimal_comma: bool = False) -> list[Mention]:
    """All quantities of a text, in order, not overlapping.

    `masked`: ordered spans whose numbers are none (dates, years, times of day).
    `decimal_comma`: whether "1.234" and "12,5" mean 1234 and 12.5 here (`separators.uses_decimal_comma`).
    """
    text = separators.with_decimal_points(text, decimal_comma=decimal_comma)
    ruled = ruled_numbers(text)
    blocked = [*masked, *(mention.span for mention in ruled)] if ruled else masked
    found = share_units(text, list(_scan(text, blocked)))
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
        elif not digit and end <= candidate.end():
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
        skip = identifier_end(text, at)
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


def _is_part_of_word(text: str, at: int, word: str) -> bool:
    """Whether a number word belongs to a longer word or a name: "twenty-one" from its middle, "the Big Four"."""
    before = text[at - 1 : at]
    if before and (before.isalnum() or before in "_$"):
        return True
    if before == "-" and at > 1 and text[at - 2].isalnum() and word not in ranks.SUPERLATIVES:
        return True
    return (
        text[at].isupper() and at > 1 and before == " " and text[at - 2].isalpha() and _after_name(text, at)
    )


def _read_word(text: str, at: int, token_end: int, word: str, floor: int) -> tuple[Mention | None, int]:
    if _is_part_of_word(text, at, word):
        return None, token_end
    if word in ranks.SUPERLATIVES:
        return ranks.superlative_rank(text, Span(at, token_end)), token_end
    if word in ("no", "number"):
        return ranks.numbered_rank(text, at), token_end
    if word in multiple_words():
        return read_multiple(text, at, token_end, word, floor), token_end
    if word.endswith("fold") and word[:-4] in numerals.number_words():
        value = Decimal(numerals.number_words()[word[:-4]][0])
        return multiple_mention(text, Span(at, token_end), value, Decimal("0.5"), floor), token_end
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


def _half_of_unit(text: str, at: int) -> Numeral | None:
    """ "half an hour", "half a percentage point", "a quarter point": a part of the unit behind it."""
    match = _HALF_A.match(text, at)
    if match is None:
        return None
    end = match.end() if match.group()[-1] not in " -" else match.end() - 1
    article = match.group().lower().endswith((" a", " an", "-a", "-an"))
    unit = units.read_simple_unit(text, end)
    if not (POINT.match(text, end) or (article and unit is not None and unit.name != "quarter")):
        return None
    value = Decimal("0.25") if "quarter" in match.group().lower() else Decimal("0.5")
    return Numeral(value, value / 5, value / 5, at, end, words=True)


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
    return single_mention(
        text,
        Reading(joined, "ratio", whole.end),
        None,
        hedges.hedge_before(text, numeral.start, floor),
        numeral.start,
        0,
    )


def _after_name(text: str, at: int) -> bool:
    previous = PREVIOUS_WORD.search(text[max(0, at - 24) : at])
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
    previous = PREVIOUS_WORD.search(text[max(0, numeral.start - 20) : numeral.start])
    if previous and previous.group(1).lower() in ("the", "this", "that", "any", "no", "every"):
        return None, numeral.end
    if re.match(r"[ \n](?:last|later|day)\b", text[unit.end : unit.end + 6]) or unit.name == "day":
        return None, numeral.end
    return _read_number(text, numeral, floor)


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
    reading = read_right(text, numeral, currency)
    if reading is not None:
        reading = with_smaller_unit(text, reading)
    if reading is None:
        ordinal = ORDINAL.match(text, numeral.end)
        return None, ordinal.end() if ordinal else max(end_of_name(text, numeral.start), numeral.end)
    second = range_end(text, reading, currency, start)
    if second is not None and is_score_or_model(text, numeral, second, start):
        return None, second.end
    if second is not None and currency is None and is_numbered(text, reading, second, start):
        return None, second.numeral.end
    if second is None and _TIGHT_DIGITS.match(text, reading.numeral.end):
        return None, end_of_name(text, numeral.start)
    if second is None and not is_quantity(text, numeral, reading, currency, start):
        return None, end_of_label_list(text, max(numeral.end, reading.numeral.end), start)
    hedge = hedges.hedge_before(text, start, floor)
    if second is not None:
        # "-5 to -2", not "10 -12"
        behind_word = text[reading.end : second.numeral.start - 1].rstrip()[-1:].isalpha()
        signs = sign, _sign(text, second.numeral.start, reading.end)[0] if behind_word else 0
        return range_mention(reading, second, signs, hedge, start, numeral), second.end
    return single_mention(text, reading, currency, hedge, start, sign), reading.end


def _sign(text: str, at: int, floor: int) -> tuple[int, int]:
    """-1 and the offset of the minus sign just before `at`, if there is one; else 0 and `at`."""
    if at > floor and text[at - 1] in _MINUS:
        before = text[at - 2 : at - 1]
        if not before or before in " \n\t(\u00a0|[\"'“" or (before in "–-"):
            return (0, at) if before and before in "–-" else (-1, at - 1)
    if at > floor + 5 and text[at - 6 : at].lower() == "minus " and text[at - 9 : at - 6].lower() != "or ":
        return -1, at - 6
    return 0, at
