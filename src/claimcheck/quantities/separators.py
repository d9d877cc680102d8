"""Thousands separators and decimal commas of continental Europe: "1.234,56" as "1,234.56"."""

from __future__ import annotations

import re

from claimcheck.data import lexicon_cache, rows

_EUROPEAN = re.compile(r"(?<![\w.,-])\d{1,3}(?:\.\d{3}){1,12},\d{1,2}(?![\w]|[.,]\d)")
_ENGLISH = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3}){1,12}(?:\.\d{1,30})?(?![\w]|[.,]\d)")
_EITHER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:\.\d{3}){1,12}(?:,\d{1,30})?|\d{1,40},\d{1,30})(?![.,]\d|\d)")
_MANY_POINTS = re.compile(r"(?<![\w.,-])\d{1,3}(?:\.\d{3}){2,12}(?:,\d{1,30})?(?![.,]?\d)")
_SWAP = str.maketrans(".,", ",.")


def uses_decimal_comma(text: str) -> bool:
    """Whether a document writes numbers as on the European continent.

    It does if a number shows it beyond doubt ("1.234,56", "33,6 million") and none shows the English style ("1,234").
    """
    if "," not in text or _ENGLISH.search(text) is not None:
        return False
    return _EUROPEAN.search(text) is not None or any(_has_magnitude(m) for m in _SHORT.finditer(text))


_SHORT = re.compile(r"(?<![\w.,-])(?<!, )\d{1,3},\d{1,2}[ \u00a0](?=([a-z]{2,8})\b)")


def _has_magnitude(match: re.Match[str]) -> bool:
    """Whether a magnitude in words stands behind a number with a short last group: "33,6 million" can be no 336."""
    return match.group(1) in _magnitude_words()


@lexicon_cache
def _magnitude_words() -> frozenset[str]:
    return frozenset(form.lower() for form, _, when in rows("magnitudes") if when == "word")


def with_decimal_points(text: str, *, decimal_comma: bool) -> str:
    """The text with European numerals in the English style; every character keeps its offset.

    Numbers that show their style by themselves ("1.234,56", "1.234.567") are always turned; the others ("1.234",
    "12,5") only where `decimal_comma` says that the document writes so.
    """
    if decimal_comma:
        return _EITHER.sub(_swapped, text)
    if "," in text:
        text = _SHORT.sub(lambda match: _swapped(match) if _has_magnitude(match) else match.group(), text)
    if "." not in text:
        return text
    if "," in text:
        text = _EUROPEAN.sub(_swapped, text)
    return _MANY_POINTS.sub(_grouped, text)


def _grouped(match: re.Match[str]) -> str:
    groups = match.group().split(".")
    if len(groups) == 4 and "," not in groups[-1] and all(int(group) <= 255 for group in groups):
        return match.group()  # the address of a host
    return _swapped(match)


def _swapped(match: re.Match[str]) -> str:
    return match.group().translate(_SWAP)
