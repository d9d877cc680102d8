"""Rows whose labels say of which two others they are made: "Income plus balance brought forward", "Assets less liabilities"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.language.en import number_words_of_headers, worked_row
from claimcheck.relations.tables.lines import Lines
from claimcheck.relations.tables.prose import words_of
from claimcheck.relations.tables.sums import BrokenSum, Term, broken_at, where_it_holds

_LONGEST_LABEL = 120


def broken_named_sums(lines: Sequence[Lines], places: Mapping[int, str]) -> Iterator[BrokenSum]:
    """The lines that their own labels call the sum or difference of two others, where they are not.

    `places`: the labels of the other direction. Each of the two must be the name of one line, the word "total" left out.
    """
    named: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.cells and not line.heading:
            named[_name(line.label)].append(index)
    for total, line in enumerate(lines):
        terms = _terms(line, named) if line.cells and not line.heading else None
        if terms is None or total in (term.line for term in terms):
            continue
        second = lines[terms[1].line].cells
        if terms[1].sign < 0 and all(number.value <= 0 for number in second.values()):
            terms = terms[0], Term(terms[1].line)  # what is taken off stands in brackets
        holds, fails, _ = where_it_holds(lines, total, terms, places)
        for place in fails:
            if len(fails) <= 1 + len(holds):
                yield broken_at(lines, total, terms, place, len(holds), len(fails))


def _name(label: str) -> frozenset[str]:
    return words_of(label) - number_words_of_headers()


def _terms(line: Lines, named: Mapping[frozenset[str], Sequence[int]]) -> tuple[Term, ...] | None:
    for pattern, sign in worked_row():
        match = pattern.fullmatch(line.label[:_LONGEST_LABEL])
        if match is None:
            continue
        first, second = (named.get(_name(match[part]), ()) for part in ("first", "second"))
        if len(first) == len(second) == 1 and first[0] != second[0]:
            return Term(first[0]), Term(second[0], sign)
    return None
