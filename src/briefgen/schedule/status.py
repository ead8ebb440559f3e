"""Whether all goes well: what ran last, what comes next, what is wrong, what runs out. Nothing is changed by asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from briefgen.errors import AuthorsMistakes, BriefgenError
from briefgen.schedule.ends import EARLY, LATE, End, ends
from briefgen.schedule.store.sums import Sums, sums, waiting
from briefgen.schedule.upcoming import upcoming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.project import Project
    from briefgen.schedule.lock import Owner
    from briefgen.schedule.notify import Undelivered
    from briefgen.schedule.scheduled import Plans, Schedule
    from briefgen.schedule.store.records import Retry, Run, Trouble, Watermark
    from briefgen.spec.settings import Settings
    from briefgen.system import Clock

GRACE = timedelta(minutes=15)
"""How long after its time a run is late: systems that look every five minutes are given three tries."""
REMEMBERED = timedelta(days=14)
"""How long a missed run is told of that nothing followed."""
ROOM = 50_000_000
"""Bytes that must be left on the disk: a run leaves its report, its log and what it made."""
BY_HAND = "Do it by hand where it is still needed."
HEARTBEAT = timedelta(hours=26)
SILENCE = timedelta(minutes=15)

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """Hold one thing that somebody should look at. `code` tells programs what it is."""

    severity: Severity
    code: str
    message: str
    hint: str = ""
    schedule: str = ""


@dataclass(frozen=True)
class Standing:
    """Hold how one schedule stands: its sums, when it is due next, and what of it waits or is being done.

    `retry` is what of it failed and waits to be tried again.
    """

    schedule: Schedule
    sums: Sums
    next: datetime | None = None
    open: Run | None = None
    retry: Retry | None = None


@dataclass(frozen=True)
class Status:
    """Hold how all schedules stand at a moment.

    `looked` is when something looked at them last; `owner` is what does now, None where nothing does. `running` is the
    run that is being done. `notices` counts what the operator was to be told and was not, `unknown` the deliveries of
    unknown outcome.
    """

    at: datetime
    looked: datetime | None
    owner: Owner | None
    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    ends: tuple[End, ...] = ()
    running: Run | None = None
    notices: int = 0
    unknown: int = 0

    @property
    def wrong(self) -> bool:
        """Say whether anything is wrong, and not only to be seen to."""
        return any(finding.severity == "error" for finding in self.findings)


def status(project: Project, clock: Clock) -> Status:
    """Return how the schedules of a project stand; it works while they are run, and where nothing ever was.

    Raises EnvironmentFailure where the records of runs cannot be read.
    """
    from briefgen.schedule.daemon import LOCK
    from briefgen.schedule.lock import holder
    from briefgen.schedule.notify import Undelivered, undelivered
    from briefgen.schedule.plans import plans
    from briefgen.schedule.store.opening import copied_from, open_store

    now = clock.now()
    settings, wrong = _settings(project)
    found = plans(project)
    owner = holder(project.runs, LOCK, clock) if project.runs.is_dir() else None
    with open_store(project, reading=True) as store:
        beats = store.beats()
        looked = beats["look"].at if "look" in beats else None
        asked = _Asked(project, now, settings, found, looked, owner)
        counted, open_, again = sums(store), waiting(store), store.retries()
        standings = tuple(_standing(one, now, counted, open_, again) for one in found.schedules)
        running = next((run for run in open_.values() if run.state == "running"), None)
        troubles = tuple(store.troubles())
        marks = store.watermarks()
        findings = [
            *(one for one in wrong if one.message not in _said(found)),
            *_copied(copied_from(project, store)),
            *_looking(asked, running),
            *_disk(asked),
            *_running(asked, running, clock),
            *_of_schedules(asked, standings, marks, running),
            *_troubles(asked, troubles),
        ]
    told = undelivered(project) if found.schedules else Undelivered()
    unknown = _unknown_deliveries(project)
    out = ends(project, settings, found.calendars)
    findings += [*_notices(told), *_unknown(unknown), *_ending(out, now)]
    order = {"error": 0, "warning": 1}
    sorted_ = tuple(sorted(dict.fromkeys(findings), key=lambda each: order[each.severity]))
    return Status(now, looked, owner, standings, sorted_, out, running, len(told.notices), unknown)


@dataclass(frozen=True)
class _Asked:
    project: Project
    now: datetime
    settings: Settings | None
    plans: Plans
    looked: datetime | None
    owner: Owner | None

    @property
    def heartbeat(self) -> timedelta:
        said = self.settings.schedule if self.settings is not None else None
        return said.heartbeat if said is not None else HEARTBEAT

    @property
    def silence(self) -> timedelta:
        said = self.settings.schedule if self.settings is not None else None
        return said.silence if said is not None else SILENCE


def _settings(project: Project) -> tuple[Settings | None, list[Finding]]:
    """Return the settings; where they have mistakes, what holds without them is told all the same."""
    from briefgen.spec.load import load_settings

    try:
        return load_settings(project), []
    except AuthorsMistakes as error:
        return None, [Finding("error", "settings", *_parts(str(each))) for each in error.problems]
    except BriefgenError as error:
        return None, [Finding("error", "settings", error.message, error.hint)]


def _standing(
    schedule: Schedule, now: datetime, counted: dict[str, Sums], open_: dict[str, Run], again: dict[str, Retry]
) -> Standing:
    coming = upcoming(schedule, now)
    at = coming.moments[0][1] if coming.moments else None
    return Standing(schedule, counted.get(schedule.id, Sums()), at, open_.get(schedule.id), again.get(schedule.id))


def _copied(path: str) -> Iterator[Finding]:
    if path:
        yield Finding(
            "error", "copy", "This project is a copy: its schedules are run elsewhere, or were.",
            "To run them here, make sure that they run nowhere else, then: briefgen schedule run --adopt",
        )  # fmt: skip


def _looking(asked: _Asked, running: Run | None) -> Iterator[Finding]:
    """Tell where nothing looks at the schedules, though there are some, or where what is to look does not."""
    if not asked.plans.schedules:
        return
    hint = "Start it: briefgen schedule install tells how. Where it is installed, look at the log of the system."
    if asked.looked is None:
        yield Finding("error", "never-looked", "Nothing has looked at the schedules yet.", hint)
    elif asked.looked > asked.now + timedelta(hours=1):
        yield Finding(
            "error", "clock", f"The schedules were looked at in the future, at {_utc(asked.looked)}.",
            "Set the clock of this computer right.",
        )  # fmt: skip
    elif asked.now - asked.looked > asked.heartbeat:
        age = _span(asked.now - asked.looked)
        yield Finding("error", "heartbeat", f"Nothing has looked at the schedules for {age}.", hint)
    elif asked.owner is not None and running is None and asked.now - asked.looked > GRACE:
        age = _span(asked.now - asked.looked)
        message = f"{asked.owner.what} is there (process {asked.owner.process}), and has not looked for {age}."
        yield Finding("error", "stuck", message, "Look at what it printed, and at the disk; then start it anew.")


def _disk(asked: _Asked) -> Iterator[Finding]:
    """Tell where there is no room to record what is run, before something is due."""
    import shutil

    if not asked.plans.schedules:
        return
    folder = asked.project.runs if asked.project.runs.is_dir() else asked.project.root
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    if free < ROOM:
        message = f"The disk of the project has {free // 1_000_000} MB left; nothing is begun that cannot be recorded."
        yield Finding("error", "disk", message, "Make room.")


def _running(asked: _Asked, running: Run | None, clock: Clock) -> Iterator[Finding]:
    """Tell of a run that says nothing, or that nobody watches any more."""
    if running is None:
        return
    from briefgen.schedule.lock import holder
    from briefgen.schedule.log import sign_of_life
    from briefgen.schedule.work import LOCK

    _, said = sign_of_life(asked.project.runs / running.id)
    works = holder(asked.project.runs, LOCK, clock)
    if works is None and asked.owner is None:
        message = f"The run {running.id} was ended before it was done; the next look settles that."
        yield Finding("warning", "left", message, "Run briefgen schedule run --once.", running.schedule)
    elif works is not None and said:
        quiet = timedelta(seconds=asked.now.timestamp() - said / 1e9)
        if quiet > asked.silence + timedelta(minutes=2):
            message = f"The run {running.id} has said nothing for {_span(quiet)}."
            yield Finding(
                "error", "silent", message, "What watches it should have ended it: look at it.", running.schedule
            )


def _of_schedules(
    asked: _Asked, standings: Iterable[Standing], marks: dict[str, Watermark], running: Run | None
) -> Iterator[Finding]:
    """Tell of runs that failed, were missed, or are late."""
    for standing in standings:
        id_, counted, open_ = standing.schedule.id, standing.sums, standing.open
        last, missed = counted.ended, counted.missed_last
        visit = standing.schedule.visit
        if visit is not None and visit[1] < (asked.now - REMEMBERED).date():
            continue  # the guests have left long since: nothing can be done about it
        if last is not None and last.state in ("failed", "ended") and open_ is None:
            often = f", {counted.failing} times in a row" if counted.failing > 1 else ""
            why = last.message.partition("\n")[0]
            message = f"The last run failed ({_utc(last.ended or last.due)}){often}." + (f" {why}" if why else "")
            hint = f"Look at {last.report}" if last.report else "Look at: briefgen schedule history"
            if standing.retry is not None:
                message += f" It is tried again by itself at {_utc(standing.retry.at)}."
            yield Finding("error", "failed", message, hint, id_)
        alone = missed is not None and open_ is None and (last is None or last.due < missed.until)
        if missed is not None and alone and asked.now - missed.until < REMEMBERED:
            message = f"It was missed ({_utc(missed.until)}): {missed.message}"
            hint = "" if BY_HAND in missed.message else BY_HAND
            yield Finding("error", "missed", message, hint, id_)
        mark = marks.get(id_)
        if mark is not None and open_ is None and running is None and not standing.schedule.on_change:
            late = _late(standing.schedule, mark, asked.now)
            if late is not None:
                message = f"It was due at {_utc(late)} and has not been run."
                yield Finding("error", "late", message, "Look at what looks at the schedules.", id_)


def _late(schedule: Schedule, mark: Watermark, now: datetime) -> datetime | None:
    """Return since when a run is overdue."""
    from briefgen.schedule.due import rule_of
    from briefgen.schedule.workdays.known import UnknownYear

    if mark.rule != rule_of(schedule):
        return None  # it was changed: the next look decides what holds
    try:
        found = schedule.latest_due(now - GRACE, mark.at)
        return schedule.due(found) if found is not None else None
    except UnknownYear:
        return None  # told with the calendar


def _troubles(asked: _Asked, kept: Iterable[Trouble]) -> Iterator[Finding]:
    """Tell of specs that cannot be read now, and of what the last look found wrong otherwise."""
    said: set[str] = set()
    for trouble in asked.plans.problems:
        message, hint = _parts(str(trouble.problem))
        said.add(message)
        yield Finding("error", "trouble", message, hint, trouble.schedule)
    known = {schedule.id for schedule in asked.plans.schedules} | {""}
    for trouble in kept:
        if trouble.message not in said and trouble.schedule in known:
            message = f"{trouble.message} (since {_utc(trouble.since)})"
            yield Finding("error", "trouble", message, trouble.hint, trouble.schedule)


def _said(found: Plans) -> frozenset[str]:
    """Return what is told of schedules, and need not be told of the settings once more."""
    return frozenset(_parts(str(trouble.problem))[0] for trouble in found.problems)


def _notices(found: Undelivered) -> Iterator[Finding]:
    """Tell that the operator does not hear of failures; where nothing fails that nobody heard of, it can wait."""
    wrong = found.notices and not (found.nobody and all(notice.kind == "recovery" for notice in found.notices))
    for problem in found.problems:
        yield Finding("error" if wrong else "warning", "notices", *_parts(str(problem)))


def _unknown_deliveries(project: Project) -> int:
    """Return of how many deliveries nobody knows whether they arrived."""
    from briefgen.deliver.ledger.place import file_of

    if not file_of(project).is_file():
        return 0
    from briefgen.deliver.ledger.opening import open_ledger

    with open_ledger(project, reading=True) as ledger:
        return sum(1 for _ in ledger.rows(states=("unknown",)))


def _unknown(count: int) -> Iterator[Finding]:
    if count:
        yield Finding(
            "error", "unknown-deliveries", f"Of {count} in the ledger nobody knows whether they arrived.",
            "briefgen ledger list --state unknown, then briefgen ledger settle",
        )  # fmt: skip


def _ending(found: Iterable[End], now: datetime) -> Iterator[Finding]:
    for end in found:
        if end.at is None:
            yield Finding("warning", "end-unknown", f"When {end.name} ends is not known: {end.why}", end.hint)
        elif end.at <= now:
            severity = "warning" if end.others else "error"
            yield Finding(severity, "ended", f"{end.name} ended on {end.at:%Y-%m-%d}.", end.hint)
        elif end.at - now <= EARLY:
            days = (end.at - now).days
            message = f"{end.name} ends on {end.at:%Y-%m-%d}, in {days} days."
            severity = "error" if end.at - now <= LATE and not end.others else "warning"
            yield Finding(severity, "ends", message, end.hint)


def _parts(problem: str) -> tuple[str, str]:
    message, _, hint = problem.partition("\n  ")
    return message, hint


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    hours = minutes // 60
    return f"{hours} hours" if hours < 72 else f"{hours // 24} days"
