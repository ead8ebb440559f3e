"""The frame: a named whole with its groups, such as 1+4+6; only parts that the facts name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.language.words import bracketed, say
from briefgen.layout.blocks.field_map import RIGHT_INSET, draw_centred, piled_lines
from briefgen.layout.compose import lines, words_of
from briefgen.layout.context import Context
from briefgen.layout.figure import figure_section
from briefgen.layout.grid import is_han
from briefgen.layout.piles import pile
from briefgen.layout.rows import Content
from briefgen.layout.strips import Section, Setting, Strip
from briefgen.pdf.elements import Element, Role
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import Cell, FrameBlock, Group
from briefgen.spec.text import Texts
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

PLOT_GAP = 6 * MM
INSET = 4.5 * MM
NAME = 6.75 * MM
HEAD = 8.25 * MM
"""From the name's baseline to a group's head."""
CELLS = 3 * MM
"""From a group's head to its cells, and between cells."""
CELL_WIDTH, CELL_HEIGHT = 39 * MM, 13.5 * MM
CELL_GAP = 3 * MM
PILED_ACROSS = 2
"""How many cells stand side by side on a piled page."""
CELL_INSET = 3 * MM
BAR = 9 * MM
SINK = 1.25 * MM
LEADING = 4.5 * MM
EDGE = 0.75


def build(block: FrameBlock, index: int, context: Context) -> Section:
    """Draw the frame; a group without cells is a full-width bar."""
    page = context.geometry
    facts = [context.facts[id] for id in block.facts]
    lists = {language: Element("L", language) for language in context.languages}
    name = _texts(context, block.frame, NAME, page.left + INSET, "Caption", lists)
    depth = NAME + _depth(name)
    drawn: list[tuple[float, Group, Sequence[Setting], Mapping[str, Element]]] = []
    for group in block.groups:
        items = {language: Element("LI") for language in context.languages}
        if group.cells:
            settings = _texts(context, group.head, 0.0, page.left + INSET, "Lbl", lists, items)
            head = depth + HEAD
            drawn.append((head, group, settings, items))
            depth = head + _depth(settings) + CELLS + _cells_height(context, group)
        else:
            left = page.left + INSET + CELL_INSET
            settings = _texts(context, group.head, BAR / 2 + SINK, left, "LBody", lists, items)
            drawn.append((depth + CELLS, group, settings, items))
            depth += CELLS + BAR + _depth(settings)
    height = depth + CELLS

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("background"):
            half = EDGE / 2
            surface.rectangle(
                page.left + half, y + half, page.width - EDGE, height - EDGE, stroke=context.colour("main"), width=EDGE
            )
        for setting in name:
            setting.draw(surface, y)
        for offset, group, settings, items in drawn:
            _draw_group(context, surface, group, settings, {tag: (lists[tag], items[tag]) for tag in lists}, y + offset)

    strip = Strip(PLOT_GAP, height, draw, keep=True, says=tuple(lists.values()))
    return figure_section(context, block, index, [strip], facts, parted=page.piled)


def _across(context: Context) -> tuple[int, float]:
    """Return how many cells stand side by side, and their width; on A4 all of a group do."""
    page = context.geometry
    if not page.piled:
        return 1000, CELL_WIDTH
    return PILED_ACROSS, (page.width - 2 * INSET - CELL_GAP * (PILED_ACROSS - 1)) / PILED_ACROSS


def _cells_height(context: Context, group: Group) -> float:
    """Return the height of a group's rows of cells."""
    rows = -(-len(group.cells) // _across(context)[0])
    return rows * _cell_height(_deepest(context, group)) + (rows - 1) * CELL_GAP


def _deepest(context: Context, group: Group) -> int:
    """Return the lines of the longest cell of a group."""
    return max(sum(len(found) for _, found in _cell_lines(context, cell)) for cell in group.cells)


def _cell_height(deepest: int) -> float:
    """Return the height of a group's cells, which grow together with the longest of them."""
    return CELL_HEIGHT + max(0, deepest - 2) * LEADING


def _cell_lines(context: Context, cell: Cell) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return piled_lines(context, cell.name, _across(context)[1] - CELL_INSET - RIGHT_INSET, reversed_=cell.subject)


def _depth(settings: Sequence[Setting]) -> float:
    """Return the distance from the first baseline to the last."""
    first = settings[0].first
    return max(setting.first - first + (len(setting.lines) - 1) * setting.leading for setting in settings)


def _texts(
    context: Context, words: Texts, first: float, x: float, role: Role, *inside: Mapping[str, Element]
) -> list[Setting]:
    """Set bold words on the grid's columns, the first of them at `x`; `inside`: the elements around them."""
    groups: list[list[Setting]] = []
    for number, language in enumerate(context.languages):
        column = context.columns[language]
        left = x if number == 0 or context.piled else column.x
        width = column.right - left - (INSET if number or context.geometry.piled else 0.0)
        content: Content = words[language]
        weight = 700 if is_han(language) else 600
        found = lines(context, content, "label", language, width, weight=weight, colour="ink")
        around = tuple(elements[language] for elements in inside)
        groups.append([Setting(found, left, first, LEADING, Element(role, language), inside=around)])
    return pile(context, groups)


def _draw_group(
    context: Context,
    surface: Surface,
    group: Group,
    settings: Sequence[Setting],
    items: Mapping[str, tuple[Element, ...]],
    y: float,
) -> None:
    """Draw a group; `items` are the elements down to its item in each language."""
    if not group.cells:
        height = BAR + _depth(settings)
        with surface.artifact("background"):
            surface.rectangle(
                context.geometry.left + INSET,
                y,
                context.geometry.width - 2 * INSET,
                height,
                fill=context.colour("tint-n"),
            )
        for setting in settings:
            setting.draw(surface, y)
        return
    for setting in settings:
        setting.draw(surface, y)
    top = y + _depth(settings) + CELLS
    deepest = _deepest(context, group)
    height = _cell_height(deepest)
    members = {language: (*item, Element("LBody"), Element("L", language)) for language, item in items.items()}
    across, width = _across(context)
    for number, cell in enumerate(group.cells):
        row, place = divmod(number, across)
        x, below = context.geometry.left + INSET + place * (width + CELL_GAP), row * (height + CELL_GAP)
        _draw_cell(context, surface, cell, members, x, top + below, deepest)


def _draw_cell(
    context: Context,
    surface: Surface,
    cell: Cell,
    members: Mapping[str, tuple[Element, ...]],
    x: float,
    y: float,
    deepest: int,
) -> None:
    with surface.artifact("background"):
        height = _cell_height(deepest)
        surface.rectangle(x, y, _across(context)[1], height, fill=context.colour("main" if cell.subject else "tint"))
    into: dict[str, tuple[Element, ...]] = {}
    for language, path in members.items():
        into[language] = (*path, Element("LI"), Element("LBody", language))
        if cell.subject:
            name = words_of(context, cell.name[language], language)
            told = name + bracketed(say("this-subject", language), language)
            into[language] += (Element("Span", language, expansion=told),)
    draw_centred(surface, _cell_lines(context, cell), into, x + CELL_INSET, y + height / 2, deepest)
