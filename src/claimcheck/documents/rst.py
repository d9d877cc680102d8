"""Reader for reStructuredText, by docutils; directives that would read files or run anything are off."""

from __future__ import annotations

from typing import Any

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import EMPTY, Cleaned
from claimcheck.documents.dates import parse_date
from claimcheck.documents.decoding import decode
from claimcheck.documents.relocation import Relocator
from claimcheck.model.documents import Document

_SETTINGS = {
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "input_encoding": "unicode",
    "_disable_config": True,
    "warning_stream": False,
    "doctitle_xform": True,
    "line_length_limit": 1_000_000,
}
_LEFT_OUT = frozenset(
    {
        "literal_block",
        "comment",
        "substitution_definition",
        "target",
        "system_message",
        "math_block",
        "raw",
        "doctest_block",
        "image",
    }
)


def read(path: str, data: bytes) -> Document:
    """A text in reStructuredText; code, comments and what a directive could not make sense of are left out."""
    from docutils.core import publish_doctree
    from docutils.parsers.rst import Directive, directives

    class Include(Directive):
        """Takes the place of docutils' own, which imports any module that its option `parser` names, before it asks whether it may."""

        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True

        def run(self) -> list[Any]:
            return []

    class Date(Directive):
        """Takes the place of docutils' own, which gives the day on which somebody reads the text."""

        final_argument_whitespace = True
        has_content = True

        def run(self) -> list[Any]:
            return []

    directives.register_directive("include", Include)
    directives.register_directive("date", Date)
    text = decode(data)
    tree = publish_doctree(text, source_path=path, settings_overrides=_SETTINGS)
    reading = _Reading(text)
    reading.walk(tree, 1)
    return reading.builder.build(path, "rst", text, published=reading.published)


class _Reading:
    def __init__(self, text: str) -> None:
        self.builder = DocumentBuilder()
        self.places = Relocator(text)
        self.published: Any = None

    def walk(self, parent: Any, level: int) -> None:
        for node in parent.children:
            name = node.tagname
            if name in _LEFT_OUT or name == "#text":
                continue
            if name == "title":
                piece = self.piece(node)
                if parent.tagname == "document":
                    self.builder.title(piece)
                else:
                    self.builder.heading(piece, level)
            elif name == "subtitle":
                self.builder.heading(self.piece(node), 2)
            elif name in ("paragraph", "attribution", "term", "rubric"):
                self.builder.paragraph(self.piece(node))
            elif name == "caption":
                self.builder.caption(self.piece(node))
            elif name == "date":
                self.published = parse_date(node.astext())
            elif name in ("bullet_list", "enumerated_list"):
                self.list(node)
            elif name == "table":
                self.table(node)
            elif hasattr(node, "children"):
                self.walk(node, level + 1 if name == "section" else level)

    def piece(self, node: Any) -> Cleaned:
        return self.places.locate(_text(node))

    def list(self, node: Any) -> None:
        lead, number = self.builder.list_lead(), self.builder.new_list()
        for item in node.children:
            for child in item.children:
                if child.tagname == "paragraph":
                    self.builder.item(self.piece(child), number, lead)
                elif child.tagname in ("bullet_list", "enumerated_list"):
                    self.list(child)
                elif child.tagname not in _LEFT_OUT:
                    self.walk(child, 9)

    def table(self, node: Any) -> None:
        caption: str | None = None
        rows: list[list[Cleaned]] = []
        heads = 0
        for part in node.children:
            if part.tagname == "title":
                caption = self.piece(part).text
            for section in part.children if part.tagname == "tgroup" else ():
                for row in section.children if section.tagname in ("thead", "tbody") else ():
                    cells: list[Cleaned] = []
                    for entry in row.children:
                        cells.append(self.places.locate(_text(entry)))
                        cells += [EMPTY] * int(entry.get("morecols", 0))
                    rows.append(cells)
                    heads += section.tagname == "thead"
        self.builder.table(rows, heads, caption)


def _text(node: Any) -> str:
    """The words of a node, marks of footnotes left out."""
    if node.tagname == "#text":
        return str(node.astext())
    if node.tagname in ("footnote_reference", "citation_reference", "system_message", "image", "problematic"):
        return ""
    joint = " " if node.tagname in ("entry", "list_item", "bullet_list") else ""
    return joint.join(_text(child) for child in node.children)
