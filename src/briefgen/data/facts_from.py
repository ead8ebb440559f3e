"""Facts that a section takes from table files: one row for each fact, put among the facts of the section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, ValidationInfo

from briefgen.data.sheets.named import named_sheet
from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec import tree
from briefgen.spec.fields import Line, Reads, RelativePath
from briefgen.spec.model import Placed
from briefgen.spec.schema_parts import scalar

_FACTS, _FACTS_FROM, _FILE = map(tree.Scalar, ("facts", "facts-from", "file"))


class FactsFile(Placed):
    """Hold a table file of facts, as a section names it."""

    file: RelativePath = Field(description="The table file, a path in data/: CSV or .xlsx.")
    sheet: Line = Field(default="", description="The sheet of a workbook; default: the only one that it shows.")
    delimiter: Line = Field(
        default="", description="What parts the cells of a CSV file: , ; | or tab; default: found out."
    )
    encoding: Line = Field(default="", description="The encoding of a CSV file: utf-8 or gb18030; default: found out.")


def read_facts_file(value: object, info: ValidationInfo) -> FactsFile:
    """Read an entry of `facts-from`: a path, or keys with more about the file."""
    if not isinstance(value, tree.Scalar):
        return FactsFile.read(value, info)
    keys = tree.Mapping(value.place)
    keys[tree.Scalar("file", value.place)] = value
    return FactsFile.read(keys, info)


def _schema(handler: Any) -> dict[str, Any]:
    FactsFile.model_rebuild()
    return {"anyOf": [scalar(), handler(FactsFile.__pydantic_core_schema__)]}


FactsFrom = Annotated[FactsFile, Reads(read_facts_file, _schema)]
"""A table file of facts: a path in data/, or keys with more about the file."""


def fill_facts(section: tree.Mapping, project: Project, languages: tuple[str, ...]) -> list[Problem]:
    """Put the facts of the table files that a section names behind its own; return what is wrong with the files.

    Entries of `facts-from` that are no such entry are left to the model of a section. Raises EnvironmentFailure
    where a file cannot be opened.
    """
    entries = section.get(_FACTS_FROM)
    problems: list[Problem] = []
    for entry in entries if isinstance(entries, tree.Sequence) else ():
        file = entry.get(_FILE) if isinstance(entry, tree.Mapping) else entry
        if not isinstance(file, tree.Scalar) or not file.strip():
            continue
        facts = section.setdefault(_FACTS, tree.Mapping(file.place))
        try:
            sheet = named_sheet(file, entry if isinstance(entry, tree.Mapping) else {}, project)
            if isinstance(facts, tree.Mapping):
                problems.extend(_add(sheet, facts, languages))
        except AuthorsMistakes as found:
            problems.extend(found.problems)
    return problems


def _add(sheet: Sheet, facts: tree.Mapping, languages: tuple[str, ...]) -> Iterator[Problem]:
    from briefgen.data.fact_rows import ID, head_problems, row_by_head, tree_of

    wrong = list(head_problems(sheet, languages))
    yield from wrong
    if wrong:
        return
    if not sheet.rows:
        yield Problem(
            sheet.heads[0].place, "This sheet has heads and no facts.", "Write a row for each fact below them."
        )
    for cells in sheet.rows:
        row = row_by_head(sheet, cells)
        name = row[ID]
        if not name:
            yield Problem(name.place, "This row has no id.", "Write the fact's id, such as robotics-h1-revenue.")
        elif name in facts:
            sentence = f'"{name}" stands in facts twice; the first is in {facts.key_place(name)}.'
            yield Problem(name.place, sentence, "Rename one: ids are unique over all of data/.")
        else:
            try:
                facts[name] = tree_of(row)
            except AuthorsMistakes as found:
                yield from found.problems
