"""Cuts a text into sentences, and a sentence into clauses.

Both work from punctuation outwards: a small pattern finds the marks, and plain code looks at the few
characters around each. No mark is looked at twice, so the time grows with the text and no faster.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from claimcheck.model.spans import Span

_STOPS = re.compile(r"[.!?…。！？]+[\"'”’»)\]*_]*")
_MARKS = re.compile(r"[;:,—–()\[\]{}-]")
_WORDS = re.compile(r"[^\W\d_]+")
_OPENERS = frozenset("\"'“‘«([{*_•-–—>#|")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_ALWAYS_ENDS = frozenset("。！？")
_LOOK_BACK = 16
"""Longest abbreviation looked at, with room for its inner stops."""
_LOOK_AHEAD = 160
"""How far behind a conjunction a verb is sought."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SUBORDINATE = _set("but while whereas although though because which who whose yet")
_COORDINATE = _set("and as so or")
_LEADING = _set("While Although Though Whereas Because")
_VERBS = _set("""
    is are was were has have had will would can could may might should must shall do does did says said
    rose fell grew shrank sank slid climbed dropped made took went came sold spent lost won cut hit ran
    kept paid put led left held met built beat gave got saw stood brought bought began became lay drew
    drove set sent wrote threw broke chose sees expects plans makes takes gives stands accounts remains
    needs wants leaves brings adds counts covers means employs owns runs produces sells buys holds grows
    falls rises costs includes contains reaches draws reads lies goes comes opens puts loses gains earns
    pays uses shows expect plan make take remain need want leave add account stand grow fall rise cost
    include reach
""")
_NOT_VERBS = _set("need seed speed feed hundred red bed indeed united limited advanced combined")


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    path = Path(__file__).parents[1] / "data" / "abbreviations.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            classes.setdefault(name, set()).update(words.split())
    return {name: frozenset(words) for name, words in classes.items()}


def split_sentences(text: str) -> list[Span]:
    """The sentences of the text in order, each without the white space around it."""
    spans: list[Span] = []
    length = len(text)
    start = _skip_space(text, 0)
    for match in _STOPS.finditer(text):
        end = match.end()
        if end < length and not text[end].isspace():
            if text[end] == "[":
                end = _skip_notes(text, end)
            elif match[0][-1] not in _ALWAYS_ENDS:
                continue
            if end < length and not text[end].isspace() and match[0][-1] not in _ALWAYS_ENDS:
                continue
        if match.start() < start:
            continue
        following = _skip_space(text, end)
        if following >= length or _ends_sentence(text, start, match.start(), match[0], following):
            spans.append(Span(start, end))
            start = following
    if start < length:
        spans.append(Span(start, len(text.rstrip())))
    return spans


def _skip_space(text: str, at: int) -> int:
    length = len(text)
    while at < length and text[at].isspace():
        at += 1
    return at


def _skip_notes(text: str, at: int) -> int:
    """Behind note marks such as "[1][12]"; where there are none, where it started."""
    while text[at : at + 1] == "[":
        close = text.find("]", at, at + 6)
        if close < 0 or not text[at + 1 : close].isdigit():
            break
        at = close + 1
    return at


def _ends_sentence(text: str, start: int, stop: int, marks: str, following: int) -> bool:
    """Whether the stop ends the sentence that began at `start`; `following` is the next visible place."""
    first = following
    while first < min(len(text) - 1, following + 6) and text[first] in _OPENERS:
        first += 1
    letter = text[first]
    if letter.islower():
        # "iPhone sales rose": a small letter before a capital is a name, not a continuation.
        return text[first + 1 : first + 2].isupper() and marks[0] not in "…"
    if marks[0] != "." or marks.startswith(".."):
        return True
    low = max(start, stop - _LOOK_BACK)
    begin = stop
    while begin > low and not text[begin - 1].isspace() and text[begin - 1] not in '("“‘[/':
        begin -= 1
    word = text[begin:stop]
    if not word:
        return True
    if _is_list_marker(text, start, begin, word):
        return False
    return _stop_after_word(text, begin, word, first, marks)


def _is_list_marker(text: str, start: int, begin: int, word: str) -> bool:
    if len(word) > 3 or not (word.isdigit() or (len(word) == 1 and word.isalpha())):
        return False
    return not text[start:begin].strip("*_-•>#( \t") if begin - start < 8 else False


def _is_zone(key: str, following: str, next_letter: str) -> bool:
    """Whether a time zone goes on with the sentence: "10 a.m. ET"."""
    zone = following.isupper() and 2 <= len(following) <= 4 and not next_letter.isdigit()
    return zone and key in ("a.m", "p.m", "am", "pm")


def _stop_after_word(text: str, begin: int, word: str, first: int, marks: str) -> bool:
    classes = _abbreviations()
    key = word.lower()
    next_letter = text[first]
    if key in classes["never"]:
        # "St" and "Max" are whole words when a quote or bracket has been closed behind them.
        return len(marks) > 1
    if key in classes["number"]:
        return not next_letter.isdigit()
    initial = len(word) == 1 and word.isupper()
    dotted = "." in word and all(len(piece) == 1 and piece.isalpha() for piece in word.split("."))
    named = key in classes["name"]
    if not (named or initial or dotted or key in classes["common"]):
        return True
    match = _WORDS.match(text, first)
    following = match[0] if match is not None and match.end() - first < 40 else ""
    if key in classes["common"] and not initial:
        return not _is_zone(key, following, next_letter)
    if initial and begin >= 2 and text[begin - 1].isspace() and text[begin - 2] == ".":
        # The later of two initials: "J. K. Rowling", "the U. S. The".
        return text[begin - 3 : begin - 1] == "U." and following.lower() in classes["start"]
    if named and marks.startswith(".)"):
        return True
    return following.lower() in classes["start"] or (not following and not next_letter.isdigit())


def split_clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence in order, without the marks and the white space between them.

    Cuts are made only where they are safe: at semicolons, colons and spaced dashes, and at a comma before
    a conjunction that a verb follows. Nothing is cut within brackets or between numbers.
    """
    marks = [m.start() for m in _MARKS.finditer(text, sentence.start, sentence.end)]
    if not marks:
        return [sentence] if sentence.end > sentence.start else []
    closed = _bracket_pairs(text, marks)
    spans: list[Span] = []
    start = searched = sentence.start
    leading = _starts_subordinate(text, sentence)
    has_verb = False
    inside = 0
    for at in marks:
        if at < inside:
            continue
        mark = text[at]
        if at in closed:
            inside = closed[at]
            continue
        if mark == ",":
            conjunction = _comma_kind(text, at, sentence.end)
            if not conjunction and not text[at + 1 : at + 2].isspace():
                continue
            if not conjunction and not leading:
                continue
            if not has_verb:
                has_verb = _has_verb(text, searched, at)
                searched = at
            if conjunction == "and" and not has_verb:
                continue
            if not conjunction and not (has_verb and _has_verb(text, at, _reach(text, at, sentence.end))):
                continue
            leading = False
        elif not _strong_mark(text, at, mark, sentence.end):
            continue
        _append(text, spans, start, at)
        start = searched = at + 1
        has_verb = False
    _append(text, spans, start, sentence.end)
    return spans


def _append(text: str, spans: list[Span], start: int, end: int) -> None:
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–"):
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _bracket_pairs(text: str, marks: list[int]) -> dict[int, int]:
    """Opening brackets that are closed again, and where; a stray bracket must not hide what follows."""
    pairs: dict[int, int] = {}
    open_marks: list[int] = []
    for at in marks:
        mark = text[at]
        if mark in "([{":
            open_marks.append(at)
        elif mark in _CLOSING and open_marks and text[open_marks[-1]] == _CLOSING[mark]:
            pairs[open_marks.pop()] = at
    return pairs


def _starts_subordinate(text: str, sentence: Span) -> bool:
    match = _WORDS.match(text, sentence.start, sentence.end)
    return match is not None and match[0] in _LEADING


def _strong_mark(text: str, at: int, mark: str, end: int) -> bool:
    following = text[at + 1 : min(at + 2, end)]
    if mark in ";:":
        return following.isspace()
    if mark not in "—–-" or not following.isspace() or at == 0 or not text[at - 1].isspace():
        return False
    before = text[max(at - 4, 0) : at].rstrip()[-1:]
    behind = text[at + 1 : min(at + 5, end)].lstrip()[:1]
    # "10 – 20 MW", "2019 - 2023": a range, not a pause.
    return not ((before.isdigit() or before in "%") and (behind.isdigit() or behind in "$€£¥~"))


def _comma_kind(text: str, at: int, end: int) -> str:
    """ "and" or "which" for a comma before a conjunction that a verb follows; else ""."""
    if not text[at + 1 : min(at + 2, end)].isspace():
        return ""
    begin = _skip_space(text, at + 1)
    match = _WORDS.match(text, begin, min(begin + 12, end))
    if match is None:
        return ""
    word = match[0].lower()
    kind = "which" if word in _SUBORDINATE or word == "so" else "and" if word in _COORDINATE else ""
    if not kind or not _has_verb(text, match.end(), _reach(text, match.end(), end)):
        return ""
    return kind


def _reach(text: str, at: int, end: int) -> int:
    """Up to where a verb may stand that belongs to what begins at `at`: the next comma or semicolon."""
    reach = min(at + _LOOK_AHEAD, end)
    for mark in ",;:":
        found = text.find(mark, at + 1, reach)
        # A comma within a number does not count.
        if found >= 0 and text[found + 1 : found + 2].isspace():
            reach = found
    return reach


def _has_verb(text: str, start: int, end: int) -> bool:
    for match in _WORDS.finditer(text, start, end):
        word = match[0].lower()
        if word in _VERBS or (word.endswith("ed") and len(word) > 4 and word not in _NOT_VERBS):
            return True
    return False
