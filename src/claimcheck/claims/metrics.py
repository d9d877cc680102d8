"""What a number measures: a concept of the lexicon with its modifiers, else the noun phrase beside the number."""

from __future__ import annotations

import re

from claimcheck.claims.concepts import (
    Concept,
    ConceptMention,
    can_measure,
    concept_of,
    qualifier_groups,
    unit_class,
)
from claimcheck.claims.metric import Metric, qualifiers_in
from claimcheck.claims.phrases import GENERIC_NOUNS, object_words, phrase_metric, words_back
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.sizes import dimension_metric, size_before, touches
from claimcheck.claims.verbs import is_past_verb, is_verb, verb_concepts
from claimcheck.claims.words import content, light_words, normal
from claimcheck.data import words as lexicon_words
from claimcheck.model import Mention, Span
from claimcheck.quantities.nouns import stop_words
from claimcheck.quantities.ruled import LISTED

_FARTHEST = 18  # tokens between a number and its metric
_TIGHT = 3  # tokens between a count and the measure that its noun adds to
_MODIFIERS = 4  # words before a concept that belong to its phrase
_LIST_LABEL = re.compile(r"([A-Za-z][^:;.()\n]{1,60}): ")
_MEASURE_HEADS = frozenset({"volume", "value", "worth", "volumes", "values", "unit", "units", "kind", "type", "terms", "end", "start", "result", "results", "pace", "most", "half", "part", "rest"})  # fmt: skip
"""Nouns before "of" that leave what is measured as it is ("the volume of retail sales")."""
_SHARE_OF = re.compile(
    r"(?:the )?(?:share|proportion|percentage|portion|per cent|percent|%) of (?:all |the )?", re.IGNORECASE
)


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
    dimension = dimension_metric(view, mention) or size_before(view, mention)
    if dimension is not None:
        return dimension
    direct = _noun_of(view, mention)
    found = _concept_near(view, mention, reach=_FARTHEST)
    spoken = _verb_concept(view, mention)
    near = found is not None and found.span is not None and touches(view, mention, found.span)
    if spoken is not None and not near:
        return Metric(spoken.name, spoken.name, frozenset(), frozenset())
    if direct is not None and (found is None or found.span is None or not touches(view, mention, found.span)):
        return direct
    if found is not None:
        return found
    return phrase_metric(view, mention) or _leading_noun(view, mention)


def _label_of_list(view: SentenceView, mention: Mention) -> Metric | None:
    """What a label says of all figures behind it: "Votes: Achebe 412, Doyle 267"; None where there is none."""
    label = _LIST_LABEL.match(view.text, view.span.start)
    if label is None or label.end() > mention.span.start:
        return None
    words = [word for word in label.group(1).split() if not word.isdecimal()]
    return metric_from_label(" ".join(words), mention.quantity.unit) if content(words) else None


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
    return Metric(" ".join(words), None, content(words), qualifiers_in(words))


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
                or word in GENERIC_NOUNS
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
            or is_past_verb(view, first - 1)
            or (token.text[0].isupper() and first - 1 == 0 and token.low in light_words())
        ):
            break
        words.insert(0, token.text)
        first -= 1
    head = _head_of(view, first)
    if head is not None:
        first, words = head, [view.tokens[head].text, *words]  # "cost of other revenue"
    span = Span(view.tokens[first].start, view.tokens[found.last].end)
    behind = object_words(view, found.last)
    terms = content(words) | content(behind)
    shown = [word for word in words if normal(word) not in light_words()]
    return Metric(
        " ".join([*shown, found.concept.name]), found.concept.name, terms, qualifiers_in(words), span
    )


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


def _head_of(view: SentenceView, first: int) -> int | None:
    """Index of the noun that "of" ties a measure to, where it makes it another one ("cost of revenue")."""
    first = _start_of_list(view, first)
    if first < 2 or view.tokens[first - 1].low != "of":
        return None
    head = view.tokens[first - 2]
    plain = head.is_word and head.low not in stop_words() and normal(head.text) not in light_words()
    if not plain or normal(head.text) in GENERIC_NOUNS or head.low in _MEASURE_HEADS:
        return None
    inside = any(mention.span.start <= head.start < mention.span.end for mention in view.mentions)
    named = any(name.span.start <= head.start < name.span.end for name in view.names)
    return None if inside or named or head.text.endswith("ed") else first - 2


def _verb_concept(view: SentenceView, mention: Mention) -> Concept | None:
    """The concept that the verb just before a number gives it ("employs 11,400 people", "took in $9.6 billion")."""
    index = view.token_before(mention.span.start)
    steps = 0
    table = verb_concepts()
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
            near.name, near.concept, near.terms | terms, near.qualifiers | qualifiers_in(phrase), mention.noun
        )
    return Metric(
        " ".join(phrase), concept.name if concept else None, terms, qualifiers_in(phrase), mention.noun
    )


def _noun_of(view: SentenceView, mention: Mention) -> Metric | None:
    """The phrase of "charges of $37 million", "a $1.6 billion facility", where no concept is."""
    index = view.token_before(mention.span.start)
    if (
        unit_class(mention.quantity.unit) in ("money", "measure")
        and index >= 1
        and view.tokens[index].low == "of"
    ):
        words = words_back(view, index - 1)
        if words and normal(words[-1]) not in GENERIC_NOUNS and concept_of(words[-1]) is None:
            return Metric(" ".join(words), None, content(words), qualifiers_in(words))
    return None


def metric_from_label(label: str, unit: str) -> Metric:
    """What a table's row or column label names."""
    from claimcheck.claims.concepts import find_concepts
    from claimcheck.claims.words import tokenize

    share = _SHARE_OF.match(label)
    if share is not None and unit == "percent":
        whole = [token.text for token in tokenize(label, share.end()) if token.is_word]
        terms = content(word for word in whole if not is_verb(word) and not word.endswith("ed"))
        return Metric(label[share.end() :].strip(" :"), None, terms, qualifiers_in(whole))
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
            " ".join([*shown, found.concept.name]), found.concept.name, content(rest), qualifiers_in(rest)
        )
    return Metric(label.strip(), None, content(words), qualifiers_in(words))
