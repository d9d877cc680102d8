"""From a stretch of lines to readable text: inline Markdown taken off, every character's place kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimcheck.documents.cleaned import Cleaned, TextBuilder, verbatim
from claimcheck.documents.lines import Line

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escaped character
    r"|`+"
    r"|<(?:https?://[^\s<>]{1,2000}|mailto:[^\s<>]{1,200}|/?[A-Za-z][^<>]{0,1000})>"
    r"|!?\["
    r"|\]"
    r"|\*+|_+|~~+"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?:https?://|\bwww\.)[^\s<>\[\]`*\"]+"
    r"|[\0\xad\u200b\ufeff]+"
)
_PLAIN_TOKEN = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"]+|[\0\xad\u200b\ufeff]+")
_TARGET = re.compile(
    r"\(\s{0,9}(?:<[^<>\n]{0,1000}>|(?:[^()\s\[\]<>]|\([^()\s\[\]<>]{0,300}\)){0,3000})"
    r"(?:\s{1,9}(?:\"[^\"\]]{0,300}\"|'[^'\]]{0,300}'))?\s{0,9}\)"
)
_REFERENCE = re.compile(r"\[[^\[\]\n]{0,200}\]")
_CODE_REACH = 3000  # how far the end of inline code is looked for


class _View(NamedTuple):
    """Lines joined as one text, and where each stands in the source."""

    text: str
    starts: Sequence[int]
    lines: Sequence[Line]


class Piece(NamedTuple):
    """A stretch of the view that is kept: as it is, or replaced by `text`."""

    start: int
    end: int
    text: str | None


def clean_lines(
    source: str, lines: Sequence[Line], *, markdown: bool, references: Mapping[str, str] | None = None
) -> Cleaned:
    """The readable text of some lines of `source`.

    Inline code becomes a space; link targets, images, bare addresses, tags and emphasis marks are left out;
    entities and escapes are decoded. `references` are the link definitions of the document.
    """
    pattern = _TOKEN if markdown else _PLAIN_TOKEN
    if len(lines) == 1:
        line = lines[0]
        if pattern.search(source, line.start, line.end) is None:
            return verbatim(source, line.start, line.end)
    texts = [source[line.start : line.end] for line in lines]
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    view = _View("\n".join(texts), starts, lines)
    pieces = _markdown_pieces(view.text, references or {}) if markdown else _plain_pieces(view.text)
    return _assemble(view, pieces)


def _assemble(view: _View, cuts: list[Piece]) -> Cleaned:
    """Everything but the cuts; a cut with a text is replaced by it."""
    into = TextBuilder()
    cuts.sort(key=lambda cut: (cut.start, -cut.end))
    kept: list[Piece] = []
    at = 0
    for cut in cuts:
        if cut.start < at:
            continue  # inside one that is out already: the text of an image
        kept.append(Piece(at, cut.start, None))
        if cut.text is not None:
            kept.append(cut)
        at = cut.end
    kept.append(Piece(at, len(view.text), None))
    line = 0
    for start, end, text in kept:
        if text is not None:
            white = text == " "
            if not white or not into.last.isspace():
                line = _line_at(view, line, start)
                shift = view.lines[line].start - view.starts[line]
                last = _line_at(view, line, max(start, end - 1))
                into.put(text, start + shift, end + view.lines[last].start - view.starts[last])
            continue
        while start < end:
            line = _line_at(view, line, start)
            base, place = view.starts[line], view.lines[line]
            stop = min(end, base + place.end - place.start)
            if start < stop:
                into.put(view.text[start:stop], place.start + start - base, place.start + stop - base)
            if stop < end:
                into.put("\n", *place.newline)
                stop += 1
            start = stop
    return into.build()


def _line_at(view: _View, line: int, offset: int) -> int:
    while line + 1 < len(view.starts) and view.starts[line + 1] <= offset:
        line += 1
    return line


def _plain_pieces(text: str) -> list[Piece]:
    pieces = []
    for match in _PLAIN_TOKEN.finditer(text):
        end = _address_end(match[0]) + match.start()
        pieces.append(Piece(match.start(), end, None))
    return pieces


def _address_end(address: str) -> int:
    """Length of a bare address without the punctuation of the sentence around it."""
    bare = address.rstrip(".,;:!?'”’")
    if bare.endswith(")") and "(" not in bare:
        bare = bare.rstrip(").,;:")
    return len(bare)


def _markdown_pieces(text: str, references: Mapping[str, str]) -> list[Piece]:
    cuts: list[Piece] = []
    brackets: list[tuple[int, int]] = []
    marks: list[_Mark] = []
    at = 0
    while (match := _TOKEN.search(text, at)) is not None:
        start, at = match.span()
        token = match[0]
        first = token[0]
        if first == "\\":
            cuts.append(Piece(start, start + 1, None))
        elif first == "`":
            end = _code_end(text, at, token)
            if end > 0:
                cuts.append(Piece(start, end, " "))
                at = end
        elif first == "<":
            # A line break between two words is more than nothing.
            cuts.append(Piece(start, at, " " if token[1:3].lower() == "br" else None))
        elif token.endswith("["):
            brackets.append((start, at))
        elif first == "]":
            if brackets:
                at = _close_bracket(text, brackets.pop(), start, references, cuts)
        elif first in "*_~":
            marks.append(_Mark(start, at, *_flanks(text, start, at)))
        elif first == "&":
            decoded = _decode(token)
            if decoded != token:
                cuts.append(Piece(start, at, decoded.replace("\xad", "").replace("\u200b", "")))
        elif first in "hwHW":
            at = start + _address_end(token)
            cuts.append(Piece(start, at, None))
        else:
            cuts.append(Piece(start, at, None))
    _pair_marks(text, marks, cuts)
    return cuts


def _decode(entity: str) -> str:
    from html import unescape

    return unescape(entity)


def _code_end(text: str, at: int, ticks: str) -> int:
    """Where inline code ends that opens with `ticks` before `at`; 0 if it does not."""
    limit = min(len(text), at + _CODE_REACH)
    while (at := text.find(ticks, at, limit)) >= 0:
        end = at + len(ticks)
        if not text.startswith("`", end):
            return end
        while end < limit and text[end] == "`":
            end += 1
        at = end
    return 0


def _close_bracket(
    text: str, opener: tuple[int, int], at: int, references: Mapping[str, str], cuts: list[Piece]
) -> int:
    """Cut what is not text of the link, image or note that closes at `at`. Gives where to go on."""
    start, inside = opener
    end = at + 1
    target = _TARGET.match(text, end) if text.startswith("(", end) else None
    label = text[inside:at]
    if target is not None:
        end = target.end()
    elif text.startswith("[", end) and (named := _REFERENCE.match(text, end)) is not None:
        if _label(named[0][1:-1] or label) not in references:
            return end
        end = named.end()
    elif label.startswith("^") and 1 < len(label) < 60 and " " not in label:
        cuts.append(Piece(start, end, None))  # the mark of a footnote
        return end
    elif not references or len(label) > 200 or _label(label) not in references:
        return end
    if text[start] == "!":
        cuts.append(Piece(start, end, None))
    else:
        cuts.append(Piece(start, inside, None))
        cuts.append(Piece(at, end, None))
    return end


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


class _Mark(NamedTuple):
    """A run of emphasis marks that may open or close."""

    start: int
    end: int
    opens: bool
    closes: bool


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    before_word, after_word = before.isalnum(), after.isalnum()
    opens = not after.isspace() and (after_word or not before_word)
    closes = not before.isspace() and (before_word or not after_word)
    if text[start] == "_":  # snake_case is a name
        return opens and not before_word, closes and not after_word
    return opens, closes


def _pair_marks(text: str, marks: Sequence[_Mark], cuts: list[Piece]) -> None:
    """Cut the emphasis marks that belong together; "5 * 3" and a lonely star stay."""
    stacks: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    for mark in marks:
        stack = stacks[text[mark.start]]
        start, end = mark.start, mark.end
        while mark.closes and stack and start < end:
            opener = stack[-1]
            length = min(end - start, opener[1] - opener[0])
            cuts.append(Piece(opener[1] - length, opener[1], None))
            cuts.append(Piece(start, start + length, None))
            opener[1] -= length
            start += length
            if opener[0] == opener[1]:
                stack.pop()
        if mark.opens and start < end:
            stack.append([start, end])
