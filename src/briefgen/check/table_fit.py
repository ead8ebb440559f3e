"""Tables that are wider than the page, found without drawing them."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.errors import AuthorsMistakes, Problem


def widths(case: Case) -> Iterator[Problem]:
    """Refuse tables whose columns have no room beside each other; the rest of the brief must be right.

    Texts are set only where their lengths leave a doubt.
    """
    if not case.tables:
        return
    from briefgen.layout.blocks.table import fitted
    from briefgen.layout.blocks.table_content import print_columns
    from briefgen.layout.blocks.table_widths import fit_surely
    from briefgen.layout.context import Context
    from briefgen.layout.grid import columns
    from briefgen.theme.load import load_theme

    context = Context(
        brief=case.brief,
        facts=case.facts,
        store=case.store,
        settings=case.settings,
        theme=load_theme(case.brief.theme, case.settings.palette),
        faces=case.faces,
        project=case.project,
        columns=columns(case.brief.languages),
        source_numbers={},
        figure_numbers={},
        pictures={},
        pages={},
    )
    for block, table in case.tables:
        if fit_surely(context, print_columns(context, table, twins=False)):
            continue
        try:
            fitted(context, block, table, [bool(block.subject) and row.id == block.subject for row in table.rows])
        except AuthorsMistakes as error:
            yield from error.problems
