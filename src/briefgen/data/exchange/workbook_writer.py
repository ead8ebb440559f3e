"""Excel workbooks as bytes: texts stay texts, numbers that Excel keeps exactly are numbers, nothing is a formula.

Alone in touching XlsxWriter.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.data.sheets.limits import MOST_CHARACTERS
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.spec.tree import place_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_NAME = 31
"""Characters of the name of a sheet."""
SPARE_ROWS = 200
"""Rows below the last one that have the lists of choices too, for what is added by hand."""
EXACT_DIGITS = 15
"""Significant digits that Excel keeps of a number."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_HEAD = {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "top", "text_wrap": True}
_SMALL = {"font_size": 8, "font_color": "#7F7F7F", "bg_color": "#E8EDF3", "valign": "top", "text_wrap": True}
"""Heads above the row that explains them."""
_CELL = {"valign": "top", "text_wrap": True}
_OPEN = {"bg_color": "#FFF9DB", "border": 1, "border_color": "#D9C98A", "locked": False}
_AS_TEXT = 49
"""The number that Excel has for the format of text."""
_READING_WIDTH = 60
_LINE_HEIGHT, _TALLEST = 15, 120
"""Points of a line of a cell, and of the tallest row: eight lines."""
_FILLED = 0.9
"""How much of a line words fill before they wrap."""


@dataclass(frozen=True)
class WrittenColumn:
    """Hold a column: its head, what it holds in both languages, its width in characters.

    `numeric`: numbers in it are written as numbers. `choices`: what a cell may hold, offered as a list. `label`: what
    stands below its head in a sheet that is explained; without it, what it holds.
    """

    head: str
    zh: str
    en: str
    width: int = 16
    numeric: bool = False
    choices: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class WrittenSheet:
    """Hold a sheet: its columns and its rows of texts, each as long as the columns.

    `locked`: protected without a password, all but the cells `to_fill`, by row and column counted from 0. `hidden`:
    not offered to be shown. `explained`: a row below the heads says what each column holds; its first cell must begin
    with a mark by which whoever reads the sheet knows it.
    """

    name: str
    columns: tuple[WrittenColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    locked: bool = False
    hidden: bool = False
    to_fill: frozenset[tuple[int, int]] = frozenset()
    explained: bool = False


@dataclass(frozen=True)
class WrittenWorkbook:
    """Hold a workbook: its title, a sheet that explains it in lines of (Chinese, English), its sheets, its day."""

    title: str
    about: str
    lines: tuple[tuple[str, str], ...]
    sheets: tuple[WrittenSheet, ...]
    day: datetime.date


def sheet_names(names: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """Return names that sheets can have: without the marks Excel refuses, 31 characters at most, each once."""
    used = {name.lower() for name in (*taken, "history")}
    made: list[str] = []
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '") or "sheet"
        shown, number = plain[:LONGEST_NAME].rstrip(" '"), 1
        while shown.lower() in used:
            number += 1
            shown = f"{plain[: LONGEST_NAME - len(str(number)) - 1]}-{number}"
        used.add(shown.lower())
        made.append(shown)
    return made


def workbook_bytes(book: WrittenWorkbook) -> bytes:
    """Return the workbook as a file; the same workbook gives the same bytes.

    Raises AuthorsMistakes where a text is longer than a cell can hold.
    """
    from xlsxwriter import Workbook

    _refuse_long(book.sheets)
    buffer = BytesIO()
    written: Any = Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    created = datetime.datetime.combine(book.day, datetime.time())
    written.set_properties({"title": book.title, "author": "briefgen", "created": created})
    formats = _Formats(written)
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    for sheet in shown:
        _write_sheet(written.add_worksheet(sheet.name), sheet, formats)
    _write_about(written.add_worksheet(book.about), book, formats)
    for sheet in book.sheets:
        if sheet.hidden:
            page = written.add_worksheet(sheet.name)
            _write_cells(page, sheet, formats)
            page.very_hidden()
    written.close()
    return buffer.getvalue()


class _Formats:
    """Make each format of cells once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, *parts: dict[str, Any], **more: object) -> Format:
        """Return the format that has all these properties, later ones before earlier ones."""
        properties = {key: value for part in (*parts, more) for key, value in part.items()}
        key = tuple(sorted(properties.items(), key=lambda entry: entry[0]))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _write_sheet(page: Worksheet, sheet: WrittenSheet, formats: _Formats) -> None:
    labels = [tuple(column.label or f"{column.zh}\n{column.en}" for column in sheet.columns)] if sheet.explained else []
    first = 1 + len(labels)
    last = first + max(len(sheet.rows), 1) - 1
    for index, column in enumerate(sheet.columns):
        # What is typed below later stays as it is typed, but where numbers are meant.
        below = formats.of(_CELL, **({} if column.numeric else {"num_format": _AS_TEXT}))
        page.set_column(index, index, column.width, below)
        if column.choices:
            options = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(first, index, last + (0 if sheet.locked else SPARE_ROWS), index, options)
    _write_cells(page, sheet, formats)
    # LibreOffice does not fit the height of rows to wrapped texts of a file that another program made.
    heads = tuple(column.head for column in sheet.columns)
    for index, label in enumerate(labels[0] if labels else ()):
        page.write_string(1, index, label, formats.of(_HEAD))
    for number, row in enumerate((heads, *labels, *sheet.rows)):
        _set_height(page, number, zip(row, (column.width for column in sheet.columns), strict=True))
    page.freeze_panes(first, 1)
    page.autofilter(first - 1, 0, last, len(sheet.columns) - 1)
    # Ids, periods and texts of digits are texts on purpose; Excel would mark each of them.
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + SPARE_ROWS + 1}"})
    page.set_paper(9)  # A4
    page.set_landscape()
    page.repeat_rows(0, first - 1)
    if sheet.explained:
        # It goes to people who may print it; a sheet of all columns would be too small to read in that width.
        page.fit_to_pages(1, 0)
    else:
        page.repeat_columns("A:A")
    if sheet.locked:
        page.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _write_cells(page: Worksheet, sheet: WrittenSheet, formats: _Formats) -> None:
    first = 2 if sheet.explained else 1
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, column.head, formats.of(_SMALL if sheet.explained else _HEAD))
        for number, row in enumerate(sheet.rows, first):
            text = row[index]
            opened = _OPEN if (number - first, index) in sheet.to_fill else {}
            if column.numeric and is_exact_number(text):
                style = formats.of(_CELL, opened, num_format=_number_format(text))
                page.write_number(number, index, float(text), style)
            elif text:
                page.write_string(number, index, text, formats.of(_CELL, opened, num_format=_AS_TEXT))
            elif opened:
                kind = {} if column.numeric else {"num_format": _AS_TEXT}
                page.write_blank(number, index, None, formats.of(_CELL, opened, **kind))


def _write_about(page: Worksheet, book: WrittenWorkbook, formats: _Formats) -> None:
    """Write the sheet that explains: what to do, then every column in both languages."""
    page.set_column(0, 0, 20)
    page.set_column(1, 2, _READING_WIDTH)
    explained = {column.head: column for sheet in book.sheets if not sheet.hidden for column in sheet.columns}
    columns = [(column.head, column.zh, column.en) for column in explained.values()]
    for index, head in enumerate(("列 / column", "说明", "What it is")):
        page.write_string(0, index, head, formats.of(_HEAD))
    for row, texts in enumerate([*(("", zh, en) for zh, en in book.lines), *columns], 1):
        for index, text in enumerate(texts):
            page.write_string(row, index, text, formats.of(_CELL))
        _set_height(page, row, ((text, _READING_WIDTH) for text in texts[1:]))
    page.freeze_panes(1, 0)


def _set_height(page: Worksheet, row: int, cells: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as its texts need, wrapped in columns of their widths in characters."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    if lines > 1:
        page.set_row(row, min(lines * _LINE_HEIGHT, _TALLEST))


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes, a Chinese character being as wide as two; rather one too many."""
    wide = (sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line) for line in text.split("\n"))
    return sum(1 + int(units / (width * _FILLED)) for units in wide)


def is_exact_number(text: str) -> bool:
    """Say whether a text is a number that comes back from Excel as the same text."""
    return _NUMBER.fullmatch(text) is not None and text != "-0" and _significant(text) <= EXACT_DIGITS


def _significant(text: str) -> int:
    return len(text.lstrip("-").replace(".", "").lstrip("0"))


def _number_format(text: str) -> str:
    """Return the format of a number: of thousands, for General would show 520000000000 as 5.2E+11; else General.

    General shows what is typed over it, 18.25 not as 18, and turns to percent for 18.2%, by which an import sees that.
    """
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(whole) <= 4:
        return "General"
    return f"#,##0.{'0' * len(decimals)}" if decimals else "#,##0"


def _refuse_long(sheets: Sequence[WrittenSheet]) -> None:
    problems = [
        Problem(
            place_of(text),
            f'A text in the column "{column.head}" has more than {MOST_CHARACTERS} characters, which no cell can hold.',
            "Shorten it, or change this fact in its file.",
        )
        for sheet in sheets
        for row in sheet.rows
        for column, text in zip(sheet.columns, row, strict=True)
        if len(text) > MOST_CHARACTERS
    ]
    if problems:
        raise AuthorsMistakes(problems)
