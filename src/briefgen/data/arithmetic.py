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


def ratio(first: Decimal, second: Decimal, digits: int) -> Decimal:
    """Divide and round half to even at `digits` decimals; zero as `second` raises ZeroDivisionError."""
    return _rounded(Fraction(first) / Fraction(second), digits)


def share(part: Decimal, whole: Decimal, digits: int) -> Decimal:
    """Return how many percent of `whole` `part` is, rounded half to even at `digits` decimals."""
    return _rounded(100 * Fraction(part) / Fraction(whole), digits)


def growth(new: Decimal, old: Decimal, digits: int) -> Decimal:
    """Return by how many percent of `old` `new` is more, rounded half to even at `digits` decimals."""
    return _rounded(100 * (Fraction(new) - Fraction(old)) / Fraction(old), digits)


def _rounded(value: Fraction, digits: int) -> Decimal:
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
