"""What a line is by its looks: the judgements that a person makes about loosely written text."""

from __future__ import annotations

import re

from claimcheck.data import lexicon_cache
from claimcheck.data import rows as data_rows
from claimcheck.documents.dates import byline_date
from claimcheck.documents.wordsets import words

_GENERIC_TITLES = words(
    "abstract|background|conclusion|contents|executive summary|faq|for immediate release|highlights|"
    "introduction|key data|key facts|key figures|key findings|key points|key takeaways|news release|"
    "overview|press release|summary|table of contents|tl;dr|update",
    "|",
)
_QUESTION = re.compile(
    r"(?:what|why|how|who|whom|whose|when|where|which|is|are|can|could|does|do|did|will|should)\b",
    re.IGNORECASE,
)
_NUMBERED_CAPTION = re.compile(
    r"(?:table|tab\.|figure|fig\.|exhibit|chart|schedule) [\w.-]{1,8}\b", re.IGNORECASE
)
_AMOUNTS_IN = re.compile(
    r"\b(?:amounts?|figures?|values?|dollars?|euros?|pounds?|data|shares?|prices?|numbers?|results?|sums?)"
    r"(?: (?:are|is|shown|given|stated|expressed|all)){0,3} in (?:\w+ )?"
    r"(?:thousands?|millions?|billions?|trillions?|per ?cent|percent|US|USD|EUR|GBP|€|\$|£|%|[a-z]{4,12}s\b)",
    re.IGNORECASE,
)
_UNIT_AT_END = re.compile(
    r"(?:[(\[][^()\[\]]{1,40}[)\]]"
    r"|,? (?:in )?(?:[$€£¥%‰]|US\$|USD|EUR|GBP|per ?cent|percent|thousands?|millions?|billions?|trillions?)"
    r"(?: (?:thousands?|millions?|billions?|bn|mn?|of [a-z]{2,12}))?)[.:]?$",
    re.IGNORECASE,
)
_UNIT_INSIDE = re.compile(
    r"\bin (?:[a-zA-Z]{3,14}s|per ?cent|percent|[%$€£]|US\$|USD|EUR|GBP|MW|GW|TWh|GWh|MB|GB)\b"
)
_CLOSING = ".,;:!…"
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]*]{0,3}(?:\s?\[\w{1,4}\])?$")


def is_generic_title(text: str) -> bool:
    """Whether a heading names a section of any document ("Executive Summary"), so cannot be its title."""
    return text.strip("*_#:–—-•🔍📌📊💡🚀 .").casefold() in _GENERIC_TITLES


def is_prose(text: str, least: int) -> bool:
    """Whether a line reads as running text: at least so long, and closed like a sentence, or long anyway."""
    return len(text) >= least and (len(text) >= 130 or _SENTENCE_END.search(text) is not None)


def may_be_heading(text: str) -> bool:
    """Whether a single line could be a heading at all: short, not closed like a sentence, no byline."""
    if not text or len(text) > 100 or text[-1] in _CLOSING or "\n" in text:
        return False
    if text.count(" ") > 15 or text[0].islower() or text.startswith(("By ", "Q:", "A:", "http", "www.", "@")):
        return False
    return any(char.isalpha() for char in text) and byline_date(text) is None


def is_title_case(text: str) -> bool:
    """Whether the words that matter in a line start with a capital, or it is a section's question."""
    if text.endswith("?"):
        return _QUESTION.match(text) is not None
    words = [word for word in re.split(r"[\s/–—-]+", text) if len(word) > 3 and word[0].isalpha()]
    if not words:
        words = [word for word in text.split() if word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)


def is_caption(text: str, *, emphasised: bool) -> bool:
    """Whether a paragraph directly above a table is its caption."""
    if len(text) > 300 or "\n\n" in text:
        return False
    if _AMOUNTS_IN.search(text):
        return True
    if len(text) > 180:
        return False
    if emphasised or text.endswith(":") or _NUMBERED_CAPTION.match(text) or _UNIT_AT_END.search(text):
        return True
    unit = _UNIT_INSIDE.search(text, 0, 80)
    # "Crossing time in minutes, calm sea": a noun phrase, one sentence at most.
    return unit is not None and text.count(" ", 0, unit.start()) <= 6 and ". " not in text


def is_table_rule(line: str) -> bool:
    """Whether a line can be the one between the header of a Markdown table and its rows."""
    cells = line.strip().strip("|").split("|")
    return "|" in line and all("-" in cell and not cell.strip(" \t:-") for cell in cells)


_FIGURE = re.compile(r"\d")
_LEAD_IN = re.compile(r"(?:[A-Z]{3}[ \u00a0]?)?\W*")
_LONGEST_HEDGE = 40


def _begins_with_figure(cell: str) -> bool:
    """Whether a cell begins with a number, be it behind a currency or a hedge: "EUR 4.2", "about 300"."""
    digit = _FIGURE.search(cell)
    if digit is None:
        return False
    ahead = cell[: digit.start()]
    return _LEAD_IN.fullmatch(ahead) is not None or (
        len(ahead) <= _LONGEST_HEDGE and ahead.strip().lower() in _hedges()
    )


@lexicon_cache
def _hedges() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("hedges") if row[2] == "before")


def header_count(rows: list[list[str]]) -> int:
    """How many of the first rows name columns: text above figures.

    What begins with a letter may hold a digit and name a column all the same: "inflow_m3_per_s", "Week 3".
    """

    def figures(row: list[str]) -> int:
        return sum(
            _begins_with_figure(cell) and not re.fullmatch(r"\D*(?:19|20)\d\d\D*", cell) for cell in row
        )

    for index, row in enumerate(rows):
        if figures(row):
            return index if index and any(rows[index - 1]) else 0
    return 1 if len(rows) > 1 else 0
