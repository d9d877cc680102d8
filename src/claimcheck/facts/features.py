"""The evidence that two passages speak of one quantity: one function a feature, each giving a named level.

What a level weighs is estimated (see `training/`) and stands in `weights.txt`. What one side leaves unsaid is no evidence: every feature
has a level for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.claims.concepts import qualifier_groups, unit_class
from claimcheck.facts.comparable import agree, factor_between
from claimcheck.facts.passages import NUMBER, Line, Pages, Passage, stem, stems
from claimcheck.facts.story import Story
from claimcheck.model import Claim, ClaimKind, Modality, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rapidfuzz.distance import Opcode

CLOSE_DAYS = 45
"""Undated statements of texts published within this many days are taken to be of one time."""


@dataclass(slots=True)
class Pair:
    """Two passages beside each other."""

    left: Passage
    right: Passage
    story: Story
    pages: Pages
    likeness: float = 0.0
    """Share of the two lines that is one, in order; 0 where they hardly share a word."""
    placing: str = "none"
    """Whether the left number stands in the common words where the right one does: aligned, crossed, none."""
    exchanged: int = 0
    """How many times the one line has a word, or a number that is no claim, where the other has another."""
    shared_near: frozenset[str] = frozenset()
    shared_line: frozenset[str] = frozenset()
    known: dict[str, str] = field(default_factory=dict)
    """Levels that were worked out, as several features ask for them."""

    @property
    def a(self) -> Claim:
        """The left claim."""
        return self.left.claim

    @property
    def b(self) -> Claim:
        """The right claim."""
        return self.right.claim

    @property
    def twins(self) -> bool:
        """Whether both stand at the same place of one line."""
        return self.story.twins.get(self.a.id) == self.b.id


def pair_of(left: Passage, right: Passage, story: Story, pages: Pages) -> Pair:
    """Two passages with what several features ask of them."""
    pair = Pair(left, right, story, pages)
    pair.shared_near = left.near & right.near
    pair.shared_line = ((left.near | left.around) & (right.near | right.around)) - pair.shared_near
    if pair.shared_near or pair.shared_line:
        _line_up(pair)
    return pair


_LONGEST = 90
"""Words of a line that are lined up with another."""


def _line_up(pair: Pair) -> None:
    from rapidfuzz.distance import LCSseq

    # Of several longest common subsequences the search finds another one from the other side; which line is first must not tell.
    left, right = sorted((pair.left, pair.right), key=lambda passage: passage.line.shape)
    ours, theirs = left.line.shape, right.line.shape
    if max(len(ours), len(theirs)) > _LONGEST or left.at < 0 or right.at < 0:
        return
    if pair.a.cell is not None or pair.b.cell is not None:
        return
    codes = LCSseq.opcodes(ours, theirs)
    common = sum(code.src_end - code.src_start for code in codes if code.tag == "equal")
    pair.likeness = common / max(min(len(ours), len(theirs)), 1)
    pair.exchanged = _exchanged(pair, left.line, right.line, codes)
    for code in codes:
        if code.src_start <= left.at < code.src_end:
            if code.tag == "equal":
                there = code.dest_start + left.at - code.src_start
                pair.placing = "aligned" if there == right.at else "crossed"
            elif code.tag == "replace" and code.dest_start <= right.at < code.dest_end:
                pair.placing = "aligned"
            return


def _exchanged(pair: Pair, left: Line, right: Line, codes: Iterable[Opcode]) -> int:
    counted = [
        {passage.at for passage in pair.pages.in_line(line)} for line in (left, right)
    ]  # numbers that are claims are compared as such
    found = 0
    for code in codes:
        ours = range(code.src_start, code.src_end)
        theirs = range(code.dest_start, code.dest_end)
        if code.tag == "equal":
            found += sum(
                left.shape[i] == NUMBER
                and i not in counted[0]
                and j not in counted[1]
                and left.words[i].lower() != right.words[j].lower()
                for i, j in zip(ours, theirs, strict=True)
            )
        elif code.tag == "replace":
            one, other = stems(left.words[i] for i in ours), stems(right.words[j] for j in theirs)
            found += bool(one - other and other - one)
    return found


@dataclass(frozen=True, slots=True)
class Feature:
    """A kind of evidence: its levels from what speaks most against one quantity to what speaks most for it."""

    name: str
    levels: tuple[str, ...]
    level: Callable[[Pair], str]
    rising: bool = True
    """Whether each level weighs at least as much as the one before."""


def _once(level: Callable[[Pair], str]) -> Callable[[Pair], str]:
    """A level that is worked out once for a pair."""
    name = level.__name__

    def known(pair: Pair) -> str:
        found = pair.known.get(name)
        if found is None:
            found = pair.known[name] = level(pair)
        return found

    return known


def _binned(bits: float, bounds: Sequence[float], levels: Sequence[str]) -> str:
    for bound, level in zip(bounds, levels, strict=False):
        if bits < bound:
            return level
    return levels[len(bounds)]


_NEAR = (
    "none",
    "a common word",
    "a telling word",
    "two telling words",
    "several telling words",
    "many telling words",
)


def _near(pair: Pair) -> str:
    return _binned(pair.story.weight(pair.shared_near), (1.5, 3.2, 6.0, 9.5, 14.0), _NEAR)


_LINE = ("none", "a word", "some words", "several words", "many words")


def _line(pair: Pair) -> str:
    return _binned(pair.story.weight(pair.shared_line), (1.0, 4.5, 9.0, 15.0), _LINE)


_WIDE = ("none", "some words", "several words", "many words")


def _wide(pair: Pair) -> str:
    """Words of one side's line that stand in the other's paragraph, headings or title."""
    left, right = pair.left, pair.right
    shared = ((left.near | left.around) & right.wide) | ((right.near | right.around) & left.wide)
    return _binned(pair.story.weight(shared), (1.5, 6.0, 12.0), _WIDE)


_COVER = ("hardly any", "a part", "half", "most", "nearly all")


def _cover(pair: Pair) -> str:
    """Which part of what is said beside the less wordy number stands anywhere in the other's line."""
    story, left, right = pair.story, pair.left, pair.right
    ours, theirs = story.weight(left.near), story.weight(right.near)
    if not ours or not theirs:
        return "hardly any"
    found_left = story.weight(left.near & (right.near | right.around))
    found_right = story.weight(right.near & (left.near | left.around))
    share = max(found_left / max(ours, 6.0), found_right / max(theirs, 6.0))
    return _binned(share, (0.15, 0.35, 0.55, 0.8), _COVER)


_LIKENESS = ("hardly any", "a part", "half", "most", "nearly all")


def _likeness(pair: Pair) -> str:
    """Which part of the less wordy line stands in the other's line, whatever the order."""
    story, left, right = pair.story, pair.left, pair.right
    ours, theirs = left.near | left.around, right.near | right.around
    least = min(story.weight(ours), story.weight(theirs))
    if not least:
        return "hardly any"
    share = story.weight(ours & theirs) / max(least, 12.0)
    return _binned(share, (0.12, 0.3, 0.5, 0.75), _LIKENESS)


_MEASURE = ("different measures", "unsaid", "a common word", "same measure")


@_once
def _measure(pair: Pair) -> str:
    a, b = pair.a, pair.b
    if a.concept is not None and b.concept is not None:
        return "same measure" if a.concept == b.concept else "different measures"
    ours, theirs = (frozenset(map(stem, claim.terms)) - {""} for claim in (a, b))
    return "a common word" if ours & theirs else "unsaid"


_WHO = ("two names", "different names", "unsaid", "a common name", "same name")


@_once
def _who(pair: Pair) -> str:
    a, b = pair.a, pair.b
    ours, theirs = _names_of(a), _names_of(b)
    if a.subject_key is not None and a.subject_key == b.subject_key:
        if a.part_key and b.part_key and a.part_key != b.part_key:
            return "two names"
        return "same name"
    if any(_is_form_of(x, y) for x in ours for y in theirs):
        return "a common name"
    if not ours or not theirs:
        return "unsaid"
    # Two names that one text tells apart are two: each of them stands in the cast of one of the texts.
    cast = (a.cast, b.cast)
    if any(ours & known and theirs & known for known in cast):
        return "two names"
    return "different names"


def _names_of(claim: Claim) -> frozenset[str]:
    return claim.names | {key for key in (claim.subject_key, claim.part_key) if key is not None}


def _is_form_of(name: str, other: str) -> bool:
    """Whether two names are one, or one of them is a short form of the other."""
    if name == other:
        return True
    ours, theirs = set(name.split()), set(other.split())
    return ours <= theirs or theirs <= ours


_CAPITALS = ("each its own", "unsaid", "shared")


@_once
def _capitals(pair: Pair) -> str:
    """Words in capitals: names that no list knows, of rows, products and places."""
    left, right = pair.left, pair.right
    shared = left.names & right.names
    ours = left.names - right.near - right.around - right.wide
    theirs = right.names - left.near - left.around - left.wide
    if ours and theirs and not shared:
        return "each its own"
    return "shared" if shared else "unsaid"


_WHEN = ("different times", "a part of it", "different around", "unsaid", "same around", "same time")


@_once
def _when(pair: Pair) -> str:
    a, b = pair.a, pair.b
    ours, theirs = a.period, b.period
    if ours is not None and theirs is not None:
        if same_period(ours, theirs):
            return "same time"
        if _within(ours, theirs) or _within(theirs, ours):
            return "a part of it"
        return "different times"
    near, far = ours or a.setting or a.era, theirs or b.setting or b.era
    if near is None or far is None:
        return "unsaid"
    if same_period(near, far):
        return "same around"
    return "unsaid" if _within(near, far) or _within(far, near) else "different around"


def same_period(a: Period, b: Period) -> bool:
    """Whether two periods cover the same days."""
    return a.start == b.start and a.end == b.end


def _within(a: Period, b: Period) -> bool:
    return (
        a.start is not None and a.end is not None and b.start is not None and b.end is not None
        and b.start <= a.start and a.end <= b.end
    )  # fmt: skip


_ALONE = ("among others", "one alone", "both alone")


@_once
def _alone(pair: Pair) -> str:
    """Whether each is the only number of its kind in its line: then what is said there is said of it."""
    alone = 0
    for passage in (pair.left, pair.right):
        beside = pair.pages.in_line(passage.line)
        alone += passage.claim.cell is None and sum(other.kind == passage.kind for other in beside) == 1
    return _ALONE[alone]


_OWN = ("both several", "both", "one several", "one", "neither")


@_once
def _own(pair: Pair) -> str:
    """Whether each line has words that the other's line, paragraph and headings lack."""
    left, right = pair.left, pair.right
    ours, theirs = left.near | left.around, right.near | right.around
    one = len(ours - theirs - right.wide)
    other = len(theirs - ours - left.wide)
    if one and other:
        return "both" if max(one, other) == 1 else "both several"
    if one or other:
        return "one" if max(one, other) == 1 else "one several"
    return "neither"


_PLAIN = ("not plain", "plain", "plain, in the same words")


def _plain(pair: Pair) -> str:
    """Whether measure, name and time are all said, the same, and of these two numbers alone."""
    if _frame(pair) != "all of it" or _alone(pair) != "both alone" or _who(pair) != "same name":
        return _PLAIN[0]
    return _PLAIN[2 if _own(pair) == "neither" else 1]


_FRAME = ("contrasted", "unsaid", "one part", "two parts", "all of it")


@_once
def _frame(pair: Pair) -> str:
    """How much of what is measured, of whom and when is said on both sides, and the same."""
    parts = (_measure(pair), _who(pair), _when(pair))
    if (
        parts[0] == "different measures"
        or parts[1] == "two names"
        or parts[2] in ("different times", "a part of it")
    ):
        return "contrasted"
    same = (parts[0] in ("same measure", "a common word")) + (parts[1] in ("same name", "a common name"))
    same += parts[2] in ("same time", "same around")
    return ("unsaid", "one part", "two parts", "all of it")[same]


_SENSE = (
    "hypothetical",
    "compared",
    "plan and outcome",
    "plans of two days",
    "replaced",
    "otherwise",
    "same",
)


@_once
def _sense(pair: Pair) -> str:
    a, b = pair.a, pair.b
    senses = {a.modality, b.modality}
    if Modality.HYPOTHETICAL in senses:
        return "hypothetical"
    if Modality.SUPERSEDED in senses:
        return "replaced"
    if a.compared != b.compared:
        return "compared"
    if a.modality.is_forward != b.modality.is_forward:
        return "plan and outcome"
    if a.modality.is_forward and a.published != b.published:
        return "plans of two days"
    return "same" if a.modality is b.modality else "otherwise"


_KIND = ("change and level", "other bases", "same")


def _kind(pair: Pair) -> str:
    a, b = pair.a, pair.b
    if (a.kind is ClaimKind.CHANGE) != (b.kind is ClaimKind.CHANGE):
        return "change and level"
    if a.kind is ClaimKind.CHANGE and (
        (a.basis and b.basis and a.basis != b.basis)
        or (a.base and b.base and not same_period(a.base, b.base))
    ):
        return "other bases"
    return "same"


_DAYS = ("months apart", "weeks apart", "days apart", "unsaid", "one day")


@_once
def _days(pair: Pair) -> str:
    """How far apart the two texts were published."""
    a, b = pair.a.published, pair.b.published
    if a is None or b is None or pair.a.path == pair.b.path:
        return "unsaid"
    days = abs((a - b).days)
    return (
        "one day"
        if days <= 1
        else "days apart"
        if days <= 7
        else "weeks apart"
        if days <= CLOSE_DAYS
        else "months apart"
    )


_SCOPE = ("contrasted", "one-sided", "none", "same")


@_once
def _scope(pair: Pair) -> str:
    groups = qualifier_groups()
    ours = {groups[word]: word for word in pair.a.qualifiers if word in groups}
    theirs = {groups[word]: word for word in pair.b.qualifiers if word in groups}
    if any(theirs.get(group, word) != word for group, word in ours.items()):
        return "contrasted"
    if ours.keys() & theirs.keys():
        return "same"
    return "one-sided" if ours or theirs else "none"


_UNIT = (
    "other dimension", "rate and total", "other currency", "percent and points", "bare in prose", "bare in a table", "bare and count",
    "other noun", "convertible", "same noun", "same",
)  # fmt: skip


def _unit(pair: Pair) -> str:
    ours, theirs = pair.a.quantity.unit, pair.b.quantity.unit
    kinds = (unit_class(ours), unit_class(theirs))
    if ours == theirs:
        return "same noun" if kinds[0] == "count" else "same"
    if ("/" in ours) != ("/" in theirs) and factor_between(pair.a, pair.b) is not None:
        return "rate and total"
    if set(kinds) == {"count", "bare"}:
        return "bare and count"
    if kinds == ("count", "count"):
        return "same noun" if stem(ours.split("/")[0]) == stem(theirs.split("/")[0]) else "other noun"
    if factor_between(pair.a, pair.b) is not None:
        if "bare" not in kinds:
            return "convertible"
        bare = pair.a if kinds[0] == "bare" else pair.b
        return "bare in a table" if bare.cell is not None else "bare in prose"
    if kinds == ("money", "money") and ours.partition("/")[2] == theirs.partition("/")[2]:
        return "other currency"
    if kinds == ("percent", "percent"):
        return "percent and points"
    return "rate and total" if ours.split("/")[0] == theirs.split("/")[0] else "other dimension"


_PLACE = (
    "twin among other figures", "crossed", "none", "aligned in part", "aligned in half", "aligned in most",
    "aligned in all", "twin", "twin among agreeing figures", "twin in a copy",
)  # fmt: skip


def _place(pair: Pair) -> str:
    if pair.twins:
        steady = pair.story.steadiness.get(pair.a.id, 1)
        return ("twin among other figures", "twin", "twin among agreeing figures", "twin in a copy")[steady]
    if pair.placing == "crossed":
        return "crossed" if pair.likeness >= 0.45 else "none"
    if pair.placing == "aligned":
        return _binned(
            pair.likeness,
            (0.35, 0.5, 0.65, 0.85),
            ("none", "aligned in part", "aligned in half", "aligned in most", "aligned in all"),
        )
    return "none"


_EXCHANGE = ("one word for another", "several words for others", "not lined up", "word for word")
_LINED_UP = 0.6
"""Share of the shorter line from which two lines are word for word or differ by words that stand for others."""


def _exchange(pair: Pair) -> str:
    """Whether two lines that are otherwise one have different words at one place: the tunnel and the bridge, sold and opened."""
    if pair.likeness < _LINED_UP or pair.placing != "aligned":
        return "not lined up"
    if not pair.exchanged:
        return "word for word"
    return "one word for another" if pair.exchanged == 1 else "several words for others"


_COMPANY = ("all others differ", "none to compare", "one agrees", "several agree")


def _company(pair: Pair) -> str:
    """Whether the other numbers of the one line agree with numbers of the other."""
    ours = [p.claim for p in pair.pages.in_line(pair.left.line) if p.claim.id != pair.a.id][:8]
    theirs = [p.claim for p in pair.pages.in_line(pair.right.line) if p.claim.id != pair.b.id][:8]
    agreeing = sum(any(_plainly_agree(x, y, pair.story.agreeing) for y in theirs) for x in ours)
    if agreeing:
        return "one agrees" if agreeing == 1 else "several agree"
    kinds = {unit_class(x.quantity.unit) for x in ours} & {unit_class(y.quantity.unit) for y in theirs}
    return "all others differ" if kinds else "none to compare"


def _plainly_agree(left: Claim, right: Claim, known: dict[tuple[str, str], bool]) -> bool:
    """Whether two numbers agree; all numbers of two lines ask it of the same others. `known`: what was asked before."""
    key = (left.id, right.id)
    found = known.get(key)
    if found is None:
        a, b = left.quantity, right.quantity
        same_unit = a.unit == b.unit or unit_class(a.unit) == unit_class(b.unit)
        found = known[key] = same_unit and agree(left, right)
    return found


_WHERE = (
    "same paragraph", "other documents", "perhaps one story", "same section", "same document", "one story",
    "draft and source",
)  # fmt: skip


def _where(pair: Pair) -> str:
    a, b = pair.a, pair.b
    if a.path == b.path:
        if a.segment == b.segment or (a.list_id is not None and a.list_id == b.list_id):
            return "same paragraph"
        return "same section" if a.section == b.section else "same document"
    if pair.story.drafted:
        return "draft and source"
    return ("other documents", "perhaps one story", "one story")[pair.story.kin]


_FORM = ("two cells", "a cell and prose", "a total and prose", "prose")


def _form(pair: Pair) -> str:
    cells = (pair.a.cell is not None) + (pair.b.cell is not None)
    if cells == 1 and (pair.left.total or pair.right.total):
        return "a total and prose"
    return ("prose", "a cell and prose", "two cells")[cells]


_RETELLING = (
    "in other words", "one line, contrasted", "one line among others that differ", "nearly one line, not contrasted", "one line, not contrasted",
    "one line, of one name",
)  # fmt: skip
_ONE_LINE = 0.85
_LIKE_HEADINGS = 3.0
"""Bits of the words that two titles, headings or paragraphs have in common, from which on they are of one thing."""


def _retelling(pair: Pair) -> str:
    """Whether two lines are one in their words, and nothing that either text says sets them apart: name, time, sense, day of publication."""
    if pair.placing != "aligned" or pair.likeness < _ONE_LINE or pair.exchanged:
        return _RETELLING[0]
    contrasted = (
        _who(pair) in ("two names", "different names")
        or _when(pair) in ("different times", "a part of it", "different around")
        or _capitals(pair) == "each its own"
        or _days(pair) in ("months apart", "weeks apart")
        or _scope(pair) == "contrasted"
        or _sense(pair) not in ("same", "otherwise")
    )
    if contrasted:
        return _RETELLING[1]
    if pair.twins and not pair.story.steadiness.get(pair.a.id, 1):
        return _RETELLING[2]
    named = (
        _who(pair) in ("same name", "a common name")
        or _capitals(pair) == "shared"
        or pair.story.weight(pair.left.wide & pair.right.wide) >= _LIKE_HEADINGS
    )
    # A word that one of them has beyond the other may narrow what is meant: "In Europe", "adjusted".
    return _RETELLING[3 if _own(pair) != "neither" else 5 if named else 4]


FEATURES: tuple[Feature, ...] = (
    Feature("words beside", _NEAR, _near),
    Feature("words of the line", _LINE, _line),
    Feature("words around", _WIDE, _wide),
    Feature("coverage", _COVER, _cover),
    Feature("likeness", _LIKENESS, _likeness),
    Feature("measure", _MEASURE, _measure),
    Feature("who", _WHO, _who),
    Feature("capitals", _CAPITALS, _capitals),
    Feature("when", _WHEN, _when),
    Feature("frame", _FRAME, _frame),
    Feature("alone", _ALONE, _alone),
    Feature("plain", _PLAIN, _plain),
    Feature("own words", _OWN, _own),
    Feature("sense", _SENSE, _sense, rising=False),
    Feature("kind", _KIND, _kind),
    Feature("scope", _SCOPE, _scope),
    Feature("days", _DAYS, _days),
    Feature("unit", _UNIT, _unit, rising=False),
    Feature("place", _PLACE, _place),
    Feature("exchange", _EXCHANGE, _exchange, rising=False),
    Feature("company", _COMPANY, _company),
    Feature("where", _WHERE, _where, rising=False),
    Feature("form", _FORM, _form, rising=False),
    Feature("retelling", _RETELLING, _retelling, rising=False),
)
