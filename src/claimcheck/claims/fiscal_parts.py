"""Quarters, halves and fiscal years."""

from __future__ import annotations

from claimcheck.claims.counted_parts import read_ended
from claimcheck.claims.day_parts import read_day_month
from claimcheck.claims.period_tokens import Part, Tokens
from claimcheck.claims.period_words import DASHES, MONTHS, NUMBERS, ORDINALS, UNITS
from claimcheck.claims.year_parts import SUFFIXES, with_year


def read_numbered(tokens: Tokens, k: int) -> Part | None:
    """ "12th of May", "1st quarter"."""
    number = int(tokens.words[k])
    j = tokens.after(k + 2)
    if tokens.at(j) in MONTHS:
        return read_day_month(tokens, k, k, j)
    name = tokens.low(j)
    if name == "of" and tokens.at(tokens.after(j + 1)) in MONTHS:
        return read_day_month(tokens, k, k, tokens.after(j + 1))
    if name in ("quarter", "half"):
        return _which(tokens, k, number, j)
    if name in ("century", "centuries"):
        return Part(k, j + 1, "time")
    return None


# --- quarters, halves, fiscal years ---------------------------------------------------------------


def _joined_year(digits: str, *, short: bool) -> int | None:
    """The year of "1Q26", "1Q2026"."""
    if len(digits) == 2 and short:
        return 2000 + int(digits)
    return int(digits) if len(digits) == 4 and 1900 <= int(digits) <= 2100 else None


def period_code(
    tokens: Tokens, letter: int, first: int, digit: int, last: int, trusted: bool = False
) -> Part | None:
    """ "Q1 2026", "1Q26", "H1 2025"; the letter and the digit stand at the given tokens."""
    word, number = tokens.words[letter].upper(), tokens.at(digit)
    if len(number) != 1 or not number.isdecimal():
        return None
    which = int(number)
    gran = "quarter" if word == "Q" else "half"
    if not 1 <= which <= (4 if word == "Q" else 2):
        return None
    left, right = tokens.at(first - 1), tokens.at(last)
    named = left and (left[-1].isalnum() or (left[-1] in "-.$#_" and first > 1)) and not left.isdecimal()
    if named and not trusted:
        return None
    part = Part(first, last, gran, number=which)
    if right[:1].isdecimal():
        year = _joined_year(right, short=first == digit)
        return None if year is None else part._replace(last=last + 1, year=year)
    if right == "FY":
        found = read_fiscal(tokens, last, year_only=True)
        return None if found is None else part._replace(last=found.last, year=found.year, fiscal=True)
    if right[:1].isalpha() and right not in ("E", "A", "e"):
        return None
    dated = with_year(tokens, part)
    if trusted or not dated.yearless or gran == "quarter":
        return dated
    # Bare "H1" and "H2" are as often a heading, hydrogen or a visa.
    before = tokens.low(tokens.before(first))
    return (
        dated if before in ("in", "during", "until", "by", "since", "and", "vs") or right in DASHES else None
    )


def read_code(tokens: Tokens, k: int) -> Part | None:
    """ "Q1", "H2" at token `k`."""
    return period_code(tokens, k, k, k + 1, k + 2)


def read_ordinal(tokens: Tokens, k: int) -> Part | None:
    """ "first quarter of 2026", "first-half", "first nine months of 2025"."""
    j = tokens.after(k + 1)
    low = tokens.low(j)
    fiscal = low in ("fiscal", "financial")
    if fiscal:
        j = tokens.after(j + 1)
        low = tokens.low(j)
    which = ORDINALS[tokens.words[k].lower()]
    if low in ("quarter", "half", "quarters", "halves"):
        part = _which(tokens, k, which, j)
        return part._replace(fiscal=True) if part is not None and fiscal else part
    count = NUMBERS.get(low, 0) or (int(low) if low.isdecimal() and len(low) <= 2 else 0)
    unit = UNITS.get(tokens.low(tokens.after(j + 1))) if count else None
    if which == 1 and unit in ("month", "quarter") and 1 < count <= 11:
        part = with_year(
            tokens, Part(k, j + 3, "range", number=count * (3 if unit == "quarter" else 1), form="first")
        )
        return None if part.yearless else part
    return None


def _which(tokens: Tokens, first: int, which: int, noun: int) -> Part | None:
    """The quarter or half named by an ordinal; `noun` is the token of "quarter" or "half"."""
    gran = "half" if tokens.low(noun).startswith("hal") else "quarter"
    most = 2 if gran == "half" else 4
    last_one = which == 9
    which = most if last_one else which
    if not 1 <= which <= most:
        return None
    before = tokens.before(first)
    part = Part(first, noun + 1, gran, number=which)
    if tokens.low(before) in ("fiscal", "financial"):
        part = part._replace(first=before, fiscal=True)
    dated = with_year(tokens, part)
    if not dated.yearless:
        return dated
    ended = read_ended(tokens, part.last, gran, 3 if gran == "quarter" else 6)
    if ended is not None:
        return ended._replace(first=part.first)
    following = tokens.low(tokens.after(noun + 1))
    if following in ("of", "century", "time", "hour", "dozen", "an") or tokens.low(before) in (
        "a",
        "one",
        "another",
    ):
        # "the second half of the book", "a third quarter".
        return None
    return None if last_one and gran == "half" else dated


def _fiscal_digits(tokens: Tokens, k: int, j: int, low: str, *, plain: bool) -> Part | None:
    """The fiscal year whose digits stand at token `j`: "FY26", "fiscal 2025/26"; `plain`: it is a calendar year."""
    word, right = tokens.at(j), tokens.at(j + 1)
    year = int(word) if len(word) == 4 else 2000 + int(word)
    short = len(word) == 2 and low not in ("fy", "cy") and "'" not in tokens.words[j - 1]
    if short or not 1900 <= year <= 2100 or (right[:1].isalnum() and right not in SUFFIXES):
        return None
    last = j + 2 if right[:1].isalnum() else j + 1
    part = Part(k, last, "year", year=year, fiscal=not plain)
    follower = tokens.at(j + 2)
    split = right in ("/", "-", "–") and follower.isdecimal() and len(follower) in (2, 4)
    if split and int(follower) % 100 == (year + 1) % 100:
        end = Part(j + 2, j + 3, "year", year=year + 1)
        mark = f"FY{year}/{(year + 1) % 100:02d}"
        return part._replace(last=j + 3, gran="range", form="range", other=end, label=mark)
    return part


def read_fiscal(tokens: Tokens, k: int, year_only: bool = False) -> Part | None:
    """ "fiscal 2026", "FY26", "fiscal year ended September 27, 2025", "fiscal third quarter"."""
    low = tokens.words[k].lower()
    plain = low in ("calendar", "cy")
    right = tokens.at(k + 1)
    if low in ("fy", "cy"):
        if tokens.words[k] not in ("FY", "CY", "Fy", "fy") or (k and tokens.words[k - 1][-1].isalpha()):
            return None
        j = k + 1 if right.isdecimal() else k + 2 if right.strip() in ("", "'", "’", "-") and right else -2
    else:
        j = tokens.after(k + 1)
        if right.strip() in ("'", "’"):
            j = k + 2
    word = tokens.at(j)
    if word.lower() == "year" and low not in ("fy", "cy"):
        if low in ("financial", "fiscal") and not year_only:
            ended = read_ended(tokens, j + 1, "year", 12)
            if ended is not None:
                return ended._replace(first=k, fiscal=True)
        j = tokens.after(j + 1)
        word = tokens.at(j)
    if word.isdecimal() and len(word) in (2, 4):
        return _fiscal_digits(tokens, k, j, low, plain=plain)
    if low != "fiscal" or year_only:
        return None
    if word.lower() in ORDINALS:
        inner = read_ordinal(tokens, j)
        return None if inner is None else inner._replace(first=k, fiscal=True)
    if word == "Q":
        inner = read_code(tokens, j)
        return None if inner is None else inner._replace(first=k, fiscal=True)
    return None
