"""Years in digits and words, and the year behind a day, a month or a quarter."""

from __future__ import annotations

from claimcheck.claims.period_tokens import CURRENCY, Part, Tokens, time_end
from claimcheck.claims.period_words import (
    BORN,
    DASHES,
    HEDGES,
    HYPHENS,
    ORDINALS,
    STRONG,
    UNITS,
    nouns,
)

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BAD_LEFT = frozenset("$€£¥₹₩#.,/=@+&−×:\\^§")
BAD_RIGHT = frozenset("%‰°$€£¥₹+×=@\\^²³")
SUFFIXES = frozenset(("E", "e", "A", "F", "f", "est", "P", "p"))
REL = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this": 0, "current": 0, "same": 0,
    "next": 1, "coming": 1, "following": 1,
}  # fmt: skip


def read_year(tokens: Tokens, k: int, trusted: bool = False) -> Part | None:
    """A year, or what begins with one: "2022–23", "2026-05-12", "2025 Q1", "1990s"."""
    words = tokens.words
    year = int(words[k])
    if not 1800 <= year <= 2100:
        return None
    left = words[k - 1] if k else ""
    if not trusted and left and not _year_left(tokens, k, left):
        return None
    right = tokens.at(k + 1)
    part = Part(k, k + 1, "year", year=year)
    if not right:
        return part if trusted or _plausible(tokens, k, year, "") else None
    mark = right[0]
    if mark.isalnum():
        return _suffixed(tokens, k, part, right)
    if mark in BAD_RIGHT:
        return None
    follower = tokens.at(k + 2)
    if not mark.isspace() and follower and len(right) == 1:
        if follower.isdecimal():
            return joined_year(tokens, part, right, follower)
        if mark in HYPHENS:
            code = _year_first(tokens, part, k + 2)
            if code is not None:
                return code
            return (
                None if follower.lower() in nouns()["unit"] or not _recent(year) or not year % 100 else part
            )
        if mark == "/":
            return None
    stripped = right.strip()
    if len(stripped) == 1 and stripped in DASHES and len(follower) == 4 and follower.isdecimal():
        joined = joined_year(tokens, part, stripped, follower)
        return joined if joined is not None or trusted else None
    if not mark.isspace():
        return part if trusted or _plausible(tokens, k, year, "") else None
    if stripped:
        # "2025 (": the word behind does not belong to the number, save "2025 %".
        return (
            None
            if stripped[0] in BAD_RIGHT - CURRENCY
            else part
            if trusted or _plausible(tokens, k, year, "")
            else None
        )
    code = _year_first(tokens, part, k + 2)
    if code is not None:
        return code
    if follower.lower() in ("fiscal", "financial") and tokens.low(tokens.after(k + 3)) == "year":
        return part._replace(last=k + 5, fiscal=True)
    if follower.lower() == "year" and tokens.low(tokens.after(k + 3)) == "end":
        return part._replace(last=k + 5, form="end")
    return part if trusted or _plausible(tokens, k, year, follower) else None


def _year_left(tokens: Tokens, k: int, left: str) -> bool:
    """Whether what stands in front of the number lets it be a year."""
    mark = left[-1]
    if mark.isalnum():
        return left in ("CY", "YE")
    if not mark.isspace():
        if mark in _BAD_LEFT:
            return False
        if mark in DASHES and mark != "—" and len(left) == 1:
            return tokens.low(k - 2) in ("pre", "post", "mid", "end", "early", "late")
        return mark not in DASHES or mark == "—"
    if left != " ":
        stripped = left.rstrip()
        if stripped[-1:] in CURRENCY or (stripped and stripped[-1] in "×+=§"):
            return False
        if stripped and stripped != ".":
            return True
    if k < 2:
        return True
    word = tokens.words[k - 2]
    if word[0].isdigit():
        # The tail of a grouped number or a telephone number.
        return False
    return word.lower() not in nouns()["label"] or (
        word.islower() and word in ("no", "error", "line", "issue")
    )


def _recent(year: int) -> bool:
    return 1990 <= year <= 2040


def _is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    if not word.islower() or len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    return word not in ("was", "has", "does", "its", "this")


def _may_count(before: str, year: int) -> bool:
    """Whether a recent year in front of a plural is one all the same, by the word before it."""
    if year % 1000 == 0 or before in HEDGES:
        return before in ("of", "for", "its", "their", "the", "our", "his", "her")
    return True


def _plausible(tokens: Tokens, k: int, year: int, follower: str) -> bool:
    """Whether a free four-digit number is a year and no quantity, from the words on both sides."""
    before = tokens.low(k - 2) if k >= 2 and tokens.words[k - 1].isspace() else ""
    strong = before in STRONG or (before == "to" and tokens.low(k - 4) in UNITS)
    low = follower.lower()
    if low in nouns()["unit"] or (low in nouns()["counted"] and not strong):
        return False
    plural = _is_plural(follower)
    if before == "than" and tokens.low(k - 4) in ("more", "fewer", "less"):
        return bool(year % 100) and _recent(year) and not follower
    if _recent(year):
        return strong or not plural or _may_count(before, year)
    if plural:
        return False
    if strong or before in BORN:
        return True
    if before in ("of", "from", "to", "and", "or", "than", "late", "early", "mid"):
        return not follower or follower.lower() in ("to", "and", "until", "through")
    if k and tokens.words[k - 1].endswith("("):
        return tokens.at(k + 1)[:1] == ")"
    return before in ("the", "its", "their") and follower.lower() in BORN


def _suffixed(tokens: Tokens, k: int, part: Part, right: str) -> Part | None:
    """ "2026E", "1990s", "2025Q1"."""
    if right in SUFFIXES and not tokens.at(k + 2)[:1].isalnum():
        return part._replace(last=k + 2)
    if right == "s" and part.year is not None and part.year % 10 == 0:
        return part._replace(last=k + 2, gran="decade")
    if right in ("Q", "H"):
        return _year_first(tokens, part, k + 1)
    return None


def joined_year(tokens: Tokens, part: Part, mark: str, follower: str) -> Part | None:
    """A year with digits behind a dash or stroke: "2022–23", "2025/26", "2026-05-12"."""
    year = part.year or 0
    k = part.first
    length = len(follower)
    dash = mark in DASHES or mark == "/"
    if mark == "," and length == 4 and _recent(year) and _recent(int(follower)):
        return part
    if not dash or tokens.at(k + 3)[:1] in BAD_RIGHT - CURRENCY:
        return None
    if length == 4:
        to = int(follower)
        if not year < to <= year + 150 or to > 2100 or tokens.at(k + 3)[:1].isalpha():
            return None
        end = Part(k + 2, k + 3, "year", year=to)
        return part._replace(last=k + 3, gran="range", form="range", other=end)
    if length > 2:
        return None
    number = int(follower)
    next_mark, third = tokens.at(k + 3), tokens.at(k + 4)
    if next_mark == mark and third.isdecimal() and len(third) <= 2:
        day = int(third)
        if not (1 <= number <= 12 and 1 <= day <= DAYS_IN_MONTH[number - 1]):
            return None
        return part._replace(last=time_end(tokens, k + 5), gran="day", number=number, day=day)
    suffixed = next_mark in SUFFIXES
    if (
        length < 2
        or (next_mark[:1].isalnum() and not suffixed)
        or (next_mark == mark and third[:1].isalnum())
    ):
        return None
    if number == (year + 1) % 100 or (number > 12 and number > year % 100):
        to = year - year % 100 + number + (100 if number < year % 100 else 0)
        label = f"{year}/{number:02d}" if mark == "/" else ""
        end = Part(k + 2, k + 3, "year", year=to)
        last = k + 3 + suffixed
        return part._replace(last=last, gran="range", form="range", other=end, label=label)
    if mark in HYPHENS and 1 <= number <= 12 and follower[0] in "01":
        return part._replace(last=k + 3, gran="month", number=number)
    return None


def _year_first(tokens: Tokens, year: Part, k: int) -> Part | None:
    """ "2025 Q1", "2025-H2", "2026 first quarter": what follows the year at token `k`."""
    word = tokens.at(k)
    part: Part | None = None
    if word in ("Q", "H"):
        part = tokens.rest.code(tokens, k)
    elif word.lower() in ORDINALS and word.lower() != "final":
        part = tokens.rest.ordinal(tokens, k)
    if part is None or not part.yearless:
        return None
    return part._replace(first=year.first, year=year.year)


def with_year(tokens: Tokens, part: Part) -> Part:
    """The part with the year that follows it, in digits or in words; itself if none does."""
    k = part.last
    gap = tokens.at(k)
    if not gap or k + 1 >= tokens.count:
        return part
    j = k + 1
    if gap[0].isalnum():
        return part
    stripped = gap.strip()
    word = tokens.words[j]
    if (
        stripped in ("'", "’")
        or (stripped in HYPHENS and part.gran in ("month", "day"))
        or stripped in ("/", "-")
    ):
        # "Apr '26", "Mar-26", "Q4/2025".
        if word.isdecimal() and len(word) == 2 and not tokens.at(j + 1)[:1].isalnum() and stripped != "/":
            return part._replace(last=j + 1, year=2000 + int(word))
    elif stripped not in ("", ",", ".", ".,"):
        return part
    if word.isdecimal():
        if len(word) != 4 or not _year_right(tokens, j, int(word)) or (stripped == "." and part.day):
            return part
        return part._replace(last=j + 1, year=int(word))
    if stripped == ".":
        return part
    low = word.lower()
    if low in ("of", "in"):
        if low == "in" and part.gran != "month":
            return part
        j = tokens.after(j + 1)
        low = tokens.low(j)
        if tokens.at(j).isdecimal():
            if len(tokens.words[j]) != 4 or not _year_right(tokens, j, int(tokens.words[j])):
                return part
            return part._replace(last=j + 1, year=int(tokens.words[j]))
    elif stripped and low not in ("fy", "fiscal"):
        return part
    found = year_in_words(tokens, j, low)
    if found is None:
        return part
    if found.fiscal and part.gran not in ("quarter", "half"):
        return part
    return part._replace(
        last=found.last,
        year=found.year,
        rel=found.rel,
        fiscal=found.fiscal or part.fiscal,
        relative=found.relative,
    )


def _year_right(tokens: Tokens, k: int, year: int) -> bool:
    """Whether the four digits at `k`, where a year is expected, are one: not "2025.5", "2025%"."""
    if not 1800 <= year <= 2100:
        return False
    gap = tokens.at(k + 1)
    if not gap:
        return True
    if gap[0].isalnum():
        return gap in SUFFIXES
    return gap[0] not in BAD_RIGHT and not (gap in (".", ",") and tokens.at(k + 2)[:1].isdigit())


def year_in_words(tokens: Tokens, k: int, low: str) -> Part | None:
    """ "fiscal 2026", "FY26", "this year", "the year" at token `k`."""
    if low in ("fiscal", "fy", "financial", "calendar"):
        found = tokens.rest.fiscal(tokens, k)
        return found if found is not None and found.gran == "year" else None
    if low == "the":
        k = tokens.after(k + 1)
        low = tokens.low(k)
        if low in ("year", "decade"):
            if low == "decade":
                return None
            if tokens.low(tokens.after(k + 1)) in ("before", "earlier"):
                return Part(k, k + 3, "year", rel=-1, relative=True)
            return Part(k, k + 1, "year", rel=0, relative=True)
    shift = REL.get(low)
    if shift is None or low == "past":
        return None
    j = tokens.after(k + 1)
    if tokens.low(j) in ("fiscal", "financial", "calendar", "full"):
        j = tokens.after(j + 1)
    if tokens.low(j) != "year" or tokens.at(j + 1)[:1] in HYPHENS:
        return None
    return Part(k, j + 1, "year", rel=shift, relative=True)


# --- words ----------------------------------------------------------------------------------------
