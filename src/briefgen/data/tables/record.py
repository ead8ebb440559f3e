"""What an author may write under `tables:` of a section."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from briefgen.data.tables.cells import read_cell
from briefgen.data.tables.table import Holds, TableCell, TableRow
from briefgen.data.terms import Kind, Publish
from briefgen.data.written import Time, Told, Unit
from briefgen.spec import tree
from briefgen.spec.ages import MaxAge
from briefgen.spec.fields import Date, FactId, Line, Name, Reads, RelativePath, Switch, mistake, mistakes, read_name
from briefgen.spec.model import Placed
from briefgen.spec.nearest import closest, nearest

ID = "id"
MOST_ROWS = 2000


class ColumnRecord(Placed):
    """Hold what is true of a column of a table."""

    id: Name = Field(description="The key under which its cells stand in the rows, or the head in a table file.")
    name: Told = Field(description="The head that is printed.")
    unit: Unit = Field(default="", description="The unit of all its numbers, as of facts; printed once, in the head.")
    holds_: Literal["words", "numbers"] | None = Field(
        default=None, description="words (default without a unit), or numbers (default with one)."
    )
    kind: Kind = Field(default="reported", description="Whether its numbers are results, targets, plans, …")
    period: Time | None = Field(default=None, description="The time that this column covers, where columns differ.")
    as_of: Time | None = Field(default=None, description="The time at which this column stood, where columns differ.")

    @property
    def holds(self) -> Holds:
        """Return what the cells hold."""
        if self.unit == "date":
            return "dates"
        return self.holds_ or ("numbers" if self.unit else "words")


def read_rows(value: object, info: ValidationInfo) -> tuple[TableRow, ...]:
    """Read the rows by the columns, which are read before; tell every wrong cell at its place."""
    if isinstance(value, tuple):
        return cast("tuple[TableRow, ...]", value)
    if not isinstance(value, tree.Sequence):
        raise mistake("A list of rows is meant here.", "Write each row after a hyphen: - {name: {…}, revenue: …}")
    columns: tuple[ColumnRecord, ...] = info.data.get("columns", ())
    if not columns:
        return ()
    for column in columns:
        if column.id == ID:
            hint = "Call the column something else, such as code."
            raise mistake('No column can be called "id": that is the key of a row.', hint, tree.place_of(column.id))
    if len(value) > MOST_ROWS:
        sentence = f"The table has {len(value)} rows; it may have {MOST_ROWS}."
        raise mistake(sentence, "Spread them over several tables, or add them up first.", value.place)
    rows: list[TableRow] = []
    errors: list[PydanticCustomError] = []
    for node in value:
        if isinstance(node, tree.Mapping):
            rows.append(_row(node, columns, info, errors))
        else:
            errors.append(mistake("A row has a cell for each column.", "Write {column: cell, …}.", tree.place_of(node)))
    errors += _twice(rows)
    if errors:
        raise mistakes(errors, value)
    return tuple(rows)


def _row(
    node: tree.Mapping, columns: tuple[ColumnRecord, ...], info: ValidationInfo, errors: list[PydanticCustomError]
) -> TableRow:
    """Read one row; what is wrong with it is added to `errors`."""
    known = [str(column.id) for column in columns]
    free = [word for word in (*known, ID) if word not in node]
    slips: set[str | None] = set()
    for key in node:
        if key not in known and key != ID:
            slips.add(closest(key, free))
            hint = nearest(key, free, ask="Columns without a cell here") or "Declare it under columns:, or delete it."
            errors.append(mistake(f'"{key}" is no column of this table.', hint, key.place))
    id = ""
    if ID in node:
        try:
            id = read_name(node[tree.Scalar(ID)], info)
        except PydanticCustomError as error:
            errors.append(_at(error, node[tree.Scalar(ID)].place or node.place))
    cells: list[TableCell] = []
    for column in columns:
        cell = node.get(tree.Scalar(column.id))
        if cell is None:
            if column.id in slips:
                continue
            hint = f"Add {column.id}: and its cell; missing where it is not known."
            errors.append(mistake(f'This row has no "{column.id}".', hint, node.place))
            continue
        try:
            cells.append(read_cell(cell, column.holds, column.unit, info))
        except PydanticCustomError as error:
            errors.append(_at(error, tree.place_of(cell)))
        except ValidationError as found:
            errors.extend(_at(error, tree.place_of(cell)) for error in _mistakes_in(found))
    if len(cells) == len(columns) and cells[0].words is None:
        hint = f"Write {columns[0].id}: {{zh: …, en: …}}."
        errors.append(mistake(f'The first column, "{columns[0].id}", names the rows in words.', hint, cells[0].place))
    return TableRow(id, tuple(cells), node.place)


def _twice(rows: list[TableRow]) -> list[PydanticCustomError]:
    places: dict[str, TableRow] = {}
    errors: list[PydanticCustomError] = []
    for row in rows:
        if row.id and row.id in places:
            sentence = f'Two rows have the id "{row.id}"; the first is in {places[row.id].place}.'
            errors.append(mistake(sentence, "Rename one.", tree.place_of(row.id, row.place)))
        places.setdefault(row.id, row)
    return errors


def _mistakes_in(found: ValidationError) -> list[PydanticCustomError]:
    """Return the mistakes that a reader of ours joined into one exception."""
    return [
        mistake(details["sentence"], details["hint"], details["place"])
        for details in (error.get("ctx", {}) for error in found.errors(include_url=False))
        if "sentence" in details
    ]


def _at(error: PydanticCustomError, place: tree.Place) -> PydanticCustomError:
    """Give a mistake the place of its cell, unless it knows a nearer one."""
    details = error.context or {}
    if details.get("place") is None or not details["place"].file:
        return mistake(details.get("sentence", error.message()), details.get("hint", ""), place)
    return error


_ROWS_SCHEMA: dict[str, Any] = {"type": "array", "minItems": 1, "items": {"type": "object"}}


class TableRecord(Placed):
    """Hold a table: its columns, and its rows here or in a file."""

    title: Told = Field(description="What the table is called.")
    columns: tuple[ColumnRecord, ...] = Field(
        min_length=2, max_length=16, description="The columns, in order; the first one names the rows."
    )
    rows: Annotated[tuple[TableRow, ...], Reads(read_rows, _ROWS_SCHEMA)] = Field(
        default=(), description="The rows, each with a cell for each column, by the column's id."
    )
    file: RelativePath | None = Field(
        default=None, description="A table file that holds the rows, inside data/: CSV or .xlsx."
    )
    sheet: Line = Field(default="", description="The sheet of a workbook; default: its only one.")
    delimiter: Line = Field(default="", description="What parts the cells of a CSV file; default: found out.")
    encoding: Line = Field(default="", description="The encoding of a CSV file; default: found out.")
    period: Time | None = Field(default=None, description="The time that the table covers.")
    as_of: Time | None = Field(default=None, description="The time at which its figures stood.")
    period_inferred: Switch = Field(default=False, description="Whether the source does not state the year.")
    source: FactId | None = Field(
        default=None, description="The id of the source; not needed where all cells but names are facts."
    )
    locator: Line = Field(default="", description="A few words of the source by which the place is found.")
    quality: Literal["matched", "consistent", "single"] | None = Field(
        default=None, description="What an independent text says of it; for the internal edition."
    )
    caution: Told | None = Field(default=None, description="What staff must know; for the internal edition.")
    owner: Line = Field(default="", description="The office that answers for it.")
    cleared_by: Line = Field(default="", description="The office that cleared it for print.")
    valid_until: Date | None = Field(default=None, description="The last day on which it may be printed.")
    max_age: MaxAge | None = Field(
        default=None, description="How long after its period it may be printed, such as 18 months."
    )
    note: Told | None = Field(default=None, description="What readers must know; printed where publish is with-note.")
    publish: Publish = Field(default="plain", description="plain (default), with-note, or internal.")
