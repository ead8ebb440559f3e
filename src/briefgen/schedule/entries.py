"""Entries of delegations, which are known by their place in a file: what is to be done follows where one is moved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from briefgen.schedule.due import rule_of
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Retry, Run, Watermark
from briefgen.schedule.store.store import Store

GONE = "The schedule is no more, or cannot be read."
CHANGED = "Its entry in the file of the delegation was changed, or is no more. Do it by hand where it is still needed."

MOVED = "moved"
"""Under this name stands which entries were moved last, of which the keepers of notices were not told yet."""
_VISIT = re.compile(r" \| [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{4}-[0-9]{2}-[0-9]{2}(?= \||$)")
Tell = Callable[[Mapping[str, str], int], None]
"""Hears which entries were moved, by the ids that they had and have now, and which time that is."""


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


def troubled_since(id: str, troubles: Mapping[str, datetime]) -> datetime | None:
    """Return since when a schedule, its file or all of them are in trouble, by what the troubles are named after."""
    above = accumulate(id.split(":"), lambda before, part: f"{before}:{part}")
    return min((troubles[name] for name in ("", *above) if name in troubles), default=None)


def moves(marks: Mapping[str, Watermark], schedules: Sequence[Schedule]) -> dict[str, str]:
    """Return which entries of delegations were moved: the ids that they had, and those that they have now.

    What was known by the place of another, and is not there any more, goes where that one was.
    """
    held: dict[str, dict[str, str]] = {}
    wanted: dict[str, dict[str, str]] = {}
    for one in schedules:
        if one.delegation:
            wanted.setdefault(stem_of(one.id), {})[one.id] = _VISIT.sub("", rule_of(one))
    for id, mark in marks.items():
        if stem_of(id) in wanted:
            held.setdefault(stem_of(id), {})[id] = _VISIT.sub("", mark.rule)
    found: dict[str, str] = {}
    for stem, had in held.items():
        has = wanted[stem]
        left = [id for id in had if has.get(id) != had[id]]
        moved: dict[str, str] = {}
        for new in (id for id in has if had.get(id) != has[id]):
            old = next((id for id in left if id not in moved and had[id] == has[new]), None)
            if old is not None:
                moved[old] = new
        taken = [id for id in moved.values() if id in had and id not in moved]
        free = [id for id in moved if id not in moved.values()]
        found |= moved | dict(zip(taken, free, strict=False))
    return found


def tell_moves(store: Store, tell: Tell) -> None:
    """Tell of entries that were moved, where that is not done; to do it twice does no harm."""
    number, moved = _moves(store)
    if moved:
        tell(moved, number)
        store.set_mark(MOVED, json.dumps([number, {}]))


def _moves(store: Store) -> tuple[int, dict[str, str]]:
    """Return how often entries were moved, and which were that last time, if nobody was told yet."""
    number, moved = json.loads(store.mark(MOVED) or "[0, {}]")
    return number, moved


def follow(store: Store, schedules: Sequence[Schedule], tell: Tell) -> None:
    """Let all that is known of an entry belong to it where it was moved; `tell` hears of that.

    What is to be done, or is being done, goes with the entry by which it is, whatever else is known.
    """
    moved = moves(store.watermarks(), schedules)
    if moved:
        store.move(moved, MOVED, json.dumps([_moves(store)[0] + 1, moved]))
        tell_moves(store, tell)
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
