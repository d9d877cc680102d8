"""Numbers of a language that is all data: from characters to quantities with units, bounds and intervals.

What a number, a unit or a hedge looks like stands in the language's folder; here is only how they are put together. Matches are
anchored and bounded in length, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from claimcheck.language.lexical import Lexical, lexical
from claimcheck.model import Interval, Mention, Quantity, Span, Table
from claimcheck.quantities import rounding, units

_DIGITS = re.compile(
    r"\d{1,3}(?:\.\d{3}){1,5}(?!\d)(?:,\d{1,12})?"  # 1.234.567,8
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3}){1,5}(?![\d.])(?:,\d{1,12})?"  # 1 234 567
    r"|\d{1,18}(?:,\d{1,12})?"
)
_FRACTIONS = {"½": 2, "¼": 4, "⅓": 3}
_CANDIDATE = re.compile(r"[^\W\d_]+|\d+|[½¼⅓]")
_BLANK = "[ \n\u00a0\u2009\u202f]"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SKIP = re.compile(
    r"(?:https?|ftp)://[^\s<>\"']{1,2000}|www\.[^\s<>\"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|\[\d{1,3}\]"
)
_HALF = Decimal("0.5")
_REACH = 40
"""Characters looked at before a number for what moves its bounds."""
_MINUS = "-−–"


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number before its unit."""

    value: Decimal
    step: Decimal
    coarse: Decimal
    start: int
    end: int
    scaled: bool = False
    article: bool = False
    fraction: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    end: int
    noun: Span | None = None


def find_quantities(text: str, code: str) -> list[Mention]:
    """All quantities of a text in a language that is data, in order, not overlapping."""
    language = lexical(code)
    blocked = none_of(text, language)
    found: list[Mention] = []
    consumed = 0
    for candidate in _CANDIDATE.finditer(text):
        at = candidate.start()
        if at < consumed or (at < len(blocked) and blocked[at]):
            continue
        mention = _read(text, at, candidate.group(), language, consumed, blocked)
        if mention is not None:
            found.append(mention)
            consumed = mention.span.end
        elif candidate.group()[0].isdigit():
            figure = _digits(text, at)
            consumed = max(candidate.end(), figure.end if figure is not None else 0)
    return _share_units(text, found, language)


def none_of(text: str, language: Lexical) -> bytearray:
    """A mark for every character of what looks like a number and is none."""
    blocked = bytearray(len(text))
    for pattern in (_SKIP, *(guard.pattern for guard in language.guards)):
        for match in pattern.finditer(text):
            blocked[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return blocked


def _read(
    text: str, at: int, token: str, language: Lexical, floor: int, blocked: bytearray
) -> Mention | None:
    if token[0].isalpha():
        if at and (text[at - 1].isalnum() or text[at - 1] in "-_"):
            return None
        whole = _fraction(text, at, language) or _multiple(text, at, language)
        if whole is not None:
            return _single(text, whole, _Unit("ratio", whole.end), language, floor)
        figure = _in_words(text, at, language)
    else:
        if at and (text[at - 1].isalpha() or text[at - 1] in "_#@"):
            return None
        if at > 1 and text[at - 1] in ".,:/-–" and text[at - 2].isalnum() and not _is_range(text, at):
            return None
        figure = _digits(text, at)
    if figure is None:
        return None
    ranged = _range(text, figure, language, floor, blocked)
    if ranged is not None:
        return ranged
    figure = _with_magnitude(text, figure, language)
    fold = language.fold.match(text, figure.end)
    if fold is not None and not figure.scaled:
        return _single(text, replace(figure, end=fold.end()), _Unit("ratio", fold.end()), language, floor)
    early = _money_before(text, figure.start, language)
    unit = _unit(text, figure.end, language, counted=not figure.article)
    if early is not None and (unit is None or unit.noun is not None):
        name, start = early
        per = _per(text, figure.end, language)
        unit = _Unit(name + per[0], per[1])
        return _single(text, replace(figure, start=start), unit, language, floor, number=figure.start)
    if unit is None:
        if figure.article or not _stands_alone(text, figure):
            return None
        unit = _Unit("dimensionless", figure.end)
    return _single(text, figure, unit, language, floor)


def _is_range(text: str, at: int) -> bool:
    return text[at - 1] in "-–" and text[at - 2].isdigit()


def _stands_alone(text: str, figure: _Figure) -> bool:
    """Whether a number without a unit can be an amount: no year, no numbering."""
    written = text[figure.start : figure.end]
    if written.isdigit() and len(written) == 4 and 1500 <= int(written) <= 2100:
        return False
    if written.isdigit() and len(written) > 1 and written[0] == "0":
        return False
    behind = text[figure.end : figure.end + 1]
    return behind not in ("/", "-", ":", "_") and not (figure.start == 0 and behind in (".", ")"))


def _digits(text: str, at: int) -> _Figure | None:
    if text[at] in _FRACTIONS:
        return _Figure(Decimal(1) / _FRACTIONS[text[at]], Decimal(0), Decimal(0), at, at + 1, fraction=True)
    match = _DIGITS.match(text, at)
    if match is None or len(match.group()) > 30:
        return None
    plain = re.sub(r"[^\d,]", "", match.group()).replace(",", ".")
    value = Decimal(plain)
    _, _, decimals = plain.partition(".")
    step = Decimal(1).scaleb(-len(decimals))
    zeros = 0 if decimals else len(plain) - len(plain.rstrip("0"))
    coarse = Decimal(1).scaleb(zeros) if value and zeros else step
    end = match.end()
    if text[end : end + 1] in _FRACTIONS and not decimals:
        part = Decimal(1) / _FRACTIONS[text[end]]
        return _Figure(value + part, Decimal(0), Decimal(0), at, end + 1, fraction=True)
    return _Figure(value, step, max(coarse, step), at, end)


def _in_words(text: str, at: int, language: Lexical) -> _Figure | None:
    match = _WORD.match(text, at)
    word = match.group().lower() if match is not None else ""
    if match is None or len(word) > 60:
        return None
    if word in language.ones:
        if language.no_one_behind.search(text, max(0, at - 8), at):
            return None
        return _Figure(Decimal(1), Decimal(1), Decimal(1), at, match.end(), article=True)
    value = compound(word, language)
    if value is None:
        return None
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return _Figure(Decimal(value), Decimal(1), step, at, match.end())


def compound(word: str, language: Lexical) -> int | None:
    """The value of a number word in lower case that is put together of others: "zweihundertdreiundvierzig"."""
    return _compound(word, language.code)


@cache
def _compound(word: str, code: str) -> int | None:
    language = lexical(code)
    if word in language.words:
        return language.words[word]
    for scale, factor in sorted(language.scales.items(), key=lambda item: -item[1]):
        head, found, rest = word.partition(scale)
        if not found:
            continue
        times = 1 if not head else language.ones.get(head) or _compound(head, code)
        rest = rest.removeprefix(language.joint)
        more = 0 if not rest else language.ones.get(rest) or _compound(rest, code)
        if times is None or more is None or more >= factor:
            return None
        return times * factor + more
    head, found, tens = word.partition(language.joint)
    while found:
        unit = language.ones.get(head) or language.words.get(head)
        if unit is not None and 0 < unit < 10 and language.words.get(tens, 0) >= 20:
            return language.words[tens] + unit
        middle, found, tens = tens.partition(language.joint)
        head += language.joint + middle
    return None


def _fraction(text: str, at: int, language: Lexical) -> _Figure | None:
    match = _forms(language.code, "fractions").match(text, at)
    if match is None:
        return None
    top, bottom = _of_form(language.fractions, match.group())
    return _Figure(Decimal(top) / bottom, Decimal(0), Decimal(0), at, match.end(), fraction=True)


def _multiple(text: str, at: int, language: Lexical) -> _Figure | None:
    match = _forms(language.code, "multiples").match(text, at)
    if match is None:
        return None
    form, end = match.group(), match.end()
    if form.lower() in language.needs_so and language.so.match(text, end) is None:
        return None
    value = _of_form(language.multiples, form)
    step = Decimal("0.1") if value < 1 else Decimal("0.5")
    return _Figure(value, step, step, at, end)


@cache
def _forms(code: str, field: str) -> re.Pattern[str]:
    """All forms of a table, as they are and at the head of a sentence."""
    forms = getattr(lexical(code), field)
    return re.compile(rf"(?:{_any({*forms, *(form[:1].upper() + form[1:] for form in forms)})})(?![^\W_])")


_V = TypeVar("_V")


def _of_form(table: Mapping[str, _V], form: str) -> _V:
    return table[form] if form in table else table[form[:1].lower() + form[1:]]


def _with_magnitude(text: str, figure: _Figure, language: Lexical) -> _Figure:
    match = _magnitude_behind(language.code).match(text, figure.end)
    if match is None:
        return figure
    factor = Decimal(10) ** language.magnitudes[match.group(1)]
    return replace(
        figure,
        value=figure.value * factor,
        step=figure.step * factor,
        coarse=figure.coarse * factor,
        end=match.end(),
        scaled=True,
        article=False,
    )


@cache
def _magnitude_behind(code: str) -> re.Pattern[str]:
    return re.compile(rf"{_BLANK}?({_any(lexical(code).magnitudes)})(?![^\W\d_])")


@cache
def _unit_behind(code: str) -> re.Pattern[str]:
    language = lexical(code)
    return re.compile(rf"(?:{_BLANK}|-)?({_any([*language.units, *language.money])})(?![^\W\d_])")


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


_SYMBOL = re.compile(rf"{_BLANK}?([^\W\d_°%‰Ωµμ]{{1,4}}[²³]?(?:/[^\W\d_]{{1,4}}[²³]?)?|°[CF]|%)(?![\w²³])")


def _unit(text: str, at: int, language: Lexical, *, counted: bool) -> _Unit | None:
    """The unit behind a number: a word of the language, a symbol, or the noun that is counted."""
    match = _unit_behind(language.code).match(text, at)
    if match is not None:
        name = language.units.get(match.group(1)) or language.money[match.group(1)]
        per, end = _per(text, match.end(), language)
        return _Unit(name + per if "/" not in name else name, end)
    symbol = _SYMBOL.match(text, at)
    if symbol is not None and symbol.group(1).lower() not in language.light:
        name = _of_symbol(symbol.group(1)) or ""
        if name:
            per, end = _per(text, symbol.end(), language)
            return _Unit(name + per if "/" not in name else name, end)
    return _noun(text, at, language) if counted else None


def _of_symbol(symbol: str) -> str | None:
    head, _, below = symbol.partition("/")
    name = units.symbol_unit(head)
    if not below:
        return name
    under = units.symbol_unit(below)
    return f"{name}/{under}" if name is not None and under is not None else None


def _per(text: str, at: int, language: Lexical) -> tuple[str, int]:
    match = _per_behind(language.code).match(text, at)
    if match is None:
        noun = _per_noun(language.code).match(text, at)
        return (f"/{stem(noun.group(1), language.code)}", noun.end()) if noun is not None else ("", at)
    unit = language.per[match.group(2)]
    if match.group(1) not in language.per_strict and unit not in language.per_times:
        return "", at
    return f"/{unit}", match.end()


@cache
def _per_behind(code: str) -> re.Pattern[str]:
    language = lexical(code)
    return re.compile(
        rf"{_BLANK}?({_any(language.per_before)}){_BLANK}?({_any(language.per)})(?![^\W\d_])(?!{_BLANK}(?:{language.per_unless})\b)"
    )


@cache
def _per_noun(code: str) -> re.Pattern[str]:
    """Any noun behind a word that always says for each of what."""
    words = [word for word in lexical(code).per_strict if word.isalpha()]
    return re.compile(rf"{_BLANK}(?:{_any(words)}){_BLANK}([^\W\d_a-zäöüß][^\W\d_]{{2,30}})")


_MOST_ADJECTIVES = 3


def _noun(text: str, at: int, language: Lexical) -> _Unit | None:
    """The counted noun behind a number: the first word in capitals, behind adjectives in small letters."""
    first: int | None = None
    for _ in range(_MOST_ADJECTIVES):
        gap = re.compile(_BLANK).match(text, at)
        word = _WORD.match(text, gap.end()) if gap is not None else None
        if word is None or word.group().lower() in language.light:
            return None
        first = word.start() if first is None else first
        if word.group()[0].isupper():
            if word.group().isupper() and len(word.group()) < 3:
                return None
            per, end = _per(text, word.end(), language)
            return _Unit(stem(word.group(), language.code) + per, end, Span(first, word.end()))
        if not word.group().endswith(_ADJECTIVE_ENDINGS):
            return None
        at = word.end()
    return None


_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


@cache
def stem(word: str, code: str) -> str:
    """The stem that a word of a language is compared by, in lower case."""
    return str(_stemmer(lexical(code).stemmer).stemWord(word.lower()))


@cache
def _stemmer(name: str) -> Any:
    import snowballstemmer  # loaded only for texts in such a language

    return snowballstemmer.stemmer(name)


def _money_before(text: str, at: int, language: Lexical) -> tuple[str, int] | None:
    """The currency that stands before a number, and where it begins: "€ 5", "EUR 5 Mio."."""
    match = _currency_before(language.code).search(text, max(0, at - 8), at)
    if match is None or (match.start() and text[match.start() - 1].isalnum()):
        return None
    return language.money[match.group(1)], match.start()


@cache
def _currency_before(code: str) -> re.Pattern[str]:
    forms = [form for form in lexical(code).money if not form.isalpha() or form.isupper()]
    return re.compile(rf"({_any(forms)}){_BLANK}?$")


def _hedge(text: str, at: int, floor: int, language: Lexical) -> tuple[str, str, int] | None:
    """The words that move the bounds of a number at `at`: as written, their effect, and where they begin."""
    tail = text[max(floor, at - _REACH) : at]
    match = _hedge_before(language.code).search(tail)
    if match is None:
        return None
    form = " ".join(match.group(1).lower().split())
    return match.group(1), language.hedges[form], at - len(tail) + match.start(1)


@cache
def _hedge_before(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])({_any(lexical(code).hedges)}){_BLANK}?$", re.IGNORECASE)


@cache
def _hedge_behind(code: str) -> re.Pattern[str]:
    return re.compile(rf"{_BLANK}?({_any(lexical(code).hedges_behind)})(?![^\W_])")


def _single(
    text: str, figure: _Figure, unit: _Unit, language: Lexical, floor: int, *, number: int | None = None
) -> Mention:
    value, interval = figure.value, _allowed(figure, unit)
    start = figure.start
    sign = text[start - 1 : start]
    if sign and sign in _MINUS and (start < 2 or text[start - 2] in " (\n|\u00a0"):
        assert interval.low is not None
        assert interval.high is not None
        value, interval, start = -value, Interval(-interval.high, -interval.low), start - 1
    hedge = _hedge(text, start, floor, language)
    low, high, interval = rounding.hedged(interval, value, hedge[1] if hedge is not None else None)
    end = unit.end
    if hedge is None:
        behind = _hedge_behind(language.code).match(text, end)
        if behind is not None:
            hedge = (behind.group(1), language.hedges_behind[behind.group(1)], start)
            low, high, interval = rounding.hedged(interval, value, hedge[1])
            end = behind.end()
    begin = hedge[2] if hedge is not None else start
    form = "fraction" if figure.fraction and unit.name == "ratio" else "number"
    if unit.name == "ratio" and form == "number":
        form = "multiple"
    quantity = Quantity(value, low, high, unit.name, interval, hedge[0] if hedge is not None else None)
    first = figure.start if number is None else number
    return Mention(Span(begin, end), Span(first, figure.end), quantity, form, unit.noun)


def _allowed(figure: _Figure, unit: _Unit) -> Interval:
    if figure.fraction and figure.step == 0:
        return rounding.fraction_interval(figure.value)
    exact = unit.noun is not None and not figure.scaled and rounding.is_small_count(figure.value)
    return rounding.written_interval(figure.value, figure.step, figure.coarse, exact=exact)


def _range(text: str, first: _Figure, language: Lexical, floor: int, blocked: bytearray) -> Mention | None:
    """A number with a second end: "3 bis 4 Prozent", "zwischen 3 und 4 Millionen", "3–4 km"."""
    before = text[max(floor, first.start - 16) : first.start]
    between = any(before.rstrip().lower().endswith(word) for word in language.between)
    low = _with_magnitude(text, first, language)
    own = _unit(text, low.end, language, counted=False)
    for at in dict.fromkeys((first.end, low.end, own.end if own is not None else low.end)):
        joint = _joint(language.code, between=between).match(text, at)
        if joint is None or joint.end() >= len(text) or blocked[joint.end()]:
            continue
        char = text[joint.end()]
        high = _digits(text, joint.end()) if char.isdigit() else _in_words(text, joint.end(), language)
        if high is None or high.article:
            continue
        high = _with_magnitude(text, high, language)
        unit = _unit(text, high.end, language, counted=True) or (own if at != first.end else None)
        if unit is None or (own is not None and own.name != unit.name):
            continue
        ends = _scaled_alike(low if at != first.end else first, high)
        if ends is None:
            continue
        bottom, top = (_allowed(end, unit) for end in ends)
        start = first.start - (len(before) - len(before.rstrip()) + 8 if between else 0)
        start = text.rfind(before.split()[-1], 0, first.start) if between else first.start
        quantity = Quantity(
            None, ends[0].value, ends[1].value, unit.name, Interval(bottom.low, top.high),
            before.split()[-1] if between else None,
        )  # fmt: skip
        span = Span(start, max(unit.end, high.end))
        return Mention(span, Span(first.start, high.end), quantity, "range", unit.noun)
    return None


def _scaled_alike(low: _Figure, high: _Figure) -> tuple[_Figure, _Figure] | None:
    """Two ends of a range, the first in the magnitude of the second where it has none of its own; None where they are none."""
    if high.scaled and not low.scaled and low.value < high.value:
        for power in (12, 9, 6, 3):
            factor = Decimal(10) ** power
            if high.value >= factor:
                scaled = replace(
                    low, value=low.value * factor, step=low.step * factor, coarse=low.coarse * factor
                )
                if scaled.value < high.value:
                    low = scaled
                break
    return (low, high) if low.value < high.value else None


@cache
def _joint(code: str, *, between: bool) -> re.Pattern[str]:
    language = lexical(code)
    words = language.and_words if between else language.joints
    return re.compile(rf"{_BLANK}?(?:{_any(words)}){_BLANK}?")


def _share_units(text: str, mentions: Sequence[Mention], language: Lexical) -> list[Mention]:
    """Gives bare numbers of a list the unit of its last member: "410, 380 und 455 Autos"."""
    shared = list(mentions)
    for index in range(len(shared) - 2, -1, -1):
        here, following = shared[index], shared[index + 1]
        gap = text[here.span.end : following.span.start]
        words = "|".join(language.and_words)
        listed = re.fullmatch(rf"(?:,|,? (?:{words}))\s?", gap)
        unit = following.quantity.unit
        led = gap.strip() in language.to_words and text.endswith(
            tuple(f"{word} " for word in language.from_words), 0, here.span.start
        )
        if here.quantity.unit != "dimensionless" or unit in ("dimensionless", "ratio"):
            continue
        if not listed and not led:
            continue
        factor = Decimal(1)
        if following.quantity.value is not None and here.quantity.value is not None:
            written = text[following.number.start : following.number.end]
            power = next(
                (
                    p
                    for form, p in language.magnitudes.items()
                    if re.search(rf"\b{re.escape(form)}$", written)
                ),
                0,
            )
            factor = Decimal(10) ** power if here.quantity.value < 1000 else Decimal(1)
        shared[index] = replace(here, quantity=here.quantity.rescaled(factor, unit))
    return shared


def with_points(table: Table) -> Table:
    """A table with its numbers in the English style; every character keeps its place."""
    rows = tuple(
        tuple(
            cell._replace(text=_DIGITS.sub(lambda match: match.group().translate(_SWAP), cell.text))
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


_SWAP = str.maketrans(".,", ",.")
