"""Links from a report to the place in a document: beside the report, or by a template such as "vscode://file/{absolute}:{line}"."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_PAGE = re.compile(r"page (\d+)")
WEB_PAGES = (".html", ".htm", ".xhtml")
"""Suffixes of files that a browser shows as pages."""
_LONGEST_FRAGMENT = 120
_WORDS_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a link should open."""

    path: str
    line: int
    column: int
    where: str | None
    text: str
    sentence: str = ""
    """What stands around the text, to find the right one of several that read alike."""


Linker = Callable[[Target], str | None]
"""The address for a place; None where there is none."""


def no_link(target: Target) -> str | None:
    """No address: the report is not told where it will stand."""
    return None


def linker(folder: Path | None, template: str | None) -> Linker:
    """Links by a template, else relative ones from the folder that the report stands in; none where neither is known.

    A relative link opens a PDF at its page, and a web page at the words.
    """
    if template is not None:
        return lambda target: by_template(template, target)
    if folder is None:
        return no_link
    base = os.path.realpath(folder)
    return lambda target: _relative(base, target)


def by_template(template: str, target: Target) -> str | None:
    """The address that a template gives for a place; its blanks are path, absolute, line and column."""
    path = file_of(target.path)
    if path is None:
        return None
    absolute = Path(os.path.realpath(path)).as_posix()
    values = {
        "path": quote(Path(path).as_posix(), safe="/", errors="surrogateescape"),
        "absolute": quote(absolute, safe="/", errors="surrogateescape"),
        "line": str(target.line),
        "column": str(target.column),
    }
    return re.sub(r"\{(path|absolute|line|column)\}", lambda match: values[match.group(1)], template)


def _relative(base: str, target: Target) -> str | None:
    path = file_of(target.path)
    if path is None:
        return None
    try:
        near = Path(os.path.relpath(os.path.realpath(path), base)).as_posix()
    except ValueError:  # another drive
        return None
    return with_place(
        quote(near if near.startswith("../") else f"./{near}", safe="/", errors="surrogateescape"),
        path,
        target,
    )


def with_place(address: str, path: str, target: Target, *, words: bool = False) -> str:
    """The address of a file with the place in it: the page of a PDF, the words of a web page.

    `words`: whether files that are no web page are looked at by a browser as texts, and can be searched for words, too.
    """
    page = _PAGE.match(target.where or "")
    if page is not None and path.lower().endswith(".pdf"):
        return f"{address}#page={page.group(1)}"
    if words or path.lower().endswith(WEB_PAGES):
        # Marked-up text shows its marks in a browser: the words before may not stand there as they read.
        as_shown = path.lower().endswith((*WEB_PAGES, ".txt"))
        said = text_fragment(target.text, target.sentence if as_shown else "")
        return f"{address}#:~:text={said}" if said else address
    return address


def text_fragment(text: str, sentence: str) -> str:
    """The words to search a page for, with up to three before them where the sentence has the text once."""
    said = " ".join(text.split())[:_LONGEST_FRAGMENT]
    whole = " ".join(sentence.split())
    before = ""
    if said and whole.count(said) == 1:
        before = " ".join(whole[: whole.index(said)].split()[-_WORDS_BEFORE:])[-_LONGEST_FRAGMENT:]
    # Where the sentence goes on without a blank, as in "(2026)", the words are not words of their own.
    apart = bool(before) and whole[: whole.index(said)].endswith(" ") and "|" not in before
    return f"{_quoted(before)}-,{_quoted(said)}" if apart else _quoted(said)


def _quoted(words: str) -> str:
    """For a fragment, in which hyphens and commas have meanings of their own."""
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def file_of(path: str) -> str | None:
    """The file of a place: without the record of a collection; None for standard input."""
    return None if path.startswith("<") else path.partition("#/")[0]
