"""What is tried again by itself, and when: what could not be delivered for a reason that may pass. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Outcome, Retry, Run

WAITS = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 240, 720))
"""After how long what failed is tried again, from the end of the last try; the last holds for all further ones."""
LONGEST = timedelta(days=7)
"""For how long what was due after the end of a visit is tried."""


def retry_of(run: Run, outcome: Outcome | None, schedule: Schedule, now: datetime) -> Retry | None:
    """Return what of a run that ended now is to be tried again, and when; None where nothing is.

    Only what failed for a reason that may pass: never what was refused for good, nor what may have arrived. Nothing is
    tried after the last day of the visit for which it was due.
    """
    only = tuple(dict.fromkeys(item.subject for item in outcome.items if item.temporary)) if outcome is not None else ()
    if not only:
        return None
    at = now + WAITS[min(run.retry, len(WAITS) - 1)]
    if is_over(schedule, run.due, at):
        return None
    return Retry(schedule.id, run.retry_of or run.id, run.retry + 1, at, only, run.rule, run.channels)


def is_due(retry: Retry, now: datetime) -> bool:
    """Say whether the time has come; so it has where it is so far off that the clock must have been put back."""
    return retry.at <= now or retry.at - now > WAITS[-1]


def is_over(schedule: Schedule, due: datetime, at: datetime) -> bool:
    """Say whether what was due at one instant is of no use to anybody at another."""
    if schedule.visit is None:
        return at - due > LONGEST
    zone, departure = ZoneInfo(schedule.zone), schedule.visit[1]
    if due.astimezone(zone).date() > departure:
        return at - due > LONGEST
    return at.astimezone(zone).date() > departure
