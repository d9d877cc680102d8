"""Reader for Markdown, as CommonMark and GitHub have it and as people write it."""

from __future__ import annotations

import re

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.front_matter import FrontMatter, read_front_matter
from claimcheck.documents.layout import is_table_rule
from claimcheck.documents.prose import compose
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_FEATURE = re.compile(
    r"^#{1,6} \S|\*\*[^\s*]|\]\([^\s()]|^(?:`{3}|~~~)|^\|?[ \t]{0,9}:?-{2,200}:?[ \t]{0,9}\|", re.MULTILINE
)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has marks that only Markdown has."""
    for match in _FEATURE.finditer(text):
        if match[0][-1] != "|":
            return True
        end = text.find("\n", match.start())
        if is_table_rule(text[match.start() : end if end >= 0 else None]):
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
    from claimcheck.documents.markdown_blocks import read_blocks

    blocks, cuts = read_blocks(text, start, end)
    compose(builder, text, blocks, cuts, markdown=True)


def _opens_with(text: str, start: int, title: str) -> bool:
    """Whether the body repeats the title as its first heading."""
    head = text[start : start + 2000].lstrip()
    return head.startswith("# ") and head[2:].split("\n", 1)[0].strip(" #\r").casefold() == title.casefold()


READER = Reader("markdown", SUFFIXES, _takes, read)
