"""The data of a chart or table as CSV: a row for each value, with its unit, time, qualifier, notes and sources.

What is said in words has a column for each language; what machines read has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Day, Missing, Period, Quantity, Rank, Span
from briefgen.language.qualifiers import qualifier_word
from briefgen.language.units import is_count, unit_text
from briefgen.language.words import bracketed, opening, semicolon
from briefgen.language.words import say as say_of_pages
from briefgen.layout.attached.codes import days_of, exact, period_of
from briefgen.layout.attached.csv_text import csv_bytes, quoted
from briefgen.layout.attached.points import Point, Points
from briefgen.layout.attached.public import Words, sentences
from briefgen.layout.attached.remarks import Remark, remarks
from briefgen.layout.attached.words import say, say_all, slashed
from briefgen.layout.blocks.sources import date_line
from briefgen.layout.compose import when
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han


@dataclass(frozen=True)
class Printed:
    """Say where a figure is printed: its words, such as 图3 and Figure 3, and the code of the edition."""

    words: Words
    edition: str


def figure_csv(context: Context, found: Points, printed: Printed) -> bytes:
    """Return the file; the languages of the edition lead its columns in their order."""
    heads = list(_heads(context, found))
    general = [remark for remark in remarks(context) if remark.general]
    rows = ([*_row(context, point, found.notes, general, printed)] for point in found.points)
    return csv_bytes(heads, rows)


def _heads(context: Context, found: Points) -> Iterable[str]:
    languages = context.languages
    own = {language: found.head.get(language, "") for language in languages}
    fixed = {say(key, language) for key in _FIXED for language in languages}
    named = all(own.values()) and not fixed & set(own.values())
    yield say_all("row", languages)
    yield from _in_each(context, own if named else {language: say("name", language) for language in languages})
    for key in _FIXED:
        if key in _IN_EACH:
            yield from _in_each(context, {language: say(key, language) for language in languages})
        else:
            yield say_all(key, languages)


_IN_EACH = frozenset(
    ("measure", "printed", "unit", "time", "kind", "qualifier", "scope", "notes", "remarks", "sources", "figure")
)
_FIXED = (
    *("measure", "value", "low", "high", "printed", "unit"),
    *("time", "first-day", "last-day", "year-inferred", "kind", "qualifier", "scope", "notes", "remarks", "sources"),
    *("fact", "figure", "edition"),
)


def _in_each(context: Context, words: Mapping[str, str]) -> Iterable[str]:
    """Yield a head for each language's column: 产业（中文） / Industry (Chinese); one language needs no telling."""
    if len(context.languages) == 1:
        yield from words.values()
        return
    names = {tag: say(tag.partition("-")[0], tag) for tag in context.languages}
    for told in context.languages:
        yield slashed(
            words[language]
            + bracketed(say(told.partition("-")[0], language) if len(set(names.values())) > 1 else told, language)
            for language in context.languages
        )


def _row(
    context: Context, point: Point, notes: Sequence[Words], general: Sequence[Remark], printed: Printed
) -> Iterable[str]:
    """Yield the cells of a value; where there is none, no time and kind are told of it."""
    languages, fact, quantity = context.languages, point.fact, point.quantity
    valued = quantity is not None and not isinstance(quantity.value, Missing)
    yield str(point.row)
    yield from (quoted(point.name[language]) for language in languages)
    yield from (quoted(point.measure[language]) for language in languages)
    yield from _numbers(quantity)
    yield from (quoted(point.printed[language]) for language in languages)
    yield from (_unit(quantity, language) for language in languages)
    yield from (quoted(_time(fact, quantity, language)) if valued else "" for language in languages)
    time = _covered(fact, quantity) if valued else None
    yield from (day.isoformat() for day in days_of(time)) if time is not None else ("", "")
    dated = quantity is not None and isinstance(quantity.value, Day)
    yield str(fact.period_inferred and not dated).lower() if time is not None else ""
    yield from (say(fact.kind, language) if valued else "" for language in languages)
    yield from (_qualifier(quantity, language) for language in languages)
    yield from (quoted(fact.scope[language]) if fact.scope is not None else "" for language in languages)
    yield from (quoted(_notes(fact, notes, language)) for language in languages)
    yield from (_joined((remark.sentence(language) for remark in general), language) for language in languages)
    yield from (_sources(context, fact, language) for language in languages)
    yield fact.id
    yield from (printed.words[language] for language in languages)
    yield printed.edition


def _numbers(quantity: Quantity | None) -> tuple[str, str, str]:
    """Return value, low and high; a range has no value, and what is no number has none of them."""
    match quantity.value if quantity is not None else None:
        case Amount(value):
            return exact(value), "", ""
        case Span(low, high):
            return "", exact(low), exact(high)
        case Rank(rank):
            return str(rank), "", ""
        case _:
            return "", "", ""


def _covered(fact: Fact, quantity: Quantity | None) -> Period | None:
    """Return the time that a value covers or stands at; that of a date is the date itself."""
    if quantity is not None and isinstance(quantity.value, Day):
        return period_of(quantity.value)
    return fact.period or fact.as_of


def _unit(quantity: Quantity | None, language: str) -> str:
    match quantity.value if quantity is not None else None:
        case Amount() | Span() | Missing():
            return unit_text(quantity.unit, language) if quantity is not None else ""
        case Rank():
            return say("rank", language)
        case Day():
            return say("date", language)
        case _:
            return ""


def _time(fact: Fact, quantity: Quantity | None, language: str) -> str:
    """Return the time in words, or that a number has none; a date has no other."""
    if quantity is not None and isinstance(quantity.value, Day):
        return ""
    told = when(fact, language)
    counted = quantity is not None and isinstance(quantity.value, Amount | Span | Rank)
    return told or (say("undated", language) if counted else "")


def _qualifier(quantity: Quantity | None, language: str) -> str:
    if quantity is None:
        return ""
    return qualifier_word(quantity.qualifier, language, "table", counted=is_count(quantity.unit))


def _notes(fact: Fact, notes: Iterable[Words], language: str) -> str:
    """Return all notes that must travel with a value, each once."""
    return _joined((note[language] for note in (*notes_of_fact(fact), *notes)), language)


def _joined(sentences: Iterable[str], language: str) -> str:
    return ("" if is_han(language) else " ").join(dict.fromkeys(text for text in sentences if text))


def notes_of_fact(fact: Fact) -> Iterable[Words]:
    """Yield the note that readers are told of a fact, and that it is calculated."""
    if fact.publish == "with-note" and fact.note is not None:
        yield sentences(fact.note)
    if fact.derivation is not None:
        key = "counted" if fact.derivation.operation == "count" else "calculated"
        yield sentences({tag: opening(say_of_pages(key, tag), tag) for tag in fact.name})


def _sources(context: Context, fact: Fact, language: str) -> str:
    """Return number, title, form and date of each source."""
    found = ((context.source_numbers[id], context.store.sources[id]) for id in fact.sources)
    return semicolon(language).join(
        f"[{number}] {source.title[language]}{bracketed(date_line(source, language), language)}"
        for number, source in sorted(found, key=lambda pair: pair[0])
    )
