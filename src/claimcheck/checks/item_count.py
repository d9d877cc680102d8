"""A stated number of items that is not the number of items listed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, Document, Finding, Role, Segment, SegmentKind, Severity
from claimcheck.quantities.numerals import number_words
from claimcheck.relations.enumerations import Enumeration, counted_parts, named_items

NAME = "item-count"
_OPEN = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|such as|among (?:them|these|others)|for (?:example|instance)|e\.g|notably|especially|"
    r"particularly|mainly|mostly|chiefly|some of|partly|first|other|more|etc|least|about|up to|over)\b",
    re.IGNORECASE,
)
_ETC = re.compile(r"\b(?:etc|and (?:so on|others|more)|among others|and the like)\b|…|\.\.\.", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,400}>")
_RELATIVE = re.compile(r"\b(?:where|which|when|who|whose|while|if|that is)\b", re.IGNORECASE)
_REST = re.compile(r"\W*(?:the )?(?:remaining|rest|other|all other)\b", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:couple|few|several|handful)\b", re.IGNORECASE)
_MOST_WORDS_BEHIND = 8  # between the counted noun and the colon
_MOST_WORDS_BEHIND_A_MISS = 14  # where the list has one item too many or too few
_MOST_ITEMS = 40
_FEWEST_ITEMS = 3
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_OF_EACH = re.compile(
    r",? (?:each|all|both) (?:with|of|under|in|by|at|for|lasting|costing|worth)\b.*$|,? of [^,]{1,30} each\b"
)
"""What a line says of each of its things: "seven clubs, each with up to 16 places:"."""
_TEXT_FORMATS = ("markdown", "rst", "asciidoc", "text")
_MARKER = re.compile(
    r"[\s>|]*(?:[-*+•–—·‣]|\*{1,5}|\.{1,5}|[(\[]?\w{1,4}[.)\]]|#\.)\s*(?:\[[ xX]\]\s*)?[*_`\"'“‘]*"
)
"""What begins the line of a list item."""
_NUMBERED = re.compile(r"\d[.)]\s*$")
"""What begins an item that its list counts itself."""
_SHORT_FORM = 3
_BRACKETED = re.compile(r" ?\(([^();:]{3,300})\)")
_JOINED = re.compile(r"\band\b|&|\bor\b|/|\bplus\b")
_SEPARATOR = re.compile(r",|\band\b|&|\bor\b|/|\bplus\b")
_INLINE_ITEM_WORDS = 7
_AND = re.compile(r"^and\s+|\s+and\s+")
_AMPERSAND = re.compile(r"(?<!\s)\s+&\s+")


def check(corpus: Corpus) -> Iterable[Finding]:
    """Findings for bulleted lists and for enumerations behind a colon."""
    by_place: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if _counts_things(claim):
            by_place[claim.path, claim.segment].append(claim)
    for document in corpus.documents:
        yield from _document(document, by_place)


def _counts_things(claim: Claim) -> bool:
    value = claim.quantity.value
    return (
        claim.cell is None
        and claim.kind.is_amount
        and unit_class(claim.quantity.unit) == "count"
        and "/" not in claim.quantity.unit
        and claim.quantity.hedge is None
        and not _VAGUE.search(claim.text)
        and value is not None
        and value == value.to_integral_value()
        and 2 <= value <= _MOST_ITEMS
    )


def _document(document: Document, by_place: dict[tuple[str, int], list[Claim]]) -> Iterator[Finding]:
    items: dict[int, list[Segment]] = defaultdict(list)
    for segment in document.segments:
        if (
            segment.kind is SegmentKind.LIST_ITEM
            and segment.lead is not None
            and _starts_item(document, segment)
        ):
            items[segment.lead].append(segment)
    for segment in document.segments:
        claims = by_place.get((document.path, segment.index))
        if not claims:
            continue
        listed = _outermost(document, items.get(segment.index, []))
        if listed and not _follow_at_once(document, segment, listed[0]):
            continue
        for claim in claims:
            found = (
                _bulleted(document, segment, claim, listed, claims)
                if listed
                else _inline(segment, claim) or _in_words(segment, claim, claims)
            )
            if found is not None:
                yield found


def _follow_at_once(document: Document, lead: Segment, item: Segment) -> bool:
    """Whether nothing stands between a line and its list: neither a block of code nor another heading."""
    end = lead.offsets.source_span(len(lead.text) - 1, len(lead.text)).end
    between = document.text[end : item.offsets.source_span(0, 1).start]
    return not re.search(r"[A-Za-z0-9]{3}", _TAG.sub(" ", between))


def _starts_item(document: Document, segment: Segment) -> bool:
    """Whether a segment begins a list item, and is not a further paragraph of one."""
    if document.format not in _TEXT_FORMATS:
        return True
    return _MARKER.fullmatch(_prefix(document, segment)) is not None


def _prefix(document: Document, segment: Segment) -> str:
    """What stands before a segment in its line."""
    start = segment.offsets.source_span(0, 1).start
    return document.text[document.text.rfind("\n", 0, start) + 1 : start]


def _outermost(document: Document, listed: list[Segment]) -> list[Segment]:
    """The items that are marked as far to the left as the first one: further in stand lists within items."""
    if not listed or document.format not in _TEXT_FORMATS:
        return listed
    columns = [len(prefix) - len(prefix.lstrip()) for prefix in (_prefix(document, item) for item in listed)]
    return [item for item, column in zip(listed, columns, strict=True) if column <= columns[0]]


def _bulleted(
    document: Document, segment: Segment, claim: Claim, listed: list[Segment], claims: Sequence[Claim]
) -> Finding | None:
    behind = segment.text[claim.mention_span.end :].strip()
    missed = _is_missed(claim, len(listed), claims)
    most_words = _MOST_WORDS_BEHIND_A_MISS if missed else _MOST_WORDS_BEHIND
    if not behind.endswith(":") or len(behind.split()) > most_words or _SENTENCE_END.search(behind):
        return None
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(segment.text, 0, claim.mention_span.start))]
    lead = segment.text[ends[-1] :]
    if missed:
        lead = _OF_EACH.sub("", lead)
    if _OPEN.search(lead) or any(_ETC.search(item.text) or _REST.match(item.text) for item in listed):
        return None
    if len({item.list_id for item in listed}) != 1:
        return None
    if not missed and any(_holds_number(_head(item.text)) for item in listed):
        return None  # "34 projects: 16 on the index, 18 elsewhere"
    numbered = all(_NUMBERED.search(_prefix(document, item)) for item in listed)
    most = len(listed) if numbered else sum(_things_in(_head(item.text)) for item in listed)
    return _finding(
        claim, len(listed), most, [_head(item.text) for item in listed], certain=most == len(listed)
    )


def _is_missed(claim: Claim, count: int, claims: Sequence[Claim]) -> bool:
    """Whether a list has one item too many or too few, and no other number of its line is the number of its items.

    Then the items are what was counted, even where they hold numbers of their own.
    """
    others = {other.quantity.value for other in claims if other.id != claim.id}
    return abs((claim.quantity.value or 0) - count) == 1 and count >= _FEWEST_ITEMS and count not in others


def _things_in(item: str) -> int:
    """How many things one item may stand for: "Penang and Kulim" two, "Porto, Portugal" one."""
    return 1 + len(_SEPARATOR.findall(item)) if _JOINED.search(item) else 1


def _head(item: str) -> str:
    """The part of an item that names it: up to a colon, dash, bracket or full stop."""
    return re.split(r"[:;(–—.]| - ", item, maxsplit=1)[0].strip()


def _inline(segment: Segment, claim: Claim) -> Finding | None:
    """ "five countries: A, B, C and D", "five countries (A, B, C and D)" in one sentence."""
    text = segment.text
    bracket = _BRACKETED.match(text, claim.mention_span.end)
    if bracket is not None:
        return _enumerated(segment, claim, bracket[1], bracketed=True)
    colon = text.find(":", claim.mention_span.end)
    between = text[claim.mention_span.end : colon] if colon >= 0 else ""
    if colon < 0 or len(between.split()) > 4 or re.search(r"[.;,]", between):
        return None
    end = re.search(r"[.;!?](?:\s|$)|\n\n|$", text[colon + 1 :])
    listing = _within_brackets(text[colon + 1 : colon + 1 + (end.start() if end else 0)]).strip()
    return None if _OPEN.search(between) else _enumerated(segment, claim, listing, bracketed=False)


def _within_brackets(text: str) -> str:
    """A text up to the bracket that closes one before it: "(3 levels: low, middle, high) for speed, force and time"."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth < 0:
            return text[:at]
    return text


def _in_words(segment: Segment, claim: Claim, claims: Sequence[Claim]) -> Finding | None:
    """ "eight talks: two on Monday, three on Tuesday and three on Wednesday", "the three yards at Hull, Leith and Govan"."""
    text, end = segment.text, claim.mention_span.end
    if _OPEN.search(text[max(0, claim.mention_span.start - 30) : claim.mention_span.start]):
        return None
    parts = counted_parts(text, end)
    if parts is not None and not any(end <= other.mention_span.start < parts.end for other in claims):
        value = claim.quantity.value or 0
        near = parts.count < 2 * value and value < 2 * parts.count
        return (
            _counted(claim, parts)
            if near and value not in (parts.count, len(parts.shown.split("+")))
            else None
        )
    names = named_items(text, end)
    value = claim.quantity.value or 0
    if names is None or names.count == value or (names.of_places and names.count < value):
        return None  # several may be in one place
    if names.of_whole and names.count == value + 1:
        return None
    return _counted(claim, names)


def _counted(claim: Claim, listed: Enumeration) -> Finding:
    return finding(
        NAME,
        0.85,
        f"{claim.text} announced, {listed.count} listed",
        f"listed are {listed.count}: {listed.shown}; stated are {claim.quantity.value}",
        [(claim, Role.STATED)],
    )


def _enumerated(segment: Segment, claim: Claim, listing: str, *, bracketed: bool) -> Finding | None:
    text = segment.text
    before = text[max(0, claim.mention_span.start - 30) : claim.mention_span.start]
    if (
        not listing
        or _OPEN.search(before)
        or _ETC.search(listing)
        or _OPEN.search(listing)
        or _RELATIVE.search(listing)
    ):
        return None
    flat = re.sub(r"\([^()]*\)", "", listing)
    parts = [part.strip() for part in re.split(r",", flat) if part.strip()]
    if len(parts) < 2:
        return None
    joint = (
        _AND if _AND.search(parts[-1]) else _AMPERSAND
    )  # beside "and", "research & development" is one item
    last = [part for part in joint.split(parts[-1]) if part.strip()]
    items = [*parts[:-1], *last]
    if len(items) < 3 or any(len(item.split()) > _INLINE_ITEM_WORDS or _holds_number(item) for item in items):
        return None
    pieces = [piece.strip() for piece in _SEPARATOR.split(flat)]
    if len(set(pieces)) < len(pieces):
        return None  # "Castle College, Durham and Abbey College, Durham": where each of them is
    if not re.search(r"\band\b|&", parts[-1]) and not (bracketed and all(_is_named(item) for item in items)):
        return None
    least = len(parts)
    # "Leeds, UK": a short form may belong to the name before it.
    short = sum(item.isupper() and len(item) <= _SHORT_FORM for item in items[1:])
    if len(items) - short <= (claim.quantity.value or 0) <= len(items):
        return None
    most = sum(1 + len(re.findall(r"\band\b|&", part)) for part in items)
    certain = least == len(items) or most == len(items)
    return _finding(claim, len(items), max(most, len(items)), items, certain=certain)


def _is_named(item: str) -> bool:
    return item.removeprefix("the ")[:1].isupper()


def _holds_number(item: str) -> bool:
    """Whether an item counts things itself ("five members of the board"): then items are not what was counted."""
    return bool(re.search(r"\d", item)) or any(word in number_words() for word in item.lower().split())


def _finding(claim: Claim, count: int, most: int, items: list[str], *, certain: bool) -> Finding | None:
    value = claim.quantity.value
    assert value is not None
    if count <= value <= most:
        return None
    names = "; ".join(items)
    return finding(
        NAME,
        0.95 if certain else 0.8,
        f"{claim.text} announced, {count} listed",
        f"listed are {count}: {names}; stated are {value}",
        [(claim, Role.STATED)],
    )


RULE = Rule(
    NAME,
    "A stated number of items is not the number of items listed behind it.",
    Severity.ERROR,
    'A count that introduces a list ("six sites:" above bullets, "five countries: A, B, C and D") is held against the items '
    "that follow the colon. Lists that are open by their words (including, such as, among them, etc.) are left alone, and so "
    'are items that may stand for two ("Penang and Kulim").',
    "An item is added or dropped in editing, and the number before the list stays.",
    "Norvale operates in five countries: Malaysia, Vietnam, Portugal and Mexico.\n",
    "Norvale operates in four countries: Malaysia, Vietnam, Portugal and Mexico.\n",
    check,
    advice="Count again: an item is missing or too many, or the number before the list was not updated.",
)
