"""Reader for tables in text: CSV and TSV, whatever their separator and encoding."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import EMPTY, Cleaned
from claimcheck.documents.decoding import MAX_BYTES
from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.layout import header_count
from claimcheck.model.documents import Document
from claimcheck.model.spans import OffsetMap

MOST_COLUMNS = 2_000
MOST_CELLS = 1_000_000
_SEPARATORS = ",;\t|"
_SAMPLE = 20_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read(path: str, data: bytes) -> Document:
    """A table in text; the first row that names columns is its header. Offsets count in the decoded text."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(f"larger than {MAX_BYTES // 1024 // 1024} MB; split it, or leave it out")
    text = decoded(data)
    if not text.strip():
        raise UnreadableDocument("the file is empty")
    separator = separator_of(text)
    rows: list[list[Cleaned]] = []
    cells = 0
    for row in _rows(text, separator):
        cells += len(row)
        if len(row) > MOST_COLUMNS:
            raise UnreadableDocument(
                f"line {len(rows) + 1:,} has {len(row):,} columns; the limit is {MOST_COLUMNS:,}"
            )
        if cells > MOST_CELLS:
            raise UnreadableDocument(f"more than {MOST_CELLS:,} cells")
        if any(cell.text for cell in row):
            rows.append(row)
    builder = DocumentBuilder()
    builder.table(rows, header_count([[cell.text for cell in row] for row in rows[:12]]), None)
    return builder.build(path, "csv", text)


def decoded(data: bytes) -> str:
    """The text of the bytes, its encoding found out. Raises UnreadableDocument where it cannot be."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                raise UnreadableDocument(f"not the {name} text that its first bytes announce") from None
    if b"\0" in data:
        raise UnreadableDocument(f"a binary file, not a text: byte 0x00 at offset {data.index(0):,}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    try:
        if best is not None:
            return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        pass
    line = data.count(b"\n", 0, at) + 1
    raise UnreadableDocument(
        f"in no encoding that can be told: byte 0x{data[at]:02X} in line {line:,}; save it as UTF-8"
    )


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into as many cells each, and into more than one."""
    sample = _QUOTED.sub('""', text[:_SAMPLE])
    lines = [line for line in sample.splitlines()[:50] if line.strip()]
    if len(text) > _SAMPLE and len(lines) > 1:
        lines.pop()  # cut off
    best: tuple[float, int, str] | None = None
    for order, separator in enumerate(_SEPARATORS):
        counts = Counter(line.count(separator) for line in lines)
        ((most, often),) = counts.most_common(1) or [(0, 0)]
        if most and (best is None or (often / len(lines), most) > best[:2]):
            best = (often / len(lines), most, _SEPARATORS[order])
    return best[2] if best is not None else ","


def _rows(text: str, separator: str) -> list[list[Cleaned]]:
    """The cells with their places. The parser of the standard library says what they hold; their places are looked for behind it.

    Cells follow each other in the text, so that each search begins where the last one ended.
    """
    found: list[list[Cleaned]] = []
    at = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(MAX_BYTES)
    try:
        for row in reader:
            cells: list[Cleaned] = []
            if len(row) > MOST_COLUMNS:
                found.append([EMPTY] * len(row))
                return found
            for cell in row:
                value = cell.strip()
                if not value:
                    cells.append(EMPTY)
                    continue
                written = value if text.startswith(value, at) else value.replace('"', '""')
                place = text.find(written, at)
                if place < 0:
                    cells.append(EMPTY)
                    continue
                at = place + len(written)
                runs = OffsetMap.identity(place, len(value)) if written == value else _quoted(value, place)
                cells.append(Cleaned(value, runs))
            found.append(cells)
    except csv.Error:
        last = f"line {reader.line_num:,}"
        raise UnreadableDocument(
            f"not a table in text: quotes that do not fit, or too large a cell ({last})"
        ) from None
    return found


def _quoted(value: str, place: int) -> OffsetMap:
    """The map of a cell whose quotation marks are doubled in the file."""
    from claimcheck.documents.cleaned import TextBuilder

    builder = TextBuilder()
    for char in value:
        width = 2 if char == '"' else 1
        builder.put(char, place, place + width)
        place += width
    return builder.build().offsets
