"""Ranges: from end to end on one scale, open where there is one end, hatched where they are plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture
from briefgen.charts.range import NAMES, OPEN, ends
from briefgen.data.facts import Fact
from briefgen.data.quantity import Missing, Quantity, Span
from briefgen.errors import AuthorsMistakes, Place
from briefgen.spec.charts import BarRow, RangeChart
from briefgen.theme.tokens import MM

BOTH = ("zh", "en")


@pytest.fixture
def funds(make_fact: Callable[..., Fact]) -> dict[str, Fact]:
    return {
        "chips": make_fact("chips", Span(Decimal("3e10"), Decimal("5e10"))),
        "cars": make_fact("cars", "5e9", "CNY", "at-least"),
        "credit": make_fact("credit", "1.5e10", "CNY", "up-to"),
    }


def ranges(facts: dict[str, Fact], **fields: Any) -> RangeChart:
    rows = tuple(
        BarRow.model_construct(fact=name, place=Place("briefings/b.yaml", 20 + index, 7))
        for index, name in enumerate(facts)
    )
    return RangeChart.model_construct(chart="range", rows=rows, place=Place("briefings/b.yaml", 18, 5), **fields)


def refused(facts: dict[str, Fact]) -> str:
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(ranges(facts), facts, BOTH)
    assert all(problem.hint and problem.place.line for problem in caught.value.problems)
    return "\n".join(problem.message for problem in caught.value.problems)


def spans(picture, theme) -> list[tuple[float, float]]:
    colours = (theme.colours["main"], theme.colours["compare"])
    found: list[tuple[float, float]] = []
    for mark in picture.marks:
        if mark.fill in colours or (mark.stroke in colours and mark.width == 1.0):
            xs = [numbers[0] for _, numbers in mark.steps if numbers]
            edge = 0.0 if mark.fill in colours else 0.5
            found.append((min(xs) - edge, max(xs) + edge))
    return found


@pytest.mark.parametrize(("width", "zero"), [(174 * MM, NAMES), (86 * MM, 0.0)])
def test_bars_stand_between_their_ends(funds, theme, width, zero):
    picture = draw_picture(ranges(funds), funds, theme, BOTH, width, None)
    chips, cars, credit = spans(picture, theme)
    unit = (chips[1] - zero) / 50
    assert chips[0] == pytest.approx(zero + 30 * unit, abs=0.01)
    assert cars == pytest.approx((zero + 5 * unit, zero + 5 * unit + OPEN), abs=0.01)
    assert credit == pytest.approx((zero, zero + 15 * unit), abs=0.01)
    assert all(label.x < width for label in picture.labels)


def test_both_ends_are_labelled_in_both_languages(funds, theme, width):
    picture = draw_picture(ranges(funds), funds, theme, BOTH, width, None)
    told = [label.text for label in picture.labels if label.name.startswith("value-")]
    assert told == [
        "300亿～500亿元",
        "RMB 30–50 bn",
        "不低于50亿元",
        "at least RMB 5 bn",
        "最高150亿元",
        "up to RMB 15 bn",
    ]


def test_plans_are_hatched_and_say_so(funds, theme, width):
    funds["chips"] = replace(funds["chips"], kind="plan")
    funds["cars"] = replace(funds["cars"], kind="plan")
    picture = draw_picture(ranges(funds), funds, theme, BOTH, width, None)
    solid = [mark for mark in picture.marks if mark.fill == theme.colours["compare"]]
    assert len(solid) == 1
    assert len(spans(picture, theme)) == 3
    plans = [label.text for label in picture.labels if label.name.endswith("-plan")]
    assert plans == ["规划", "plan"] * 2


def test_a_limit_of_a_range_is_still_a_range(funds, make_fact):
    span = make_fact("support", Span(Decimal("1e8"), Decimal("2e8")), "CNY", "up-to")
    data = chart_data(ranges({"support": span}), {"support": span}, BOTH)
    found = ends(data.rows[0].values[0])
    assert (found.low, found.high, found.onward) == (1e8, 2e8, False)
    assert data.rows[0].values[0].texts == {"zh": "最高1亿～2亿元", "en": "up to RMB 100–200 mn"}


@pytest.mark.parametrize("width", [174 * MM, 86 * MM])
def test_one_open_end_alone_is_drawn(funds, theme, width):
    one = {"cars": funds["cars"]}
    picture = draw_picture(ranges(one), one, theme, BOTH, width, None)
    ((left, right),) = spans(picture, theme)
    assert right - left == pytest.approx(OPEN, abs=0.01)
    assert right < width


@pytest.mark.parametrize(
    ("qualifier", "told"), [("none", "an exact amount"), ("about", 'qualified by "about"'), ("class-of", "class-of")]
)
def test_an_amount_without_an_open_end(funds, qualifier, told):
    funds["cars"] = replace(funds["cars"], quantity=replace(funds["cars"].quantity, qualifier=qualifier))
    assert told in refused(funds)
    assert "ranges, and amounts that are a lower or an upper limit" in refused(funds)


def test_units_periods_and_what_is_below_zero(funds, make_fact):
    percent = make_fact("cars", Span(Decimal(3), Decimal(5)), "percent")
    assert "one panel shows one unit" in refused(funds | {"cars": percent})
    undated = replace(funds["cars"], period=None)
    assert "one panel shows one period" in refused(funds | {"cars": undated})
    below = make_fact("cars", Span(Decimal(-5), Decimal(5)))
    assert '"cars" begins below zero' in refused(funds | {"cars": below})
    huge = make_fact("cars", Span(Decimal(1), Decimal("1e30")))
    assert 'The fact "cars" is too large to be drawn.' in refused(funds | {"cars": huge})


def test_a_gap_keeps_its_row(funds, theme, width):
    funds["cars"] = replace(funds["cars"], quantity=Quantity(Missing(), "CNY"), gap="blank")
    picture = draw_picture(ranges(funds), funds, theme, BOTH, width, None)
    assert len(spans(picture, theme)) == 2
    assert {"待更新", "awaiting update"} < {label.text for label in picture.labels}


def test_alt_text_tells_both_ends(funds):
    funds["chips"] = replace(funds["chips"], kind="plan")
    alt = alt_texts(ranges(funds), chart_data(ranges(funds), funds, BOTH))
    assert alt["en"].startswith("Chart of 3 ranges on one scale")
    assert "chips (name): RMB 30 billion to RMB 50 billion (plan)." in alt["en"]
    assert "cars（名）：不低于50亿元" in alt["zh"]
