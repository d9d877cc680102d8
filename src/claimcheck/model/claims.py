"""Numbers and what they are said of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claimcheck.model.quantities import Quantity
from claimcheck.model.spans import Span


class Modality(StrEnum):
    """In which sense the number is asserted."""

    REPORTED = "reported"
    PLANNED = "planned"
    PROJECTED = "projected"
    ESTIMATED = "estimated"
    HYPOTHETICAL = "hypothetical"
    SUPERSEDED = "superseded"

    @property
    def is_forward(self) -> bool:
        """Whether it speaks of what is to come."""
        return self in (Modality.PLANNED, Modality.PROJECTED)


class ClaimKind(StrEnum):
    """What sort of number it is."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"
    COUNT = "count"
    DURATION = "duration"
    ORDINAL = "ordinal"
    """The latest of a count: "his eleventh goal"."""
    CLOCK = "clock"
    """A time of day."""
    YEAR = "year"
    """The year of an event that happens once."""
    DATE = "date"
    """The day and month of an event."""

    @property
    def is_amount(self) -> bool:
        """Whether arithmetic can be done with it: not with times of day, years and days of events, nor with ordinals."""
        return self not in (ClaimKind.ORDINAL, ClaimKind.CLOCK, ClaimKind.YEAR, ClaimKind.DATE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a claim speaks of."""

    label: str
    """As a person would write it: "2026", "2022–2023", "Q1 2026", "April 2026"."""
    start: date | None
    """First day; None where open."""
    end: date | None
    """Last day; None where open."""

    @property
    def is_instant(self) -> bool:
        """Whether it is a single day."""
        return self.start is not None and self.start == self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        starts_late = self.start is not None and other.end is not None and self.start > other.end
        ends_early = self.end is not None and other.start is not None and self.end < other.start
        return not (starts_late or ends_early)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in which table a claim stands."""

    table: int
    """`Table.index`."""
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One numeric claim: a quantity, what it measures, of whom, when and in which sense."""

    id: str
    path: str
    line: int
    column: int
    span: Span
    """In `Document.text`."""
    text: str
    """`Document.text[span.start:span.end]`."""
    sentence: str
    """The sentence (or the table row) that it stands in, white space folded."""
    quantity: Quantity
    kind: ClaimKind
    modality: Modality
    subject: str | None = None
    """Whom or what it is said of, by its fullest name in the document."""
    metric: str | None = None
    """What is measured: a concept of the lexicon with its modifiers, else the noun phrase."""
    period: Period | None = None
    where: str | None = None
    """For formats that are not plain text: a JSON pointer, a page, a cell."""
    subject_key: str | None = None
    """The subject, normalised for matching; None where the text names none."""
    owner_key: str | None = None
    """Whom the document as a whole is about, normalised; None where neither title nor text tells."""
    part_key: str | None = None
    """The part of the subject that a possessive leads to ("Calder Bay's Batu Kawan plant"), normalised."""
    concept: str | None = None
    """Name of the metric concept in the lexicon; None where the metric is a free noun phrase."""
    terms: frozenset[str] = frozenset()
    """Normalised words that say what is measured, the concept's own words left out."""
    qualifiers: frozenset[str] = frozenset()
    """Normalised words that narrow the scope: "net", "per share", a region, a segment."""
    scope: frozenset[str] = frozenset()
    """Normalised words of the clause that may narrow what the number is of: all but verbs, the subject's name, the
    concept's own words, times and numbers ("(Norvale's) testing segment", "in Asia", "with the drug")."""
    section: frozenset[str] = frozenset()
    """What the headings above narrow the text to, normalised."""
    context: frozenset[str] = frozenset()
    """Normalised content words of the clause; weak evidence for matching."""
    names: frozenset[str] = frozenset()
    """Keys of all entities named in the clause."""
    cast: frozenset[str] = frozenset()
    """Keys of all entities that its document names."""
    name_forms: tuple[tuple[str, str], ...] = ()
    """The same names as keys with the form in the text, to be shown."""
    direction: int = 0
    """+1 for a rise, -1 for a fall, 0 where the words give none."""
    setting: Period | None = None
    """The period that the paragraph last spoke of, for a claim that names none."""
    era: Period | None = None
    """The period that the title of the document names, for a claim that has neither period nor setting."""
    base: Period | None = None
    """For a change: the period that it is measured against."""
    basis: str | None = None
    """For a change: year, quarter or month, where the words say year-on-year and the like."""
    restates: bool = False
    """Whether it gives the number before it once more, in other units ("52,000 square metres (560,000 square feet)")."""
    compared: bool = False
    """Whether the words make it what another number is compared with ("up from $7 billion")."""
    subject_named: bool = False
    """Whether the clause itself names the subject; otherwise it was carried over from before."""
    predicate: str | None = None
    """The verb that ties the subject to the number, as a stem."""
    category: str | None = None
    """For a rank: what kind of thing is ranked ("osat"), normalised."""
    segment: int = 0
    """Index of the segment or table in the document."""
    list_id: int | None = None
    """Number of the list that the segment is an item of, if it is one."""
    sentence_number: int = 0
    """Number of the sentence within its segment."""
    clause_number: int = 0
    """Number of the clause within its sentence."""
    clause: str = ""
    """The words of the clause."""
    cell: CellPlace | None = None
    mention_span: Span = field(default_factory=lambda: Span(0, 0))
    """The claim's span within its segment's or cell's text."""
    published: date | None = None
    """Publication date of its document."""
    language: str = "en"
    """The code of the language that its text was read in."""
    shown: str = ""
    """The text as a person reads it, where markup or entities stand in it; else empty."""

    @property
    def readable(self) -> str:
        """The number for people: without the markup that stands in its text."""
        return self.shown or self.text
