"""Gaps in charts: the row stays with words in place of bar and value, and the other bars keep their scale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture
from briefgen.data.facts import Fact
from briefgen.data.quantity import Missing, Period, Quantity
from briefgen.errors import AuthorsMistakes

BOTH = ("zh", "en")
WORDS = {"待更新", "awaiting update"}


def gap(fact: Fact, **changes: object) -> Fact:
    return replace(fact, quantity=Quantity(Missing(), fact.quantity.unit), source="", gap="blank", **changes)  # type: ignore[arg-type]


def drawn(block, facts, theme, width):
    return draw_picture(block, facts, theme, BOTH, width, None)


def bars_of(picture, theme) -> dict[float, float]:
    """Return the length of each bar by its top."""
    colours = {theme.colour("main"), theme.colour("compare")}
    found: dict[float, float] = {}
    for mark in picture.marks:
        if mark.fill in colours:
            xs = [numbers[0] for step, numbers in mark.steps if numbers]
            ys = [numbers[1] for step, numbers in mark.steps if numbers]
            found[round(min(ys), 2)] = round(max(xs) - min(xs), 2)
    return found


def test_the_row_stays_and_has_no_bar(bars, facts, theme, width):
    whole = bars_of(drawn(bars(sort="given"), facts, theme, width), theme)
    facts["ict-revenue"] = gap(facts["ict-revenue"])
    picture = drawn(bars(sort="given"), facts, theme, width)
    left = bars_of(picture, theme)
    missing = sorted(whole)[3]
    assert left == {top: length for top, length in whole.items() if top != missing}
    labels = [label for label in picture.labels if label.name == "value-3"]
    assert {label.text for label in labels} == WORDS
    assert {label.role for label in labels} == {"unit-line"}
    assert any(label.text == "新一代信息通信" for label in picture.labels)


def test_gaps_stand_last_where_rows_are_sorted(bars, facts):
    facts["software-revenue"] = gap(facts["software-revenue"])
    rows = chart_data(bars(), facts, BOTH).rows
    assert [row.values[0].fact for row in rows][-1] == "software-revenue"
    amounts = [row.values[0].amount for row in rows[:-1]]
    assert amounts == sorted(amounts, reverse=True)


def test_the_longest_bar_is_the_longest_that_is_left(comparison, facts, theme, width):
    facts["software-revenue"] = gap(facts["software-revenue"])
    lengths = sorted(bars_of(drawn(comparison(), facts, theme, width), theme).values())
    whole = sorted(bars_of(drawn(comparison(heads=comparison().heads), facts, theme, width), theme).values())
    assert lengths == whole
    data = chart_data(comparison(), facts, BOTH)
    assert [value.gap for value in data.column(0)] == [row.values[0].fact == "software-revenue" for row in data.rows]
    assert not any(value.gap for value in data.column(1))


def test_an_axis_ends_with_the_numbers_that_are_there(bars, facts, theme, width):
    for key in ("ai", "robotics", "software", "ict", "biomed"):
        facts[f"{key}-revenue"] = replace(
            facts[f"{key}-revenue"], quantity=replace(facts[f"{key}-revenue"].quantity, qualifier="none")
        )
    facts["software-revenue"] = gap(facts["software-revenue"])
    block = bars(labels="ticks")
    axis = chart_data(block, facts, BOTH).panels[0].axis
    assert axis is not None
    assert axis.amounts[-1] == 120_000_000_000
    picture = drawn(block, facts, theme, width)
    assert {label.text for label in picture.labels if label.name.startswith("value-")} == WORDS


def test_a_gap_may_be_of_another_time(bars, facts):
    facts["ict-revenue"] = gap(facts["ict-revenue"], period=Period("half", 2026, 1))
    data = chart_data(bars(), facts, BOTH)
    assert data.panels[0].period == {"zh": "2025年上半年（年份为推断）", "en": "first half of 2025 (year inferred)"}


def test_the_unit_of_a_gap_is_held_all_the_same(bars, facts):
    facts["ict-revenue"] = replace(gap(facts["ict-revenue"]), quantity=Quantity(Missing(), "percent"))
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(bars(), facts, BOTH)
    assert '"percent"' in caught.value.problems[0].message


@pytest.mark.parametrize(("kind", "where"), [("bars", "in this chart"), ("comparison", "in panel 1 of this chart")])
def test_a_chart_of_gaps_alone_is_refused(request, facts, kind: str, where: str):
    block = request.getfixturevalue(kind)()
    for name in [name for name in facts if name.endswith("revenue")]:
        facts[name] = gap(facts[name])
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(block, facts, BOTH)
    (problem,) = caught.value.problems
    assert problem.message == f"Nothing is left to show {where}: all its figures are awaited."


def test_alt_texts_say_it_and_the_authors_own_is_not_used(bars, facts, make_words):
    own = bars(alt=make_words("软件5200亿元", "Software RMB 520 billion"))
    assert alt_texts(own, chart_data(own, facts, BOTH))["en"] == "Software RMB 520 billion"
    facts["software-revenue"] = gap(facts["software-revenue"])
    alt = alt_texts(own, chart_data(own, facts, BOTH))
    assert "Software and information services: awaiting update." in alt["en"]
    assert "软件和信息服务业：待更新。" in alt["zh"]
    assert "520" not in "".join(alt.values())
