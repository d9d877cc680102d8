"""What a registry holds: the claims that a project makes, each with its sources, and what was wrong with the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from claimcheck.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a registry file."""

    line: int
    column: int
    span: Span
    text: str
    """What stands there."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that the claim rests on."""

    path: str
    """From the root of the project."""
    quote: str | None
    """The words of the source that say it."""
    mark: Mark
    """The quote, or the path where there is none."""
    sha256: str | None = None
    """Of the file, as it was when it was quoted."""


@dataclass(frozen=True, slots=True)
class ValueFrom:
    """A measured result that the claim rests on."""

    path: str
    """From the root of the project."""
    mark: Mark
    pointer: str | None = None
    """JSON Pointer (RFC 6901) into what has a tree, or indices into an array."""
    cell: str | None = None
    """A cell as spreadsheets name it: "B3", "Sheet1!B3"."""
    column: str | None = None
    """A column of a table by its header."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Which row of the column: the values of other columns."""
    query: str | None = None
    """A SELECT on SQLite, DuckDB or a table as a file that gives one value."""
    unit: str | None = None
    """The unit of the result, where it is not the claim's."""
    table: str | None = None
    """The sheet of a workbook that `column` is of."""
    sha256: str | None = None
    """Of the file, as it was when it was measured."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a value may be off."""

    amount: Decimal
    percent: bool
    """Whether `amount` is a percentage of the value, and not in its unit."""


@dataclass(frozen=True, slots=True)
class RegisteredClaim:
    """One claim that the project makes."""

    id: str
    claim: str
    """A plain sentence."""
    path: str
    """Of the registry file."""
    marks: Mapping[str, Mark]
    """Where each key's value stands; "id" for the entry as a whole."""
    value: str | None = None
    """As written: "2640000000", "$2.64 billion"."""
    unit: str | None = None
    subject: str | None = None
    metric: str | None = None
    period: str | None = None
    sources: tuple[Source, ...] = ()
    value_from: ValueFrom | None = None
    formula: str | None = None
    """How it follows from other claims: "{revenue-2025} / {revenue-2024} - 1"."""
    tolerance: Tolerance | None = None
    as_of: date | None = None
    review_by: date | None = None
    supersedes: tuple[str, ...] = ()
    owner: str | None = None
    notes: str | None = None

    def mark(self, *keys: str) -> Mark:
        """Where the first of some keys stands that the entry has, else its id."""
        return next((self.marks[key] for key in keys if key in self.marks), self.marks["id"])


@dataclass(frozen=True, slots=True)
class RegistryFault:
    """Something in a registry that cannot be used; the other claims are verified all the same."""

    path: str
    line: int | None
    column: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Registry:
    """The claims of some registry files."""

    claims: tuple[RegisteredClaim, ...]
    faults: tuple[RegistryFault, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of each file by its path."""
