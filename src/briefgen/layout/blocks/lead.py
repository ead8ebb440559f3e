"""The lead: one or two sentences under the page's title."""

from __future__ import annotations

from briefgen.layout.context import Context
from briefgen.layout.notes import carried_notes
from briefgen.layout.rows import paired
from briefgen.layout.strips import Section
from briefgen.pdf.elements import Element
from briefgen.spec.blocks import LeadBlock
from briefgen.theme.tokens import MM

GAP = 13.5 * MM


def build(block: LeadBlock, index: int, context: Context) -> Section:
    """Set the lead in each language."""
    strip = paired(context, block.lead, "lead", before=0.0)
    notes = carried_notes(context, [*block.lead.values()])
    return Section(
        (strip, *notes), gap=GAP, under_title=GAP, after=GAP, element=Element("Div"), id=block.id, exact=True
    )
