"""Who a document speaks of: names, their short forms and acronyms, resolved within the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimcheck.claims.concepts import concept_of
from claimcheck.claims.entity_words import (
    acts,
    alias_names,
    begins_with_pronoun,
    configured_aliases,
    corporate,
    demonyms,
    is_attribute,
    is_long_name,
    is_measure,
    is_role,
    is_somebody,
    is_unit,
    name_key,
    names_a_trade,
    not_names,
    stands_alone,
)
from claimcheck.data import words as lexicon_words
from claimcheck.model import Document, SegmentKind, Span, Table
from claimcheck.quantities.units import is_unit_word

_PART = r"[A-ZÀ-Þ][A-Za-zÀ-ɏ0-9]*(?:[&.+-][A-Za-zÀ-ɏ0-9]+){0,4}"
_NAME = re.compile(
    rf"(?<![A-Za-z0-9&]){_PART}(?:[ \n](?:&[ ]|de[ ]|van[ ]|von[ ]|al[ ]|(?<=Bank )of[ ]|(?<=University )of[ ]|(?<=Ministry )of[ ]|(?<=Department )of[ ]|(?<=Bureau )of[ ]|(?<=Institute )of[ ]|(?<=Council )of[ ]|(?<=City )of[ ]|(?<=Republic )of[ ])?{_PART}){{0,5}}(['’]s|['’](?=\s))?"
)
_ACRONYM = re.compile(r"[ \n]\((?:[A-Z][A-Za-z]{1,12}: ?)?([A-Z][A-Za-z0-9-]{1,9})\)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•|–—\"“‘(*-][\s\"“'‘(*]*)$")
_WHOLE_NAME = re.compile(r"[A-Z][\w.'’-]+(?: (?:of|and|the|de|van|von|[A-Z][\w.'’-]*)){0,3} [A-Z][\w.'’-]+")
_ITEM_START = re.compile(r"(?:^|\s)\d{1,2}[.)] $")
_NUMBERED = re.compile(r" \d{1,2}(?![\d%]|[.,]\d)")
_LEGAL_FORM = re.compile(r",? (?:Inc|LLC|LP|LLP|Ltd|Limited|plc|PLC|Corp|AG|SE|SA|NV|GmbH)\b")
_LABEL_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: (?:&|of|and|de)| [A-ZÀ-Þ][\w.'’-]*){0,3}")
_LOWER = re.compile(r"(?<![A-Za-z])[a-z]{2,}")
_LISTED_NAME = re.compile(rf"({_PART}(?:[ \n](?:(?:of|the|de)[ \n])?{_PART}){{0,2}})[ \n\u00a0]\Z")
_LONGEST_LISTED = 80
_LONGEST_ABBREVIATION = 4
_ABBREVIATED = re.compile(r"[A-Z]+|(?:FY|CY|Q|H)\d{1,4}")
_GUIDES = frozenset(
    {"guide", "manual", "documentation", "docs", "readme", "changelog", "faq", "handbook", "facts"}
)
_NAME_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{2,40}")
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ship", "ance", "ence", "age", "ing", "ics", "s")
_TITLES = (SegmentKind.HEADING, SegmentKind.TITLE)
_JOINTS = frozenset({"of", "&", "de", "van", "von", "al"})
_SITE = re.compile(r" [|–—-] ([A-Z][^|–—\n]{1,60})$")
PART = " » "
"""Stands in a key between an owner and a part of it that is spoken of ("orvane » medical business")."""
_TITLE_NAME = re.compile(r"(?:The )?([A-Z][\w&.-]+(?: [A-Z][\w&.-]+){1,3})(?=:|['’]s\b| [a-z])")
_RUN = re.compile(r"(?:[A-Z][a-z][\w’'-]* ){1,3}[A-Z][a-z]+\b")
_NAME_AND_RESULTS = re.compile(
    r"([A-Z][\w&.-]+(?: [A-Z][\w&.-]+){1,3})(?:, |: | [-–—] |['’]s )(?:[\w ,-]{0,40}\b)?"
    r"(?:first|second|third|fourth|quarter|half[- ]year|full[- ]year|year|results|Q[1-4]|H[12]|FY\d*|(?:19|20)\d\d)\b",
)
"""A title such as "Verdane Bank, first quarter 2026": a name in front of what is reported of it."""
_SENTENCE_SUBJECT = re.compile(
    r"(?:^|[.!?] )([A-Z][a-z]{2,20})(?:, (?:a|an|the|on|in|near|which|who)\b| (?:is|was|has|had) )"
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name at its place in a segment."""

    span: Span
    text: str
    possessive: bool
    key: str


@dataclass(slots=True)
class Entities:
    """The names of a document."""

    display: dict[str, str] = field(default_factory=dict)
    """Key to the fullest form in the document."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Key of a short form to the key that it stands for."""
    counts: Counter[str] = field(default_factory=Counter)
    main: str | None = None
    """Key of the name that the title speaks of."""
    _standalone: set[str] = field(default_factory=set)
    _lowercase: set[str] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)
    _terms: set[str] = field(default_factory=set)
    _inside: set[str] = field(default_factory=set)
    """Capitalised words that stand in the middle of sentences, where only names do."""
    _leading: set[str] = field(default_factory=set)
    """First words of longer names: alone at the head of a sentence they stand for the whole name."""

    def resolve(self, key: str) -> str:
        """The key that `key` stands for."""
        return self.aliases.get(key, key)

    def name(self, key: str) -> str:
        """The fullest form of a name."""
        if PART in key:
            owner, _, part = key.partition(PART)
            return f"{self.name(owner)}'s {part}"
        if " + " in key:
            return " and ".join(self.name(part) for part in key.split(" + "))
        return self.display.get(self.resolve(key), key)

    def find(self, text: str, *, titled: bool = False) -> list[NameMention]:
        """The names in a text, in order.

        `titled`: the text may be in title case, so only names known from running text count.
        """
        found: list[NameMention] = []
        for match in _NAME.finditer(text):
            for span in self._pieces(text, match):
                name = text[span.start : span.end]
                key = self.resolve(name_key(name))
                if titled and key not in self._known:
                    key = self._full_name(key)
                if is_measure(name) or name.lower().rstrip(".") in corporate() or is_unit_word(name):
                    continue
                if is_attribute(text, span) or self._is_label(text, span, key):
                    continue
                if (
                    (titled and key not in self._known)
                    or key in self._terms
                    or key in not_names()
                    or is_unit(name)
                ):
                    continue
                possessive = text[span.end : span.end + 2] in ("'s", "’s") or text[
                    span.end : span.end + 1
                ] in ("’", "'")
                found.append(NameMention(span, name, possessive, key))
        return found

    def _is_label(self, text: str, span: Span, key: str) -> bool:
        """Whether a run of capitalised words heads a line or a sentence and a colon follows: what is listed, or who speaks."""
        if text[span.end : span.end + 2] != ": " or key in self._known:
            return False
        if not text[span.end + 2 : span.end + 3].isupper():
            return False  # "Orrin Foods: revenue of …"
        return _SENTENCE_START.search(text[max(0, span.start - 6) : span.start]) is not None or bool(
            _ITEM_START.search(text[max(0, span.start - 6) : span.start])
        )

    def with_listed(self, text: str, names: list[NameMention], figures: Sequence[int]) -> list[NameMention]:
        """The names of a text, with those in front of listed figures, which start at `figures`: "Dale Street 4, York 31"."""
        listed: list[NameMention] = []
        for at in figures:
            run = _LISTED_NAME.search(text, max(0, at - _LONGEST_LISTED), at)
            if run is not None:
                key = self.resolve(name_key(run.group(1)))
                self.display.setdefault(key, run.group(1))
                listed.append(NameMention(Span(run.start(1), run.end(1)), run.group(1), False, key))
        others = [name for name in names if not any(name.span.overlaps(other.span) for other in listed)]
        return sorted([*others, *listed], key=lambda name: name.span.start)

    def _full_name(self, key: str) -> str:
        """The one longer name of the document that begins with a title's short form; the form itself where there is none."""
        longer = [name for name in self.counts if name.startswith(f"{key} ")]
        return longer[0] if len(longer) == 1 else key

    def _is_ordinary(self, word: str, *, alone: bool, follows: str) -> bool:
        """Whether the capital of a sentence's first word says nothing: no name is known that would explain it."""
        if word in self._inside or word[1:].lower() != word[1:] or any(c.isdigit() for c in word):
            return False
        if alone and (_LEGAL_FORM.match(follows) or name_key(word) in self.counts):
            return False
        if alone and word in self._leading and word.lower() not in self._lowercase:
            return False
        if alone and acts(follows) and not names_a_trade(word):
            return False
        return (alone and follows[:2] not in ("'s", "’s")) or word.lower() in self._lowercase

    def _pieces(self, text: str, match: re.Match[str]) -> list[Span]:
        """The names in a run of capitalised words: ordinary words off its ends, acronyms that lead it set apart."""
        end = match.end() - len(match.group(1) or "")
        parts = [Span(part.start(), part.end()) for part in re.finditer(r"[^\s]+", text[match.start() : end])]
        parts = [Span(part.start + match.start(), part.end + match.start()) for part in parts]
        at_start = bool(_SENTENCE_START.search(text[max(0, match.start() - 6) : match.start()]))
        while parts and text[parts[-1].start : parts[-1].end].lower().rstrip(".") in not_names() | _JOINTS:
            parts = parts[:-1]
        while parts:
            word = text[parts[0].start : parts[0].end]
            low = word.lower().rstrip(".")
            if len(parts) > 1 and low in demonyms():
                break
            if not (
                low in not_names()
                or is_unit(word)
                or (at_start and len(parts) > 2 and is_role(word))
                or (at_start and self._is_ordinary(word, alone=len(parts) == 1, follows=text[end : end + 24]))
            ):
                break
            parts, at_start = parts[1:], False
        if not parts:
            return []
        first = text[parts[0].start : parts[0].end]
        split = len(parts) > 1 and first.isupper() and first in self._standalone
        if split and text[parts[1].start : parts[1].end].lower().strip(".,") not in corporate():
            rest = parts[1:]
            return [_trim(text, parts[0]), _trim(text, Span(rest[0].start, rest[-1].end))]
        return [_trim(text, Span(parts[0].start, parts[-1].end))]


def _trim(text: str, span: Span) -> Span:
    """A name's span without a hyphenated lower-case tail ("US-based") and a final full stop."""
    name = text[span.start : span.end]
    number = _NUMBERED.match(text, span.end)
    if number is not None:
        label = name.split()[-1].lower() in lexicon_words("label_words")
        if label or stands_alone(text, number.end()):
            return Span(span.start, number.end())  # "Hall 1", "the Desk 3 weighs …"
    tail = re.search(r"-[a-z]{3,}$", name)
    end = span.end - (len(tail.group()) if tail else 0)
    if text[end - 1] == "." and not re.search(r"(?:Inc|Corp|Co|Ltd|[A-Z])\.$", text[span.start : end]):
        end -= 1
    return Span(span.start, end)


def find_entities(document: Document) -> Entities:
    """The names of a document, with aliases: acronyms in brackets, short forms of longer names."""
    entities = Entities()
    prose = [s for s in document.segments if s.kind not in (SegmentKind.HEADING, SegmentKind.TITLE)]
    texts = [segment.text for segment in prose]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row[:1] if cell.text]
    _collect_words(texts, entities)
    for word, times in _subjects_of_sentences(texts).items():
        if times > 1 and word.lower() not in entities._lowercase:
            entities._inside.add(word)
    for table in document.tables:
        entities._inside.update(_names_in_labels(table, entities))
    forms, acting = _names_in(texts, entities)
    for key, counter in forms.items():
        entities.display[key] = max(counter, key=lambda form: (len(form.split()), counter[form], -len(form)))
    _drop_abbreviations(entities, acting, document)
    for full in _full_names_in_titles(document, entities):
        key = name_key(full)
        entities.counts[key] += 1
        entities.display.setdefault(key, full)
    _join_short_forms(entities)
    for alias, meant in configured_aliases().items():
        if alias != meant:
            entities.aliases[alias] = meant
            entities.display.setdefault(meant, alias_names()[meant])
    entities._known = set(entities.counts) | set(entities.aliases)
    entities.main = _main_entity(document, entities)
    return entities


def _names_in(texts: list[str], entities: Entities) -> tuple[dict[str, Counter[str]], set[str]]:
    """How each name is written how often, and which names act; notes acronyms in brackets on the way."""
    forms: dict[str, Counter[str]] = {}
    acting: set[str] = set()
    for text in texts:
        for name in entities.find(text):
            if _is_actor(text, name):
                acting.add(name.key)
            bracketed = _ACRONYM.match(text, name.span.end)
            if bracketed and bracketed.group(1).lower() in not_names() and ":" not in bracketed.group():
                entities._terms.add(name.key)  # "High-Performance Computing (HPC)" is a term, not a name
                continue
            forms.setdefault(name.key, Counter())[name.text] += 1
            entities.counts[name.key] += 1
            if bracketed and (" " in name.text or ":" in bracketed.group()):
                short = name_key(bracketed.group(1))
                if short != name.key:
                    entities.aliases.setdefault(short, name.key)
    return forms, acting


def _collect_words(texts: list[str], entities: Entities) -> None:
    """Notes how the words of a document are written: in lower case, in capitals, within sentences, at the head of longer names."""
    for text in texts:
        entities._lowercase.update(match.group() for match in _LOWER.finditer(text))
        for match in _NAME.finditer(text):
            word = match.group()[: len(match.group()) - len(match.group(1) or "")]
            if word.isupper() and " " not in word:
                entities._standalone.add(word)
            if not _SENTENCE_START.search(text[max(0, match.start() - 6) : match.start()]):
                entities._inside.add(word.split()[0])
            elif is_long_name(word):
                entities._leading.add(word.split()[0])


def _is_actor(text: str, name: NameMention) -> bool:
    """Whether a name stands where somebody who does something does: before a verb, as an owner, behind "by" or "at", alone."""
    if name.possessive or name.span == Span(0, len(text.strip())):
        return True
    before = text[max(0, name.span.start - 12) : name.span.start]
    return is_somebody(before, text[name.span.end : name.span.end + 24])


def _drop_abbreviations(entities: Entities, acting: set[str], document: Document) -> None:
    """Takes short words in capitals for what they mostly are, abbreviations and furniture ("95% CI", "DRAFT"), unless they act somewhere."""
    titles = " ".join(s.text for s in document.segments if s.kind in _TITLES).split()
    meant = {*entities.aliases, *entities.aliases.values(), *acting, *(name_key(word) for word in titles)}
    for key in list(entities.counts):
        form = entities.display.get(key, key)
        if (
            key not in meant
            and _ABBREVIATED.fullmatch(form)
            and (len(form) <= _LONGEST_ABBREVIATION or form.lower() in entities._lowercase)
        ):
            del entities.counts[key]
            entities._terms.add(key)


def _full_names_in_titles(document: Document, entities: Entities) -> Iterator[str]:
    """Names that a title has in full and the text in short: "Larkspur Mining: third quarter 2025", and "Larkspur" below."""
    titles = [s.text for s in document.segments if s.kind is SegmentKind.TITLE]
    if document.title is not None and document.title not in titles:
        titles.append(document.title)
    for title in titles:
        match = _TITLE_NAME.match(title)
        if match is None:
            continue
        words = match.group(1).split()
        known = name_key(words[0]) in entities.counts and name_key(match.group(1)) not in entities.counts
        rest = " ".join(words[1:])
        if known and not _is_generic(rest, entities) and not acts(f" {rest.lower()}"):
            yield match.group(1)


def _join_short_forms(entities: Entities) -> None:
    """A name that begins exactly one longer name stands for it ("Halden" for "Halden Photonics")."""
    longer: dict[str, set[str]] = {}
    for key in entities.counts:
        words = key.split()
        for count in range(1, len(words)):
            longer.setdefault(" ".join(words[:count]), set()).add(key)
    for key in list(entities.counts):
        candidates = {name for name in longer.get(key, set()) if not _is_one_of_many(name, key, entities)}
        if len(candidates) == 1 and key not in entities.aliases and not entities.display[key].isupper():
            entities.aliases[key] = next(iter(candidates))
    for short, full in list(entities.aliases.items()):
        entities.aliases[short] = entities.aliases.get(full, full)


def _is_one_of_many(name: str, short: str, entities: Entities) -> bool:
    """Whether a longer name is a numbered one of those of a name that is told more often: "Binance 8"."""
    return name.removeprefix(short).strip().isdecimal() and entities.counts[short] > 2 * entities.counts[name]


def _main_entity(document: Document, entities: Entities) -> str | None:
    """The name that the document's title begins with or holds most often in the text; None if it has none."""
    titles = [s.text for s in document.segments if s.kind is SegmentKind.TITLE]
    titles += [
        title for title in (document.title, document.full_title) if title is not None and title not in titles
    ]
    for title in titles:
        names = entities.find(title, titled=True)
        if names:
            return names[0].key
    for title in titles:
        run = _NAME_AND_RESULTS.match(title)
        if run is not None and not _is_generic(run.group(1), entities):
            name = run.group(1)
            entities.display.setdefault(name_key(name), name)
            return name_key(name)
    for title in titles:
        name = _thing_named_in_title(title, document, entities)
        if name is not None:
            entities.display.setdefault(name_key(name), name)
            return name_key(name)
    for title in titles:
        key = _title_as_name(title, document)
        if key is not None:
            entities.display.setdefault(key, title.split()[0])
            entities._inside.add(title.split()[0])
            return key
    for title in titles:
        if _is_taken_up(title, document, entities):
            entities.display.setdefault(name_key(title), title)
            return name_key(title)
    for title in titles:
        site = _SITE.search(title)
        words = site.group(1).split() if site else []
        if site and len(words) > 1 and all(word[0].isupper() or word in _JOINTS for word in words):
            key = name_key(site.group(1))  # "Recorded crime in 2025 | Northmere Police"
            entities.display.setdefault(key, site.group(1))
            return key
    return None


def _is_taken_up(title: str, document: Document, entities: Entities) -> bool:
    """Whether a title is nothing but a name that the text goes on about as "he", "she" or "it"."""
    if _WHOLE_NAME.fullmatch(title) is None or _is_generic(title, entities):
        return False
    first = next((s.text for s in document.segments if s.kind is SegmentKind.PARAGRAPH), "")
    return begins_with_pronoun(first)


def _thing_named_in_title(title: str, document: Document, entities: Entities) -> str | None:
    """A name in a title whose last word the text takes up: "Meadow Solar Park", and "the park" or "the 86 MW park" below."""
    if not _LOWER.search(title):
        return None  # in a title in capitals every word looks like a name
    for match in _RUN.finditer(title):
        *first, last = match.group().split()
        if last.lower() not in entities._lowercase or _is_generic(" ".join(first), entities):
            continue
        taken_up = re.compile(rf"\b[Tt]he (?:[\w.,-]+ ){{0,3}}{last.lower()}\b")
        if concept_of(last) is None and any(taken_up.search(s.text) for s in document.segments):
            return match.group()
    return None


def _is_generic(run: str, entities: Entities) -> bool:
    """Whether a run of capitalised words holds one that is no part of a name."""
    return any(
        word in not_names()
        or word in lexicon_words("generic_headings")
        or concept_of(word) is not None
        or word in entities._lowercase
        for word in run.lower().split()
    )


def _subjects_of_sentences(texts: list[str]) -> Counter[str]:
    """Single words that begin sentences as names do, without an article: "Brenn, on Lake Veyra, had", "Brenn has"."""
    found: Counter[str] = Counter()
    for text in texts:
        for match in _SENTENCE_SUBJECT.finditer(text):
            word = match.group(1)
            low = word.lower()
            if low not in not_names() and concept_of(word) is None and not low.endswith(_ABSTRACT):
                found[word] += 1
    return found


def _title_as_name(title: str, document: Document) -> str | None:
    """The key of a title's first word where the text uses it as a name: "fastparse", "Brenn".

    The title is that word alone, or with a word such as "guide" behind it, and the text says what it is, has or does.
    """
    words = title.split()
    if not words or len(words) > 2 or (len(words) == 2 and words[1].lower() not in _GUIDES):
        return None
    word = words[0]
    if not _NAME_WORD.fullmatch(word) or concept_of(word) is not None or word.lower() in not_names():
        return None
    if word.lower() in lexicon_words("generic_headings") or word.lower().endswith(_ABSTRACT):
        return None
    used = re.compile(rf"(?:^|[.!?] ){re.escape(word)}(?:,| (?:is|was|has|had|[a-z]{{3,}}s)\b)")
    return (
        name_key(word)
        if any(used.search(s.text) for s in document.segments if s.kind not in _TITLES)
        else None
    )


def _names_in_labels(table: Table, entities: Entities) -> set[str]:
    """The row labels of a table that lists names: its corner says what they are, or one of them is known as a name."""
    labels = [row[0].text.strip() for row in table.rows[table.header_rows :] if row and row[0].text.strip()]
    capitalised = [
        label for label in labels if _LABEL_NAME.fullmatch(label) and name_key(label) not in not_names()
    ]
    if len(capitalised) < 2 or len(capitalised) * 4 < len(labels) * 3:
        return set()
    if any(concept_of(label) is not None or is_measure(label) for label in capitalised):
        return set()
    corner = table.rows[0][0].text.strip().lower() if table.header_rows and table.rows[0] else ""
    words = {label.split()[0] for label in capitalised}
    if (corner.split() or [""])[-1] in lexicon_words("anaphors") or words & entities._inside:
        return {word for word in words if word.lower() not in entities._lowercase}
    return set()
