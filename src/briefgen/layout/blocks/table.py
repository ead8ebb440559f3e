"""A table of data/: takeaway, heads in each language, rows, notes and sources; it may go on over several pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.data.facts import Fact
from briefgen.data.tables.facts import statement_of
from briefgen.data.tables.table import Table
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.language.words import say
from briefgen.layout.blocks.notice import bar
from briefgen.layout.blocks.table_cards import card_strips
from briefgen.layout.blocks.table_content import PrintCell, PrintColumn, is_split, neutral_language, print_columns
from briefgen.layout.blocks.table_rows import Grid, grid_of, head_strip, is_low, row_cells, row_strip
from briefgen.layout.blocks.table_widths import Demand, cell_lines, demand, excess, parts_of, widths
from briefgen.layout.citations import table_shown
from briefgen.layout.compose import lines, words_of
from briefgen.layout.context import Context
from briefgen.layout.figure import NOTES, NOTES_AFTER_BAR, UNIT_LINE
from briefgen.layout.grid import is_han
from briefgen.layout.notes import notes_strip
from briefgen.layout.order import claim, reading_order
from briefgen.layout.quality import draw_flag_of, flag_of
from briefgen.layout.rows import CONTENT, LABEL, UNDER_TITLE, head_strips, paired, section_gap
from briefgen.layout.strips import TALL, Draw, Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import TableBlock
from briefgen.spec.tree import place_of
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

HEADS = 9 * MM
"""From the last line above the table to the first line of its heads."""
HEADS_AGAIN = 7.5 * MM
CARDS = 3.75 * MM
"""From the last line above the table to the rule over the first card."""
MOST_HEAD_LINES, MOST_LINES = 7, 5
"""Heads and cells on a narrow page break into no more lines than this; else rows become cards."""
AGAIN = 5.25 * MM
"""What stands below the head of a table that goes on, beside a card's own white."""
TWIN_LINES = 3.5
"""Twins are given up where words would break into more lines than this."""
PAGE = 180 * MM
"""Notes are divided only where they would fill a page by themselves."""
NOTICE_GAP, NOTICE_HEIGHT = 6 * MM, 10.5 * MM


def build(block: TableBlock, index: int, context: Context) -> Section:
    """Arrange the table under its takeaway; its heads are repeated where it goes on.

    Raises AuthorsMistakes where its columns are together wider than the page.
    """
    table = table_shown(block, context.store)
    subjects = [bool(block.subject) and row.id == block.subject for row in table.rows]
    if context.geometry.piled and not _fits_well(context, table, subjects):
        return _in_cards(context, block, index, table, subjects)
    columns, grid = fitted(context, block, table, subjects)
    data = [context.attachments[index]] if index in context.attachments else []
    element, body = Element("Table", files=data), Element("TBody")
    words = {language: say("table", language, number=context.figure_numbers[index]) for language in context.languages}
    facts = _told(context, table)
    flag = flag_of(context, facts)
    top, again = _tops(context, block, words, element, facts, flag)
    cells = [row_cells(context, columns, grid, place, subject=subject) for place, subject in enumerate(subjects)]
    low = all(map(is_low, cells))
    rows = [
        row_strip(context, row, shown, (element, body), subject=subject, last=row is cells[-1], low=low)
        for row, shown, subject in zip(cells, _shown(columns), subjects, strict=True)
    ]
    if len(rows) > 1 and rows[-2].extent <= TALL:
        rows[-2] = replace(rows[-2], keep=True)
    below = _below(context, block, table, facts)
    below[-1] = replace(below[-1], says=(*below[-1].says, *flag))
    return Section(
        (
            top,
            head_strip(context, columns, grid, element, before=HEADS, again=False),
            *rows[:-1],
            _closed(rows[-1], below),
        ),
        gap=section_gap(context),
        under_title=UNDER_TITLE,
        repeat=(again, head_strip(context, columns, grid, element, before=HEADS_AGAIN, again=True)),
        element=Element("Sect"),
        id=block.id,
        outline={
            language: f"{words[language]} {words_of(context, block.takeaway[language], language)}"
            for language in context.languages
        },
    )


def _in_cards(context: Context, block: TableBlock, index: int, table: Table, subjects: Sequence[bool]) -> Section:
    """Arrange the table with a card for each row, as a narrow page has no room for its columns."""
    data = [context.attachments[index]] if index in context.attachments else []
    element, body = Element("Table", files=data), Element("TBody")
    words = {language: say("table", language, number=context.figure_numbers[index]) for language in context.languages}
    facts = _told(context, table)
    flag = flag_of(context, facts)
    head, again = head_strips(context, words)
    columns = print_columns(context, table, twins=False)
    first, *rows = card_strips(context, columns, subjects, element, body)
    below = _below(context, block, table, facts)
    below[-1] = replace(below[-1], says=(*below[-1].says, *flag))
    return Section(
        (
            _with_flag(context, head, facts, flag),
            _caption(context, block, element),
            replace(first, before=CARDS, separator=_top_rule(context)),
            *rows,
            *below,
        ),
        gap=section_gap(context),
        under_title=UNDER_TITLE,
        repeat=(replace(again, extent=again.extent + AGAIN),),
        element=Element("Sect"),
        id=block.id,
        outline={
            language: f"{words[language]} {words_of(context, block.takeaway[language], language)}"
            for language in context.languages
        },
    )


def _top_rule(context: Context) -> Draw:
    """Return what draws the rule above the first card."""

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("rule"):
            surface.rule(context.geometry.left, y, context.geometry.right, y, context.colour("ink"), 0.75)

    return draw


def _fits_well(context: Context, table: Table, subjects: Sequence[bool]) -> bool:
    """Say whether the columns of a table have room beside each other on a narrow page, without long heaps of lines."""
    columns = print_columns(context, table, twins=False)
    demands = [demand(context, column, place, subjects) for place, column in enumerate(columns)]
    found = widths(demands, context.geometry.width, narrow=False)
    if found is None:
        return False
    heads = (
        sum(len(lines(context, text, "table-head", language, width)) for language, text in column.head)
        for column, width in zip(columns, found, strict=True)
    )
    cells = (
        len(cell_lines(context, cell, place, width, subject=False))
        for place, (column, width) in enumerate(zip(columns, found, strict=True))
        for cell in column.cells
    )
    return max(heads) <= MOST_HEAD_LINES and max(cells) <= MOST_LINES


def fitted(
    context: Context, block: TableBlock, table: Table, subjects: Sequence[bool]
) -> tuple[tuple[PrintColumn, ...], Grid]:
    """Return the printed columns and where they stand: twins where they have room, else piled, else narrower.

    `subjects` tells which rows are stressed. Raises AuthorsMistakes where they have no room in any way.
    """
    ways = (
        [(True, False), (False, False), (False, True)] if is_split(context, table) else [(False, False), (False, True)]
    )
    demands: list[Demand] = []
    for twins, narrow in ways:
        columns = print_columns(context, table, twins=twins)
        demands = [demand(context, column, place, subjects) for place, column in enumerate(columns)]
        found = widths(demands, context.geometry.width, narrow=narrow)
        if found is not None and not (twins and parts_of(demands, found) > TWIN_LINES):
            return columns, grid_of(context.geometry.left, found, [one.behind for one in demands])
    over = excess(demands, context.geometry.width) / MM
    message = f'The columns of the table "{table.id}" are together {over:.0f} mm wider than the page.'
    some = ", ".join(column.id for column in table.columns[1:3])
    hint = f"Show fewer of them, such as columns: [{some}], or shorten their heads."
    raise AuthorsMistakes([Problem(place_of(block.table, block.place), message, hint)])


def _shown(columns: Sequence[PrintColumn]) -> list[tuple[PrintCell, ...]]:
    """Return the cells of each row."""
    return [*zip(*(column.cells for column in columns), strict=True)]


def _told(context: Context, table: Table) -> list[Fact]:
    """Return the table as a statement, and the facts in it; a time that a head tells is not told again."""
    found = [statement_of(table)] if table.source or not table.facts else []
    timed = {column.id for column in table.columns if column.period or column.as_of}
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.fact:
                fact = context.facts[cell.fact]
                told = column.id in timed and not fact.period_inferred
                found.append(replace(fact, period=None, as_of=None) if told else fact)
    return list({fact.id: fact for fact in found}.values())


def _tops(
    context: Context,
    block: TableBlock,
    words: Mapping[str, str],
    table: Element,
    facts: Sequence[Fact],
    flag: Sequence[Element],
) -> tuple[Strip, Strip]:
    """Return what stands above the heads, and what stands there where the table goes on.

    Takeaway and unit line are the table's caption; the unit line is repeated. `flag` is drawn beside the number.
    """
    head, again = head_strips(context, words)
    above = _caption(context, block, table)
    below: list[Strip] = []
    if block.unit_line is not None:
        below.append(paired(context, block.unit_line, "unit-line", before=UNIT_LINE))

    def draw(surface: Surface, y: float) -> None:
        _with_flag(context, head, facts, flag).draw(surface, y)
        above.draw(surface, y + head.extent)

    def draw_again(surface: Surface, y: float) -> None:
        again.draw(surface, y)
        with surface.artifact("repeated-head"):
            _draw_all(below, surface, y + again.extent)

    return (
        Strip(0.0, head.extent + above.extent, draw, keep=True, says=(*head.says, table)),
        Strip(0.0, again.extent + _height(below), draw_again, keep=True),
    )


def _with_flag(context: Context, head: Strip, facts: Sequence[Fact], flag: Sequence[Element]) -> Strip:
    """Return a section's head with the flag of its facts beside it."""

    def draw(surface: Surface, y: float) -> None:
        head.draw(surface, y)
        draw_flag_of(context, surface, facts, context.geometry.right, y + LABEL, flag)

    return replace(head, draw=draw)


def _caption(context: Context, block: TableBlock, table: Element) -> Strip:
    """Return takeaway and unit line, which are the table's caption."""
    caption = Element("Caption")
    above = [paired(context, block.takeaway, "takeaway", before=CONTENT)]
    if block.unit_line is not None:
        above.append(paired(context, block.unit_line, "unit-line", before=UNIT_LINE))
    captions = reading_order(element for strip in above for element in strip.says)

    def draw(surface: Surface, y: float) -> None:
        with surface.element(table), surface.element(caption):
            claim(surface, captions)
            _draw_all(above, surface, y)

    return Strip(0.0, _height(above), draw, keep=True, says=(table,))


def _below(context: Context, block: TableBlock, table: Table, facts: Sequence[Fact]) -> list[Strip]:
    """Return notice, notes and sources."""
    strips: list[Strip] = []
    if block.notice is not None:
        strips.append(bar(context, block.notice, height=NOTICE_HEIGHT, before=NOTICE_GAP))
    called = [*block.takeaway.values(), *(block.unit_line or {}).values(), *(block.notice or {}).values()]
    notes = notes_strip(
        context,
        facts,
        before=NOTES_AFTER_BAR if block.notice is not None else NOTES,
        texts=called,
        extra=block.note,
        with_period=True,
        remarks={language: _remarks(context, table, language) for language in context.languages},
    )
    return [*strips, notes]


def _remarks(context: Context, table: Table, language: str) -> list[tuple[Run, ...]]:
    """Say that rows are left out, and in one line what the marks of blank cells mean."""
    found: list[tuple[Run, ...]] = []
    if len(table.rows) < table.total:
        found.append((Run(say("first-rows", language, count=len(table.rows), total=table.total)),))
    blanks = {cell.blank for row in table.rows for cell in row.cells}
    mark = neutral_language(context.languages)
    marks: list[Run] = []
    for blank in ("missing", "not-applicable"):
        if blank in blanks:
            before, shown, after = say(f"means-{blank}", language, mark=say(blank, mark)).partition(say(blank, mark))
            between = " " if marks and not is_han(language) else ""
            marks += [Run(between + before), Run(shown, language=mark), Run(after)]
    return [*found, tuple(marks)] if marks else found


def _closed(row: Strip, below: Sequence[Strip]) -> Strip:
    """Join the last row and what stands below the table, so that these never stand alone; a tall row can be split."""
    height = row.extent + _height(below)

    def draw(surface: Surface, y: float) -> None:
        row.draw(surface, y)
        _draw_all(below, surface, y + row.extent)

    def split(room: float) -> tuple[Strip, Strip] | None:
        if row.split is not None:
            halves = row.split(min(room, row.extent - 1.0))
            return (halves[0], _closed(halves[1], below)) if halves is not None else None
        *others, notes = below
        cut = notes.split(room - row.extent - _height(others) - notes.before) if notes.split is not None else None
        return (_closed(row, [*others, cut[0]]), cut[1]) if cut is not None else None

    says = tuple(element for strip in (row, *below) for element in strip.says)
    return Strip(row.before, height, draw, split=split if row.split is not None or height > PAGE else None, says=says)


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.before + strip.extent for strip in strips)


def _draw_all(strips: Sequence[Strip], surface: Surface, y: float) -> None:
    for strip in strips:
        y += strip.before
        strip.draw(surface, y)
        y += strip.extent
