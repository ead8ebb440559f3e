"""A table on a page that is too narrow for its columns: each row is a card, with a line for each column.

The heads of the columns stand in the first card, of which they are heard as heads; in the others they are repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from briefgen.layout.blocks.table_content import PrintCell, PrintColumn
from briefgen.layout.blocks.table_rows import Parts, Placed, draw_placed, parts_of_cell
from briefgen.layout.blocks.table_widths import Look, look_of
from briefgen.layout.compose import lines, paragraph
from briefgen.layout.context import Context
from briefgen.layout.order import claim
from briefgen.layout.strips import Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM

FIRST = 5.4 * MM
"""From the top of a card to the first baseline."""
NAME_GAP, ROW_GAP = 1.5 * MM, 1.2 * MM
"""What stands below the name of a card, and between its lines, beside the leading."""
LAST = 2.4 * MM
"""From the last baseline of a card to the rule below it."""
HEADS = 0.45
"""The least share of the width that the head of a column keeps beside its value."""
GAP = 3 * MM
WITHIN = 2 * MM
"""Between the name of a column and its time and unit, where both stand on one line."""
BLEED = 1.5 * MM
BOLD = 700


@dataclass(frozen=True)
class _Line:
    """Hold what a card says of one column: the head, and the value at its right or below it."""

    head: tuple[Placed, ...]
    value: tuple[Placed, ...]
    column: int


def card_strips(
    context: Context, columns: Sequence[PrintColumn], subjects: Sequence[bool], table: Element, body: Element
) -> list[Strip]:
    """Return a card for each row; `subjects` tells which are stressed."""
    head, row = Element("THead"), Element("TR")
    heads = [Element("TH", scope="Column") for _ in columns]
    names = [column.head for column in columns]

    def claim_heads(surface: Surface) -> None:
        """Give the heads their places before the rows."""
        with surface.element(table):
            claim(surface, [head, body])
            with surface.element(head), surface.element(row):
                claim(surface, heads)

    last = len(subjects) - 1
    strips: list[Strip] = []
    for place, subject in enumerate(subjects):
        strips.append(
            _card(
                context,
                columns,
                names,
                place,
                subject=subject,
                inside=(table, head, row, body),
                heads=heads,
                last=place == last,
                begin=claim_heads if place == 0 else None,
            )
        )
    return strips


def _card(
    context: Context,
    columns: Sequence[PrintColumn],
    names: Sequence[Sequence[tuple[str, str]]],
    index: int,
    *,
    subject: bool,
    inside: tuple[Element, Element, Element, Element],
    heads: Sequence[Element],
    last: bool,
    begin: Callable[[Surface], None] | None,
) -> Strip:
    page = context.geometry
    table, head, row, body = inside
    cells = [column.cells[index] for column in columns]
    y = FIRST
    found: list[_Line] = []
    for place, cell in enumerate(cells):
        # What rows are is said once, above the first of them.
        head_words = names[place] if place or not index else ()
        line, y = _line(context, head_words, cell, place, y, subject=subject)
        found.append(line)
        y += ROW_GAP if place else NAME_GAP
    ends = [one.y for line in found for one in (*line.head, *line.value)]
    height = max(ends) + LAST
    own = Element("TR")
    roles = [Element("TH", scope="Row") if place == 0 else Element("TD") for place in range(len(cells))]
    parts = [parts_of_cell(cell) for cell in cells]
    head_parts: list[Parts] = [{} for _ in cells]

    def draw(surface: Surface, y: float) -> None:
        if subject:
            with surface.artifact("background"):
                surface.rectangle(page.left - BLEED, y, page.width + 2 * BLEED, height, fill=context.colour("tint"))
        if begin is not None:
            begin(surface)
        for line in found:
            with (
                nullcontext() if index == 0 else surface.artifact("repeated-head"),
                surface.element(table),
                surface.element(head),
                surface.element(row),
                surface.element(heads[line.column]),
            ):
                draw_placed(surface, line.head, y, head_parts[line.column])
        with surface.element(table), surface.element(body), surface.element(own):
            for line in found:
                with surface.element(roles[line.column]):
                    draw_placed(surface, line.value, y, parts[line.column])
        colour, weight = ("ink", 0.75) if last else ("rule", 0.5)
        if last or not subject:
            with surface.artifact("rule"):
                surface.rule(page.left, y + height, page.right, y + height, context.colour(colour), weight)

    return Strip(0.0, height, draw, says=(table,))


def _line(
    context: Context, head: Sequence[tuple[str, str]], cell: PrintCell, place: int, y: float, *, subject: bool
) -> tuple[_Line, float]:
    """Return a line whose first baseline is at `y`, and the baseline of the next."""
    page = context.geometry
    looks = [_look(context, cell, place, language, subject=subject) for language, _ in cell.pieces]
    natural = max(
        paragraph(context, text, look.role, language, weight=look.weight, colour=look.colour).natural_width
        for (language, text), look in zip(cell.pieces, looks, strict=True)
    )
    beside = place > 0 and natural <= page.width * (1 - HEADS) - GAP
    width = page.width - (natural + GAP if beside else 0.0)
    heads = _placed_heads(context, head, width, y)
    below = heads[-1].y if heads else y
    first = below + context.theme.roles["table-value"].leading if heads and not beside else y
    values: list[Placed] = []
    baseline = first
    for number, ((language, text), look) in enumerate(zip(cell.pieces, looks, strict=True)):
        room = page.width
        for line in lines(context, text, look.role, language, room, weight=look.weight, colour=look.colour):
            x = page.right - line.width if beside else page.left
            values.append(Placed(language, line, x, baseline, number))
            baseline += context.leading(look.role, language)
    end = max(below, values[-1].y if values else y)
    return _Line(tuple(heads), tuple(values), place), end + context.theme.roles["table-value"].leading


def _placed_heads(context: Context, head: Sequence[tuple[str, str]], width: float, y: float) -> list[Placed]:
    """Return the texts of a head below each other, those of a language numbered."""
    placed: list[Placed] = []
    baseline = y
    for number, (language, text) in enumerate(head):
        found = lines(context, text, "table-head", language, width, colour="ink-2")
        before = placed[-1] if placed else None
        if before is not None and before.language == language and len(found) == 1:
            x = before.x + before.line.width + WITHIN
            if x + found[0].width <= context.geometry.left + width:
                placed.append(Placed(language, found[0], x, before.y, number))
                continue
        for line in found:
            placed.append(Placed(language, line, context.geometry.left, baseline, number))
            baseline += context.leading("table-head", language)
    return placed


def _look(context: Context, cell: PrintCell, place: int, language: str, *, subject: bool) -> Look:
    look = look_of(context, place, language, cell, subject=subject)
    return Look(look.role, BOLD, look.colour) if place == 0 and not subject else look
