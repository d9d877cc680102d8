"""Which characters of a Markdown text are no text: what markdown-it finds within its paragraphs and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from claimcheck.documents.cuts import Cut, merged, plain_cuts
from claimcheck.documents.lines import Line

_MAX_CHARS = 50_000
"""Longer lines are read as plain text, longer paragraphs a portion at a time."""
_MARKUP = re.compile(r"[\\`*_~\[\]<&!]")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\s\[\]]{1,60}\]")
_INVISIBLE = re.compile("[\0\xad\u200b\ufeff]")
_PLACED = {
    "newline": rules_inline.newline,
    "escape": rules_inline.escape,
    "backticks": rules_inline.backtick,
    "link": rules_inline.link,
    "image": rules_inline.image,
    "autolink": rules_inline.autolink,
    "html_inline": rules_inline.html_inline,
    "entity": rules_inline.entity,
}


@cache
def _parser() -> MarkdownIt:
    """CommonMark with strikethrough and footnotes, which notes where each inline token ends.

    Links within links are followed only so far: the time that unclosed brackets take grows with the depth.
    """
    found = MarkdownIt("commonmark", {"maxNesting": 8}).enable("strikethrough")
    found.inline.ruler.after("image", "footnote_ref", _footnote_mark)
    for name, rule in _PLACED.items():
        found.inline.ruler.at(name, _placing(rule))
    found.inline.ruler2.disable("fragments_join")
    return found


def _placing(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """The rule, made to note on the token that it adds where this ends in the text."""

    def placing(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        found = rule(state, silent)
        if found and len(state.tokens) > before:
            state.tokens[-1].meta["end"] = state.pos
        return found

    return placing


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """Takes the mark of a footnote, also of one that stands in another file."""
    match = _FOOTNOTE_MARK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    if not silent:
        state.push("footnote_ref", "", 0).meta["end"] = match.end()
    return True


def markup_cuts(source: str, lines: Sequence[Line], env: MutableMapping[str, Any]) -> list[Cut]:
    """What is no text in the inline Markdown of some lines; `env` is what the blocks of the text have defined."""
    found: list[Cut] = []
    for portion in _portions(lines):
        text = "\n".join([source[line.start : line.end] for line in portion])
        cuts: list[Cut] = []
        if len(text) <= _MAX_CHARS and _MARKUP.search(text) is not None:
            tokens: list[Token] = []
            parser = _parser()
            parser.inline.parse(text, parser, env, tokens)
            cuts = list(_cuts(text, tokens))
        plain = plain_cuts(text, 0, len(text), markdown=True)
        found += _in_source(merged(cuts, plain), portion)
    return found


def _portions(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines in portions of bounded length: not all of markdown-it takes linear time."""
    start, size = 0, 0
    for index, line in enumerate(lines):
        size += line.end - line.start + 1
        if size > _MAX_CHARS and index > start:
            yield lines[start:index]
            start, size = index, line.end - line.start + 1
    if start < len(lines):
        yield lines[start:]


def _cuts(text: str, tokens: Sequence[Token]) -> Iterator[Cut]:
    """What is not text: the tokens stand for all of `text`, one behind the other."""
    at = 0
    address = False
    for token in tokens:
        end = token.meta.get("end")
        if token.type == "text":
            at += 0 if address else len(token.content)
        elif token.type == "link_open":
            address = token.info == "auto"
            if not address:
                yield Cut(at, at + 1)
                at += 1
        elif end is None:  # the marks of emphasis
            yield Cut(at, at + len(token.markup))
            at += len(token.markup)
        else:
            address = False
            yield from _placed_cuts(text, token, at, end)
            at = end


def _placed_cuts(text: str, token: Token, at: int, end: int) -> Iterator[Cut]:
    if token.type in ("softbreak", "hardbreak"):
        newline = text.index("\n", at, end)
        yield Cut(at, newline)
        yield Cut(newline + 1, end)
    elif token.type == "text_special":
        if token.info == "escape":
            if token.content != token.markup:
                yield Cut(at, at + 1)
        else:
            yield Cut(at, end, _INVISIBLE.sub("", token.content))
    elif token.type == "code_inline":
        yield Cut(at, end, " ")
    elif token.type == "html_inline":
        # A line break between two words is more than nothing.
        yield Cut(at, end, " " if token.content[1:3].lower() == "br" else "")
    else:
        yield Cut(at, end)


def _in_source(cuts: Sequence[Cut], lines: Sequence[Line]) -> list[Cut]:
    """The same cuts where they stand in the source; `lines` is what their text was made of."""
    result: list[Cut] = []
    index, at = 0, 0  # a line and where it starts in the text

    def place(offset: int) -> int:
        nonlocal index, at
        while index + 1 < len(lines) and offset > at + lines[index].end - lines[index].start:
            at += lines[index].end - lines[index].start + 1
            index += 1
        return lines[index].start + offset - at

    for cut in cuts:
        if cut.start < cut.end:
            start = place(cut.start)
            result.append(Cut(start, place(cut.end - 1) + 1, cut.text))
    return result
