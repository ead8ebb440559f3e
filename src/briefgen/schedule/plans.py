"""All schedules of a project, read anew only where a file has changed since.

What the files say of times is kept in `.briefgen` with the states of the files, so that a thousand schedules cost a
thousand looks at names and times. What is wrong with one schedule is told of it alone; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from briefgen.errors import Place, Problem
from briefgen.project import SETTINGS, Project
from briefgen.schedule.files import briefs, delegations, refused
from briefgen.schedule.kept import Reader
from briefgen.schedule.scheduled import HEARTBEAT, SILENCE, Plans, Schedule, Trouble
from briefgen.schedule.workdays.load import calendar_of, plain_calendar
from briefgen.spec.cron import Unreadable
from briefgen.spec.meant import Shelf
from briefgen.spec.when import Days, Edge, Trigger, Visit, parse_when

if TYPE_CHECKING:
    from briefgen.schedule.reading import Found, Row
    from briefgen.schedule.workdays.known import Workdays

ALL = "all"
_parsed = lru_cache(maxsize=4096)(parse_when)


def plans(project: Project) -> Plans:
    """Return all schedules of a project.

    Raises AuthorsMistakes and EnvironmentFailure only where a whole folder cannot be read.
    """
    reader = Reader(project)
    settings = reader.settings()
    shared = settings["shared"]
    rows = [(SETTINGS, row) for row in settings["rows"]]
    troubles = [*_troubles(SETTINGS, settings)]
    named = [*briefs(project)]
    for kind, name, paths in (*named, *delegations(project)):
        found = [(file, reader.of(kind, name, file)) for file in paths]
        if any(entry["rows"] or entry["troubles"] for _, entry in found):
            wrong = refused(kind, name, paths)
            troubles += wrong
            if not wrong:
                rows += [(file, row) for file, entry in found for row in entry["rows"]]
                troubles += [trouble for file, entry in found for trouble in _troubles(file, entry)]
    shelf = Shelf({name: paths[0] for _, name, paths in sorted(named)}, lambda file, _: reader.tags(file))
    troubles += [trouble for file, row in rows for trouble in _unknown(file, row, shelf)]
    made = _Maker(reader, shared)
    schedules = [made.schedule(file, row) for file, row in rows]
    reader.keep()
    spans = [timedelta(seconds=seconds) for seconds in shared[2:]] or [SILENCE, HEARTBEAT]
    return Plans(
        tuple(sorted((one for one in schedules if one is not None), key=lambda one: one.id)),
        tuple(dict.fromkeys([*troubles, *made.troubles])),
        tuple(calendar for calendar in made.calendars.values() if calendar is not None),
        *spans,
    )


def asks_for_workdays(trigger: Trigger) -> bool:
    """Say whether the moments of a trigger depend on a calendar of workdays."""
    match trigger:
        case Days():
            return trigger.workdays
        case Edge():
            return trigger.workday
        case Visit():
            return trigger.unit == "workdays"
        case _:
            return False


def _unknown(file: str, row: Row, shelf: Shelf[str]) -> Iterator[Trouble]:
    """Yield what is named and is no brief; what else the schedule names is built."""
    for name in row["names"]:
        if name != ALL and not shelf.is_known(name):
            place = Place(file, row["line"], row["column"])
            yield Trouble(row["id"], Problem(place, f'There is no brief "{name}".', shelf.suggestion(name)))


@cache
def _is_known(zone: str) -> bool:
    """Say whether this computer knows a time zone; one without a database of its own needs the package tzdata."""
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        return False
    return True


class _Maker:
    """Make schedules of rows, and note why one cannot be made."""

    def __init__(self, reader: Reader, shared: list[Any]) -> None:
        self._reader = reader
        self._shared = shared
        self.troubles: list[Trouble] = []
        self.calendars: dict[str, Workdays | None] = {}

    def schedule(self, file: str, row: Row) -> Schedule | None:
        place = Place(file, row["line"], row["column"])
        try:
            trigger = _parsed(row["when"])
        except Unreadable as error:  # kept by another version
            self.troubles.append(Trouble(row["id"], Problem(place, error.sentence, error.hint)))
            return None
        asks = asks_for_workdays(trigger)
        if not self._shared and (asks or not row["zone"]):
            sentence = f"Zone and calendar of the project are not known: {SETTINGS} has mistakes."
            self.troubles.append(
                Trouble(row["id"], Problem(place, sentence, f"Correct schedule: in {SETTINGS} first."))
            )
            return None
        zone = row["zone"] or self._shared[0]
        if not _is_known(zone):
            sentence = f"The time zone {zone} is not known on this computer."
            hint = "Install the database of time zones: pip install tzdata"
            self.troubles.append(Trouble(row["id"], Problem(place, sentence, hint)))
            return None
        made: dict[str, Any] = {}
        if asks:
            name = self._shared[1]
            calendar = self._calendar(name)
            if calendar is None:
                sentence = f"The calendar of workdays {name} cannot be used."
                self.troubles.append(Trouble(row["id"], Problem(place, sentence, "Correct its mistakes first.")))
                return None
            made["calendar"] = calendar
        if row["visit"]:
            made["visit"] = (date.fromisoformat(row["visit"][0]), date.fromisoformat(row["visit"][1]))
        return Schedule(
            id=row["id"],
            action=cast("Any", row["action"]),
            names=tuple(row["names"]),
            trigger=trigger,
            zone=zone,
            jitter=timedelta(seconds=row["jitter"]),
            origin=place,
            keep=row["keep"],
            channels=tuple(row["channels"]),
            delegation=row["delegation"],
            **made,
        )

    def _calendar(self, name: str) -> Workdays | None:
        if name not in self.calendars:
            self.calendars[name] = plain_calendar(name) or self._from_file(name)
        return self.calendars[name]

    def _from_file(self, name: str) -> Workdays | None:
        entry = self._reader.calendar(name)
        self.troubles += _troubles(name, entry)
        return calendar_of(name, cast("Any", entry)["calendar"]) if "calendar" in entry else None


def _troubles(file: str, found: Found) -> Iterator[Trouble]:
    for id, line, column, message, hint in found["troubles"]:
        yield Trouble(id, Problem(Place(file, line, column), message, hint))
