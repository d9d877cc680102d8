"""Office files are ZIP archives of XML: what is checked before a library opens one."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from claimcheck.documents.errors import UnreadableDocument

MOST_PARTS = 5_000
MOST_BYTES = 300 * 1024 * 1024
"""Of all parts together, unpacked."""
MOST_RATIO = 300
"""Unpacked to packed, for parts that are large."""
_LARGE = 4 * 1024 * 1024
_HEAD = 4096
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCRYPTED = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"


def checked_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, where it is one that can be opened without harm.

    Raises UnreadableDocument: encrypted or broken, too many or too large parts (a zip bomb), XML that declares entities.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data[:200_000]:
            raise UnreadableDocument("protected by a password; save it without one")
        raise UnreadableDocument("an old Office file (.doc, .xls, .ppt); save it in the newer format")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableDocument("a broken ZIP archive") from None
    if len(parts) > MOST_PARTS:
        raise UnreadableDocument(f"{len(parts):,} parts; the limit is {MOST_PARTS:,}")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableDocument(f"larger than {MOST_BYTES // 1024 // 1024} MB when unpacked")
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableDocument("protected by a password; save it without one")
        if part.file_size > _LARGE and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise UnreadableDocument(f"{part.filename} unpacks to {part.file_size:,} bytes: a zip bomb")
        if part.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(part) as file:
                    head = file.read(_HEAD)
            except Exception:  # BadZipFile, zlib.error, lzma.LZMAError, and what zipfile raises on nonsense
                raise UnreadableDocument(f"a broken ZIP archive (its part {part.filename})") from None
            if _DECLARES.search(head):
                raise UnreadableDocument(f"{part.filename} declares XML entities, as no Office program does")
    return archive
