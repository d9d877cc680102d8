"""In which sense a number is meant: modality, kind and direction of change."""

from __future__ import annotations

import re
from functools import partial

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.sizes import size_before
from claimcheck.claims.times import is_compared
from claimcheck.data import lexicon_cache, rows
from claimcheck.language.rules import load
from claimcheck.model import ClaimKind, Mention, Modality

_REVISING = re.compile(
    r"\b(?:raised|raises|raise|lifted|lifts|cut|cuts|lowered|lowers|revised|increased|reduced|trimmed|upgraded|downgraded|up|down|instead|restated)\b"
)
_CORRECTING = re.compile(r"\b(?:revised|revises|restated|restates|corrected|corrects|amended|amends)\b")
_NEXT_STATEMENT = re.compile(r"\b(?:and|but|while|before|now that|because|although|whereas|so that)\b|;")
_CONDITION = re.compile(r"^(?:and |but |so )?(?:if|assuming|suppose|should)\b", re.IGNORECASE)


@lexicon_cache
def _cues() -> tuple[dict[str, Modality], re.Pattern[str]]:
    table = {cue: Modality(modality) for cue, modality in rows("modality_cues")}
    forms = "|".join(re.escape(cue) for cue in sorted(table, key=len, reverse=True))
    return table, re.compile(rf"(?<![A-Za-z])(?:{forms})(?![A-Za-z])", re.IGNORECASE)


@lexicon_cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("directions").items()}


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
_MODAL = frozenset({"will", "would", "could", "might", "can", "may", "should"})
_WHOLE_SENTENCE = -1


def _cue_matches(view: SentenceView, part: int) -> list[re.Match[str]]:
    """The cues of a clause, or of the whole sentence."""
    span = view.span if part == _WHOLE_SENTENCE else view.clauses[part]
    return list(_cues()[1].finditer(view.text, span.start, span.end))


def modality_of(view: SentenceView, mention: Mention) -> Modality:
    """The sense in which a number is asserted: the nearest cue of its clause, else of its sentence."""
    number = view.clause_of(mention.span.start)
    clause = view.clauses[number]
    if (
        _CONDITION.match(view.text[clause.start : clause.end])
        or view.text[view.span.end - 1 : view.span.end] == "?"
    ):
        return Modality.HYPOTHETICAL
    found = _nearest_cue(view, mention, number) or _nearest_cue(view, mention, _WHOLE_SENTENCE)
    compared = is_compared(view, mention)
    if compared and _CORRECTING.search(view.text, clause.start, mention.span.start):
        return Modality.SUPERSEDED
    if compared and not _has_own_year(view, mention):
        before = view.text[view.span.start : mention.span.start]
        planned = found in (Modality.PLANNED, Modality.PROJECTED)
        if (planned and _REVISING.search(before)) or _is_set_anew(before):
            return Modality.SUPERSEDED
    return found or Modality.REPORTED


def _is_set_anew(text: str) -> bool:
    """Whether the words before a number that is compared say that somebody set a limit, a default or a price anew."""
    known = _words()
    words = {word.strip("`*_()'’\"") for word in text.lower().split()}
    return not (words.isdisjoint(known["set_anew"]) or words.isdisjoint(known["settings"]))


def _nearest_cue(view: SentenceView, mention: Mention, part: int) -> Modality | None:
    """The sense of the cue nearest to a number in a clause, or in the whole sentence."""
    table = _cues()[0]
    found: Modality | None = None
    nearest = 10**9
    sized = size_before(view, mention) is not None
    for match in view.remembered("cues", part, partial(_cue_matches, view, part)):
        modality = table[match.group().lower()]
        if part == _WHOLE_SENTENCE and modality in (Modality.HYPOTHETICAL, Modality.ESTIMATED):
            continue
        if _is_of_something_else(view, mention, match, modality, sized=sized):
            continue
        before = match.end() <= mention.span.start
        gap = mention.span.start - match.end() if before else match.start() - mention.span.end
        if gap < nearest:
            found, nearest = modality, gap
    return found


def _is_of_something_else(
    view: SentenceView, mention: Mention, match: re.Match[str], modality: Modality, *, sized: bool
) -> bool:
    """Whether a cue is not of a number: it belongs to it, or stands behind it in another statement."""
    if mention.span.start <= match.start() < mention.span.end and modality is not Modality.ESTIMATED:
        return True
    if modality is Modality.SUPERSEDED and view.mentions_between(mention.span.end, match.start()):
        return True  # "revised to 0.6% from the 1.8% first published"
    if match.start() < mention.span.end:
        return False
    if sized:
        return True  # "the 86 MW park will supply …" has its size already
    if match.group().lower() in _MODAL and "," in view.text[mention.span.end : match.start()]:
        return True  # "had sales of $1.2 billion last year, said that it would …"
    # "was $1.3 billion in 2024 and is projected to …"
    return _NEXT_STATEMENT.search(view.text, mention.span.end, match.start()) is not None


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
        return _direction_of_multiple(view, mention)
    kind = unit_class(mention.quantity.unit)
    if mention.form in KIND_OF_FORM or kind in ("rank", "time"):
        return 0
    behind = _direction_behind(view, mention, kind)
    if behind is not None:
        return behind
    return _direction_before(view, mention, kind)


def _direction_of_multiple(view: SentenceView, mention: Mention) -> int:
    value = mention.quantity.value
    word = view.text[mention.number.start : mention.number.end].lower()
    if value is None or word in _words()["levels"]:
        return 0
    return 1 if value > 1 else -1


def _direction_behind(view: SentenceView, mention: Mention, kind: str) -> int | None:
    """What the words behind a number say: "5% more than", "a 5% rise"; None where they say nothing."""
    changes, known = _changes(), _words()
    behind = view.token_after(mention.span.end)
    reach = 2 if kind in ("count", "measure") else 3  # "its 12 looms now weave more cloth"
    for offset, token in enumerate(view.tokens[behind : behind + reach]):
        sign, role = changes.get(token.low, (0, ""))
        if role == "comparison" and (
            kind not in ("money", "ratio") or _amount_follows(view, behind + offset)
        ):
            bare = token.low in known["comparatives"] and not _than_follows(view, behind + offset)
            return 0 if bare else sign
        if role == "noun" and offset <= 1 and token.low not in known["no_changes"]:
            return sign
        if not token.is_word or token.low in known["ends"]:
            break
    return None


def _direction_before(view: SentenceView, mention: Mention, kind: str) -> int:
    """What the words before a number say: "rose by 5%", "up 5%", "raised its forecast by 5%"."""
    changes, known = _changes(), _words()
    index = view.token_before(mention.span.start)
    if index > 0 and view.tokens[index].low == "by" and (verb := _verb_before(view, index)):
        return verb
    for step in range(min(5, index + 1)):
        token = view.tokens[index - step]
        sign, role = changes.get(token.low, (0, "comparison"))
        if role != "comparison":
            if token.low in known["transitive"] and kind in ("money", "measure", "count"):
                return 0  # "raised $40 million", "lifts 12 tonnes"
            return 0 if _is_phrasal(view, index - step) else sign
        if token.low in known["targets"] or token.low not in known["between"]:
            return 0
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
