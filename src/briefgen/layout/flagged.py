"""The flag of a whole section, beside its label, in an internal edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.data.facts import Fact
from briefgen.layout.context import Context
from briefgen.layout.quality import draw_flag_of, flag_of
from briefgen.layout.rows import LABEL
from briefgen.layout.strips import Section
from briefgen.pdf.surface import Surface


def flagged(context: Context, section: Section, facts: Sequence[Fact]) -> Section:
    """Return a section with the flag of the weakest of its facts; it is heard last, as that of a figure is."""
    flag = flag_of(context, facts)
    if not flag:
        return section
    head, *others = section.strips

    def draw(surface: Surface, y: float) -> None:
        head.draw(surface, y)
        draw_flag_of(context, surface, facts, context.geometry.right, y + LABEL, flag)

    strips = [replace(head, draw=draw), *others]
    strips[-1] = replace(strips[-1], says=(*strips[-1].says, *flag))
    return replace(section, strips=tuple(strips))
