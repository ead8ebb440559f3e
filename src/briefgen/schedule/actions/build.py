"""Build briefs: each stands alone, and what changed is kept in the archive of editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.check import dates, tables
from briefgen.check.case import Case
from briefgen.errors import AuthorsMistakes, BriefgenError
from briefgen.layout.furniture import code_of
from briefgen.pipeline.batch import build_briefs
from briefgen.pipeline.results import Built, Refused
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.schedule.actions.named import briefs_named
from briefgen.schedule.actions.said import problems_of, said_of, told
from briefgen.schedule.editions import keep_edition
from briefgen.schedule.scheduled import SILENCE
from briefgen.schedule.sections import sections_in_mistakes, sections_of
from briefgen.schedule.store.records import Item, ItemState, Outcome
from briefgen.spec.load import load_brief
from briefgen.theme.load import load_theme

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule.actions import Task
    from briefgen.spec.brief import Brief

MOST_AT_ONCE = 2
"""How many briefs are built at once, on one core, too: each in a process of its own, so that one that is killed or
hangs costs no other."""


def build(task: Task) -> Outcome:
    """Build what the schedule names and return what became of each brief; a failure stops nothing else.

    A brief that uses figures past their last day is stale: it was built where it says so in their place, else the old
    file stays. Raises what `find_briefs` does where the briefs cannot be listed.
    """
    project = task.project
    files, unknown = briefs_named(project, task.schedule.names)
    task.tell("", "read")
    shared = _shared(project)
    found: list[Item] = []
    for name, result in _results(task, files, _limit(shared)):
        found.append(_item(task, name, files[name], result, shared))
        task.tell(name, found[-1].state)
    if not found and not unknown:
        return Outcome(message="There are no briefs: nothing was built.")
    return Outcome((*found, *unknown))


def _results(task: Task, files: Mapping[str, Path], limit: float) -> Iterator[tuple[str, Built | Refused]]:
    """Yield what became of each brief; what stops all of them is what each of the rest says."""
    left = list(files)

    def tell(subject: str, stage: str) -> None:
        if subject:  # the others only say that time passes
            task.tell(subject, stage)

    try:
        with closing(build_briefs(task.project, files, jobs=MOST_AT_ONCE, tell=tell, limit=limit)) as made:
            for result in made:
                left.remove(result.name)
                yield result.name, result
    except BriefgenError as error:
        for name in left:
            yield name, Refused(name, error)


def _limit(shared: Shared | AuthorsMistakes | None) -> float:
    """Return after how many seconds of silence a brief is given up: well before its whole run is."""
    settings = shared.settings.schedule if isinstance(shared, Shared) else None
    return (settings.silence if settings is not None else SILENCE).total_seconds() / 2


def _shared(project: Project) -> Shared | AuthorsMistakes | None:
    """Return what all briefs share, or what is wrong with it; None where it cannot be read at all."""
    try:
        return read_shared(project)
    except AuthorsMistakes as error:
        return error
    except BriefgenError:
        return None


def _item(task: Task, name: str, path: Path, result: Built | Refused, shared: Shared | AuthorsMistakes | None) -> Item:
    project = task.project
    item = Item(name, "brief", "failed")
    brief = _brief(path, project)
    case = None
    if brief is not None and isinstance(shared, Shared):
        case = Case(brief, shared.store, shared.settings, shared.faces, project)
        item = replace(item, sections=sections_of(case), edition=_code(brief, shared))
    elif brief is not None and isinstance(shared, AuthorsMistakes):
        item = replace(item, sections=sections_in_mistakes(brief.sections, shared.problems, project))
    if isinstance(result, Refused):
        only_stale = case is not None and _is_only_stale(case, item, result.error)
        state: ItemState = "stale" if only_stale else "failed"
        return replace(item, state=state, message=_why(result.error, project.relative(path)))
    return _kept(task, result, replace(item, file=project.relative(result.path), sha256=result.sha256))


def _kept(task: Task, built: Built, item: Item) -> Item:
    """Return the item of a brief that was built, with its file in the archive."""
    stale = any(one.state == "stale" for one in item.sections)
    state: ItemState = "stale" if stale else "built" if built.state == "built" else "unchanged"
    moment = task.run.started or task.run.due
    try:
        data = built.path.read_bytes()
        keep_edition(task.project, built.name, item.edition or "edition", data, moment.date())
    except BriefgenError as error:
        return replace(item, state="failed", message=f"It was built, but not kept: {said_of(error)}")
    except OSError as error:
        return replace(item, state="failed", message=f"It was built, but not kept: {error.strerror or error}.")
    return replace(item, state=state)


def _is_only_stale(case: Case, item: Item, error: BriefgenError) -> bool:
    """Say whether nothing keeps a brief from being built but what is past its last day, or has no value yet."""
    problems = set(problems_of(error))
    gaps = {*dates.refused(case), *tables.stale(case)}
    return bool(problems) and problems <= gaps and any(one.state == "stale" for one in item.sections)


def _why(error: BriefgenError, file: str) -> str:
    """Return why a brief was not built: its own mistakes first, then those of what all briefs share."""
    problems = problems_of(error)
    if not problems:
        return said_of(error)
    return told([*(one for one in problems if one.place.file == file), *(p for p in problems if p.place.file != file)])


def _brief(path: Path, project: Project) -> Brief | None:
    try:
        return load_brief(path, project)
    except BriefgenError:
        return None


def _code(brief: Brief, shared: Shared) -> str:
    try:
        return code_of(brief, load_theme(brief.theme, shared.settings.palette))
    except BriefgenError:
        return ""
