"""Columns stay aligned with Chinese text."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli.columns import aligned, width


def test_chinese_takes_two_places():
    assert width("robotics") == 8
    assert width("机器人") == 6
    assert width("（示例）") == 8
    assert width("e\u0301") == 1
    assert width("a\u200bb") == 2


def test_columns_begin_at_the_same_place():
    rows = [["robotics", "industry", "南京机器人产业", "Robotics"], ["iw", "event", "创新周", "Innovation Week"]]
    one, two = aligned(rows)
    assert width(one[: one.index("Robotics")]) == width(two[: two.index("Innovation")])
    assert one.startswith("robotics  industry  南京")


def test_rows_of_different_length_and_no_rows():
    assert aligned([]) == []
    assert aligned([["a", "b"], ["c"]]) == ["a  b", "c"]


@given(st.lists(st.lists(st.text("ab南京（", max_size=6), min_size=2, max_size=2), min_size=1, max_size=5))
def test_the_second_column_is_where_the_widest_first_cell_ends(rows: list[list[str]]):
    start = max(width(row[0]) for row in rows) + 2
    for row, line in zip(rows, aligned(rows), strict=True):
        if row[1]:
            assert width(line) - width(row[1]) == start
