"""A calendar by its name in `calendar:`, from its file where it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.schedule.workdays.dated import Dated
from briefgen.schedule.workdays.known import NONE, Workdays

if TYPE_CHECKING:
    from briefgen.spec.days_off import CalendarFile


def plain_calendar(name: str) -> Workdays | None:
    """Return a calendar that needs no file; None where the name is that of a file."""
    if name == "none":
        return NONE
    if name == "china":
        from briefgen.schedule.workdays.china import CHINA

        return CHINA
    return None


def read_calendar(name: str, project: Project) -> dict[str, Any]:
    """Read the file of a calendar into what `calendar_of` takes, which can be written as JSON.

    Raises AuthorsMistakes where it is missing or wrong, EnvironmentFailure where it cannot be read.
    """
    from briefgen.spec.days_off import CalendarFile
    from briefgen.spec.reader import read_yaml
    from briefgen.spec.validate import validate

    path = project.root / name
    if not path.exists():
        hint = "Write the file, or china or none in its place (briefgen.yaml, schedule: calendar: …)."
        raise AuthorsMistakes([Problem(Place(name), "There is no such calendar of workdays.", hint)])
    project.require_file(path)
    return _plain(validate(read_yaml(path, project), CalendarFile, project))


def _plain(written: CalendarFile) -> dict[str, Any]:
    return {
        "extends": written.extends,
        "titles": [[year.year, f"{year.source} ({year.dated})"] for year in written.years],
        "off": sorted(day.toordinal() for year in written.years for day in year.off),
        "worked": sorted(day.toordinal() for year in written.years for day in year.workdays),
    }


def calendar_of(name: str, read: dict[str, Any]) -> Dated:
    """Return the calendar that was read from a file."""
    from datetime import date

    days = {key: frozenset(date.fromordinal(number) for number in read[key]) for key in ("off", "worked")}
    below = plain_calendar("china") if read["extends"] == "china" else None
    return Dated(name, dict(read["titles"]), days["off"], days["worked"], below)


def load_calendar(name: str, project: Project) -> Workdays:
    """Return a calendar: china, none, or that of a file. Raises as `read_calendar` does."""
    return plain_calendar(name) or calendar_of(name, read_calendar(name, project))
