"""How each section that a brief uses stands: ok, empty, stale or failed.

stale    a figure or table that the brief shows is past its last day
empty    a figure that it shows has no value yet, or the section has nothing that it could show
failed   the file of the section cannot be read, or holds mistakes
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefgen.data.selection import selected
from briefgen.errors import Problem
from briefgen.schedule.store.records import SectionState

if TYPE_CHECKING:
    from briefgen.check.case import Case
    from briefgen.project import Project

MOST_NAMED = 4
"""How many figures are named."""


def sections_of(case: Case) -> tuple[SectionState, ...]:
    """Return how each section of a brief stands, in the order in which the brief names them.

    `why` names the figures, and the last day of each where it is past: count (2026-10-31), share.
    """
    return tuple(_state(case, str(name)) for name in dict.fromkeys(case.brief.sections))


def sections_in_mistakes(
    names: Iterable[str], problems: Sequence[Problem], project: Project
) -> tuple[SectionState, ...]:
    """Return how sections stand where all of `data/` cannot be read together: failed are those with mistakes.

    Of the others nothing is said: whether their figures are fresh is not known. `why` is the first mistake's place.
    """
    found: list[SectionState] = []
    folder = project.relative(project.data)
    for name in dict.fromkeys(names):
        at = f"{folder}/{name}"
        own = (problem for problem in problems if _is_of(problem.place.file, at))
        first = next(own, None)
        if first is not None:
            found.append(SectionState(str(name), "failed", str(first.place)))
    return tuple(found)


def shut(sections: Iterable[SectionState], *, stated: bool) -> tuple[SectionState, ...]:
    """Return the sections that keep a brief from being delivered; `stated`: the brief itself says what is missing."""
    return tuple(one for one in sections if one.state == "failed" or (one.state != "ok" and not stated))


def _is_of(file: str, section: str) -> bool:
    """Say whether a file is that of a section: its own, or a table file of its name beside it."""
    return PurePosixPath(file).with_suffix("").as_posix() == section


def _state(case: Case, name: str) -> SectionState:
    section = case.store.sections.get(name)
    if section is None:
        return SectionState(name, "failed", f"data/{name}.yaml")
    # As the store has them: what a brief selects says of each gap that it is blank.
    used = [case.store.facts[id] for id in case.used if id in section.facts]
    tables = {table.id: section.tables[table.id] for _, table in case.tables if table.id in section.tables}
    stale = [_until(fact.id, fact.valid_until) for fact in used if fact.gap == "stale"]
    stale += [_until(table.id, table.valid_until) for table in tables.values() if table.stale]
    if stale:
        return SectionState(name, "stale", _named(stale))
    if blank := [fact.id for fact in used if fact.gap == "blank"]:
        return SectionState(name, "empty", _named(blank))
    if selected(case.store, [name], case.brief.reader) or section.tables or set(section.sources) & set(case.cited):
        return SectionState(name, "ok")
    return SectionState(name, "empty")


def _until(id: str, day: object) -> str:
    return f"{id} ({day})" if day is not None else id


def _named(names: Sequence[str]) -> str:
    return ", ".join(_few(names))


def _few(names: Sequence[str]) -> Iterator[str]:
    yield from names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        yield f"+{len(names) - MOST_NAMED}"
