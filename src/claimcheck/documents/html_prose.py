"""From the tree of an HTML page to blocks: what a person reads on it, without the furniture around."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.documents.builder import BOLD, DocumentBuilder
from claimcheck.documents.cleaned import EMPTY, Cleaned, TextBuilder
from claimcheck.documents.dates import byline_date
from claimcheck.documents.html_tree import Element, Text
from claimcheck.documents.layout import is_caption
from claimcheck.documents.page_breaks import PageBreaks, break_of
from claimcheck.documents.sign_cells import has_figure, is_year, with_signs
from claimcheck.documents.wordsets import words

_BLOCKS = words(
    "#root address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
_DROPPED = words(
    "script style noscript template svg form button nav aside footer head iframe object embed canvas "
    "audio video select textarea input dialog math map noembed noframes xmp pre img picture title menu "
    "ix:header ix:hidden ix:references ix:resources"  # of inline XBRL: for programs
)
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_FURNITURE_ROLES = words("navigation banner contentinfo search complementary dialog alertdialog menu menubar")
_FURNITURE_NAMES = words(
    "cookie cookies consent gdpr breadcrumb breadcrumbs navbar navigation nav sidebar newsletter social "
    "sharing advert advertisement paywall skiplink pagination"
)
_NAMED_FURNITURE = frozenset({"div", "section", "ul", "ol", "header", "span", "p"})
_WHITE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""White space that is more than one space."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|[\0\xad\u200b\ufeff]")
_HIDING = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)
_AS_BLOCK = re.compile(r"display\s{0,3}:\s{0,3}(?:block|flex|grid|table|list-item)(?![\w-])", re.IGNORECASE)
_AS_INLINE = re.compile(r"display\s{0,3}:\s{0,3}inline(?![\w-])", re.IGNORECASE)
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcm]?m|ft|in|mi|yd)$")
_POWERS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_LONGEST_TERM, _LONGEST_FIGURE = 80, 60
"""Characters of a definition list that is a small table."""
_MAX_CELLS = 200_000
_MAX_COLUMNS = 1_000


def add_blocks(builder: DocumentBuilder, source: str, root: Element) -> None:
    """Add the readable blocks below `root` to a document."""
    _Walker(builder, source).run(root)


def clean_text(source: str, start: int, end: int) -> Cleaned:
    """Text without tags, such as a title: entities decoded, white space folded."""
    into = TextBuilder()
    _append(into, source, start, end)
    return into.build()


def elements(root: Element) -> Iterator[Element]:
    """Every element below `root`, in the order of the source."""
    stack: list[Element] = [root]
    while stack:
        element = stack.pop()
        yield element
        children = [child for child in element.children if isinstance(child, Element)]
        children.reverse()
        stack += children


def is_dropped(element: Element) -> bool:
    """Whether an element is no part of what a person reads: code, furniture of the page, hidden."""
    if element.tag in _DROPPED:
        return True
    attributes = element.attributes
    if attributes:
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        if _HIDING.search(attributes.get("style", "")):
            return True
        if attributes.get("role") in _FURNITURE_ROLES:
            return True
        if element.tag in _NAMED_FURNITURE and _has_furniture_name(element):
            return True
    return _is_link_list(element)


def _is_block(element: Element) -> bool:
    """Whether an element stands on lines of its own, as its style says or else its tag."""
    style = element.attributes.get("style", "")
    if "display" in style:
        if _AS_BLOCK.search(style):
            return True
        if element.tag in ("div", "p") and _AS_INLINE.search(style):
            return False
    return element.tag in _BLOCKS


def _has_furniture_name(element: Element) -> bool:
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return any(part in _FURNITURE_NAMES for part in re.split(r"[\s_-]+", names.lower()))


def _is_link_list(element: Element) -> bool:
    if element.tag not in ("ul", "ol", "div", "section", "p", "header") or element.links < 3:
        return False
    return element.link_length >= 0.75 * element.text_length and element.link_length < 80 * element.links


def _plain(text: str) -> str:
    if "&" in text:
        from html import unescape

        return unescape(text)
    return text


def _append(into: TextBuilder, source: str, start: int, end: int) -> None:
    """Append `source[start:end]`: entities decoded, every run of white space folded to one space."""
    at = start
    if source.find("&", start, end) >= 0 or not source[start:end].isascii():
        for match in _ENTITY.finditer(source, start, end):
            _fold(into, source, at, match.start())
            at = match.end()
            if match[0][0] != "&":
                continue
            decoded = _plain(match[0]) if match[0][-1] == ";" or match[0][1] == "#" else match[0]
            if decoded == match[0] or (
                decoded not in ("\xad", "\u200b", "\0") and not (decoded.isspace() and decoded in " \n\t")
            ):
                into.put(decoded, *match.span())
            elif decoded.isspace() and not into.last.isspace():
                into.put(" ", *match.span())
    _fold(into, source, at, end)


def _fold(into: TextBuilder, source: str, start: int, end: int) -> None:
    at = start
    if source.startswith(" ", at, end) and (not into.last or into.last.isspace()):
        at += 1
    for match in _WHITE.finditer(source, start, end):
        into.copy(source, at, match.start())
        last = into.last
        if last and not last.isspace():
            into.put(" ", match.start(), match.start() + 1)
        at = match.end()
    into.copy(source, at, end)


class _Walker:
    def __init__(self, builder: DocumentBuilder, source: str) -> None:
        self.builder = builder
        self.pages = PageBreaks(builder)
        self.source = source
        self.buffer = TextBuilder()
        self.level = 0  # of the heading that is being read
        self.bold = 0  # depth of bold elements
        self.only_bold = True  # nothing in the buffer is outside of them
        self.caption: str | None = None
        self.lists: list[tuple[int, int | None]] = []
        self.last_item: int | None = None
        self.fresh_item = False
        self.in_item = False

    def run(self, root: Element) -> None:
        self._children(root)
        self._flush()
        self.pages.release()

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Text):
                self._append_text(child)
            elif child.tag == "br":
                self._break(child)
            elif child.tag in _CODE:
                self._blank(child)
            elif child.tag == "sup":
                self._raised(child)
            elif child.tag in ("hr", "page"):
                self._flush()
                self.pages.mark(explicit=child.tag == "page" or break_of(child) is not None)
            elif child.tag == "header" and _holds_heading(child):
                self._block(child)
            elif not is_dropped(child):
                if _is_block(child):
                    self._block(child)
                else:
                    self._inline(child)

    def _append_text(self, text: Text) -> None:
        if not self.bold and not self.source[text.start : text.end].isspace():
            self.only_bold = False
        _append(self.buffer, self.source, text.start, text.end)

    def _inline(self, element: Element) -> None:
        bold = element.tag in ("b", "strong")
        self.bold += bold
        self._children(element)
        self.bold -= bold

    def _break(self, element: Element) -> None:
        if self.buffer.tail(8).rstrip(" \xa0")[-1:] == "\n":  # two in a row part paragraphs
            self._flush()
        elif self.buffer.last:
            self.buffer.put("\n", element.start, element.inside)

    def _blank(self, element: Element) -> None:
        if self.buffer.last and not self.buffer.last.isspace():
            self.buffer.put(" ", element.start, max(element.end, element.inside))

    def _raised(self, element: Element) -> None:
        """Powers and the marks of square and cubic units stay, the marks of footnotes go."""
        raised = "".join(_texts(self.source, element)).strip()
        if not raised.strip("0123456789-−"):
            before = self.buffer.tail(16).split()
            word = before[-1] if before else ""
            base = word.lstrip("~≈<>(×x·*")
            if raised and (base in ("2", "10") or word.endswith(("×10", "x10", "·10")) or _UNIT.search(word)):
                self.buffer.put(raised.translate(_POWERS), element.start, max(element.end, element.inside))
        elif raised.isalpha() and len(raised) > 1:  # "1st", "TM"
            self._children(element)

    def _block(self, element: Element) -> None:
        tag = element.tag
        self._flush()
        page_ends = break_of(element)
        if page_ends == "before":
            self.pages.mark(explicit=True)
        if tag == "dl" and not self.in_item and (pairs := _figures_by_name(element, self.source)):
            self._table_of_pairs(pairs)
        elif tag in ("ul", "ol", "dl"):
            self._list(element)
        elif tag in ("li", "dd") and self.lists:
            self._item(element)
        elif tag == "table":
            self._table(element)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level = int(tag[1])
            self._children(element)
            self._flush()
            self.level = 0
        else:
            self._children(element)
            self._flush()
            if tag == "dt" and self.lists:  # it introduces what follows
                self.lists[-1] = (self.lists[-1][0], self.builder.last_index())
        if page_ends == "after":
            self.pages.mark(explicit=True)

    def _flush(self) -> None:
        cleaned = self.buffer.build()
        bold, self.only_bold = self.only_bold, True
        self.buffer = TextBuilder()
        if not cleaned.text:
            return
        bold = bold and _is_heading_like(cleaned.text)
        if not self.level and not self.in_item and self.pages.take(cleaned, bold=bold):
            return
        self.pages.release()
        if self.level:
            self.builder.heading(cleaned, self.level)
        elif self.in_item and self.lists:
            list_id, lead = self.lists[-1]
            index = self.builder.item(cleaned, list_id, lead)
            self.last_item = index
        elif bold:
            self.builder.heading(cleaned, BOLD)
        else:
            self.builder.paragraph(cleaned)

    def _list(self, element: Element) -> None:
        self.pages.release()
        nested = self.in_item
        lead = self.last_item if nested else self.builder.list_lead()
        self.lists.append((self.builder.new_list(), lead))
        self.in_item = False
        self._children(element)
        self._flush()
        self.lists.pop()
        self.in_item = nested
        self.last_item = lead if nested else None

    def _item(self, element: Element) -> None:
        outer = self.in_item
        list_id, lead = self.lists[-1]
        self.in_item, self.last_item = True, None
        self._children(element)
        self._flush()
        self.in_item = outer
        self.lists[-1] = (list_id, lead)

    def _table_of_pairs(self, pairs: list[tuple[Element, Element]]) -> None:
        self.pages.release()
        rows = [[self.cell(name), self.cell(figure)] for name, figure in pairs]
        self.builder.table(rows, 0, self._caption_above())

    def _table(self, element: Element) -> None:
        if _is_layout(element):
            self._children(element)
            self._flush()
            return
        self.pages.release()
        held = (self.in_item, self.lists, self.level)
        self.in_item, self.lists, self.level = False, [], 0
        caption = self._own_caption(element) or self._caption_above()
        rows, header_rows = _Grid(self, element).read()
        if rows:
            self.builder.table(rows, header_rows, caption)
        self.in_item, self.lists, self.level = held

    def _own_caption(self, element: Element) -> str | None:
        for child in element.children:
            if isinstance(child, Element) and child.tag == "caption" and not is_dropped(child):
                cleaned = self.cell(child)
                self.builder.caption(cleaned)
                return cleaned.text or None
        return None

    def _caption_above(self) -> str | None:
        return self.builder.caption_above(lambda text: is_caption(text, emphasised=False))

    def cell(self, element: Element) -> Cleaned:
        """The text of a table cell or caption."""
        self.buffer, kept = TextBuilder(), self.buffer
        self._cell_children(element)
        cleaned = self.buffer.build()
        self.buffer = kept
        return cleaned

    def _cell_children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Text):
                _append(self.buffer, self.source, child.start, child.end)
            elif child.tag == "br":
                if self.buffer.last and self.buffer.last != "\n":
                    self.buffer.put("\n", child.start, child.inside)
            elif child.tag in _CODE:
                self._blank(child)
            elif child.tag == "sup":
                self._raised(child)
            elif not is_dropped(child):
                block = _is_block(child)
                if block and self.buffer.last and not self.buffer.last.isspace():
                    self.buffer.put("\n", child.start, child.inside)
                self._cell_children(child)
                if block and self.buffer.last and not self.buffer.last.isspace():
                    self.buffer.put("\n", child.end, child.end + 1)


class _Grid:
    """Reads the rows of a table, spans spread over the cells they cover."""

    def __init__(self, walker: _Walker, table: Element) -> None:
        self.walker = walker
        self.rows = list(_table_rows(table))
        self.cells = _MAX_CELLS
        self.above = True  # no figures so far: cells that span columns head them
        self.hanging: dict[int, tuple[int, Cleaned]] = {}  # column → rows still covered, and their text

    def read(self) -> tuple[list[list[Cleaned]], int]:
        """The rows, and how many of the first are headers."""
        rows: list[list[Cleaned]] = []
        heads: list[bool | None] = []
        for row, in_head in self.rows:
            read = self._row(row)
            self.above = self.above and not any(has_figure(cell.text) for cell in read)
            if any(cell.text for cell in read):
                rows.append(read)
                heads.append(True if in_head else _all_heads(row))
        width = max((len(row) for row in rows), default=0)
        if width * len(rows) > 2 * _MAX_CELLS:
            rows = [row[:20] for row in rows]
        rows = with_signs(rows)
        leading = next((index for index, head in enumerate(heads) if head is False), len(heads))
        header_rows = max((index + 1 for index in range(leading) if heads[index]), default=0)
        if header_rows == 0 and len(rows) > 1 and _looks_like_header(rows[0], rows[1:6]):
            header_rows = 1
        return rows, header_rows

    def _row(self, row: Element) -> list[Cleaned]:
        result: list[Cleaned] = []
        for child in row.children:
            if not isinstance(child, Element) or child.tag not in ("td", "th"):
                continue
            if is_dropped(child):
                continue
            self._fill(result)
            text = self.walker.cell(child)
            down_text = text if child.tag == "th" and not _is_heading(row) else EMPTY
            heads = self.above and not has_figure(text.text) and not _is_heading(row)
            repeat = text if heads else down_text
            down = self._span(child, "rowspan", len(self.rows))
            for offset in range(min(self._span(child, "colspan", 100), _MAX_COLUMNS - len(result))):
                cell = text if offset == 0 else repeat
                if down > 1:
                    self.hanging[len(result)] = (down - 1, down_text)
                result.append(cell)
                self.cells -= 1
        self._fill(result)
        return result

    def _fill(self, result: list[Cleaned]) -> None:
        while self.hanging and (held := self.hanging.pop(len(result), None)) is not None:
            if held[0] > 1:
                self.hanging[len(result)] = (held[0] - 1, held[1])
            result.append(held[1])
            self.cells -= 1

    def _span(self, cell: Element, name: str, most: int) -> int:
        value = cell.attributes.get(name)
        if value is None or self.cells <= 0:
            return 1
        value = value.strip()
        return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _figures_by_name(listed: Element, source: str) -> list[tuple[Element, Element]]:
    """The terms of a definition list with what stands behind each, where these are figures and no prose; else nothing."""
    parts: list[Element] = []
    for child in listed.children:
        if isinstance(child, Element) and child.tag in ("dt", "dd"):
            parts.append(child)
        elif isinstance(child, Element) and child.tag == "div":
            parts += (inner for inner in child.children if isinstance(inner, Element))
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 or any(
        (name.tag, figure.tag) != ("dt", "dd")
        or name.text_length > _LONGEST_TERM
        or figure.text_length > _LONGEST_FIGURE
        or is_dropped(name)
        or is_dropped(figure)
        or any(inner.tag in _BLOCKS for inner in elements(figure) if inner is not figure)
        for name, figure in pairs
    ):
        return []
    figures = ["".join(_texts(source, figure)) for _, figure in pairs]
    # A year on top would be taken for the heading of the column.
    if not any(char.isdigit() for text in figures for char in text) or is_year(figures[0]):
        return []
    return pairs


def _table_rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each stands in its head."""
    for child in table.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child.children:
                if isinstance(row, Element) and row.tag == "tr":
                    yield row, child.tag == "thead"


def _is_heading(row: Element) -> bool:
    """Whether one cell spans a row: the title of the table, or the name of a section of it."""
    cells = [child for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]
    return len(cells) == 1 and cells[0].attributes.get("colspan") not in (None, "1")


def _all_heads(row: Element) -> bool | None:
    """Whether all cells of a row are headers; None for one that spans the row, which may head columns or a section."""
    if _is_heading(row):
        return None
    tags = [child.tag for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]
    return bool(tags) and (
        "th" in tags and all(tag == "th" for tag in tags[1:]) and (len(tags) > 1 or tags[0] == "th")
    )


def _looks_like_header(first: list[Cleaned], others: list[list[Cleaned]]) -> bool:
    """Whether the first row of a table without marked headers names columns: no figures but years in it."""

    def figures(row: list[Cleaned]) -> int:
        return sum(has_figure(cell.text) for cell in row)

    return figures(first) == 0 and any(figures(row) for row in others)


def _is_layout(table: Element) -> bool:
    """Whether a table only arranges the page: it holds tables or headings, has a single cell with text, or says so."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    inner = elements(table)
    next(inner)
    filled = 0
    for element in inner:
        if element.tag in ("table", "h1", "h2", "h3", "h4", "article", "main"):
            return True
        filled += element.tag in ("td", "th", "caption") and element.text_length > 0
    return filled == 1


def _is_heading_like(text: str) -> bool:
    bare = text.rstrip(":")
    return (
        len(text) <= 120
        and "\n" not in text
        and bare[-1:] not in (".", ",", ";")
        and byline_date(text) is None
    )


def _holds_heading(element: Element) -> bool:
    return any(inner.tag == "h1" for inner in elements(element))


def _texts(source: str, root: Element) -> Iterator[str]:
    for element in elements(root):
        for child in element.children:
            if isinstance(child, Text):
                yield source[child.start : child.end]
