"""Periods told by where the text stands: "last year", "early next month", "year to date"."""

from __future__ import annotations

from claimcheck.claims.counted_parts import read_ended
from claimcheck.claims.day_parts import read_month, read_weekday
from claimcheck.claims.fiscal_parts import read_code
from claimcheck.claims.period_tokens import Part, Tokens
from claimcheck.claims.period_words import HYPHENS, MONTHS, NUMBERS, UNITS, WEEKDAYS
from claimcheck.claims.year_parts import REL, read_year, with_year, year_in_words

_LAST_OF = {"quarter": 4, "half": 2, "month": 12}
_SHORT_BASES = {"yoy": "year", "qoq": "quarter", "mom": "month"}
_ADVERBS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "now": 0, "currently": 0}


def read_relative(tokens: Tokens, k: int) -> Part | None:
    """ "last year", "the past six months", "the same quarter of 2024", "prior-year quarter"."""
    low = tokens.words[k].lower()
    j = tokens.after(k + 1)
    if j < 0:
        return None
    word = tokens.words[j]
    name = word.lower()
    if name in ("fiscal", "financial", "full", "calendar", "business"):
        j = tokens.after(j + 1)
        name = tokens.low(j)
    shift = REL[low]
    unit = UNITS.get(name)
    if unit is None:
        return _rel_named(tokens, k, j, word, shift)
    previous = low in ("previous", "prior", "preceding")
    if name.endswith("s") and unit != "period":
        return None
    if (
        unit == "year"
        and previous
        and tokens.low(tokens.after(j + 1)) in ("quarter", "period", "month", "half")
    ):
        return Part(k, j + 3, "year", form="basis", basis="year", relative=True, role="against")
    if tokens.at(j + 1)[:1] in HYPHENS and tokens.low(j + 2) in ("end", "on", "over"):
        return None
    if low == "same":
        return _same(tokens, k, j, unit)
    if unit in ("quarter", "half", "month") and low in ("last", "this", "next"):
        whole = with_year(tokens, Part(k, j + 1, unit, number=_LAST_OF[unit]))
        if low == "last" and not whole.yearless:
            return whole
    return _whole_relative(k, j, low, unit, shift, previous=previous)


def _whole_relative(k: int, j: int, low: str, unit: str, shift: int, *, previous: bool) -> Part | None:
    """ "Last year", "the previous quarter", "the past decade": a whole unit of time, told from when the text was written."""
    if unit in ("period", "day", "half"):
        if previous and unit != "day":
            return Part(k, j + 1, "range", form="unknown", relative=True, role="against")
        return None
    if previous:
        basis = unit if unit in ("year", "quarter", "month", "week") else None
        return Part(k, j + 1, unit, form="basis", basis=basis, relative=True, role="against")
    if low == "following":
        return Part(k, j + 1, unit, form="context", shift=1, relative=True) if unit == "year" else None
    if unit == "decade" or low == "past":
        number = 10 if unit == "decade" else 1
        form = "next" if shift > 0 else "past"
        gran, label = ("decade", "year") if unit == "decade" else ("range", unit)
        part = Part(k, j + 1, gran, number=number, form=form, relative=True)
        return part._replace(label=label, mask=False)
    if unit == "year":
        return Part(k, j + 1, "year", rel=shift, relative=True)
    return Part(k, j + 1, unit, form="shift", shift=shift, relative=True)


def _shifted_name(tokens: Tokens, k: int, j: int, shift: int, *, month: bool) -> Part | None:
    """ "last March", "next Tuesday"."""
    if not month:
        day = read_weekday(tokens, j)
        return None if day is None or day.form != "weekday" else day._replace(first=k, shift=shift)
    part = read_month(tokens, j, trusted=True)
    if part is None or not part.yearless or part.gran != "month":
        return part
    return part._replace(first=k, form="named", shift=shift, relative=True)


def _rel_named(tokens: Tokens, k: int, j: int, word: str, shift: int) -> Part | None:
    """ "last March", "next Tuesday", "the last ten years"."""
    low = tokens.words[k].lower()
    if low in ("last", "next", "this") and (word in MONTHS or word in WEEKDAYS):
        return _shifted_name(tokens, k, j, shift, month=word in MONTHS)
    if low in ("same", "this", "current"):
        return None
    count = NUMBERS.get(word.lower(), 0) or (int(word) if word.isdecimal() and len(word) <= 3 else 0)
    vague = word.lower() in ("few", "several", "couple")
    m = tokens.after(j + 1)
    if vague and tokens.low(m) == "of":
        m = tokens.after(m + 1)
    unit = UNITS.get(tokens.low(m))
    if not (count or vague) or unit is None or unit in ("half", "period"):
        return None
    if low == "last" and unit in ("month", "quarter") and 1 < count <= 11:
        whole = with_year(
            tokens, Part(k, m + 1, "range", number=count * (3 if unit == "quarter" else 1), form="final")
        )
        if not whole.yearless:
            return whole
    ended = read_ended(tokens, m + 1, unit, count)
    if ended is not None:
        return ended._replace(first=k)
    form = "next" if shift > 0 else "past"
    if vague:
        form, count = "unknown", 0
    return Part(k, m + 1, "range", number=count, form=form, label=unit, relative=True, mask=False)


def _same(tokens: Tokens, k: int, j: int, unit: str) -> Part | None:
    """ "the same quarter of 2024", "the same period a year earlier", "the same year"."""
    against = Part(k, j + 1, "year", form="basis", basis="year", relative=True, role="against")
    m = tokens.after(j + 1)
    word = tokens.low(tokens.after(m + 3)) if tokens.low(m + 2) == "year" else ""
    if tokens.low(m) in ("a", "one", "the") and word in ("earlier", "ago", "before"):
        return against._replace(last=m + 5)
    if tokens.low(m) in ("of", "in"):
        m = tokens.after(m + 1)
    found: Part | None = None
    if tokens.at(m).isdecimal() and len(tokens.words[m]) == 4:
        found = read_year(tokens, m, trusted=True)
    elif m >= 0:
        found = year_in_words(tokens, m, tokens.low(m))
    if found is not None and found.gran == "year" and unit != "year":
        return against._replace(last=found.last, year=found.year, rel=found.rel, form="same")
    if unit in ("year", "quarter", "month", "half"):
        return Part(k, j + 1, unit, form="context", relative=True)
    return None


def read_part_of(tokens: Tokens, k: int) -> Part | None:
    """ "mid-2025", "late 2030", "early next year", "end of March", "end-2025"."""
    low = tokens.words[k].lower()
    form = {"beginning": "start", "middle": "mid", "close": "end"}.get(low, low)
    j = tokens.after(k + 1)
    if j < 0:
        return None
    follower = tokens.low(j)
    hyphen = tokens.words[k + 1] in HYPHENS
    if form in ("end", "start") or low == "middle":
        if follower == "of":
            j = tokens.after(j + 1)
            follower = tokens.low(j)
        elif not hyphen and not (
            form == "end"
            and tokens.low(tokens.before(k)) in ("by", "at", "until", "since", "the", "to", "from")
        ):
            return None
    elif follower in ("in", "into") and not hyphen:
        j = tokens.after(j + 1)
        follower = tokens.low(j)
    if follower == "the":
        m = tokens.after(j + 1)
        unit = tokens.low(m)
        if unit in ("decade", "quarter", "month", "year") and tokens.low(tokens.after(m + 1)) not in (
            "before",
            "of",
        ):
            gran = unit
            if unit == "year":
                return Part(k, m + 1, "year", rel=0, relative=True, form=form)
            return Part(k, m + 1, gran, form="shift" if gran != "decade" else "thisdecade", relative=True)
        if unit not in ("year",):
            j = m
            follower = unit
    inner = tokens.rest.calendar(tokens, j)
    if inner is None and j >= 0:
        inner = year_in_words(tokens, j, follower)
    if (
        inner is None
        or inner.form not in ("", "shift")
        or inner.gran not in ("year", "quarter", "month", "half", "decade")
    ):
        return None
    if inner.form == "shift":
        return inner._replace(first=k)
    return inner._replace(first=k, form=form)


def read_basis(tokens: Tokens, k: int) -> Part | None:
    """ "yoy", "y/y", "q-o-q"."""
    word = tokens.words[k]
    low = word.lower()
    if low in _SHORT_BASES:
        if low == "mom" and word in ("mom", "Mom") and tokens.at(k - 1)[:1] != "%":
            return None
        return Part(
            k, k + 1, _SHORT_BASES[low], form="basis", basis=_SHORT_BASES[low], relative=True, role="against"
        )
    if low == "ytd":
        return Part(k, k + 1, "range", form="ytd", relative=True)
    mark = tokens.at(k + 1)
    if mark not in ("/", "-"):
        return None
    last = k + 3
    if tokens.low(k + 2) == "o" and tokens.at(k + 3) == mark:
        last = k + 5
    if tokens.low(last - 1) != low or (k and tokens.words[k - 1][-1].isalnum()):
        return None
    unit = {"y": "year", "q": "quarter", "m": "month"}[low]
    if tokens.at(last)[:1].isalnum():
        return None
    return Part(k, last, unit, form="basis", basis=unit, relative=True, role="against")


def read_letter(tokens: Tokens, k: int) -> Part | None:
    """ "Q1", and the "q/q" that begins with the same letter."""
    if tokens.at(k + 1).isdecimal():
        return read_code(tokens, k)
    return read_basis(tokens, k) if tokens.words[k].lower() == "q" else None


def read_adverb(tokens: Tokens, k: int) -> Part | None:
    """ "today", "now"."""
    if k and tokens.words[k - 1][-1].isalnum():
        return None
    return Part(k, k + 1, "day", form="instant", shift=_ADVERBS[tokens.words[k].lower()], relative=True)
