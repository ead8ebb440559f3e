"""Notes and methods: rows with a run-in head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.layout.context import Context
from briefgen.layout.notes import carried_notes
from briefgen.layout.rows import (
    CONTENT,
    Content,
    hair_rule,
    headed_section,
    paired,
    run_in,
    said,
)
from briefgen.layout.strips import Section, Strip
from briefgen.spec.blocks import MethodsBlock, NotesBlock, Row
from briefgen.theme.tokens import MM

PITCH, HAIR = 12 * MM, 6.75 * MM
DENSE_PITCH, DENSE_HAIR = 10.5 * MM, 6.3 * MM


def build(block: NotesBlock, index: int, context: Context) -> Section:
    """Set rows that explain the figures."""
    return run_in_section(context, block.label or said(context, "how-to-read"), block.notes, block.id)


def build_methods(block: MethodsBlock, index: int, context: Context) -> Section:
    """Set rows that tell how the brief was made."""
    return run_in_section(context, block.label or said(context, "methods"), block.methods, block.id)


def run_in_section(context: Context, words: Mapping[str, Content], rows: Sequence[Row], id: str | None) -> Section:
    """Set rows with run-in heads under a section head."""
    strips = [_row(context, row, number) for number, row in enumerate(rows)]
    texts = [text for row in rows for content in (row.head, row.text) for text in content.values()]
    strips += carried_notes(context, texts)
    return headed_section(context, words, strips, id)


def _row(context: Context, row: Row, number: int) -> Strip:
    pitch, hair = (DENSE_PITCH, DENSE_HAIR) if context.brief.kind == "event" else (PITCH, HAIR)
    content = {
        language: run_in(context, row.head[language], row.text[language], language) for language in context.languages
    }
    if number == 0:
        return paired(context, content, "body", before=CONTENT)
    return paired(context, content, "body", before=pitch, separator=hair_rule(context, hair))
