"""From a block of a brief to its picture: data, then the store, and Matplotlib only where the store has nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from briefgen.charts import CHARTS, store
from briefgen.charts.adding import rest_of
from briefgen.charts.alt import alt_text
from briefgen.charts.asked import Asked
from briefgen.charts.look import Look, look_of
from briefgen.charts.picture import Label, Picture
from briefgen.charts.record import Plot, record
from briefgen.charts.table import ChartData, plain_words, tabulate
from briefgen.data.facts import Fact
from briefgen.data.quantity import Wording
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.theme.tokens import Theme


class Block(Protocol):
    """Stand for the spec of any chart: a block that names its chart."""

    @property
    def chart(self) -> str:
        """Return the chart's name in CHARTS."""
        ...


class Chart(Protocol):
    """Stand for the module of a chart."""

    def asked(self, block: Any, /) -> Asked:
        """Return what a block asks for."""
        ...

    def height(self, data: ChartData, width: float, /) -> float:
        """Return the height of the picture in points."""
        ...

    def draw(self, plot: Plot, data: ChartData, look: Look, /) -> Iterable[Label]:
        """Draw the marks and return the labels."""
        ...


def chart_data(block: Block, facts: Mapping[str, Fact], languages: Sequence[str]) -> ChartData:
    """Return the numbers and texts of a chart, sorted as its spec says; `facts` are those that the brief may show.

    Raises AuthorsMistakes with everything that the chart cannot show honestly. Needs no Matplotlib.
    """
    return tabulate(_chart(block).asked(block), facts, languages)


def facts_of_chart(block: Block) -> tuple[str, ...]:
    """Return the ids of the facts that a chart shows, in the author's order, a whole before its parts."""
    asked = _chart(block).asked(block)
    return tuple(fact for row in (*asked.also, *asked.rows) for fact in row.facts)


def facts_unprinted(block: Block) -> tuple[str, ...]:
    """Return the ids of those facts that the words above a chart say instead of its picture."""
    return tuple(_chart(block).asked(block).unprinted)


def rest_of_chart(block: Block, facts: Mapping[str, Fact]) -> Fact:
    """Return what remains of the whole of a chart beside its parts, as a fact without an id."""
    return rest_of(_chart(block).asked(block), facts)


def alt_texts(block: Block, data: ChartData) -> dict[str, str]:
    """Return the alt text in each language: the author's where there is one, else the one made from the data.

    Beside a gap the author's is left out: it may tell the number that is not to be printed.
    """
    own = None if data.has_gaps else _chart(block).asked(block).alt
    problems: list[Problem] = []
    written: Wording = plain_words(own, [tag for tag in data.languages if tag in own], problems) if own else {}
    if problems:
        raise AuthorsMistakes(problems)
    return {language: written.get(language) or alt_text(data, language) for language in data.languages}


def draw_picture(
    block: Block,
    facts: Mapping[str, Fact],
    theme: Theme,
    languages: Sequence[str],
    width: float,
    folder: Path | None,
    *,
    anew: bool = False,
) -> Picture:
    """Return the picture of a chart, `width` points wide, from `folder` where it is kept there, and keep it if not.

    `folder` None keeps nothing; `anew` draws it even where it is kept. Raises AuthorsMistakes as `chart_data` does.
    """
    chart = _chart(block)
    data = chart_data(block, facts, languages)
    look, alt = look_of(theme), alt_texts(block, data)
    if folder is None:
        return _record(chart, data, look, width, alt)
    name = _key(data, look, width, alt)
    picture = None if anew else store.load(folder, name)
    if picture is None or not store.belongs(picture, data, theme, width, alt):
        picture = _record(chart, data, look, width, alt)
        store.save(folder, name, picture)
    return picture


def picture_file(
    block: Block, facts: Mapping[str, Fact], theme: Theme, languages: Sequence[str], width: float, folder: Path
) -> Path:
    """Return where `draw_picture` keeps the picture of a chart, whether it is there or not; raises as it does."""
    data = chart_data(block, facts, languages)
    return folder / f"{_key(data, look_of(theme), width, alt_texts(block, data))}.json"


def _key(data: ChartData, look: Look, width: float, alt: Mapping[str, str]) -> str:
    return store.key({"data": data, "look": look, "width": width, "alt": alt})


def _record(chart: Chart, data: ChartData, look: Look, width: float, alt: Mapping[str, str]) -> Picture:
    return record(lambda plot: chart.draw(plot, data, look), width, chart.height(data, width), alt)


def _chart(block: Block) -> Chart:
    return cast("Chart", import_module(CHARTS[block.chart]))
