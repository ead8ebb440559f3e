"""What a chart cannot show honestly, told as problems with a place and a next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from briefgen.charts.asked import Asked, AskedRow
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Day, Items, Missing, Phrase, Rank, Span, Value
from briefgen.errors import Place, Problem
from briefgen.language.periods import period_text
from briefgen.spec.nearest import closest

KINDS_OF_VALUE: dict[type, str] = {
    Amount: "a number",
    Span: "a range",
    Rank: "a rank",
    Items: "a list",
    Phrase: "words",
    Day: "a date",
}
LEAST, MOST = Decimal("1e-24"), Decimal("1e24")
"""Amounts beyond these, in base units, are slips of an exponent; exact decimals and lengths hold no more digits."""
NO_NUMBER = frozenset({"several", "such-as", "including"})
"""Qualifiers that say that the amount is not the whole or not the number."""


def refusals(asked: Asked, facts: Mapping[str, Fact], languages: Sequence[str]) -> tuple[Problem, ...]:
    """Return everything that keeps a chart from being drawn honestly; nothing where it can be drawn."""
    problems = [*_shape(asked)]
    for row in asked.rows:
        for name in row.facts:
            problems += _fact(asked, row, name, facts, languages)
    for row in asked.also:
        for name in row.facts:
            problems += _fact(asked, row, name, facts, languages)
    if not problems:
        for panel in range(asked.panels):
            problems += _panel(asked, panel, facts)
    if not problems and asked.refuse is not None:
        problems += asked.refuse(asked, facts)
    return tuple(problems)


def is_gap(fact: Fact) -> bool:
    """Say whether a fact has words in place of its number."""
    return isinstance(fact.quantity.value, Missing)


def _shape(asked: Asked) -> Iterator[Problem]:
    if len(asked.rows) > asked.most:
        yield Problem(
            asked.place,
            f"The chart has {len(asked.rows)} rows; a page has room for {asked.most}.",
            "Show fewer rows, or make two charts.",
        )
    for row in asked.rows:
        if len(row.facts) != asked.panels:
            yield Problem(
                _place(asked, row),
                f"This row has {_count(row.facts)}, the first row has {_count(asked.rows[0].facts)}.",
                "Give each row one fact for each panel.",
            )
    counts = Counter(name for row in (*asked.rows, *asked.also) for name in row.facts)
    for row in (*asked.rows, *asked.also):
        for name in row.facts:
            if counts[name] > 1:
                yield Problem(_place(asked, row), f'The fact "{name}" stands in the chart twice.', "Keep one of them.")
    shown = [name for row in asked.rows for name in row.facts]
    if asked.subject is not None and asked.subject not in shown:
        near = _near(asked.subject, shown)
        yield Problem(
            asked.place,
            f'The subject "{asked.subject}" is the fact of no row.',
            near or "Name a fact that stands in a row.",
        )
    if asked.order is not None and asked.order >= asked.panels:
        yield Problem(
            asked.place,
            f"The rows cannot be sorted by panel {asked.order + 1}: the chart has {_panels(asked)}.",
            "Change `sort`, or give each row a second fact.",
        )
    if asked.heads and len(asked.heads) != asked.panels + 1:
        yield Problem(
            asked.place,
            f"The chart has {len(asked.heads)} column heads and needs {asked.panels + 1}.",
            "Give one head for the names, then one for each panel.",
        )
    if not asked.heads and asked.panels > 1:
        yield Problem(
            asked.place,
            "A chart with two panels needs column heads: nothing else says what each panel shows.",
            "Add `heads`: one for the names, then one for each panel.",
        )


def _fact(
    asked: Asked, row: AskedRow, name: str, facts: Mapping[str, Fact], languages: Sequence[str]
) -> Iterator[Problem]:
    place = _place(asked, row)
    fact = facts.get(name)
    if fact is None:
        near = _near(name, facts)
        yield Problem(
            place,
            f'There is no fact "{name}" among those that this brief may show.',
            near or "Add the section that holds it to `sections`.",
        )
        return
    value, qualifier = fact.quantity.value, fact.quantity.qualifier
    if isinstance(value, Missing):
        pass
    elif not isinstance(value, asked.takes):
        yield Problem(
            place,
            f'The fact "{name}" is {KINDS_OF_VALUE[type(value)]}; {asked.needs}.',
            "Take it out of the chart, and say it in the text.",
        )
    elif beyond := [end for end in _ends(value) if end and not LEAST <= abs(end) < MOST]:
        size = "large" if abs(beyond[-1]) >= MOST else "small"
        yield Problem(
            place,
            f'The fact "{name}" is too {size} to be drawn.',
            "Correct it in data/, or take it out of the chart and say it in the text.",
        )
    elif qualifier in NO_NUMBER:
        yield Problem(
            place,
            f'The fact "{name}" is qualified by "{qualifier}"; a bar would claim an exact length.',
            "Take it out of the chart, and say it in the text.",
        )
    elif asked.exact and qualifier != "none":
        yield Problem(
            place,
            f'The fact "{name}" is qualified by "{qualifier}"; this chart shows exact numbers only.',
            "Use `chart: bars`, whose labels say the qualifier, or say it in the text.",
        )
    elif asked.ticks and qualifier != "none":
        yield Problem(
            place,
            f'The fact "{name}" is qualified by "{qualifier}", which tick rows cannot show.',
            "Use `labels: direct`.",
        )
    if row.name is None:
        for language in languages:
            if not fact.name.get(language):
                yield Problem(
                    fact.place if fact.place.file else place,
                    f'The fact "{name}" has no name in {language}.',
                    "Add it to the fact, or name the row in the chart.",
                )


def _panel(asked: Asked, panel: int, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Compare the facts of one panel; all of them are amounts or gaps. Only what is there must be of one time."""
    shown = [(row, facts[row.facts[panel]]) for row in asked.rows]
    first = shown[0][1]
    for row, fact in shown[1:]:
        if fact.quantity.unit != first.quantity.unit:
            yield Problem(
                _place(asked, row),
                f'"{fact.id}" is measured in {_unit(fact)}, "{first.id}" in {_unit(first)}; one panel shows one unit.',
                "Choose a fact in the same unit, or make a second chart.",
            )
    shown = [pair for pair in shown if not is_gap(pair[1])]
    if not shown:
        which = f"in panel {panel + 1} of this chart" if asked.panels > 1 else "in this chart"
        yield Problem(
            asked.place,
            f"Nothing is left to show {which}: all its figures are awaited.",
            "Renew at least one of them, or take the chart out of the brief until then.",
        )
        return
    if asked.one_time:
        yield from _times([pair for pair in shown if pair[1].kind not in INTENDED], asked)
        yield from _times([pair for pair in shown if pair[1].kind in INTENDED], asked)
    if all(isinstance(fact.quantity.value, Amount) and fact.quantity.value.value == 0 for _, fact in shown):
        yield Problem(
            asked.place,
            f"All values of panel {panel + 1} are zero: there is nothing to compare.",
            "Say it in the text instead.",
        )


def _times(shown: Sequence[tuple[AskedRow, Fact]], asked: Asked) -> Iterator[Problem]:
    """Ask for one time of all results, and for one of all plans; plans say theirs beside the value."""
    for row, fact in shown[1:]:
        first = shown[0][1]
        if (fact.period, fact.as_of) != (first.period, first.as_of):
            yield Problem(
                _place(asked, row),
                f'"{fact.id}" is for {_time(fact)}, "{first.id}" for {_time(first)}; one panel shows one period.',
                "Choose facts of the same period, or make a second chart.",
            )


def _ends(value: Value) -> tuple[Decimal, ...]:
    """Return the numbers of a value; a place in a ranking is never too large."""
    match value:
        case Amount(number):
            return (number,)
        case Span(low, high):
            return low, high
        case _:
            return ()


def _near(name: str, known: Iterable[str]) -> str:
    near = closest(name, known)
    return f'Did you mean "{near}"?' if near else ""


def _unit(fact: Fact) -> str:
    unit = fact.quantity.unit
    text = unit if isinstance(unit, str) else unit.get("en") or next(iter(unit.values()), "")
    return f'"{text}"' if text else "plain numbers"


def _time(fact: Fact) -> str:
    period = fact.period or fact.as_of
    return period_text(period, "en") if period else "an unknown period"


def _place(asked: Asked, row: AskedRow) -> Place:
    return row.place if row.place.file else asked.place


def _count(facts: Sequence[str]) -> str:
    return "1 fact" if len(facts) == 1 else f"{len(facts)} facts"


def _panels(asked: Asked) -> str:
    return "1 panel" if asked.panels == 1 else f"{asked.panels} panels"
