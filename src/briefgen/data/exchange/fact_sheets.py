"""A workbook of facts that came back: its rows, and what its hidden sheet remembers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.data.exchange.fact_workbook import BASE, BLANK, NUMERIC, REMARK, SECTION, Remembered
from briefgen.data.fact_rows import COLUMNS, ID, LINES, TEXTS, head_problems
from briefgen.data.sheets.read import WORKBOOK_ENDING, content_of, read_sheet
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec.parsing import folded
from briefgen.spec.pieces import Text
from briefgen.spec.tree import Scalar

_GROUPED = re.compile(r"-?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?")
_KNOWN = frozenset(column.head for column in COLUMNS)


@dataclass(frozen=True)
class SheetRow:
    """Hold a row of facts: its sheet, the fact's id, and the cells of the columns that there are, by head."""

    sheet: str
    name: Scalar
    cells: Mapping[str, Scalar]


@dataclass(frozen=True)
class ReturnedFacts:
    """Hold the rows of workbooks, what these remember by id, and their sheets without facts.

    `remembers` is False where one of them has lost the sheet that does, or is a CSV file.
    """

    rows: tuple[SheetRow, ...]
    base: Mapping[str, Remembered]
    ignored: tuple[str, ...]
    remembers: bool


@dataclass
class _Found:
    rows: list[SheetRow] = field(default_factory=list["SheetRow"])
    problems: list[Problem] = field(default_factory=list["Problem"])


def read_facts(paths: Sequence[Path], project: Project) -> ReturnedFacts:
    """Read workbooks and CSV files of facts as one; in a workbook, every sheet that has heads of facts.

    Raises AuthorsMistakes with what is wrong with heads, cells and ids, EnvironmentFailure where one cannot be opened.
    """
    found = _Found()
    base: dict[str, Remembered] = {}
    ignored: list[str] = []
    remembers = True
    for path in paths:
        try:
            remembered, others = _read(path, project, found)
        except AuthorsMistakes as error:
            found.problems.extend(error.problems)
            continue
        base |= remembered or {}
        ignored += others
        remembers = remembers and remembered is not None
    found.problems.extend(_repeated(found.rows))
    if found.problems:
        raise AuthorsMistakes(found.problems)
    return ReturnedFacts(tuple(found.rows), base, tuple(ignored), remembers)


def _read(path: Path, project: Project, found: _Found) -> tuple[dict[str, Remembered] | None, list[str]]:
    """Note the rows of one file; return what it remembers, and the names of its sheets without facts."""
    names: list[str] = []
    ignored: list[str] = []
    if path.suffix.lower() != WORKBOOK_ENDING or not path.is_file():
        _take(read_sheet(path, project), found)
    else:
        names, ignored = _sheets(path, project, found)
    for name in (name for name in names if name != BASE):
        try:
            _take(read_sheet(path, project, sheet=name), found)
        except AuthorsMistakes as error:
            found.problems.extend(error.problems)
    if (names or ignored) and not {*names} - {BASE} and not found.problems:
        hint = "A sheet of facts has the heads id, name.zh, name.en, value and so on in its first row."
        place = Place(project.relative(path))
        found.problems.append(Problem(place, "No sheet of this workbook holds facts.", hint))
    return (_base(read_sheet(path, project, sheet=BASE)) if BASE in names else None), ignored


def _sheets(path: Path, project: Project, found: _Found) -> tuple[list[str], list[str]]:
    """Return the names of the sheets with heads of facts, and of the others."""
    from briefgen.data.sheets.workbook_parts import open_parts
    from briefgen.data.sheets.workbook_reader import read_workbook
    from briefgen.data.sheets.workbook_xml import sheets_of, targets_of

    file = project.relative(path)
    content = content_of(path, file)
    parts = open_parts(content, file)
    tables = targets_of(parts.part("xl/_rels/workbook.xml.rels"), file)
    names: list[str] = []
    ignored: list[str] = []
    for name in (listed.name for listed in sheets_of(parts.part("xl/workbook.xml"), file) if listed.relation in tables):
        try:
            _, rows = read_workbook(content, file, sheet=name)
        except AuthorsMistakes as error:
            found.problems.extend(error.problems)
            continue
        heads = {text.strip() for text in rows[0][1]} if rows else set[str]()
        (names if heads & _KNOWN else ignored).append(name)
    return names, ignored


def _take(sheet: Sheet, found: _Found) -> None:
    """Note the rows of a sheet, and what is wrong with it."""
    read = [index for index, head in enumerate(sheet.heads) if not head.startswith(REMARK)]
    heads = tuple(sheet.heads[index] for index in read)
    if not heads:
        return
    wrong = list(head_problems(Sheet(sheet.file, sheet.name, heads, ()), ()))
    found.problems.extend(wrong)
    if wrong:
        return
    for cells in sheet.rows:
        row = {str(sheet.heads[index]): _plain(str(sheet.heads[index]), cells[index]) for index in read}
        if row[ID].startswith(REMARK):
            continue  # a row of remarks, such as the one that explains the heads
        if row[ID]:
            found.rows.append(SheetRow(sheet.name, row[ID], row))
        elif any(row.values()):
            hint = "Write the fact's id, such as robotics-h1-revenue, or begin the head of a column of remarks with #."
            found.problems.append(Problem(row[ID].place, "This row has no id.", hint))


def _plain(head: str, cell: Scalar) -> Scalar:
    """Return a cell as an export would write it: texts in one line, numbers without the commas that offices type."""
    stem = head.rpartition(".")[0]
    if stem == LINES:
        return Scalar("\n".join(_one_line(line, cell.place) for line in cell.split("\n")), cell.place)
    if stem in TEXTS:
        return Scalar(_one_line(cell, cell.place), cell.place)
    if head in NUMERIC and _GROUPED.fullmatch(cell):
        return Scalar(re.sub("[,，]", "", cell), cell.place)
    return cell


def _one_line(text: str, place: Place) -> str:
    return folded(Text(text, place)) if text else text


def _repeated(rows: list[SheetRow]) -> Iterator[Problem]:
    first: dict[str, SheetRow] = {}
    for row in rows:
        if row.name in first:
            other = first[row.name].name.place
            where = other.cell if other.file == row.name.place.file else str(other)
            sentence = f'"{row.name}" has two rows; the first is {where}.'
            yield Problem(row.name.place, sentence, "Delete one of them, or give the new fact an id of its own.")
        first.setdefault(row.name, row)


def _base(sheet: Sheet) -> dict[str, Remembered]:
    remembered: dict[str, Remembered] = {}
    for cells in sheet.rows:
        row = {str(head): str(cell) for head, cell in zip(sheet.heads, cells, strict=True) if cell}
        section, blank = row.pop(SECTION, ""), row.pop(BLANK, "")
        remembered[row.get(ID, "")] = Remembered(section, row, frozenset(blank.split()))
    return remembered
