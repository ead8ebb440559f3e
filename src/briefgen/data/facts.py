"""Facts, sources and sections as the rest of briefgen sees them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefgen.data.quantity import Period, Quantity, Wording
from briefgen.data.tables.table import Table
from briefgen.data.term_base import Term
from briefgen.data.terms import Publish, Quality
from briefgen.errors import NOWHERE, Place

Gap = Literal["", "blank", "stale"]
"""Why a fact cannot be printed today: it has no value yet, or its last day is past; "" where it can."""
Operation = Literal["sum", "difference", "ratio", "share", "growth", "count"]


@dataclass(frozen=True)
class Source:
    """Hold a document that facts rest on; `date` is None where the document is undated."""

    id: str
    title: Wording
    kind: str
    date: Period | None
    form: Wording | None = None
    """The kind of document in words a reader understands, such as 英文网页 / Web page in English."""
    nature: Wording | None = None
    """What the internal edition says of the document, such as 英文网页，机器翻译."""
    file: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Derivation:
    """Say how a fact was calculated: the operation and the ids of the facts it was calculated from, in order."""

    operation: Operation
    of: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """Hold one figure or statement with all that must travel with it."""

    id: str
    section: str
    name: Wording
    quantity: Quantity
    source: str
    kind: str = "reported"
    period: Period | None = None
    as_of: Period | None = None
    period_inferred: bool = False
    scope: Wording | None = None
    locator: str = ""
    overlaps: frozenset[str] = frozenset()
    quality: Quality | None = None
    caution: Wording | None = None
    note: Wording | None = None
    publish: Publish = "plain"
    owner: str = ""
    derivation: Derivation | None = None
    place: Place = NOWHERE
    short: Wording | None = None
    """What a line of sources calls the fact, such as 营收 / revenue; the name where there is none."""
    cleared_by: str = ""
    valid_until: datetime.date | None = None
    """The last day on which it may be printed: by what is written, by its age, and by the facts it rests on."""
    gap: Gap = ""
    """As of the day on which the store was read; what a brief selects says so in place of the value."""
    unaged: bool = False
    """Whether a default for the age of figures cannot hold it, since it has neither a period nor an as-of."""
    further_sources: tuple[str, ...] = ()
    """Of a calculated fact, the sources of its parts beside `source`, in the order of the parts."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the ids of the sources that the fact rests on, the leading one first; a blank one may have none."""
        return (self.source, *self.further_sources) if self.source else ()


@dataclass(frozen=True)
class Section:
    """Hold one file of `data/`."""

    id: str
    title: Wording
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    place: Place = NOWHERE
    tables: Mapping[str, Table] = field(default_factory=dict[str, Table])


@dataclass(frozen=True)
class Store:
    """Hold every section; ids of facts and tables, and those of sources, are unique over all of them.

    `facts`, `tables` and `sources` hold all of `data/`, not only what one brief selects; `terms` is the term base.
    """

    sections: Mapping[str, Section]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    tables: Mapping[str, Table] = field(default_factory=dict[str, Table])
    terms: Mapping[str, Term] = field(default_factory=dict[str, Term])
