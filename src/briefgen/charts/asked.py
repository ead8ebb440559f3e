"""What the spec of a chart asks for, in one form for all charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Rank, Span
from briefgen.errors import Place, Problem
from briefgen.spec.text import Texts


@dataclass(frozen=True)
class AskedRow:
    """Hold a row: one fact for each panel, and its name where it is not the name of the first fact."""

    facts: tuple[str, ...]
    name: Texts | None
    place: Place


@dataclass(frozen=True)
class Asked:
    """Hold what a chart is to show.

    `order` is the panel by whose values the rows are sorted, largest first; None keeps the author's order. `heads` are
    the column heads, of the names and then of each panel, or empty. `most` is how many rows have room on a page.
    `ticks`: values are read from an axis instead of from labels.
    `also`: facts that the chart tells and that are no row of it, such as the whole of its parts;
    `unprinted` are those that the words above the chart say instead of its picture. `rest`: what remains
    of the whole, which is calculated. `takes`: the forms of value that it can show, and `needs` that in words. `exact`:
    no value may have a qualifier. `one_time`: all results are of one time, else each says its own. `one_unit`: amounts
    with prefixes take that of the smallest.
    `refuse` yields what only this chart refuses, where all else is in order; `words` are texts of its own.
    """

    chart: str
    rows: tuple[AskedRow, ...]
    place: Place
    most: int
    subject: str | None = None
    order: int | None = None
    heads: tuple[Texts, ...] = ()
    ticks: bool = False
    alt: Texts | None = None
    also: tuple[AskedRow, ...] = ()
    unprinted: frozenset[str] = frozenset()
    rest: Texts | None = None
    takes: tuple[type[Amount | Span | Rank], ...] = (Amount,)
    needs: str = "a bar needs one number"
    exact: bool = False
    one_time: bool = True
    one_unit: bool = False
    refuse: Callable[[Asked, Mapping[str, Fact]], Iterator[Problem]] | None = None
    words: Callable[[Asked, Mapping[str, Fact], str], Mapping[str, str]] | None = None

    @property
    def panels(self) -> int:
        """Return how many panels the first row asks for."""
        return len(self.rows[0].facts)
