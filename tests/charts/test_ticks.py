"""Round numbers."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.charts.ticks import axis, round_ticks

AMOUNTS = st.decimals(min_value="0.001", max_value="1e14", places=3)


@settings(max_examples=200)
@given(high=AMOUNTS, below=AMOUNTS | st.just(Decimal(0)))
def test_ticks_are_few_even_round_and_hold_all_values(high, below):
    ticks = round_ticks(-below, high)
    steps = {after - before for before, after in pairwise(ticks)}
    (step,) = steps
    assert 2 <= len(ticks) <= 9
    assert step.normalize().as_tuple().digits in ((1,), (2,), (5,))
    assert ticks[0] <= -below < ticks[0] + step
    assert ticks[-1] - step < high <= ticks[-1]
    assert Decimal(0) in ticks


def test_things_are_not_cut_in_parts():
    assert axis([Decimal(1), Decimal(2)], {"zh": "家", "en": "firms"}, ("en",)).amounts == (0, 1, 2)


def test_each_language_has_its_own_unit():
    rows = axis([Decimal("1.3e12")], "CNY", ("zh", "en")).rows
    assert (rows["zh"].unit, rows["en"].unit) == ("万亿元", "RMB tn")
    assert rows["zh"].texts == rows["en"].texts == ("0", "0.5", "1", "1.5")
