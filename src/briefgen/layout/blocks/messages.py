"""Key messages: a head on its own line, then the text."""

from __future__ import annotations

from briefgen.layout.compose import lines, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.notes import carried_notes
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, paired, run_in, said
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.blocks import MessagesBlock, Row
from briefgen.theme.tokens import MM

PITCH = 13.5 * MM
"""From the last baseline of a row to the head of the next."""
HAIR = 7.2 * MM


def build(block: MessagesBlock, index: int, context: Context) -> Section:
    """Set the messages in rows that begin level in both languages."""
    strips = [_row(context, row, number) for number, row in enumerate(block.messages)]
    texts = [text for row in block.messages for words in (row.head, row.text) for text in words.values()]
    strips += carried_notes(context, texts)
    return headed_section(context, block.label or said(context, "key-messages"), strips, block.id)


def _row(context: Context, row: Row, number: int) -> Strip:
    if context.geometry.piled:
        return _run_in(context, row, number)
    leading = context.theme.roles["body"].leading
    settings: list[Setting] = []
    for language in context.languages:
        column = context.columns[language]
        weight = strong_weight(context, "run-in", language)
        heads = lines(context, row.head[language], "run-in", language, column.width, weight=weight)
        text = lines(context, row.text[language], "body", language, column.width)
        settings.append(Setting(heads, column.x, 0.0, leading, Element("P", language), head=True))
        settings.append(Setting(text, column.x, len(heads) * leading, leading, Element("P", language)))
    first = number == 0
    separator = None if first else hair_rule(context, HAIR)
    return text_strip(settings, before=CONTENT if first else PITCH, separator=separator)


def _run_in(context: Context, row: Row, number: int) -> Strip:
    """Set a message on a narrow page: its head begins the first line."""
    content = {
        language: run_in(context, row.head[language], row.text[language], language) for language in context.languages
    }
    separator = hair_rule(context, HAIR) if number else None
    return paired(context, content, "body", before=PITCH if number else CONTENT, separator=separator)
