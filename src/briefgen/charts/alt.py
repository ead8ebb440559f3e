"""The description of a chart, made from its data, for a reader who does not see it."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.charts.table import ChartData, ChartRow, Value
from briefgen.charts.words import MEASURES, WORDS, say
from briefgen.language.tags import written


def alt_text(data: ChartData, language: str) -> str:
    """Return what the chart shows in one language: its kind and order, its periods, then each row with its values.

    Where the measures have heads, each value is told with its own: a listener does not look up to the head of a column.
    Qualifiers, scopes and the word for a plan stand where the labels have them.
    """
    sentences = [_opening(data, language), *_periods(data, language)]
    sentences += [_row(row, data, language) for row in (*data.also, *data.rows)]
    stop = say("stop", language)
    return (stop.join(sentences) + stop).rstrip()


def _opening(data: ChartData, language: str) -> str:
    own = {key: words[language] for key, words in data.words.items()}
    opening = say(data.chart if data.chart in WORDS else "chart", language, **own, count=len(data.rows))
    if data.order is None:
        return opening
    head = data.panels[data.order].head.get(language)
    return opening + (say("sorted", language, head=head) if head else say("sorted-by-value", language))


def _periods(data: ChartData, language: str) -> Iterator[str]:
    """Tell a period that all panels share once, else the period of each panel."""
    periods = [panel.period.get(language, "") for panel in data.panels]
    heads = [panel.head.get(language, "") for panel in data.panels]
    if any(heads):
        yield say("measures", language, heads=say("listed", language).join(heads))
    if len(set(periods)) == 1:
        if periods[0]:
            yield say("period", language, period=periods[0])
        return
    for head, period in zip(heads, periods, strict=True):
        if period:
            yield say("panel", language, head=head, period=period)


def _row(row: ChartRow, data: ChartData, language: str) -> str:
    remarks = [row.scope[language]] if row.scope else []
    if row.subject:
        remarks.append(say("subject", language))
    remarks += [data.words["calculated"][language] for value in row.values if not value.fact]
    name = _remarked(row.name[language], remarks, language)
    values = say("and", language).join(
        _measured(panel.head.get(language, ""), _value(value, language), language)
        for panel, value in zip(data.panels, row.values, strict=True)
    )
    return say("row", language, name=name, values=values)


def _measured(head: str, value: str, language: str) -> str:
    """Return a value behind what it measures; figures and letters of a head are kept apart from those of the value."""
    if not head:
        return value
    apart = head[-1].isascii() and (head[-1].isdigit() or written(language) == "zh")
    return say("measured-apart" if apart else "measured", language, head=_within(head, language), value=value)


def _within(head: str, language: str) -> str:
    """Return a head as it stands within a sentence; names keep their capitals."""
    common = written(language) == "en" and head.partition(" ")[0] in MEASURES
    return head[0].lower() + head[1:] if common else head


def _value(value: Value, language: str) -> str:
    remarks = [words[language] for words in (value.time, value.plan) if words]
    return _remarked(value.spoken[language], remarks, language)


def _remarked(text: str, remarks: list[str], language: str) -> str:
    if not remarks:
        return text
    return say("remark", language, name=text, remarks=say("also", language).join(remarks))
