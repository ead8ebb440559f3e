"""The grid of tables and what heads their cells; how lists are numbered."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.table_grid import place_cells
from briefgen.check.finished.tree import Node

SCOPES = ("Row", "Column", "Both")
SPAN_LIMIT = 10_000
HEADED = ("ISO 14289-1, 7.5", "ISO 14289-2, 8.2.5.26")


def tables(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find tables whose rows have unequal lengths, whose cells overlap, or whose cells nothing heads."""
    for table in file.tree.nodes:
        if table.role != "Table":
            continue
        rows = list(_rows(table))
        yield from grid_faults(table, rows)
        yield from _parts(table)
        cells = [cell for row in rows for cell in row.nodes]
        heads = [cell for cell in cells if cell.role == "TH"]
        if cells and not heads:
            yield Finding(HEADED[claims.ua == 2], "The table has no header cells (TH).", table.page + 1, table.path)
        by_name = any(cell.attribute("Table", "Headers") for cell in cells)
        for head in heads:
            if head.attribute("Table", "Scope") not in SCOPES and not (by_name and head.id):
                yield Finding(
                    "15-003",
                    "The header cell does not say whether it is for a row or a column (Scope).",
                    head.page + 1,
                    head.path,
                )
        if by_name:
            known = {head.id for head in heads}
            for cell in cells:
                named = cell.attribute("Table", "Headers")
                if isinstance(named, list) and any(name not in known for name in named):
                    yield Finding(
                        "ISO 32000-1, 14.8.5.7",
                        "The cell names a header cell that is not in its table (Headers).",
                        cell.page + 1,
                        cell.path,
                    )


def numbering(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find lists with labels that do not say how they are numbered (ISO 14289-2, 8.2.5.25)."""
    for node in file.tree.nodes:
        if node.role != "L" or node.attribute("List", "ListNumbering") not in (None, "None"):
            continue
        if any(part.role == "Lbl" for item in node.nodes for part in item.nodes):
            yield Finding(
                "ISO 14289-2, 8.2.5.25",
                "The list has labels, but does not say of which kind (ListNumbering).",
                node.page + 1,
                node.path,
            )


def _rows(table: Node) -> Iterator[Node]:
    for child in table.nodes:
        if child.role == "TR":
            yield child
        elif child.role in ("THead", "TBody", "TFoot"):
            yield from (row for row in child.nodes if row.role == "TR")


def _parts(table: Node) -> Iterator[Finding]:
    roles = [child.role for child in table.nodes]
    for role in ("THead", "TFoot", "Caption"):
        if roles.count(role) > 1:
            yield Finding("09-004", f"The table has more than one {role}.", table.page + 1, table.path)
    if ("THead" in roles or "TFoot" in roles) and "TBody" not in roles:
        yield Finding("09-004", "The table has a header or footer, but no body (TBody).", table.page + 1, table.path)
    if "Caption" in roles[1:-1]:
        yield Finding("09-004", "The caption stands in the middle of the table.", table.page + 1, table.path)


def grid_faults(table: Node, rows: list[Node]) -> Iterator[Finding]:
    """Lay cells out with their spans; yield rows of another length, and cells that overlap or reach too far down."""
    placed = place_cells([[(_span(cell, "ColSpan"), _span(cell, "RowSpan")) for cell in row.nodes] for row in rows])
    for row, places in zip(rows, placed.rows, strict=True):
        for cell, place in zip(row.nodes, places, strict=True):
            if place.overlaps:
                yield Finding("09-004", "The cell overlaps one from a row above.", cell.page + 1, cell.path)
    if placed.overhangs:
        yield Finding("09-004", "A cell reaches below the last row of the table.", table.page + 1, table.path)
    for row, length in zip(rows, placed.lengths, strict=True):
        if length != placed.lengths[0]:
            message = f"The row has {length} columns, the first one {placed.lengths[0]}."
            yield Finding("09-004", message, row.page + 1, row.path)


def _span(cell: Node, name: str) -> int:
    value = cell.attribute("Table", name)
    return value if isinstance(value, int) and 0 < value <= SPAN_LIMIT else 1
