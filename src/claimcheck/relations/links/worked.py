"""Links that the rules on arithmetic work anyway: changes with both levels, totals, shares, averages, rates, conversions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from claimcheck.model import Claim, Interval
from claimcheck.model.links import Link
from claimcheck.quantities import intervals
from claimcheck.relations.assertions import Assertion
from claimcheck.relations.averages import listed_averages
from claimcheck.relations.binding import bind_changes, in_unit, signed
from claimcheck.relations.equations import equation
from claimcheck.relations.links.closed import Closed, closed_conclusions
from claimcheck.relations.links.conclusions import Drawn, drawn_conclusions
from claimcheck.relations.links.numbers import as_fine
from claimcheck.relations.per_unit import one_for_every, per_unit_values, proportions
from claimcheck.relations.quotients import quotients
from claimcheck.relations.rates import growth_rates, products, unit_products, yearly_totals
from claimcheck.relations.wholes import shares, totals


def conclusions_of(claims: Sequence[Claim]) -> tuple[Drawn | Closed, ...]:
    """What sentences conclude from their numbers, and what they close with."""
    return (*drawn_conclusions(claims), *closed_conclusions(claims))


def concluded_links(conclusions: Iterable[Drawn | Closed]) -> Iterator[Link]:
    """What conclusions tie, whether it holds or not."""
    for drawn in conclusions:
        link = _of_assertion(drawn.equation, drawn.assertion)
        if link is not None and (link.holds or drawn.fails):
            yield replace(link, connective=drawn.name)


def bound_links(claims: Sequence[Claim]) -> Iterator[Link]:
    """The arithmetic that the rules on single relations bind."""
    return chain.from_iterable(bound_by_each(claims))


def bound_by_each(claims: Sequence[Claim]) -> Iterator[Iterator[Link]]:
    """The same, for each of these rules."""
    for name, assertions in _assertions(claims):
        yield _links(name, assertions)
    yield _changes(claims)


def _links(name: str, assertions: Iterable[Assertion]) -> Iterator[Link]:
    links = (_of_assertion(name, assertion) for assertion in assertions)
    return (link for link in links if link is not None)


def _assertions(claims: Sequence[Claim]) -> Iterator[tuple[str, Iterable[Assertion]]]:
    yield "total", totals(claims)
    yield "share", shares(claims)
    yield "average", listed_averages(claims)
    yield "product", chain(yearly_totals(claims), products(claims), unit_products(claims))
    yield "growth per year", growth_rates(claims)
    yield "per unit", chain(per_unit_values(claims), proportions(claims), one_for_every(claims))
    yield "share", quotients(claims)


def _of_assertion(name: str, assertion: Assertion) -> Link | None:
    stated = assertion.stated.quantity.interval
    if not assertion.readings:
        return None
    holding = [reading for reading in assertion.readings if not reading.result.disjoint(stated)]
    reading = (holding or assertion.readings)[0]
    operands = tuple(claim.id for claim in reading.operands)
    if not operands:
        return None  # of years that are no claims
    return Link(name, assertion.stated.id, operands, bool(holding), reading.result)


def _changes(claims: Sequence[Claim]) -> Iterator[Link]:
    for binding in bind_changes(claims):
        unit = binding.change.quantity.unit
        rule = {"percent": "percent-change", "ratio": "multiple"}.get(unit, "difference")
        stated = binding.change.quantity.interval if rule == "multiple" else signed(binding.change)
        worked = [
            (result, new, old)
            for new, old in binding.pairs
            if (result := change_between(rule, unit, new, old)) is not None
        ]
        if not worked:
            continue
        holding = [entry for entry in worked if not entry[0].disjoint(stated)]
        result, new, old = (holding or worked)[0]
        name = {"percent-change": "change"}.get(rule, rule)
        shown = intervals.negate(result) if binding.change.direction < 0 and rule != "multiple" else result
        yield Link(name, binding.change.id, (new.id, old.id), bool(holding), shown)


def change_between(rule: str, unit: str, new: Claim, old: Claim) -> Interval | None:
    """What a change of a rule's kind, told in a unit, is between two levels; None where their units do not convert."""
    new, old = as_fine(new, old)
    within = unit if rule == "difference" else new.quantity.unit
    ours, theirs = in_unit(new, within), in_unit(old, within)
    return None if ours is None or theirs is None else equation(rule).evaluate({"new": ours, "old": theirs})
