"""From a file to its characters, or to one clear line that says why not."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from claimcheck.documents.errors import UnreadableDocument

MAX_BYTES = 20 * 1024 * 1024
"""Larger files are refused: nobody writes them by hand, and they would hold up a commit hook."""

_KNOWN_BINARY = (
    (b"PK\x03\x04", "a ZIP archive, and no Word, Excel or PowerPoint file in it; unpack it first"),
    (b"{\\rtf", "an RTF file; export it as Markdown, HTML or text"),
    (b"\x89PNG", "a PNG image, not a text"),
    (b"\xff\xd8\xff", "a JPEG image, not a text"),
    (b"GIF8", "a GIF image, not a text"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"\x00\x00\xfe\xff", "UTF-32 text; save it as UTF-8"),
    (b"\xff\xfe\x00\x00", "UTF-32 text; save it as UTF-8"),
    (b"\xff\xfe", "UTF-16 text; save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 text; save it as UTF-8"),
)

_HEAD = 4_096
_DECLARED = re.compile(
    rb"""<\?xml\b[^<>]{0,300}?\bencoding\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})|<meta\b[^<>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE)
_AS_BROWSERS = {
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{page}": f"cp{page}" for page in (866, 874, *range(1250, 1259))},
    **{name: name for name in ("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "euc_jp", "gb18030")},
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "cp932": "cp932", "euc_kr": "cp949", "cp949": "cp949",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs",
}  # fmt: skip
"""From the encodings that pages declare, as Python names them, to those that browsers take them for."""
_SEVERAL_BYTES = frozenset({"euc_jp", "gb18030", "cp932", "cp949", "big5hkscs"})


def load(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises `UnreadableDocument` if it is missing, a folder, a pipe or device, too large, or not permitted.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocument("a folder, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument("not a regular file (a pipe, socket or device)")
        _refuse_large(status.st_size)
        with path.open("rb") as file:
            # One byte more than allowed, so that a file that grows while it is read is still refused.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(os_error_message(error)) from None
    except ValueError:  # a NUL in the name
        raise UnreadableDocument("not a valid file name") from None


def os_error_message(error: OSError) -> str:
    """One line for a person about a failure of the file system."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not readable: permission denied"
    return f"not readable: {(error.strerror or type(error).__name__).lower()}"


def decode(data: bytes) -> str:
    """The text of a file's bytes: UTF-8, a byte order mark left out, line ends as they are.

    A page that is no UTF-8 is read in the encoding that it declares, or as browsers read it where it declares none. One that declares
    UTF-8 and is not quite keeps all else, with U+FFFD for what cannot be told.
    Raises `UnreadableDocument` if it is empty, too large, binary or in no encoding that can be told.
    """
    _refuse_large(len(data))
    for magic, message in _KNOWN_BINARY:
        if data.startswith(magic):
            raise UnreadableDocument(message)
    at = data.find(b"\0")
    if at >= 0:
        raise UnreadableDocument(f"a binary file, not a text: byte 0x00 at offset {at:,}")
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        page = _decoded_page(body)
        if page is not None:
            return page
        at = error.start + len(data) - len(body)
        line = data.count(b"\n", 0, at) + 1
        raise UnreadableDocument(
            f"not UTF-8: byte 0x{data[at]:02X} at offset {at:,} (line {line:,}); save it as UTF-8"
        ) from None
    if not text or text.isspace():
        raise UnreadableDocument("the file is empty")
    return text


def _decoded_page(data: bytes) -> str | None:
    """The text of a page that is no UTF-8; None where its encoding cannot be told."""
    head = data[:_HEAD]
    declared = _DECLARED.search(head)
    if declared is None:
        # Western pages of old declare nothing. One that has characters of UTF-8 is a damaged page of today.
        western = _PAGE.search(head) is not None and data.decode("utf-8", "ignore").isascii()
        return data.decode("cp1252", "replace") if western else None
    try:
        name = codecs.lookup((declared[1] or declared[2]).decode()).name
    except LookupError:
        return None
    if name == "utf-8":
        # A piece of another encoding stands in the page, say a name that was pasted; or all of it is in another.
        wrong = data.decode("utf-8", "ignore").isascii()
        return data.decode("cp1252" if wrong else "utf-8", "replace")
    encoding = _AS_BROWSERS.get(name)
    if encoding is None:
        return None
    try:
        return data.decode(encoding, "strict" if encoding in _SEVERAL_BYTES else "replace")
    except UnicodeDecodeError:
        return None


def _refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        raise UnreadableDocument(f"larger than {MAX_BYTES // 1024 // 1024} MB; split it, or leave it out")
