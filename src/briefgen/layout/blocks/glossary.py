"""Chinese and English side by side: terms, names, numbers, with what they are and the page on which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefgen.language.words import say
from briefgen.layout.blocks.say import tongues
from briefgen.layout.cells import head_row
from briefgen.layout.compose import lines, paragraph
from briefgen.layout.context import Context
from briefgen.layout.grid import columns, is_han
from briefgen.layout.order import within
from briefgen.layout.rows import Content, headed_section, paired
from briefgen.layout.strips import Section, Strip, draw_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.papers import GlossaryBlock, GlossaryRow
from briefgen.spec.text import Text, plain
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

HEAD = 12 * MM
"""From the label of the section to the head of the table."""
RULE_UNDER_HEAD = 2.25 * MM
TOP, BOTTOM = 4.8 * MM, 2.4 * MM
"""From a row's rule to its first baseline, and from its last baseline to the next rule."""
LEADING = 4.5 * MM
PAGE = 11 * MM
SHARE, WIDER, WIDEST = 0.44, 0.5, 0.7
"""The share of a column that words have beside what they are; where they need more; and where the other needs less."""
GAP = 3 * MM
NOTE = 6 * MM
BETWEEN = 1.2 * MM
"""Between the heads of the page in two languages."""
Cell = tuple[str, tuple[Line, ...], float]
"""The language, the lines and the left edge of a cell."""


def build(block: GlossaryBlock, index: int, context: Context) -> Section:
    """Set a row for each entry; the head stands again where the table goes on."""
    table, body = Element("Table"), Element("TBody")
    described = any(row.about for row in block.glossary)
    paged = any(row.page for row in block.glossary)
    frame = _frame(context, block, described=described, paged=paged)
    strips = [_row(context, row, (table, body), frame, last=row is block.glossary[-1]) for row in block.glossary]
    head, again = (_head(context, block, table, frame, again=way) for way in (False, True))
    if block.note is not None:
        strips.append(paired(context, block.note, "note", before=NOTE))
    section = headed_section(context, block.label, [head, *strips], block.id)
    return replace(section, repeat=(*section.repeat, again), flows=True)


@dataclass(frozen=True)
class _Side:
    """Hold the column of a language: its left edge, what the words take of it, and what is left for what they are."""

    x: float
    words: float
    about: float


@dataclass(frozen=True)
class _Frame:
    """Hold the columns of a table by language; `described`, `paged`: whether any row says what it is, and where."""

    sides: Mapping[str, _Side]
    described: bool
    paged: bool


def _frame(context: Context, block: GlossaryBlock, *, described: bool, paged: bool) -> _Frame:
    """Return columns in which words break only where what they are has no room to spare."""
    found: dict[str, _Side] = {}
    sides = columns(tongues(context), context.geometry)
    last = list(sides)[-1]
    for language, column in sides.items():
        width = column.width - (PAGE if paged and language == last else 0.0)
        words = width
        if described:
            weight = _weight(language)
            needed = GAP + max(
                paragraph(context, row.said.get(language, ""), "label", language, weight=weight).natural_width
                for row in block.glossary
            )
            about = max(
                paragraph(context, row.about.get(language, ""), "unit-line", language).natural_width
                for row in block.glossary
            )
            free = max(width * WIDER, min(width - about, width * WIDEST))
            words = max(width * SHARE, min(needed, free))
        found[language] = _Side(column.x, words, width - words)
    return _Frame(found, described, paged)


def _weight(language: str) -> int:
    return 700 if is_han(language) else 600


def _cells(
    context: Context, words: Mapping[str, Content], about: Mapping[str, Content], frame: _Frame, role: str
) -> list[Cell]:
    """Return the cells of a row: in each language the words, then what they are where any row tells that."""
    found: list[Cell] = []
    for language, side in frame.sides.items():
        weight = _weight(language) if role == "label" else None
        content = words.get(language, say("not-applicable", language))
        found.append(
            (language, lines(context, content, role, language, side.words - GAP, weight=weight, colour="ink"), side.x)
        )
        if frame.described:
            told = about.get(language, "")
            small = "unit-line" if role == "label" else role
            found.append((language, lines(context, told, small, language, side.about), side.x + side.words))
    return found


def _row(context: Context, row: GlossaryRow, inside: tuple[Element, ...], frame: _Frame, *, last: bool) -> Strip:
    page = context.geometry
    cells = _cells(context, row.said, row.about, frame, "label")
    number = lines(context, row.page, "label", "en", PAGE) if row.page else ()
    deepest = max(len(found) for _, found, _ in cells)
    height = TOP + (deepest - 1) * LEADING + BOTTOM

    def draw(surface: Surface, y: float) -> None:
        colour, weight = ("ink", 0.75) if last else ("rule", 0.5)
        with surface.artifact("rule"):
            surface.rule(page.left, y + height, page.right, y + height, context.colour(colour), weight)
        with within(surface, *inside), surface.element("TR"):
            for place, (language, found, x) in enumerate(cells):
                cell = Element("TD") if place else Element("TH", scope="Row")
                with surface.element(cell), surface.element("Span", language):
                    draw_lines(surface, found, x, y + TOP, LEADING)
            if frame.paged:
                with surface.element("TD"), surface.element("Span", "en"):
                    draw_lines(surface, number, page.right - (number[0].width if number else 0.0), y + TOP, LEADING)

    return Strip(0.0, height, draw, says=inside[:1])


def _head(context: Context, block: GlossaryBlock, table: Element, frame: _Frame, *, again: bool) -> Strip:
    page = context.geometry
    words, about, *number = block.heads
    cells = _cells(context, _plain(words), _plain(about), frame, "table-head")
    marks: list[tuple[str, Line, float]] = []
    right = page.right
    for language, said in reversed(_plain(number[0] if number and frame.paged else None).items()):
        (line,) = lines(context, said, "table-head", language, PAGE)
        marks.insert(0, (language, line, right - line.width))
        right -= line.width + BETWEEN

    def draw(surface: Surface, y: float) -> None:
        with head_row(surface, table, again=again):
            for tongue, found, x in cells:
                with surface.element("TH", scope="Column"), surface.element("Span", tongue):
                    draw_lines(surface, found, x, y, LEADING)
            if marks:
                with surface.element("TH", scope="Column"):
                    for tongue, line, x in marks:
                        with surface.element("Span", tongue):
                            draw_lines(surface, (line,), x, y, LEADING)
        with surface.artifact("rule"):
            surface.rule(page.left, y + RULE_UNDER_HEAD, page.right, y + RULE_UNDER_HEAD, context.colour("ink"), 0.75)

    return Strip(HEAD - 6 * MM, RULE_UNDER_HEAD, draw, keep=True, says=() if again else (table,))


def _plain(words: Mapping[str, Content] | None) -> dict[str, Content]:
    return {tag: plain(text) if isinstance(text, Text) else text for tag, text in (words or {}).items()}
