"""A wall of cells: one for each thing, in blocks that stand on one ground."""

from __future__ import annotations

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture
from briefgen.charts.keys import place_keys
from briefgen.charts.picture import Mark
from briefgen.charts.units import LARGEST, TALLEST, TALLEST_NARROW, segments, wall_of
from briefgen.spec.charts import UnitsChart
from briefgen.theme.tokens import MM

BOTH = ("zh", "en")
UNIT = {"zh": "家", "en": "companies"}


def cells(mark: Mark) -> list[tuple[float, float]]:
    """Return the upper left corner of each cell of a mark."""
    return [(numbers[0], numbers[1]) for step, numbers in mark.steps if step == "M"]


def walls(picture, theme) -> list[Mark]:
    hues = {theme.colours[token] for token in ("main", "mid", "third")}
    return [mark for mark in picture.marks if mark.fill in hues][:3]


@pytest.mark.parametrize("width", [174 * MM, 86 * MM])
def test_each_part_has_as_many_cells_as_it_counts(of_parts, firms, theme, width):
    picture = draw_picture(of_parts(UnitsChart), firms, theme, BOTH, width, None)
    marks = walls(picture, theme)
    assert [len(cells(mark)) for mark in marks] == [17, 306, 210]
    assert len({cell for mark in marks for cell in cells(mark)}) == 533
    rights = [numbers[0] for mark in marks for _, numbers in mark.steps if numbers]
    assert min(rights) == 0
    assert max(rights) <= width + 0.01


def test_all_blocks_stand_on_one_ground(of_parts, firms, theme, width):
    picture = draw_picture(of_parts(UnitsChart), firms, theme, BOTH, width, None)
    grounds = {max(y for _, y in cells(mark)) for mark in walls(picture, theme)}
    assert len(grounds) == 1
    data = chart_data(of_parts(UnitsChart), firms, BOTH)
    lefts = [left for left, _ in segments(data, wall_of(data, width), width)]
    assert [min(x for x, _ in cells(mark)) for mark in walls(picture, theme)] == pytest.approx(lefts, abs=0.01)


@pytest.mark.parametrize("width", [174 * MM, 86 * MM])
@pytest.mark.parametrize("count", [2, 5, 29, 105, 213, 533, 999, 1000])
def test_cells_are_large_enough_to_count_and_never_leave_the_picture(of_parts, make_fact, theme, width, count):
    facts = {"all": make_fact("all", count, UNIT), "a": make_fact("a", 1, UNIT), "b": make_fact("b", count - 1, UNIT)}
    block = of_parts(UnitsChart, "a", "b")
    data = chart_data(block, facts, BOTH)
    wall = wall_of(data, width)
    assert 1.6 * MM < wall.pitch <= LARGEST
    assert wall.rows * wall.pitch <= (TALLEST if width > 100 * MM else TALLEST_NARROW) + 0.01
    assert segments(data, wall, width)[-1][1] <= width + 0.01
    picture = draw_picture(block, facts, theme, BOTH, width, None)
    assert max(label.y for label in picture.labels) < picture.height


def test_keys_stand_as_below_a_split_bar(of_parts, firms, theme, width):
    data = chart_data(of_parts(UnitsChart), firms, BOTH)
    ticks = place_keys(data, segments(data, wall_of(data, width), width), width)
    assert ticks is not None
    picture = draw_picture(of_parts(UnitsChart), firms, theme, BOTH, width, None)
    assert [label.text for label in picture.labels if label.name.endswith("-number")] == ["17", "306", "210"]


def test_alt_text_says_that_a_cell_is_a_thing(of_parts, firms):
    alt = alt_texts(of_parts(UnitsChart), chart_data(of_parts(UnitsChart), firms, BOTH))
    assert alt["en"].startswith("Wall of cells, one for each thing, in 3 parts")
    assert alt["zh"].startswith("单位格图，每格代表一个，共分3部分")
