"""Workbooks changed as an office changes them: read by one program, written anew by another."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum
from xlsxwriter import Workbook

Cells = list[list[object]]
"""The rows of a sheet: texts, numbers, days, None for an empty cell."""


def read_cells(path: Path) -> dict[str, Cells]:
    """Return the cells of all sheets, hidden ones too."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def edit_workbook(path: Path, edit: Callable[[dict[str, Cells]], object]) -> None:
    """Let `edit` change the cells of the sheets, then save them with none of the old formats."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
    sheets = read_cells(path)
    edit(sheets)
    written = Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False})
    formats = {
        "day": written.add_format({"num_format": "yyyy-mm-dd"}),
        "month": written.add_format({"num_format": "yyyy-mm"}),
    }
    for name, rows in sheets.items():
        page = written.add_worksheet(name)
        if name in hidden:
            page.hide()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime.date):
                    page.write_datetime(number, column, value, formats["month" if value.day == 1 else "day"])
                elif value not in (None, ""):
                    page.write(number, column, value)
    written.close()


def cell(rows: Cells, id: str, head: str) -> tuple[int, int]:
    """Return row and column, counted from 0, of a fact's cell."""
    column = rows[0].index(head)
    ids = rows[0].index("id")
    return next(number for number, row in enumerate(rows) if row[ids] == id), column


def put(rows: Cells, id: str, head: str, value: object) -> None:
    """Type a value into a fact's cell."""
    number, column = cell(rows, id, head)
    rows[number][column] = value
