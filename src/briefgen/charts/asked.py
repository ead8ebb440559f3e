"""What the spec of a chart asks for, in one form for all charts."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.errors import Place
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

    @property
    def panels(self) -> int:
        """Return how many panels the first row asks for."""
        return len(self.rows[0].facts)
