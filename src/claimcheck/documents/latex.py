"""Reader for LaTeX, by pylatexenc: sections, paragraphs, lists and tables as prose; nothing is executed or included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import EMPTY, Cleaned
from claimcheck.documents.dates import parse_date
from claimcheck.documents.decoding import decode
from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.layout import header_count
from claimcheck.documents.relocation import Relocator
from claimcheck.model.documents import Document

_LEVELS = {"part": 2, "chapter": 2, "section": 3, "subsection": 4, "subsubsection": 5, "paragraph": 6}
_TABLES = frozenset({"tabular", "tabular*", "tabularx", "longtable", "array", "tabulary"})
_LISTS = frozenset({"itemize", "enumerate", "description"})
_SKIPPED = frozenset(
    {
        "verbatim",
        "lstlisting",
        "minted",
        "comment",
        "tikzpicture",
        "thebibliography",
        "equation",
        "equation*",
        "align",
        "align*",
        "figure",
        "figure*",
    }
)
_RULES = re.compile(
    r"\\(?:toprule|midrule|bottomrule|hline|cmidrule(?:\([a-z]+\))?\{[^{}]*\}|cline\{[^{}]*\}|addlinespace)(?:\[[^\]]*\])?"
)
_MULTICOLUMN = re.compile(r"\\multicolumn\{(\d{1,2})\}\{[^{}]*\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_MOST_DEPTH = 40


def read(path: str, data: bytes) -> Document:
    """A text in LaTeX."""
    from pylatexenc.latexwalker import LatexWalkerError

    text = decode(data)
    try:
        nodes = _nodes(text)
    except LatexWalkerError as error:
        raise UnreadableDocument(
            f"not LaTeX that can be read ({' '.join(str(error).split())[:100]})"
        ) from None
    reading = _Reading(text)
    reading.walk(_body(nodes), 0)
    reading.flush()
    return reading.builder.build(path, "latex", text, published=reading.published)


def _nodes(text: str) -> Any:
    from pylatexenc.latexwalker import LatexWalker

    return LatexWalker(text, latex_context=_syntax(), tolerant_parsing=True).get_latex_nodes()[0]


@cache
def _syntax() -> Any:
    """Which arguments macros take: what the library knows, and links, whose address and words would run together."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import std_macro

    known = get_default_latex_context_db()
    known.add_context_category("links", macros=[std_macro("href", None, 2)], prepend=True)
    return known


def _body(nodes: Any) -> Any:
    """What stands between begin and end of the document, with title and date above it; all of it where there is no such thing."""
    for index, node in enumerate(nodes):
        if getattr(node, "environmentname", None) == "document":
            above = [n for n in nodes[:index] if getattr(n, "macroname", None) in ("title", "date")]
            return [*above, *node.nodelist]
    return nodes


class _Reading:
    def __init__(self, text: str) -> None:
        from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

        known = get_default_latex_context_db()
        # The day on which somebody reads it is nothing that the text says.
        # Of a link its words are read, not its address.
        own = [MacroTextSpec("today", ""), MacroTextSpec("href", self._link)]
        known.add_context_category("own", macros=own, prepend=True)
        self.source = text
        self.builder = DocumentBuilder()
        self.places = Relocator(text)
        self.plain = LatexNodes2Text(latex_context=known, math_mode="text", strict_latex_spaces=False)
        self.waiting: list[str] = []
        self.open_list: tuple[int, int | None] | None = None
        self.caption: str | None = None
        self.published: Any = None

    def walk(self, nodes: Any, depth: int) -> None:
        taken = None
        for index, node in enumerate(nodes):
            if node is taken:
                continue
            macro, environment = getattr(node, "macroname", None), getattr(node, "environmentname", None)
            if macro is not None and macro.rstrip("*") in _LEVELS:
                self.flush()
                self.builder.heading(self.places.locate(self._argument(node)), _LEVELS[macro.rstrip("*")])
            elif macro == "title":
                self.builder.title(self.places.locate(self._argument(node)))
            elif macro == "date":
                self.published = parse_date(self._argument(node)) or self.published
            elif macro == "caption":
                self.flush()
                following = nodes[index + 1] if index + 1 < len(nodes) else None
                if not self._argument(node) and type(following).__name__ == "LatexGroupNode":
                    taken = following
                words = self._argument(node) or (self._text([taken]) if taken is not None else "")
                piece = self.places.locate(words)
                self.caption = piece.text or None
                self.builder.caption(piece)
            elif macro == "item":
                self.flush()
            elif macro in (
                "label",
                "ref",
                "cite",
                "footnotemark",
                "maketitle",
                "centering",
                "includegraphics",
                "input",
                "include",
                "bibliography",
                "url",
            ):
                continue
            elif environment in _SKIPPED:
                self.flush()
            elif environment in _TABLES:
                self.flush()
                self._table(node)
            elif environment in _LISTS and depth < _MOST_DEPTH:
                self.flush()
                outer, self.open_list = self.open_list, (self.builder.new_list(), self.builder.list_lead())
                self.walk(node.nodelist, depth + 1)
                self.flush()
                self.open_list = outer
            elif environment is not None and depth < _MOST_DEPTH:
                self.flush()
                self.walk(node.nodelist, depth + 1)
                self.flush()
            else:
                self._words(node)

    def _words(self, node: Any) -> None:
        """Adds to the paragraph at hand; an empty line ends it."""
        if getattr(node, "specials_chars", None) == "\n\n":
            self.flush()
            return
        words = self._text([node])
        parts = re.split(r"\n[ \t]*\n", words) if type(node).__name__ == "LatexCharsNode" else [words]
        for number, part in enumerate(parts):
            if number:
                self.flush()
            self.waiting.append(part)

    def flush(self) -> None:
        """Ends the paragraph or list item at hand."""
        text = "".join(self.waiting)
        self.waiting = []
        if not text.strip():
            return
        piece = self.places.locate(text)
        if self.open_list is not None:
            self.builder.item(piece, *self.open_list)
        else:
            self.builder.paragraph(piece)

    def _link(self, node: Any) -> str:
        """The words of a link, without its address."""
        arguments: Sequence[Any] = node.nodeargd.argnlist if node.nodeargd else ()
        return self._text([arguments[1]]) if len(arguments) > 1 else ""

    def _text(self, nodes: Any) -> str:
        """The words of some nodes; of a macro that is named without its arguments the library can make none."""
        try:
            return str(self.plain.nodelist_to_text(nodes))
        except (AttributeError, IndexError, KeyError):
            return "".join(self._text([node]) for node in nodes) if len(nodes) > 1 else ""

    def _argument(self, node: Any) -> str:
        arguments = [a for a in (node.nodeargd.argnlist if node.nodeargd else ()) if a is not None]
        return self._text([arguments[-1]]) if arguments else ""

    def _table(self, node: Any) -> None:
        inner = "".join(child.latex_verbatim() for child in node.nodelist)
        rows: list[list[Cleaned]] = []
        for line in re.split(r"\\\\(?:\[[^\]]*\])?|\\tabularnewline", _RULES.sub("", inner)):
            cells: list[Cleaned] = []
            for cell in re.split(r"(?<!\\)&", line):
                wide = _MULTICOLUMN.search(cell)
                words = wide.group(2) if wide else cell
                cells.append(self.places.locate(self._text(_nodes(words))))
                cells += [EMPTY] * (int(wide.group(1)) - 1 if wide else 0)
            if any(cell.text for cell in cells):
                rows.append(cells)
        if rows:
            self.builder.table(
                rows, header_count([[cell.text for cell in row] for row in rows[:12]]), self.caption
            )
        self.caption = None
