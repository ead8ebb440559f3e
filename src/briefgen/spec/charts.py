"""What an author may write for each chart; one class for each, told apart by the key `chart`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.spec.blocks import FigureBlock
from briefgen.spec.fields import FactId, Words
from briefgen.spec.model import Placed

_ALT = "Replaces the description that is made from the data."
_NOTICE = "What the reader must not do with the numbers."


class ComparisonRow(Placed):
    """Hold a row of a comparison: its name and one fact for each panel."""

    name: Words = Field(description="The name of the row.")
    facts: tuple[FactId, ...] = Field(min_length=1, max_length=2, description="One fact for each panel.")


class ComparisonChart(FigureBlock):
    """Compare a few things by one or two measures: panels of bars against one list of names."""

    chart: Literal["comparison"] = Field(description="The kind of chart.")
    rows: tuple[ComparisonRow, ...] = Field(min_length=2, max_length=12, description="The rows.")
    subject: FactId | None = Field(default=None, description="The fact whose row is the brief's subject.")
    sort: Literal["given", "first", "second"] = Field(
        default="given", description="Order of the rows: as given, or by the first or second measure, largest first."
    )
    heads: tuple[Words, ...] = Field(default=(), description="Column heads: the names, then each measure.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


class BarRow(Placed):
    """Hold one bar."""

    fact: FactId = Field(description="The fact.")
    name: Words | None = Field(default=None, description="The name of the bar; default: the fact's name.")


class BarsChart(FigureBlock):
    """Draw horizontal bars of one measure, with direct labels or with two tick rows."""

    chart: Literal["bars"] = Field(description="The kind of chart.")
    rows: tuple[BarRow, ...] = Field(min_length=2, max_length=15, description="The bars.")
    subject: FactId | None = Field(default=None, description="The fact whose bar is the brief's subject.")
    sort: Literal["given", "value"] = Field(default="given", description="As given, or by value, largest first.")
    labels: Literal["direct", "ticks"] = Field(
        default="direct", description="Values beside the bars, or an axis with a tick row for each language."
    )
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


ChartBlock = ComparisonChart | BarsChart

CHARTS: dict[str, type[ChartBlock]] = {"comparison": ComparisonChart, "bars": BarsChart}
"""The class of each chart, by the word after `chart:`."""
