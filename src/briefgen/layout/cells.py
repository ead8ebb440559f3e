"""Tables whose cells hold texts of several lines, each in a language of its own."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.order import within
from briefgen.layout.rows import Content
from briefgen.layout.strips import Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

LEADING = 4.2 * MM
TOP, BOTTOM = 4.5 * MM, 2.1 * MM
"""From a row's rule to its first baseline, and from its last to the next rule."""
UNDER_HEAD = 2.25 * MM
ABOVE_HEAD = 6 * MM
"""From what stands above to the first line of the head."""
BESIDE = 2.25 * MM
APART = 0.6 * MM
"""How much further a part stands from the one above than its lines from each other."""


@dataclass(frozen=True)
class Part:
    """Hold a text of a cell in a language: its role in the type scale, whether it is stressed, its colour token."""

    language: str
    content: Content
    role: str
    strong: bool = False
    colour: str | None = None


@dataclass(frozen=True)
class Cell:
    """Hold the texts of a cell between two edges, one below the other, or each behind the one before on one line."""

    left: float
    right: float
    parts: Sequence[Part]
    beside: bool = False


def row_strip(
    context: Context,
    cells: Sequence[Cell],
    inside: tuple[Element, ...],
    *,
    last: bool,
    edge: float | None = None,
    least: float = 0.0,
) -> Strip:
    """Return a row of a table; `inside`: the table and its body. Its first cell heads it.

    `edge`: where its rule ends, if not at the margin. `least`: how high it is at least.
    """
    page = context.geometry
    right = page.right if edge is None else edge
    found = [[(part, _lines(context, part, cell.right - cell.left)) for part in cell.parts] for cell in cells]
    depths = (
        0.0 if cell.beside else _depth([one for _, one in texts]) for cell, texts in zip(cells, found, strict=True)
    )
    height = max(least, TOP + max(depths) + BOTTOM)

    def draw(surface: Surface, y: float) -> None:
        colour, weight = ("ink", 0.75) if last else ("rule", 0.5)
        with surface.artifact("rule"):
            surface.rule(page.left, y + height, right, y + height, context.colour(colour), weight)
        with within(surface, *inside), surface.element("TR"):
            for place, (cell, texts) in enumerate(zip(cells, found, strict=True)):
                with surface.element(Element("TD") if place else Element("TH", scope="Row")):
                    x, at = cell.left, y + TOP
                    for part, shown in texts:
                        end = _draw(surface, part, shown, x, at)
                        x, at = (x + shown[0].width + BESIDE, at) if cell.beside and shown else (x, end + APART)

    return Strip(0.0, height, draw, says=inside[:1])


@contextmanager
def head_row(surface: Surface, table: Element, *, again: bool) -> Generator[None]:
    """Let what is drawn be the heads of a table; `again`: where it goes on, and nobody hears them twice."""
    with (
        surface.artifact("repeated-head") if again else nullcontext(),
        surface.element(table),
        surface.element("THead"),
        surface.element("TR"),
    ):
        yield


def head_strip(
    context: Context, heads: Sequence[tuple[float, float, Sequence[Part]]], table: Element, *, again: bool
) -> Strip:
    """Return the head of a table; each column has its edges and its texts. `again`: where the table goes on."""
    page = context.geometry
    found = [(x, [(part, _lines(context, part, right - x)) for part in parts]) for x, right, parts in heads]
    depth = max(sum(len(one) for _, one in cell) - 1 for _, cell in found) * LEADING

    def draw(surface: Surface, y: float) -> None:
        with head_row(surface, table, again=again):
            for x, cell in found:
                with surface.element("TH", scope="Column"):
                    at = y
                    for part, shown in cell:
                        at = _draw(surface, part, shown, x, at)
        with surface.artifact("rule"):
            y += depth + UNDER_HEAD
            surface.rule(page.left, y, page.right, y, context.colour("ink"), 0.75)

    return Strip(ABOVE_HEAD, depth + UNDER_HEAD, draw, keep=True, says=() if again else (table,))


def _draw(surface: Surface, part: Part, shown: Sequence[Line], x: float, y: float) -> float:
    with surface.element("Span", part.language):
        for line in shown:
            surface.line(line, x, y)
            y += LEADING
    return y


def _depth(texts: Sequence[Sequence[Line]]) -> float:
    """Return the distance from the first baseline of a cell to its last."""
    count = sum(map(len, texts))
    return max(count - 1, 0) * LEADING + max(sum(1 for one in texts if one) - 1, 0) * APART


def _lines(context: Context, part: Part, width: float) -> tuple[Line, ...]:
    weight = (700 if is_han(part.language) else 600) if part.strong else None
    return lines(context, part.content, part.role, part.language, width, weight=weight, colour=part.colour)
