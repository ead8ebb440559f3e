"""The field map: kinds of a thing by their state, told by form and not by hue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.data.quantity import Item, Items
from briefgen.language.words import bracketed, say
from briefgen.layout.blocks.figures import draw_piled
from briefgen.layout.compose import lines, paragraph
from briefgen.layout.context import Context
from briefgen.layout.figure import figure_section
from briefgen.layout.grid import is_han
from briefgen.layout.order import within
from briefgen.layout.piles import places
from briefgen.layout.rows import Content
from briefgen.layout.strips import Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import FieldMapBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

LABEL_WIDTH = 25.5 * MM
CELLS = 28.5 * MM
"""From the left edge of the labels to that of the cells."""
CELL_GAP = 3 * MM
ROW, PITCH = 15 * MM, 18 * MM
LABEL_FIRST = 5.4 * MM
LEADING = 4.5 * MM
INSET = 3 * MM
RIGHT_INSET = 0.75 * MM
"""Text is ragged; it may come this near to the right edge of its cell."""
SINK = 1.2 * MM
STEP = 0.75 * MM
"""By how much a measure is narrowed at a time to even out the lines of a name."""
LOW = 4.5 * MM
"""The height of a cell beside that of its lines."""
GAP = 7.5 * MM
DASH = (2.1 * MM, 1.2 * MM)
PER_ROW = 3
FOUR, FOUR_PER_ROW = 4, 2
"""Four cells of one state stand two by two, so that none stands alone."""
PILED_PER_ROW = 2
PILED_LABEL, PILED_CELLS = 1.5 * MM, 2.25 * MM
"""On a piled page labels stand above their cells: white above a label, and below it."""

FORMS = {"strength": "solid", "developing": "tint", "preparing": "dashed"}


@dataclass(frozen=True)
class _Row:
    """Hold the cells that stand side by side, if the row is the first of its state, and how many have room in it."""

    state: str
    items: tuple[Item, ...]
    first: bool
    across: int


def build(block: FieldMapBlock, index: int, context: Context) -> Section:
    """Draw the list of the block's fact, a group of rows for each state in the order of the fact."""
    fact = context.facts[block.field_map]
    value = fact.quantity.value
    items = value.items if isinstance(value, Items) else ()
    strips: list[Strip] = []
    kinds = {item.state: {language: Element("L", language) for language in context.languages} for item in items}
    piled = context.geometry.piled
    for number, row in enumerate(_rows(items, PILED_PER_ROW if piled else PER_ROW)):
        before = GAP if number == 0 else PITCH - ROW
        strips.append((_piled_strip if piled else _strip)(context, block, row, kinds[row.state], before=before))
    return figure_section(context, block, index, strips, [fact], parted=piled)


def _rows(items: Sequence[Item], across: int) -> list[_Row]:
    rows: list[_Row] = []
    for state in dict.fromkeys(item.state for item in items):
        group = [item for item in items if item.state == state]
        wide = 1 if FORMS.get(state) == "solid" else FOUR_PER_ROW if len(group) == FOUR else across
        for start in range(0, len(group), wide):
            rows.append(_Row(state, tuple(group[start : start + wide]), start == 0, wide))
    return rows


def _strip(context: Context, block: FieldMapBlock, row: _Row, lists: Mapping[str, Element], *, before: float) -> Strip:
    """Return a row; `lists` are those of its state, one for each language."""
    page = context.geometry
    form = FORMS.get(row.state, "tint")
    alone = form == "solid" or (len(row.items) == 1 and row.first)
    whole = page.width - CELLS
    width = whole if alone else (whole - (row.across - 1) * CELL_GAP) / row.across
    cells = [_cell_lines(context, item, width, form) for item in row.items]
    labels = _label_lines(context, block, row, LABEL_WIDTH)
    deepest = max(sum(len(found) for _, found in cell) for cell in cells)
    least = max(len(context.languages), 1)
    height = ROW + max(0, deepest - max(least, 2)) * LEADING
    first_label = LABEL_FIRST if len(context.languages) > 1 else height / 2 + SINK
    label_depth = first_label + (sum(len(found) for _, found in labels) - 1) * LEADING if labels else 0.0
    extent = max(height, label_depth + 1.5 * MM)

    def draw(surface: Surface, y: float) -> None:
        captions = {language: (found, Element("Caption", language)) for language, found in lists.items()}
        draw_piled(surface, labels, captions, page.left, y + first_label, LEADING)
        for number, cell in enumerate(cells):
            x = page.left + CELLS + number * (width + CELL_GAP)
            _ground(context, surface, form, x, y, width, height)
            paths = _item_paths(lists, row.items[number], told=row.state in block.labels)
            draw_centred(surface, cell, paths, x + INSET, y + height / 2, deepest)

    return Strip(before, extent, draw, keep=True, says=tuple(lists.values()))


def _piled_strip(
    context: Context, block: FieldMapBlock, row: _Row, lists: Mapping[str, Element], *, before: float
) -> Strip:
    """Return a row whose label stands above its cells; `lists` as in `_strip`."""
    page = context.geometry
    form = FORMS.get(row.state, "tint")
    alone = len(row.items) == 1 and (form == "solid" or row.first)
    width = page.width if alone else (page.width - CELL_GAP) / PILED_PER_ROW
    cells = [_cell_lines(context, item, width, form) for item in row.items]
    labels = dict(_label_lines(context, block, row, page.width))
    placed = places(context, labels, "label", page.width)
    deepest = max(sum(len(found) for _, found in cell) for cell in cells)
    height = LOW + deepest * LEADING
    top = PILED_LABEL + LEADING + max(y for *_, y in placed) + PILED_CELLS if placed else 0.0

    def draw(surface: Surface, y: float) -> None:
        for language, line, x, below in placed:
            with within(surface, lists[language], captions[language]):
                surface.line(line, page.left + x, y + PILED_LABEL + LEADING + below)
        for number, cell in enumerate(cells):
            left = page.left + number * (width + CELL_GAP)
            _ground(context, surface, form, left, y + top, width, height)
            paths = _item_paths(lists, row.items[number], told=row.state in block.labels)
            draw_centred(surface, cell, paths, left + INSET, y + top + height / 2, deepest)

    captions = {language: Element("Caption", language) for language in lists}
    return Strip(before, top + height, draw, says=tuple(lists.values()))


def _item_paths(lists: Mapping[str, Element], item: Item, *, told: bool) -> Mapping[str, tuple[Element, ...]]:
    """Return the elements down to an item's words; where no label tells its state, each item is heard with it."""
    paths = item_paths(lists)
    if told or item.state not in FORMS:
        return paths
    state = f"state-{item.state}"
    return {
        language: (
            *path,
            Element("Span", language, expansion=item.words[language] + bracketed(say(state, language), language)),
        )
        for language, path in paths.items()
    }


def item_paths(lists: Mapping[str, Element]) -> Mapping[str, tuple[Element, ...]]:
    """Return, for each language, its list, a new item in it, and the item's body."""
    return {language: (found, Element("LI"), Element("LBody", language)) for language, found in lists.items()}


def _cell_lines(context: Context, item: Item, width: float, form: str) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return piled_lines(context, item.words, width - INSET - RIGHT_INSET, reversed_=form == "solid")


def piled_lines(
    context: Context, words: Mapping[str, Content], width: float, *, reversed_: bool
) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Return a cell's text in each language; white and heavier on the theme colour."""
    found: list[tuple[str, tuple[Line, ...]]] = []
    for language in context.languages:
        weight = context.stress(language) if reversed_ else None
        colour = "white" if reversed_ else None
        found.append((language, _even_lines(context, words[language], language, width, weight, colour)))
    return tuple(found)


def _even_lines(
    context: Context, words: Content, language: str, width: float, weight: int | None, colour: str | None
) -> tuple[Line, ...]:
    """Return the lines of a name; those of an English one as even as they can be: a cell is narrow."""
    name = paragraph(context, words, "label", language, weight=weight, colour=colour)
    found = name.lines(width)
    if is_han(language) or len(found) == 1:
        return found
    each = "".join(line.text for line in name.lines(name.natural_width + 1)).split()
    least = max(
        paragraph(context, word, "label", language, weight=weight, colour=colour).natural_width for word in each
    )
    while width - STEP >= least and len(closer := name.lines(width - STEP)) == len(found):
        found, width = closer, width - STEP
    return found


def draw_centred(
    surface: Surface,
    cell: Sequence[tuple[str, Sequence[Line]]],
    into: Mapping[str, Sequence[Element]],
    x: float,
    middle: float,
    deepest: int = 0,
) -> None:
    """Draw a cell's lines as one block, those of each language into its elements.

    The block is centred on `middle`; where a cell beside it has `deepest` lines, both begin level with each other.
    """
    total = max(deepest, sum(len(found) for _, found in cell))
    draw_piled(surface, cell, into, x, middle - (total - 1) * LEADING / 2 + SINK, LEADING)


def _label_lines(context: Context, block: FieldMapBlock, row: _Row, width: float) -> list[tuple[str, tuple[Line, ...]]]:
    words = block.labels.get(row.state)
    if words is None or not row.first:
        return []
    return [
        (
            language,
            lines(
                context,
                words[language],
                "label",
                language,
                width,
                weight=context.stress(language),
                colour="main",
            ),
        )
        for language in context.languages
    ]


def _ground(context: Context, surface: Surface, form: str, x: float, y: float, width: float, height: float) -> None:
    with surface.artifact("background"):
        if form == "dashed":
            surface.rectangle(
                x + 0.5, y + 0.5, width - 1, height - 1, stroke=context.colour("main"), width=1.0, dash=DASH
            )
        else:
            surface.rectangle(x, y, width, height, fill=context.colour("main" if form == "solid" else "tint"))
