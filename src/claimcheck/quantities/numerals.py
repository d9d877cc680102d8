"""Numerals: digits, fractions and number words, to an exact Decimal and the step of the last written digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.language import lists

MAX_DIGITS = 40
"""Longer runs of digits are identifiers, not numbers."""

VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_DIGITS = re.compile(
    r"\d{1,3}(?:,\d{3}){1,12}(?!\d)(?:\.\d{1,30})?"  # 1,234,567.8
    r"|\d{1,2}(?:,\d{2}){1,8},\d{3}(?!\d)(?:\.\d{1,30})?"  # 1,00,000
    r"|\d{1,3}(?:[\u00a0\u2009\u202f'’]\d{3}){1,12}(?!\d)(?:\.\d{1,30})?"  # 1 234 567
    r"|\d{1,3}(?: \d{3}){1,12}(?![\d,])(?:\.\d{1,30})?"
    r"|\d{1,40}(?:\.\d{1,30})?"
    r"|\.\d{1,30}"
)
_POWER = re.compile(
    r"[ \u00a0]?[×x*·⋅][ \u00a0]?10(?:\^?([-−–+]?\d{1,3})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?![\d.,]\d)"
)
_EXPONENT = re.compile(r"[eE]([-−+]?\d{1,3})(?![\dA-Za-z])")
_FRACTION = re.compile(r"(\d{1,3})[/⁄](\d{1,3})(?![\d/])")
_WORD = re.compile(r"[A-Za-z]+")
_SPOKEN_WORD = re.compile(r"[ \n\u00a0]([A-Za-z]+)\b")
_LONGEST_DECIMALS = 60
"""Characters of a spoken decimal point and the digits behind it."""
_JOINT = re.compile(r"(?:[ \t\n\u00a0]{1,3}|-)(?:(and|And|AND)[ \n\u00a0]{1,2})?(?=[A-Za-z])")
_SPACED_HYPHEN = re.compile(r"[ \u00a0]-[ \u00a0]()(?=[A-Za-z])")
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20, "hundredth": 100, "hundredths": 100,
    "thousandth": 1000, "thousandths": 1000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, before magnitude and unit."""

    value: Decimal
    step: Decimal
    """Value of one unit in the last written digit; 0 where the number is exact by nature."""
    coarse_step: Decimal
    """Value of one unit in the last digit that is not zero: what trailing zeros may have been rounded to."""
    start: int
    end: int
    words: bool = False
    fraction: bool = False
    """Written as a fraction ("a third", "3/4")."""
    scaled: bool = False
    """Written with a scale word ("two million", "dozen")."""
    vague: bool = False
    """An indefinite amount ("a couple of", "a few hundred")."""

    def scale(self, factor: Decimal, end: int) -> Numeral:
        """The numeral multiplied by a magnitude that ends at `end`."""
        return Numeral(
            self.value * factor, self.step * factor, self.coarse_step * factor, self.start, end,
            self.words, self.fraction, True, self.vague,
        )  # fmt: skip


def _steps(digits: str) -> tuple[Decimal, Decimal]:
    """Value of one unit in the last written digit and in the last digit that is not zero."""
    number = Decimal(digits)
    exponent = number.as_tuple().exponent
    last = int(exponent) if isinstance(exponent, int) else 0
    step = Decimal(1).scaleb(last)
    if number == 0:
        return step, step
    coarse = step
    if last == 0:
        stripped = digits.rstrip("0")
        coarse = Decimal(1).scaleb(len(digits) - len(stripped))
    return step, coarse


def read_digits(text: str, at: int) -> Numeral | None:
    """The number in digits (or a vulgar fraction) that starts at `at`; None where there is none."""
    if text[at : at + 1] in VULGAR:
        top, bottom = VULGAR[text[at]]
        return Numeral(Decimal(top) / bottom, Decimal(0), Decimal(0), at, at + 1, fraction=True)
    fraction = _FRACTION.match(text, at)
    if fraction is not None and (made := _fraction(fraction)) is not None:
        return made
    match = _DIGITS.match(text, at)
    if match is None:
        return None
    digits = re.sub(r"[^\d.]", "", match.group())
    step, coarse = _steps(digits)
    value, end = Decimal(digits), match.end()
    exponent = _EXPONENT.match(text, end)
    power = None if exponent else _POWER.match(text, end)
    if exponent or power:
        found = exponent or power
        assert found is not None
        raw = found.group(1) or found.group(2)
        shift = int(raw.translate(_SUPERSCRIPT).replace("−", "-").replace("–", "-"))
        return Numeral(
            value.scaleb(shift), step.scaleb(shift), coarse.scaleb(shift), at, found.end(), scaled=True
        )
    if text[end : end + 1] in VULGAR:
        top, bottom = VULGAR[text[end]]
        return Numeral(value + Decimal(top) / bottom, Decimal(0), Decimal(0), at, end + 1, fraction=True)
    if "." not in digits and text[end : end + 1] in (" ", "\u00a0", "-"):
        mixed = _FRACTION.match(text, end + 1)
        part = _fraction(mixed) if mixed else None
        if part is None and text[end + 1 : end + 2] in VULGAR:
            part = read_digits(text, end + 1)
        if part is not None and part.value < 1:
            return Numeral(value + part.value, Decimal(0), Decimal(0), at, part.end, fraction=True)
    return Numeral(value, step, coarse, at, end)


def _fraction(match: re.Match[str]) -> Numeral | None:
    top, bottom = int(match.group(1)), int(match.group(2))
    if bottom in (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 50, 64, 100) and 0 < top < bottom:
        return Numeral(
            Decimal(top) / bottom, Decimal(0), Decimal(0), match.start(), match.end(), fraction=True
        )
    return None


@lexicon_cache
def number_words() -> dict[str, tuple[int, str]]:
    """Every number word with its value and class."""
    return {word: (int(value), kind) for word, value, kind in rows("number_words")}


_PART_OF_SCALE = re.compile(
    r"(?:(a|one|three)[ -])?(quarters?|half|thirds?)[ -](?:of[ -])?(?:an?[ -])?(hundred|thousand|million|billion|trillion|dozen)\b",
    re.IGNORECASE,
)
_HALF_A = re.compile(
    r"half[ -](?:a|an)[ -](hundred|thousand|million|billion|trillion|dozen)\b", re.IGNORECASE
)
_ARTICLE_SCALE = re.compile(
    r"an?[ -](?:(half)[ -])?(couple(?: of)?|few|dozen|hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"[ -]and[ -](?:a|one)[ -](half|third|quarter)\b", re.IGNORECASE)


def starts_number(word: str) -> bool:
    """Whether a word in lower case can begin a number in words."""
    return word in number_words() or word in ("half", "third", "quarter", "a", "an")


def read_scaled_part(text: str, at: int) -> Numeral | None:
    """A part of a scale word that starts at `at`: "a quarter of a million", "three quarters billion"."""
    part = _PART_OF_SCALE.match(text, at)
    if part is None:
        return None
    top = 3 if (part.group(1) or "").lower() == "three" else 1
    scale = Decimal(number_words()[part.group(3).lower()][0])
    value = scale * top / _DENOMINATORS[part.group(2).lower()]
    return Numeral(value, scale / 20, scale / 20, at, part.end(), words=True, scaled=True)


def _may_follow(kind: str, last: str, count: int) -> bool:
    """Whether a number word of a kind may stand behind one of the kind `last`, as the word number `count`."""
    if kind == "unit":
        return last in ("ten", "scale", "") and count < 30
    return kind in ("teen", "ten") and last in ("scale", "")


def read_words(text: str, at: int) -> Numeral | None:
    """The number in words that starts at `at` ("one hundred and twenty-five thousand"); None where there is none.

    A lone scale word ("million") or article is none.
    """
    half = _HALF_A.match(text, at)
    if half is not None:
        scale = Decimal(number_words()[half.group(1).lower()][0])
        return Numeral(scale / 2, scale / 10, scale / 10, at, half.end(), words=True, scaled=True)
    article = _ARTICLE_SCALE.match(text, at)
    if article is not None:
        return _article_number(text, article)
    first = _WORD.match(text, at)
    if first is None:
        return None
    values = number_words()
    if first.group().lower() not in values or values[first.group().lower()][1] == "scale":
        return None
    total, current, step = Decimal(0), Decimal(0), Decimal(1)
    end, count, last = at, 0, ""
    position = at
    scaled = False
    while True:
        match = _WORD.match(text, position)
        word = match.group().lower() if match else ""
        if match is None or word not in values:
            break
        value, kind = values[word]
        if kind == "scale":
            if value == 100 or word == "dozen":
                current = current * value
            else:
                total, current = total + current * value, Decimal(0)
            step = Decimal(value)
            scaled = scaled or value != 100
        elif _may_follow(kind, last, count):
            current, step = current + value, Decimal(1)
        else:
            break
        last, end, count = kind, match.end(), count + 1
        joint = _JOINT.match(text, end) or (_SPACED_HYPHEN.match(text, end) if last == "ten" else None)
        if joint is None or (joint.group(1) and last != "scale"):
            break
        position = joint.end()
    total += current
    decimals = spoken_decimals(text, end)
    if decimals is not None and not scaled:
        digits, end = decimals
        step = Decimal(1).scaleb(-len(digits))
        return Numeral(total + int(digits) * step, step, step, at, end, words=True)
    numeral = Numeral(total, step, step, at, end, words=True, scaled=scaled)
    return _with_fraction(text, numeral)


def spoken_decimals(text: str, at: int) -> tuple[str, int] | None:
    """The digits behind a spoken decimal point that starts at `at`, and where they end: "(nine) point two five"."""
    spoken = lists("spoken_decimals")
    words = list(_SPOKEN_WORD.finditer(text, at, at + _LONGEST_DECIMALS))
    place = at
    digits = ""
    for number, word in enumerate(words):
        if word.start() != place:
            break
        known = spoken["digits"].get(word.group(1).lower())
        if number == 0:
            if word.group(1).lower() not in spoken["points"]:
                return None
        elif known is None:
            break
        else:
            digits += known
        place = word.end()
    return (digits, place) if digits else None


def _article_number(text: str, match: re.Match[str]) -> Numeral | None:
    words = match.group(2).lower()
    values = number_words()
    if words.startswith("couple"):
        follow = re.compile(r"[ \n](hundred|thousand|million|billion|dozen)s?\b", re.IGNORECASE).match(
            text, match.end()
        )
        numeral = Numeral(
            Decimal(2), Decimal(1), Decimal(1), match.start(), match.end(), words=True, vague=True
        )
        return numeral.scale(Decimal(values[follow.group(1).lower()][0]), follow.end()) if follow else numeral
    if words == "few":
        return None
    scale = Decimal(values[words][0])
    value = scale / 2 if match.group(1) else scale
    numeral = Numeral(value, scale / 10, scale / 10, match.start(), match.end(), words=True, scaled=True)
    more = _WORD.match(text, match.end() + 1)
    if (
        more
        and more.group().lower() in ("thousand", "million", "billion", "trillion")
        and words in ("hundred", "thousand", "dozen")
    ):
        return numeral.scale(Decimal(values[more.group().lower()][0]), more.end())
    return _with_fraction(text, numeral)


def _with_fraction(text: str, numeral: Numeral) -> Numeral:
    """A number in words with "and a half" behind it, or one that counts parts ("two thirds")."""
    tail = _AND_A_HALF.match(text, numeral.end)
    if tail is not None and not numeral.scaled:
        part = Decimal(1) / _DENOMINATORS[tail.group(1).lower()]
        scale = _WORD.match(text, tail.end() + 1)
        made = Numeral(numeral.value + part, part, part, numeral.start, tail.end(), words=True, fraction=True)
        name = scale.group().lower() if scale else ""
        if scale and name in ("thousand", "million", "billion", "trillion", "dozen"):
            return made.scale(Decimal(number_words()[name][0]), scale.end())
        return made
    if numeral.value < 20 and text[numeral.end : numeral.end + 1] in (" ", "-"):
        word = _WORD.match(text, numeral.end + 1)
        denominator = _DENOMINATORS.get(word.group().lower()) if word else None
        if (
            word
            and denominator
            and numeral.value < denominator
            and (numeral.value > 1) == word.group().lower().endswith("s")
        ):
            return Numeral(
                numeral.value / denominator,
                Decimal(0),
                Decimal(0),
                numeral.start,
                word.end(),
                words=True,
                fraction=True,
            )
    return numeral


_LONE_FRACTION = re.compile(
    r"(?:(an?|one)[ -])?(half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)\b",
    re.IGNORECASE,
)
_SHARE_FOLLOWS = re.compile(
    r"[ \n](?:of|less|fewer|more|as|lower|higher|below|above|in|the|its|their|his|her|that|what)\b|[.,;)]",
    re.IGNORECASE,
)
_END_OF_SHARE = (None, ".", ",", ";", ")", "the", "its", "their", "his", "her", "that", "what")
_SHARE_VERBS = re.compile(
    r"(?:by|up|down|rose|fell|grew|dropped|gained|lost|than|over|nearly|about|almost|under|roughly|some|for|just)[ \n]+(?:some |about |nearly |almost |over )?$",
    re.IGNORECASE,
)


def read_fraction(text: str, at: int) -> Numeral | None:
    """A share in words that starts at `at`: "a third of", "down a quarter", "half of"; None where there is none."""
    match = _LONE_FRACTION.match(text, at)
    if match is None:
        return None
    article, word = match.group(1), match.group(2).lower()
    before = text[max(0, at - 24) : at]
    follows = _SHARE_FOLLOWS.match(text, match.end())
    behind = follows.group().strip() if follows else None
    if article is None:
        if word != "half" or behind not in ("of", "the", "as", "its", "their", "that", "what"):
            return None
    elif behind in _END_OF_SHARE and not _SHARE_VERBS.search(before):
        return None
    value = Decimal(1) / _DENOMINATORS[word]
    return Numeral(value, Decimal(0), Decimal(0), at, match.end(), words=True, fraction=True)
