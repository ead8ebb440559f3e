"""An aim, stated as a plan and not as a result."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.data.quantity import Phrase
from briefgen.language.quantities import phrase
from briefgen.layout.context import Context
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import UNDER_TITLE, Content, head_strips, paired, said, section_gap
from briefgen.layout.strips import Section
from briefgen.pdf.elements import Element
from briefgen.spec.blocks import AimBlock
from briefgen.theme.tokens import MM

TEXT = 9 * MM
"""From the label to the aim, whose letters are larger than a body text's."""
NOTES = 7.5 * MM


def build(block: AimBlock, index: int, context: Context) -> Section:
    """Set the aim in lead style under a label that says what it is, with its source."""
    fact = context.facts[block.aim]
    # The author's words for an aim that may no longer be printed are left out with it.
    text, note = (None, None) if fact.gap else (block.text, block.note)
    head, _ = head_strips(context, said(context, "aim"))
    value = fact.quantity.value
    stated: Mapping[str, Content] = text or {
        language: value.words[language] if isinstance(value, Phrase) else phrase(fact.quantity, language, "sentence")
        for language in context.languages
    }
    strip = paired(context, stated, "aim", before=TEXT, keep=True)
    notes = notes_strip(context, [fact], before=NOTES, texts=[*(text or {}).values()], extra=note, joined=True)
    return Section(
        (head, strip, notes),
        gap=section_gap(context),
        under_title=UNDER_TITLE,
        element=Element("Sect"),
        id=block.id,
    )
