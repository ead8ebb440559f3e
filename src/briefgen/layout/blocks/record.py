"""What is to be known of something, a row for each label; a QR code may stand beside."""

from __future__ import annotations

from dataclasses import replace

from briefgen.language.words import say
from briefgen.layout.cells import Cell, Part, row_strip
from briefgen.layout.context import Context
from briefgen.layout.qr import code_steps
from briefgen.layout.rows import headed_section
from briefgen.layout.strips import Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.papers import RecordBlock, RecordRow
from briefgen.spec.text import plain
from briefgen.theme.tokens import MM

LABELS = (18 * MM, 63 * MM)
VALUES = 66 * MM
CODE = 30 * MM
CODE_GAP = 6 * MM
CODE_DROP = 4.5 * MM
"""From the label of the section to the upper edge of the code."""
FIRST = 2.25 * MM
"""From the label of the section to the first row."""


def build(block: RecordBlock, index: int, context: Context) -> Section:
    """Set the rows one below the other, clear of the code."""
    page = context.geometry
    edge = page.right - (CODE + CODE_GAP if block.code else 0.0)
    table, body = Element("Table"), Element("TBody")
    rows = [
        row_strip(context, _cells(context, row, edge), (table, body), last=row is block.rows[-1], edge=edge)
        for row in block.rows
    ]
    rows[0] = replace(rows[0], before=FIRST)
    if block.code:
        rows.insert(0, _code(context, block.code, (table,)))
        short = CODE_DROP + CODE - FIRST - sum(row.extent for row in rows)
        rows.append(Strip(0.0, max(short, 0.0), lambda surface, y: None))
    section = headed_section(context, block.label, [replace(row, keep=True) for row in rows], block.id)
    return replace(section, repeat=())


def _cells(context: Context, row: RecordRow, edge: float) -> tuple[Cell, ...]:
    label = [Part(tag, plain(text), "unit-line") for tag, text in row.label.items() if tag in context.languages]
    return Cell(*LABELS, label, beside=True), Cell(
        VALUES, edge, [Part(tag, text, "label", colour="ink") for tag, text in row.said]
    )


def _code(context: Context, words: str, first: tuple[Element, ...]) -> Strip:
    """Return what draws the code at the right; it is heard behind the rows."""
    x = context.geometry.right - CODE
    steps = code_steps(words, CODE)
    element = Element("Figure", alt={tag: say("qr-code", tag, address=words) for tag in context.languages})

    def draw(surface: Surface, y: float) -> None:
        moved = [
            (verb, tuple(value + (y + CODE_DROP if place % 2 else x) for place, value in enumerate(values)))
            for verb, values in steps
        ]
        with surface.element(element):
            surface.path(moved, fill=context.colour("ink"))

    return Strip(0.0, 0.0, draw, says=(*first, element))
