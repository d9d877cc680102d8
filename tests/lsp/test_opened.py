"""A document that somebody writes in while it is being checked."""

from __future__ import annotations

from typing import Any

from claimcheck.lsp.opened import Opened
from claimcheck.lsp.told import Told, with_part
from claimcheck.model import Span

TEXT = "alpha 10\nbeta 20\ngamma 30\n"


def line_of(text: str, part: Span) -> Span:
    end = text.find("\n", part.end)
    return Span(text.rfind("\n", 0, part.start) + 1, len(text) if end < 0 else end)


def check(text: str, of: Span | None = None) -> Told:
    """A check that finds every figure, and says in which text."""
    claims: list[dict[str, Any]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        if word.isdigit():
            claims.append({"path": "a.md", "start": at, "end": at + len(word), "text": word})
        at += len(word)
    wanted = [claim for claim in claims if of is None or of.start <= claim["start"] < of.end]
    return Told("a.md", text, tuple(wanted))


def opened() -> Opened:
    document = Opened("file:///a.md", "/a.md", "a.md", TEXT)
    assert document.ask() == TEXT
    document.take(check(TEXT), lambda part: line_of(document.text, part))
    return document


def tell_parts(document: Opened) -> list[str]:
    """The quick check: what it looked at."""
    parts, document.untold = document.untold, ()
    lines = [line_of(document.text, part) for part in parts]
    for line in lines:
        document.known = with_part(document.known, check(document.text, line), line.start, line.end)
    return [document.text[line.start : line.end] for line in lines]


def figures(document: Opened) -> list[str]:
    for claim in document.known.claims:
        assert document.text[claim["start"] : claim["end"]] == claim["text"]
    return [claim["text"] for claim in document.known.claims]


def test_only_what_is_written_is_looked_at() -> None:
    document = opened()
    document.write(TEXT.replace("10", "110"))
    assert tell_parts(document) == ["alpha 110"]
    document.write(document.text.replace("30", "35"))
    assert tell_parts(document) == ["gamma 35"]  # and not all that lies between the two
    assert figures(document) == ["110", "20", "35"]


def test_keys_that_come_too_fast_are_looked_at_together() -> None:
    document = opened()
    for text in ("1", "19", "194"):
        document.write(TEXT.replace("20", text))
    document.write(document.text.replace("30", "3"))
    assert tell_parts(document) == ["beta 194", "gamma 3"]
    assert figures(document) == ["10", "194", "3"]


def test_what_was_written_during_a_whole_check_stands() -> None:
    document = opened()
    document.write(TEXT.replace("10", "11"))
    tell_parts(document)
    asked = document.ask()
    document.write(document.text.replace("alpha", "The first alpha"))
    tell_parts(document)
    document.write(document.text.replace("30", "33"))
    whole = check(asked)
    document.take(Told("a.md", asked, whole.claims[:2]), lambda part: line_of(document.text, part))
    assert document.untold  # the last key is still to be looked at
    assert figures(document) == ["11", "20"]
    assert tell_parts(document) == ["gamma 33"]
    assert figures(document) == ["11", "20", "33"]


def test_what_is_taken_back_is_as_before() -> None:
    document = opened()
    document.write(TEXT.replace("20", "21"))
    assert figures(document) == ["10", "30"]
    document.write(TEXT)
    assert (figures(document), document.untold) == (["10", "20", "30"], ())


def test_what_was_written_before_the_first_answer_is_looked_at_then() -> None:
    document = Opened("file:///a.md", "/a.md", "a.md", TEXT)
    asked = document.ask()
    document.write(TEXT.replace("20", "25"))
    document.take(check(asked), lambda part: line_of(document.text, part))
    assert figures(document) == ["10", "30"]
    assert tell_parts(document) == ["beta 25"]
    assert figures(document) == ["10", "25", "30"]
