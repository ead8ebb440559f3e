"""Calculated facts: sum, difference, ratio, share, growth and count, with all that travels from their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from briefgen.data.declared import Declaration, noted, published, refusals, shared
from briefgen.data.facts import Derivation, Fact, Operation
from briefgen.data.freshness import last_day
from briefgen.data.outcome import outcome
from briefgen.data.provenance import sources_of
from briefgen.data.quantity import Amount, Missing, Qualifier, Quantity, Wording
from briefgen.errors import Problem


def derive(
    declarations: Iterable[Declaration], stated: Mapping[str, Fact]
) -> tuple[dict[str, Fact], tuple[Problem, ...]]:
    """Calculate the declared facts from the stated ones and from one another.

    Returns all facts, stated and calculated, with overlaps seen from both sides, and the problems. A fact that
    cannot be calculated is left out, and so, without a further problem, is what rests on it.
    """
    declared = {declaration.id: declaration for declaration in declarations}
    overlaps = _both_sides({name: fact.overlaps for name, fact in (*stated.items(), *declared.items())})
    facts = {name: replace(fact, overlaps=overlaps[name]) for name, fact in stated.items()}
    covers = {name: frozenset({name}) for name in stated}
    order, problems = _in_order(declared)
    for declaration in order:
        parts = [facts[part] for part in declaration.of if part in facts]
        if len(parts) < len(declaration.of):
            continue
        refused = refusals(declaration, parts)
        problems.extend(refused)
        if refused:
            continue
        value, qualifier, unfit = _outcome(declaration, parts)
        if unfit:
            problems.append(unfit)
            continue
        name = declaration.id
        cover = _cover(declaration, covers)
        touched = cover.union(*(overlaps[each] for each in cover))
        overlapping = frozenset(other for other, covered in covers.items() if covered & touched)
        covers[name] = cover
        facts[name] = _calculated(declaration, parts, value, qualifier, overlaps[name] | overlapping)
    closed = _both_sides({name: fact.overlaps for name, fact in facts.items()})
    return {name: replace(fact, overlaps=closed[name]) for name, fact in facts.items()}, tuple(problems)


def _outcome(declaration: Declaration, parts: Sequence[Fact]) -> tuple[Amount | Missing, Qualifier, Problem | None]:
    """Calculate a fact; what rests on a blank one is blank."""
    if any(isinstance(part.quantity.value, Missing) for part in parts):
        return Missing(), "none", None
    value, qualifier, unfit = outcome(declaration, parts)
    return Amount(value), qualifier, unfit


def _in_order(declared: Mapping[str, Declaration]) -> tuple[list[Declaration], list[Problem]]:
    """Return the declarations so that each stands after those it needs, and a problem for each circle."""
    rest, problems = dict(declared), list[Problem]()
    while True:
        needs = {name: [part for part in each.of if part in rest] for name, each in rest.items()}
        try:
            return [rest[name] for name in TopologicalSorter(needs).static_order()], problems
        except CycleError as error:
            # The sorter gives a circle in the order of being needed, its first member again at the end.
            circle: list[str] = error.args[1][::-1]
        path = " from ".join(f'"{name}"' for name in circle)
        hint = "Derive from facts that have a value of their own."
        problems.append(Problem(rest[circle[0]].at, f"This goes in a circle: {path}.", hint))
        for name in circle[1:]:
            del rest[name]


def _cover(declaration: Declaration, covers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the fact's own id and, where it adds or subtracts, all that it counts."""
    own = frozenset({declaration.id})
    if declaration.operation not in ("sum", "difference"):
        return own
    return own.union(*(covers[part] for part in declaration.of))


def _calculated(
    declaration: Declaration,
    parts: Sequence[Fact],
    value: Amount | Missing,
    qualifier: Qualifier,
    overlaps: frozenset[str],
) -> Fact:
    operation = declaration.operation
    sources = sources_of(parts)
    kinds = {part.kind for part in parts}
    own = last_day(declaration.valid_until, parts[0].period or parts[0].as_of, declaration.max_age)
    ends = [day for day in (own, *(part.valid_until for part in parts)) if day is not None]
    return Fact(
        id=declaration.id,
        section=declaration.section,
        name=declaration.name,
        quantity=Quantity(value, _unit(operation, parts), qualifier),
        source=sources[0] if sources else "",
        kind=kinds.pop() if len(kinds) == 1 and operation != "count" else "derived",
        period=parts[0].period,
        as_of=parts[0].as_of,
        period_inferred=any(part.period_inferred for part in parts),
        scope=declaration.scope or shared([part.scope for part in parts]),
        overlaps=overlaps,
        quality="derived",
        caution=declaration.caution,
        note=noted(declaration, parts),
        publish=published(declaration, parts),
        owner=declaration.owner,
        derivation=Derivation(operation, declaration.of),
        place=declaration.place,
        short=declaration.short,
        cleared_by=declaration.cleared_by,
        valid_until=min(ends, default=None),
        unaged=declaration.max_age is not None and not ends,
        further_sources=sources[1:],
    )


def _unit(operation: Operation, parts: Sequence[Fact]) -> str | Wording:
    unit = parts[0].quantity.unit
    match operation:
        case "ratio":
            return "times"
        case "share" | "growth":
            return "percent"
        case "difference":
            return "points" if unit == "percent" else unit
        case "sum" | "count":
            return unit


def _both_sides(overlaps: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    sides = {name: set(others) for name, others in overlaps.items()}
    for name, others in overlaps.items():
        for other in others:
            if other in sides:
                sides[other].add(name)
    return {name: frozenset(others) for name, others in sides.items()}
