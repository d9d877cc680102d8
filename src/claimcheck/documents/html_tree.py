"""HTML as a tree whose every piece of text knows its place in the source.

The tags come from `html.parser`; which element is inside which, where end tags are missing, is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from claimcheck.documents.wordsets import words

MAX_DEPTH = 150
"""Elements nested deeper are taken as children of the last one above."""
_AMPERSAND = "\x01"
"""Stands for "&" while tags are told apart, so that every text comes as it stands in the source."""

_OPENER = re.compile(r"<[A-Za-z/!?]")
_NAME = re.compile(r"[A-Za-z][^\t\n\r\f />]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|(?!["'])[^\s>]*))?""",
)
_TAG_END = re.compile(r"[\s/]*>")
_END_TAG = re.compile(r"</([A-Za-z][^\s/>]*)>")
_VOID = words("area base br col embed hr img input link meta page param source track wbr")
_RAW = words("script style textarea title noscript iframe noembed noframes template svg xmp")
_CLOSES_P = words(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section summary table ul"
)
# What an opening tag ends: the open elements of the first set, looked for up to one of the second.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "thead": (frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}


@dataclass(slots=True)
class Text:
    """Characters between two tags, `source[start:end]`."""

    start: int
    end: int


@dataclass(slots=True)
class Element:
    """An element."""

    tag: str
    start: int
    """Where its opening tag starts."""
    inside: int
    """Behind its opening tag."""
    attributes: dict[str, str] = field(default_factory=dict)
    """By their names in lower case, entities decoded; empty for one without a value."""
    children: list[Element | Text] = field(default_factory=list)
    text_length: int = 0
    """Characters of text in it, white space at the ends of pieces left out."""
    link_length: int = 0
    """Of these, characters within links."""
    links: int = 0
    end: int = 0
    """Where its closing tag starts, or would."""


def parse(source: str, start: int, end: int) -> Element:
    """The tree of `source[start:end]`, below a root element named "#root"."""
    tree = _TreeBuilder(source, start)
    # Behind the last ">" there is no markup any more, at most a tag or comment that is cut off.
    last = max(source.rfind(">", start, end) + 1, start)
    tags = _Tags(tree, source, start, last)
    tags.read()
    if not tags.swallowed:
        cut_off = _OPENER.search(source, last, end)
        tree.text(last, cut_off.start() if cut_off is not None else end)
    return tree.finish(end)


class _Tags(HTMLParser):
    """Passes tags and texts on with their places."""

    def __init__(self, tree: _TreeBuilder, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.tree = tree
        self.markup = source[start:end].replace("&", _AMPERSAND)
        self.swallowed = False  # the rest stands in something that is never closed
        self.xml = source.startswith("<?xml", start)
        self.base = start  # where in the source the parser's text begins
        self.place = 0  # how far the parser is in it

    def read(self) -> None:
        self.feed(self.markup)
        self.base += self.place
        self.place = 0
        self.close()

    def updatepos(self, i: int, j: int) -> int:
        # The parser counts lines here. Places are all that we need, and they cost nothing.
        self.place = j
        return j

    def handle_data(self, data: str) -> None:
        at = self.base + self.place
        self.tree.text(at, at + len(data))

    def parse_endtag(self, i: int) -> int:
        plain = _END_TAG.match(self.rawdata, i) if self.cdata_elem is None else None
        if plain is None:
            return super().parse_endtag(i)
        self.tree.close_tag(plain[1].lower(), self.base + i)
        return plain.end()

    def handle_endtag(self, tag: str) -> None:
        self.tree.close_tag(tag, self.base + self.place)

    # What is never closed swallows the rest, as the HTML standard has it; the parser of older Python versions
    # would look for its end again and again.

    def parse_starttag(self, i: int) -> int:
        raw, base = self.rawdata, self.base
        name = _NAME.match(raw, i + 1)
        assert name is not None  # the parser has seen the letter
        tag, end = name[0].lower(), name.end()
        attributes: dict[str, str] = {}
        while (closing := _TAG_END.match(raw, end)) is None:
            found = _ATTRIBUTE.match(raw, end)
            if found is None or (found[2] is None and raw.startswith("=", found.end())):
                self.swallowed = True  # it, or a quoted value in it, is never closed
                return len(raw)
            key, value = found.groups()
            if value is None:
                value = ""
            elif value[:1] in "\"'":
                value = value[1:-1]
            if _AMPERSAND in value:
                value = unescape(value.replace(_AMPERSAND, "&"))
            attributes.setdefault(key.lower(), value)
            end = found.end()
        end = closing.end()
        self.tree.open_tag(tag, base + i, base + end, attributes)
        # In HTML itself a slash at the end of a tag means nothing; in XML, and in what XML adds to a page, it ends it.
        if raw[end - 2] == "/" and (self.xml or ":" in tag or tag == "svg"):
            self.tree.close_tag(tag, base + end)
        elif tag in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag)
        return end

    def parse_comment(self, i: int, report: bool = True) -> int:
        return self._behind("-->", i + 2)

    def parse_html_declaration(self, i: int) -> int:
        return self._behind(">", i + 2)

    def parse_pi(self, i: int) -> int:
        return self._behind(">", i + 2)

    def _behind(self, mark: str, at: int) -> int:
        found = self.rawdata.find(mark, at)
        self.swallowed = found < 0
        return found + len(mark) if found >= 0 else len(self.rawdata)


class _TreeBuilder:
    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.root = Element("#root", start, start)
        self.open = [self.root]
        self.counts: dict[str, int] = {}
        self.raw: Element | None = None
        """An element that is open and has no markup inside, only text."""

    def finish(self, at: int) -> Element:
        if self.raw is not None:
            self.raw.end = at
        while len(self.open) > 1:
            self._pop(at)
        self.root.end = at
        return self.root

    def text(self, start: int, end: int) -> None:
        if start >= end:
            return
        children = (self.raw or self.open[-1]).children
        last = children[-1] if children else None
        if isinstance(last, Text) and last.end == start:
            last.end = end
        else:
            children.append(Text(start, end))

    def open_tag(self, tag: str, at: int, inside: int, attributes: dict[str, str]) -> None:
        if self.raw is not None:
            return
        element = Element(tag, at, inside, attributes, end=inside)
        self._imply_ends(tag, at)
        self.open[-1].children.append(element)
        if tag in _VOID:
            return
        if tag in _RAW:
            self.raw = element
        elif len(self.open) < MAX_DEPTH:
            self.open.append(element)
            self.counts[tag] = self.counts.get(tag, 0) + 1

    def close_tag(self, tag: str, at: int) -> None:
        if self.raw is not None:
            if tag == self.raw.tag:
                self.raw.end = at
                self.raw = None
        elif self.counts.get(tag):
            # A stray end tag inside a cell must not close the table around it.
            scope = frozenset() if tag in _TABLE_TAGS else _CELL_SCOPE
            self._close_up_to(frozenset({tag}), scope, at)

    def _imply_ends(self, tag: str, at: int) -> None:
        if tag in _CLOSES_P and self.counts.get("p"):
            self._close_up_to(frozenset({"p"}), _P_SCOPE, at)
        if tag in _ENDS:
            ended, scope = _ENDS[tag]
            if any(self.counts.get(name) for name in ended):
                self._close_up_to(ended, scope, at)

    def _close_up_to(self, ended: frozenset[str], scope: frozenset[str], at: int) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            name = self.open[index].tag
            if name in scope:
                return
            if name in ended:
                while len(self.open) > index:
                    self._pop(at)
                return

    def _pop(self, at: int) -> None:
        element = self.open.pop()
        element.end = at
        self.counts[element.tag] -= 1
        for child in element.children:
            if isinstance(child, Text):
                element.text_length += len(self.source[child.start : child.end].strip())
        above = self.open[-1]
        above.text_length += element.text_length
        if element.tag == "a":
            above.links += 1
            above.link_length += element.text_length
        else:
            above.links += element.links
            above.link_length += element.link_length


_TABLE_TAGS = words("table thead tbody tfoot tr td th caption html body")
_CELL_SCOPE = frozenset({"td", "th", "caption"})
_P_SCOPE = frozenset({"td", "th", "caption", "table", "button", "object"})
