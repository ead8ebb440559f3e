"""The facts of a project as they are written, in YAML or in table files, each also as the row of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.data.fact_rows import row_of
from briefgen.data.facts_from import fill_facts
from briefgen.data.sheets.read import tidy
from briefgen.errors import AuthorsMistakes, EnvironmentFailure
from briefgen.project import Project
from briefgen.spec import tree
from briefgen.spec.reader import read_bytes

FACTS = tree.Scalar("facts")
_SECTION = tree.Scalar("section")


@dataclass(frozen=True)
class WrittenFact:
    """Hold a fact as it is written: its place, its tree, and its row by head, as a sheet would give it back.

    `in_table` says that it stands in a table file, not in the YAML file of its section.
    """

    name: tree.Scalar
    section: str
    node: tree.Mapping
    row: Mapping[str, str]
    in_table: bool


@dataclass(frozen=True)
class WrittenSection:
    """Hold a section's file: its bytes, the tree of the file alone, and its facts by id, those of table files too."""

    id: str
    path: Path
    file: str
    content: bytes
    root: tree.Mapping
    facts: Mapping[str, WrittenFact]


def read_sections(project: Project, languages: tuple[str, ...]) -> dict[str, WrittenSection]:
    """Read the sections of a project whose store could be loaded, by id in the order of their files.

    Raises AuthorsMistakes and EnvironmentFailure where a file has changed since and cannot be read.
    """
    sections: dict[str, WrittenSection] = {}
    for path in project.entries(project.data):
        if path.name.startswith(".") or not path.name.endswith(".yaml"):
            continue
        project.require_file(path)
        file = project.relative(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise EnvironmentFailure(f"{file} cannot be read: {error.strerror or error}.") from error
        filled = read_bytes(content, file)
        id = filled.get(_SECTION)
        if not isinstance(id, tree.Scalar):
            continue
        if problems := fill_facts(filled, project, languages):
            raise AuthorsMistakes(problems)
        found = filled.get(FACTS)
        entries = found if isinstance(found, tree.Mapping) else tree.Mapping()
        facts = {
            str(name): WrittenFact(name, str(id), node, tidy_row(row_of(name, node)), bool(name.place.cell))
            for name, node in entries.items()
            if isinstance(node, tree.Mapping)
        }
        sections[str(id)] = WrittenSection(str(id), path, file, content, read_bytes(content, file), facts)
    return sections


def tidy_row(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with its texts as a sheet gives them back: without white space at their ends."""
    tidied = {head: tidy(text) for head, text in row.items()}
    return {head: text for head, text in tidied.items() if text}
