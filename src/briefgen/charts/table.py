"""The numbers of a chart and its texts, finished in each language: all that a picture depends on but its look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.refusals import is_gap, refusals
from briefgen.charts.ticks import Axis, axis
from briefgen.charts.words import say
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Wording
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.language.periods import period_text
from briefgen.language.quantities import phrase
from briefgen.language.tags import choose
from briefgen.spec.text import PermittedBreak, Plain, Texts, parse


@dataclass(frozen=True)
class Value:
    """Hold one number: exact in base units, as its label says it, and as the alt text says it.

    `plan` is what marks a number that is no result, such as 目标; empty for results. A gap has its words in place of a
    number: its amount is 0, and no bar stands for it.
    """

    fact: str
    amount: Decimal
    texts: Wording
    spoken: Wording
    plan: Wording
    gap: bool = False


@dataclass(frozen=True)
class ChartRow:
    """Hold a row: what it is named, the narrower scope of its figures if they have one, a value for each panel."""

    name: Wording
    scope: Wording
    values: tuple[Value, ...]
    subject: bool


@dataclass(frozen=True)
class Panel:
    """Hold what one measure is: its column head and its period (empty where there is none), its axis if it has one."""

    head: Wording
    period: Wording
    axis: Axis | None


@dataclass(frozen=True)
class ChartData:
    """Hold a chart's rows in the order in which they are drawn.

    `head` is the column head of the names. `order` is the panel by which the rows are sorted; None: as the author has
    them.
    """

    chart: str
    languages: tuple[str, ...]
    head: Wording
    panels: tuple[Panel, ...]
    rows: tuple[ChartRow, ...]
    order: int | None

    def column(self, panel: int) -> tuple[Value, ...]:
        """Return the values of one panel, from top to bottom."""
        return tuple(row.values[panel] for row in self.rows)

    @property
    def has_gaps(self) -> bool:
        """Say whether any value is awaited."""
        return any(value.gap for row in self.rows for value in row.values)


def tabulate(asked: Asked, facts: Mapping[str, Fact], languages: Sequence[str]) -> ChartData:
    """Return what a chart shows, sorted as asked; rows whose value is awaited stand last.

    Raises AuthorsMistakes with all that the chart cannot show honestly.
    """
    problems = list(refusals(asked, facts, languages))
    heads = [plain_words(head, languages, problems) for head in asked.heads]
    names: list[Wording] = [plain_words(row.name, languages, problems) if row.name else {} for row in asked.rows]
    if problems:
        raise AuthorsMistakes(problems)
    columns = [tuple(facts[row.facts[panel]] for row in asked.rows) for panel in range(asked.panels)]
    periods = [_period(column, languages) for column in columns]
    rows = [
        _row(row, name, facts, periods, languages, asked.subject) for row, name in zip(asked.rows, names, strict=True)
    ]
    order = asked.order
    if order is not None:
        rows.sort(key=lambda row: (row.values[order].gap, -row.values[order].amount))
    return ChartData(
        chart=asked.chart,
        languages=tuple(languages),
        head=heads[0] if heads else {},
        panels=tuple(
            Panel(
                heads[index + 1] if heads else {},
                periods[index],
                _axis(column, languages) if asked.ticks else None,
            )
            for index, column in enumerate(columns)
        ),
        rows=tuple(rows),
        order=order,
    )


def plain_words(texts: Texts, languages: Sequence[str], problems: list[Problem]) -> Wording:
    """Return an author's texts as plain words; what a label cannot hold is added to `problems`."""
    words: dict[str, str] = {}
    for language in languages:
        text = texts.get(language)
        if text is None:
            place = next(iter(texts.values())).place
            problems.append(Problem(place, f"This text is missing in {language}.", f"Add `{language}: …`."))
            continue
        try:
            pieces = parse(text)
        except AuthorsMistakes as mistakes:
            problems += mistakes.problems
            continue
        if not all(isinstance(piece, Plain | PermittedBreak) for piece in pieces):
            problems.append(
                Problem(text.place, "A text in a chart cannot refer to facts, sources, pages or notes.", "Write words.")
            )
        words[language] = "".join(piece.text for piece in pieces if isinstance(piece, Plain))
    return words


def _row(
    asked: AskedRow,
    name: Wording,
    facts: Mapping[str, Fact],
    periods: Sequence[Wording],
    languages: Sequence[str],
    subject: str | None,
) -> ChartRow:
    own = [facts[fact] for fact in asked.facts]
    scope = next((fact.scope for fact in own if fact.scope), None)
    return ChartRow(
        name=name or {language: choose(own[0].name, language) for language in languages},
        scope={language: choose(scope, language) for language in languages} if scope else {},
        values=tuple(_value(fact, period, languages) for fact, period in zip(own, periods, strict=True)),
        subject=subject in asked.facts,
    )


def _value(fact: Fact, period: Wording, languages: Sequence[str]) -> Value:
    return Value(
        fact=fact.id,
        amount=_amount(fact),
        texts={language: phrase(fact.quantity, language, "label") for language in languages},
        spoken={language: phrase(fact.quantity, language, "sentence") for language in languages},
        plan={language: _plan(fact, period, language) for language in languages} if fact.kind in INTENDED else {},
        gap=is_gap(fact),
    )


def _amount(fact: Fact) -> Decimal:
    if is_gap(fact):
        return Decimal(0)
    if not isinstance(fact.quantity.value, Amount):
        raise TypeError(f"{fact.id} is not an amount")
    return fact.quantity.value.value


def _axis(column: Sequence[Fact], languages: Sequence[str]) -> Axis:
    return axis([_amount(fact) for fact in column], column[0].quantity.unit, languages)


def _plan(fact: Fact, period: Wording, language: str) -> str:
    """Return what a number that is no result is, with its own time where the results have another."""
    word = say(fact.kind, language)
    time = "" if is_gap(fact) else _time(fact, language)
    return word if time in ("", period.get(language)) else say("planned-for", language, word=word, period=time)


def _period(column: Sequence[Fact], languages: Sequence[str]) -> Wording:
    """Return the period of a panel: that of its results, or of its plans where it holds nothing else."""
    shown = [fact for fact in column if not is_gap(fact)]
    first = next((fact for fact in shown if fact.kind not in INTENDED), shown[0])
    if not (first.period or first.as_of):
        return {}
    return {language: _time(first, language) for language in languages}


def _time(fact: Fact, language: str) -> str:
    time = fact.period or fact.as_of
    return period_text(time, language, inferred=fact.period_inferred) if time else ""
