"""Reader for HTML pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.documents import markdown
from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import Cleaned
from claimcheck.documents.dates import parse_date
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document
from claimcheck.model.spans import OffsetMap, Run

if TYPE_CHECKING:
    from claimcheck.documents.html_tree import Element

SUFFIXES = (".html", ".htm", ".xhtml")
_HEAD = 2_000
_START = re.compile(
    r"\s{0,200}(?:<!doctype html|<html\b|<\?xml [^<>]{0,200}>\s{0,200}<(?:html\b|!doctype html))",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:html|head|body|main|article|section|div|p|h[1-6]|ul|ol|li|table|tr|td)\b[^<>]{0,500}>", re.I
)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "last-modified",
    "article:modified_time",
)
_LINKED_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_MAX_SCRIPT = 200_000
_TAGGED = "<ix:nonFraction"


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page, or a fragment that starts with a block of HTML and has several."""
    if _START.match(text):
        return True
    head = text[:_HEAD].lstrip()
    if not head.startswith("<"):
        return False
    return (_TAG.match(head) is not None or head.startswith("<!--")) and len(_TAG.findall(head)) >= 2


def _takes(text: str, suffix: str) -> bool:
    if suffix in markdown.SUFFIXES and not _START.match(text):
        # Markdown often begins with a logo or a badge in HTML.
        return looks_like_html(text) and not markdown.looks_like_markdown(text)
    return looks_like_html(text) or (suffix in SUFFIXES and _TAG.search(text) is not None)


def read(path: str, text: str) -> Document:
    """An HTML page: its main content, title and date."""
    from claimcheck.documents.html_prose import add_blocks, elements
    from claimcheck.documents.html_tree import Element, parse

    root = parse(text, 0, len(text))
    everything = list(elements(root))
    builder = DocumentBuilder()
    content = next(
        (
            found[0]
            for tag in ("main", "article")
            if len(found := [e for e in everything if e.tag == tag]) == 1
        ),
        root,
    )
    named = _named_title(text, everything)
    headings = [element for element in everything if element.tag == "h1"]
    if named is not None and not headings:
        builder.title(named)
    elif headings and not content.start <= headings[0].start < content.end:
        # The heading of an article often stands above it.
        add_blocks(builder, text, Element("#root", 0, 0, children=[headings[0]]))
    add_blocks(builder, text, content)
    document = builder.build(path, READER.name, text, published=_published(text, everything, content.start))
    if _TAGGED in text:
        from claimcheck.documents.inline_xbrl import tagged_numbers

        document = replace(document, tagged=tagged_numbers(text, everything))
    return _with_title(document, named.text if named is not None else None)


def read_fragment(builder: DocumentBuilder, text: str, start: int, end: int) -> None:
    """Add the blocks of the HTML `text[start:end]` to a document."""
    from claimcheck.documents.html_prose import add_blocks
    from claimcheck.documents.html_tree import parse

    add_blocks(builder, text, parse(text, start, end))


def _named_title(text: str, everything: Sequence[Element]) -> Cleaned | None:
    """The title that the head of the page gives: og:title, else the title element."""
    from claimcheck.documents.html_prose import clean_text

    found: Cleaned | None = None
    for element in everything:
        if element.tag == "meta" and "content" in element.attributes:
            name = element.attributes.get("property") or element.attributes.get("name") or ""
            if name.lower() == "og:title":
                cleaned = _content(text, element)
                if cleaned.text:
                    return cleaned
        elif element.tag == "title" and found is None:
            found = clean_text(text, element.inside, element.end)
    return found if found is not None and found.text else None


def _content(text: str, element: Element) -> Cleaned:
    """The content of a meta element, with its place."""
    from claimcheck.documents.html_prose import clean_text

    value = element.attributes["content"]
    at = text.find(value, element.start, element.inside)
    if at >= 0:
        return clean_text(text, at, at + len(value))
    value = " ".join(value.split())  # it has entities: it stands for the whole tag
    return Cleaned(value, OffsetMap((Run(0, element.start, element.inside),), len(value)))


def _with_title(document: Document, named: str | None) -> Document:
    """The document with the title that its head names, cut to the visible one where that confirms it."""
    if named is None or document.title is None:
        return document
    shown = " ".join(document.title.split())
    if shown.casefold() in named.casefold():
        return replace(document, full_title=named) if len(named) > len(shown) else document
    return replace(document, title=named)


def _published(text: str, everything: Sequence[Element], content_start: int) -> date | None:
    """The date of publication that the markup gives."""
    named: dict[str, date] = {}
    marked: date | None = None
    first: date | None = None
    for element in everything:
        attributes = element.attributes
        if element.tag == "meta" and "content" in attributes:
            name = next(
                (value for key in ("property", "name", "itemprop") if (value := attributes.get(key))),
                "",
            ).lower()
            if name in _DATE_NAMES and (found := parse_date(attributes["content"])):
                named.setdefault(name, found)
        elif element.tag == "script" and attributes.get("type", "").endswith("ld+json"):
            match = _LINKED_DATE.search(text, element.inside, min(element.end, element.inside + _MAX_SCRIPT))
            if match and (found := parse_date(match[1])):
                named.setdefault("datepublished", found)
        elif element.tag == "time" and "datetime" in attributes:
            found = parse_date(attributes["datetime"])
            if attributes.get("itemprop") == "datePublished" or "pubdate" in attributes:
                marked = marked or found
            elif element.start - content_start < _HEAD:
                first = first or found
    return next((named[name] for name in _DATE_NAMES if name in named), None) or marked or first


READER = Reader("html", SUFFIXES, _takes, read)
