"""Horizontal bars, by their numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.charts.draw import chart_data, draw_picture, facts_of_chart
from briefgen.charts.picture import Mark, Picture
from briefgen.data.quantity import Period
from briefgen.theme.tokens import MM

VALUES = [520, 118.5, 74.2, 26, 19.4]


def right(mark: Mark) -> float:
    return max(numbers[-2] for _, numbers in mark.steps if numbers)


def bars_of(picture: Picture, theme) -> list[Mark]:
    return [mark for mark in picture.marks if mark.fill in (theme.colours["main"], theme.colours["compare"])]


def test_directly_labelled_bars(bars, facts, theme, width):
    picture = draw_picture(bars(), facts, theme, ("zh", "en"), width, None)
    lengths = [right(mark) - 60 * MM for mark in bars_of(picture, theme)]
    assert lengths == pytest.approx([lengths[0] * value / 520 for value in VALUES], abs=0.002)
    assert picture.height == pytest.approx(5 * 12 * MM)
    texts = [label.text for label in picture.labels if label.role == "bar-value"]
    assert texts[:2] == ["5200亿元", "RMB 520 bn"]
    assert texts[-2:] == ["194亿元", "RMB 19.4 bn"]


def test_two_tick_rows_share_their_places(bars, facts, theme, width):
    picture = draw_picture(bars(labels="ticks"), facts, theme, ("zh", "en"), width, None)
    ticks = [label for label in picture.labels if label.role == "tick" and label.anchor == "middle"]
    zh = [label for label in ticks if label.language == "zh"]
    en = [label for label in ticks if label.language == "en"]
    assert [label.text for label in zh] == ["0", "1000", "2000", "3000", "4000", "5000", "6000"]
    assert [label.text for label in en] == ["0", "100", "200", "300", "400", "500", "600"]
    assert [label.x for label in zh] == [label.x for label in en]
    assert {label.y for label in zh} < {label.y for label in ticks}
    assert max(label.y for label in zh) < min(label.y for label in en) < picture.height
    assert not [label for label in picture.labels if label.role == "bar-value"]


def test_units_stand_at_the_right_end_of_their_rows(bars, facts, theme, width):
    picture = draw_picture(bars(labels="ticks"), facts, theme, ("zh", "en"), width, None)
    units = [(label.text, label.x, label.anchor) for label in picture.labels if label.name == "tick-unit"]
    assert units == [("亿元", width, "end"), ("RMB bn", width, "end")]


def test_bars_meet_the_ticks(bars, facts, theme, width):
    picture = draw_picture(bars(labels="ticks"), facts, theme, ("en",), width, None)
    places = {label.text: label.x for label in picture.labels if label.role == "tick"}
    per_billion = (places["600"] - places["0"]) / 600
    assert places["0"] == pytest.approx(60 * MM)
    assert [right(mark) for mark in bars_of(picture, theme)] == pytest.approx(
        [places["0"] + value * per_billion for value in VALUES], abs=0.002
    )
    ends = {mark.steps[0][1][0] for mark in picture.marks if mark.stroke == theme.colours["rule"]}
    assert sorted(ends) == pytest.approx(
        sorted(label.x for label in picture.labels if label.anchor == "middle"), abs=0.001
    )


def test_percentages_have_one_tick_row(bars, facts, theme, width, make_fact):
    for name, value in zip(
        ("software", "biomed", "ict", "ai", "robotics"), ("16.5", "11.5", "12.1", "26", "20"), strict=True
    ):
        facts[f"{name}-revenue"] = make_fact(f"{name}-revenue", value, "percent")
    picture = draw_picture(bars(labels="ticks"), facts, theme, ("zh", "en"), width, None)
    ticks = [label for label in picture.labels if label.role == "tick"]
    assert [label.text for label in ticks] == ["0%", "5%", "10%", "15%", "20%", "25%", "30%"]
    assert {label.language for label in ticks} == {None}


def test_a_plan_says_so_beside_its_bar_and_no_line_crosses_the_word(bars, facts, theme, width):
    facts["biomed-revenue"] = replace(facts["biomed-revenue"], kind="plan", period=Period("year", 2027))
    picture = draw_picture(bars(labels="ticks"), facts, theme, ("zh", "en"), width, None)
    (word,) = [label for label in picture.labels if label.text == "plan, 2027 (year inferred)"]
    grid = [mark for mark in picture.marks if mark.stroke == theme.colours["rule"]]
    row = (12 * MM, 24 * MM)
    crossing = [
        mark.steps[0][1][0]
        for mark in grid
        if mark.steps[0][1][1] < row[1] - 0.01 and mark.steps[1][1][1] > row[0] + 0.01
    ]
    assert not [x for x in crossing if word.x < x < word.x + 60]
    assert crossing


def test_rows_without_a_name_take_the_facts_name(bars, facts):
    rows = tuple(row.model_copy(update={"name": None}) for row in bars().rows)
    data = chart_data(bars(rows=rows, sort="given"), facts, ("zh", "en"))
    assert data.rows[0].name == {"zh": "ai-revenue（名）", "en": "ai-revenue (name)"}


def test_the_facts_that_a_chart_shows(bars, comparison):
    assert facts_of_chart(bars()) == tuple(
        f"{name}-revenue" for name in ("ai", "robotics", "software", "ict", "biomed")
    )
    assert facts_of_chart(comparison())[:3] == ("ai-revenue", "ai-growth", "robotics-revenue")
