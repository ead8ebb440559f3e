"""A workbook of facts that came back: its rows, and what its hidden sheet remembers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.data.fact_rows import COLUMNS, ID, head_problems
from briefgen.data.fact_workbook import BASE, BLANK, NUMERIC, REMARK, SECTION, Remembered
from briefgen.data.sheet import Sheet
from briefgen.data.sheet_limits import MOST_BYTES, too_large
from briefgen.data.sheets import WORKBOOK_ENDING, read_sheet
from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem
from briefgen.project import Project
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
    """Hold the rows of a workbook, what it remembers by id (None where it has no such sheet), and sheets left alone."""

    rows: tuple[SheetRow, ...]
    base: Mapping[str, Remembered] | None
    ignored: tuple[str, ...] = ()


@dataclass
class _Found:
    rows: list[SheetRow] = field(default_factory=list["SheetRow"])
    problems: list[Problem] = field(default_factory=list["Problem"])


def read_facts(path: Path, project: Project) -> ReturnedFacts:
    """Read a workbook or a CSV file of facts; in a workbook, every sheet that has heads of facts.

    Raises AuthorsMistakes with what is wrong with heads, cells and ids, EnvironmentFailure where it cannot be opened.
    """
    found = _Found()
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
    base = _base(read_sheet(path, project, sheet=BASE)) if BASE in names else None
    found.problems.extend(_repeated(found.rows))
    if found.problems:
        raise AuthorsMistakes(found.problems)
    return ReturnedFacts(tuple(found.rows), base, tuple(ignored))


def _sheets(path: Path, project: Project, found: _Found) -> tuple[list[str], list[str]]:
    """Return the names of the sheets with heads of facts, and of the others."""
    from briefgen.data.workbook_parts import open_parts
    from briefgen.data.workbook_reader import read_workbook
    from briefgen.data.workbook_xml import sheets_of, targets_of

    file = project.relative(path)
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFailure(f"{file} cannot be read: {error.strerror or error}.") from error
    if len(content) > MOST_BYTES:
        raise too_large(file, "bytes")
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
        if row[ID]:
            found.rows.append(SheetRow(sheet.name, row[ID], row))
        elif any(row.values()):
            hint = "Write the fact's id, such as robotics-h1-revenue, or begin the head of a column of remarks with #."
            found.problems.append(Problem(row[ID].place, "This row has no id.", hint))


def _plain(head: str, cell: Scalar) -> Scalar:
    """Return a cell; a number whose thousands are parted by commas, as offices type it, without them."""
    if head in NUMERIC and _GROUPED.fullmatch(cell):
        return Scalar(re.sub("[,，]", "", cell), cell.place)
    return cell


def _repeated(rows: list[SheetRow]) -> Iterator[Problem]:
    first: dict[str, SheetRow] = {}
    for row in rows:
        if row.name in first:
            sentence = f'"{row.name}" has two rows; the first is {first[row.name].name.place.cell}.'
            yield Problem(row.name.place, sentence, "Delete one of them, or give the new fact an id of its own.")
        first.setdefault(row.name, row)


def _base(sheet: Sheet) -> dict[str, Remembered]:
    remembered: dict[str, Remembered] = {}
    for cells in sheet.rows:
        row = {str(head): str(cell) for head, cell in zip(sheet.heads, cells, strict=True) if cell}
        section, blank = row.pop(SECTION, ""), row.pop(BLANK, "")
        remembered[row.get(ID, "")] = Remembered(section, row, frozenset(blank.split()))
    return remembered
