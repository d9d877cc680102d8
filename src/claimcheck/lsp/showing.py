"""What is known of a document as an editor shows it: diagnostics, hovers, code actions."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.workspace import PositionCodec

from claimcheck.documents.formats import FILE_READERS
from claimcheck.lsp.told import Item, Told
from claimcheck.model import Interval
from claimcheck.wording import amount, interval_words

SOURCE = "claimcheck"
ADD = "claimcheck.addToRegistry"
"""Command of the server: add the number at a place to the registry."""
IGNORE = "claimcheck.ignore"
"""Command of the client, where it has said that it asks for reasons: insert a comment that ignores a rule."""
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_COMMENTED = (".md", ".markdown", ".qmd", ".mdx", ".html", ".htm")
"""Files that hold comments which their readers do not see."""
_LONGEST_FIGURE = 80
"""A longer stretch of text is no figure to put in place of another."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text with the positions of an editor."""

    text: str
    codec: PositionCodec
    starts: Sequence[int]
    """Where each line begins."""
    written: Sequence[str]

    @classmethod
    def of(cls, text: str, codec: PositionCodec) -> Page:
        """The lines of a text; a carriage return before the line feed counts as part of the line."""
        written = text.split("\n")
        return cls(text, codec, [0, *accumulate(len(line) + 1 for line in written)], written)

    def line(self, offset: int) -> int:
        """The line, from 0, that a character stands in."""
        return min(bisect_right(self.starts, max(offset, 0)), len(self.written)) - 1

    def position(self, offset: int) -> types.Position:
        """Where an editor has a character."""
        line = self.line(offset)
        before = self.text[self.starts[line] : max(offset, 0)]
        # Of ASCII each character is one unit in any encoding.
        return types.Position(line, len(before) if before.isascii() else self.codec.client_num_units(before))

    def range(self, item: Item) -> types.Range:
        """Where an editor has what stands from `start` to `end`."""
        return types.Range(self.position(item["start"]), self.position(item["end"]))

    def offset(self, position: types.Position) -> int:
        """The character that an editor has at a position."""
        if position.line >= len(self.written):
            return len(self.text)
        line = self.written[position.line]
        column = self.codec.position_from_client_units([line], types.Position(0, position.character))
        return self.starts[position.line] + min(column.character, len(line))


@dataclass(frozen=True, slots=True)
class Client:
    """What the editor can do."""

    related: bool = True
    """Whether it shows places that belong to a diagnostic."""
    asks_for_reasons: bool = False
    """Whether it has the command `claimcheck.ignore`, which asks why."""


def diagnostics(known: Told, page: Page, client: Client) -> list[types.Diagnostic]:
    """The findings of a document, those at its beginning first."""
    found = [shown for finding in known.findings if (shown := _diagnostic(finding, known.path, page, client))]
    return sorted(found, key=lambda item: (item.range.start.line, item.range.start.character, item.message))


def _diagnostic(finding: Item, path: str, page: Page, client: Client) -> types.Diagnostic | None:
    own = place_of(finding, path)
    if own is None:
        return None
    others = [at for at in finding["locations"] if at is not own]
    related = [
        types.DiagnosticRelatedInformation(_location(at, path, page), _passage(at)) for at in others[:8]
    ]
    message = finding["message"]
    first = finding["locations"][0]
    if first["path"] != path:  # what the message calls "here" is not here
        message = f"{_shown_place(first)}: {message}"
    if not client.related and others:
        message += "".join(f"\n{_shown_place(at)}: {_passage(at)}" for at in others[:3])
    return types.Diagnostic(
        range=page.range(own),
        message=message,
        severity=_SEVERITIES[finding["severity"]],
        code=finding["rule"],
        source=SOURCE,
        related_information=related if client.related and related else None,
        data={"fingerprint": finding["fingerprint"]},
    )


def place_of(finding: Item, path: str) -> Item | None:
    """Where in a document a finding is told: at the number that is stated, or at its other side."""
    here = [at for at in finding["locations"] if at["path"] == path]
    return next((at for at in here if at["role"] != "operand"), here[0] if here else None)


def _location(at: Item, path: str, page: Page) -> types.Location:
    if at["path"] == path:
        return types.Location(_uri(path), page.range(at))
    if not _is_plain_text(at["path"]):
        return types.Location(_uri(at["path"]), types.Range(types.Position(0, 0), types.Position(0, 0)))
    line, column = int(at["line"]) - 1, int(at["column"]) - 1
    wide = len(at["text"]) if "\n" not in at["text"] else 0
    return types.Location(
        _uri(at["path"]), types.Range(types.Position(line, column), types.Position(line, column + wide))
    )


@lru_cache(maxsize=1 << 10)
def _uri(path: str) -> str:
    return uris.from_fs_path(os.path.abspath(path.partition("#/")[0])) or ""  # noqa: PTH100


def _shown_place(at: Item) -> str:
    return f"{at['path']}, {at['where']}" if at.get("where") else f"{at['path']}:{at['line']}"


def _passage(at: Item) -> str:
    words = at["sentence"] if len(at["sentence"]) <= 300 else at["sentence"][:299] + "…"
    return f"{at['where']}: {words}" if at.get("where") else words


def hover(known: Told, page: Page, position: types.Position) -> types.Hover | None:
    """What was understood of the number at a position, what the sources say of it, and what is found."""
    offset = page.offset(position)
    claim = at_offset(known.claims, offset)
    findings = [
        finding
        for finding in known.findings
        if any(at["path"] == known.path and at["start"] <= offset <= at["end"] for at in finding["locations"])
    ]
    if claim is None and not findings:
        return None
    parts: list[str] = []
    if claim is not None:
        parts.append(_understood(claim))
        parts.extend(_verdict(claim["verdict"]) if claim.get("verdict") else ())
    for finding in findings:
        parts.append(f"**{escaped(finding['message'])}** (`{finding['rule']}`)")
        if finding["derivation"]:
            parts.append(escaped(finding["derivation"]))
    where = claim if claim is not None else place_of(findings[0], known.path)
    assert where is not None
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts)), range=page.range(where)
    )


def at_offset(claims: Sequence[Item], offset: int) -> Item | None:
    """The number at a place, the shortest where one stands within another."""
    here = [claim for claim in claims if claim["start"] <= offset <= claim["end"]]
    return min(here, key=lambda claim: claim["end"] - claim["start"], default=None)


def _understood(claim: Item) -> str:
    said = [
        part
        for part in (
            claim["metric"],
            f"of {claim['subject']}" if claim["subject"] else None,
            claim["period"]["label"] if claim["period"] else None,
            claim["modality"] if claim["modality"] != "reported" else None,
        )
        if part
    ]
    lines = [f"**{escaped(_value(claim['quantity']))}**" + (f": {escaped(', '.join(said))}" if said else "")]
    interval = _interval(claim["quantity"])
    if interval.low is None or interval.low != interval.high:
        allowed = interval_words(interval, claim["quantity"]["unit"])
        lines.append(f"As it is written it can stand for {escaped(allowed)}.")
    return "  \n".join(lines)


def _interval(quantity: Item) -> Interval:
    low, high = (None if end is None else Decimal(end) for end in quantity["interval"])
    return Interval(low, high)


def _value(quantity: Item) -> str:
    if quantity["value"] is not None:
        return amount(Decimal(quantity["value"]), quantity["unit"])
    low, high = (None if quantity[end] is None else Decimal(quantity[end]) for end in ("low", "high"))
    return interval_words(Interval(low, high), quantity["unit"])


_VERDICTS = {
    "supported": "In the sources:",
    "refuted": "The sources say otherwise:",
    "conflicting evidence": "The sources disagree on it:",
    "not enough evidence": "Not in the sources.",
}


def _verdict(verdict: Item) -> Iterator[str]:
    shown = verdict["evidence"] or verdict["nearest"]
    lead = _VERDICTS[verdict["verdict"]]
    if not verdict["evidence"] and verdict["nearest"]:
        lead += " The nearest figures there:"
    lines = [f"- {_link(claim)}: {escaped(_passage(claim))}" for claim in shown[:4]]
    yield "\n".join([lead, "", *lines]) if lines else lead


def _link(claim: Item) -> str:
    fragment = f"#L{claim['line']}" if _is_plain_text(claim["path"]) else ""
    place = claim["path"] if claim.get("where") else _shown_place(claim)
    return f"[{escaped(place)}]({_uri(claim['path'])}{fragment})"


_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~!"})


def escaped(text: str) -> str:
    """Words of a document without meaning as Markdown: whoever wrote it may not draw in the editor."""
    return " ".join(text.split()).translate(_MARKUP)


def actions(
    known: Told, page: Page, wanted: types.CodeActionParams, client: Client
) -> list[types.CodeAction | types.Command]:
    """What can be done at a place: take the source's figure, accept the finding, add the number to the registry."""
    start, end = page.offset(wanted.range.start), page.offset(wanted.range.end)
    uri = wanted.text_document.uri
    given = {(item.code, item.range.start.line, item.range.start.character): item for item in wanted.context.diagnostics}  # fmt: skip
    found: list[types.CodeAction | types.Command] = []
    for finding in known.findings:
        own = place_of(finding, known.path)
        if own is None or own["start"] > end or start > own["end"]:
            continue
        at = page.position(own["start"])
        diagnostic = given.get((finding["rule"], at.line, at.character))
        about = [diagnostic] if diagnostic is not None else None
        found.extend(_replacements(finding, own, known.path, page, uri, about))
        ignore = _ignoring(finding, own, page, uri, about, client)
        if ignore is not None:
            found.append(ignore)
    claim = at_offset(known.claims, start)
    if claim is not None and claim.get("verdict") and claim["verdict"]["verdict"] == "supported":
        path = claim["verdict"]["evidence"][0]["path"] if claim["verdict"]["evidence"] else None
        if path is not None:
            arguments: list[Any] = [uri, page.position(claim["start"])]
            title = f"Add to the registry, from {path}"
            found.append(types.Command(title, ADD, arguments=arguments))
    return found


def _replacements(
    finding: Item,
    own: Item,
    path: str,
    page: Page,
    uri: str,
    about: list[types.Diagnostic] | None,
) -> Iterator[types.CodeAction]:
    """One for each figure that the other side has: where a finding contradicts, not where it works something out."""
    seen = {own["text"]}
    settled = _settled(finding, own, page, uri, about)
    if settled is not None:
        yield settled
        return
    for at in finding["locations"]:
        figure = at["text"]
        if at["role"] == "operand" or at["path"] == path or figure in seen or len(figure) > _LONGEST_FIGURE:  # fmt: skip
            continue
        if any(sign in figure for sign in "\n<>&"):
            continue  # it stands there with markup, which is not the document's
        seen.add(figure)
        yield types.CodeAction(
            f"Replace by {figure} ({_shown_place(at)})",
            types.CodeActionKind.QuickFix,
            diagnostics=about,
            edit=types.WorkspaceEdit(changes={uri: [types.TextEdit(page.range(own), figure)]}),
        )


def _settled(
    finding: Item, own: Item, page: Page, uri: str, about: list[types.Diagnostic] | None
) -> types.CodeAction | None:
    """The figure of the registry in the dress of the text, as `verify --fix` writes it."""
    made = finding.get("replacement")
    if made is None or "within" not in made:
        return None
    start = own["start"] + made["within"]
    if page.text[start : start + len(made["old"])] != made["old"]:
        return None  # the text has changed since
    place = types.Range(page.position(start), page.position(start + len(made["old"])))
    return types.CodeAction(
        f"Write {made['new']} for {made['old']}, as the registry has it",
        types.CodeActionKind.QuickFix,
        diagnostics=about,
        edit=types.WorkspaceEdit(changes={uri: [types.TextEdit(place, made["new"])]}),
        is_preferred=True,
    )


def _ignoring(
    finding: Item, own: Item, page: Page, uri: str, about: list[types.Diagnostic] | None, client: Client
) -> types.CodeAction | types.Command | None:
    if PurePosixPath(uri).suffix.lower() not in _COMMENTED:
        return None
    title = f"Ignore {finding['rule']} here, with a reason"
    line = _line_before(page, own["start"], html=".htm" in PurePosixPath(uri).suffix.lower())
    if client.asks_for_reasons:
        return types.Command(title, IGNORE, arguments=[uri, line, finding["rule"]])
    at = types.Range(types.Position(line, 0), types.Position(line, 0))
    comment = f"<!-- claimcheck: ignore {finding['rule']} -- REASON -->" + (
        "\r\n" if "\r\n" in page.text else "\n"
    )
    edit = types.WorkspaceEdit(changes={uri: [types.TextEdit(at, comment)]})
    return types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics=about, edit=edit)


def _line_before(page: Page, offset: int, *, html: bool) -> int:
    """The line, from 0, that a comment goes before to be about the block around a place: in Markdown the first line of the block."""
    line = page.line(offset)
    while not html and line > 0 and page.written[line - 1].strip():
        line -= 1
    return line


_FILES = frozenset(suffix for reader in FILE_READERS for suffix in reader.suffixes)


def is_read_at_once(path: str) -> bool:
    """Whether a text of this name needs no process of its own to be read."""
    return PurePosixPath(path).suffix.lower() not in _FILES


def _is_plain_text(path: str) -> bool:
    """Whether lines and columns of a file are those that an editor shows."""
    return PurePosixPath(path.partition("#/")[0]).suffix.lower() not in _FILES
