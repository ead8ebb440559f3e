"""The charts of a brief, each drawn or taken from the store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.data.facts import Store
from briefgen.spec.brief import Brief
from briefgen.theme.tokens import Theme

if TYPE_CHECKING:
    from briefgen.charts.picture import Picture


def draw_pictures(
    brief: Brief, store: Store, theme: Theme, folder: Path, *, width: float | None = None, anew: bool = False
) -> Mapping[int, Picture]:
    """Return the picture of each chart by the index of its block, `width` points wide; None: as A4 has room.

    `folder` keeps pictures between builds, those of each width apart. `anew` draws all, and keeps them.
    """
    from briefgen.charts.draw import draw_picture
    from briefgen.data.selection import selected
    from briefgen.layout.grid import A4
    from briefgen.spec.charts import ChartBlock

    charts = {i: block for i, block in enumerate(brief.blocks) if isinstance(block, ChartBlock)}
    facts = selected(store, brief.sections, brief.audience)
    return {
        index: draw_picture(block, facts, theme, brief.languages, width or A4.width, folder, anew=anew)
        for index, block in charts.items()
    }
