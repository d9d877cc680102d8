"""Reader for articles as feeds and content systems export them: a JSON object with a title and a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import verbatim
from claimcheck.documents.dates import parse_date
from claimcheck.documents.errors import NotADocument, UnreadableDocument
from claimcheck.documents.front_matter import DATE_KEYS, TITLE_KEYS
from claimcheck.documents.html import looks_like_html, read_fragment
from claimcheck.documents.json_data import read_figures
from claimcheck.documents.markdown import looks_like_markdown, read_markdown
from claimcheck.documents.plain import read_plain
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document

SUFFIX = ".json"
BODY_KEYS = (
    "body",
    "body_md",
    "body_markdown",
    "body_html",
    "content",
    "content_md",
    "content_html",
    "content_text",
    "text",
    "article",
    "articlebody",
    "paragraphs",
    "markdown",
    "html",
)
"""Keys that hold the text of an article, in lower case, the most telling first."""
SUMMARY_KEYS = ("summary", "dek", "standfirst", "subtitle", "abstract", "lede", "excerpt", "description")
"""Keys that hold a text above the body, or instead of it."""
_WRAPPERS = ("article", "data", "post", "item", "page", "entry", "document")
_SURROGATE = re.compile("[\0\ud800-\udfff]")


class _Part(NamedTuple):
    """A string of the article and where it stands."""

    pointer: str
    text: str


def _takes(text: str, suffix: str) -> bool:
    if suffix == SUFFIX:
        return True
    head = text[:2000].lstrip()
    if (
        not head.startswith("{")
        or '"' not in head[1:40].lstrip()[:1]
        or not text[-200:].rstrip().endswith("}")
    ):
        return False
    try:
        found = _article(load_json(text))
    except UnreadableDocument:
        return False
    return found is not None


def read(path: str, text: str) -> Document:
    """A JSON article, or where there is none, the figures of a JSON file under their keys.

    Raises `UnreadableDocument` if the text is not JSON, or holds neither a body nor figures.
    """
    document = read_record(path, load_json(text)) or read_figures(path, text, READER.name)
    if document is None:
        keys = ", ".join(BODY_KEYS[:4])
        raise NotADocument(f"JSON without an article: no text under a key such as {keys}")
    return document


def read_record(path: str, value: Any) -> Document | None:
    """A value of JSON as an article; None where it is none."""
    found = _article(value)
    if found is None:
        return None
    pointer, article = found
    title = _first_text(article, TITLE_KEYS, pointer)
    body = list(_body(article, pointer))
    opening = body[0].text[:80].strip() if body else ""
    summary = _first_text(article, SUMMARY_KEYS, pointer)
    if summary is not None and (not body or _repeats(summary, title, opening)):
        body, summary = body or [summary], None
    parts = [part for part in (title, summary, *body) if part is not None]
    joined = "\n\n".join(part.text for part in parts)
    builder = DocumentBuilder()
    at = 0
    for part in parts:
        builder.where = part.pointer
        end = at + len(part.text)
        if part is title:
            builder.title(verbatim(joined, at, end))
        else:
            _read_part(builder, joined, at, end, part.text, title.text if title is not None else None)
        at = end + 2
    published = next(
        (day for key in DATE_KEYS if (day := parse_date(_lower(article).get(key))) is not None), None
    )
    return builder.build(path, READER.name, joined, published=published)


def _repeats(summary: _Part, title: _Part | None, opening: str) -> bool:
    return summary.text[:80].strip() == opening or (title is not None and summary.text == title.text)


def _read_part(
    builder: DocumentBuilder, joined: str, start: int, end: int, text: str, title: str | None
) -> None:
    if looks_like_html(text):
        read_fragment(builder, joined, start, end)
        return
    markdown = looks_like_markdown(text) or "*" in text or "`" in text or "&" in text
    if title is not None and markdown:
        first, _, _ = text.lstrip().partition("\n")
        # The title once more, as the first heading of the body.
        if first.startswith("# ") and first[2:].strip(" #\r").casefold() == title.strip().casefold():
            start += text.index(first) + len(first)
    if markdown:
        read_markdown(builder, joined, start, end)
    else:
        read_plain(builder, joined, start, end)


def load_json(text: str) -> Any:
    """The value of a JSON text. Raises UnreadableDocument."""
    import json

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableDocument(
            f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from None
    except RecursionError:
        raise UnreadableDocument("not readable as JSON: nested too deeply") from None
    except ValueError as error:  # a number with thousands of digits
        raise UnreadableDocument(f"not readable as JSON: {str(error).partition(';')[0]}") from None


def _article(value: Any) -> tuple[str, dict[str, Any]] | None:
    """The object that holds the article, and its JSON pointer: the value itself, or one level below."""
    if not isinstance(value, dict):
        return None
    if any(True for _ in _body(value, "")):
        return "", value
    for key, inner in value.items():
        if key.lower() in _WRAPPERS and isinstance(inner, dict) and any(True for _ in _body(inner, "")):
            return "/" + _escape(key), inner
    titled = _first_text(value, TITLE_KEYS, "")
    described = _first_text(value, SUMMARY_KEYS, "")
    # A description alone also stands in package files and schemas: they have no date.
    dated = any(parse_date(_lower(value).get(key)) is not None for key in DATE_KEYS)
    return ("", value) if titled is not None and described is not None and dated else None


def _body(article: dict[str, Any], pointer: str) -> Iterator[_Part]:
    """The strings of the body: one, or a list of paragraphs."""
    lowered = {key.lower(): key for key in reversed(article)}
    for wanted in BODY_KEYS:
        key = lowered.get(wanted)
        value = article[key] if key is not None else None
        place = f"{pointer}/{_escape(key or '')}"
        if isinstance(value, str) and value.strip():
            yield _Part(place, _readable(value))
            return
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            parts = [_Part(f"{place}/{at}", _readable(one)) for at, one in enumerate(value) if one.strip()]
            if parts:
                yield from parts
                return


def _first_text(article: dict[str, Any], keys: tuple[str, ...], pointer: str) -> _Part | None:
    lowered = {key.lower(): key for key in reversed(article)}
    for wanted in keys:
        key = lowered.get(wanted)
        value = article[key] if key is not None else None
        if key is not None and isinstance(value, str) and value.strip():
            return _Part(f"{pointer}/{_escape(key)}", _readable(value))
    return None


def _lower(article: dict[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in article.items()}


def _readable(text: str) -> str:
    # Half a surrogate pair cannot be printed, and NUL has a meaning of its own in the readers.
    return _SURROGATE.sub("�", text)


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


READER = Reader("json-article", (SUFFIX,), _takes, read)
