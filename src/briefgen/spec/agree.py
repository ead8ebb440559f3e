"""Whether the parts of one brief agree: ids, references to notes and pages, subjects of charts, languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.errors import Problem
from briefgen.spec.brief import Brief
from briefgen.spec.charts import (
    BarsChart,
    ComparisonChart,
    RangeChart,
    SplitChart,
    TargetsChart,
    UnitsChart,
)
from briefgen.spec.model import Model
from briefgen.spec.nearest import nearest
from briefgen.spec.text import NoteReference, PageReference, parse
from briefgen.spec.texts import texts_of, wordings_of
from briefgen.spec.tree import place_of


def disagreements(brief: Brief) -> Iterator[Problem]:
    """Yield what does not fit together in a brief."""
    yield from _twice(brief)
    yield from _references(brief)
    for block in brief.blocks:
        if isinstance(block, ComparisonChart):
            yield from _panels(block)
            yield from _subject(block, [fact for row in block.rows for fact in row.facts])
        elif isinstance(block, BarsChart | RangeChart | TargetsChart):
            yield from _subject(block, [row.fact for row in block.rows])
        elif isinstance(block, SplitChart | UnitsChart):
            yield from _subject(block, [part.fact for part in block.parts])


def untranslated(model: Model, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield the texts of a brief or of the settings that are not there in each of `languages`."""
    for _, words in wordings_of(model):
        for language in languages:
            if language not in words:
                place = next(iter(words.values())).place
                sentence = f'The text has no "{language}"; it has {", ".join(words)}.'
                yield Problem(place, sentence, f"Add {language}: … beside it.")


def _twice(brief: Brief) -> Iterator[Problem]:
    groups = {
        "id": [block.id for block in brief.blocks if block.id],
        "language": list(brief.languages),
        "section": list(brief.sections),
        "tag": list(brief.tags),
    }
    for what, names in groups.items():
        firsts: dict[str, str] = {}
        for name in names:
            if firsts.setdefault(name, name) is not name:
                first = place_of(firsts[name]).line
                where = f"; the first is in line {first}" if first else ""
                place = place_of(name, brief.place)
                yield Problem(place, f'The {what} "{name}" is used twice{where}.', "Use each once.")


def _references(brief: Brief) -> Iterator[Problem]:
    ids = [block.id for block in brief.blocks if block.id]
    for _, text, _ in texts_of(brief):
        for piece in parse(text):
            if isinstance(piece, NoteReference) and piece.id not in brief.notes:
                hint = nearest(piece.id, brief.notes, ask="Known notes") or "Add it to notes: of the brief."
                yield Problem(piece.place, f'There is no note "{piece.id}".', hint)
            elif isinstance(piece, PageReference) and piece.id not in ids:
                hint = nearest(piece.id, ids, ask="Known ids") or f"Add id: {piece.id} to the block that is meant."
                yield Problem(piece.place, f'No block has the id "{piece.id}".', hint)


def _subject(
    chart: ComparisonChart | BarsChart | RangeChart | TargetsChart | SplitChart | UnitsChart, facts: list[str]
) -> Iterator[Problem]:
    if chart.subject is not None and chart.subject not in facts:
        place = place_of(chart.subject, chart.place)
        hint = nearest(chart.subject, facts, ask="Facts of the rows")
        yield Problem(place, f'The subject "{chart.subject}" is in no row of this chart.', hint)


def _panels(chart: ComparisonChart) -> Iterator[Problem]:
    panels = len(chart.rows[0].facts)
    for row in chart.rows:
        if len(row.facts) != panels:
            sentence = f"This row has {len(row.facts)} facts; the first row has {panels}."
            yield Problem(row.place, sentence, "Give every row one fact for each panel.")
    if chart.heads and len(chart.heads) != panels + 1:
        sentence = f"There are {len(chart.heads)} heads for {panels + 1} columns."
        yield Problem(chart.place, sentence, "Give one head for the names, and one for each measure.")
    if chart.sort == "second" and panels < 2:
        yield Problem(chart.place, "The rows have no second measure to sort by.", "Write sort: first.")
