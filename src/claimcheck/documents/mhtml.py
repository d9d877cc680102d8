"""Reader for saved web pages (.mhtml): the page in the archive, read as HTML."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from claimcheck.documents import html
from claimcheck.documents.errors import UnreadableDocument
from claimcheck.model.documents import Document

_MOST_PARTS = 5_000


def read(path: str, data: bytes) -> Document:
    """The first HTML part of an archive. Offsets count in that part."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise UnreadableDocument(f"more than {_MOST_PARTS:,} parts")
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            text = _decoded(part)
            if text.strip():
                document = replace(html.read(path, text), format="mhtml")
                return _dated(document, str(message["Date"] or ""))
    raise UnreadableDocument("a web archive without a page")


def _decoded(part: EmailMessage) -> str:
    """The page; where its part names no encoding, UTF-8, else what Western browsers take a page for."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    for encoding in (part.get_content_charset(), "utf-8"):
        try:
            if encoding is not None:
                return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _dated(document: Document, saved: str) -> Document:
    """The document with the day that it was saved, where the page itself gives none."""
    if document.published is not None or not saved:
        return document
    try:
        return replace(document, published=parsedate_to_datetime(saved).date())
    except (TypeError, ValueError):
        return document
