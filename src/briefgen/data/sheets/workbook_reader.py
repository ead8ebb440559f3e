"""One sheet of an .xlsx workbook as rows of texts; the only file that knows python-calamine.

Whole numbers come exactly, others with the 15 significant digits that spreadsheets keep; days become 2026-11-01, months
and years what their format shows of them, TRUE and FALSE yes and no; a formula is its last result. Hidden rows and
columns are read like all others, a hidden sheet only where it is named. Refused at their cells are errors, merged
cells, times, formulas without a result, whole numbers whose last digits are lost, and percentages, of which the file
holds a hundredth of what the author sees.
"""

from __future__ import annotations

import datetime
import io
import math
from decimal import Decimal

from briefgen.data.sheets.cells import cell_place, quoted
from briefgen.data.sheets.csv_reader import Row
from briefgen.data.sheets.limits import MOST_PROBLEMS
from briefgen.data.sheets.number_formats import Shown
from briefgen.data.sheets.workbook_cells import Cell, Noted, noted
from briefgen.data.sheets.workbook_parts import SAVE_AGAIN, damaged, only, open_parts
from briefgen.data.sheets.workbook_xml import Listed, formats_of, sheets_of, strings_of, targets_of
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec.nearest import closest

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# python-calamine tells the kind of a file by these two parts; they say no more than that.
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/{_WORKBOOK}" ContentType="{_SHEET_TYPE}"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_DOCUMENT}" Target="{_WORKBOOK}"/></Relationships>'
)
_NO_STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_NO_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number."""
_MOST_EXACT = 2**53
"""Up to here every whole number is one of its own in the file."""
_FEW = 12
"""Sheets that a message names."""
_AS_TEXT = "Give the cell the format Text"

Value = int | float | str | bool | datetime.date | datetime.time | datetime.timedelta


def read_workbook(content: bytes, file: str, *, sheet: str | None) -> tuple[str, list[Row]]:
    """Return the name of a sheet and its rows with any text, each as long as the first.

    Without `sheet`, the workbook must show one sheet only. Raises AuthorsMistakes with the cells that cannot be read.
    """
    parts = open_parts(content, file)
    if _WORKBOOK not in parts:
        raise _mistake(Place(file), "This is no .xlsx workbook, though it is packed like one.", SAVE_AGAIN)
    workbook, relations = parts.part(_WORKBOOK), parts.part(_RELATIONS)
    targets = targets_of(relations, file)
    tables = [listed for listed in sheets_of(workbook, file) if listed.relation in targets]
    chosen = _chosen(tables, sheet, file)
    part_name = targets[chosen.relation]
    styles = parts.part(_STYLES) if _STYLES in parts else _NO_STYLES
    part = parts.part(part_name)
    strings = parts.part(_STRINGS) if _STRINGS in parts else _NO_STRINGS
    notes = noted(part, file, chosen.name, formats_of(styles, file), strings_of(strings, file))
    if problems := [*_refused(notes, file, chosen.name)]:
        raise AuthorsMistakes(problems[:MOST_PROBLEMS])
    packed = only(
        [
            ("[Content_Types].xml", _TYPES.encode()),
            ("_rels/.rels", _ROOT.encode()),
            (_WORKBOOK, workbook),
            (_RELATIONS, relations),
            (_STYLES, styles),
            (part_name, part),
            (_STRINGS, strings),
        ]
    )
    return chosen.name, _rows(_values(packed, chosen.name, file), notes, file, chosen.name)


def _chosen(tables: list[Listed], sheet: str | None, file: str) -> Listed:
    if sheet is not None:
        found = next((listed for listed in tables if listed.name == sheet), None)
        if found is None:
            close = closest(sheet, [listed.name for listed in tables])
            hint = f'Did you mean "{close}"?' if close else f"Its sheets: {_names(tables)}."
            raise _mistake(Place(file), f'The workbook has no sheet "{sheet}".', hint)
        return found
    visible = [listed for listed in tables if listed.visible]
    if len(visible) == 1:
        return visible[0]
    if not visible:
        raise _mistake(Place(file), "The workbook shows no sheet with cells.", SAVE_AGAIN)
    message = f"The workbook has {len(visible)} sheets, and it is not said which is meant: {_names(visible)}."
    raise _mistake(Place(file), message, f"Name the sheet, such as sheet: {visible[0].name}.")


def _names(sheets: list[Listed]) -> str:
    named = [quoted(listed.name) for listed in sheets[:_FEW]]
    return ", ".join(named if len(sheets) <= _FEW else [*named, "…"])


def _refused(notes: Noted, file: str, sheet: str) -> list[Problem]:
    """Return the cells whose file content is not what their author sees, or is nothing that can be read."""
    told: list[Problem] = []
    for cell, error in sorted(notes.errors.items()):
        message = f"This cell holds the error {error}." if error else "This cell holds an error."
        told.append(Problem(_place(cell, file, sheet), message, "Correct its formula, or empty the cell."))
    for cell in notes.uncalculated:
        message = "The result of the formula in this cell is not in the file."
        told.append(Problem(_place(cell, file, sheet), message, "Open it in a spreadsheet program and save it again."))
    for cell, reference in sorted(notes.merged.items()):
        if cell[0] <= notes.last[0] and cell[1] <= notes.last[1]:
            hint = "Unmerge them, and write the text into each cell that it is for."
            told.append(Problem(_place(cell, file, sheet), f"The cells {reference} are merged into one.", hint))
    for cell, shown in notes.shown.items():
        if shown == "percent":
            message = "This cell shows a percentage, such as 20%, and the file holds a hundredth of it, 0.2."
            hint = "Give the cell the format General, type the number as 20, and write percent as its unit."
            told.append(Problem(_place(cell, file, sheet), message, hint))
    return told


def _values(packed: bytes, sheet: str, file: str) -> tuple[Cell, list[list[Value]]]:
    """Return the first row and column of a sheet's values, counted from 0, and the values."""
    import python_calamine

    try:
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed))
        found = opened.get_sheet_by_name(sheet)
        return found.start or (0, 0), found.to_python()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A failed assertion in Rust arrives as PanicException, which is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise damaged(file, "its cells cannot be read") from None


def _rows(found: tuple[Cell, list[list[Value]]], notes: Noted, file: str, sheet: str) -> list[Row]:
    (top, left), values = found
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in enumerate(values, top + 1):
        texts = [""] * left
        for column, value in enumerate(cells, left + 1):
            shown = notes.shown.get((number, column), "number")
            text = value if isinstance(value, str) else _written(value, shown)
            if text is None:
                problems.append(_unreadable(value, shown, cell_place(file, sheet, number, column)))
                text = ""
            texts.append(text)
        if any(text.strip() for text in texts):
            rows.append((number, texts))
    if problems:
        raise AuthorsMistakes(problems[:MOST_PROBLEMS])
    return rows


def _written(value: float | datetime.date | datetime.time | datetime.timedelta, shown: Shown) -> str | None:
    """Return a value as an author would type it, or None where it cannot be told."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value) if shown == "number" else None
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return None
        value = value.date()
    if not isinstance(value, datetime.date):
        return None
    if shown == "month" and value.day == 1:
        return f"{value.year:04}-{value.month:02}"
    if shown == "year" and (value.month, value.day) == (1, 1):
        return f"{value.year:04}"
    return value.isoformat() if shown in ("day", "number") else None


def _number(value: float) -> str | None:
    """Return a number in plain digits, without zeros that say nothing; None where its last digits are lost."""
    exact = Decimal(f"{value:.{_DIGITS}g}")
    if not exact.is_finite():
        return None
    if float(exact) != value and float(value).is_integer():
        # Rounding is for the noise of fractions; it would make another number of a whole one.
        if abs(value) > _MOST_EXACT:
            return None
        exact = Decimal(int(value))
    plain = f"{exact:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) if exact else "0"


def _unreadable(value: Value, shown: Shown, place: Place) -> Problem:
    if isinstance(value, int | float) and shown == "number" and math.isfinite(value):
        message = f"This number has more than the {_DIGITS} digits that a spreadsheet keeps; the last ones are lost."
        return Problem(place, message, f"{_AS_TEXT}, and type the number again.")
    if isinstance(value, int | float):
        return Problem(place, "This cell holds no number or day that can be written in digits.", "Type it again.")
    if shown == "partial":
        hint = f"{_AS_TEXT}, and type what is meant, such as 2026-06-15."
        return Problem(place, "This cell is a date that shows no year; a program may have added one.", hint)
    if shown in ("month", "year"):
        hint = f"{_AS_TEXT}, and type what is meant, such as 2025-06 or 2025-06-15."
        return Problem(place, f"This cell holds a day and shows only its {shown}.", hint)
    hint = f"{_AS_TEXT}, and type what is meant, such as 2026-11-01."
    return Problem(place, "This cell holds a time of day; a day is meant.", hint)


def _place(cell: Cell, file: str, sheet: str) -> Place:
    return cell_place(file, sheet, *cell)


def _mistake(place: Place, message: str, hint: str) -> AuthorsMistakes:
    return AuthorsMistakes([Problem(place, message, hint)])
