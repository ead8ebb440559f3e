"""Outlines, rules and pictures become few, plain operators."""

import decode
import pytest
from plain_lines import surface

from briefgen.charts.picture import Mark, Picture
from briefgen.pdf.operands import colour, number

TRIANGLE = (("M", (0.0, 0.0)), ("L", (10.0, 0.0)), ("C", (10.0, 5.0, 5.0, 10.0, 0.0, 10.0)), ("Z", ()))


def painted(draw) -> list:
    drawing = surface()
    with drawing.artifact("decoration"):
        draw(drawing)
    return decode.paint(drawing.finish())


def test_a_rule():
    found = painted(lambda drawing: drawing.rule(10, 20, 110, 20, "#FF0000", 0.75))
    assert found == [([1, 0, 0], "RG"), ([0.75], "w"), ([10, 380], "m"), ([110, 380], "l"), ([], "S")]


def test_a_rectangle_is_given_by_its_top_left():
    found = painted(lambda drawing: drawing.rectangle(10, 20, 30, 40, fill="#000000"))
    assert found == [([0, 0, 0], "rg"), ([10, 340, 30, 40], "re"), ([], "f")]


def test_an_outline_is_turned_around():
    found = painted(lambda drawing: drawing.path(TRIANGLE, fill="#FFFFFF", stroke="#000000", width=1, dash=(2, 1)))
    assert found == [
        ([1, 1, 1], "rg"),
        ([0, 0, 0], "RG"),
        ([1], "w"),
        ([[2, 1], 0], "d"),
        ([0, 400], "m"),
        ([10, 400], "l"),
        ([10, 395, 5, 390, 0, 390], "c"),
        ([], "h"),
        ([], "B"),
    ]


def test_state_is_set_only_where_it_changes():
    def draw(drawing):
        drawing.rule(0, 0, 9, 0, "#FF0000", 0.5, (1, 1))
        drawing.rule(0, 5, 9, 5, "#FF0000", 0.5, (1, 1))
        drawing.rule(0, 9, 9, 9, "#FF0000", 0.5)

    names = [name for _, name in painted(draw)]
    assert names == ["RG", "w", "d", "m", "l", "S", "m", "l", "S", "d", "m", "l", "S"]


def test_nothing_to_paint_paints_nothing():
    assert painted(lambda drawing: drawing.path(TRIANGLE)) == []
    assert painted(lambda drawing: drawing.path(TRIANGLE, stroke="#000000", width=0)) == []


def test_a_picture_stands_in_one_saved_state():
    marks = (Mark(TRIANGLE, fill="#FF0000"), Mark(TRIANGLE, fill="#FF0000"), Mark(TRIANGLE, stroke="#0000FF", width=2))
    picture = Picture(50, 30, marks, (), {"en": "t"})

    def draw(drawing):
        drawing.rectangle(0, 0, 1, 1, fill="#00FF00")
        drawing.picture(picture, 10, 20)
        drawing.rectangle(0, 0, 1, 1, fill="#00FF00")

    found = painted(draw)
    names = [name for _, name in found]
    assert names.count("q") == names.count("Q") == 1
    assert found[names.index("cm")] == ([1, 0, 0, -1, 10, 380], "cm")
    assert [operands for operands, name in found if name == "rg"] == [[0, 1, 0], [1, 0, 0]]
    assert found[names.index("m")] == ([0, 0], "m")
    assert names[-2:] == ["re", "f"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.001, "0"),
        (1.5, "1.5"),
        (10, "10"),
        (100.0, "100"),
        (2.345678, "2.35"),
        (-3.1, "-3.1"),
        (1e7, "10000000"),
    ],
)
def test_numbers(value, text):
    assert number(value) == text


def test_every_step_of_a_colour_survives():
    for step in range(256):
        operands = colour(f"#{step:02X}00FF").split()
        assert [round(float(value) * 255) for value in operands] == [step, 0, 255]


@pytest.mark.parametrize("value", ["red", "#12345", "#GGGGGG", "123456", "#12345678"])
def test_other_colours_are_refused(value):
    with pytest.raises(ValueError):
        colour(value)
