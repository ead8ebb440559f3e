"""A map that may be published: the picture with credit, rights and its approval number."""

from __future__ import annotations

from briefgen.language.words import say
from briefgen.layout.blocks.image import credit_strip, picture_strip
from briefgen.layout.context import Context
from briefgen.layout.figure import figure_section
from briefgen.layout.rows import paired
from briefgen.layout.strips import Section
from briefgen.spec.listings import MapBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

NUMBER = 4.5 * MM
HAN = "zh"
"""The approval number is written in Han in every language."""


def build(block: MapBlock, index: int, context: Context) -> Section:
    """Set the map; `check` has refused one without data and without an approval number."""
    picture = picture_strip(context, context.project.root / block.map, block.alt)
    credit = credit_strip(context, block.credit, block.rights)
    content: dict[str, tuple[Run, ...]] = {}
    for language in context.languages:
        before, _, after = say("approval-number", language, number="\n").partition("\n")
        runs = (Run(before), Run(block.approval or "", language=HAN), Run(after))
        content[language] = tuple(run for run in runs if run.text)
    number = paired(context, content, "note", before=NUMBER)
    facts = [context.facts[id] for id in block.facts]
    return figure_section(context, block, index, [picture, credit, number], facts, with_period=True)
