"""What an author may write in a brief."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from briefgen.spec import blocks, charts
from briefgen.spec.fields import Language, Name, Words
from briefgen.spec.model import Placed

Block = (
    blocks.PageBlock
    | blocks.LeadBlock
    | blocks.FiguresBlock
    | blocks.NumbersBlock
    | blocks.MessagesBlock
    | blocks.NotesBlock
    | blocks.MethodsBlock
    | blocks.NoticeBlock
    | blocks.FieldMapBlock
    | blocks.FrameBlock
    | blocks.AimBlock
    | blocks.ImageBlock
    | blocks.SourcesBlock
    | blocks.ContactBlock
    | blocks.ContactBarBlock
    | charts.ComparisonChart
    | charts.BarsChart
)


class Edition(Placed):
    """Number an edition; its code is theme code, year of the date, number: ROB-2026-02."""

    date: datetime.date
    number: int = Field(ge=1, le=99)


class Brief(Placed):
    """Hold one brief as written, with all shorthand opened; `name` is the file's name without its ending."""

    name: str = Field(default="", exclude=True)
    kind: Literal["industry", "topic", "event", "visit"]
    title: Words
    subtitle: Words | None = None
    subject: Words | None = Field(default=None, description="What the page header names; default: the title.")
    theme: Name
    cover: Literal["full", "office"] = "full"
    languages: tuple[Language, ...] = Field(default=("zh", "en"), min_length=1, max_length=2)
    arrangement: Literal["parallel"] = "parallel"
    audience: Literal["external", "internal"] = "external"
    edition: Edition
    prepared_for: Words | None = None
    sections: tuple[Name, ...] = Field(min_length=1)
    notes: dict[Name, Words] = Field(default_factory=dict)
    blocks: tuple[Block, ...] = Field(min_length=1)
