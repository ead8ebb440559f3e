"""The numbers of a chart and its texts, finished in each language: all that a picture depends on but its look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from briefgen.charts.adding import rest_of
from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.one_unit import in_one_unit
from briefgen.charts.refusals import is_gap, refusals
from briefgen.charts.ticks import Axis, axis
from briefgen.charts.words import say
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Quantity, Rank, Span, Wording
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.language.periods import period_text
from briefgen.language.quantities import joined, parts, phrase
from briefgen.language.tags import choose
from briefgen.language.units import is_count
from briefgen.spec.text import PermittedBreak, Plain, Texts, parse


@dataclass(frozen=True)
class Value:
    """Hold one number: exact in base units, as its label says it, and as the alt text says it.

    `plan` is what marks a number that is no result, such as 目标; empty for results. A gap has its words in place of a
    number: its amount is 0, and no bar stands for it. Of a range `amount` is the lower end and `high` the upper; of a
    rank it is the place. `time` is what the value says of its own time where the values of a chart differ in it.
    A count that all languages write with the same figures has them in `number`, and in `measure` the word behind them.
    `qualifier` is that of the fact; `fact` is empty where the value is what remains of a whole.
    """

    fact: str
    amount: Decimal
    texts: Wording
    spoken: Wording
    plan: Wording
    gap: bool = False
    high: Decimal | None = None
    time: Wording = field(default_factory=dict[str, str])
    number: str = ""
    measure: Wording = field(default_factory=dict[str, str])
    qualifier: str = "none"


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
    them. `also` are values that are told and that are no row, `words` the texts of the chart's own in each language.
    """

    chart: str
    languages: tuple[str, ...]
    head: Wording
    panels: tuple[Panel, ...]
    rows: tuple[ChartRow, ...]
    order: int | None
    also: tuple[ChartRow, ...] = ()
    words: Mapping[str, Wording] = field(default_factory=dict[str, Wording])

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
    rest: Wording = plain_words(asked.rest, languages, problems) if asked.rest else {}
    if problems:
        raise AuthorsMistakes(problems)
    columns = [tuple(facts[row.facts[panel]] for row in asked.rows) for panel in range(asked.panels)]
    # Where each value says its own time, no panel has one.
    periods: list[Wording] = [_period(column, languages) if asked.one_time else {} for column in columns]
    rows = [_row(row, name, facts, periods, languages, asked) for row, name in zip(asked.rows, names, strict=True)]
    if rest:
        rows.append(_rest(asked, rest, facts, languages))
    if asked.one_unit:
        rows = _in_one_unit(rows, facts, languages)
    own: dict[str, Mapping[str, str]] = {}
    if asked.words is not None:
        own = {language: asked.words(asked, facts, language) for language in languages}
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
        also=tuple(_row(row, {}, facts, periods, languages, asked) for row in asked.also),
        words={key: {tag: words[key] for tag, words in own.items()} for key in own.get(languages[0], ())},
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
    whole: Asked,
) -> ChartRow:
    own = [facts[fact] for fact in asked.facts]
    scope = next((fact.scope for fact in own if fact.scope), None)
    return ChartRow(
        name=name or {language: choose(own[0].name, language) for language in languages},
        scope={language: choose(scope, language) for language in languages} if scope else {},
        values=tuple(_value(fact, period, languages, whole) for fact, period in zip(own, periods, strict=True)),
        subject=whole.subject in asked.facts,
    )


def _rest(asked: Asked, name: Wording, facts: Mapping[str, Fact], languages: Sequence[str]) -> ChartRow:
    value = _value(rest_of(asked, facts), {}, languages, asked)
    return ChartRow(name=name, scope={}, values=(value,), subject=False)


def _in_one_unit(rows: list[ChartRow], facts: Mapping[str, Fact], languages: Sequence[str]) -> list[ChartRow]:
    quantities = [facts[row.values[0].fact].quantity for row in rows]
    texts = {language: in_one_unit(quantities, language) for language in languages}
    found: list[ChartRow] = []
    for index, row in enumerate(rows):
        told = {language: words[index] for language, words in texts.items() if words}
        value = replace(row.values[0], texts={**row.values[0].texts, **told}, spoken={**row.values[0].spoken, **told})
        found.append(replace(row, values=(value,)))
    return found


def _value(fact: Fact, period: Wording, languages: Sequence[str], asked: Asked) -> Value:
    timed = not asked.one_time and (fact.period or fact.as_of)
    return Value(
        fact=fact.id,
        amount=_amount(fact),
        texts={language: phrase(_shown(fact), language, "label") for language in languages},
        spoken={language: phrase(_shown(fact), language, "sentence") for language in languages},
        plan={language: _plan(fact, period, language) for language in languages} if fact.kind in INTENDED else {},
        gap=is_gap(fact),
        high=fact.quantity.value.high if isinstance(fact.quantity.value, Span) else None,
        time={language: _time(fact, language) for language in languages} if timed else {},
        number=_figures(fact, languages),
        measure={language: _measure(fact, language) for language in languages} if _figures(fact, languages) else {},
        qualifier=fact.quantity.qualifier,
    )


def _shown(fact: Fact) -> Quantity:
    """Return what a label says of a fact: of a rank only the place, since the chart says once what it ranks."""
    value = fact.quantity.value
    return (
        replace(fact.quantity, value=Rank(value.rank, dict.fromkeys(value.of, "")))
        if isinstance(value, Rank)
        else fact.quantity
    )


def _figures(fact: Fact, languages: Sequence[str]) -> str:
    """Return the figures of a count where all languages have the same and nothing qualifies them; "" else."""
    quantity = fact.quantity
    if is_gap(fact) or quantity.qualifier != "none" or not is_count(quantity.unit):
        return ""
    found = {_joined(quantity, language, "number") for language in languages}
    plain = all(
        _joined(quantity, language, "prefix", "number", "unit") == phrase(quantity, language, "label")
        for language in languages
    )
    return found.pop() if len(found) == 1 and plain else ""


def _measure(fact: Fact, language: str) -> str:
    return _joined(fact.quantity, language, "unit")


def _joined(quantity: Quantity, language: str, *kinds: str) -> str:
    return joined([part for part in parts(quantity, language, "label") if part.kind in kinds])


def _amount(fact: Fact) -> Decimal:
    match fact.quantity.value:
        case Amount(value):
            return value
        case Span(low, _):
            return low
        case Rank(rank):
            return Decimal(rank)
        case _ if is_gap(fact):
            return Decimal(0)
        case _:
            raise TypeError(f"{fact.id} is not an amount")


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
