"""What can be read of a project and of one brief in it, and the mistakes that keep the rest from being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, Problem

if TYPE_CHECKING:
    from briefgen.data.facts import Store
    from briefgen.project import Project
    from briefgen.spec.brief import Brief
    from briefgen.spec.settings import Settings
    from briefgen.spec.tree import Mapping, Node


@dataclass(frozen=True)
class Known:
    """Hold the settings and facts of a project, and the mistakes in them.

    Settings with mistakes are None. The facts are those of the files of `data/` without mistakes; `unread` are the
    sections of the others.
    """

    settings: Settings | None
    store: Store | None
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()


def read_known(project: Project) -> Known:
    """Read settings and facts, each as far as it can be read."""
    from briefgen.data.load import load_store
    from briefgen.spec.load import load_settings
    from briefgen.theme.palette import palette_problems

    problems: list[Problem] = []
    settings = store = None
    try:
        project.require_file(project.settings)
        settings = load_settings(project)
        if refused := tuple(palette_problems(settings.palette)):
            settings = None
            problems += refused
    except AuthorsMistakes as error:
        problems += error.problems
    languages = settings.languages if settings is not None else ("zh", "en")
    age = settings.max_age if settings is not None else None
    without: set[str] = set()
    while store is None:
        try:
            store = load_store(project, languages, age, without=without)
        except AuthorsMistakes as error:
            # What rests on a file with mistakes has mistakes itself as soon as that file is left out; only the first
            # mistakes are told.
            problems += error.problems if not without else ()
            files = {problem.place.file for problem in error.problems}
            if files <= without:
                break
            without |= files
    unread = frozenset(PurePosixPath(file).stem for file in without)
    return Known(settings, store, tuple(problems), unread)


def read_partly(path: Path, project: Project) -> tuple[Brief | None, Mapping | None, tuple[Problem, ...]]:
    """Read a brief; where it holds mistakes, without the blocks that hold them.

    Returns the brief or None, the tree of its file or None, and the mistakes. Raises EnvironmentFailure where the file
    cannot be read.
    """
    from briefgen.spec.load import load_brief
    from briefgen.spec.reader import read_yaml

    try:
        return load_brief(path, project), None, ()
    except AuthorsMistakes as error:
        problems = error.problems
    try:
        project.require_file(path)
        tree = read_yaml(path, project)
    except AuthorsMistakes:
        return None, None, problems
    return _without_mistakes(tree, path, project, problems), tree, problems


def _without_mistakes(tree: Mapping, path: Path, project: Project, problems: Sequence[Problem]) -> Brief | None:
    from briefgen.spec.brief import Brief
    from briefgen.spec.tree import Mapping, Scalar
    from briefgen.spec.tree import Sequence as Entries
    from briefgen.spec.validate import validate

    blocks = tree.get(Scalar("blocks"))
    if not isinstance(blocks, Entries):
        return None
    lines = {problem.place.line for problem in problems}
    left = Entries(blocks.place, flow=blocks.flow)
    left.extend(block for block in blocks if lines.isdisjoint(_lines(block)))
    rest = Mapping(tree.place, flow=tree.flow)
    rest.update({**tree, Scalar("blocks"): left})
    try:
        return validate(rest, Brief, project).model_copy(update={"name": path.stem})
    except AuthorsMistakes:
        return None


def _lines(node: Node) -> Iterator[int]:
    """Yield the lines on which a part of a file has something; a text of several lines counts with its first."""
    from briefgen.spec.tree import Scalar

    yield node.place.line
    if isinstance(node, Scalar):
        yield from range(node.place.line, node.place.line + node.raw.count("\n") + 1)
    elif isinstance(node, list):
        for below in node:
            yield from _lines(below)
    else:
        for key, below in node.items():
            yield key.place.line
            yield from _lines(below)
