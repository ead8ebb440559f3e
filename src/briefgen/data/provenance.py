"""What may stand together: refusals over facts that overlap or differ in unit, period or standing; their sources.

Each refusal returns the problem of the first pair that may not stand together, or None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal, get_args

from briefgen.data.facts import Fact, Quality
from briefgen.data.periods import write_period
from briefgen.errors import Place, Problem

INTENDED = frozenset({"target", "aim", "plan", "projected", "expected"})
"""The kinds of fact that tell what is meant to be, not what is."""

Together = Literal["sum", "share", "stack"]

_DONE: dict[Together, str] = {"sum": "added", "share": "given as shares of one another", "stack": "stacked"}


def refuse_overlap(facts: Sequence[Fact], what: Together, place: Place) -> Problem | None:
    """Refuse to add, share out or stack facts of which two count the same thing, or one that stands twice.

    Overlap is as the facts declare it, seen from either side. In a share the first fact is the part and the
    second the whole; a whole that was calculated as a sum may hold its own part.
    """
    for first, second in combinations(facts, 2):
        if first.id == second.id:
            return Problem(place, f'"{first.id}" stands twice in one {what}.', "Name each fact once.")
        if second.id not in first.overlaps and first.id not in second.overlaps:
            continue
        if what == "share" and _is_part(first, second):
            continue
        return Problem(
            place,
            f'"{first.id}" and "{second.id}" overlap, so they cannot be {_DONE[what]}.',
            'Show them side by side and say that they overlap; "overlaps" in data/ declares it.',
        )
    return None


def same_unit(facts: Sequence[Fact], place: Place) -> Problem | None:
    """Refuse facts whose values are not all in one unit."""
    for first, second in _neighbours(facts):
        if first.quantity.unit != second.quantity.unit:
            return Problem(
                place,
                f'"{first.id}" is in {_unit(first)}, "{second.id}" in {_unit(second)}.',
                "Use facts of one unit.",
            )
    return None


def same_period(facts: Sequence[Fact], place: Place) -> Problem | None:
    """Refuse facts that do not all cover or stand at one time; undated facts agree within one source only."""
    for first, second in _neighbours(facts):
        if (first.period, first.as_of) != (second.period, second.as_of):
            return Problem(
                place,
                f'"{first.id}" is of {_time(first)}, "{second.id}" of {_time(second)}.',
                'Use facts of one period; only "growth" compares two.',
            )
        if _undated(first) and first.sources != second.sources:
            return Problem(
                place,
                f'"{first.id}" and "{second.id}" have no date and come from different sources.',
                "Give their period or as-of, or use facts of one source.",
            )
    return None


def same_standing(facts: Sequence[Fact], place: Place) -> Problem | None:
    """Refuse results beside targets, aims, plans or forecasts, and these beside one another."""
    for first, second in _neighbours(facts):
        if first.kind != second.kind and (first.kind in INTENDED or second.kind in INTENDED):
            return Problem(
                place,
                f'"{first.id}" is of kind {first.kind}, "{second.id}" of kind {second.kind}.',
                "Keep targets, aims, plans and forecasts apart from results and from one another.",
            )
    return None


def sources_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the ids of the sources that the facts rest on, each once, in the order of their first use."""
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))


def weakest(facts: Iterable[Fact]) -> Quality:
    """Return the quality that a figure of several facts carries; a fact without one counts as of a single source."""
    order: tuple[Quality, ...] = get_args(Quality)
    found: list[Quality] = [fact.quality or "single" for fact in facts]
    return max(found, key=order.index)


def _is_part(part: Fact, whole: Fact) -> bool:
    made = whole.derivation
    return made is not None and made.operation == "sum" and part.id in made.of


def _neighbours(facts: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    return ((facts[0], other) for other in facts[1:])


def _undated(fact: Fact) -> bool:
    return fact.period is None and fact.as_of is None


def _unit(fact: Fact) -> str:
    unit = fact.quantity.unit
    if isinstance(unit, str):
        return f'"{unit}"' if unit else "no unit"
    return f'"{" / ".join(unit.values())}"'


def _time(fact: Fact) -> str:
    if fact.period is not None:
        return write_period(fact.period)
    return f"no period but as of {write_period(fact.as_of)}" if fact.as_of is not None else "no date"
