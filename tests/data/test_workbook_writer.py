"""Workbooks: what Excel would change stays text, nothing is a formula, the same workbook is the same bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from briefgen.data.exchange.workbook_writer import (
    LONGEST_NAME,
    WrittenColumn,
    WrittenSheet,
    WrittenWorkbook,
    is_exact_number,
    sheet_names,
    workbook_bytes,
)
from briefgen.errors import AuthorsMistakes

COLUMNS = (
    WrittenColumn("id", "代号", "The id"),
    WrittenColumn("value", "数值", "The number", numeric=True),
    WrittenColumn("kind", "性质", "The kind", choices=("reported", "target")),
)


def book(*rows: tuple[str, str, str], **options: Any) -> WrittenWorkbook:
    sheet = WrittenSheet("Facts", COLUMNS, rows, **options)
    return WrittenWorkbook("T", "说明 Read me", (("先读", "Read first"),), (sheet,), datetime.date(2026, 1, 1))


def cells(content: bytes, sheet: str = "Facts") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_the_same_workbook_is_the_same_bytes():
    made = book(("a", "1", "x"))
    assert workbook_bytes(made) == workbook_bytes(made)
    assert "2026-01-01T00:00:00Z" in part(workbook_bytes(made), "docProps/core.xml")


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(1)", "+1", "-x", "@SUM(A1)", "{=1}", "https://example.org", "\t=1"]
)
def test_a_text_is_never_a_formula_or_a_link(text: str):
    content = workbook_bytes(book((text, text, text)))
    assert cells(content)[1] == [text, text, text]
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize(
    "text", ["2025-H1", "2020-06", "2020-06-15", "001", "1e5", "19.40", "1234567890123456", "TRUE"]
)
def test_what_excel_would_change_stays_text(text: str):
    assert cells(workbook_bytes(book(("a", text, text))))[1] == ["a", text, text]


@pytest.mark.parametrize("text", ["19400000000", "-16.5", "0", "0.1", "123456789012345"])
def test_numbers_are_numbers_in_columns_of_numbers_alone(text: str):
    assert cells(workbook_bytes(book((text, text, "x"))))[1] == [text, float(text), "x"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
@settings(max_examples=60, deadline=None)
def test_a_number_that_is_written_as_one_comes_back_as_the_same(value):
    text = format(value.normalize(), "f")
    if is_exact_number(text):
        (found,) = (row[1] for row in cells(workbook_bytes(book(("a", text, "x"))))[1:])
        assert isinstance(found, float)
        assert float(text) == found
        assert len(text.replace("-", "").replace(".", "").lstrip("0")) <= 15


def test_columns_of_text_are_text_down_to_the_last_row():
    content = workbook_bytes(book(("a", "1", "x")))
    styles = part(content, "xl/styles.xml")
    sheet = part(content, "xl/worksheets/sheet1.xml")
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    columns = re.findall(r'<col min="(\d)"[^>]*style="(\d+)"', sheet)
    assert {int(column): formats[int(style)] for column, style in columns} == {1: "49", 2: "0", 3: "49"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [("20", "General"), ("16.5", "General"), ("19400000000", "#,##0"), ("12345.25", "#,##0.00")],
)
def test_what_is_typed_over_a_short_number_is_shown_as_typed(text: str, shown: str):
    # In a cell of the format 0, 18.2% would be held as 0.182 and be shown as 0; under General it becomes a percentage.
    content = workbook_bytes(book(("a", text, "x")))
    styles, sheet = part(content, "xl/styles.xml"), part(content, "xl/worksheets/sheet1.xml")
    style = int(re.findall(r'<c r="B2" s="(\d+)"', sheet)[0])
    number = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])[style]
    own = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    assert {"0": "General", "3": "#,##0", **own}[number] == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [("x" * 14, None), ("x" * 15, 2), ("示" * 8, 2), ("word " * 9, 4), ("x\ny\nz", 3), ("示" * 500, 8)],
)
def test_rows_are_as_high_as_their_wrapped_texts(text: str, lines: int | None):
    sheet = part(workbook_bytes(book(("a", "1", text), ("b", "1", "x"))), "xl/worksheets/sheet1.xml")
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="(\d+)"', sheet))
    assert heights == ({"2": str(15 * lines)} if lines else {})


def test_heads_are_frozen_filtered_and_explained_in_both_languages():
    content = workbook_bytes(book(("a", "1", "x")))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:C2"/>' in sheet
    assert '<formula1>"reported,target"</formula1>' in sheet
    about = cells(content, "说明 Read me")
    assert ["", "先读", "Read first"] in about
    assert ["value", "数值", "The number"] in about


def test_a_locked_sheet_is_open_only_where_it_is_to_be_filled():
    content = workbook_bytes(book(("a", "", "x"), locked=True, to_fill=frozenset({(0, 1), (0, 2)})))
    sheet, styles = part(content, "xl/worksheets/sheet1.xml"), part(content, "xl/styles.xml")
    assert "<sheetProtection" in sheet
    assert "password" not in sheet
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1])
    style = {cell: int(number) for cell, number in re.findall(r'<c r="([A-Z]\d)" s="(\d+)"', sheet)}
    assert 'locked="0"' in formats[style["B2"]]
    assert 'locked="0"' in formats[style["C2"]]
    assert 'locked="0"' not in formats[style["A2"]]
    assert "<sheetProtection" not in part(workbook_bytes(book(("a", "", "x"))), "xl/worksheets/sheet1.xml")


def test_a_hidden_sheet_is_there_and_not_offered():
    hidden = WrittenSheet("base", COLUMNS, (("a", "1", "x"),), hidden=True)
    made = book(("a", "1", "x"))
    content = workbook_bytes(WrittenWorkbook("T", made.about, made.lines, (*made.sheets, hidden), made.day))
    assert '<sheet name="base" sheetId="3" state="veryHidden"' in part(content, "xl/workbook.xml")
    assert cells(content, "base")[1] == ["a", 1.0, "x"]


def test_sheet_names_are_such_as_excel_takes():
    names = ["a/b:c?", "机器人产业", "x" * 40, "x" * 50, "X" * 60, "'quoted'", "", "History"]
    made = sheet_names(names, taken=["机器人产业"])
    assert made[:2] == ["a b c", "机器人产业-2"]
    assert len({name.lower() for name in made}) == len(made)
    assert all(0 < len(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\") for name in made)
    assert made[5:] == ["quoted", "sheet", "History-2"]


def test_a_text_longer_than_a_cell_is_refused():
    with pytest.raises(AuthorsMistakes, match="1 problem"):
        workbook_bytes(book(("a", "1", "x" * 32_768)))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back(text: str):
    assert cells(workbook_bytes(book((text, "", text))))[1] == [text, "", text]


def test_a_row_below_the_heads_explains_them_and_moves_the_rest_down():
    sheet = WrittenSheet("Facts", COLUMNS, (("a", "1", "x"), ("b", "2", "y")), locked=True, explained=True)
    made = workbook_bytes(WrittenWorkbook("T", "说明 Read me", (), (sheet,), datetime.date(2026, 1, 1)))
    assert cells(made)[:2] == [["id", "value", "kind"], ["代号\nThe id", "数值\nThe number", "性质\nThe kind"]]
    assert [row[0] for row in cells(made)[2:]] == ["a", "b"]
    xml = part(made, "xl/worksheets/sheet1.xml")
    assert 'ySplit="2"' in xml
    assert '<autoFilter ref="A2:C4"' in xml
    assert 'sqref="C3:C4"' in xml
