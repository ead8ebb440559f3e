"""An institution: its name, up to four figures, what it does."""

from __future__ import annotations

from briefgen.layout.blocks.counts import number_strips
from briefgen.layout.context import Context
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, paired, run_in, said
from briefgen.layout.strips import Section, Strip
from briefgen.spec.blocks import Row
from briefgen.spec.listings import ProfileBlock
from briefgen.theme.tokens import MM

FIGURES = 6 * MM
"""From the name to the rule over the figures."""
FIRST, PITCH, HAIR = 10.5 * MM, 10.5 * MM, 6.0 * MM
NOTES = 7.5 * MM


def build(block: ProfileBlock, index: int, context: Context) -> Section:
    """Set the name like a takeaway, the figures as a strip of counts, the rows with run-in heads."""
    strips = [paired(context, block.profile, "takeaway", before=CONTENT, keep=True)]
    if block.figures:
        strips += number_strips(context, block.figures, block.place, before=FIGURES)
    strips += [_row(context, row, number) for number, row in enumerate(block.rows)]
    facts = [context.facts[id] for id in dict.fromkeys((*block.figures, *block.facts))]
    texts = [text for row in block.rows for words in (row.head, row.text) for text in words.values()]
    strips.append(notes_strip(context, facts, before=NOTES, texts=texts, with_period=True, by_name=True))
    return headed_section(context, block.label or said(context, "institution"), strips, block.id)


def _row(context: Context, row: Row, number: int) -> Strip:
    content = {
        language: run_in(context, row.head[language], row.text[language], language) for language in context.languages
    }
    if number == 0:
        return paired(context, content, "body", before=FIRST)
    return paired(context, content, "body", before=PITCH, separator=hair_rule(context, HAIR))
