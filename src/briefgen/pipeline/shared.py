"""What all briefs of a project share, read once: settings, facts, faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, Problem

if TYPE_CHECKING:
    from briefgen.data.facts import Store
    from briefgen.project import Project
    from briefgen.spec.settings import Settings
    from briefgen.typeset.faces import FaceSet


@dataclass(frozen=True)
class Shared:
    """Hold what is read once for all briefs."""

    settings: Settings
    store: Store
    faces: FaceSet


def read_shared(project: Project) -> Shared:
    """Read settings, facts and faces.

    Raises AuthorsMistakes with the problems of settings and facts together.
    """
    from briefgen.data.load import load_store
    from briefgen.spec.load import load_settings
    from briefgen.typeset.faces import load_faces

    problems: list[Problem] = []
    settings = store = None
    languages: tuple[str, ...] = ("zh", "en")
    max_age = None
    try:
        project.require_file(project.settings)
        settings = load_settings(project)
        languages, max_age = settings.languages, settings.max_age
    except AuthorsMistakes as error:
        problems += error.problems
    try:
        store = load_store(project, languages, max_age)
    except AuthorsMistakes as error:
        problems += error.problems
    if settings is None or store is None:
        raise AuthorsMistakes(problems)
    return Shared(settings, store, load_faces(project.fonts))
