"""Columns and steps of the page (design system, section 1)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.layout.grid import GUTTER, LEFT, RIGHT, WIDTH, columns, is_han, snapped, strip_columns
from briefgen.theme.tokens import MM

PAIRS = [("zh", "en"), ("en", "zh"), ("zh-Hans", "de"), ("en", "fr"), ("zh",), ("en",)]


def millimetres(*lengths: float) -> list[float]:
    return [round(length / MM, 6) for length in lengths]


def test_the_two_columns_are_those_of_the_design():
    found = columns(("zh", "en"))
    assert list(found) == ["zh", "en"]
    assert millimetres(found["zh"].x, found["zh"].right, found["zh"].width) == [18, 90, 72]
    assert millimetres(found["en"].x, found["en"].right, found["en"].width) == [96, 192, 96]


def test_the_measure_goes_with_the_language_not_with_the_side():
    found = columns(("en", "zh"))
    assert millimetres(found["en"].x, found["en"].right) == [18, 114]
    assert millimetres(found["zh"].x, found["zh"].right) == [120, 192]


def test_languages_of_one_kind_share_evenly():
    found = columns(("en", "fr"))
    assert millimetres(found["en"].width, found["fr"].width, found["fr"].x) == [84, 84, 108]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_language_has_a_readable_measure(language: str):
    column = columns((language,))[language]
    assert millimetres(column.x, column.width) == [18, 132]


@pytest.mark.parametrize(
    ("count", "edges", "widths"),
    [
        (1, [18], [174]),
        (2, [18, 96], [72, 96]),
        (3, [18, 96, 147], [72, 45, 45]),
        (4, [18, 57, 96, 147], [33, 33, 45, 45]),
    ],
)
@pytest.mark.parametrize("languages", [("zh", "en"), ("zh",), ("en",)])
def test_strips_divide_the_columns(languages: tuple[str, ...], count: int, edges: list[float], widths: list[float]):
    """Also in editions of one language: the strips stay where they are (section 4, Single)."""
    cells = strip_columns(languages, count)
    assert millimetres(*(cell.x for cell in cells)) == edges
    assert millimetres(*(cell.width for cell in cells)) == widths


def test_strips_are_mirrored_with_their_columns():
    assert millimetres(*(cell.x for cell in strip_columns(("en", "zh"), 3))) == [18, 69, 120]
    assert millimetres(*(cell.width for cell in strip_columns(("en", "zh"), 3))) == [45, 45, 72]


@pytest.mark.parametrize("languages", PAIRS)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_cells_fill_the_width_with_one_gutter_between_them(languages: tuple[str, ...], count: int):
    cells = strip_columns(languages, count)
    assert len(cells) == count
    assert cells[0].x == pytest.approx(LEFT)
    assert cells[-1].right == pytest.approx(RIGHT)
    for left, right in pairwise(cells):
        assert right.x - left.right == pytest.approx(GUTTER)
    assert sum(cell.width for cell in cells) + (count - 1) * GUTTER == pytest.approx(WIDTH)


@pytest.mark.parametrize("languages", PAIRS)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_cells_meet_the_edges_of_the_text(languages: tuple[str, ...], count: int):
    if len(languages) < 2:
        return
    edges = {round(cell.x, 6) for cell in strip_columns(languages, count)}
    assert {round(column.x, 6) for column in columns(languages).values()} <= edges


@given(st.floats(0, 850), st.sampled_from([0.75 * MM, 1.5 * MM, 3.0]))
def test_snapping_moves_down_to_the_next_step(y: float, step: float):
    found = snapped(y, step)
    assert y - 1e-5 <= found < y + step
    assert abs(found / step - round(found / step)) < 1e-6
    assert snapped(found, step) == pytest.approx(found)


def test_snapping_keeps_what_stands_on_a_step():
    assert snapped(93 * MM) == pytest.approx(93 * MM)
    assert snapped(93.01 * MM) == pytest.approx(94.5 * MM)
    assert snapped(93.01 * MM, 0.75 * MM) == pytest.approx(93.75 * MM)


def test_chinese_is_told_from_other_languages():
    assert [is_han(tag) for tag in ("zh", "zh-Hans", "en", "ja")] == [True, True, False, False]
