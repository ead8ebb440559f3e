"""What an author may write in a section: a file of `data/`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from briefgen.data.facts import Operation
from briefgen.data.facts_from import FactsFrom
from briefgen.data.quantity import Qualifier
from briefgen.data.tables.record import TableRecord
from briefgen.data.terms import Kind, Publish
from briefgen.data.values import Valued
from briefgen.data.written import SourceDate, Time, Told, Unit
from briefgen.spec.ages import MaxAge
from briefgen.spec.fields import Date, FactId, Line, Name, Switch, Whole, mistake
from briefgen.spec.model import Placed


class SourceRecord(Placed):
    """Hold a document that facts rest on."""

    title: Told = Field(description="The document's title, or a plain description of it.")
    date: SourceDate = Field(description="The day, month or year printed on it, or undated.")
    kind: Name = Field(description="What it is, in one word, such as web-page, digest, press-release.")
    form: Told | None = Field(default=None, description="What kind of document it is, in words for readers.")
    nature: Told | None = Field(default=None, description="What the internal edition says of its nature.")
    file: Line = Field(default="", description="The name of the file that it is kept in.")


class Derive(Placed):
    """Hold how a fact is calculated: one operation over facts, in the order given."""

    sum: tuple[FactId, ...] | None = Field(default=None, min_length=2, description="The facts to add.")
    difference: tuple[FactId, ...] | None = Field(
        default=None, min_length=2, max_length=2, description="[a, b]: a minus b."
    )
    ratio: tuple[FactId, ...] | None = Field(default=None, min_length=2, max_length=2, description="[a, b]: a over b.")
    share: tuple[FactId, ...] | None = Field(
        default=None, min_length=2, max_length=2, description="[part, whole], in percent."
    )
    growth: tuple[FactId, ...] | None = Field(
        default=None, min_length=2, max_length=2, description="[new, old], in percent."
    )
    count: tuple[FactId, ...] | None = Field(
        default=None, min_length=1, max_length=1, description="[list]: how many entries the list has."
    )
    digits: Whole | None = Field(default=None, ge=0, le=6, description="Decimals of a ratio, share or growth.")

    @property
    def operation(self) -> Operation:
        """Return the one operation that is written."""
        return self._written()[0]

    @property
    def of(self) -> tuple[str, ...]:
        """Return the ids of the facts that it is calculated from."""
        return getattr(self, self.operation)

    @model_validator(mode="after")
    def _agrees(self) -> Derive:
        written = self._written()
        if len(written) != 1:
            sentence = f"One operation is meant here, not {' and '.join(written) or 'none'}."
            raise mistake(sentence, f"Write one of {', '.join(OPERATIONS)}.", self.place)
        rounded = written[0] in ROUNDED
        if rounded and self.digits is None:
            raise mistake(f"A {written[0]} must say how many decimals it keeps.", "Add digits: 1.", self.place)
        if not rounded and self.digits is not None:
            raise mistake(f"A {written[0]} is exact and takes no digits.", "Delete digits.", self.place)
        return self

    def _written(self) -> list[Operation]:
        return [name for name in OPERATIONS if getattr(self, name) is not None]


OPERATIONS: tuple[Operation, ...] = ("sum", "difference", "ratio", "share", "growth", "count")
ROUNDED: tuple[Operation, ...] = ("ratio", "share", "growth")


class FactRecord(Placed):
    """Hold a figure or statement with all that must travel with it."""

    name: Told = Field(description="What the fact is called in labels and tables.")
    short: Told | None = Field(default=None, description="What a line of sources calls it, such as 营收 / revenue.")
    unit: Unit = Field(default="", description="CNY, percent, date, …, or a measure word in each language.")
    value: Valued | None = Field(default=None, description="The value, exact and in base units.")
    derive: Derive | None = Field(default=None, description="How the value is calculated, in place of a value.")
    period: Time | None = Field(default=None, description="The time that the fact covers, such as 2025-H1.")
    as_of: Time | None = Field(default=None, description="The time at which the fact stood, such as 2020-06.")
    period_inferred: Switch | None = Field(default=None, description="Whether the source does not state the year.")
    kind: Kind = Field(default="reported", description="Whether it is a result, a target, a plan, a rank, …")
    qualifier: Qualifier = Field(default="none", description="The word that the source puts to the number.")
    scope: Told | None = Field(default=None, description="What is counted, where it is less than the name says.")
    source: FactId | None = Field(default=None, description="The id of the source, in any section.")
    locator: Line = Field(default="", description="A few words of the source by which the place is found.")
    overlaps: tuple[FactId, ...] = Field(default=(), description="Facts that count some of the same things.")
    quality: Literal["matched", "consistent", "single"] | None = Field(
        default=None, description="What an independent text says of it; for the internal edition."
    )
    caution: Told | None = Field(default=None, description="What staff must know; for the internal edition.")
    owner: Line = Field(default="", description="The office that answers for it.")
    cleared_by: Line = Field(default="", description="The office that cleared it for print.")
    valid_until: Date | None = Field(default=None, description="The last day on which it may be printed.")
    max_age: MaxAge | None = Field(
        default=None, description="How long after its period it may be printed, such as 18 months."
    )
    note: Told | None = Field(default=None, description="What readers must know; printed where publish is with-note.")
    publish: Publish | None = Field(default=None, description="plain (default), with-note, or internal.")


class SectionFile(Placed):
    """Hold a section as written."""

    section: Name = Field(description="The section's name: the file's name without its ending.")
    title: Told = Field(description="The section's title.")
    max_age: MaxAge | None = Field(
        default=None, description="The max-age of its facts and tables that have none of their own."
    )
    sources: dict[Name, SourceRecord] = Field(default_factory=dict, description="Documents by id.")
    facts: dict[FactId, FactRecord] = Field(default_factory=dict, description="Facts by id.")
    facts_from: tuple[FactsFrom, ...] = Field(
        default=(), description="Table files, CSV or .xlsx, of which each row is a fact; they follow the facts above."
    )
    tables: dict[FactId, TableRecord] = Field(default_factory=dict, description="Tables by id.")
