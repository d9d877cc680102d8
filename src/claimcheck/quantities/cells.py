"""Numbers as the cells of tables hold them: "$(1,234)", "12.3%", "—"; and which rows are headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from claimcheck.data import lexicon_cache
from claimcheck.data import rows as data_rows
from claimcheck.model import Cell, Table
from claimcheck.quantities.events import event_of_label

_NIL = re.compile(r"[$€£¥]?\s*(?:[-–—−‒]+|nil|none|zero)\s*%?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-–−+])?\s*(?P<money>[A-Z]{0,3}[$€£¥₹₩]|Rs\.?|CHF|USD|EUR|GBP)?\s*(?P<inner>\()?\s*(?P<minus>[-–−])?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<close>\))?\s*(?P<unit>%|[A-Za-z€£$µ°][A-Za-z/²³€£$%.]{0,11})?\s*(?P<last>\))?(?:\s*\((?:\d|[a-z])\))?\s*(?P<mark>[*†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\w\])?"
)
_HEADING_LABEL = re.compile(
    r"^\(.*\)$|\b(?:in (?:thousands|millions|billions)|years?|fiscal|ended|ending|quarter|months)\b|[$€£]",
    re.IGNORECASE,
)
_YEAR_IN = re.compile(r"\b(?:19|20)\d{2}\b")
_YEAR = re.compile(r"(?:FY ?)?(?:1[89]|20)\d{2}[EFAP]?")
_FOOTNOTE = re.compile(
    r"(?:(?<!\s)\s+)?(?:\(\d\)|\(\w\)|\[\w{1,2}\]|(?<![*†‡§¹²³⁴⁵⁶⁷⁸⁹])[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+)\s*$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a cell."""

    value: Decimal
    """As written, in the units of its column; negative where set in brackets."""
    step: Decimal
    """One unit of its last written digit."""
    percent: bool = False
    unit: str = ""
    """What is written behind it, if anything: "x", "GB"."""
    nil: bool = False
    """A dash: nothing, or too little to show."""


def header_rows(table: Table) -> int:
    """How many of the first rows are headers: those marked, and those below that hold only years, dates and units."""
    first = table.header_rows
    while first < len(table.rows) - 1 and _is_header(table.rows[first]):
        first += 1
    return first


def _is_header(cells: Sequence[Cell]) -> bool:
    texts = [cell.text.strip() for cell in cells[1:] if cell.text.strip()]
    if not texts:
        return False
    label = cells[0].text.strip()
    if event_of_label(label) is not None:
        return False  # "Year built | 1968"
    if label and not _HEADING_LABEL.search(label) and not any(_YEAR_IN.search(text) for text in texts):
        return False
    plain = [number_of(text) for text in texts]
    return all(
        number is None or (number.step == 1 and _YEAR.fullmatch(_FOOTNOTE.sub("", text)))
        for number, text in zip(plain, texts, strict=True)
    ) and not any(_NIL.fullmatch(text) for text in texts)


def number_of(text: str) -> Number | None:
    """The number that fills a cell: "$(1,234)", "12.3%", "—"; None where there is none or more than one."""
    text = text.strip().strip("*_`").strip()
    if not text or len(text) > 40:
        return None
    if _NIL.fullmatch(text):
        return Number(Decimal(0), Decimal(1), nil=True)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = re.sub(r"[^\d.]", "", match["digits"])
    try:
        value = Decimal(digits)
    except InvalidOperation:  # pragma: no cover - the pattern admits digits only
        return None
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) if isinstance(exponent, int) else Decimal(1)
    unit = (match["unit"] or "").strip()
    percent = unit.startswith("%")
    scale = _magnitudes().get(unit)
    if scale is not None:
        value, step, unit = value * scale, step * scale, ""
    bracketed = (match["open"] or match["inner"]) and (match["close"] or match["last"])
    negative = bool(bracketed) or ((match["sign"] or "") in ("-", "–", "−") and bool(match["sign"]))
    negative = negative or bool(match["minus"])
    return Number(-value if negative else value, step, percent, unit.strip("%"))


@lexicon_cache
def _magnitudes() -> dict[str, Decimal]:
    words = ("word", "always", "money", "attached")
    return {form: Decimal(10) ** int(power) for form, power, when in data_rows("magnitudes") if when in words}
