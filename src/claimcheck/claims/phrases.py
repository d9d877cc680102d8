"""Noun phrases and verbs around a number, for measures that no lexicon knows."""

from __future__ import annotations

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.metric import Metric, qualifiers_in
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.verbs import calendar_words, is_past_verb, is_verb, is_verb_form
from claimcheck.claims.words import content, light_words, normal
from claimcheck.model import Mention
from claimcheck.quantities.nouns import stop_words

_PASSIVE = 4  # words between a passive's auxiliary and its verb
_COPULAS = frozenset({"is", "was", "are", "were", "be", "been"})
_OBJECT_JOINTS = frozenset({"in", "into", "on", "for", "of", "to"})
GENERIC_NOUNS = frozenset(
    [
        "increase",
        "decrease",
        "rise",
        "fall",
        "drop",
        "gain",
        "growth",
        "decline",
        "change",
        "jump",
        "total",
        "figure",
        "level",
        "range",
        "target",
        "plan",
        "average",
        "cut",
        "reduction",
        "number",
        "record",
        "forecast",
        "estimate",
        "share",
        "stake",
        "rate",
        "speed",
        "sum",
        "amount",
        "lead",
        "majority",
        "loss",
    ]
)
_LINKING = frozenset(
    [
        "to",
        "of",
        "at",
        "by",
        "from",
        "with",
        "was",
        "is",
        "were",
        "are",
        "be",
        "been",
        "reach",
        "reached",
        "reaches",
        "exceed",
        "exceeds",
        "exceeded",
        "hit",
        "stood",
        "stands",
        "totaled",
        "totalled",
        "about",
        "some",
        ":",
        "=",
        "–",
        "—",
        "-",
        "(",
        "is,",
        "was,",
        "for",
        "as",
        "than",
        "around",
        "between",
        "with",
        "a",
        "an",
        "the",
        "only",
        "just",
        "now",
        "still",
        "already",
        "also",
        "grew",
        "rose",
        "fell",
        "climbed",
        "jumped",
        "dropped",
        "slipped",
        "came",
        "went",
        "up",
        "down",
        "averaged",
        "averages",
        "amounts",
        "amounted",
        "equals",
        "had",
        "has",
        "have",
        "will",
        "would",
        "could",
        "may",
        "might",
        "should",
        "can",
        "more",
    ]
)


def object_words(view: SentenceView, last: int) -> list[str]:
    """The words that "of", "from", "for" or "in" ties to a concept ("revenue from advanced packaging")."""
    tokens = view.tokens[last + 1 : last + 6]
    if not tokens or tokens[0].low not in ("of", "from", "for", "per"):
        return []
    words: list[str] = []
    for token in tokens[1:]:
        if (
            not token.is_word
            or token.text[0].isdigit()
            or (words and token.low in stop_words())
            or is_verb(token.text)
        ):
            break
        if any(mention.span.start <= token.start < mention.span.end for mention in view.mentions):
            break
        if token.low not in stop_words():
            words.append(token.text)
    return words


def words_back(view: SentenceView, index: int) -> list[str]:
    """The noun phrase that ends at token `index`, without determiner and leading verbs."""
    words: list[str] = []
    while index >= 0 and len(words) < 4:
        token = view.tokens[index]
        if not token.is_word or token.low in stop_words() or token.text[0].isdigit():
            break
        if is_past_verb(view, index) and words:
            break
        words.insert(0, token.text)
        if token.possessive and len(words) > 1:
            words.pop(0)
            break
        index -= 1
    while words and (is_verb(words[0]) and len(words) > 1):
        words.pop(0)
    names = [name for name in view.names if name.text.split()[0] == words[0]] if words else []
    if names and is_verb(words[-1]):
        return words[-1:]  # "ASE Group committed …"
    return words


def _words_on(view: SentenceView, index: int) -> list[str]:
    """The noun phrase that starts at token `index`."""
    words: list[str] = []
    for token in view.tokens[index : index + 7]:
        if not token.is_word or token.text[0].isdigit():
            break
        if token.low in stop_words():
            if token.low == "and" and words and len(words) < 4:
                words.append(token.text)
                continue
            break
        words.append(token.text)
    while words and words[-1] in ("and",):
        words.pop()
    return words


_DETERMINERS = frozenset({"the", "their", "its", "his", "her", "our", "your", "that"})


def phrase_metric(view: SentenceView, mention: Mention) -> Metric | None:
    """The noun phrase beside a number: behind it for money and multiples, else before it."""
    kind = unit_class(mention.quantity.unit)
    behind = view.token_after(mention.span.end)
    if mention.form == "rank":
        words = _words_on(view, behind)
        return Metric(" ".join(words), None, content(words), qualifiers_in(words)) if words else None
    following = view.tokens[behind] if behind < len(view.tokens) else None
    words = _phrase_behind(view, mention, kind, behind)
    if not words:
        index = _end_of_phrase_before(view, mention)
        if index is None:
            return _of_verb(view, mention, view.token_before(mention.span.start), behind)
        words = words_back(view, index) if index >= 0 else []
    telling = [word for word in words if normal(word) not in light_words() and not is_verb(word)]
    if not telling and following is not None and following.low in ("in", "into", "on", "for", "of", "to"):
        words = _into(view, behind) or words
    if not words or (all(is_verb(word) for word in words) and view.number and words[0].endswith("ing")):
        return None
    if all(word.lower() in calendar_words() for word in words):
        return None  # "Thursday 12 pm"
    return Metric(" ".join(words), None, content(words), qualifiers_in(words))


def _phrase_behind(view: SentenceView, mention: Mention, kind: str, behind: int) -> list[str]:
    """The noun phrase behind an amount, a multiple or a share; empty where there is none that it is of."""
    if behind >= len(view.tokens):
        return []
    following = view.tokens[behind]
    words: list[str] = []
    if (
        kind in ("money", "ratio", "time", "percent")
        and following.is_word
        and following.low not in stop_words()
    ):
        words = _words_on(view, behind)
        if kind == "percent":
            words = [word for word in words if normal(word) not in GENERIC_NOUNS]
    if not words and kind == "ratio" and following.low in _DETERMINERS:
        words = _words_on(view, behind + 1)
    if not words and kind == "percent" and following.low == "of":
        words = _whole_of_share(view, following.end)
    return words


def _whole_of_share(view: SentenceView, at: int) -> list[str]:
    """What a share is of: "40% of the 85 boats"; empty for a total, which says nothing."""
    after = view.token_after(at)
    while after < len(view.tokens) and (
        view.tokens[after].low in ("the", "its", "all", "their", "a")
        or any(m.span.start <= view.tokens[after].start < m.number.end for m in view.mentions)
    ):
        after += 1
    words = _words_on(view, after)
    return [] if words and normal(words[0]) == "total" else words


def _end_of_phrase_before(view: SentenceView, mention: Mention) -> int | None:
    """The token that the phrase before a number ends with; None where a verb stands right before the number."""
    index = view.token_before(mention.span.start)
    steps = 0
    while (
        index >= 0
        and steps < 6
        and (view.tokens[index].low in _LINKING or view.tokens[index].text in _LINKING)
    ):
        index, steps = index - 1, steps + 1
    if steps:
        return _before_participle(view, index)
    return None if _is_finite_verb(view, index) else index


def _before_participle(view: SentenceView, index: int) -> int:
    """Where the subject of a passive ends: "the catch | is now put (at)"; `index` itself where there is none."""
    if index < 2 or not is_verb_form(view.tokens[index].low):
        return index
    at = index - 1
    while at >= 0 and index - at < _PASSIVE and view.tokens[at].low in _LINKING:
        at -= 1
    passive = any(token.low in _COPULAS for token in view.tokens[at + 1 : index])
    return at if passive and at >= 0 else index


def _is_finite_verb(view: SentenceView, index: int) -> bool:
    """Whether the word right before a number is the verb of what stands in front of it ("the hotel burned 9,200 litres")."""
    if index < 1:
        return False
    token, before = view.tokens[index], view.tokens[index - 1]
    if not token.is_word or token.text[0].isupper() or not before.is_word or before.low in stop_words():
        return False
    if is_verb_form(token.low):
        return True
    named = any(name.span.start <= before.start < name.span.end for name in view.names)
    third_person = token.low.endswith("s") and not token.low.endswith(("ss", "us", "is"))
    return (
        third_person
        and (named or not before.low.endswith("s"))
        and index > 1
        and not token.low.endswith("ings")
    )


def _of_verb(view: SentenceView, mention: Mention, index: int, behind: int) -> Metric | None:
    """What a verb's number measures: what its object is of ("burned 9,200 litres of oil"), for a change the subject ("pupils improved 6%")."""
    verb = view.tokens[index]
    if unit_class(mention.quantity.unit) == "percent":
        words = words_back(view, index - 1)
        return Metric(" ".join(words), None, content(words), qualifiers_in(words)) if words else None
    following = view.tokens[behind].low if behind < len(view.tokens) else ""
    words = _into(view, behind) if following in _OBJECT_JOINTS else []
    terms = content([*words, verb.text])
    return Metric(" ".join(words) or verb.text, None, terms, qualifiers_in(words)) if terms else None


def _into(view: SentenceView, index: int) -> list[str]:
    """The object that the money goes into ("$3.6 billion in 2022 into advanced packaging capabilities")."""
    for at in range(index, min(index + 8, len(view.tokens))):
        if view.tokens[at].low in ("into", "for", "on", "of", "to", "in") and at + 1 < len(view.tokens):
            if any(
                period.span.start <= view.tokens[at + 1].start < period.span.end for period in view.periods
            ):
                continue
            start = at + 1
            while start < len(view.tokens) and view.tokens[start].low in ("the", "a", "an", "its", "their"):
                start += 1
            words = _words_on(view, start)
            if words:
                return words
    return []
