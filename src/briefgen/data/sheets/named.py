"""A table file that a section names, found in `data/` and read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from briefgen.data.sheets.sheet import Sheet
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.find import DELEGATIONS
from briefgen.spec.tree import Node, Scalar

OPTIONS = ("sheet", "delimiter", "encoding")
"""The keys beside `file` that say how it is read."""


def named_sheet(file: Scalar, beside: Mapping[Scalar, Node], project: Project) -> Sheet:
    """Read the table file that `file` names, a path in `data/`; `beside` may hold OPTIONS.

    Raises AuthorsMistakes where the path leaves `data/`, leads to nothing, or the file is no table;
    EnvironmentFailure where it cannot be opened.
    """
    path = PurePosixPath(file)
    if (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in file
        or project.inside(f"{project.data.name}/{file}") is None
    ):
        hint = "Write its path below data/, with forward slashes, such as tables/parks.csv."
        raise AuthorsMistakes([Problem(file.place, f'"{file}" does not lie in data/.', hint)])
    if path.parts[0].casefold() == DELEGATIONS:
        sentence = f"data/{DELEGATIONS}/ holds delegations, not facts."
        raise AuthorsMistakes([Problem(file.place, sentence, "Put the table of facts elsewhere in data/.")])
    found = project.data / file
    if not found.is_file():
        hint = "Paths are relative to data/; capital letters count."
        raise AuthorsMistakes([Problem(file.place, f'There is no file "{file}".', hint)])
    from briefgen.data.sheets.read import read_sheet

    project.require_file(found)
    sheet, delimiter, encoding = (_told(beside, key) for key in OPTIONS)
    return read_sheet(found, project, sheet=sheet, delimiter=delimiter, encoding=encoding)


def _told(beside: Mapping[Scalar, Node], key: str) -> str | None:
    written = beside.get(Scalar(key))
    return str(written) if isinstance(written, Scalar) and written else None
