"""How spreadsheets name their cells: D12, and Facts!D12 in a workbook of several sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefgen.errors import Place

_PLAIN = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*")
_LETTERS = 26


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_place(file: str, sheet: str, row: int, column: int) -> Place:
    """Return the place of a cell, counted from 1; a CSV file has no sheet."""
    name = f"{column_name(column)}{row}"
    return Place(file, row, column, f"{quoted(sheet)}!{name}" if sheet else name)


def cell_places(file: str, sheet: str, columns: Sequence[int]) -> Callable[[int], list[Place]]:
    """Return a function that gives the places of a row's cells in some columns; all counted from 1."""
    prefix = f"{quoted(sheet)}!" if sheet else ""
    named = [(column, f"{prefix}{column_name(column)}") for column in columns]
    return lambda row: [Place(file, row, column, f"{name}{row}") for column, name in named]


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands before a cell: in quotes where it holds more than letters and digits."""
    if _PLAIN.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"
