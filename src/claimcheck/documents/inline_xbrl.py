"""Numbers that inline XBRL tags in a page: their exact value, unit and dates, and what they are facts of.

Filings carry them for programs: `<ix:nonFraction name="us-gaap:Revenues" contextRef="c-1" unitRef="usd" scale="6">383,285</ix:nonFraction>`
says that revenues in the dates of the context c-1 were 383,285 million US dollars.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from claimcheck.documents.html_tree import Element, Text
from claimcheck.model.documents import TaggedNumber
from claimcheck.model.spans import Span

_TAG = "ix:nonfraction"
_DIGITS = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")
_COMMA_FORMAT = re.compile(r"comma-?decimal", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WHOLE = re.compile(r"-?\d{1,2}")
_LONGEST = 60
"""Characters of a tagged number; a tag around more holds no single one."""
_MOST_WITHIN = 50
"""Elements and texts in a tag around one number; what is around more is not looked through, as tags may be nested."""


@dataclass(frozen=True, slots=True)
class _Context:
    start: date | None
    end: date | None
    dimensions: tuple[str, ...]


def tagged_numbers(source: str, everything: Iterable[Element]) -> tuple[TaggedNumber, ...]:
    """The tagged numbers of a page in the order of their text; tags whose context, unit or digits are unknown are left out."""
    tags: list[Element] = []
    contexts: dict[str, _Context] = {}
    units: dict[str, str] = {}
    past = 0  # the end of the last context or unit: one within another has no meaning, and would be read again and again
    for element in everything:
        name = element.tag.rpartition(":")[2]
        identity = element.attributes.get("id", "")
        if element.tag == _TAG:
            tags.append(element)
        elif name in ("context", "unit") and identity and element.start >= past:
            past = element.end
            if name == "context":
                contexts[identity] = _context(source, element)
            else:
                units[identity] = _unit(source, element)
    found = (_number(source, tag, contexts, units) for tag in tags)
    return tuple(sorted(number for number in found if number is not None))


def _number(
    source: str, tag: Element, contexts: dict[str, _Context], units: dict[str, str]
) -> TaggedNumber | None:
    given = tag.attributes
    context = contexts.get(given.get("contextref", ""))
    unit = units.get(given.get("unitref", ""))
    within = list(islice(_below(tag), _MOST_WITHIN + 1))
    if len(within) > _MOST_WITHIN:
        return None
    texts = [
        part for part in within if isinstance(part, Text) and _DIGITS.search(source, part.start, part.end)
    ]
    if context is None or unit is None or len(texts) != 1 or texts[0].end - texts[0].start > _LONGEST:
        return None
    digits = _DIGITS.search(source, texts[0].start, texts[0].end)
    if digits is None:
        return None
    written = digits[0].rstrip(".,'’ \u00a0\u202f")
    value = _value(written, decimal_comma=bool(_COMMA_FORMAT.search(given.get("format", ""))))
    scale = given.get("scale", "0").strip() or "0"
    if value is None or not _WHOLE.fullmatch(scale):
        return None
    value = value.scaleb(int(scale))
    if given.get("sign") == "-":
        value = -value
    decimals = given.get("decimals", "INF").strip()
    step = Decimal(1).scaleb(-int(decimals)) if _WHOLE.fullmatch(decimals) else Decimal(0)
    key = (given.get("name", ""), unit, str(context.start), str(context.end), *context.dimensions)
    span = Span(digits.start(), digits.start() + len(written))
    return TaggedNumber(span, value, step, unit, key, context.start, context.end)


def _value(written: str, *, decimal_comma: bool) -> Decimal | None:
    if decimal_comma:
        written = written.replace(".", "").replace(",", ".")
    plain = re.sub(r"[^\d.]", "", written)
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?|\.\d+", plain) else None


def _context(source: str, element: Element) -> _Context:
    dates: dict[str, date] = {}
    dimensions: list[str] = []
    for inner in _outermost(element, ("startdate", "enddate", "instant", "explicitmember", "typedmember")):
        name = inner.tag.rpartition(":")[2]
        if name in ("startdate", "enddate", "instant"):
            match = _DATE.search(source, inner.inside, inner.end)
            if match is not None:
                try:
                    dates[name] = date(*(int(part) for part in match.groups()))
                except ValueError:
                    continue
        else:
            value = _text(source, inner)
            dimensions.append(f"{inner.attributes.get('dimension', '')}={value}")
    return _Context(
        dates.get("startdate"), dates.get("enddate") or dates.get("instant"), tuple(sorted(dimensions))
    )


def _unit(source: str, element: Element) -> str:
    """The measures of a unit without the names of their standards: "USD", "USD/shares"."""
    measures = (_text(source, inner) for inner in _outermost(element, ("measure",)))
    return "/".join(measure.rpartition(":")[2] for measure in measures)


def _outermost(element: Element, names: Sequence[str]) -> Iterator[Element]:
    """The elements of some names in an element, but for those that are within one of them."""
    stack: list[Element | Text] = list(reversed(element.children))
    while stack:
        part = stack.pop()
        if isinstance(part, Element):
            if part.tag.rpartition(":")[2] in names:
                yield part
            else:
                stack += reversed(part.children)


def _below(element: Element) -> Iterator[Element | Text]:
    """The elements and texts in an element, in their order."""
    stack: list[Element | Text] = list(reversed(element.children))
    while stack:
        part = stack.pop()
        yield part
        if isinstance(part, Element):
            stack += reversed(part.children)


def _text(source: str, element: Element) -> str:
    return "".join(
        source[part.start : part.end] for part in _below(element) if isinstance(part, Text)
    ).strip()
