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


class RankChart(FigureBlock):
    """Draw places in one ranking as a line, the first place at the top."""

    chart: Literal["rank"] = Field(description="The kind of chart.")
    rows: tuple[BarRow, ...] = Field(
        min_length=2, max_length=6, description="Facts whose values are ranks of one ranking, oldest first."
    )
    unit_line: Words | None = Field(default=None, description="Which ranking, and among whom.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


class RangeChart(FigureBlock):
    """Draw ranges, and amounts that are a lower or an upper limit, on one scale."""

    chart: Literal["range"] = Field(description="The kind of chart.")
    rows: tuple[BarRow, ...] = Field(
        min_length=1, max_length=8, description="Facts: ranges, or amounts with at-least, more-than or up-to."
    )
    subject: FactId | None = Field(default=None, description="The fact whose bar is the brief's subject.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


class TargetsChart(FigureBlock):
    """Draw targets as a ladder: a rung for each value, the largest at the top, none of them like a result."""

    chart: Literal["targets"] = Field(description="The kind of chart.")
    rows: tuple[BarRow, ...] = Field(min_length=2, max_length=12, description="Facts that are aims, plans or targets.")
    subject: FactId | None = Field(default=None, description="The fact whose name is the brief's subject.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


class ChangeChart(FigureBlock):
    """Draw a pair: what was, and what is."""

    chart: Literal["change"] = Field(description="The kind of chart.")
    before: BarRow = Field(description="The fact of before.")
    after: BarRow = Field(description="The fact of now, in the same unit.")
    ratio: FactId | None = Field(default=None, description="A fact calculated from both, such as 2.5 times.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


class SplitChart(FigureBlock):
    """Draw a whole as one bar, divided into parts that add up to it."""

    chart: Literal["split"] = Field(description="The kind of chart.")
    whole: FactId = Field(description="The fact of the whole.")
    parts: tuple[BarRow, ...] = Field(min_length=1, max_length=4, description="The facts of the parts, in order.")
    rest: Words | None = Field(
        default=None, description="What the remainder is; needed where the parts are less than the whole."
    )
    subject: FactId | None = Field(default=None, description="The part that the takeaway is about; default: the first.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


class UnitsChart(FigureBlock):
    """Draw one cell for each thing that is counted, so that a whole can be seen as the sum of its parts."""

    chart: Literal["units"] = Field(description="The kind of chart.")
    whole: FactId = Field(description="The fact of the whole: an exact count of at most 1000.")
    parts: tuple[BarRow, ...] = Field(min_length=1, max_length=4, description="The facts of the parts, in order.")
    rest: Words | None = Field(
        default=None, description="What the remainder is; needed where the parts are less than the whole."
    )
    subject: FactId | None = Field(default=None, description="The part that the takeaway is about; default: the first.")
    unit_line: Words | None = Field(default=None, description="Measure, period, order.")
    notice: Words | None = Field(default=None, description=_NOTICE)
    alt: Words | None = Field(default=None, description=_ALT)


ChartBlock = ComparisonChart | BarsChart | RankChart | RangeChart | TargetsChart | ChangeChart | SplitChart | UnitsChart

CHARTS: dict[str, type[ChartBlock]] = {
    "comparison": ComparisonChart,
    "bars": BarsChart,
    "rank": RankChart,
    "range": RangeChart,
    "targets": TargetsChart,
    "change": ChangeChart,
    "split": SplitChart,
    "units": UnitsChart,
}
"""The class of each chart, by the word after `chart:`."""

_SHARES = "angles and areas are hard to compare, and parts of industries that overlap would look like shares of a whole"
_PARTS = "Use `chart: split` for parts that add up to a whole, `chart: units` for counted things, else `chart: bars`."
_PAIRS = "nothing in data/ pairs two measures of many things, and a few points look like a law"
_SERIES = "a line claims what lies between its points, and a few years are no series"
_STACKED = "only the lowest part of a stack begins at zero, and what overlaps would be added up"
_STEPS = "areas that shrink claim that each group is part of the one above"
_FIELDS = "areas are hard to compare, and sizes would be read from the picture instead of from the number"
_THINGS = "Use `chart: bars` for one measure, or `chart: comparison` for two measures side by side."
_YEARS = "Use `chart: change` for two times, `chart: rank` for places in a ranking, or a `table:` for more."

NOT_DRAWN: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("pie", "donut", "doughnut", "sunburst"), (_SHARES, _PARTS)),
    **dict.fromkeys(("stacked", "stacked-bars", "stacked-bar", "stack", "area"), (_STACKED, _PARTS)),
    **dict.fromkeys(("scatter", "bubble"), (_PAIRS, _THINGS)),
    **dict.fromkeys(("line", "lines", "time-series", "timeseries", "series", "trend"), (_SERIES, _YEARS)),
    **dict.fromkeys(("treemap", "word-cloud", "radar", "gauge", "heatmap"), (_FIELDS, _THINGS)),
    **dict.fromkeys(("funnel", "pyramid", "waterfall", "sankey"), (_STEPS, _PARTS)),
    **dict.fromkeys(
        ("map", "choropleth"),
        (
            "values on a map are read from the size of districts, and a map needs its approval number",
            "Use `chart: bars` for the values; the block `map:` shows where things are.",
        ),
    ),
}
"""Charts that are asked for and that are not drawn: why, and what shows the same honestly."""
