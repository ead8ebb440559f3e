"""The table of contents: what the document holds, each entry with its page, to which it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.names import block_name, page_id
from briefgen.layout.order import within
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, said
from briefgen.layout.strips import Section, Setting, Strip, draw_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import ContentsBlock, PageBlock
from briefgen.spec.parts import PartBlock
from briefgen.spec.text import Text, plain
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

PITCH, HAIR = 8.25 * MM, 5.35 * MM
NUMBER_WIDTH = 12 * MM


def build(block: ContentsBlock, index: int, context: Context) -> Section | None:
    """List the parts of a bound document, else its pages; a document without any has no list."""
    entries = list(_entries(context, index))
    if not entries:
        return None
    element = Element("TOC")
    rows = [_row(context, element, number, id, words) for number, (id, words) in enumerate(entries)]
    return headed_section(context, said(context, "contents"), rows, block.id)


def _entries(context: Context, here: int) -> Iterator[tuple[str, Mapping[str, Text]]]:
    """Yield id and title of each part and of the pages outside parts; of each page but its own where there are none."""
    blocks = context.brief.blocks
    own = max((place for place, found in enumerate(blocks[:here]) if isinstance(found, PageBlock)), default=-1)
    inside = False
    for place, found in enumerate(blocks):
        if isinstance(found, PartBlock):
            inside = not found.last
        opens = isinstance(found, PartBlock) and inside
        listed = opens or (isinstance(found, PageBlock) and not isinstance(found, PartBlock) and not inside)
        if isinstance(found, PageBlock) and listed and place != own:
            id = page_id(found, place)
            # The first pass does not know the pages yet; a page whose blocks are all left out is not there.
            if not context.pages or id in context.pages:
                yield id, found.page


def _row(context: Context, element: Element, number: int, id: str, words: Mapping[str, Text]) -> Strip:
    """Return an entry: its title in each language and its page, all of them links that lead there."""
    geometry = context.geometry
    item = Element("TOCI")
    leading = context.theme.roles["body"].leading
    settings: list[Setting] = []
    below = 0.0
    for language in context.languages:
        column = context.columns[language]
        last = column.right >= geometry.right - NUMBER_WIDTH
        width = column.width - (NUMBER_WIDTH if last else 0.0)
        link = "#" + block_name(id, context.languages, language)
        found = lines(context, (Run(plain(words[language]), link=link),), "body", language, width)
        settings.append(Setting(found, column.x, below, leading, Element("P", language)))
        below += len(found) * leading if geometry.piled else 0.0
    page = str(context.pages.get(id, 0))
    leads = "#" + block_name(id, context.languages, context.languages[0])
    (line,) = lines(context, (Run(page, link=leads),), "body", "en", NUMBER_WIDTH, weight=600)
    figure = Element("P", context.languages[0])
    extent = max(setting.last for setting in settings)

    def draw(surface: Surface, y: float) -> None:
        with within(surface, element, item):
            for setting in settings:
                setting.draw(surface, y)
            with surface.element(figure):
                draw_lines(surface, (line,), geometry.right - line.width, y, 0.0)

    separator = hair_rule(context, HAIR) if number else None
    return Strip(CONTENT if not number else PITCH, extent, draw, separator=separator, says=(element,))
