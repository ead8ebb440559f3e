"""Tables over several pages: no row lost or doubled, heads again on each page, rows taller than a page."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from editions import Edition, letters
from hypothesis import given, settings
from hypothesis import strategies as st
from table_case import column, laid, number, rows_in, table_in, table_of, words

from briefgen.data.tables.table import TableCell
from briefgen.errors import AuthorsMistakes
from briefgen.layout.grid import LAST_BASELINE, LEFT, RIGHT
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM

COLUMNS = [column("name", "words"), column("text", "words"), column("money", unit="CNY")]
ZH, EN = "示例文字用来检验折行与分页", "sample text that tests how rows wrap and break"


def row(place: int, height: int = 1) -> list[TableCell]:
    """Return a row; `height` is how often its text is repeated."""
    name = words(f"第{place}号", f"Number {place}")
    said = words("，".join([ZH] * height) + "。", ". ".join([EN] * height) + ".")
    return [name, said, number(f"{1_000_000_000 + place * 10_000_000}", "CNY")]


def check(edition: Edition, heights: list[int]) -> None:
    """Hold all that must be true of a table on pages, whatever its rows."""
    told = rows_in(edition.tree)
    names = [f"第{place}号Number{place}" for place in range(len(heights))]
    assert ["".join(cells[0].split()) for cells in told] == names
    for height, cells in zip(heights, told, strict=True):
        assert letters(cells[1])["检"] == height
        assert cells[1].count("tests") == height
    shown = Counter(line.text for line in edition.inner() if line.text.startswith("Number "))
    assert shown == Counter(f"Number {place}" for place in range(len(heights)))
    for place in range(len(heights)):
        text = f"{(100 + place) / 100:g}"
        assert sum(line.text == text for line in edition.inner()) == 1, text
    pages = {line.page for line in edition.inner() if line.text.startswith("Head money")}
    rows = {
        line.page
        for line in edition.inner()
        if line.text.startswith("Number ") or "检" in line.text or "wrap" in line.text
    }
    assert pages == rows, "heads on each page of the table, and on no other"
    again = {line.page for line in edition.inner() if line.text == "Table 1 (continued)"}
    assert again == pages - {min(pages)}
    for line in edition.inner():
        if line.page in pages and line.baseline < 275 * MM:
            assert line.baseline <= LAST_BASELINE + 0.02
            trimmed = line.size / 2 if line.text.endswith(("）", "。")) else 0.0
            assert line.x >= LEFT - 0.3 and line.right - trimmed <= RIGHT + 0.3


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60))
@settings(max_examples=15)
def test_no_row_is_lost_or_doubled(heights: list[int]):
    check(laid(table_of(COLUMNS, [row(place, height) for place, height in enumerate(heights)])), heights)


@given(st.lists(st.sampled_from([1, 4, 30, 90, 170]), min_size=1, max_size=5))
@settings(max_examples=8)
def test_rows_taller_than_a_page_are_divided_between_their_lines(heights: list[int]):
    check(laid(table_of(COLUMNS, [row(place, height) for place, height in enumerate(heights)])), heights)


def test_two_hundred_rows():
    heights = [1] * 200
    edition = laid(table_of(COLUMNS, [row(place) for place in range(200)]))
    check(edition, heights)
    assert edition.pages > 8


def test_the_table_is_one_element_with_its_heads_once():
    edition = laid(table_of(COLUMNS, [row(place) for place in range(40)]))
    tables = [element for element in edition.tree.walk() if element.role == "Table"]
    assert len(tables) == 1
    parts = [child.role for child in tables[0].children if hasattr(child, "role")]  # type: ignore[union-attr]
    assert parts == ["Caption", "THead", "TBody"]
    heads = [element.text for element in tables[0].walk() if element.role == "TH" and element.scope == "Column"]
    assert heads == ["栏nameHead name", "栏textHead text", "栏money亿元", "Head moneyRMB bn"]
    scopes = [element.scope for element in tables[0].walk() if element.role == "TH"]
    assert scopes.count("Row") == 40
    languages = {element.language for element in table_in(edition.tree).walk() if element.role == "Span"}
    assert languages == {"zh", "en"}


@pytest.mark.parametrize("count", [16, 17, 18, 19, 20, 21, 38, 39, 40, 41])
def test_notes_stay_with_at_least_two_rows(count: int):
    edition = laid(table_of(COLUMNS, [row(place) for place in range(count)]))
    (source,) = [line for line in edition.inner() if line.text == "Source: [1]."]
    beside = [line for line in edition.inner() if line.page == source.page and line.text.startswith("Number ")]
    assert len(beside) >= min(2, count)
    by_page = Counter(line.page for line in edition.inner() if line.text.startswith("Number "))
    assert min(by_page.values()) >= 2


def test_heads_are_artifacts_where_they_are_repeated():
    edition = laid(table_of(COLUMNS, [row(place) for place in range(40)]))
    shown = [line for line in edition.inner() if line.text == "Head name"]
    assert len(shown) > 1
    assert edition.tree.text.count("Head name") == 1


def test_the_unit_line_is_repeated_as_an_artifact():
    line = {language: Text(text) for language, text in (("zh", "按营收排列"), ("en", "By revenue"))}
    edition = laid(table_of(COLUMNS, [row(place) for place in range(40)]), unit_line=line)
    for text in ("按营收排列", "By revenue"):
        shown = [one.page for one in edition.inner() if one.text == text]
        heads = [one.page for one in edition.inner() if one.text == "Head name"]
        assert shown == heads and len(heads) > 1
        assert edition.tree.text.count(text) == 1


def test_names_stand_at_the_top_of_rows_of_four_lines():
    field = words("示例" * 30, "sample words " * 12)
    edition = laid(table_of(COLUMNS, [[words("甲", "First"), field, number("1000000000", "CNY")]]))
    lines = sorted(one.baseline for one in edition.inner() if "示例示" in one.text or "sample words" in one.text)
    assert len(lines) == 4
    (name,) = [one.baseline for one in edition.inner() if one.text == "甲"]
    assert abs(name - lines[0]) < 0.02


def test_a_brief_of_one_language_has_rows_of_one_line():
    edition = laid(table_of(COLUMNS, [row(place) for place in range(30)]), languages=("en",))
    baselines = [line.baseline for line in edition.inner() if line.text.startswith("Number ") and line.page == 1]
    assert len(baselines) > 20
    assert all(abs(lower - upper - 7.5 * MM) < 0.02 for upper, lower in pairwise(baselines))


def test_a_single_tall_row_keeps_its_notes():
    edition = laid(table_of(COLUMNS, [row(0, 120)]))
    (source,) = [line for line in edition.inner() if line.text == "Source: [1]."]
    beside = [line for line in edition.inner() if line.page == source.page and "sample" in line.text]
    assert len(beside) >= 2


def test_a_word_wider_than_its_column_is_refused():
    long = words("示例", "x" * 200)
    with pytest.raises(AuthorsMistakes, match="1 problem"):
        laid(table_of(COLUMNS, [[long, *row(0)[1:]]]))
