"""Reader for Markdown, as CommonMark and GitHub have it and as people write it."""

from __future__ import annotations

import re

from claimcheck.documents.blocks import is_table_rule
from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.front_matter import FrontMatter, read_front_matter
from claimcheck.documents.prose import read_prose
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_FEATURE = re.compile(
    r"^#{1,6} \S|\*\*[^\s*]|\]\([^\s()]|^(?:`{3}|~~~)|^\|?[ \t]{0,9}:?-{2,200}:?[ \t]{0,9}\|", re.MULTILINE
)
_MASKABLE = re.compile(r"^[ \t>]{0,12}(`{3,}|~{3,})[^\n]*$|`+|<!--|</?[A-Za-z][^<>`]{0,1000}>", re.MULTILINE)
_CODE_REACH = 3000


def looks_like_markdown(text: str) -> bool:
    """Whether a text has marks that only Markdown has."""
    for match in _FEATURE.finditer(text):
        if match[0][-1] != "|":
            return True
        start = match.start()
        end = text.find("\n", start)
        if is_table_rule(text, start, len(text[: end if end >= 0 else None].rstrip())):
            return True
    return read_front_matter(text) is not None


def _takes(text: str, suffix: str) -> bool:
    return suffix in SUFFIXES or looks_like_markdown(text)


def read(path: str, text: str) -> Document:
    """A Markdown file; front matter gives title and date if it has them."""
    builder = DocumentBuilder()
    front = read_front_matter(text) or FrontMatter()
    if front.title is not None and not _opens_with(text, front.end, front.title.text):
        builder.title(front.title)
    read_markdown(builder, text, front.end, len(text))
    title = front.title.text if front.title is not None else None
    return builder.build(path, READER.name, text, title=title, published=front.published)


def read_markdown(builder: DocumentBuilder, text: str, start: int, end: int) -> None:
    """Add the blocks of the Markdown `text[start:end]` to a document."""
    read_prose(builder, text, start, end, markdown=True, masked=_mask(text, start, end))


def _opens_with(text: str, start: int, title: str) -> bool:
    """Whether the body repeats the title as its first heading."""
    head = text[start : start + 2000].lstrip()
    return head.startswith("# ") and head[2:].split("\n", 1)[0].strip(" #\r").casefold() == title.casefold()


def _mask(text: str, start: int, end: int) -> str | None:
    """The text with comments and tags over several lines overwritten by NUL; None if it has none.

    They may hold line breaks and blank lines, so they have to go before the text is taken by lines.
    """
    if text.find("<", start, end) < 0:
        return None
    parts, kept, at, comments = [], 0, start, True
    while (match := _MASKABLE.search(text, at, end)) is not None:
        at = match.end()
        if match[1]:
            at = _fence_end(text, at, end, match[1])
        elif match[0][0] == "`":
            close = text.find(match[0], at, min(end, at + _CODE_REACH))
            blank = text.find("\n\n", at, close) if close >= 0 else 0
            if blank < 0:
                at = close + len(match[0])
        elif match[0] == "<!--":
            close = text.find("-->", at - 2, end) if comments else -1
            comments = close >= 0
            if comments:
                parts += [text[kept : match.start()], "\0" * (close + 3 - match.start())]
                kept = at = close + 3
        elif "\n" in match[0] and "\n\n" not in match[0]:
            parts += [text[kept : match.start()], "\0" * len(match[0])]
            kept = at
    return "".join((*parts, text[kept:])) if parts else None


def _fence_end(text: str, at: int, end: int, fence: str) -> int:
    """Behind the line that closes fenced code, or the end of the text."""
    while 0 <= at < end:
        line_end = text.find("\n", at + 1, end)
        line = text[at + 1 : line_end if line_end >= 0 else end].strip(" \t>\r")
        if line.startswith(fence) and not line.strip(fence[0]):
            return line_end if line_end >= 0 else end
        at = line_end
    return end


READER = Reader("markdown", SUFFIXES, _takes, read)
