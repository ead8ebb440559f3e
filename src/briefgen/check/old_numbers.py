"""Numbers of figures that are too old to be printed, where they still stand in words that an author typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.check.case import Case
from briefgen.check.wording import wordings
from briefgen.data.quantity import Amount, Quantity, Span
from briefgen.data.tables.table import Table
from briefgen.errors import Place, Problem
from briefgen.language.quantities import phrase
from briefgen.language.styles import Style
from briefgen.spec.text import Plain

STYLES: tuple[Style, ...] = ("sentence", "label", "table")
_HINT = "The brief says that this figure is awaited: take the number out here, or delete the whole sentence."


def typed(case: Case) -> Iterator[Problem]:
    """Report each text, note or caution in which the old number of a stated gap is typed out with its unit."""
    if case.brief.gaps != "state":
        return
    old = [
        (f'the fact "{id}"', [case.store.facts[id].quantity]) for id, fact in case.used.items() if fact.gap == "stale"
    ]
    tables = dict.fromkeys(table.id for _, table in case.tables if table.stale)
    old += [(f'the table "{id}"', list(_quantities(case.store.tables[id]))) for id in tables]
    for what, quantities in old:
        numbers = [each for each in quantities if isinstance(each.value, (Amount, Span)) and each.unit]
        for language in case.brief.languages if numbers else ():
            said = _said(numbers, language)
            for place, words in _printed(case, language):
                if said.search(_bare(words)):
                    yield Problem(place, f"The old number of {what} is typed here.", _HINT)


def _quantities(table: Table) -> Iterator[Quantity]:
    return (cell.quantity for row in table.rows for cell in row.cells if cell.quantity is not None)


def _said(quantities: Sequence[Quantity], language: str) -> re.Pattern[str]:
    """Return what finds one of the numbers with its unit, its qualifier and spaces left out, and not as an end."""
    bare = [replace(quantity, qualifier="none") for quantity in quantities]
    said = {_bare(phrase(quantity, language, style)) for quantity in bare for style in STYLES}
    return re.compile(rf"(?<![0-9.,])(?:{'|'.join(re.escape(words) for words in sorted(said))})")


def _printed(case: Case, language: str) -> Iterator[tuple[Place, str]]:
    for written in case.written:
        if written.language == language:
            words = "".join(piece.text for piece in written.pieces if isinstance(piece, Plain))
            yield written.text.place, words
    for printed in wordings(case):
        yield printed.place, printed.wording.get(language, "")


def _bare(words: str) -> str:
    return "".join(words.split())
