"""The files of an edition: one for each chart and table, one for the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.language.words import colon, say
from briefgen.layout.attached.facts_json import DataFile, facts_json
from briefgen.layout.attached.figure_csv import Printed, figure_csv
from briefgen.layout.attached.points import Points, points_of_chart, points_of_table
from briefgen.layout.attached.printed import printed_values
from briefgen.layout.attached.public import open_blocks, open_code, words_of
from briefgen.layout.attached.words import say as say_of_data
from briefgen.layout.context import Context
from briefgen.pdf.attachment import Attachment
from briefgen.spec.blocks import TableBlock
from briefgen.spec.charts import ChartBlock


@dataclass(frozen=True)
class _Made:
    """Hold the file of one block, and what the file of facts tells of it."""

    index: int
    attachment: Attachment
    told: DataFile


def with_data(context: Context) -> Context:
    """Return the context with the data of its charts and tables."""
    return replace(context, attachments={made.index: made.attachment for made in _files(context)})


def facts_file(context: Context) -> Attachment:
    """Return the file of all facts, which belongs to the document."""
    data = facts_json(context, printed_values(context), [made.told for made in _files(context)])
    words = (say_of_data("facts", language) for language in context.languages)
    return Attachment(_name(context, "facts", "json"), data, "application/json", " · ".join(words), "Supplement")


def _files(context: Context) -> Iterator[_Made]:
    """Yield the file of each chart and table that an external edition can have."""
    for index, block in open_blocks(context):
        if isinstance(block, TableBlock):
            yield _made(context, index, block, points_of_table(block, context))
        elif isinstance(block, ChartBlock):
            yield _made(context, index, block, points_of_chart(block, context))


def _made(context: Context, index: int, block: TableBlock | ChartBlock, found: Points) -> _Made:
    kind, number = "table" if isinstance(block, TableBlock) else "figure", context.figure_numbers[index]
    figure = {language: say(kind, language, number=number) for language in context.languages}
    title = words_of(context, block.takeaway, "takeaway")
    said = (figure[language] + colon(language) + title[language] for language in context.languages)
    name = _name(context, f"{kind}-{number}", "csv")
    data = figure_csv(context, found, Printed(figure, open_code(context)))
    facts = dict.fromkeys(point.fact.id for point in found.points if point.fact.id)
    return _Made(
        index,
        Attachment(name, data, "text/csv", " · ".join(said), "Data"),
        DataFile(name, figure, title, tuple(facts), found.notes),
    )


def _name(context: Context, what: str, ending: str) -> str:
    """Return the name of a file: robotics-figure-3.csv, in one language robotics-figure-3-zh.csv.

    Names of briefs, tags of languages and all else in it are ASCII; two editions in one language each have files of
    different names, so that both can be kept in one folder.
    """
    language = f"-{context.languages[0].lower()}" if len(context.languages) == 1 else ""
    return f"{context.brief.name}-{what}{language}.{ending}"
