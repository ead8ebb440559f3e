"""Tables that a brief shows: they must exist, may be used and be fresh, and have what the block names of them."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.data.meant import meant
from briefgen.data.tables.table import Table
from briefgen.errors import Problem
from briefgen.spec.blocks import TableBlock
from briefgen.spec.nearest import nearest
from briefgen.spec.tree import place_of


def known(case: Case) -> Iterator[Problem]:
    """Refuse tables that do not exist, that stand in another section, or that outsiders must not see."""
    if any(name not in case.store.sections for name in case.brief.sections):
        return
    for block in case.brief.blocks:
        if not isinstance(block, TableBlock):
            continue
        place = place_of(block.table, block.place)
        table = case.store.tables.get(block.table)
        if table is None:
            yield Problem(place, f'There is no table "{block.table}".', meant(block.table, case.store.tables, "tables"))
        elif table.section not in case.brief.sections:
            message = f'The table "{table.id}" is not in a section of this brief.'
            yield Problem(place, message, f"Add {table.section} to sections.")
        elif table.publish == "internal" and case.brief.audience != "internal":
            hint = "Leave it out, or make the brief's audience internal."
            yield Problem(place, f'The table "{table.id}" is internal.', hint)


def parts(case: Case) -> Iterator[Problem]:
    """Refuse columns and rows that a table does not have, a column named twice, and words as an order."""
    for block, _ in case.tables:
        table = case.store.tables[block.table]
        ids = [column.id for column in table.columns]
        for index, id in enumerate(block.columns):
            place = place_of(id, block.place)
            if id not in ids:
                message = f'The table "{table.id}" has no column "{id}".'
                yield Problem(place, message, nearest(id, ids, ask="Its columns"))
            elif id in block.columns[:index]:
                yield Problem(place, f'The column "{id}" is named twice.', "Name each once.")
        yield from _order(block, table)
        if block.subject is not None:
            yield from _subject(case, block, table)


def stale(case: Case) -> Iterator[Problem]:
    """Refuse tables whose last day is past."""
    if case.brief.gaps == "refuse":
        for block, table, told in _stale(case):
            yield Problem(
                place_of(block.table, block.place), f"{told}.", f"{_renew(table)}, or take it out of the brief."
            )


def stated(case: Case) -> Iterator[Problem]:
    """Report each table in place of whose values the brief says that they are awaited."""
    if case.brief.gaps == "state":
        for block, table, told in _stale(case):
            message = f'{told}; the brief says "awaiting update" in place of its values, in the order of its file.'
            hint = f"{_renew(table)}. Check that the texts still hold without it."
            yield Problem(place_of(block.table, block.place), message, hint)


def _stale(case: Case) -> Iterator[tuple[TableBlock, Table, str]]:
    for block, table in case.tables:
        if table.stale and table.valid_until is not None:
            yield block, table, f'The table "{table.id}" was valid until {table.valid_until.isoformat()}'


def _renew(table: Table) -> str:
    """Return the next step for a stale table."""
    ask = f"Ask {table.owner} for it, then renew" if table.owner else "Renew"
    return f"{ask} its figures and its time in {table.place.file or 'data/'}"


def unaged(case: Case) -> Iterator[Problem]:
    """Report tables that a max-age is meant for and that have no time from which it could be counted."""
    for block, table in case.tables:
        if table.unaged:
            message = f'The table "{table.id}" has no period or as-of, so that no max-age can be counted.'
            hint = "Add one of them, or valid-until, so that it cannot grow old unseen."
            yield Problem(place_of(block.table, block.place), message, hint)


def _order(block: TableBlock, table: Table) -> Iterator[Problem]:
    if block.sort is None:
        return
    place = place_of(block.sort, block.place)
    column = next((column for column in table.columns if column.id == block.sort), None)
    ordered = [column.id for column in table.columns if column.holds != "words"]
    if column is None:
        message = f'The table "{table.id}" has no column "{block.sort}".'
        yield Problem(place, message, nearest(block.sort, ordered, ask="Columns to sort by"))
    elif column.holds == "words":
        message = f'The column "{column.id}" holds words, by which nothing is sorted.'
        yield Problem(place, message, nearest(block.sort, ordered, ask="Columns to sort by"))


def _subject(case: Case, block: TableBlock, table: Table) -> Iterator[Problem]:
    place = place_of(block.subject, block.place)
    ids = [row.id for row in table.rows if row.id]
    seen = [row.id for one, view in case.tables if one is block for row in view.rows]
    if block.subject not in ids:
        message = f'The table "{table.id}" has no row "{block.subject}".'
        hint = nearest(str(block.subject), ids, ask="Its rows") or "Give the row an id."
        yield Problem(place, message, hint)
    elif block.subject not in seen:
        message = f'The row "{block.subject}" is not among the rows that are shown.'
        yield Problem(place, message, "Raise limit, or name another row.")
