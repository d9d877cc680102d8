"""Stretches of time: "the six months ended 30 June", "three years ago", "a year earlier"."""

from __future__ import annotations

from claimcheck.claims.day_parts import read_date
from claimcheck.claims.period_tokens import Part, Tokens
from claimcheck.claims.period_words import HYPHENS, MONTHS, NUMBERS, UNITS
from claimcheck.claims.year_parts import BAD_RIGHT, with_year

_ENDED = frozenset(("ended", "ending", "to", "through", "until"))


def read_ended(tokens: Tokens, k: int, unit: str, count: int) -> Part | None:
    """ "… ended March 31, 2026", "… to June 2025" behind a unit whose gap stands at token `k`."""
    j = tokens.after(k)
    if tokens.low(j) == "that":
        j = tokens.after(j + 1)
    if tokens.low(j) not in _ENDED:
        return None
    j = tokens.after(j + 1)
    if tokens.low(j) == "on":
        j = tokens.after(j + 1)
    if tokens.low(j) == "date" and unit == "year":
        return Part(j, j + 1, "range", form="ytd", relative=True)
    if tokens.low(j) == "end" and tokens.at(tokens.after(j + 1)) in MONTHS:
        j = tokens.after(j + 1)
    part = read_date(tokens, j)
    if part is None or part.gran not in ("day", "month") or part.form:
        return None
    gran = (
        unit
        if count in (1, 3, 6, 12) and unit != "month"
        else {3: "quarter", 6: "half", 12: "year"}.get(count, "range")
    )
    months = {"year": 12, "quarter": 3, "half": 6}.get(unit, 1) * count if unit != "month" else count
    if unit in ("year", "quarter", "half"):
        months = count if count in (3, 6, 12) else months
    if unit == "month" and count == 1:
        gran = "month"
    days = count * 7 if unit == "week" else 0
    whole = Part(j, part.last, gran, form="ended", other=part, day=days)
    return whole if unit in ("week", "day") else whole._replace(number=months)


def read_counted(tokens: Tokens, first: int, count: int, noun: int) -> Part | None:
    """ "twelve months to June 2025", "two years ago"; plain lengths of time are quantities and left alone."""
    if not 0 < count <= 400:
        return None
    unit = UNITS[tokens.words[noun].lower()]
    if unit in ("half", "period", "decade"):
        return None
    length = {"quarter": 3, "year": 12}.get(unit, 1) * count
    if unit in ("month", "year", "quarter") and length <= 120:
        ended = read_ended(tokens, noun + 1, "month", length)
    else:
        ended = read_ended(tokens, noun + 1, unit, count) if unit == "week" else None
    if ended is not None:
        return ended._replace(first=first)
    word = tokens.low(tokens.after(noun + 1))
    if word not in ("ago", "earlier", "previously"):
        return None
    basis = unit if count == 1 and unit in ("year", "quarter", "month", "week") else None
    form = "ago" if word == "ago" and basis is None else "basis" if basis else "unknown"
    return Part(first, noun + 3, unit, form=form, shift=-count, number=count, basis=basis, relative=True,
                role="against" if basis else "at")  # fmt: skip


def read_unit(tokens: Tokens, k: int) -> Part | None:
    """What "year", "quarter", "month" … mean with the words around them."""
    low = tokens.words[k].lower()
    unit = UNITS[low]
    b = tokens.before(k)
    before = tokens.low(b)
    a = tokens.after(k + 1)
    following = tokens.low(a)
    if following in ("on", "over") and tokens.low(tokens.after(a + 1)) == low:
        return Part(k, a + 3, unit, form="basis", basis=unit, relative=True, role="against")
    if before in NUMBERS and (low.endswith("s") or before in ("a", "one")):
        part = read_counted(tokens, b, NUMBERS[before], k)
        if part is not None:
            return part
        if following == "before" and before in ("a", "one") and unit != "day" and not low.endswith("s"):
            return _before(tokens, k, b, a, unit)
        return None
    if low.endswith("s") or before in ("a", "an", "one", "per", "each", "every", "any"):
        return None
    if following in ("ago", "earlier") and tokens.words[k + 1] in HYPHENS:
        noun = tokens.after(a + 1)
        last = noun + 1 if tokens.low(noun) in ("quarter", "period", "month", "half") else a + 1
        return Part(k, last, unit, form="basis", basis=unit, relative=True, role="against")
    if following in ("ago", "earlier", "before", "prior") and before == "the":
        return _before(tokens, k, b, a, unit)
    if unit == "year":
        if following == "end":
            part = with_year(tokens, Part(k, a + 1, "year"))
            if part.yearless:
                return part._replace(rel=0, relative=True, form="end")
            return part._replace(form="end")
        if following == "to" and tokens.low(tokens.after(a + 1)) == "date":
            return Part(k, a + 3, "range", form="ytd", relative=True)
    if unit == "week" and tokens.at(a).isdecimal() and len(tokens.words[a]) <= 2:
        number = int(tokens.words[a])
        if not 1 <= number <= 53 or tokens.at(a + 1)[:1] in BAD_RIGHT or tokens.at(a + 1)[:1].isalnum():
            return None
        part = with_year(tokens, Part(k, a + 1, "week", number=number))
        return part._replace(form="week", relative=part.yearless)
    if unit in ("year", "quarter", "month", "week"):
        months = {"year": 12, "quarter": 3, "month": 1}.get(unit, 1)
        ended = read_ended(tokens, k + 1, unit, months if unit != "week" else 1)
        if ended is not None:
            first = b if before in ("fiscal", "financial") else k
            return ended._replace(first=first, fiscal=before in ("fiscal", "financial"))
    if before in ("fiscal", "financial", "full", "calendar"):
        b = tokens.before(b)
        before = tokens.low(b)
    if unit not in ("year", "quarter", "month") or before not in ("the", "that"):
        return None
    if tokens.at(k + 1) in HYPHENS or following == "of":
        return None
    outer = tokens.low(tokens.before(b))
    if outer == "on" and unit in ("year", "quarter", "month") and before == "the":
        return Part(tokens.before(b), k + 1, unit, form="basis", basis=unit, relative=True, role="against")
    if before == "that" and outer not in ("in", "during", "by", "for", "of"):
        return None
    if outer in ("in", "during", "for", "of", "ended", "over", "throughout", "through"):
        return Part(b, k + 1, unit, form="context", relative=True)
    return None


def _before(tokens: Tokens, k: int, first: int, word: int, unit: str) -> Part | None:
    """ "the year before", unless it goes on: "the year before the merger"."""
    gap = tokens.at(word + 1)
    if tokens.low(word) == "before" and gap.isspace():
        if tokens.low(word + 2) in (
            "the",
            "a",
            "an",
            "its",
            "his",
            "her",
            "their",
            "that",
            "it",
            "they",
            "he",
            "she",
        ):
            return None
        if tokens.at(word + 2)[:1].isdigit():
            return None
    basis = unit if unit in ("year", "quarter", "month", "week") else None
    return Part(first, word + 1, unit, form="basis", basis=basis, relative=True, role="against")
