"""Date, place, host, theme and the like: each with its name at its left."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.layout.compose import lines, paragraph, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.notes import carried_notes
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, said
from briefgen.layout.stacks import Paragraph, room, stacked
from briefgen.layout.strips import Section, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.blocks import Row
from briefgen.spec.happenings import DetailsBlock
from briefgen.theme.tokens import MM

PITCH, HAIR = 10.5 * MM, 6.0 * MM
GAP = 4.5 * MM
"""Between the longest head and the texts."""
WIDEST = 0.36
"""The share of a column that heads may take; longer ones break."""


def build(block: DetailsBlock, index: int, context: Context) -> Section:
    """Set a row for each, with the texts of a language on one edge."""
    lists = {language: Element("L", language) for language in context.languages}
    heads = {language: _head_width(context, block, language) for language in context.languages}
    if context.piled:
        heads = dict.fromkeys(heads, max(heads.values()))
    strips = [_row(context, row, lists, heads, number) for number, row in enumerate(block.details)]
    texts = [text for row in block.details for words in (row.head, row.text) for text in words.values()]
    strips += carried_notes(context, texts)
    return headed_section(context, block.label or said(context, "in-brief"), strips, block.id)


def _head_width(context: Context, block: DetailsBlock, language: str) -> float:
    weight = strong_weight(context, "run-in", language)
    widths = [
        paragraph(context, row.head[language], "run-in", language, weight=weight).natural_width for row in block.details
    ]
    return min(max(widths), room(context, language) * WIDEST)


def _row(context: Context, row: Row, lists: Mapping[str, Element], heads: Mapping[str, float], number: int) -> Strip:
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        weight = strong_weight(context, "run-in", language)
        indent = heads[language] + GAP
        leading = context.leading("body", language)
        head = lines(context, row.head[language], "run-in", language, heads[language], weight=weight)
        text = lines(context, row.text[language], "body", language, room(context, language) - indent)
        inside = (lists[language], Element("LI"))
        stacks[language] = [
            Paragraph(head, leading, Element("Lbl", language), inside),
            Paragraph(text, leading, Element("P", language), (*inside, Element("LBody")), indent=indent, beside=True),
        ]
    first = number == 0
    separator = None if first else hair_rule(context, HAIR)
    return text_strip(stacked(context, stacks), before=CONTENT if first else PITCH, separator=separator)
