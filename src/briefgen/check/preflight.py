"""Everything that can be found wrong with a brief before it is drawn, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefgen.check import (
    cited,
    dates,
    digits,
    events,
    glyphs,
    honesty,
    images,
    kinds,
    listed,
    names,
    old_numbers,
    printed_plain,
    references,
    stages,
    table_fit,
    tables,
    wording,
)
from briefgen.check.case import Case
from briefgen.data.facts import Store
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.spec.settings import Settings
from briefgen.typeset.faces import FaceSet

Rule = Callable[[Case], Iterable[Problem]]

ERRORS: tuple[Rule, ...] = (
    references.sections,
    references.facts,
    references.sources,
    references.theme,
    references.forms,
    tables.known,
    tables.parts,
    tables.stale,
    dates.refused,
    printed_plain.references,
    printed_plain.notes,
    kinds.aims,
    kinds.results,
    kinds.values,
    stages.timelines,
    stages.chains,
    stages.entities,
    stages.results,
    listed.cards,
    listed.maps,
    events.days,
    wording.translations,
    names.wrong,
    glyphs.characters,
    images.pictures,
    honesty.charts,
)
"""Rules that stop a build."""

LAST_ERRORS: tuple[Rule, ...] = (table_fit.widths,)
"""Rules that stop a build, and can look only at what is right otherwise."""

WARNINGS: tuple[Rule, ...] = (
    dates.stated,
    dates.unaged,
    tables.stated,
    tables.unaged,
    old_numbers.typed,
    digits.typed,
    digits.repeated,
    cited.unlisted,
)
"""Rules whose findings an author should look at."""


def preflight(brief: Brief, store: Store, settings: Settings, faces: FaceSet, project: Project) -> tuple[Problem, ...]:
    """Look at a brief and all that it uses, and return what its author should look at.

    Raises AuthorsMistakes with everything that keeps the brief from being built.
    """
    case = Case(brief, store, settings, faces, project)
    mistakes = _found(ERRORS, case) or _found(LAST_ERRORS, case)
    if mistakes:
        raise AuthorsMistakes(mistakes)
    return _found(WARNINGS, case)


def _found(rules: Iterable[Rule], case: Case) -> tuple[Problem, ...]:
    """Return what the rules find, each problem once, in the order of the files."""
    return tuple(sorted({problem for rule in rules for problem in rule(case)}))
