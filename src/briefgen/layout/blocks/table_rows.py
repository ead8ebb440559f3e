"""The head and the rows of a table as strips; a row that is taller than a page is divided between its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefgen.layout.blocks.table_content import PrintCell, PrintColumn
from briefgen.layout.blocks.table_widths import GAP, cell_lines, point_of
from briefgen.layout.cells import head_row
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.strips import TALL, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line
from briefgen.typeset.paragraph import lines_kept

LEADING = 4.2 * MM
RULE_UNDER_HEAD = 2.4 * MM
FIRST = 4.5 * MM
"""From the top of a row to its first baseline; a row of one line keeps `SINGLE` instead."""
SINGLE = 4.95 * MM
LAST = 1.8 * MM
"""From the last baseline of a row to the rule below it."""
LOWEST_ROW = 7.5 * MM
CENTRED = 3
"""Lines up to which rows centre their shorter cells; where one row of a table is taller, all cells begin at the top."""
BLEED = 1.5 * MM


CellLines = Sequence[tuple[str, Line, float]]
"""The lines of a cell, each with its language and its left edge."""


Parts = dict[tuple[str, int], Element]
"""What holds each text of a cell, by language and number; filled when it is first drawn."""


@dataclass(frozen=True)
class Grid:
    """Hold where each printed column stands: left and right edge, and what stands behind its decimal point."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    behind: tuple[float, ...]


@dataclass(frozen=True)
class Placed:
    """Hold a line of a cell, its language, its left edge, and its baseline below the top of the row.

    `text`: which of the texts in its language it belongs to.
    """

    language: str
    line: Line
    x: float
    y: float
    text: int = 0


@dataclass(frozen=True)
class RowElements:
    """Hold the elements of one row, which stay the same where the row is divided between pages."""

    row: Element
    cells: tuple[Element, ...]
    parts: tuple[Parts, ...]


def grid_of(left: float, widths: Sequence[float], behind: Sequence[float]) -> Grid:
    """Return where columns of these widths stand, the first of them at `left`."""
    rights = [left + end + GAP * index for index, end in enumerate(accumulate(widths))]
    lefts = [right - width for right, width in zip(rights, widths, strict=True)]
    return Grid(tuple(lefts), tuple(rights), tuple(behind))


def head_strip(
    context: Context, columns: Sequence[PrintColumn], grid: Grid, table: Element, *, before: float, again: bool
) -> Strip:
    """Return the heads of the columns, their last lines level; `again`: where the table goes on, as an artifact."""
    page = context.geometry
    cells: list[list[Placed]] = []
    for column, left, right in zip(columns, grid.lefts, grid.rights, strict=True):
        found: list[Placed] = []
        for number, (language, text) in enumerate(column.head):
            for line in lines(context, text, "table-head", language, right - left):
                x = right - line.width if column.right else left
                found.append(Placed(language, line, x, len(found) * LEADING, number))
        cells.append(found)
    depth = (max(map(len, cells)) - 1) * LEADING
    cells = [[replace(one, y=one.y + depth - found[-1].y) for one in found] for found in cells]

    def draw(surface: Surface, y: float) -> None:
        with head_row(surface, table, again=again):
            for found in cells:
                with surface.element("TH", scope="Column"):
                    draw_placed(surface, found, y, {})
        with surface.artifact("rule"):
            below = y + depth + RULE_UNDER_HEAD
            surface.rule(page.left, below, page.right, below, context.colour("ink"), 0.75)

    return Strip(before, depth + RULE_UNDER_HEAD, draw, keep=True, says=() if again else (table,))


def row_cells(
    context: Context, columns: Sequence[PrintColumn], grid: Grid, index: int, *, subject: bool
) -> tuple[CellLines, ...]:
    """Set the cells of a row; `subject` tells that it is stressed."""
    cells: list[CellLines] = []
    for place, column in enumerate(columns):
        width = grid.rights[place] - grid.lefts[place]
        found = cell_lines(context, column.cells[index], place, width, subject=subject)
        cells.append([(language, line, _x(line, column, column.cells[index], grid, place)) for language, line in found])
    return tuple(cells)


def is_low(cells: Sequence[CellLines]) -> bool:
    """Say whether a row is so low that its shorter cells stand in the middle."""
    return max(map(len, cells)) <= CENTRED


def row_strip(
    context: Context,
    cells: Sequence[CellLines],
    shown: Sequence[PrintCell],
    body: tuple[Element, Element],
    *,
    subject: bool,
    last: bool,
    low: bool,
) -> Strip:
    """Return a row of what is `shown`; `body`: the table and its TBody, `low` tells that all rows of the table are."""
    roles = [Element("TH", scope="Row") if place == 0 else Element("TD") for place in range(len(cells))]
    elements = RowElements(Element("TR"), tuple(roles), tuple(map(parts_of_cell, shown)))
    return _strip(context, cells, elements, body, subject=subject, last=last, low=low)


def parts_of_cell(cell: PrintCell) -> Parts:
    """Return what holds those texts of a cell of which something else is heard."""
    return {
        (language, 0): Element("Span", language, expansion=said)
        for (language, _), said in zip(cell.pieces, cell.said, strict=False)
        if said is not None
    }


def _strip(
    context: Context,
    cells: Sequence[CellLines],
    elements: RowElements,
    body: tuple[Element, Element],
    *,
    subject: bool,
    last: bool,
    low: bool,
    closed: bool = True,
) -> Strip:
    """Return a row or a part of one; `closed` tells that it ends with a rule."""
    page = context.geometry
    count = max(map(len, cells))
    height = max(LOWEST_ROW, FIRST + (count - 1) * LEADING + LAST)
    top = FIRST if count > 1 else SINGLE
    placed = [
        [
            Placed(language, line, x, top + (number + ((count - len(cell)) / 2 if low else 0.0)) * LEADING)
            for number, (language, line, x) in enumerate(cell)
        ]
        for cell in cells
    ]

    def draw(surface: Surface, y: float) -> None:
        if subject:
            with surface.artifact("background"):
                surface.rectangle(page.left - BLEED, y, page.width + 2 * BLEED, height, fill=context.colour("tint"))
        colour, weight = ("ink", 0.75) if last else ("rule", 0.5)
        if closed and (last or not subject):
            with surface.artifact("rule"):
                surface.rule(page.left, y + height, page.right, y + height, context.colour(colour), weight)
        with surface.element(body[0]), surface.element(body[1]), surface.element(elements.row):
            for element, cell, parts in zip(elements.cells, placed, elements.parts, strict=True):
                with surface.element(element):
                    draw_placed(surface, cell, y, parts)

    def split(room: float) -> tuple[Strip, Strip] | None:
        fit = int((room - FIRST - LAST + 1e-6) // LEADING) + 1
        stay = lines_kept(count, fit)
        if not 0 < stay < count:
            return None
        upper = [cell[:stay] for cell in cells]
        lower = [cell[stay:] for cell in cells]
        return (
            _strip(context, upper, elements, body, subject=subject, last=False, low=low, closed=False),
            _strip(context, lower, elements, body, subject=subject, last=last, low=low),
        )

    return Strip(0.0, height, draw, split=split if height > TALL else None, says=body[:1])


def _x(line: Line, column: PrintColumn, cell: PrintCell, grid: Grid, place: int) -> float:
    if not column.right:
        return grid.lefts[place]
    right = grid.rights[place]
    return right - grid.behind[place] - point_of(line) if cell.number else right - line.width


def draw_placed(surface: Surface, found: Sequence[Placed], y: float, parts: Parts) -> None:
    """Draw the lines of a cell, those of each text in an element; `parts` are the elements so far, to be added to.

    Where a language has several texts, each is a paragraph, so that they are not read as one word.
    """
    texts = {(one.language, one.text) for one in found}
    several = len({language for language, _ in texts}) < len(texts)
    for one in found:
        part = parts.setdefault((one.language, one.text), Element("P" if several else "Span", one.language))
        with surface.element(part):
            surface.line(one.line, one.x, y + one.y)
