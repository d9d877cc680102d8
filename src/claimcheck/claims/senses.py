"""In which sense a number is meant: modality, kind and direction of change."""

from __future__ import annotations

import re
from functools import partial

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.metrics import size_before
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.times import is_compared
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import ClaimKind, Mention, Modality

_REVISING = re.compile(
    r"\b(?:raised|raises|raise|lifted|lifts|cut|cuts|lowered|lowers|revised|increased|reduced|trimmed|upgraded|downgraded|up|down|instead|restated)\b"
)
_CORRECTING = re.compile(r"\b(?:revised|revises|restated|restates|corrected|corrects|amended|amends)\b")
_NEXT_STATEMENT = re.compile(r"\b(?:and|but|while|before)\b|;")
_CONDITION = re.compile(r"^(?:and |but |so )?(?:if|assuming|suppose|should)\b", re.IGNORECASE)
_BETWEEN_CHANGE = frozenset(
    [
        "by",
        "some",
        "about",
        "nearly",
        "almost",
        "around",
        "roughly",
        "over",
        "a",
        "an",
        "of",
        "the",
        "further",
        "another",
        "just",
        "only",
        "more",
        "than",
        "to",
        "as",
        "much",
        "was",
        "were",
        "is",
        "been",
        "has",
        "have",
        "had",
        "=",
        ":",
    ]
)


@lexicon_cache
def _cues() -> tuple[dict[str, Modality], re.Pattern[str]]:
    table = {cue: Modality(modality) for cue, modality in rows("modality_cues")}
    forms = "|".join(re.escape(cue) for cue in sorted(table, key=len, reverse=True))
    return table, re.compile(rf"(?<![A-Za-z])(?:{forms})(?![A-Za-z])", re.IGNORECASE)


@lexicon_cache
def _changes() -> dict[str, tuple[int, str]]:
    return {word: (1 if sign == "+" else -1, role) for word, sign, role in rows("change_words")}


KIND_OF_FORM = {
    "ordinal": ClaimKind.ORDINAL,
    "clock": ClaimKind.CLOCK,
    "year": ClaimKind.YEAR,
    "date": ClaimKind.DATE,
}
"""Numbers whose form alone tells what sort they are."""
_TRANSITIVE = frozenset({"raise", "raises", "raised", "raising", "lift", "lifts", "lifted", "lifting"})
"""Verbs that, right before an amount, take it as their object."""
_MODAL = frozenset({"will", "would", "could", "might", "can", "may", "should"})
_WHOLE_SENTENCE = -1


def _cue_matches(view: SentenceView, part: int) -> list[re.Match[str]]:
    """The cues of a clause, or of the whole sentence."""
    span = view.span if part == _WHOLE_SENTENCE else view.clauses[part]
    return list(_cues()[1].finditer(view.text, span.start, span.end))


def modality_of(view: SentenceView, mention: Mention) -> Modality:
    """The sense in which a number is asserted: the nearest cue of its clause, else of its sentence."""
    table = _cues()[0]
    clause = view.clauses[view.clause_of(mention.span.start)]
    if (
        _CONDITION.match(view.text[clause.start : clause.end])
        or view.text[view.span.end - 1 : view.span.end] == "?"
    ):
        return Modality.HYPOTHETICAL
    found: Modality | None = None
    nearest = 10**9
    number = view.clause_of(mention.span.start)
    sized = size_before(view, mention) is not None
    for where, penalty in ((number, 0), (_WHOLE_SENTENCE, 60)):
        for match in view.remembered("cues", where, partial(_cue_matches, view, where)):
            modality = table[match.group().lower()]
            if mention.span.start <= match.start() < mention.span.end and modality is not Modality.ESTIMATED:
                continue
            if match.start() >= mention.span.end and sized:
                continue  # "the 86 MW park will supply …" has its size already
            if penalty and modality in (Modality.HYPOTHETICAL, Modality.ESTIMATED):
                continue
            if (
                match.group().lower() in _MODAL
                and match.start() >= mention.span.end
                and "," in view.text[mention.span.end : match.start()]
            ):
                continue  # "had sales of $1.2 billion last year, said that it would …"
            if modality is Modality.SUPERSEDED and view.mentions_between(mention.span.end, match.start()):
                continue  # "revised to 0.6% from the 1.8% first published"
            if match.start() >= mention.span.end and _NEXT_STATEMENT.search(
                view.text, mention.span.end, match.start()
            ):
                continue  # "was $1.3 billion in 2024 and is projected to …"
            gap = (
                mention.span.start - match.end()
                if match.end() <= mention.span.start
                else match.start() - mention.span.end
            ) + penalty
            if gap < nearest:
                found, nearest = modality, gap
        if found is not None:
            break
    if is_compared(view, mention) and _CORRECTING.search(view.text, clause.start, mention.span.start):
        return Modality.SUPERSEDED
    planned = found in (Modality.PLANNED, Modality.PROJECTED)
    if (
        planned
        and is_compared(view, mention)
        and not _has_own_year(view, mention)
        and _REVISING.search(view.text, view.span.start, mention.span.start)
    ):
        return Modality.SUPERSEDED
    return found or Modality.REPORTED


def _has_own_year(view: SentenceView, mention: Mention) -> bool:
    """Whether a compared number is of another time ("up from $400 million in 2025") rather than an older plan."""
    return any(
        0 <= period.span.start - mention.span.end <= 10
        and period.granularity in ("year", "quarter", "half", "range")
        for period in view.periods
    )


def cue_in(text: str) -> Modality | None:
    """The modality that a label's words give, if any."""
    table, pattern = _cues()
    match = pattern.search(text)
    return table[match.group().lower()] if match else None


def direction_of(view: SentenceView, mention: Mention) -> int:
    """+1 or -1 where the words make the number a rise or a fall, 0 where it is a level."""
    if mention.form == "multiple":
        value = mention.quantity.value
        word = view.text[mention.number.start : mention.number.end].lower()
        if word in ("twice", "thrice"):
            return 0
        return 0 if value is None else (1 if value > 1 else -1)
    if mention.form in KIND_OF_FORM:
        return 0
    kind = unit_class(mention.quantity.unit)
    if kind in ("rank", "time"):
        return 0
    changes = _changes()
    behind = view.token_after(mention.span.end)
    for offset, token in enumerate(view.tokens[behind : behind + 3]):
        entry = changes.get(token.low)
        if (
            entry is not None
            and entry[1] == "comparison"
            and (kind not in ("money", "ratio") or _amount_follows(view, behind + offset))
        ) or (entry is not None and entry[1] == "noun" and offset <= 1 and token.low not in ("short",)):
            assert entry is not None
            if (
                entry[1] == "comparison"
                and token.low
                in (
                    "more",
                    "less",
                    "fewer",
                    "higher",
                    "lower",
                    "above",
                    "below",
                    "larger",
                    "smaller",
                    "faster",
                    "slower",
                    "better",
                    "worse",
                    "longer",
                    "shorter",
                    "wider",
                    "cheaper",
                    "bigger",
                )
                and not _than_follows(view, behind + offset)
            ):
                return 0
            return entry[0]
        if not token.is_word or token.low in ("in", "of", "to", "from", "and", "on"):
            break
    index = view.token_before(mention.span.start)
    if index > 0 and view.tokens[index].low == "by" and (verb := _verb_before(view, index)):
        return verb
    steps = 0
    while index >= 0 and steps < 5:
        token = view.tokens[index]
        entry = changes.get(token.low)
        if entry is not None and entry[1] != "comparison":
            if token.low in _TRANSITIVE and kind in ("money", "measure", "count"):
                return 0  # "raised $40 million", "lifts 12 tonnes"
            return 0 if _is_phrasal(view, index) else entry[0]
        if token.low in ("to", "from", "at") or token.low not in _BETWEEN_CHANGE:
            return 0
        index, steps = index - 1, steps + 1
    return 0


@lexicon_cache
def _phrasal_verbs() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for particle, forms in rows("phrasal_verbs"):
        table[particle] = table.get(particle, frozenset()) | frozenset(forms.split())
    return table


def _is_phrasal(view: SentenceView, index: int) -> bool:
    """Whether "up" or "down" belongs to the verb before it ("made up 24% of turnover")."""
    verbs = _phrasal_verbs().get(view.tokens[index].low)
    return verbs is not None and index > 0 and view.tokens[index - 1].low in verbs


def _amount_follows(view: SentenceView, index: int) -> bool:
    """Whether "more than" or "above" is followed by the amount that is compared with: "$81 million more than the $198 million"."""
    word = view.tokens[index]
    if word.low not in ("above", "below") and not any(
        token.low == "than" for token in view.tokens[index + 1 : index + 2]
    ):
        return False
    return any(word.end < mention.span.start <= word.end + 40 for mention in view.mentions)


def _verb_before(view: SentenceView, index: int) -> int:
    """The direction of the verb whose object stands before "by": "raised its revenue forecast by 15%"."""
    clause = view.clauses[view.clause_of(view.tokens[index].start)]
    for token in reversed(view.tokens[max(0, index - 8) : index]):
        if (
            token.start < clause.start
            or not token.is_word
            or any(m.span.start <= token.start < m.span.end for m in view.mentions)
        ):
            return 0
        entry = _changes().get(token.low)
        if entry is not None and (entry[1] == "verb" or token.low in ("cut", "raise", "increase")):
            return entry[0]
    return 0


def _than_follows(view: SentenceView, index: int) -> bool:
    token = view.tokens[index]
    if token.low in ("above", "below"):
        return True
    return any(
        follow.low in ("than", ".", ",", "in", ")") for follow in view.tokens[index + 1 : index + 5]
    ) or index + 1 >= len(view.tokens)


def kind_of(view: SentenceView, mention: Mention, direction: int) -> ClaimKind:
    """What sort of number it is."""
    if mention.form in KIND_OF_FORM:
        return KIND_OF_FORM[mention.form]
    kind = unit_class(mention.quantity.unit)
    if mention.form == "rank" or kind == "rank":
        return ClaimKind.RANK
    if direction:
        return ClaimKind.CHANGE
    if mention.quantity.unit in ("percentage_point", "basis_point"):
        return ClaimKind.CHANGE
    if kind == "percent" or mention.form == "fraction":
        behind = view.token_after(mention.span.end)
        following = view.tokens[behind].low if behind < len(view.tokens) else ""
        share = following == "of" or bool(
            re.search(
                r"\b(?:share|proportion|stake|portion)\b",
                view.clause_text(view.clause_of(mention.span.start)),
            )
        )
        return ClaimKind.SHARE if share else ClaimKind.LEVEL
    if kind == "time":
        return ClaimKind.DURATION
    if kind == "count" and "/" not in mention.quantity.unit:
        return ClaimKind.COUNT
    return ClaimKind.LEVEL
