"""Instructions to this program in comments of a document: "<!-- claim: some-id -->", "[claimcheck]: # (ignore total)"."""

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
_FENCE = re.compile(r"^ {0,3}(?:[-*+>]|\d{1,3}[.)])?[ \t>]*(`{3,}|~{3,})(.*)$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile(r"`+")
_FORMATS = ("markdown", "html")


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
    shown = sorted(_shown(document)) if "`" in text or "~~~" in text else []
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
    for match in _COMMENT.finditer(document.text):
        if match.group(2).strip():
            yield match.group(1), match.group(2), Span(*match.span())
    if document.format == "markdown":
        for match in _REFERENCE.finditer(document.text):
            yield match.group(1), match.group(2), Span(*match.span())


def _shown(document: Document) -> Iterator[Span]:
    """Where comments are text: blocks of code, and code within a paragraph."""
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
