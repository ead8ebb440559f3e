"""What was run: the records of one schedule, or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule.store.records import Retry, Run


def history(project: Project, schedule: str = "", most: int = -1) -> list[Run]:
    """Return runs, the newest last; of a schedule where one is named, by its id or by the name in it.

    At most `most` of the newest; -1 is all. Raises UsageMistake where the name is unknown or means several,
    EnvironmentFailure where the records cannot be read.
    """
    from briefgen.schedule.store.opening import open_store

    with open_store(project, reading=True) as store:
        asked = _meant(project, schedule, set(store.latest())) if schedule else ""
        return list(store.runs(schedule=asked, most=most))[::-1]


def retries(project: Project, schedule: str = "") -> list[Retry]:
    """Return what waits to be tried again, the soonest first; raises as `history` does."""
    from briefgen.schedule.store.opening import open_store

    with open_store(project, reading=True) as store:
        asked = _meant(project, schedule, set(store.latest())) if schedule else ""
        found = [each for each in store.retries().values() if asked in ("", each.schedule)]
    return sorted(found, key=lambda each: (each.at, each.schedule))


def _meant(project: Project, name: str, recorded: set[str]) -> str:
    if name in recorded:
        return name
    from briefgen.schedule.plans import plans

    known = {*recorded, *(each.id for each in plans(project).schedules)}
    found = sorted(each for each in known if name == each or name in each.split(":")[1:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageMistake(f'"{name}" has several schedules.', f"Name one of them: {', '.join(found)}")
    from briefgen.spec.nearest import nearest

    raise UsageMistake(f'There is no schedule "{name}".', nearest(name, sorted(known)) if known else "Nothing was run.")
