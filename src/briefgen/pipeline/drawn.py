"""A brief drawn and laid out with all that its editions share: what copies, packs and drafts begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.layout.document import Laid, lay_out
from briefgen.pipeline.pictures import draw_pictures
from briefgen.pipeline.wish import Wish, geometry_of, profile_of
from briefgen.theme.load import load_theme

if TYPE_CHECKING:
    from briefgen.data.facts import Store
    from briefgen.layout.draft.draft import Draft
    from briefgen.pdf.noted import Noting
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.brief import Brief


def drawn(
    project: Project,
    shared: Shared,
    brief: Brief,
    wish: Wish,
    *,
    store: Store | None = None,
    personal: bool = False,
    draft: Draft | None = None,
    noting: Noting | None = None,
) -> Laid:
    """Return the pages of a brief as it is to be drawn; `store`: with other figures than `data/` gives.

    `personal`, `draft` and `noting` are those of `lay_out`. Raises AuthorsMistakes for what no page can hold.
    """
    used = store or shared.store
    theme = load_theme(brief.theme, shared.settings.palette)
    geometry, profile = geometry_of(wish), profile_of(wish, brief)
    return lay_out(
        brief,
        used,
        shared.settings,
        theme,
        shared.faces,
        draw_pictures(brief, used, theme, project.store, width=geometry.width),
        project,
        profile,
        geometry=geometry,
        multiple=wish.multiple,
        personal=personal,
        draft=draft,
        noting=noting,
    )
