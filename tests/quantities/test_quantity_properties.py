"""What holds for every number in every style, and for every text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.periods import mask_spans
from claimcheck.model import Mention, Span
from claimcheck.quantities import find_quantities
from growing import assert_linear

# How a unit is written (N is the number) and what it is called.
MARKS = [
    ("$N", "USD"),
    ("US$N", "USD"),
    ("USD N", "USD"),
    ("€N", "EUR"),
    ("£N", "GBP"),
    ("CHF N", "CHF"),
    ("N%", "percent"),
    ("N km", "kilometer"),
    ("N kWh", "kilowatt_hour"),
]
NAMES = [
    ("N euros", "EUR"),
    ("N US dollars", "USD"),
    ("N yen", "JPY"),
    ("N percent", "percent"),
    ("N percentage points", "percentage_point"),
    ("N basis points", "basis_point"),
    ("N tonnes", "metric_ton"),
    ("N kilometres", "kilometer"),
    ("N megawatts", "megawatt"),
    ("N tonnes a year", "metric_ton/year"),
    ("N plants", "plant"),
    ("N new plants", "plant"),
    ("N wafers per month", "wafer/month"),
]
MAGNITUDES = {
    "N thousand": 3,
    "N million": 6,
    "N Million": 6,
    "N-million": 6,
    "N billion": 9,
    "N trillion": 12,
    "Nmn": 6,
    "Nbn": 9,
    "N bn": 9,
    "Ntn": 12,
}
MONEY_MAGNITUDES = {"Nk": 3, "NK": 3, "Nm": 6, "NM": 6, "NB": 9, "Nb": 9, "NT": 12, "N m": 6}
SEPARATORS = {
    "comma": ",",
    "nbsp": "\u00a0",
    "narrow": "\u202f",
    "thin": "\u2009",
    "apostrophe": "'",
    "quote": "’",
}
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
SENTENCES = [
    "The mill sold 1,200 looms for $3.5 million.",
    "Sales rose 8% to more than €40 million.",
    "It needs 500-700 W per module.",
    "Nearly seven plants closed in 2024.",
    "Output more than doubled.",
    "Orlo is the world's second-largest mill.",
    "They run 12, 18 and 25 stores.",
    "A third of the crop failed.",
    "The H100 and Section 3.2 are names.",
    "The line takes 25,000 wafers a month.",
    "Half a million users left.",
    "No figure stands here.",
    "It saves up to 40% of fuel.",
    "Keep it between 20 and 25 °C.",
    "It fell 25 basis points to 4.25%.",
    "Groups of 40 or more pay 90 cents.",
]
PIECES = (
    "1 12 1,250 2.5 0 1995 ½ 3/4 .5 one two seven twenty hundred million dozen half a an third quarter no number "
    "$ € £ NT$ USD % percent points bps bn m M k K T W km kWh m² /h per month people plants wafers times x fold "
    "doubled twice largest second the world's its about nearly more than up to at least between from to and or - – "
    "+ ± ~ ( ) [ ] , . : / # ° C × 10^9 e8 − minus"
)


def _spelled(number: int) -> str:
    """A whole number below a thousand million in words."""
    for size, name in ((10**6, "million"), (1000, "thousand")):
        if number >= size:
            head, rest = divmod(number, size)
            return f"{_spelled(head)} {name}" + (f" {_spelled(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{SMALL.split()[head]} hundred" + (f" and {_spelled(rest)}" if rest else "")
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS.split()[head] + (f"-{SMALL.split()[rest]}" if rest else "")
    return SMALL.split()[number]


def _grouped(number: Decimal, separator: str) -> str:
    return f"{number:,f}".replace(",", separator)


def _check_single(written: str, value: Decimal, unit: str) -> Mention:
    text = f"The total was {written}."
    mentions = find_quantities(text)
    assert len(mentions) == 1, mentions
    mention = mentions[0]
    assert text[mention.span.start : mention.span.end] == written
    assert mention.span.contains(mention.number)
    assert mention.quantity.value == value
    assert mention.quantity.unit == unit
    assert mention.quantity.interval.contains(value)
    return mention


def _figures(most: int = 10**12, places: int = 6) -> st.SearchStrategy[Decimal]:
    """Numbers with every count of decimal places, trailing zeros included."""
    return st.builds(
        lambda digits, shift: Decimal(digits).scaleb(-shift),
        st.integers(min_value=0, max_value=most),
        st.integers(min_value=0, max_value=places),
    )


@settings(deadline=None)
@given(_figures(), st.sampled_from(MARKS + NAMES))
def test_plain_digits_read_back(number: Decimal, unit: tuple[str, str]) -> None:
    _check_single(unit[0].replace("N", f"{number:f}", 1), number, unit[1])


@settings(deadline=None)
@given(_figures(), st.sampled_from(sorted(SEPARATORS)), st.sampled_from(MARKS + NAMES))
def test_grouped_digits_read_back(number: Decimal, separator: str, unit: tuple[str, str]) -> None:
    written = _grouped(number, SEPARATORS[separator])
    _check_single(unit[0].replace("N", written, 1), number, unit[1])


@settings(deadline=None)
@given(_figures(), st.sampled_from(MARKS + NAMES))
def test_european_digits_read_back(number: Decimal, unit: tuple[str, str]) -> None:
    swapped = _grouped(number, ",").translate(str.maketrans(".,", ",."))
    text = f"The total was {unit[0].replace('N', swapped, 1)}."
    mentions = find_quantities(text, decimal_comma=True)
    assert [(mention.quantity.value, mention.quantity.unit) for mention in mentions] == [(number, unit[1])]


@settings(deadline=None)
@given(
    _figures(most=99999, places=4), st.sampled_from(sorted(MAGNITUDES)), st.sampled_from(MARKS[:6] + NAMES)
)
def test_magnitudes_read_back(number: Decimal, magnitude: str, unit: tuple[str, str]) -> None:
    written = unit[0].replace("N", magnitude.replace("N", f"{number:f}"), 1)
    _check_single(written, number.scaleb(MAGNITUDES[magnitude]), unit[1])


@settings(deadline=None)
@given(_figures(most=99999, places=4), st.sampled_from(sorted(MONEY_MAGNITUDES)), st.sampled_from(MARKS[:6]))
def test_magnitudes_of_money_read_back(number: Decimal, magnitude: str, unit: tuple[str, str]) -> None:
    written = unit[0].replace("N", magnitude.replace("N", f"{number:f}"), 1)
    _check_single(written, number.scaleb(MONEY_MAGNITUDES[magnitude]), unit[1])


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(st.integers(2, 99), st.integers(2, 9999), st.integers(2, 9_999_999)),
    st.sampled_from(NAMES),
    st.sampled_from([" and ", " "]),
    st.sampled_from([str.lower, str.capitalize]),
)
def test_number_words_read_back(number: int, unit: tuple[str, str], joint: str, case: object) -> None:
    words = _spelled(number).replace(" and ", joint)
    if case is str.capitalize:
        words = words.capitalize()
    _check_single(unit[0].replace("N", words, 1), Decimal(number), unit[1])


@settings(deadline=None)
@given(_figures(most=10**6, places=3), st.sampled_from(["-", "−", "minus "]), st.sampled_from(["N%", "N °C"]))
def test_signs_read_back(number: Decimal, sign: str, unit: str) -> None:
    name = "percent" if unit == "N%" else "degree_Celsius"
    _check_single(unit.replace("N", f"{sign}{number:f}"), -number, name)


@settings(deadline=None)
@given(
    _figures(most=10**6, places=3), st.sampled_from(["more than", "at least", "over", "in excess of", ">"])
)
def test_lower_bounds_are_open_above(number: Decimal, hedge: str) -> None:
    quantity = _check_single(f"{hedge} {number:f}%", number, "percent").quantity
    assert (quantity.low, quantity.high, quantity.hedge) == (number, None, hedge)
    assert quantity.interval.high is None


@settings(deadline=None)
@given(_figures(most=10**6, places=3), st.sampled_from(["less than", "at most", "under", "<"]))
def test_upper_bounds_are_open_below(number: Decimal, hedge: str) -> None:
    quantity = _check_single(f"{hedge} {number:f}%", number, "percent").quantity
    assert (quantity.low, quantity.high, quantity.hedge) == (None, number, hedge)
    assert quantity.interval.low is None


ENDS = st.tuples(_figures(most=9999, places=2), _figures(most=9999, places=2)).filter(
    lambda ends: ends[0] < ends[1]
)


def _check_range(ends: tuple[Decimal, Decimal], style: str) -> None:
    text = f"It was {style.replace('A', f'{ends[0]:f}').replace('B', f'{ends[1]:f}')}."
    (mention,) = find_quantities(text)
    quantity = mention.quantity
    assert (quantity.value, quantity.low, quantity.high, quantity.unit) == (None, *ends, "percent")
    assert quantity.is_range
    assert all(quantity.interval.contains(end) for end in ends)


@settings(deadline=None)
@given(ENDS, st.sampled_from(["A% to B%", "A to B percent", "between A% and B%", "between A and B percent"]))
def test_ranges_in_words_read_back(ends: tuple[Decimal, Decimal], style: str) -> None:
    _check_range(ends, style)


@settings(deadline=None, max_examples=600)
@given(ENDS, st.sampled_from(["A%-B%", "A%–B%", "A% – B%"]))
def test_ranges_with_a_dash_read_back(ends: tuple[Decimal, Decimal], style: str) -> None:
    _check_range(ends, style)


def _check_any(text: str, masked: list[Span]) -> None:
    at = 0
    for mention in find_quantities(text, masked):
        span, quantity = mention.span, mention.quantity
        assert at <= span.start < span.end <= len(text)
        assert span.contains(mention.number)
        assert mention.noun is None or span.contains(mention.noun)
        assert not any(mention.number.overlaps(hidden) for hidden in masked)
        for figure in (quantity.value, quantity.low, quantity.high):
            assert figure is None or (figure.is_finite() and quantity.interval.contains(figure))
        assert quantity.unit
        assert mention.form in ("number", "range", "multiple", "fraction", "rank")
        at = span.end


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_any_text(text: str) -> None:
    _check_any(text, [])
    _check_any(text, mask_spans(text))


@settings(deadline=None, max_examples=1000)
@given(st.lists(st.sampled_from(PIECES.split()), max_size=14), st.sampled_from([" ", "", "-", ", "]))
def test_any_string_of_number_words(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    _check_any(text, [])
    _check_any(text, mask_spans(text))


@settings(deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_sentences_read_alike_alone_and_together(first: str, second: str) -> None:
    def shown(text: str, shift: int) -> list[tuple[int, int, object, str]]:
        return [
            (mention.span.start + shift, mention.span.end + shift, mention.quantity, mention.form)
            for mention in find_quantities(text, mask_spans(text))
        ]

    text = f"{first}\n\n{second}"
    assert shown(text, 0) == shown(first, 0) + shown(second, len(first) + 2)


LONG = "7|1 |12, |1,000,|$1 million and |about |half a |no more than |the world's largest |between 1 and |twice |"
LONG += "one hundred and |3/4 |1.2.3.|[2], |10^|1-|m²/|word |https://a.b/|%|million |per month |(|one of the "


@pytest.mark.parametrize("piece", LONG.split("|"))
def test_long_texts_take_linear_time(piece: str) -> None:
    assert_linear(find_quantities, (piece * 100_000)[:100_000])
