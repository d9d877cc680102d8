"""Which words belong to names and which do not."""

from __future__ import annotations

import re

from claimcheck.claims.concepts import concept_of, qualifier_groups
from claimcheck.data import lexicon_cache, rows
from claimcheck.data import words as lexicon_words
from claimcheck.language.rules import load
from claimcheck.model import Span
from claimcheck.quantities.money import is_code
from claimcheck.quantities.nouns import is_plural, stop_words
from claimcheck.quantities.units import symbol_unit

_TRADE = re.compile(r"[A-Z][a-z]+(?:ers|ors|ists|ians|men|women)\Z")
_LETTERS_OF_CURRENCY = re.compile(r"[$€£¥₹₩]")
_ADJECTIVE_TAIL = re.compile(r"-[a-z]{3,}")
_CATEGORY = re.compile(r"\w+ \d{1,2}\Z")
_THINGS = re.compile(r" ([a-z]{3,20})\b")


@lexicon_cache
def configured_aliases() -> dict[str, str]:
    """Aliases of the project, each with the name that it stands for, as keys."""
    return {name_key(alias): name_key(name) for alias, name in rows("aliases")}


@lexicon_cache
def alias_names() -> dict[str, str]:
    """Configured names by the key of each."""
    return {name_key(name): name for _, name in rows("aliases")}


@lexicon_cache
def corporate() -> frozenset[str]:
    """Words of legal forms."""
    return lexicon_words("corporate_words")


@lexicon_cache
def _agentive_verbs() -> frozenset[str]:
    return lexicon_words("agentive_verbs")


def acts(follows: str) -> bool:
    """Whether the text behind a word begins with a verb whose subject acts ("said", "employs")."""
    return follows[:1] == " " and bool(follows.strip()) and follows.split(maxsplit=1)[0] in _agentive_verbs()


@lexicon_cache
def not_names() -> frozenset[str]:
    """Words in capitals that begin no name."""
    return lexicon_words("not_names") | lexicon_words("demonyms") | stop_words()


@lexicon_cache
def demonyms() -> frozenset[str]:
    """Words for who or what is of a place."""
    return lexicon_words("demonyms")


def name_key(name: str) -> str:
    """A name as it is compared: lower case, without legal form and generic company words ("ASE Group" → "ase")."""
    words = [word.strip(".,") for word in name.lower().replace("-", " ").split()]
    core = [word for word in words if word not in corporate() and word not in ("the", "&")]
    return " ".join(core or words)


def names_a_trade(word: str) -> bool:
    """Whether a word names all who do something ("Wardens", "Printers"): no name, even at the head of a sentence."""
    return _TRADE.match(word) is not None


@lexicon_cache
def is_measure(name: str) -> bool:
    """Whether capitalised words only name a measure ("Adjusted EBITDA", "Net Sales")."""
    words = name.split()
    if concept_of(name) is not None:
        return True
    return (
        len(words) > 1
        and words[0].lower() in qualifier_groups()
        and all(
            word.lower() in qualifier_groups() or word.lower() in not_names() or concept_of(word)
            for word in words[1:]
        )
    )


def is_attribute(text: str, span: Span) -> bool:
    """Whether capitalised words say of what sort something is: "Ghent-based", "January-to-March", "Grade 5 pupils", "NZ$"."""
    name = text[span.start : span.end]
    if _LETTERS_OF_CURRENCY.match(text, span.end) or _ADJECTIVE_TAIL.match(text, span.end):
        return True
    if "-" in name and name.split("-")[0].lower() in not_names():
        return True
    things = _THINGS.match(text, span.end) if _CATEGORY.match(name) else None
    return things is not None and is_plural(things.group(1)) and things.group(1) not in _verbs_behind()


def is_unit(word: str) -> bool:
    """Whether a capitalised word is a unit's symbol ("GB", "MW")."""
    return len(word) <= 4 and (symbol_unit(word) is not None or is_code(word))


def stands_alone(text: str, at: int) -> bool:
    """Whether a verb or a mark follows a number, so that it counts nothing: "the Desk 3 weighs", "the Desk 3's"."""
    follows = text[at : at + 24]
    if follows[:1] in ",;:)" or follows[:2] in ("'s", "’s"):
        return True
    word = follows[1:].split(" ", 1)[0].strip(".,;") if follows[:1] == " " else ""
    return word in _verbs_behind()


@lexicon_cache
def _verbs_behind() -> frozenset[str]:
    spoken = frozenset(verb for row in rows("verb_concepts") for verb in row[0].split() if "_" not in verb)
    return (
        spoken
        | _agentive_verbs()
        | {"is", "was", "has", "had", "will", "can", "comes", "came", "offers", "offered"}
    )


def is_long_name(run: str) -> bool:
    """Whether a run of capitalised words holds more than one that is no acronym or known term."""
    words = [word for word in run.split() if word.lower().rstrip(".") not in not_names()]
    return len(words) > 1 and not words[1].isupper()


@lexicon_cache
def _somebody() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("names")
    return re.compile(data["before"], re.IGNORECASE), re.compile(data["behind"])


def is_somebody(before: str, follows: str) -> bool:
    """Whether the text around a word has it act, or be acted with: "had revenue", "sold by"."""
    before_it, behind_it = _somebody()
    return acts(follows) or behind_it.match(follows) is not None or before_it.search(before) is not None


@lexicon_cache
def _pronouns() -> frozenset[str]:
    return frozenset(load("names")["pronouns"])


def begins_with_pronoun(text: str) -> bool:
    """Whether a text begins with a pronoun as its subject: "He played …"."""
    words = text.split(maxsplit=1)
    return bool(words) and words[0].lower() in _pronouns()


def is_pronoun(low: str) -> bool:
    """Whether a word in lower case is a pronoun in the place of a subject."""
    return low in _pronouns()


@lexicon_cache
def _adjuncts() -> frozenset[str]:
    return frozenset(load("names")["adjuncts"])


def is_adjunct(low: str) -> bool:
    """Whether a word in lower case opens an adjunct in front of a subject."""
    return low in _adjuncts()


@lexicon_cache
def _role_nouns() -> tuple[str, ...]:
    return tuple(load("names")["roles"])


def is_role(word: str) -> bool:
    """Whether a word is or ends with a noun for who somebody is: "Choirmaster"."""
    return word[1:].islower() and word.lower().endswith(_role_nouns())


@lexicon_cache
def ties() -> frozenset[str]:
    """Words between a number of a list and the name that it is said of."""
    return frozenset(load("names")["ties"])


def is_anyone(low: str) -> bool:
    """Whether a pronoun means whoever reads, and nobody who was spoken of."""
    return low in load("names")["anyone"]
