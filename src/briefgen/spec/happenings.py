"""What an author may write of things that happen: dates, a programme, results by their stage."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.spec.blocks import Block, FigureBlock, Row
from briefgen.spec.fields import FactId, Line, Words
from briefgen.spec.model import Placed

Stage = Literal["planned", "signed", "released", "opened", "settled", "under-way", "completed"]
"""How far something has come; none is ever added to another."""


class Event(Placed):
    """Hold what a calendar needs to know of an event; its day is a fact, never typed."""

    starts: FactId = Field(description="The fact whose value is the first day, in full.")
    ends: FactId | None = Field(default=None, description="The fact whose value is the last day; default: the first.")
    title: Words | None = Field(default=None, description="What a calendar calls it; default: the brief's title.")
    location: Words | None = Field(default=None, description="Where it is held.")


class Moment(Placed):
    """Hold an entry of a timeline."""

    fact: FactId = Field(description="The fact; its date, else its period, is where the entry stands.")
    text: Words | None = Field(default=None, description="What happened; default: the fact's name and value.")


class TimelineBlock(FigureBlock):
    """Draw events along a line in the order of time; days and months look other than what is known by its year."""

    timeline: tuple[Moment, ...] = Field(min_length=2, max_length=8, description="The entries.")


class Item(Placed):
    """Hold an entry of a programme."""

    head: Words = Field(description="What takes place.")
    time: Line | None = Field(default=None, description="The time, such as 09:30 or 09:30–10:15.")
    fact: FactId | None = Field(default=None, description="The fact that the entry rests on.")
    text: Words | None = Field(default=None, description="A further line.")
    location: Words | None = Field(default=None, description="Where.")


class AgendaBlock(Block):
    """List a programme, in order, with times where they are known."""

    agenda: tuple[Item, ...] = Field(min_length=1, max_length=30, description="The entries.")
    label: Words | None = Field(default=None, description="The section label; default 日程 / Programme.")


class Result(Placed):
    """Hold results of one stage."""

    stage: Stage = Field(description="How far these have come.")
    facts: tuple[FactId, ...] = Field(default=(), description="The facts that name them.")
    rows: tuple[Words, ...] = Field(default=(), description="One text for each; default: what the facts say.")


class ResultsBlock(Block):
    """Tell results apart by stage; what is planned looks other than what is done."""

    results: tuple[Result, ...] = Field(min_length=1, max_length=7, description="The stages, each once.")
    label: Words | None = Field(default=None, description="The section label; default 成果 / Results.")


class DetailsBlock(Block):
    """Tell date, place, host, theme and the like, each with its name beside it."""

    details: tuple[Row, ...] = Field(min_length=1, max_length=8, description="The rows: a head and a text.")
    label: Words | None = Field(default=None, description="The section label; default 基本情况 / In brief.")
