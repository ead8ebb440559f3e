"""Tables as the rest of briefgen sees them: declared columns, rows of cells, and all that must travel with them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from briefgen.data.quantity import Period, Quantity, Wording
from briefgen.data.terms import Publish, Quality
from briefgen.errors import NOWHERE, Place

Holds = Literal["words", "numbers", "dates"]
Blank = Literal["", "missing", "not-applicable", "awaited"]


@dataclass(frozen=True)
class TableColumn:
    """Hold what is true of all cells of a column; `kind` is that of facts, such as reported or target.

    `period` or `as_of` stand where the column has a time of its own, such as one year of several.
    """

    id: str
    name: Wording
    holds: Holds
    unit: str | Wording = ""
    kind: str = "reported"
    period: Period | None = None
    as_of: Period | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class TableCell:
    """Hold one cell: a quantity in the unit of its column, or words, or the reason why it is blank.

    `fact` is the id of the fact that says it, if the cell refers to one; the number then stands with the fact alone.
    """

    quantity: Quantity | None = None
    words: Wording | None = None
    blank: Blank = ""
    fact: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class TableRow:
    """Hold a row: a cell for each column, the row's name first; `id` is empty where it has none."""

    id: str
    cells: tuple[TableCell, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Table:
    """Hold one table of `data/`, or what a brief shows of it; the first column names the rows.

    `source` is empty where facts tell all that stands in it. `total` is how many rows the whole table has.
    """

    id: str
    section: str
    title: Wording
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    source: str = ""
    period: Period | None = None
    as_of: Period | None = None
    period_inferred: bool = False
    locator: str = ""
    quality: Quality | None = None
    caution: Wording | None = None
    note: Wording | None = None
    publish: Publish = "plain"
    owner: str = ""
    cleared_by: str = ""
    valid_until: datetime.date | None = None
    stale: bool = False
    """As of the day on which the store was read: what a brief shows says so in place of the values."""
    unaged: bool = False
    """Whether a default for the age of figures cannot hold it, since neither it nor a column has a time."""
    place: Place = NOWHERE
    total: int = 0

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that stand in the cells, each once, in order."""
        return tuple(dict.fromkeys(cell.fact for row in self.rows for cell in row.cells if cell.fact))
