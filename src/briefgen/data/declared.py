"""Facts that authors declare as calculated, and the calculations that are refused."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from briefgen.data.facts import Fact, Operation, Publish
from briefgen.data.periods import write_period
from briefgen.data.provenance import refuse_overlap, same_period, same_standing, same_unit
from briefgen.data.quantity import Amount, Items, Missing, Period, Qualifier, Wording
from briefgen.errors import Place, Problem
from briefgen.spec.ages import Age

_NUMBERS: frozenset[Qualifier] = frozenset({"none", "about", "more-than", "at-least", "nearly", "up-to"})


@dataclass(frozen=True)
class Declaration:
    """Hold a fact as its author declared it: what to calculate, and what its parts cannot tell.

    `digits` is the number of decimals that a ratio, share or growth is rounded to; `at` is the place of `derive`.
    """

    id: str
    section: str
    name: Wording
    operation: Operation
    of: tuple[str, ...]
    place: Place
    at: Place
    digits: int = 0
    short: Wording | None = None
    scope: Wording | None = None
    overlaps: frozenset[str] = frozenset()
    caution: Wording | None = None
    note: Wording | None = None
    publish: Publish | None = None
    owner: str = ""
    cleared_by: str = ""
    valid_until: datetime.date | None = None
    max_age: Age | None = None


def refusals(declaration: Declaration, parts: Sequence[Fact]) -> list[Problem]:
    """Return why a fact cannot be calculated from its parts or published as declared; nothing where it can.

    Of parts that are blank, only what they declare is looked at.
    """
    known = [part for part in parts if not isinstance(part.quantity.value, Missing)]
    if declaration.operation == "count":
        problems = _no_lists(known, declaration.at)
    elif len(known) < len(parts):
        problems = _no_amounts(known, declaration.at) or _blanks_apart(declaration, parts)
    else:
        problems = _no_amounts(parts, declaration.at) or _amounts_apart(declaration, parts)
    return [*problems, *_publication(declaration, parts)]


def amount(fact: Fact) -> Decimal:
    """Return the one number of a fact that has one; TypeError where it has none."""
    if not isinstance(fact.quantity.value, Amount):
        raise TypeError(f"{fact.id} has no amount")
    return fact.quantity.value.value


def shared(wordings: Sequence[Wording | None]) -> Wording | None:
    """Return the wording that all of them are, or None where they differ or there are none."""
    first = wordings[0] if wordings else None
    return first if all(wording == first for wording in wordings) else None


def published(declaration: Declaration, parts: Sequence[Fact]) -> Publish:
    """Return how a calculated fact is published: as declared, else as its strictest part."""
    return declaration.publish or _strictest(parts).publish


def noted(declaration: Declaration, parts: Sequence[Fact]) -> Wording | None:
    """Return the note of a calculated fact: as declared, else the one that all parts with a note share."""
    return declaration.note or shared([part.note for part in parts if part.note])


def _no_lists(parts: Sequence[Fact], at: Place) -> list[Problem]:
    hint = "Count a fact whose value is a list."
    return [
        Problem(at, f'"{part.id}" is not a list, so nothing can be counted.', hint)
        for part in parts
        if not isinstance(part.quantity.value, Items)
    ]


def _no_amounts(parts: Sequence[Fact], at: Place) -> list[Problem]:
    hint = "Derive from facts whose value is one number, without such-as, class-of, several or including."
    return [
        Problem(at, f'"{part.id}" is not one number that can be calculated with.', hint)
        for part in parts
        if not isinstance(part.quantity.value, Amount) or part.quantity.qualifier not in _NUMBERS
    ]


def _amounts_apart(declaration: Declaration, parts: Sequence[Fact]) -> list[Problem]:
    at, operation = declaration.at, declaration.operation
    found = [same_unit(parts, at), same_standing(parts, at), _relative(parts, operation, at)]
    if operation == "growth":
        found.extend((_unlike_periods(parts, at), _two_scopes(parts, at)))
    else:
        found.append(same_period(parts, at))
    if operation == "sum":
        found.append(refuse_overlap(parts, "sum", at))
    if operation == "share":
        found.append(refuse_overlap(parts, "share", at))
        if amount(parts[0]) < 0:
            message = f'"{parts[0].id}" is negative, so it is no share of anything.'
            found.append(Problem(at, message, 'Use "difference".'))
        elif amount(parts[0]) > amount(parts[1]):
            message = f'"{parts[0].id}" is larger than "{parts[1].id}", so it is no part of it.'
            found.append(Problem(at, message, "Write the part first, then the whole."))
    if operation in ("ratio", "share", "growth"):
        found.append(_empty_base(parts[1], operation, at))
    return [problem for problem in found if problem is not None]


def _blanks_apart(declaration: Declaration, parts: Sequence[Fact]) -> list[Problem]:
    """Say what will not go together whatever the awaited numbers are; their time may come with them."""
    at, operation = declaration.at, declaration.operation
    found = [same_unit(parts, at), same_standing(parts, at), _relative(parts, operation, at)]
    if operation == "sum":
        found.append(refuse_overlap(parts, "sum", at))
    return [problem for problem in found if problem is not None]


def _relative(parts: Sequence[Fact], operation: Operation, at: Place) -> Problem | None:
    """Refuse to add, share out or grow what is itself a comparison; `times` may grow, as an index does."""
    if operation not in ("sum", "share", "growth"):
        return None
    refused = ("percent", "points") if operation == "growth" else ("percent", "points", "times")
    for part in parts:
        unit = part.quantity.unit
        if isinstance(unit, str) and unit in refused:
            message = f'"{part.id}" is in {unit}, and a {operation} of such values says nothing.'
            return Problem(at, message, 'Percentages compare by "difference", which gives points.')
    return None


def _unlike_periods(parts: Sequence[Fact], at: Place) -> Problem | None:
    new, old = parts[0], parts[1]
    later, earlier = (fact.period or fact.as_of for fact in parts)
    if later is None or earlier is None:
        hint = f'Give "{new.id}" and "{old.id}" a period or as-of.'
        return Problem(at, "Growth needs the period of both facts.", hint)
    if (new.period is None) == (old.period is None) and _follows(later, earlier):
        return None
    return Problem(
        at,
        f"From {write_period(earlier)} to {write_period(later)} there is no growth of like on like.",
        "Write the newer fact first, then the older one of a period of the same length.",
    )


def _two_scopes(parts: Sequence[Fact], at: Place) -> Problem | None:
    new, old = parts[0], parts[1]
    if new.scope == old.scope:
        return None
    return Problem(at, f'"{new.id}" and "{old.id}" differ in scope.', "Growth needs facts of one scope.")


def _follows(later: Period, earlier: Period) -> bool:
    if later.form != earlier.form:
        return False
    if later.form == "years" and later.end - later.year != earlier.end - earlier.year:
        return False
    return (later.year, later.part, later.day) > (earlier.year, earlier.part, earlier.day)


def _empty_base(base: Fact, operation: Operation, at: Place) -> Problem | None:
    value = amount(base)
    if value == 0:
        return Problem(at, f'"{base.id}" is 0, and nothing can be divided by it.', "Leave this fact out.")
    if value < 0 and operation != "ratio":
        return Problem(at, f'"{base.id}" is negative, so {operation} says nothing.', 'Use "difference".')
    return None


def _strictest(parts: Sequence[Fact]) -> Fact:
    order: tuple[Publish, ...] = get_args(Publish)
    return max(parts, key=lambda part: order.index(part.publish))


def _publication(declaration: Declaration, parts: Sequence[Fact]) -> list[Problem]:
    order: tuple[Publish, ...] = get_args(Publish)
    publish, strictest = published(declaration, parts), _strictest(parts)
    if order.index(publish) < order.index(strictest.publish):
        message = f'"{strictest.id}" is {strictest.publish}, so what is derived from it cannot be {publish}.'
        return [Problem(declaration.at, message, f'Write publish: {strictest.publish}, or leave "publish" out.')]
    if publish == "with-note" and noted(declaration, parts) is None:
        message = f'"{declaration.id}" is published with a note and has none.'
        return [Problem(declaration.at, message, "Write a note: its parts have none, or differ in theirs.")]
    return []
