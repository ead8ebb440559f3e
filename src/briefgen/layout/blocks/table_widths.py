"""How wide the columns of a table are: by what stands in them, the rest of the page shared out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.layout.blocks.table_content import Piece, PrintCell, PrintColumn
from briefgen.layout.compose import lines, paragraph
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

GAP = 4.5 * MM
NAME, WORDS = 30 * MM, 20 * MM
"""Widths to which the column of names, and other columns of words, may be narrowed without need."""
HAN_HEAD, LATIN_HEAD = 30 * MM, 18 * MM
"""Up to these widths the heads of a column of numbers do not break without need; Latin heads break between words."""
MOST_PARTS = 1000.0
HALVINGS = 40
NARROW_NAME, NARROW_WORDS = 24 * MM, 15 * MM
"""The same where the table would not fit else."""
HAN_TOGETHER = 4
"""Han characters that a line of a narrow column has room for at least."""
UNBOUNDED = 10_000.0
_LATIN = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Look:
    """Say how the cells of a column are set: role, and weight and colour where the row is the subject."""

    role: str
    weight: int | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Demand:
    """Hold what a column needs, in points: at least, better, and best; `behind` is what stands behind the point."""

    least: float
    better: float
    best: float
    behind: float


def look_of(context: Context, column: int, language: str, cell: PrintCell, *, subject: bool) -> Look:
    """Return the look of a text of a cell; the first column names the rows.

    English words below Chinese ones stand one colour step back; words in place of a figure are not set like one.
    """
    role = "table-name" if column == 0 else "table-value"
    if cell.awaited:
        return Look(role, 400, "ink-2")
    if subject:
        return Look(role, 700 if is_han(language) else 600, "main")
    below = len(cell.pieces) > 1 and not cell.number and not is_han(language)
    return Look(role, colour="ink-2" if below else "ink")


def number_line(context: Context, piece: Piece, look: Look) -> Line:
    """Set a number, which never breaks."""
    (line,) = lines(context, piece[1], look.role, piece[0], UNBOUNDED, weight=look.weight, colour=look.colour)
    return line


def point_of(line: Line) -> float:
    """Return where the decimal point of a number stands in its line, of a range that of its upper end.

    That is where its last digit ends if it has none, and the line's end where there is no digit.
    """
    glyphs = [(glyph.text, run.x + glyph.x, glyph.advance) for run in line.runs for glyph in run.glyphs if glyph.text]
    while glyphs and not glyphs[-1][0].isdigit():
        glyphs.pop()
    if not glyphs:
        return line.width
    end = glyphs[-1][1] + glyphs[-1][2]
    while glyphs and glyphs[-1][0].isdigit():
        glyphs.pop()
    return glyphs[-1][1] if glyphs and glyphs[-1][0] == "." else end


def demand(context: Context, column: PrintColumn, index: int, subjects: Sequence[bool]) -> Demand:
    """Return what a column needs for its head and its cells; `subjects` tells which rows are stressed."""
    before = behind = least = best = 0.0
    for cell, subject in zip(column.cells, subjects, strict=True):
        for piece in cell.pieces:
            look = look_of(context, index, piece[0], cell, subject=subject)
            if cell.number:
                line = number_line(context, piece, look)
                before = max(before, point_of(line))
                behind = max(behind, line.width - point_of(line))
            else:
                measure = _natural if column.whole else _narrowest
                least = max(least, measure(context, piece, look))
                best = max(best, _natural(context, piece, look))
    head = Look("table-head")
    heads = max(_narrowest(context, piece, head) for piece in column.head)
    wide = max(_natural(context, piece, head) for piece in column.head)
    body = before + behind
    if column.right:
        least = max(body, least, heads)
        better = max(min(_natural(context, piece, head), _head_room(piece)) for piece in column.head)
        return Demand(least, max(least, better), max(body, best, wide), behind)
    best = max(best, wide, body)
    least = max(least, heads, body)
    narrow, better = (NARROW_NAME, NAME) if index == 0 else (NARROW_WORDS, WORDS)
    return Demand(max(least, min(narrow, best)), max(least, min(better, best)), best, behind)


def widths(demands: Sequence[Demand], width: float, *, narrow: bool) -> tuple[float, ...] | None:
    """Share the width of a page out; None where the columns do not fit.

    Where it does not do for all texts in one line, the longest texts of all columns break into about as many lines,
    no column being narrower than it may. What is left over is spread evenly.
    """
    room = width - GAP * (len(demands) - 1)
    floors = [demand.least if narrow else demand.better for demand in demands]
    if sum(floors) > room + 0.01:
        return None

    def shared(parts: float) -> list[float]:
        return [max(floor, demand.best / parts) for floor, demand in zip(floors, demands, strict=True)]

    few, many = 1.0, MOST_PARTS
    found = shared(few)
    if sum(found) > room:
        for _ in range(HALVINGS):
            middle = (few + many) / 2
            few, many = (middle, many) if sum(shared(middle)) > room else (few, middle)
        found = shared(many)
    more = (room - sum(found)) / len(found)
    return tuple(width + more for width in found)


def fit_surely(context: Context, columns: Sequence[PrintColumn]) -> bool:
    """Say whether columns fit by the lengths of their texts alone, no character being wider than it is high."""
    size = max(
        context.theme.roles[role].letter(language).size
        for role in ("table-head", "table-name", "table-value")
        for language in context.languages
    )
    room = context.geometry.width - GAP * (len(columns) - 1)
    for column in columns:
        whole = [len(text) for cell in column.cells if cell.number or column.whole for _, text in cell.pieces]
        others = [piece for cell in column.cells if not (cell.number or column.whole) for piece in cell.pieces]
        # What stands before the point and what stands behind it may be longest in two rows.
        longest = max([*map(_torn_from, (*column.head, *others)), 2 * max(whole, default=0)])
        room -= max(longest * size, NARROW_NAME)
    return room >= 0


def _torn_from(piece: Piece) -> int:
    """Return of how many characters a text has parts that do not break."""
    language, text = piece
    if not is_han(language):
        return max(map(len, text.split()), default=0)
    return max([HAN_TOGETHER, *map(len, _LATIN.findall(text))])


def parts_of(demands: Sequence[Demand], found: Sequence[float]) -> float:
    """Return into about how many lines the longest text of all columns breaks."""
    return max(demand.best / width for demand, width in zip(demands, found, strict=True))


def excess(demands: Sequence[Demand], width: float) -> float:
    """Return by how much the columns are wider than the page at their narrowest, in points."""
    return sum(demand.least for demand in demands) + GAP * (len(demands) - 1) - width


def cell_lines(context: Context, cell: PrintCell, index: int, width: float, *, subject: bool) -> list[tuple[str, Line]]:
    """Set a cell, each line with its language."""
    found: list[tuple[str, Line]] = []
    for language, text in cell.pieces:
        look = look_of(context, index, language, cell, subject=subject)
        if cell.number:
            found.append((language, number_line(context, (language, text), look)))
        else:
            set_lines = lines(context, text, look.role, language, width, weight=look.weight, colour=look.colour)
            found += [(language, line) for line in set_lines]
    return found


def _head_room(piece: Piece) -> float:
    return HAN_HEAD if is_han(piece[0]) else LATIN_HEAD


def _natural(context: Context, piece: Piece, look: Look) -> float:
    return paragraph(context, piece[1], look.role, piece[0], weight=look.weight, colour=look.colour).natural_width


def _narrowest(context: Context, piece: Piece, look: Look) -> float:
    """Return the width below which a word would be torn, or a line of Han hold too few characters."""
    language, text = piece
    if not is_han(language):
        return max((_natural(context, (language, word), look) for word in text.split()), default=0.0)
    size = context.theme.roles[look.role].letter(language).size
    latin = max((_natural(context, (language, word), look) for word in _LATIN.findall(text)), default=0.0)
    return max(size * min(len(_LATIN.sub("", text)), HAN_TOGETHER) + 0.01, latin)
