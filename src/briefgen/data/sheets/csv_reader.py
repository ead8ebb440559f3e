"""The rows of a CSV file as texts; a delimiter that nobody gave is found out, and no row is bent to fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.data.sheets.cells import cell_place
from briefgen.data.sheets.csv_text import Encoding, decoded
from briefgen.data.sheets.limits import MOST_CELLS, MOST_CHARACTERS, MOST_PROBLEMS, MOST_ROWS, too_large
from briefgen.errors import AuthorsMistakes, Place, Problem

DELIMITERS = (",", ";", "\t", "|")
_LOOK_AT = 200
"""Rows that are looked at to find out the delimiter."""

# What spreadsheet programs write into a CSV file where the column was too narrow for the number.
_SHORTENED = re.compile(r"-?[0-9]([.,][0-9]+)?E[+-][0-9]{2,3}")
_SPREADSHEET = "Save the sheet as .xlsx and name that file; no delimiter can be lost in it."

Row = tuple[int, list[str]]
"""The number of a row, counted from 1 as spreadsheets count, and its texts."""


def read_csv(content: bytes, file: str, *, delimiter: str | None, encoding: Encoding | None) -> list[Row]:
    """Return the rows of a CSV file that hold any text, each as long as the first, the heads.

    Raises AuthorsMistakes for bytes that are no text, quotation marks that do not close, rows that are longer or
    shorter than the first, numbers in shortened form (1.94E+10), and files beyond the limits.
    """
    text = decoded(content, file, encoding)
    rows: list[Row] = []
    problems: list[Problem] = []
    cells = 0
    for row in _records(text, delimiter or _delimiter(text), file):
        cells += len(row[1])
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise too_large(file, "rows" if len(rows) > MOST_ROWS else "cells")
        if any(cell.strip() for cell in row[1]):
            problems.extend(_misfit(row, rows[0] if rows else row, file))
            problems.extend(_spoilt(row, file))
            rows.append(row)
    if problems:
        raise AuthorsMistakes(problems[:MOST_PROBLEMS])
    width = len(rows[0][1]) if rows else 0
    return [(number, texts[:width]) for number, texts in rows]


def _records(text: str, delimiter: str, file: str) -> Iterator[Row]:
    import csv
    import io

    # The reader must see line ends inside quotation marks as they are.
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            yield number, record
    except csv.Error as error:
        message, hint = _broken(str(error))
        raise AuthorsMistakes([Problem(Place(file, number + 1), message, hint)]) from None


def _broken(reason: str) -> tuple[str, str]:
    if "unexpected end" in reason:
        return "A quotation mark opens a text in this row that is never closed.", "Close it, or delete the mark."
    if "limit" in reason:
        return f"A cell of this row holds more than {MOST_CHARACTERS} characters.", "Shorten it."
    hint = 'Put the whole text in quotation marks and write each mark inside twice: "the ""core"" industry".'
    return "A text of this row goes on after its quotation marks close.", hint


def _delimiter(text: str) -> str:
    """Return the delimiter that divides the rows most evenly; of two alike, the one that gives more cells."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    widths: list[int] = []
    try:
        for _, record in _records(text, delimiter, ""):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) == _LOOK_AT:
                break
    except AuthorsMistakes:
        widths.append(0)  # one row less that is even
    if not widths or widths[0] < 2:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _misfit(row: Row, heads: Row, file: str) -> Iterator[Problem]:
    """Yield why a row is no row under these heads: empty cells past the end are no harm, missing ones may hide a slip.

    A row that lost a delimiter in the middle has its numbers in the wrong columns, so none is filled up.
    """
    number, texts = row
    width = len(heads[1])
    beyond = next((index for index, text in enumerate(texts) if index >= width and text.strip()), None)
    if beyond is not None:
        sentence = f"Row {number} has {len(texts)} cells, the row of heads {width}: this one has no head."
        hint = f"A text that holds the delimiter must stand in quotation marks. {_SPREADSHEET}"
        yield Problem(cell_place(file, "", number, beyond + 1), sentence, hint)
    elif len(texts) < width:
        sentence = f"Row {number} has {_cells(len(texts))}, the row of heads {width}: a delimiter may be missing."
        hint = f"Write a delimiter for each empty cell too. {_SPREADSHEET}"
        yield Problem(cell_place(file, "", number, len(texts) + 1), sentence, hint)


def _spoilt(row: Row, file: str) -> Iterator[Problem]:
    number, texts = row
    for column, text in enumerate(texts, 1):
        if _SHORTENED.fullmatch(text.strip()):
            sentence = f"{text.strip()} is a shortened number: its last digits were lost when the file was saved."
            hint = "Give the column a number format that shows every digit, and save the file again."
            yield Problem(cell_place(file, "", number, column), sentence, hint)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
