"""A sentence with everything that was found in it: what the frame rules look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from claimcheck.claims.concepts import ConceptMention, find_concepts
from claimcheck.claims.entities import NameMention
from claimcheck.claims.periods import PeriodMention
from claimcheck.claims.words import Token, tokenize
from claimcheck.model import Mention, Span

T = TypeVar("T")


@dataclass(slots=True)
class SentenceView:
    """One sentence of a segment; all offsets count in the segment's text."""

    text: str
    """Of the whole segment."""
    span: Span
    number: int
    clauses: list[Span]
    names: list[NameMention]
    periods: list[PeriodMention]
    mentions: list[Mention]
    tokens: list[Token] = field(default_factory=list)
    concepts: list[ConceptMention] = field(default_factory=list)
    memory: dict[tuple[str, int], object] = field(default_factory=dict)
    """What was worked out for the sentence or a clause and is the same for all of its numbers."""

    def prepare(self) -> None:
        """Tokenizes; only sentences with numbers need it."""
        self.tokens = tokenize(self.text, self.span.start, self.span.end)
        self.concepts = find_concepts(self.tokens)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that lie between two offsets."""
        if not self.tokens:
            return tokenize(self.text, start, end)
        return self.tokens[self.token_after(start) : self.token_before(end) + 1]

    def remembered(self, name: str, clause: int, work: Callable[[], T]) -> T:
        """What `work` gives for a clause, worked out once."""
        key = (name, clause)
        if key not in self.memory:
            self.memory[key] = work()
        return cast(T, self.memory[key])

    def clause_of(self, offset: int) -> int:
        """Number of the clause that holds an offset."""
        for index, clause in enumerate(self.clauses):
            if clause.start <= offset < clause.end:
                return index
        return max(len(self.clauses) - 1, 0)

    def clause_text(self, index: int) -> str:
        """The words of a clause."""
        clause = self.clauses[index]
        return self.text[clause.start : clause.end]

    def token_before(self, offset: int) -> int:
        """Index of the last token that ends at or before `offset`; -1 where there is none."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def token_after(self, offset: int) -> int:
        """Index of the first token that starts at or behind `offset`; the number of tokens where there is none."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start >= offset:
                high = middle
            else:
                low = middle + 1
        return low

    def mentions_between(self, start: int, end: int) -> int:
        """How many other numbers lie wholly between two offsets."""
        return sum(1 for mention in self.mentions if mention.span.start >= start and mention.span.end <= end)
