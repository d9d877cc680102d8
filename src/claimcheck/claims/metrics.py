"""What a number measures: a concept of the lexicon with its modifiers, else the noun phrase beside the number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.claims.concepts import (
    Concept,
    ConceptMention,
    can_measure,
    concept_of,
    qualifier_groups,
    unit_class,
)
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.words import content, light_words, normal
from claimcheck.data import lexicon_cache, rows
from claimcheck.data import words as lexicon_words
from claimcheck.language import lists
from claimcheck.model import Mention, Span
from claimcheck.quantities.nouns import stop_words
from claimcheck.quantities.ruled import LISTED

_FARTHEST = 18  # tokens between a number and its metric
_TIGHT = 3  # tokens between a count and the measure that its noun adds to
_MODIFIERS = 4  # words before a concept that belong to its phrase
_PASSIVE = 4  # words between a passive's auxiliary and its verb
_COPULAS = frozenset({"is", "was", "are", "were", "be", "been"})
_OBJECT_JOINTS = frozenset({"in", "into", "on", "for", "of", "to"})
_GENERIC_NOUNS = frozenset(
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


@dataclass(frozen=True, slots=True)
class Metric:
    """What a number measures."""

    name: str
    """For people."""
    concept: str | None
    terms: frozenset[str]
    """Normalised words of the phrase, the concept's own left out."""
    qualifiers: frozenset[str]
    span: Span | None = None
    """Where the phrase stands."""
    bound: bool = True
    """False where it was only taken over from an earlier number."""


def metric_of(view: SentenceView, mention: Mention) -> Metric | None:
    """What a number in a sentence measures; None where the sentence does not say."""
    quantity = mention.quantity
    kind = unit_class(quantity.unit)
    if mention.form == LISTED:
        return _label_of_list(view, mention)
    if kind == "count" and mention.noun is not None:
        tight = _concept_near(view, mention, reach=_TIGHT)
        head = view.text[mention.noun.start : mention.noun.end]
        if tight is None or concept_of(head.split()[-1]) is not None or "/" not in quantity.unit:
            return _counted(view, mention, tight)
        return tight
    dimension = _dimension(view, mention) or size_before(view, mention)
    if dimension is not None:
        return dimension
    direct = _noun_of(view, mention)
    found = _concept_near(view, mention, reach=_FARTHEST)
    spoken = _verb_concept(view, mention)
    near = found is not None and found.span is not None and _touches(view, mention, found.span)
    if spoken is not None and not near:
        return Metric(spoken.name, spoken.name, frozenset(), frozenset())
    if direct is not None and (
        found is None or found.span is None or not _touches(view, mention, found.span)
    ):
        return direct
    if found is not None:
        return found
    return _phrase(view, mention) or _leading_noun(view, mention)


_LIST_LABEL = re.compile(r"([A-Za-z][^:;.()\n]{1,60}): ")


def _label_of_list(view: SentenceView, mention: Mention) -> Metric | None:
    """What a label says of all figures behind it: "Votes: Achebe 412, Doyle 267"; None where there is none."""
    label = _LIST_LABEL.match(view.text, view.span.start)
    if label is None or label.end() > mention.span.start:
        return None
    words = [word for word in label.group(1).split() if not word.isdecimal()]
    return metric_from_label(" ".join(words), mention.quantity.unit) if content(words) else None


@lexicon_cache
def _dimensions() -> dict[str, tuple[str, str]]:
    return {word: (concept, of) for word, concept, of in rows("dimension_adjectives")}


def dimension_words() -> frozenset[str]:
    """Adjectives that tell a dimension ("long", "tall")."""
    return frozenset(_dimensions())


def _dimension(view: SentenceView, mention: Mention) -> Metric | None:
    """What the adjective behind a measure says: "4.8 km long", "54 m tall"."""
    behind = view.token_after(mention.span.end)
    entry = _dimensions().get(view.tokens[behind].low) if behind < len(view.tokens) else None
    if entry is None or view.tokens[behind].start - mention.span.end > 1:
        return None
    concept, of = entry
    unit = mention.quantity.unit
    base = {"length": "meter", "mass": "kilogram"}.get(of)
    fits = (
        unit_class(unit) == "time" if base is None else unit_class(unit) == "measure" and _is_of(unit, base)
    )
    found = concept_of(concept) if fits else None
    return Metric(found.name, found.name, frozenset(), frozenset()) if found is not None else None


@lexicon_cache
def _sized_things() -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple(
        (concept, unit, frozenset(thing.strip() for thing in things.split(",")))
        for concept, unit, things in rows("sized_things")
    )


_WORDS_OF_A_THING = 3


def size_before(view: SentenceView, mention: Mention) -> Metric | None:
    """What a measure right before a thing is of it: "the 86 MW solar park", "a 138-kilometre line"."""
    unit = mention.quantity.unit
    fitting = [(concept, things) for concept, ending, things in _sized_things() if unit.endswith(ending)]
    if not fitting or "/" in unit:
        return None
    at, end = view.token_after(mention.span.end), mention.span.end
    for token in view.tokens[at : at + _WORDS_OF_A_THING]:
        if token.start - end != 1 or view.text[end : token.start] not in " -" or token.low in stop_words():
            return None
        found = next((concept for concept, things in fitting if normal(token.low) in things), None)
        if found is not None:
            concept = concept_of(found)
            return Metric(concept.name, concept.name, frozenset(), frozenset()) if concept else None
        end = token.end
    return None


_LENGTHS = ("meter", "mile", "foot", "inch", "yard")
_MASSES = ("gram", "ton", "pound", "ounce")


def _is_of(unit: str, base: str) -> bool:
    """Whether a unit is of length or mass, told by its name."""
    return "/" not in unit and unit.endswith(_LENGTHS if base == "meter" else _MASSES)


def _leading_noun(view: SentenceView, mention: Mention) -> Metric | None:
    """The noun that a clause without another one begins with: "The warranty of the desk is 3 years"."""
    clause = view.clauses[view.clause_of(mention.span.start)]
    tokens = view.tokens_in(clause.start, mention.span.start)
    if not tokens or tokens[0].low not in ("the", "its", "their", "our"):
        return None
    words: list[str] = []
    for token in tokens[1:5]:
        if not token.is_word or token.low in stop_words() or is_verb(token.text) or token.text[0].isupper():
            break
        words.append(token.text)
    following = tokens[1 + len(words)].low if len(tokens) > 1 + len(words) else ""
    if not words or following not in ("of", "is", "was", "has", "had", "for") or not content(words):
        return None
    return Metric(" ".join(words), None, content(words), _qualifiers(words))


def _touches(view: SentenceView, mention: Mention, span: Span) -> bool:
    if span.end <= mention.span.start:
        return view.token_before(mention.span.start) - view.token_before(span.end) <= 2
    return view.token_after(span.start) - view.token_after(mention.span.end) <= 2


def _concept_near(view: SentenceView, mention: Mention, reach: int) -> Metric | None:
    """The concept that lies nearest to a number and can be measured in its unit."""
    first = view.token_before(mention.span.start)
    behind = view.token_after(mention.span.end)
    clause = view.clause_of(mention.span.start)
    best: tuple[float, ConceptMention] | None = None
    for concept in view.concepts:
        if not can_measure(concept.concept, mention.quantity.unit):
            continue
        start, end = view.tokens[concept.first].start, view.tokens[concept.last].end
        if start < mention.span.end and end > mention.span.start:
            continue
        if reach <= _TIGHT and any(other.span.overlaps(Span(start, end)) for other in view.mentions):
            continue  # "445 stores in 42 states"
        if end <= mention.span.start:
            gap = first - concept.last
            cost = gap + 4.0 * view.mentions_between(end, mention.span.start)
        else:
            gap = concept.first - behind
            words = [token.low for token in view.tokens[behind : concept.first]]
            linked = not words or all(
                word in stop_words()
                or word in _GENERIC_NOUNS
                or word in light_words()
                or normal(word) in qualifier_groups()
                or len(words) <= 3
                for word in words
            )
            stopped = any(word in ("and", "but", ";", ",", ":", "while", "(", ".") for word in words)
            if not linked or stopped or gap > 8:
                continue
            cost = gap + 1.5 + 4.0 * view.mentions_between(mention.span.end, start)
        if view.clause_of(start) != clause:
            cost += 3.0
        if gap <= reach and (best is None or cost < best[0]):
            best = (cost, concept)
    if best is None:
        return None
    return _with_modifiers(view, best[1])


def _with_modifiers(view: SentenceView, found: ConceptMention) -> Metric:
    """A concept with the words of its phrase: those before it, and the object that "of" or "from" ties to it."""
    first = found.first
    words: list[str] = []
    while first > 0 and len(words) < _MODIFIERS:
        token = view.tokens[first - 1]
        if any(p.period is not None and p.span.start <= token.start < p.span.end for p in view.periods):
            first -= 1  # the time of "first-quarter profit"
            continue
        if not token.is_word or token.low in stop_words() or token.possessive or token.text[0].isdigit():
            if token.text[0].isdigit() and token.text.isdigit() and len(token.text) == 4:
                first -= 1  # the year of "2026 capital expenditure"
                continue
            break
        qualifying = token.low in qualifier_groups() and token.low != "reported"
        if (
            (is_verb(token.text) and not qualifying)
            or _is_past_verb(view, first - 1)
            or (token.text[0].isupper() and first - 1 == 0 and token.low in light_words())
        ):
            break
        words.insert(0, token.text)
        first -= 1
    head = _head_of(view, first)
    if head is not None:
        first, words = head, [view.tokens[head].text, *words]  # "cost of other revenue"
    span = Span(view.tokens[first].start, view.tokens[found.last].end)
    behind = _object_words(view, found.last)
    terms = content(words) | content(behind)
    shown = [word for word in words if normal(word) not in light_words()]
    return Metric(" ".join([*shown, found.concept.name]), found.concept.name, terms, _qualifiers(words), span)


def _start_of_list(view: SentenceView, first: int) -> int:
    """Where the phrases begin that "and" ties to the one at `first` ("[professional service and] other revenue")."""
    at = first
    while at > 1 and view.tokens[at - 1].low in ("and", "or", "&"):
        at -= 1
        start = at
        while at > 1 and start - at < 4:
            token = view.tokens[at - 1]
            if not token.is_word or token.low in stop_words() or is_verb(token.text):
                break
            at -= 1
    return at


_MEASURE_HEADS = frozenset({"volume", "value", "worth", "volumes", "values", "unit", "units", "kind", "type", "terms", "end", "start", "result", "results", "pace", "most", "half", "part", "rest"})  # fmt: skip
"""Nouns before "of" that leave what is measured as it is ("the volume of retail sales")."""


def _head_of(view: SentenceView, first: int) -> int | None:
    """Index of the noun that "of" ties a measure to, where it makes it another one ("cost of revenue")."""
    first = _start_of_list(view, first)
    if first < 2 or view.tokens[first - 1].low != "of":
        return None
    head = view.tokens[first - 2]
    plain = head.is_word and head.low not in stop_words() and normal(head.text) not in light_words()
    if not plain or normal(head.text) in _GENERIC_NOUNS or head.low in _MEASURE_HEADS:
        return None
    inside = any(mention.span.start <= head.start < mention.span.end for mention in view.mentions)
    named = any(name.span.start <= head.start < name.span.end for name in view.names)
    return None if inside or named or head.text.endswith("ed") else first - 2


def _is_past_verb(view: SentenceView, index: int) -> bool:
    """Whether a word in -ed follows a name, as its verb does ("Orrin Foods booked restructuring charges")."""
    token = view.tokens[index]
    if not (token.text.islower() and token.text.endswith("ed")):
        return False
    return any(
        name.span.end <= token.start <= name.span.end + 2 and not name.possessive for name in view.names
    )


def _object_words(view: SentenceView, last: int) -> list[str]:
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


def _qualifiers(words: list[str]) -> frozenset[str]:
    groups = qualifier_groups()
    return frozenset(word.lower() for word in words if word.lower() in groups)


@lexicon_cache
def _verb_concepts() -> dict[str, list[tuple[str, str]]]:
    table: dict[str, list[tuple[str, str]]] = {}
    for verbs, concept, units in rows("verb_concepts"):
        for verb in verbs.split():
            table.setdefault(verb.replace("_", " "), []).extend((concept, unit) for unit in units.split())
    return table


def _verb_concept(view: SentenceView, mention: Mention) -> Concept | None:
    """The concept that the verb just before a number gives it ("employs 11,400 people", "took in $9.6 billion")."""
    index = view.token_before(mention.span.start)
    steps = 0
    table = _verb_concepts()
    while (
        index >= 0
        and steps < 3
        and view.tokens[index].low in stop_words() | {"about", "some"}
        and view.tokens[index].low != "of"
        and f"{view.tokens[index - 1].low} {view.tokens[index].low}" not in table
    ):
        index, steps = index - 1, steps + 1
    if index < 0:
        return None
    verb = view.tokens[index].low
    behind = view.token_after(mention.span.end)
    particle = view.tokens[behind].low if behind < len(view.tokens) else ""
    before = view.tokens[index - 1].low if index else ""
    entries = table.get(f"{before} {verb}") or table.get(f"{verb} … {particle}") or table.get(verb) or []
    unit = mention.quantity.unit
    kind = unit_class(unit)
    for name, wanted in entries:
        if (
            kind == wanted
            or unit == wanted
            or (kind == "measure" and "/" not in unit and unit.endswith(wanted))
        ):
            return concept_of(name)
    return None


def is_collective(metric: Metric) -> bool:
    """Whether a label only says that many are meant: "Fleet: 35 aircraft"."""
    return metric.concept is None and bool(metric.terms) and metric.terms <= lexicon_words("collective_nouns")


def _counted(view: SentenceView, mention: Mention, near: Metric | None) -> Metric:
    assert mention.noun is not None
    phrase = view.text[mention.noun.start : mention.noun.end].split()
    concept = concept_of(phrase[-1])
    if concept is None or not can_measure(concept, mention.quantity.unit):
        concept = _verb_concept(view, mention)  # "400 million shares" are no share price
    terms = content(phrase[:-1]) if concept else content(phrase)
    if near is not None and near.concept is not None and concept is None:
        return Metric(
            near.name, near.concept, near.terms | terms, near.qualifiers | _qualifiers(phrase), mention.noun
        )
    return Metric(
        " ".join(phrase), concept.name if concept else None, terms, _qualifiers(phrase), mention.noun
    )


def _noun_of(view: SentenceView, mention: Mention) -> Metric | None:
    """The phrase of "charges of $37 million", "a $1.6 billion facility", where no concept is."""
    index = view.token_before(mention.span.start)
    if (
        unit_class(mention.quantity.unit) in ("money", "measure")
        and index >= 1
        and view.tokens[index].low == "of"
    ):
        words = _words_back(view, index - 1)
        if words and normal(words[-1]) not in _GENERIC_NOUNS and concept_of(words[-1]) is None:
            return Metric(" ".join(words), None, content(words), _qualifiers(words))
    return None


def _words_back(view: SentenceView, index: int) -> list[str]:
    """The noun phrase that ends at token `index`, without determiner and leading verbs."""
    words: list[str] = []
    while index >= 0 and len(words) < 4:
        token = view.tokens[index]
        if not token.is_word or token.low in stop_words() or token.text[0].isdigit():
            break
        if _is_past_verb(view, index) and words:
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


@lexicon_cache
def _verbs() -> frozenset[str]:
    changing = {row[0] for row in rows("change_words") if row[2] == "verb"}
    return lexicon_words("verbs") | changing | {verb for verb in _verb_concepts() if " " not in verb}


@lexicon_cache
def _gerund_nouns() -> frozenset[str]:
    return lexicon_words("gerund_nouns")


def is_verb(word: str) -> bool:
    """Whether a word is read as a verb before a number; words in -ing that name things are none."""
    low = word.lower()
    return low in _verbs() or (word[0].islower() and low.endswith("ing") and low not in _gerund_nouns())


def _phrase(view: SentenceView, mention: Mention) -> Metric | None:
    """The noun phrase beside a number: behind it for money and multiples, else before it."""
    kind = unit_class(mention.quantity.unit)
    behind = view.token_after(mention.span.end)
    words: list[str] = []
    if mention.form == "rank":
        words = _words_on(view, behind)
        return Metric(" ".join(words), None, content(words), _qualifiers(words)) if words else None
    following = view.tokens[behind] if behind < len(view.tokens) else None
    if (
        following is not None
        and kind in ("money", "ratio", "time", "percent")
        and following.is_word
        and following.low not in stop_words()
    ):
        words = _words_on(view, behind)
        words = [word for word in words if normal(word) not in _GENERIC_NOUNS] if kind == "percent" else words
    if (
        not words
        and following is not None
        and kind == "ratio"
        and following.low in ("the", "their", "its", "his", "her", "our", "your", "that")
    ):
        words = _words_on(view, behind + 1)
    if not words and kind == "percent" and following is not None and following.low == "of":
        after = view.token_after(following.end)
        while after < len(view.tokens) and (
            view.tokens[after].low in ("the", "its", "all", "their", "a")
            or any(m.span.start <= view.tokens[after].start < m.number.end for m in view.mentions)
        ):
            after += 1
        words = _words_on(view, after)
        if words and normal(words[0]) == "total":
            words = []
    if not words:
        index = view.token_before(mention.span.start)
        steps = 0
        while (
            index >= 0
            and steps < 6
            and (view.tokens[index].low in _LINKING or view.tokens[index].text in _LINKING)
        ):
            index, steps = index - 1, steps + 1
        if steps:
            index = _before_participle(view, index)
        elif _is_finite_verb(view, index):
            return _of_verb(view, mention, index, behind)
        words = _words_back(view, index) if index >= 0 else []
    if (
        not [word for word in words if normal(word) not in light_words() and not is_verb(word)]
        and following is not None
        and following.low in ("in", "into", "on", "for", "of", "to")
    ):
        more = _into(view, behind)
        words = more or words
    if not words or (all(is_verb(word) for word in words) and view.number and words[0].endswith("ing")):
        return None
    if all(word.lower() in calendar_words() for word in words):
        return None  # "Thursday 12 pm"
    return Metric(" ".join(words), None, content(words), _qualifiers(words))


@lexicon_cache
def calendar_words() -> frozenset[str]:
    """Names of months and weekdays, in lower case."""
    return frozenset(lists("events")["months"]) | frozenset(lists("calendar")["weekdays"])


def _is_verb_form(low: str) -> bool:
    return low in _verbs() or low.endswith("ed")


def _before_participle(view: SentenceView, index: int) -> int:
    """Where the subject of a passive ends: "the catch | is now put (at)"; `index` itself where there is none."""
    if index < 2 or not _is_verb_form(view.tokens[index].low):
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
    if _is_verb_form(token.low):
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
        words = _words_back(view, index - 1)
        return Metric(" ".join(words), None, content(words), _qualifiers(words)) if words else None
    following = view.tokens[behind].low if behind < len(view.tokens) else ""
    words = _into(view, behind) if following in _OBJECT_JOINTS else []
    terms = content([*words, verb.text])
    return Metric(" ".join(words) or verb.text, None, terms, _qualifiers(words)) if terms else None


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


_SHARE_OF = re.compile(
    r"(?:the )?(?:share|proportion|percentage|portion|per cent|percent|%) of (?:all |the )?", re.IGNORECASE
)


def metric_from_label(label: str, unit: str) -> Metric:
    """What a table's row or column label names."""
    from claimcheck.claims.concepts import find_concepts
    from claimcheck.claims.words import tokenize

    share = _SHARE_OF.match(label)
    if share is not None and unit == "percent":
        whole = [token.text for token in tokenize(label, share.end()) if token.is_word]
        terms = content(word for word in whole if not is_verb(word) and not word.endswith("ed"))
        return Metric(label[share.end() :].strip(" :"), None, terms, _qualifiers(whole))
    tokens = tokenize(label)
    concepts = [found for found in find_concepts(tokens) if can_measure(found.concept, unit)]
    words = [token.text for token in tokens if token.is_word]
    if concepts:
        found = max(concepts, key=lambda c: c.last - c.first)
        rest = [
            token.text
            for index, token in enumerate(tokens)
            if token.is_word and not found.first <= index <= found.last
        ]
        shown = [word for word in rest if normal(word) not in light_words()]
        return Metric(
            " ".join([*shown, found.concept.name]), found.concept.name, content(rest), _qualifiers(rest)
        )
    return Metric(label.strip(), None, content(words), _qualifiers(words))
