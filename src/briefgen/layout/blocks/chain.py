"""An industry's chain: stages with arrows between them, what serves them all, or segments without an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from briefgen.charts.picture import Step
from briefgen.data.facts import Fact
from briefgen.data.quantity import Item, Items
from briefgen.language.words import say, stop
from briefgen.layout.blocks.field_map import LEADING, RIGHT_INSET, draw_centred, item_paths, piled_lines
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.figure import figure_section
from briefgen.layout.grid import is_han
from briefgen.layout.rows import Content
from briefgen.layout.stacks import Paragraph, depth, room, stacked
from briefgen.layout.strips import Draw, Section, Setting, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.listings import ChainBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

SEGMENT = "segment"
"""What an entry is that has no state."""
STATES = ("stage", "support", SEGMENT)

GAP = 9 * MM
GROUP_GAP = 9 * MM
"""From the cells of one state to the label of the next."""
LABEL = 3 * MM
"""From the last line of a label to its cells."""
CELL, INSET = 13.5 * MM, 3 * MM
STAGE_GAP, SEGMENT_GAP = 7.5 * MM, 3 * MM
NARROWEST = {"stage": 27 * MM, "support": 39 * MM, SEGMENT: 39 * MM}
ROW_GAP = {"stage": 7.5 * MM, "support": 3 * MM, SEGMENT: 3 * MM}
ARROW, HEAD, LINE = 1.2 * MM, 2.4 * MM, 1.0
"""What keeps free between an arrow and its cells, the length of its head, the width of its line."""
OPEN = ("such-as", "including")


@dataclass(frozen=True)
class _Row:
    """Hold cells that stand side by side, and whether another row of their state follows."""

    items: tuple[Item, ...]
    width: float
    gap: float
    first: bool
    last: bool

    def left(self, number: int, page_left: float) -> float:
        """Return the left edge of a cell."""
        return page_left + number * (self.width + self.gap)


def build(block: ChainBlock, index: int, context: Context) -> Section:
    """Draw the list of the block's fact, the stages first, in the order of the fact."""
    fact = context.facts[block.chain]
    strips: list[Strip] = []
    for state, items in groups_of(fact):
        strips += _group(context, state, items, label_of(context, block, state), first=not strips)
    remarks = None
    if fact.quantity.qualifier in OPEN:
        remarks = {tag: [(Run(say("chain-open", tag) + stop(tag)),)] for tag in context.languages}
    return figure_section(context, block, index, strips, [fact], with_period=True, remarks=remarks, parted=True)


def groups_of(fact: Fact) -> list[tuple[str, tuple[Item, ...]]]:
    """Return the states that a fact's list has, in the order in which they are drawn, each with its entries."""
    value = fact.quantity.value
    items = value.items if isinstance(value, Items) else ()
    groups = ((state, tuple(item for item in items if (item.state or SEGMENT) == state)) for state in STATES)
    return [(state, found) for state, found in groups if found]


def label_of(context: Context, block: ChainBlock, state: str) -> Mapping[str, Content] | None:
    """Return the label of a state: the author's, else what stages and support are; None where there is none."""
    if state in block.labels:
        return block.labels[state]
    if state == SEGMENT:
        return None
    return {language: say(f"chain-{state}", language) for language in context.languages}


def _group(
    context: Context, state: str, items: Sequence[Item], label: Mapping[str, Content] | None, *, first: bool
) -> list[Strip]:
    """Return the rows of one state, the first of them under its label."""
    lists = {language: Element("L", language) for language in context.languages}
    settings = _label(context, label, lists) if label is not None else []
    rows = _rows(context, state, items)
    strips: list[Strip] = []
    for row in rows:
        head = settings if row.first else []
        before = (GAP if first else GROUP_GAP) if row.first else ROW_GAP[state]
        if row.first and not head:
            before = before - LEADING + LABEL
        strips.append(_strip(context, state, row, head, lists, before=before))
    return strips


def _label(context: Context, label: Mapping[str, Content], lists: Mapping[str, Element]) -> list[Setting]:
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        weight = 700 if is_han(language) else 600
        found = lines(
            context, label[language], "label", language, room(context, language), weight=weight, colour="main"
        )
        stacks[language] = [
            Paragraph(found, context.leading("label", language), Element("Caption", language), (lists[language],))
        ]
    return stacked(context, stacks)


def _rows(context: Context, state: str, items: Sequence[Item]) -> list[_Row]:
    """Divide the width between cells that are as many in each row as they can be, none narrower than a name needs."""
    width, gap = context.geometry.width, STAGE_GAP if state == "stage" else SEGMENT_GAP
    most = max(1, int((width + gap + 0.01) // (NARROWEST[state] + gap)))
    count = ceil(len(items) / most)
    each = ceil(len(items) / count)
    cell = (width - (each - 1) * gap) / each
    starts = range(0, len(items), each)
    return [
        _Row(tuple(items[start : start + each]), cell, gap, start == 0, start + each >= len(items)) for start in starts
    ]


def _strip(
    context: Context,
    state: str,
    row: _Row,
    label: Sequence[Setting],
    lists: Mapping[str, Element],
    *,
    before: float,
) -> Strip:
    cells = [_cell_lines(context, item, row.width) for item in row.items]
    deepest = max(sum(len(found) for _, found in cell) for cell in cells)
    height = CELL + max(0, deepest - 2) * LEADING
    top = depth(label) + LABEL if label else 0.0
    left = context.geometry.left

    def draw(surface: Surface, y: float) -> None:
        for setting in label:
            setting.draw(surface, y)
        y += top
        for number, cell in enumerate(cells):
            x = row.left(number, left)
            with surface.artifact("background"):
                fill = context.colour("tint-n" if state == "support" else "tint")
                surface.rectangle(x, y, row.width, height, fill=fill)
            draw_centred(surface, cell, item_paths(lists), x + INSET, y + height / 2, deepest)
            if state == "stage" and number:
                _arrow(context, surface, x - row.gap + ARROW, x - ARROW, y + height / 2)
        if state == "stage" and not row.first:
            _turn(context, row)(surface, y)

    return Strip(before, top + height, draw, says=tuple(lists.values()))


def _cell_lines(context: Context, item: Item, width: float) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return piled_lines(context, item.words, width - INSET - RIGHT_INSET, reversed_=False)


def _arrow(context: Context, surface: Surface, start: float, end: float, y: float) -> None:
    main = context.colour("main")
    with surface.artifact("decoration"):
        surface.rule(start, y, end - HEAD, y, main, LINE)
        surface.path(_head(end, y, across=True), fill=main)


def _turn(context: Context, row: _Row) -> Draw:
    """Return what leads from the end of the row above to the first cell of this one."""
    page, gap = context.geometry, ROW_GAP["stage"]
    right, left = page.right - row.width / 2, page.left + row.width / 2

    def draw(surface: Surface, y: float) -> None:
        main, middle = context.colour("main"), y - gap / 2
        end = y - ARROW / 2
        steps: list[Step] = [("M", (right, y - gap + ARROW / 2)), ("L", (right, middle))]
        steps += [("L", (left, middle)), ("L", (left, end - HEAD))]
        with surface.artifact("decoration"):
            surface.path(steps, stroke=main, width=LINE)
            surface.path(_head(left, end, across=False), fill=main)

    return draw


def _head(x: float, y: float, *, across: bool) -> tuple[Step, ...]:
    """Return the head of an arrow whose point is at (x, y); it points to the right, or down."""
    half = HEAD * 0.55
    one, other = (
        ((x - HEAD, y - half), (x - HEAD, y + half)) if across else ((x - half, y - HEAD), (x + half, y - HEAD))
    )
    return (("M", (x, y)), ("L", one), ("L", other), ("Z", ()))
