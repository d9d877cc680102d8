"""Instructions to this program in comments of a document: "<!-- claim: some-id -->", "[claimcheck]: # (ignore total)".

In LaTeX they are comments to the end of a line ("% claim: some-id"), in reStructuredText lines of their own (".. claim: some-id").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.model import Document, LineIndex, Span

_COMMENT = re.compile(r"<!--[ \t\n]{0,20}(claim(?:check)?):((?:(?!-->|<!--).){1,1000}+)-->", re.DOTALL)
_REFERENCE = re.compile(
    r"^ {0,3}\[(claim(?:check)?)\]:[ \t]*(?:#|<#>|<>)[ \t]*[(\"'](.{1,300}?)[)\"'][ \t]*$", re.MULTILINE
)
_LATEX = re.compile(
    r"(?<!\\)(?:\\\\){0,20}(?P<at>%)[ \t]{0,20}(?P<name>claimcheck|claim):[ \t]{0,20}(?P<argument>[^\n\r]{1,1000})"
)
_RST = re.compile(
    r"^[ \t]{0,40}(?P<at>\.\.)[ \t]{1,4}(?P<name>claimcheck|claim):[ \t]{1,20}(?P<argument>[^\n\r]{1,1000})$",
    re.MULTILINE,
)
_IDS = re.compile(r"[A-Za-z0-9][\w.-]{0,119}(?:,\s*[A-Za-z0-9][\w.-]{0,119}){0,20}\s*")
"""In LaTeX and reStructuredText any line may be a comment for people ("% claim: this is tight"): only names are a binding."""
_VERBATIM = re.compile(r"\\(begin|end)\{(?:verbatim|lstlisting|minted|Verbatim)\*?\}")
_FENCE = re.compile(r"^ {0,3}(?:[-*+>]|\d{1,3}[.)])?[ \t>]*(`{3,}|~{3,})(.*)$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile(r"`+")
_FORMATS = ("markdown", "html", "latex", "rst")


@dataclass(frozen=True, slots=True)
class Directive:
    """One instruction."""

    name: str
    """"claim" or "claimcheck"."""
    argument: str
    """What stands behind the colon, white space folded."""
    span: Span
    """Of the whole comment, in `Document.text`."""
    line: int
    column: int


def directives(document: Document) -> tuple[Directive, ...]:
    """The instructions of a document, in order; those that are shown to its readers, as code, are none."""
    text = document.text
    if document.format not in _FORMATS or "claim" not in text:
        return ()
    found = sorted(_comments(document), key=lambda item: item[2].start)
    if not found:
        return ()
    shown = sorted(_shown(document)) if any(sign in text for sign in ("`", "~~~", "\\begin{")) else []
    lines = LineIndex(text)
    return tuple(
        Directive(name, " ".join(argument.split()), span, *lines.place(span.start))
        for name, argument, span in found
        if not _is_within(span, shown)
    )


def _is_within(span: Span, shown: Sequence[Span]) -> bool:
    index = bisect_left(shown, span.end, key=lambda other: other.start)
    return any(other.overlaps(span) for other in shown[max(index - 2, 0) : index])


def _comments(document: Document) -> Iterator[tuple[str, str, Span]]:
    if document.format in ("latex", "rst"):
        yield from _line_comments(document.text, _LATEX if document.format == "latex" else _RST)
        return
    for match in _COMMENT.finditer(document.text):
        if match.group(2).strip():
            yield match.group(1), match.group(2), Span(*match.span())
    if document.format == "markdown":
        for match in _REFERENCE.finditer(document.text):
            yield match.group(1), match.group(2), Span(*match.span())


def _line_comments(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, Span]]:
    for match in pattern.finditer(text):
        argument = match["argument"].strip()
        if match["name"] == "claimcheck" or _IDS.fullmatch(argument):
            yield match["name"], argument, Span(match.start("at"), match.end())


def _shown(document: Document) -> Iterator[Span]:
    """Where comments are text: blocks of code, and code within a paragraph."""
    if document.format == "latex":
        yield from _verbatim(document.text)
    if document.format != "markdown":
        return
    opened: tuple[int, str] | None = None
    for match in _FENCE.finditer(document.text):
        mark = match.group(1)
        if opened is None:
            opened = match.start(), mark
        elif mark[0] == opened[1][0] and len(mark) >= len(opened[1]) and not match.group(2).strip():
            yield Span(opened[0], match.end())
            opened = None
    if opened is not None:
        yield Span(opened[0], len(document.text))
    for start, end in _paragraphs(document.text):
        yield from _code_within(document.text, start, end)


def _verbatim(text: str) -> Iterator[Span]:
    opened: int | None = None
    for match in _VERBATIM.finditer(text):
        if match[1] == "begin" and opened is None:
            opened = match.start()
        elif match[1] == "end" and opened is not None:
            yield Span(opened, match.end())
            opened = None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BLANK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _code_within(text: str, start: int, end: int) -> Iterator[Span]:
    """Code between two runs of as many backticks; each run is looked at once."""
    waiting: dict[int, int] = {}
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    for index, (at, behind) in enumerate(runs):
        waiting[behind - at] = index  # the last run of each length: without it nothing can end
    index = 0
    while index < len(runs):
        at, behind = runs[index]
        if waiting[behind - at] > index:
            close = next(i for i in range(index + 1, len(runs)) if runs[i][1] - runs[i][0] == behind - at)
            yield Span(at, runs[close][1])
            index = close
        index += 1
