"""Which heads stand above each cell of a table (ISO 32000-1, 14.8.4.3.4 and table 349)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.check.finished.said import Said
from briefgen.check.finished.table_grid import place_cells

SECTIONS = ("THead", "TBody", "TFoot")
MOST = 1000
"""How many columns or rows one cell can cover; more is a mistake."""


@dataclass(frozen=True, eq=False)
class Cell:
    """Hold a cell with the columns that it covers: the first, counted from 0, and one past the last."""

    node: Said
    first: int
    end: int


@dataclass(frozen=True)
class Grid:
    """Hold a table: the cells of the rows that hold column heads only, the other rows, how many columns there are."""

    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    width: int

    def above(self, cell: Cell) -> Sequence[Cell]:
        """Return the heads of a cell's columns, the uppermost first."""
        return [head for head in self.heads if head.first < cell.end and cell.first < head.end]


def grid_of(table: Said) -> Grid:
    """Return where the cells of a table stand."""
    rows = [_placed(part.elements()) for part in _sections(table)]
    placed = [row for section in rows for row in section]
    heads = [row for row in placed if row and all(_is_head(cell) for cell in row)]
    others = [row for row in placed if row not in heads]
    width = max((cell.end for row in placed for cell in row), default=0)
    return Grid(tuple(cell for row in heads for cell in row), tuple(others), width)


def _is_head(cell: Cell) -> bool:
    return cell.node.role == "TH" and cell.node.scope != "Row"


def _sections(table: Said) -> list[Said]:
    """Return the parts of a table, rows without one gathered in a part of their own."""
    found: list[Said] = []
    loose: list[Said] = []
    for child in table.elements():
        if child.role in SECTIONS:
            found.append(child)
        elif child.role == "TR":
            loose.append(child)
    return [*found, Said("TBody", table.language, children=tuple(loose))] if loose else found


def _placed(rows: Iterable[Said]) -> list[tuple[Cell, ...]]:
    """Place the cells of one part; a cell may cover columns of the rows below it."""
    nodes = [tuple(row.elements()) for row in rows]
    placed = place_cells([[(_span(node.columns), _span(node.rows)) for node in row] for row in nodes])
    return [
        tuple(Cell(node, place.first, place.end) for node, place in zip(row, places, strict=True))
        for row, places in zip(nodes, placed.rows, strict=True)
    ]


def _span(count: int) -> int:
    return max(1, min(count, MOST))
