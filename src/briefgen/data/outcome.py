"""What a calculation gives: its number, the qualifier that the number must have, or why it may not be printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from briefgen.data import arithmetic
from briefgen.data.declared import Declaration, amount
from briefgen.data.facts import Fact
from briefgen.data.quantity import Items, Qualifier
from briefgen.errors import Problem

_ABOVE: frozenset[Qualifier] = frozenset({"more-than", "at-least"})
_BELOW: frozenset[Qualifier] = frozenset({"nearly", "up-to"})
_BOUNDS = _ABOVE | _BELOW
_TURNED: dict[Qualifier, Qualifier] = {
    "more-than": "up-to",
    "at-least": "up-to",
    "nearly": "more-than",
    "up-to": "at-least",
}
"""What a qualifier says of a number that is taken away: the larger it is, the less is left."""


def outcome(declaration: Declaration, parts: Sequence[Fact]) -> tuple[Decimal, Qualifier, Problem | None]:
    """Calculate a fact from parts that have been found fit; the problem tells why the number may not be printed."""
    operation = declaration.operation
    if operation == "count":
        lists = [part.quantity.value.items for part in parts if isinstance(part.quantity.value, Items)]
        is_open = any(part.quantity.qualifier != "none" for part in parts)
        return Decimal(sum(map(len, lists))), "at-least" if is_open else "none", None
    amounts = [amount(part) for part in parts]
    qualifier, problem = _qualifier(declaration, parts)
    if operation == "sum":
        return arithmetic.total(amounts), qualifier, problem
    if operation == "difference":
        return arithmetic.difference(amounts[0], amounts[1]), qualifier, problem
    calculate = {"ratio": arithmetic.ratio, "share": arithmetic.share, "growth": arithmetic.growth}[operation]
    exact = calculate(amounts[0], amounts[1])
    value = arithmetic.rounded(exact, declaration.digits)
    if Fraction(value) != exact:
        qualifier = "about"
        problem = problem or _too_few_digits(declaration, value)
    return value, qualifier, problem


def _too_few_digits(declaration: Declaration, value: Decimal) -> Problem | None:
    """Refuse none or all for what is a little more than none or less than all."""
    if value != 0 and not (declaration.operation == "share" and value == 100):
        return None
    message = f"This {declaration.operation} needs more digits: it would print {value}, which it is not."
    return Problem(declaration.at, message, "Write a larger number for digits, at most 6, or say it in words.")


def _qualifier(declaration: Declaration, parts: Sequence[Fact]) -> tuple[Qualifier, Problem | None]:
    """Return what is left of the parts' qualifiers; a bound is kept where all bounds point the same way."""
    own: list[Qualifier] = [part.quantity.qualifier for part in parts]
    if declaration.operation == "difference":
        own = [own[0], _TURNED.get(own[1], own[1])]
    left: set[Qualifier] = {qualifier for qualifier in own if qualifier != "none"}
    bounded = [part for part in parts if part.quantity.qualifier in _BOUNDS]
    if bounded and declaration.operation not in ("sum", "difference"):
        first = bounded[0]
        message = (
            f'"{first.id}" is qualified by "{first.quantity.qualifier}", '
            f"so nobody knows on which side of the number the {declaration.operation} lies."
        )
        return "about", Problem(declaration.at, message, "Derive from exact numbers, or from numbers that are about.")
    if not left:
        return "none", None
    if len(left) == 1:
        return left.pop(), None
    if left <= _ABOVE:
        return "more-than", None
    if left <= _BELOW:
        return "up-to", None
    told = " and ".join(f'"{part.id}" by "{part.quantity.qualifier}"' for part in parts if part in bounded)
    message = f"The qualifiers of the parts do not go together ({told}), so the {declaration.operation} says nothing."
    return "about", Problem(
        declaration.at, message, "Derive from exact numbers, or from bounds that point the same way."
    )
