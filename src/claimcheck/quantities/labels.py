"""Numbers that are names: identifiers, references, labels and lists of them ("H100", "(22)", "Figures 10 and 11")."""

from __future__ import annotations

import re

from claimcheck.data import lexicon_cache, words
from claimcheck.quantities import money, nouns

_IDENTIFIER = re.compile(r"[A-Za-z0-9_]+(?:[-./:][A-Za-z0-9_]+)*")
PREVIOUS_WORD = re.compile(r"([A-Za-z][A-Za-z'’.-]*)[ \n\u00a0]?\Z")
SPACED_WORD = re.compile(r"[ \n]([A-Za-z]+)")
_REFERENCE = re.compile(r"\((?!\d{1,3},\d{3}\))\d{1,3}(?:[,–-] ?\d{1,3}){0,12}\)")
_MORE_LABELS = re.compile(r"(?:[ \n]?[,–-] ?|,? (?:and|or|to|through) )(?=\d)")
_LABEL = re.compile(r"\d{1,4}[A-Za-z]?(?![\w%]|\.\d)")
_SHORT_LABELS = frozenset({"fig", "figs", "no", "nos", "eq", "eqs", "sec", "sect", "ch", "art", "ref", "refs", "vol", "p", "pp", "pt", "ver", "v", "tel", "ext", "app", "apt", "nr"})  # fmt: skip


@lexicon_cache
def _label_words() -> frozenset[str]:
    return words("label_words")


def identifier_end(text: str, at: int) -> int | None:
    """Where the name ends that the digit at `at` is part of ("H100", "COVID-19", "#233"); None if it is a number."""
    if at == 0:
        return None
    before = text[at - 1]
    if before.isalpha() or before == "_":
        return None if money.currency_before(text, at) else end_of_name(text, at)
    if before in "#@\\)}{_" or (before == "=" and at > 1 and text[at - 2] in "?&"):
        return end_of_name(text, at)
    if before == "(" and at > 1:
        if text[at - 2].isalpha() or text[at - 2] in "_":
            return end_of_name(text, at)  # F(3, 8.9)
        reference = _REFERENCE.match(text, at - 1)
        if reference is not None and _is_reference(text, at - 1, reference.end()):
            return reference.end()
    if before == "'" or before == "’":
        return end_of_name(text, at) if at > 1 and text[at - 2].isalnum() else None
    return end_of_name(text, at) if _is_joined(text, at, before) else None


def _is_joined(text: str, at: int, before: str) -> bool:
    """Whether a mark ties a digit to a word before it: "COVID-19", "v1.2"."""
    if before not in "-–−/.:" or at < 2 or money.currency_before(text, at) is not None:
        return False
    if not text[at - 2].isalnum() and text[at - 2] not in "_)":
        return False
    return not (before in "-–" and money.currency_before(text, at - 1))


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether a number alone in brackets cites a source or numbers an item: "… disease (22).", "(1) the diameter"."""
    before = text[max(0, start - 24) : start].rstrip()
    if not before or before[-1] in ".;:,":
        return text[end : end + 1] == " "  # (1) first item
    word = PREVIOUS_WORD.search(before)
    lower = word is not None and word.group(1).islower()
    return (lower or before[-1] in ')]”"') and text[end : end + 1] in ".,; \n"


def end_of_name(text: str, at: int) -> int:
    """Where the name that holds the character at `at` ends."""
    match = _IDENTIFIER.match(text, at)
    return match.end() if match else at + 1


def end_of_label_list(text: str, at: int, start: int) -> int:
    """Where a list of labels ends whose first was no quantity: "phases 3, 5, and 7", "Figures 10 and 11"."""
    previous = PREVIOUS_WORD.search(text[max(0, start - 30) : start])
    if previous is None or not (is_label(previous.group(1)) or previous.group(1)[0].isupper()):
        return at
    for _ in range(40):
        joint = _MORE_LABELS.match(text, at)
        label = _LABEL.match(text, joint.end()) if joint else None
        if label is None:
            break
        following = SPACED_WORD.match(text, label.end())
        if following is not None and following.group(1).lower() not in nouns.stop_words():
            break  # "Figures 2 and 3 people": a number after all
        at = label.end()
    return at


def is_label(word: str) -> bool:
    """Whether a word makes the number behind it a name ("Section", "Units", "Fig.")."""
    low = word.lower().rstrip(".")
    if word.endswith(".") and low not in _SHORT_LABELS:
        return False  # the end of a sentence
    return low in _label_words() or nouns.singular(low) in _label_words()


def ends_sentence(word: str) -> bool:
    """Whether a word with a full stop ends the sentence before: no abbreviation ("Fig."), no initial, no label."""
    low = word.lower().rstrip(".")
    return word.endswith(".") and "." not in low and len(low) > 3 and not _is_abbreviation(low)


@lexicon_cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.lower().rstrip(".") for word in words("abbreviations"))


def _is_abbreviation(low: str) -> bool:
    return low in _abbreviations() or low in _SHORT_LABELS
