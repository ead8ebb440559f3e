"""Source numbers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.errors import Problem
from briefgen.spec.blocks import SourcesBlock
from briefgen.spec.text import SourceReference
from briefgen.spec.tree import place_of


def unlisted(case: Case) -> Iterator[Problem]:
    """Report source numbers that are printed where no block lists the sources, at the first that is printed."""
    if any(isinstance(block, SourcesBlock) for block in case.brief.blocks):
        return
    places = [
        use.place for use in case.uses if use.form is None and use.fact in case.used and case.used[use.fact].sources
    ]
    places += [place_of(block.table, block.place) for block, table in case.tables if table.source]
    places += [
        piece.place for written in case.written for piece in written.pieces if isinstance(piece, SourceReference)
    ]
    if places:
        yield Problem(
            min(places),
            "This brief prints numbers of sources, and no block says which sources they are.",
            "Add - sources at the end of blocks:.",
        )
