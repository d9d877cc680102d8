"""Lines of a text, and which line breaks of a block are only wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.documents.dates import byline_date
from claimcheck.documents.wordsets import words

MAX_WRAP = 120
"""A text with longer lines than this was not wrapped by hand or by an editor: each line is a paragraph."""
_MIN_WRAP = 60
_OPEN_WORDS = words(
    "a an the of in on at to for from by with and or but nor than as that which its their our is are was "
    "were be into over under about between per up down off not no"
)
_LINE = re.compile(r"[^\r\n]*(\r\n|\n|\r|\Z)")
_URL = re.compile(r"\]\([^()\s\]]+\)|https?://\S+")


class Line(NamedTuple):
    """One line, seen without its indentation, the marks of what it stands in, and trailing white space."""

    begin: int
    """Where the whole line starts."""
    start: int
    """Where its first character stands that is no white space and no mark of a quote around it."""
    end: int
    """Behind its last character that is no white space; equal to `start` for a blank line."""
    newline: tuple[int, int]
    """Where its line break stands (empty at the end of the text)."""
    indent: int
    """Columns before `start`."""

    @property
    def blank(self) -> bool:
        """Whether nothing is on it."""
        return self.start >= self.end

    @property
    def width(self) -> int:
        """Its length as a person sees it in an editor."""
        return self.end - self.begin


BLANKS = " \t\f\v\0\xa0\u200b\ufeff"
"""What counts as white space at the ends of a line."""


def split_lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of `text[start:end]`."""
    return list(_lines(text, start, end))


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    at = start
    while at < end:
        match = _LINE.match(text, at, end)
        assert match is not None
        stop, following = match.span(1)
        content = text[at:stop]
        bare = content.strip(BLANKS)
        first = at + len(content) - len(content.lstrip(BLANKS)) if bare else stop
        yield Line(at, first, first + len(bare), (stop, following), columns(text[at:first]) if bare else 0)
        at = following


def columns(white: str) -> int:
    """How wide the text before a line's first character is."""
    return len(white.expandtabs(4)) if "\t" in white else len(white)


def paragraphs(text: str, lines: Sequence[Line], *, hard_breaks: bool) -> list[list[Line]]:
    """Split a run of lines where a line break is more than wrapping.

    A break is wrapping if the next line's first word would not have fitted into the width of the block, or if
    the sentence plainly runs on. With `hard_breaks`, two spaces or a backslash at a line's end force one.
    """
    if len(lines) <= 1:
        return [list(lines)]
    widths = [_width(text, line) for line in lines]
    block = max(max(widths), _MIN_WRAP)
    fits = [
        widths[index] + 1 + _first_word(text, lines[index + 1]) <= block for index in range(len(lines) - 1)
    ]
    wrapped = block <= MAX_WRAP and sum(fits) * 2 <= len(fits)
    result = [[lines[0]]]
    for index in range(len(lines) - 1):
        above, below = lines[index], lines[index + 1]
        forced = hard_breaks and _hard_break(text, above)
        whole = wrapped and not fits[index] and not forced and not _stands_alone(text, above, below)
        if whole or _runs_on(text, above, below, forced):
            result[-1].append(below)
        else:
            result.append([below])
    return result


def _width(text: str, line: Line) -> int:
    width = line.width
    if width > MAX_WRAP:
        # An address cannot be wrapped: it says nothing about the width.
        width -= sum(len(match[0]) for match in _URL.finditer(text, line.start, line.end))
    return width


def _first_word(text: str, line: Line) -> int:
    space = text.find(" ", line.start, line.end)
    return (space if space >= 0 else line.end) - line.start


def _hard_break(text: str, line: Line) -> bool:
    return text[line.end - 1] == "\\" or text.startswith("  ", line.end, line.newline[0])


def _stands_alone(text: str, above: Line, below: Line) -> bool:
    """Whether a line is complete in itself: bold from end to end, or followed by a byline."""
    first = text[above.start : above.end]
    if first.startswith(("**", "__")) and first.endswith(first[:2]):
        return True
    second = text[below.start : below.end].strip("*_ ")
    return len(second) <= 60 and (byline_date(second) is not None or second.startswith("By "))


def _runs_on(text: str, above: Line, below: Line, forced: bool) -> bool:
    """Whether a sentence plainly goes on from one line to the next, however long the lines are."""
    last = text[above.end - 1]
    if forced and last == "\\":
        last = text[above.end - 2 : above.end - 1] or "."
    first = text[below.start]
    if last in ".!?:;|":
        return False
    if first.islower() and (last == "," or above.width >= 25):
        return True
    if forced:
        return False
    words = text[max(above.start, above.end - 12) : above.end].split()
    return bool(words) and words[-1] in _OPEN_WORDS and above.width >= 25 and first not in "-*•–—|"
