"""Rows of a table that stand in a file, brought into the form that they would have in YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.data.sheets.named import named_sheet
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.nearest import nearest
from briefgen.spec.tree import Mapping, Node, Scalar
from briefgen.spec.tree import Sequence as Entries

_TABLES, _FILE, _ROWS, _COLUMNS, _ID = map(Scalar, ("tables", "file", "rows", "columns", "id"))


def fill_rows(section: Mapping, project: Project) -> list[Problem]:
    """Read the files that tables of a section name, and put their rows under `rows`; return what is wrong with them."""
    problems: list[Problem] = []
    tables = section.get(_TABLES)
    for table in tables.values() if isinstance(tables, Mapping) else ():
        if not isinstance(table, Mapping):
            continue
        file = table.get(_FILE)
        if _ROWS in table and file is not None:
            place = table.key_place("file")
            problems.append(Problem(place, "The rows stand here and in a file.", "Keep one of rows and file."))
        elif isinstance(file, Scalar) and file.strip():
            try:
                sheet = named_sheet(file, table, project)
            except AuthorsMistakes as found:
                problems.extend(found.problems)
                continue
            wrong = list(_wrong_heads(sheet, _declared(table)))
            if not sheet.rows:
                sentence = f'The table has no rows: "{file}" holds heads alone.'
                wrong.append(Problem(file.place, sentence, "Write them in the file."))
            problems.extend(wrong)
            if not wrong:
                table[Scalar("rows", file.place)] = _rows(sheet, file)
    return problems


def _declared(table: Mapping) -> list[str]:
    """Return the ids of the columns, as far as they can be read."""
    columns = table.get(_COLUMNS)
    entries: Sequence[Node] = columns if isinstance(columns, Entries) else ()
    ids = [entry.get(_ID) for entry in entries if isinstance(entry, Mapping)]
    return [str(id) for id in ids if isinstance(id, Scalar)]


def _wrong_heads(sheet: Sheet, declared: Sequence[str]) -> Iterator[Problem]:
    """Yield heads that no column has, and columns that no head names."""
    named = {str(head).partition(".")[0] for head in sheet.heads}
    absent = [id for id in declared if id not in named]
    for head in sheet.heads:
        if head.partition(".")[0] not in (*declared, _ID):
            hint = nearest(head, absent or declared, ask="Columns of this table")
            yield Problem(head.place, f'"{head}" is no column of this table.', hint)
        elif "." in head and head.partition(".")[0] in sheet.heads:
            sentence = f'"{head}" and "{head.partition(".")[0]}" are two heads of one column.'
            yield Problem(head.place, sentence, "Keep one of them; words stand in a column for each language.")
    for id in absent:
        place = sheet.heads[0].place
        hint = f"Add a column of the head {id}, or {id}.zh and {id}.en where it holds words."
        yield Problem(place, f'There is no column "{id}" in this file.', hint)


def _rows(sheet: Sheet, file: Scalar) -> Entries:
    rows = Entries(file.place)
    for cells in sheet.rows:
        row = Mapping(cells[0].place)
        for head, cell in zip(sheet.heads, cells, strict=True):
            name, dot, language = head.partition(".")
            if not dot:
                row[Scalar(name, head.place)] = cell
                continue
            words = row.setdefault(Scalar(name, head.place), Mapping(cell.place))
            if isinstance(words, Mapping) and cell.strip():
                words[Scalar(language, head.place)] = cell
        rows.append(_without_empty(row))
    return rows


def _without_empty(row: Mapping) -> Mapping:
    """Return a row in which words that stand in no language are a blank, and a row without an id has none."""
    made = Mapping(row.place)
    for key, cell in row.items():
        if isinstance(cell, Mapping) and not cell:
            made[key] = Scalar("", cell.place)
        elif not (key == _ID and isinstance(cell, Scalar) and not cell):
            made[key] = cell
    return made
