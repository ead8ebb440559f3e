"""What a draft adds to the pages of its edition, and the pages behind them; nothing where there is no draft."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.language.words import say
from briefgen.layout.context import Context
from briefgen.layout.draft.draft import Margin
from briefgen.layout.pages import Sheet, paginate
from briefgen.pdf.surface import Surface


def begin_draft(context: Context, surface: Surface) -> None:
    """Draw what lies under a page behind the cover."""
    if context.draft is None:
        return
    from briefgen.layout.draft.mark import draw_mark_under

    draw_mark_under(context, surface)


def end_draft(context: Context, surface: Surface, number: int) -> None:
    """Draw what stands around a page; they count from 1, the cover included, 0 being one of those behind."""
    if context.draft is None:
        return
    from briefgen.layout.draft.mark import draw_digests, draw_stamp
    from briefgen.layout.draft.sides import draw_margin

    cover = number == 1 and context.front > 0
    (draw_stamp if cover else draw_digests)(context, surface, context.draft)
    dark = cover and context.brief.cover != "office"
    draw_margin(context, surface, context.draft.margins.get(number - 1, Margin()), dark=dark)


def annex_sheets(context: Context) -> Sequence[Sheet]:
    """Return the pages behind those of the edition."""
    if context.draft is None:
        return ()
    from briefgen.layout.draft.annex import annex_group

    return paginate([annex_group(context, context.draft)], context.geometry)


def annex_words(context: Context) -> str:
    """Return what stands before the number of a page behind those of the edition."""
    return "".join(f"{say('annex', language)} " for language in context.languages)
