"""Exact arithmetic for calculated facts: no binary fractions, no context precision."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction


def total(values: Iterable[Decimal]) -> Decimal:
    """Add exactly, whatever the magnitudes."""
    return _exact(sum((Fraction(value) for value in values), Fraction(0)))


def difference(first: Decimal, second: Decimal) -> Decimal:
    """Subtract exactly."""
    return _exact(Fraction(first) - Fraction(second))


def ratio(first: Decimal, second: Decimal) -> Fraction:
    """Divide; zero as `second` raises ZeroDivisionError."""
    return Fraction(first) / Fraction(second)


def share(part: Decimal, whole: Decimal) -> Fraction:
    """Return how many percent of `whole` `part` is."""
    return 100 * ratio(part, whole)


def growth(new: Decimal, old: Decimal) -> Fraction:
    """Return by how many percent of `old` `new` is more."""
    return 100 * (ratio(new, old) - 1)


def rounded(value: Fraction, digits: int) -> Decimal:
    """Round half to even at `digits` decimals."""
    return _decimal(round(value * 10**digits), digits)


def _exact(value: Fraction) -> Decimal:
    digits = 0
    while (10**digits) % value.denominator:
        digits += 1
    return _decimal(value.numerator * 10**digits // value.denominator, digits)


def _decimal(number: int, digits: int) -> Decimal:
    # A padded zero would claim a precision that no source has, so trailing zeros go.
    while digits and number % 10 == 0:
        number, digits = number // 10, digits - 1
    return Decimal((int(number < 0), tuple(int(digit) for digit in str(abs(number))), -digits))
