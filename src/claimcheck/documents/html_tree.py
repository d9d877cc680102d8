"""HTML as a tree whose every piece of text knows its place in the source.

Follows the tokenizer of the HTML standard where it matters, including what an unclosed comment, tag or script
swallows, so that any input takes linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimcheck.documents.wordsets import words

MAX_DEPTH = 150
"""Elements nested deeper are taken as children of the last one above."""
_MAX_ATTRIBUTES = 100

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|(?!["'])[^\s>]*))?)""")
_VOID = words("area base br col embed hr img input link meta param source track wbr")
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
    """An element; attribute values are places in the source, still with their entities."""

    tag: str
    start: int
    """Where its opening tag starts."""
    inside: int
    """Behind its opening tag."""
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
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
    return _TreeBuilder(source, start, end).parse()


class _TreeBuilder:
    def __init__(self, source: str, start: int, end: int) -> None:
        self.source = source
        self.at = start
        self.stop = end
        self.root = Element("#root", start, start)
        self.open = [self.root]
        self.counts: dict[str, int] = {}

    def parse(self) -> Element:
        source, stop = self.source, self.stop
        while self.at < stop:
            mark = source.find("<", self.at, stop)
            # A "<" that opens nothing is a character: "p < 0.05".
            while mark >= 0 and not (
                mark + 1 < stop and (source[mark + 1] in "!?/" or source[mark + 1].isalpha())
            ):
                mark = source.find("<", mark + 1, stop)
            if mark < 0:
                self._text(self.at, stop)
                break
            self._text(self.at, mark)
            following = source[mark + 1]
            if following == "!" and source.startswith("<!--", mark):
                self._skip(source.find("-->", mark + 2, stop), 3)
            elif following in "!?":
                self._skip(source.find(">", mark + 2, stop), 1)
            elif following == "/":
                name = _NAME.match(source, mark + 2, stop)
                self._skip(source.find(">", mark + 2, stop), 1)
                if name is not None:
                    self._close(name[0].lower(), mark)
            else:
                self._open_tag(mark)
        while len(self.open) > 1:
            self._pop(stop)
        self.root.end = stop
        return self.root

    def _skip(self, found: int, length: int) -> None:
        self.at = found + length if found >= 0 else self.stop

    def _text(self, start: int, end: int) -> None:
        if start >= end:
            return
        top = self.open[-1]
        top.children.append(Text(start, end))
        top.text_length += len(self.source[start:end].strip())

    def _open_tag(self, mark: int) -> None:
        source, stop = self.source, self.stop
        name = _NAME.match(source, mark + 1, stop)
        if name is None:  # a letter outside of ASCII
            self._text(mark, mark + 1)
            self.at = mark + 1
            return
        tag = name[0].lower()
        at = name.end()
        element = Element(tag, mark, stop)
        slash = False
        while True:
            match = _ATTRIBUTE.match(source, at, stop)
            if match is None:  # the text ends within the tag
                self.at = stop
                return
            if match[1]:
                slash = source[match.end() - 2] == "/"
                at = match.end()
                break
            at = match.end()
            if len(element.attributes) < _MAX_ATTRIBUTES:
                value = match.span(3) if match[3] is not None else (at, at)
                if match[3] and match[3][0] in "\"'":
                    value = (value[0] + 1, value[1] - 1)
                element.attributes.setdefault(match[2].lower(), value)
        self.at = element.inside = at
        self._imply_ends(tag, mark)
        self.open[-1].children.append(element)
        if tag in _VOID:
            return
        if tag in _RAW:
            if slash and tag == "svg":
                return
            self._raw(element)
            return
        if len(self.open) < MAX_DEPTH:
            self.open.append(element)
            self.counts[tag] = self.counts.get(tag, 0) + 1

    def _raw(self, element: Element) -> None:
        """Take everything up to the closing tag as one text: scripts and the like have no markup inside."""
        close = re.compile(rf"</{element.tag}(?=[\s/>])", re.IGNORECASE).search(
            self.source, self.at, self.stop
        )
        element.end = close.start() if close is not None else self.stop
        element.children.append(Text(element.inside, element.end))
        self._skip(self.source.find(">", close.end(), self.stop) if close is not None else -1, 1)

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

    def _close(self, tag: str, at: int) -> None:
        if not self.counts.get(tag):
            return
        # A stray end tag inside a cell must not close the table around it.
        scope = frozenset() if tag in _TABLE_TAGS else _CELL_SCOPE
        self._close_up_to(frozenset({tag}), scope, at)

    def _pop(self, at: int) -> None:
        element = self.open.pop()
        element.end = at
        self.counts[element.tag] -= 1
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
