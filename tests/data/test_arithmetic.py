from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data import arithmetic
from briefgen.data.arithmetic import difference, total

AMOUNTS = st.decimals(min_value=-(10**14), max_value=10**14, places=3, allow_nan=False, allow_infinity=False)
DIGITS = st.integers(min_value=0, max_value=6)


def ratio(first: Decimal, second: Decimal, digits: int) -> Decimal:
    return arithmetic.rounded(arithmetic.ratio(first, second), digits)


def share(part: Decimal, whole: Decimal, digits: int) -> Decimal:
    return arithmetic.rounded(arithmetic.share(part, whole), digits)


def growth(new: Decimal, old: Decimal, digits: int) -> Decimal:
    return arithmetic.rounded(arithmetic.growth(new, old), digits)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_sums_are_exact(values: list[Decimal]) -> None:
    assert Fraction(total(values)) == sum(map(Fraction, values))


@given(AMOUNTS, AMOUNTS)
def test_differences_are_exact_and_undone_by_a_sum(first: Decimal, second: Decimal) -> None:
    assert total([difference(first, second), second]) == first


@given(AMOUNTS, AMOUNTS.filter(bool), DIGITS)
def test_ratios_are_the_nearest_decimal(first: Decimal, second: Decimal, digits: int) -> None:
    error = abs(Fraction(ratio(first, second, digits)) - Fraction(first) / Fraction(second))
    assert 2 * error * 10**digits <= 1


@given(st.integers(-(10**6), 10**6), DIGITS)
def test_a_tie_goes_to_the_even_digit(number: int, digits: int) -> None:
    tie = Decimal(2 * number + 1).scaleb(-digits - 1) * 5
    wanted = tie.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN, Context(prec=60))
    assert ratio(tie, Decimal(1), digits) == wanted


@given(AMOUNTS.filter(bool), DIGITS)
def test_a_whole_is_all_of_itself_and_has_not_grown(value: Decimal, digits: int) -> None:
    assert share(value, value, digits) == 100
    assert growth(value, value, digits) == 0


@given(AMOUNTS, AMOUNTS.filter(bool), DIGITS)
def test_no_padded_zero_is_left(first: Decimal, second: Decimal, digits: int) -> None:
    written = str(ratio(first, second, digits))
    assert "E" not in written or "." not in written
    assert not ("." in written and written.endswith("0"))


def test_known_results() -> None:
    assert str(total([Decimal(17), Decimal(306), Decimal(210)])) == "533"
    assert str(difference(Decimal(213), Decimal(107))) == "106"
    assert str(ratio(Decimal("1e12"), Decimal("4e11"), 3)) == "2.5"
    assert str(share(Decimal(1), Decimal(3), 1)) == "33.3"
    assert str(growth(Decimal(120), Decimal(100), 2)) == "20"
    assert str(growth(Decimal(1), Decimal(8), 1)) == "-87.5"
    assert str(growth(Decimal("0.1"), Decimal("0.3"), 2)) == "-66.67"
    assert str(total([Decimal("1e30"), Decimal("1e-10")])) == "1" + "0" * 30 + "." + "0" * 9 + "1"


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        ratio(Decimal(1), Decimal(0), 1)
