"""What a brief shows of a table: some of its columns, its rows in another order or the first ones alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Day, Quantity, Rank, Span
from briefgen.data.tables.table import Table, TableCell, TableRow


def shown(
    table: Table,
    facts: Mapping[str, Fact],
    *,
    columns: Sequence[str] = (),
    sort: str | None = None,
    limit: int | None = None,
) -> Table:
    """Return what is left of a table; names that it does not have are passed over.

    `columns` in the order given, the naming column always first; empty: all. `sort`: by this column, largest, latest
    or first in rank first; blanks last. `limit`: so many rows from the top.
    A stale table says that its values are awaited, and nothing of the old ones: what is shown here cannot print one.
    """
    if table.stale:
        table = _stated(table)
    if not columns and sort is None and limit is None:
        return table
    rows = list(table.rows)
    order = next((index for index, column in enumerate(table.columns) if column.id == sort), None)
    if order is not None:
        rows.sort(key=lambda row: _rank(row.cells[order], facts))
    if not columns:
        return replace(table, rows=tuple(rows[:limit]))
    ids = [column.id for column in table.columns]
    chosen = [0, *(ids.index(id) for id in columns if id in ids[1:])]
    return replace(
        table,
        columns=tuple(table.columns[index] for index in chosen),
        rows=tuple(TableRow(row.id, tuple(row.cells[index] for index in chosen), row.place) for row in rows[:limit]),
    )


def quantity_of(cell: TableCell, facts: Mapping[str, Fact]) -> Quantity | None:
    """Return what a cell says as a quantity, its own or that of its fact; None for words and blanks."""
    return facts[cell.fact].quantity if cell.fact in facts else cell.quantity


def _stated(table: Table) -> Table:
    """Return a table whose own cells beside the names of its rows are awaited; facts tell themselves what they are.

    What rests on the old values goes: source, quality, caution and note, which may name one.
    """
    rows = tuple(replace(row, cells=(row.cells[0], *map(_awaited, row.cells[1:]))) for row in table.rows)
    return replace(
        table,
        rows=rows,
        source="",
        locator="",
        quality=None,
        caution=None,
        note=None,
        publish="internal" if table.publish == "internal" else "plain",
        period_inferred=False,
    )


def _awaited(cell: TableCell) -> TableCell:
    return cell if cell.fact or cell.blank else TableCell(blank="awaited", place=cell.place)


def _rank(cell: TableCell, facts: Mapping[str, Fact]) -> tuple[bool, Decimal]:
    """Return what sorts a cell: larger values first, gaps and blanks last."""
    if cell.fact in facts and facts[cell.fact].gap:
        return True, Decimal(0)
    quantity = quantity_of(cell, facts)
    match quantity.value if quantity is not None else None:
        case Amount(value) | Span(_, value):
            return False, -value
        case Rank(rank):
            return False, Decimal(rank)
        case Day(year, month, day):
            return False, -Decimal(year * 10000 + month * 100 + day)
        case _:
            return True, Decimal(0)
