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
    brief: Brief, store: Store, theme: Theme, folder: Path, *, anew: bool = False
) -> Mapping[int, Picture]:
    """Return the picture of each chart by the index of its block; `folder` keeps pictures between builds.

    `anew` draws all, and keeps them.
    """
    from briefgen.charts.draw import draw_picture
    from briefgen.data.selection import selected
    from briefgen.layout.grid import WIDTH
    from briefgen.spec.charts import ChartBlock

    charts = {i: block for i, block in enumerate(brief.blocks) if isinstance(block, ChartBlock)}
    facts = selected(store, brief.sections, brief.audience)
    return {
        index: draw_picture(block, facts, theme, brief.languages, WIDTH, folder, anew=anew)
        for index, block in charts.items()
    }
