"""The files of a project that may say when something is due, found without opening any."""

from __future__ import annotations

import os
from collections.abc import Iterator

from briefgen.errors import EnvironmentFailure, Place, Problem
from briefgen.project import Project
from briefgen.schedule.scheduled import Trouble
from briefgen.spec.find import DELEGATIONS, NAME_PATTERN

_SAMPLE = ".sample"


def refused(kind: str, name: str, files: list[str]) -> list[Trouble]:
    """Return why a name cannot be scheduled at all."""
    id = f"{kind}:{name}"
    if len(files) > 1:
        sentence = f"The {kind} is there twice; the other file is {files[0]}."
        return [Trouble(id, Problem(Place(files[-1]), sentence, "Rename or delete one of the two files."))]
    if not NAME_PATTERN.fullmatch(name):
        sentence = f"This cannot be the name of a {kind}: names hold small letters, digits and single hyphens."
        return [Trouble(id, Problem(Place(files[0]), sentence, "Rename the file."))]
    return []


def briefs(project: Project) -> Iterator[tuple[str, str, list[str]]]:
    """Yield "brief", name and files of each brief; more than one file where a name is used twice.

    Raises EnvironmentFailure where a folder cannot be read.
    """
    found: dict[str, list[str]] = {}
    for file in _below(project, project.briefings.name):
        found.setdefault(file.rpartition("/")[2].removesuffix(".yaml"), []).append(file)
    for name, files in found.items():
        yield "brief", name, files


def delegations(project: Project) -> Iterator[tuple[str, str, list[str]]]:
    """Yield "delegation", name and files of each delegation, as `briefs` does."""
    found: dict[str, list[str]] = {}
    folder = f"{project.data.name}/{DELEGATIONS}"
    for file in _below(project, folder, deep=False):
        name = file.rpartition("/")[2].removesuffix(".yaml").removesuffix(_SAMPLE)
        found.setdefault(name, []).append(file)
    for name, files in found.items():
        yield "delegation", name, files


def _below(project: Project, folder: str, *, deep: bool = True) -> Iterator[str]:
    """Yield the YAML files of a folder, and with `deep` of all folders below, by their names in the project, sorted.

    Hidden ones are left out, and folders that lie outside of the project: their files are not the project's.
    """
    root = os.path.realpath(project.root)
    waiting, seen = [folder], set[str]()
    while waiting:
        name = waiting.pop(0)
        path = project.root / name
        real = os.path.realpath(path)
        if real in seen or not (real == root or real.startswith(root + os.sep)):
            continue
        seen.add(real)
        try:
            with os.scandir(path) as entries:
                inside = sorted((entry.name, entry.is_dir()) for entry in entries if not entry.name.startswith("."))
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                continue
            reason = error.strerror or str(error)
            hint = "Look at the folder, then try again."
            raise EnvironmentFailure(f"The folder {name} cannot be read: {reason}.", hint) from error
        for entry, is_folder in inside:
            if is_folder and deep:
                waiting.append(f"{name}/{entry}")
            elif not is_folder and entry.endswith(".yaml"):
                yield f"{name}/{entry}"
