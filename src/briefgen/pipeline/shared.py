"""What all briefs of a project share, read once: settings, facts, faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem
from briefgen.pipeline.installation import Installation, installation, source_digest
from briefgen.pipeline.states import Taken
from briefgen.project import cpu_seconds, printable

if TYPE_CHECKING:
    from briefgen.data.facts import Store
    from briefgen.project import Project
    from briefgen.spec.settings import Settings
    from briefgen.typeset.faces import FaceSet


@dataclass(frozen=True)
class Shared:
    """Hold what is read once for all briefs.

    `taken` holds the states of the files that were read, from before they were; `seconds` of CPU went into reading.
    """

    settings: Settings
    store: Store
    faces: FaceSet
    taken: Taken
    installed: Installation
    seconds: float


TRIES = 3
"""How often something is read that changes while it is read."""


def read_shared(project: Project) -> Shared:
    """Read settings, facts and faces; what changes meanwhile is read again.

    Raises AuthorsMistakes with the problems of settings and facts together, EnvironmentFailure where a file does not
    stay the same.
    """
    changed: str | None = None
    for _ in range(TRIES):
        begin = cpu_seconds()
        installed: Installation = {**installation(project.fonts), "source": source_digest()}
        taken = Taken(project)
        taken.watch(project.settings)
        taken.note_data()
        try:
            settings, store = _read(project.watched(taken.watch))
        except AuthorsMistakes:
            changed = taken.changed()
            if changed is None:
                raise
            continue
        changed = taken.changed()
        if changed is None:
            return Shared(settings, store, _faces(project), taken, installed, cpu_seconds() - begin)
    raise restless(changed or "")


def restless(name: str) -> EnvironmentFailure:
    """Say that a file does not stay the same for as long as an edition takes."""
    return EnvironmentFailure(
        f"{printable(name)} changed each time while it was read.",
        "Let the program that writes it finish, then build again.",
    )


def _faces(project: Project) -> FaceSet:
    from briefgen.typeset.faces import load_faces

    return load_faces(project.fonts)


def _read(project: Project) -> tuple[Settings, Store]:
    """Read settings and facts."""
    from briefgen.data.load import load_store
    from briefgen.spec.load import load_settings
    from briefgen.theme.palette import palette_problems

    problems: list[Problem] = []
    settings = store = None
    languages: tuple[str, ...] = ("zh", "en")
    max_age = None
    try:
        project.require_file(project.settings)
        settings = load_settings(project)
        problems += palette_problems(settings.palette)
        languages, max_age = settings.languages, settings.max_age
    except AuthorsMistakes as error:
        problems += error.problems
    try:
        store = load_store(project, languages, max_age)
    except AuthorsMistakes as error:
        problems += error.problems
    if problems or settings is None or store is None:
        raise AuthorsMistakes(problems)
    return settings, store
