"""A table file read: CSV or a sheet of an .xlsx workbook, each cell a text that knows its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from briefgen.data.sheets.cells import cell_places
from briefgen.data.sheets.csv_text import Encoding
from briefgen.data.sheets.limits import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_PROBLEMS,
    MOST_ROWS,
    too_large,
)
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem
from briefgen.project import Project
from briefgen.spec.characters import REFUSED, refused_character
from briefgen.spec.tree import Scalar

CSV_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDING = ".xlsx"
DELIMITERS = {",": ",", ";": ";", "|": "|", "tab": "\t", "\t": "\t"}
"""What authors may write for a delimiter, and the character that it means."""
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)

_SAVE_AS = "Open it in a spreadsheet program and save it as .xlsx (Excel Workbook)."
_OLD = {
    ".xls": "a workbook in the form of Excel 2003",
    ".xlsm": "a workbook with macros",
    ".xlsb": "a binary workbook",
    ".ods": "an OpenDocument workbook",
    ".et": "a WPS workbook",
    ".numbers": "a Numbers workbook",
}
_BLANKS = " \t\u00a0\u3000"


def read_sheet(
    path: Path,
    project: Project,
    *,
    sheet: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Sheet:
    """Read a table: a CSV file by its ending .csv, .tsv or .txt, a sheet of a workbook by .xlsx.

    The first row with any text holds the heads. `sheet` is needed where a workbook shows several; `delimiter` (a key
    of DELIMITERS) and `encoding` (one of ENCODINGS) only where a CSV file does not make them plain. Texts are brought
    to Unicode form NFC and stripped of white space at their ends. Whether the file lies inside the project is for
    callers to ask (`Project.require_file`). Raises AuthorsMistakes where the file is no table, is beyond
    `sheet_limits`, or holds what could be read in two ways; EnvironmentFailure where it cannot be opened.
    """
    file = project.relative(path)
    ending = path.suffix.lower()
    is_csv = ending in CSV_ENDINGS
    if not is_csv and ending != WORKBOOK_ENDING:
        raise _mistake(file, *_wrong_ending(path.suffix, ending))
    if is_csv and sheet is not None:
        raise _mistake(file, "A CSV file has no sheets.", "Leave the sheet out, or name an .xlsx file.")
    if not is_csv and (delimiter is not None or encoding is not None):
        raise _mistake(file, "A workbook has no delimiter and no encoding.", "Leave them out; they are for CSV files.")
    if delimiter is not None and delimiter not in DELIMITERS:
        raise _mistake(file, f'"{delimiter}" is no delimiter that is read.', "Write one of: , ; | tab.")
    if encoding is not None and encoding not in ENCODINGS:
        raise _mistake(file, f'"{encoding}" is no encoding that is read.', f"Write {' or '.join(ENCODINGS)}.")
    content = content_of(path, file)
    if is_csv:
        from briefgen.data.sheets.csv_reader import read_csv

        told = DELIMITERS[delimiter] if delimiter else None
        rows = read_csv(content, file, delimiter=told, encoding=encoding)
        return _sheet(file, "", rows)
    from briefgen.data.sheets.workbook_reader import read_workbook

    name, cells = read_workbook(content, file, sheet=sheet)
    return _sheet(file, name, cells)


def content_of(path: Path, file: str) -> bytes:
    """Return the bytes of a table file; problems call it `file`.

    Raises AuthorsMistakes where it is missing or too large, EnvironmentFailure where it cannot be opened.
    """
    if not path.is_file():
        raise _mistake(file, "There is no file here.", "Look at its name and folder.")
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFailure(f"{file} cannot be read: {error.strerror or error}.") from error
    if len(content) > MOST_BYTES:
        raise too_large(file, "bytes")
    return content


def _wrong_ending(written: str, ending: str) -> tuple[str, str]:
    if ending in _OLD:
        return f"This is {_OLD[ending]} ({written}), which is not read.", _SAVE_AS
    return f'A table file ends in .csv, .tsv, .txt or .xlsx, not in "{written}".', _SAVE_AS


def _sheet(file: str, name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """Return the sheet that rows of texts make; columns that are empty from head to foot are left out."""
    numbered = list(rows)
    if not numbered:
        raise _mistake(
            file, f'The sheet "{name}" is empty.' if name else "The file is empty.", "Write its heads first."
        )
    head_texts, below = numbered[0][1], numbered[1:]
    columns = [
        index
        for index, head in enumerate(head_texts)
        if head.strip() or any(texts[index].strip() for _, texts in below)
    ]
    if len(columns) > MOST_COLUMNS:
        raise too_large(file, "columns")
    if len(below) > MOST_ROWS:
        raise too_large(file, "rows")
    if len(below) * len(columns) > MOST_CELLS:
        raise too_large(file, "cells")
    places = cell_places(file, name, [index + 1 for index in columns])
    told, *made = [
        tuple(Scalar(tidy(texts[index]), place) for index, place in zip(columns, places(row), strict=True))
        for row, texts in numbered
    ]
    problems = [*_wrong_heads(told), *(problem for cells in (told, *made) for problem in _unfit(cells))]
    if problems:
        raise AuthorsMistakes(problems[:MOST_PROBLEMS])
    return Sheet(file, name, told, tuple(made))


def tidy(text: str) -> str:
    """Return the text of a cell in Unicode form NFC, without white space at its ends."""
    if text.isalnum() and text.isascii():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    # Line breaks at the beginning stay: in a cell of several lines the first may be empty.
    return unicodedata.normalize("NFC", plain).strip(_BLANKS).rstrip(_BLANKS + "\n")


def _wrong_heads(heads: Sequence[Scalar]) -> Iterator[Problem]:
    seen: dict[str, Scalar] = {}
    for head in heads:
        if not head:
            yield Problem(head.place, "This column has no head.", "Write its head, or delete what stands below.")
        elif head in seen:
            sentence = f'The head "{head[:40]}" stands twice; the first is in {seen[head].place.cell}.'
            yield Problem(head.place, sentence, "Keep one of the two columns.")
        seen.setdefault(head, head)


def _unfit(cells: Iterable[Scalar]) -> Iterator[Problem]:
    for cell in cells:
        if len(cell) > MOST_CHARACTERS:
            yield Problem(cell.place, f"This cell holds more than {MOST_CHARACTERS} characters.", "Shorten it.")
        found = None if cell.isascii() and cell.isprintable() else REFUSED.search(cell)
        if found:
            yield refused_character(found.group(), cell.place)


def _mistake(file: str, message: str, hint: str) -> AuthorsMistakes:
    return AuthorsMistakes([Problem(Place(file), message, hint)])
