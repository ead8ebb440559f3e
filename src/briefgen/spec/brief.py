"""What an author may write in a brief."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from briefgen.spec.fields import Date, Language, Name, Whole, Words
from briefgen.spec.happenings import Event
from briefgen.spec.model import HIDDEN, Placed
from briefgen.spec.normalise import AnyBlock, Entry
from briefgen.spec.reads import Reads, as_it_is, unseen
from briefgen.spec.schedule import OfBrief

Block = AnyBlock
"""Any block of a brief, all shorthand opened."""

LANGUAGES = ("zh", "en")
"""The languages of a brief that names none."""


class Edition(Placed):
    """Number an edition; its code is theme code, year of the date, number: ROB-2026-02."""

    date: Date = Field(description="The day of issue: 2026-11-01.")
    number: Whole = Field(ge=1, le=99, description="The number of the edition in its year.")


class Brief(Placed):
    """Hold one brief as written, with all shorthand opened; `name` is the file's name without its ending."""

    name: Annotated[str, Reads(as_it_is, unseen)] = Field(
        default="", validation_alias=f"{HIDDEN}name", exclude=True, description="The file's name without its ending."
    )
    kind: Literal["industry", "topic", "event", "visit"] = Field(description="What the brief is about.")
    tags: tuple[Name, ...] = Field(
        default=(), description="Words by which delegations and schedules name briefs, such as [manufacturing]."
    )
    title: Words = Field(description="The title on the cover; | is a permitted break.")
    subtitle: Words | None = Field(default=None, description="The line under the title; | is a permitted break.")
    subject: Words | None = Field(default=None, description="What the page header names; default: the title.")
    theme: Name = Field(description="The theme, which gives colour and edition code.")
    cover: Literal["full", "office"] = Field(default="full", description="Full-bleed, or white for office printers.")
    languages: tuple[Language, ...] = Field(
        default=LANGUAGES, min_length=1, max_length=2, description="The languages, the leading one first."
    )
    arrangement: Literal["parallel"] = Field(default="parallel", description="How two languages share a page.")
    audience: Literal["external", "internal"] = Field(
        default="external", description="internal adds quality flags, cautions and the fact table."
    )
    attachments: Literal["none", "data"] = Field(
        default="none", description="data puts the figures of charts and tables into the PDF as files."
    )
    edition: Edition = Field(description="Date and number of this edition.")
    gaps: Literal["refuse", "state"] = Field(
        default="refuse", description="What is done about a figure that is blank or stale: no brief, or words for it."
    )
    as_of: Words | None = Field(
        default=None,
        description="The time that the whole brief stands at, said on every page: such as 2020年6月 / June 2020.",
    )
    event: Event | None = Field(
        default=None, description="The days of an event, for the calendar file that is written beside the brief."
    )
    bind: tuple[Name, ...] = Field(
        default=(),
        description="The briefs that this one binds into one document, in order; `parts` says where they stand.",
    )
    prepared_for: Words | None = Field(default=None, description="For whom this edition is made.")
    schedule: OfBrief | None = Field(
        default=None, description="When it is built by itself, such as first workday of quarter 06:00."
    )
    sections: tuple[Name, ...] = Field(min_length=1, description="The files of data/ whose facts may be used.")
    notes: dict[Name, Words] = Field(default_factory=dict, description="Notes that [^name] refers to.")
    blocks: tuple[Entry, ...] = Field(min_length=1, description="The content, in order.")

    @property
    def reader(self) -> Literal["external", "internal"]:
        """Return for whom the facts are chosen that it may print."""
        return self.audience
