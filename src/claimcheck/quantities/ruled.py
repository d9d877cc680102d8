"""Numbers that named rules of a language read: times of day, stopwatch times, ordinals that count, years and days of events, frequencies.

The rules stand in `language/`; here is what is made of their matches. Such numbers have units and forms of their own, so that a time of day is
compared with times of day only, and no arithmetic takes a year for an amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from claimcheck.data import words
from claimcheck.language import Rule, lists, rules
from claimcheck.model import Interval, Mention, Quantity, Span
from claimcheck.quantities import hedges, money, numerals, rounding, units
from claimcheck.quantities.denominators import read_denominators
from claimcheck.quantities.events import DATE_OF, YEAR_OF, is_of_many
from claimcheck.quantities.nouns import counted_noun

CLOCK, CLOCK_12H = "clock_time", "clock_time_12h"
"""Minutes past midnight, and past twelve where nothing tells morning from evening."""
NO_NUMBER = "none"
"""Form of what looks like a number and is none: it is read so that nothing else reads it."""
LISTED = "listed"
"""Form of a bare number whose name stands right before it, and whose unit is that of the number before the list."""
FILES = (
    "guards",
    "durations",
    "times_of_day",
    "events",
    "ordinals",
    "frequencies",
    "shares",
    "fractions",
    "measures",
    "ages",
    "counts",
)
"""The files of rules, in order: where two read one place, the first counts."""
_HALF_DAY = 720
_LOOK_BACK = 60
_SPOKEN = Decimal(5)
"""Minutes by which a time of day in words, or of a whole hour, may be off."""
_BLANK = " \n\u00a0"


def ruled_numbers(text: str) -> list[Mention]:
    """All numbers of a text that named rules read, in order, not overlapping; those of the form `NO_NUMBER` are for others to leave alone."""
    found: list[Mention] = []
    taken = bytearray(len(text))
    low = text.lower()
    for name in FILES:
        for rule in rules(name):
            if rule.needs and not any(word in low for word in rule.needs):
                continue
            for mention in read_by(rule, text):
                start, end = mention.span.start, mention.span.end
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    found.append(mention)
    return sorted(found, key=lambda mention: mention.span.start)


def read_by(rule: Rule, text: str) -> Iterator[Mention]:
    """What one rule alone reads off a text."""
    several = _PRODUCTIONS_OF_SEVERAL.get(rule.production)
    if several is not None:
        for match in rule.pattern.finditer(text):
            yield from several(match)
        return
    produce = _PRODUCTIONS[rule.production]
    for match in rule.pattern.finditer(text):
        mention = produce(match, rule)
        if mention is not None:
            yield mention


def _group(match: re.Match[str], name: str) -> str | None:
    return match.group(name) if name in match.re.groupindex else None


def _span(match: re.Match[str], *names: str) -> Span:
    """From the first to the last of the named groups that took part; of the whole match without the white space at its ends."""
    found = [match.span(name) for name in names if _group(match, name) is not None]
    if found:
        return Span(min(start for start, _ in found), max(end for _, end in found))
    text = match.group()
    start = match.start() + len(text) - len(text.lstrip(_BLANK))
    return Span(start, match.start() + len(text.rstrip(_BLANK)))


def _exact(value: Decimal, unit: str, hedge: str | None = None) -> Quantity:
    return Quantity(value, None, None, unit, Interval(value, value), hedge)


def _words(text: str) -> str:
    return " ".join(text.lower().replace(".", "").split())


def _number(written: str) -> Decimal | None:
    """A whole number in digits or words."""
    if written.isdecimal():
        return Decimal(written)
    read = numerals.read_words(written, 0)
    return read.value if read is not None and read.end == len(written) else None


def _clock(match: re.Match[str], rule: Rule) -> Mention | None:
    known = lists("times_of_day")
    hour_word = _words(match.group("hour"))
    hour = int(known["hours"].get(hour_word) or hour_word)
    minute_word = _words(_group(match, "minute") or "0").removesuffix("s").removesuffix(" minute")
    minute = int(known["minutes"].get(minute_word) or _number(minute_word) or 0)
    side = _group(match, "side")
    if side is None and _is_score(match):
        return None
    if side is not None and not 0 < minute < 60:
        return None
    minutes = hour * 60 + (-minute if side is not None and side.lower() == "to" else minute)
    half = _half_of(_group(match, "half"))
    settled = rule.gives.get("day") == "24" or hour_word in ("noon", "midday", "midnight")
    unit = CLOCK
    if half is not None:
        minutes = _in_half(minutes, half)
    elif not settled:
        minutes, unit = minutes % _HALF_DAY, CLOCK_12H
    value = Decimal(minutes)
    spoken = match.group("hour").isalpha() or _group(match, "minute") is None
    slack = _SPOKEN if spoken and hour_word not in ("noon", "midday", "midnight") else Decimal(0)
    interval = Interval(value - slack, value + slack)
    near = _group(match, "near")
    if near is not None:
        before, after = known["hedges"].get(_words(near), "-20 20").split()
        interval = Interval(value + int(before), value + int(after))
    span = _span(match)
    if rule.gives.get("day") == "24" and near is None and not match.group("hour").isdecimal():
        span = _span(match, "hour")
    return Mention(
        span, _span(match, "minute", "hour"), Quantity(value, None, None, unit, interval, near), form="clock"
    )


def _is_score(match: re.Match[str]) -> bool:
    """Whether one of the words before two numbers with a colon makes them a ratio or a score."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()].lower().split()
    return not lists("times_of_day")["scores"].keys().isdisjoint(before[-2:])


def _half_of(words: str | None) -> str | None:
    if words is None:
        return None
    known = lists("times_of_day")["halves"]
    return next((known[word] for word in reversed(_words(words).split()) if word in known), None)


def _in_half(minutes: int, half: str) -> int:
    within = minutes % _HALF_DAY
    if half == "first":
        return within
    if half == "second":
        return within + _HALF_DAY
    return within + _HALF_DAY if within >= _HALF_DAY // 2 else within or 2 * _HALF_DAY


def _stopwatch(match: re.Match[str], rule: Rule) -> Mention | None:
    seconds = Decimal((_group(match, "seconds") or "0").replace(",", "."))
    minutes = Decimal(_group(match, "minutes") or 0) + 60 * Decimal(_group(match, "hours") or 0)
    if rule.gives.get("unit") == "minute":
        value, unit, step = minutes, "minute", Decimal(1)
    else:
        value, unit = minutes * 60 + seconds, "second"
        step = Decimal(1).scaleb(int(seconds.as_tuple().exponent))
    if not value:
        return None
    span = _span(match, "number")
    interval = rounding.written_interval(value, step, step)
    return Mention(span, span, Quantity(value, None, None, unit, interval), form="stopwatch")


def _ordinal_value(written: str) -> Decimal | None:
    low = written.lower()
    if low[0].isdecimal():
        return Decimal(low.rstrip("stndrh"))
    known = lists("ordinals")["numbers"]
    parts = low.split("-")
    if any(part not in known for part in parts):
        return None
    return sum((Decimal(known[part]) for part in parts), Decimal(0))


def _ordinal(match: re.Match[str], rule: Rule) -> Mention | None:
    value = _ordinal_value(match.group("ordinal"))
    if value is None or value < 2:  # the first of something counts nothing
        return None
    noun = _span(match, "noun") if _group(match, "noun") is not None else None
    unit = match.group("noun").lower() if noun is not None else "dimensionless"
    return Mention(
        _span(match, "ordinal", "noun"), _span(match, "ordinal"), _exact(value, unit), "ordinal", noun
    )


def _every_nth(match: re.Match[str], rule: Rule) -> Mention | None:
    value = _ordinal_value(match.group("ordinal"))
    if value is None or value < 2:
        return None
    quantity = Quantity(
        1 / value, None, None, "ratio", Interval(1 / (value + Decimal("0.5")), 1 / (value - Decimal("0.5")))
    )
    return Mention(_span(match, "lead", "ordinal"), _span(match, "ordinal"), quantity, form="fraction")


def _event_year(match: re.Match[str], rule: Rule) -> Mention | None:
    if is_of_many(match.string, match.start(), participle="participle" in rule.gives):
        return None
    event = rule.gives.get("event") or rule.gives[match.group("verb").lower()]
    span = _span(match, "year")
    return Mention(span, span, _exact(Decimal(match.group("year")), YEAR_OF + event), form="year")


def _only_a_year(match: re.Match[str], rule: Rule) -> Mention:
    span = _span(match, "year")
    return Mention(span, span, _exact(Decimal(match.group("year")), "dimensionless"), form=NO_NUMBER)


def _no_number(match: re.Match[str], rule: Rule) -> Mention:
    span = _span(match, "number", "inner")
    return Mention(span, span, _exact(Decimal(0), "dimensionless"), form=NO_NUMBER)


def _event_day(match: re.Match[str], rule: Rule) -> Mention | None:
    if is_of_many(match.string, match.start()):
        return None
    month = _group(match, "month") or match.group("month_first")
    day = _group(match, "day") or match.group("day_behind")
    known = lists("events")["months"].get(month.lower().rstrip("."))
    if known is None:
        return None
    span = _span(match, "day", "month", "month_first", "day_behind")
    value = Decimal(known) * 100 + Decimal(day)
    return Mention(span, span, _exact(value, DATE_OF + rule.gives["event"]), form="date")


def _times_in(match: re.Match[str], rule: Rule) -> Mention | None:
    written = match.group("times").lower()
    value = _number(lists("frequencies")["times"].get(written, written))
    if value is None:
        return None
    noun = "dimensionless" if rule.gives.get("bare") else "time"
    unit = f"{noun}/{match.group('span').lower()}"
    span = _span(match)
    hedge = hedges.hedge_before(match.string, span.start)
    low, high, interval = rounding.hedged(Interval(value, value), value, hedge.effect if hedge else None)
    quantity = Quantity(value, low, high, unit, interval, hedge.words if hedge else None)
    return Mention(Span(hedge.start if hedge else span.start, span.end), _span(match, "times"), quantity)


def _interval_between(match: re.Match[str], rule: Rule) -> Mention | None:
    value = _number(match.group("count").lower())
    if value is None:
        return None
    return Mention(
        _span(match),
        _span(match, "count"),
        _exact(value, f"{match.group('span').lower()[:-1]}/time"),
        form="number",
    )


def _elliptic_count(match: re.Match[str], rule: Rule) -> Mention | None:
    span = _span(match, "count")
    quantity = _counted(match, span, "dimensionless")
    return None if quantity is None else Mention(span, span, quantity, form="elliptic")


def _counted(match: re.Match[str], span: Span, unit: str) -> Quantity | None:
    """A count in words, which is exact, or in digits, whose last zeros may be rounding."""
    written = match.group("count")
    if not written[0].isdecimal():
        value = _number(written.lower())
        return None if value is None else _exact(value, unit)
    numeral = numerals.read_digits(match.string, span.start)
    if numeral is None or numeral.end != span.end:
        return None
    exact = numeral.value < rounding.tolerances()["exact-count-below"]
    interval = rounding.written_interval(numeral.value, numeral.step, numeral.coarse_step, exact=exact)
    return Quantity(numeral.value, None, None, unit, interval)


def _so_many_times(match: re.Match[str], rule: Rule) -> Mention | None:
    number = _span(match, "count")
    quantity = _counted(match, number, "time")
    if quantity is None or match.group("verb").lower() in lists("counts")["growing"]:
        return None
    return Mention(Span(number.start, match.end()), number, quantity)


def _difference(match: re.Match[str], rule: Rule) -> Mention | None:
    mention = _elliptic_count(match, rule)
    return None if mention is None else replace(mention, form="difference")


def _odd_count(match: re.Match[str], rule: Rule) -> Mention | None:
    value = _number(match.group("count").lower().replace("-", " ").split()[0])
    noun = counted_noun(match.string, match.end("count"))
    if value is None or noun is None:
        return None
    interval = Interval(value, value + 10)  # sixty-odd: over sixty, and not seventy
    quantity = Quantity(value, None, None, noun.head, interval, "odd")
    return Mention(Span(match.start("count"), noun.span.end), _span(match, "count"), quantity, noun=noun.span)


def _hedged_half(match: re.Match[str], rule: Rule) -> Mention | None:
    value = Decimal("0.5")
    span = _span(match, "half")
    hedge = hedges.hedge_before(match.string, span.start) if _group(match, "near") is not None else None
    low, high, interval = rounding.hedged(
        rounding.fraction_interval(value), value, hedge.effect if hedge else None
    )
    quantity = Quantity(value, low, high, "ratio", interval, hedge.words if hedge else None)
    return Mention(Span(hedge.start if hedge else span.start, span.end), span, quantity, form="fraction")


def _one_in(match: re.Match[str], rule: Rule) -> Mention | None:
    value = _number(match.group("count").lower())
    if (
        value is None
        or not 2 <= value <= 1000
        or match.group("noun").lower() in lists("shares")["not_things"]
    ):
        return None
    if _counts_behind(match):
        return None  # "one game in ten seasons"
    half = Decimal("0.5")
    return _share(match, 1 / value, Interval(1 / (value + half), 1 / (value - half)))


def _counts_behind(match: re.Match[str]) -> bool:
    """Whether what a match ends with counts what stands behind it, and so is no whole of its own."""
    return _measures_behind(match) or counted_noun(match.string, match.end()) is not None


def _measures_behind(match: re.Match[str]) -> bool:
    return units.read_simple_unit(match.string, match.end()) is not None


def _in_hundred(match: re.Match[str], rule: Rule) -> Mention | None:
    written = (_group(match, "whole") or match.group("whole_behind")).lower().replace(",", "")
    part, whole = _number(match.group("count").lower()), _number(written) or _number(f"a {written}")
    if part is None or whole is None or part >= whole or _measures_behind(match):
        return None
    if _group(match, "whole") is None and _counts_behind(match):
        return None  # "five in a hundred boats"
    half = Decimal("0.5")
    return _share(match, part / whole, Interval((part - half) / whole, (part + half) / whole))


def _share(match: re.Match[str], value: Decimal, interval: Interval) -> Mention:
    span = _span(match)
    hedge = hedges.hedge_before(match.string, span.start)
    low, high, bounded = rounding.hedged(interval, value, hedge.effect if hedge else None)
    quantity = Quantity(value, low, high, "ratio", bounded, hedge.words if hedge else None)
    return Mention(
        Span(hedge.start if hedge else span.start, span.end), _span(match, "count"), quantity, form="fraction"
    )


def _one_of_unit(match: re.Match[str], rule: Rule) -> Mention | None:
    at, text = match.end("one"), match.string
    word = match.group("unit").lower()
    point = text[at : match.end("unit")].lower().endswith(" point")
    if word in lists("measures")["not_units"]:
        return None
    unit = units.read_simple_unit(text, at)
    coin = money.currency_behind(text, at)
    if coin is not None and (unit is None or coin.end > unit.end):
        name, end = coin.code, coin.end
    elif unit is not None and not (point and unit.name != "percentage_point"):
        name, end = unit.name, unit.end
    else:
        return None
    one = Decimal(1)
    hedge = hedges.hedge_before(text, match.start("one"))
    if hedge is None:
        return None
    low, high, interval = rounding.hedged(rounding.written_interval(one, one / 2, one / 2), one, hedge.effect)
    suffix, end = read_denominators(text, end)
    quantity = Quantity(one, low, high, name + suffix, interval, hedge.words)
    return Mention(Span(hedge.start, end), _span(match, "one"), quantity)


def _in_unit(match: re.Match[str], rule: Rule) -> Mention | None:
    number, unit = _span(match, "count", "count_of"), _span(match, "unit", "unit_of")
    numeral = numerals.read_digits(match.string, number.start)
    if numeral is None or numeral.end != number.end:
        return None
    suffix, end = read_denominators(match.string, unit.end)
    interval = rounding.written_interval(numeral.value, numeral.step, numeral.coarse_step)
    hedge = hedges.hedge_before(match.string, number.start)
    low, high, interval = rounding.hedged(interval, numeral.value, hedge.effect if hedge else None)
    quantity = Quantity(
        numeral.value, low, high, rule.gives["unit"] + suffix, interval, hedge.words if hedge else None
    )
    return Mention(Span(hedge.start if hedge else number.start, end), number, quantity)


def _one_and_part(match: re.Match[str], rule: Rule) -> Mention | None:
    unit = units.read_simple_unit(f" {match.group('unit').lower()}", 0)
    if unit is None or unit.end != len(match.group("unit")) + 1:
        return None
    part = 1 / Decimal(lists("fractions")["parts_of_one"][match.group("part").lower()])
    interval = rounding.written_interval(1 + part, part / 2, part / 2)
    return Mention(_span(match), _span(match, "part"), Quantity(1 + part, None, None, unit.name, interval))


def _years(match: re.Match[str], rule: Rule) -> Mention | None:
    value = _number(match.group("count").lower())
    if not value:
        return None
    span = _span(match, "count")
    return Mention(span, span, _exact(value, "year"))


_FIGURE_OF_NAME = re.compile(r"([A-Z][^\d]{1,80}?)[ \n\u00a0](\d[\d,.]{0,14}\d|\d)")


def _figures_of_names(match: re.Match[str]) -> Iterator[Mention]:
    """The bare numbers of a list of names, none of which labels its number ("Section 5") or dates it ("May 12")."""
    start = match.start("pairs")
    pairs = list(_FIGURE_OF_NAME.finditer(match.group("pairs")))
    labels, months = words("label_words"), lists("events")["months"]
    for pair in pairs:
        last = pair.group(1).split()[-1].lower().rstrip(".")
        if last in labels or last in months:
            return
    for pair in pairs:
        span = Span(start + pair.start(2), start + pair.end(2))
        numeral = numerals.read_digits(match.string, span.start)
        if numeral is None or numeral.end != span.end or _is_year(pair.group(2)):
            continue
        interval = rounding.written_interval(numeral.value, numeral.step, numeral.coarse_step)
        quantity = Quantity(numeral.value, None, None, "dimensionless", interval)
        yield Mention(span, span, quantity, form=LISTED)


def _is_year(written: str) -> bool:
    return written.isdecimal() and len(written) == 4 and 1800 <= int(written) <= 2100


_PRODUCTIONS_OF_SEVERAL: dict[str, Callable[[re.Match[str]], Iterator[Mention]]] = {
    "figures_of_names": _figures_of_names
}
_PRODUCTIONS: dict[str, Callable[[re.Match[str], Rule], Mention | None]] = {
    "clock": _clock,
    "stopwatch": _stopwatch,
    "ordinal": _ordinal,
    "every_nth": _every_nth,
    "event_year": _event_year,
    "event_day": _event_day,
    "only_a_year": _only_a_year,
    "no_number": _no_number,
    "times_in": _times_in,
    "interval_between": _interval_between,
    "elliptic_count": _elliptic_count,
    "difference": _difference,
    "odd_count": _odd_count,
    "so_many_times": _so_many_times,
    "hedged_half": _hedged_half,
    "one_and_part": _one_and_part,
    "one_of_unit": _one_of_unit,
    "in_unit": _in_unit,
    "one_in": _one_in,
    "in_hundred": _in_hundred,
    "years": _years,
}
