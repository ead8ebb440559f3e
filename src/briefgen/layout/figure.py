"""The anatomy of a figure: rule and number, takeaway, unit line, the picture, its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.data.facts import Fact
from briefgen.language.words import say
from briefgen.layout.compose import words_of
from briefgen.layout.context import Context
from briefgen.layout.notes import notes_strip
from briefgen.layout.quality import draw_flag_of, flag_of
from briefgen.layout.rows import CONTENT, LABEL, UNDER_TITLE, head_strips, paired, section_gap
from briefgen.layout.strips import Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import FigureBlock
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

UNIT_LINE = 6 * MM
NOTES = 6 * MM
NOTES_AFTER_BAR = 7.5 * MM
SHORT_GAP = 7.5 * MM
"""The white under a figure whose note is a single line."""


def figure_section(
    context: Context,
    block: FigureBlock,
    index: int,
    body: Sequence[Strip],
    facts: Sequence[Fact],
    *,
    unit_line: Mapping[str, Text] | None = None,
    with_period: bool = False,
    notes_gap: float = NOTES,
    texts: Sequence[Text] = (),
    remarks: Mapping[str, Sequence[tuple[Run, ...]]] | None = None,
    parted: bool = False,
) -> Section:
    """Arrange a figure around `body`; it is kept on one page, unless it is `parted` where a page ends.

    `texts` are those that stand in the body, `remarks` sentences of ours below it, by language.
    """
    number = context.figure_numbers[index]
    words = {language: say("figure", language, number=number) for language in context.languages}
    head, again = head_strips(context, words)

    flag = flag_of(context, facts)

    def draw_head(surface: Surface, y: float) -> None:
        head.draw(surface, y)
        draw_flag_of(context, surface, facts, context.geometry.right, y + LABEL, flag)

    strips = [
        replace(head, draw=draw_head),
        paired(context, block.takeaway, "takeaway", before=CONTENT, keep=True),
    ]
    if unit_line is not None:
        strips.append(paired(context, unit_line, "unit-line", before=UNIT_LINE, keep=True))
    tops = len(strips)
    strips += [*body]
    strips.append(
        notes_strip(
            context,
            facts,
            before=notes_gap,
            texts=[*block.takeaway.values(), *(unit_line or {}).values(), *texts],
            extra=block.note,
            with_period=with_period,
            remarks=remarks,
        )
    )
    # The flag tells how sure all of it is; before the takeaway it would tear the title from its number.
    strips[-1] = replace(strips[-1], says=(*strips[-1].says, *flag))
    single_note = strips[-1].extent == 0.0
    if parted:
        *rows, last = strips[tops:-1]
        small = context.geometry.piled
        # A small page may have room for no more than what heads the figure.
        heads = [strips[0], _as_one(strips[1:tops])] if small else [_as_one(strips[:tops])]
        kept = [*heads, *rows, replace(last, keep=not small)]
    else:
        kept = [replace(strip, keep=True, split=None, separator=None) for strip in strips[:-1]]
    return Section(
        (*kept, strips[-1]),
        gap=section_gap(context),
        under_title=UNDER_TITLE,
        after=SHORT_GAP if single_note and context.brief.kind != "event" else None,
        repeat=(again,) if parted else (),
        element=Element("Sect"),
        id=block.id,
        outline={
            language: f"{words[language]} {words_of(context, block.takeaway[language], language)}"
            for language in context.languages
        },
    )


def _as_one(strips: Sequence[Strip]) -> Strip:
    """Join the strips that head a figure, which are repeated in one strip where it goes on."""

    def draw(surface: Surface, y: float) -> None:
        y -= strips[0].before
        for strip in strips:
            y += strip.before
            strip.draw(surface, y)
            y += strip.extent

    says = tuple(element for strip in strips for element in strip.says)
    before = strips[0].before
    return Strip(before, sum(strip.before + strip.extent for strip in strips) - before, draw, keep=True, says=says)
