"""What stands between two pages of a paged text that is shown as one: page numbers and running lines.

A filing on the web is cut into pages for print. A sentence that is cut with them goes on behind the number of the page and
the line on top of the next one.
"""

from __future__ import annotations

import re

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import Cleaned
from claimcheck.documents.html_tree import Element
from claimcheck.documents.wordsets import words

_BREAK = re.compile(
    r"(?:page-)?break-(before|after)\s{0,3}:\s{0,3}(?:always|page|left|right|recto|verso)(?![\w-])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:page |p\. ?)?(?:[-–—] ?)?(?:[A-Z]{1,2}-)?(?P<number>\d{1,4})(?: ?[-–—])?(?: ?(?:of|/) ?\d{1,4})?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?:[-–—] ?)?[ivxl]{1,6}(?: ?[-–—])?")
_RUNNING = re.compile(
    r"[^\n]{1,80}[|•·] ?(?:page )?(?P<number>\d{1,4})|table of contents|index to [^.\n]{1,60}", re.IGNORECASE
)
_MOST_HELD = 4
_ENDS = ".!?:;…。"
_CLOSING = "\"'”’»)]*"
_WORD = re.compile(r"[a-z]{2,}")
_OPEN_WORDS = words(
    "a an the of in on at to for from by with and or but nor than as that which its their our is are was were be into over "
    "under about between per no"
)
_CUT, _PLAINLY_CUT = 40, 60
"""Characters from which a line without a stop is a paragraph that is cut: beside the mark of a break, and without one."""


def break_of(element: Element) -> str | None:
    """Whether a page ends "before" or "after" an element, as its style says."""
    style = element.attributes.get("style", "")
    found = _BREAK.search(style) if "break" in style or "BREAK" in style else None
    return found[1].lower() if found is not None else None


class PageBreaks:
    """Holds back what may stand between two pages until it is clear what it is."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.held: list[Cleaned] = []
        self.numbers: list[int] = []
        """Of what is held: the indexes of page numbers."""
        self.ruled = False
        """Whether a break or a rule was seen since the last block."""
        self.marked = False
        """Whether it was one that says it is a break between pages."""
        self.last = 0
        """The page number before."""

    def mark(self, *, explicit: bool) -> None:
        """A rule, or a break between two pages."""
        self.ruled = True
        self.marked = self.marked or explicit

    def take(self, cleaned: Cleaned, *, bold: bool = False) -> bool:
        """Whether a paragraph was taken: held back as a line between two pages, or joined to the one before.

        A `bold` line may be a heading: of these only page numbers are held back.
        """
        if len(self.held) < _MOST_HELD and self._holds(cleaned.text, bold=bold):
            self.held.append(cleaned)
            return True
        if not bold and self._goes_on(cleaned.text):
            self._forget()
            self.builder.go_on(cleaned)
            return True
        return False

    def release(self) -> None:
        """Adds what was held back and is neither page number nor running line: the block that follows is none of it."""
        numbered = [self.held[index] for index in self.numbers]
        furniture = self._are_page_numbers(numbered)
        for number, cleaned in enumerate(self.held):
            if not (furniture if number in self.numbers else self.marked):
                self.builder.paragraph(cleaned)
        self._forget()

    def _forget(self) -> None:
        for index in self.numbers:
            self.last = _page_number(self.held[index].text) or self.last
        self.held, self.numbers = [], []
        self.ruled = self.marked = False

    def _holds(self, text: str, *, bold: bool) -> bool:
        if len(text) > 100:
            return False
        if _NUMBER.fullmatch(text) or _ROMAN.fullmatch(text):
            self.numbers.append(len(self.held))
            return True
        return not bold and _RUNNING.fullmatch(text) is not None

    def _are_page_numbers(self, numbered: list[Cleaned]) -> bool:
        """Whether numbers that stand alone are those of pages: by a break that says so, their looks, or the one before."""
        if not numbered or not self.ruled:
            return False
        first = numbered[0].text
        return self.marked or not first.isalnum() or _page_number(first) == self.last + 1

    def _goes_on(self, text: str) -> bool:
        if not self.ruled and not self.numbers:
            return False
        above = self.builder.last_prose()
        if above is None or len(above) < (_CUT if self.ruled else _PLAINLY_CUT):
            return False
        if above.rstrip(_CLOSING)[-1:] in _ENDS:
            return False
        if _WORD.match(text) is not None:
            return self.ruled or len(text) >= _CUT
        if not self.ruled or not (text[0].isalnum() or text[0] in "$€£¥("):
            return False
        last = above[-12:].split()[-1:]
        return above[-1] == "," or last[0] in _OPEN_WORDS


def _page_number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match["number"]) if match is not None else None
