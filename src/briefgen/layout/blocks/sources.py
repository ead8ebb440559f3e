"""The sources that the brief cites: document, then its form and date."""

from __future__ import annotations

from briefgen.data.facts import Source
from briefgen.language.periods import period_text
from briefgen.language.words import comma, opening, say
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.names import source_name
from briefgen.layout.piles import pile
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, said
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import SourcesBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

NUMBER_WIDTH = 7.5 * MM
DATE = 5.25 * MM
PITCH, HAIR = 12 * MM, 6.75 * MM


def build(block: SourcesBlock, index: int, context: Context) -> Section | None:
    """List the sources by number; a brief that cites none has no list."""
    if not context.source_numbers:
        return None
    element = Element("L", numbering="Decimal")
    first = next(place for place, found in enumerate(context.brief.blocks) if isinstance(found, SourcesBlock))
    rows = [
        _row(context, context.store.sources[id], number, element, led_to=index == first)
        for id, number in sorted(context.source_numbers.items(), key=lambda pair: pair[1])
    ]
    return headed_section(context, said(context, "sources"), rows, block.id)


def date_words(source: Source, language: str) -> str:
    """Return the date of a document, or that it has none."""
    return period_text(source.date, language) if source.date is not None else say("undated", language)


def date_line(source: Source, language: str) -> str:
    """Return "Press release, 19 June 2020", or the form of the document and that it is undated."""
    date = date_words(source, language)
    form = source.form[language] if source.form is not None else ""
    return opening(comma(language).join(part for part in (form, date) if part), language)


def _row(context: Context, source: Source, number: int, element: Element, *, led_to: bool) -> Strip:
    """Return a source's entry, a note in each language; `led_to`: whether the numbers in texts lead to it."""
    item = Element("LI")
    body = Element("LBody")
    settings: list[list[Setting]] = []
    for position, language in enumerate(context.languages):
        column = context.columns[language]
        leading = context.leading("body", language)
        inset = NUMBER_WIDTH if position == 0 or context.piled else 0.0
        title = lines(context, source.title[language], "body", language, column.width - inset)
        date = lines(context, date_line(source, language), "note", language, column.width - inset)
        under = (len(title) - 1) * leading + DATE
        note_leading = context.leading("note", language)
        name = source_name(source.id, context.languages, language)
        words = say("place-source", language, number=number, title=source.title[language])
        note = (Element("Note", language, id=name) if led_to else Element("Div", language),)
        places = ((name, words),) if led_to else ()
        x = column.x + inset
        settings.append(
            [
                Setting(title, x, 0.0, leading, Element("P", language), inside=note, places=places),
                Setting(date, x, under, note_leading, Element("P", language), inside=note),
            ]
        )
    mark = lines(context, (Run(f"[{number}]"),), "source-number", "en", NUMBER_WIDTH)
    label = Setting(mark, context.geometry.left, 0.0, 0.0, Element("Lbl"))
    text = text_strip(pile(context, settings), before=0.0)

    def draw(surface: Surface, y: float) -> None:
        with surface.element(element), surface.element(item):
            label.draw(surface, y)
            with surface.element(body):
                text.draw(surface, y)

    separator = hair_rule(context, HAIR) if number > 1 else None
    return Strip(CONTENT if number == 1 else PITCH, text.extent, draw, separator=separator, says=(element,))
