"""What an author may write for each chart; one class for each, told apart by the key `chart`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.spec.blocks import FigureBlock
from briefgen.spec.fields import FactId, Words
from briefgen.spec.model import Placed


class ComparisonRow(Placed):
    """Hold a row of a comparison: its name and one fact for each panel."""

    name: Words
    facts: tuple[FactId, ...] = Field(min_length=1, max_length=2)


class ComparisonChart(FigureBlock):
    """Compare a few things by one or two measures: panels of bars against one list of names."""

    chart: Literal["comparison"]
    rows: tuple[ComparisonRow, ...] = Field(min_length=2, max_length=12)
    subject: FactId | None = Field(default=None, description="The fact whose row is the brief's subject.")
    sort: Literal["given", "first", "second"] = Field(default="given", description="Order of the rows.")
    heads: tuple[Words, ...] = Field(default=(), description="Column heads: the names, then each measure.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description="What the reader must not do with the numbers.")
    alt: Words | None = Field(default=None, description="Replaces the description that is made from the data.")


class BarRow(Placed):
    """Hold one bar."""

    fact: FactId
    name: Words | None = Field(default=None, description="Default: the fact's name.")


class BarsChart(FigureBlock):
    """Draw horizontal bars of one measure, with direct labels or with two tick rows."""

    chart: Literal["bars"]
    rows: tuple[BarRow, ...] = Field(min_length=2, max_length=20)
    subject: FactId | None = None
    sort: Literal["given", "value"] = "given"
    labels: Literal["direct", "ticks"] = "direct"
    unit_line: Words | None = None
    notice: Words | None = None
    alt: Words | None = None


ChartBlock = ComparisonChart | BarsChart
