"""Entries of delegations, which are known by their place in a file: what is to be done follows where one is moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Retry, Run
from briefgen.schedule.store.store import Store

GONE = "The schedule is no more, or cannot be read."
CHANGED = "Its entry in the file of the delegation was changed, or is no more. Do it by hand where it is still needed."


def stem_of(id: str) -> str:
    """Return what the ids of all entries of a delegation begin with that do the same."""
    return id.rpartition(":")[0] + ":"


def entry_of(schedule: Schedule) -> tuple[str, tuple[str, ...]]:
    """Return by what an entry of a delegation is known wherever it stands: rule and channels; ("", ()) of all others.

    The days of the visit are no part of it: what is to be done for it still is when guests come later.
    """
    if not schedule.delegation:
        return "", ()
    return f"{schedule.trigger} | {schedule.zone}", tuple(sorted(schedule.channels))


def schedule_of(schedules: Sequence[Schedule], wanted: Run | Retry) -> Schedule | None:
    """Return the schedule by which a run is to be done, None where there is none any more."""
    same = [one for one in schedules if one.id == wanted.schedule]
    if not wanted.rule:  # it has a name, or was recorded by an older briefgen
        return same[0] if same else None
    stem = stem_of(wanted.schedule)
    others = [one for one in schedules if one.id != wanted.schedule and stem_of(one.id) == stem]
    entry = (wanted.rule, wanted.channels)
    return next((one for one in (*same, *others) if entry_of(one) == entry), None)


def follow(store: Store, schedules: Sequence[Schedule]) -> None:
    """Let what is to be done, or is being done, belong to the entry by which it is, where that was moved."""
    runs: list[tuple[str, str]] = []
    for run in store.runs(states=("due", "running")):
        found = schedule_of(schedules, run)
        if found is not None and found.id != run.schedule:
            runs.append((found.id, run.retry_of or run.id))
    retries: list[tuple[str, Retry]] = []
    for retry in store.retries().values():
        found = schedule_of(schedules, retry)
        if found is not None and found.id != retry.schedule:
            runs.append((found.id, retry.run))
            retries.append((found.id, retry))
    if runs or retries:
        store.follow(runs, retries)


def miss_gone(store: Store, schedules: Sequence[Schedule], found: Callable[[Sequence[Run]], None]) -> list[Run]:
    """Record as missed what is to be done by schedules that are no more; return that. `found` hears of it before."""
    for retry in store.retries().values():
        if schedule_of(schedules, retry) is None:
            store.retry(retry)
    gone = [run for run in store.to_do() if schedule_of(schedules, run) is None]
    if gone:
        found(gone)
    return [store.miss(run.id, CHANGED if run.rule else GONE) for run in gone]
