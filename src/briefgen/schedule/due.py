"""What a schedule has to do now. Pure: everything that it depends on is handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Watermark
from briefgen.schedule.when.moment import Moment
from briefgen.schedule.workdays.known import UnknownYear
from briefgen.spec.when import Visit

FUTURE = timedelta(days=1)
"""How far a clock may be behind what was done already without anybody being told: it catches up by itself."""
_TICK, _SECOND = timedelta(microseconds=1), timedelta(seconds=1)


@dataclass(frozen=True)
class Missed:
    """Hold what is not done any more: how many moments, the first and the last of them, and why."""

    count: int
    first: Moment
    last: Moment
    why: str


@dataclass(frozen=True)
class Trouble:
    """Hold why nothing can be said of a schedule, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True)
class Decision:
    """Hold what a schedule has to do now.

    `mark` is its new watermark, which is to be kept together with the rest; None where nothing changes. `begins` is
    when the run was to begin: its moment, and the jitter.
    """

    mark: Watermark | None = None
    run: Moment | None = None
    begins: datetime | None = None
    missed: Missed | None = None
    trouble: Trouble | None = None


OFF = "The computer was off then, or an earlier run went on; of those that were due, only the newest is run."
OVER = "Nothing looked at the schedules at that time, and the visit is over."
LATE = (
    "It was due before this schedule was seen for the first time, or changed. Do it by hand where it is still needed."
)


def rule_of(schedule: Schedule) -> str:
    """Return what the moments of a schedule are computed by: where it is another, they are others.

    So it is where it sends by other channels: what was sent by some is not sent by others.
    """
    visit = " ".join(day.isoformat() for day in schedule.visit or ())
    channels = " ".join(sorted(schedule.channels))
    return " | ".join(part for part in (str(schedule.trigger), schedule.zone, visit, channels) if part)


def decide(schedule: Schedule, watermark: Watermark | None, now: datetime, looked: datetime | None = None) -> Decision:
    """Decide what a schedule has to do at the moment `now`.

    Of what is due, the newest is run and the rest is missed. A schedule that is seen for the first time counts from
    now. One whose rule was changed counts from when it was looked at last by its old rule (`looked`): what was due by
    the old rule until then is settled, but for what begins later by its jitter. After a clock was put back nothing is
    done twice: all waits until the clock is where it was, and where that is long, there is trouble.
    """
    rule = rule_of(schedule)
    now_kept = now.replace(microsecond=0)
    try:
        if watermark is None:
            return Decision(Watermark(schedule.id, now_kept, rule), missed=_late(schedule, now_kept, now))
        if watermark.at > now + FUTURE:
            return Decision(trouble=_in_the_past(watermark.at))
        if watermark.rule == rule:
            found = _decide(schedule, watermark, now)
            return found if found.run or found.missed else Decision()
        since = min(max(watermark.at, looked or watermark.at), max(watermark.at, now_kept))
        since = _before_begun(schedule, watermark.at, since)
        found = _decide(schedule, replace(watermark, at=since, rule=rule), now)
        return found if found.missed else replace(found, missed=_late(schedule, since, now))
    except UnknownYear as error:
        return Decision(trouble=Trouble(error.message, error.hint or _CALENDAR))


_CALENDAR = (
    "Nothing is run meanwhile. Install a newer library of holidays, or name a file with that year's: calendar: …"
)


def _before_begun(schedule: Schedule, mark: datetime, since: datetime) -> datetime:
    """Return an instant before the moment that has come and is not settled, as its jitter lets it begin after `since`.

    A rule that is changed meanwhile may keep that moment: it would be lost.
    """
    found = schedule.latest(since, mark)
    return found.at - _SECOND if found is not None and schedule.due(found) > since else since


def _decide(schedule: Schedule, mark: Watermark, now: datetime) -> Decision:
    """Decide from a watermark of the rule that holds."""
    found = schedule.latest_due(now, mark.at)
    if found is None:
        return Decision(mark)
    if _over(schedule, found, now):
        return Decision(replace(mark, at=found.at), missed=Missed(1, found, found, OVER))
    missed = None
    count = schedule.count(mark.at, found.at) - 1
    if count > 0:
        first, last = schedule.next(mark.at), schedule.latest(found.at - _TICK, mark.at)
        if first is not None and last is not None:
            missed = Missed(count, first, last, OFF)
    return Decision(replace(mark, at=found.at), found, schedule.due(found), missed)


def _over(schedule: Schedule, moment: Moment, now: datetime) -> bool:
    """Say whether a moment was before the end of a visit, and now is after it: then it is of no use to anybody."""
    if not isinstance(schedule.trigger, Visit) or schedule.visit is None:
        return False
    zone = ZoneInfo(schedule.zone)
    return moment.at.astimezone(zone).date() <= schedule.visit[1] < now.astimezone(zone).date()


def _late(schedule: Schedule, since: datetime, now: datetime) -> Missed | None:
    """Return the moment of a visit that has passed unseen though the visit is still to come."""
    if not isinstance(schedule.trigger, Visit) or schedule.visit is None:
        return None
    found = schedule.latest(since, since - timedelta(days=800))
    if found is None or schedule.visit[1] < now.astimezone(ZoneInfo(schedule.zone)).date():
        return None
    return Missed(1, found, found, LATE)


def _in_the_past(settled: datetime) -> Trouble:
    return Trouble(
        "The clock of this computer was put back: what was due until"
        f" {settled:%Y-%m-%d %H:%M} UTC, which is still to come, is done already.",
        "Set the clock right. If it is right now, and was wrong then: briefgen schedule run --adopt",
    )
