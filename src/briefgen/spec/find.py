"""The files of the briefs by name, found without opening any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project

NAME_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a brief, a section and a fact may be called."""
KINDS = ("industry", "topic", "event", "visit")
"""Kinds of briefs, which may be named in place of a brief."""
DELEGATIONS = "delegations"
"""The folder of `data/` that holds delegations; it is no part of the facts."""


def find_briefs(project: Project) -> dict[str, Path]:
    """Return the file of each brief by its name, sorted by name.

    Briefs are the files NAME.yaml in `briefings/` and its folders; hidden files and folders are left out. What bears
    the name of a brief and is no readable file is named too: `load_brief` refuses it alone. Raises AuthorsMistakes for
    a name that is used in two folders, or that holds more than small letters, digits and hyphens, and for a folder
    outside the project; EnvironmentFailure for a folder that cannot be read.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in sorted(_files(project)):
        problems.extend(name_problems(path, project))
        if path.stem in found:
            first = project.relative(found[path.stem])
            sentence = f'The brief "{path.stem}" is there twice; the other file is {first}.'
            problems.append(Problem(Place(project.relative(path)), sentence, "Rename one of the two files."))
        found.setdefault(path.stem, path)
    if problems:
        raise AuthorsMistakes(problems)
    return dict(sorted(found.items()))


def name_problems(path: Path, project: Project) -> list[Problem]:
    """Return what is wrong with the name of a brief's file."""
    place = Place(project.relative(path))
    problems: list[Problem] = []
    if path.suffix != ".yaml":
        problems.append(Problem(place, "The file of a brief ends in .yaml.", f"Rename it to {path.stem}.yaml."))
    if not NAME_PATTERN.fullmatch(path.stem):
        sentence = f'"{path.stem}" cannot be the name of a brief: names hold small letters, digits and single hyphens.'
        problems.append(Problem(place, sentence, "Rename the file; its name without .yaml is the brief's name."))
    return problems


def _files(project: Project) -> Iterator[Path]:
    """Yield what bears the name of a brief, in `briefings/` and all folders below; each folder is read once."""
    waiting, read = [project.briefings], set[Path]()
    while waiting:
        folder = waiting.pop(0)
        entries = project.entries(folder)
        place = folder.resolve()
        if place in read:
            continue
        read.add(place)
        for path in entries:
            if path.name.startswith("."):
                continue
            if path.suffix.lower() in (".yaml", ".yml"):
                yield path
            elif _may_be_folder(path):
                waiting.append(path)


def _may_be_folder(path: Path) -> bool:
    """Say whether a path is a folder or leads to one; what cannot be looked at is told when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return True
