"""What must come of the year of the bureau: reckoned from its days and faults alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, repeat

import bureau_year as year
from bureau_year import GUESTS, Guest

Row = tuple[str, datetime, datetime, str, int, int]
"""A record: schedule, due, until, state, how many, which attempt."""
Item = tuple[str, str, str]
"""What a report says of one thing: subject, kind, state."""
KILLED = {
    ("run:quarter", year.in_shanghai(year.QUARTERS[3], 6)),
    ("brief:b01", year.in_shanghai(year.MONTH_ENDS[9], 17)),
    ("delegation:d35:deliver:2", GUESTS["d35"].schedules["delegation:d35:deliver:2"]),
}
"""The runs whose process is killed, once each."""
NOBODY_KNOWS = "d39"
"""The delegation of whose first mail nobody knows whether it arrived."""
BY_HAND = {"d18": year.RENEWED}
"""Delegations that were sent their packs by somebody, and when."""


def moments() -> dict[str, list[datetime]]:
    """Return all moments of each schedule in the year."""
    every = {
        "run:quarter": [year.in_shanghai(day, 6) for day in year.QUARTERS],
        "brief:b01": [year.in_shanghai(day, 17) for day in year.MONTH_ENDS],
        "brief:b02": [year.in_berlin(day) for day in year.SUNDAYS],
    }
    for guest in GUESTS.values():
        every |= {id: [moment] for id, moment in guest.schedules.items()}
    return {id: [each for each in found if year.START < each <= year.END] for id, found in every.items()}


def guest_of(schedule: str) -> Guest | None:
    return GUESTS.get(schedule.split(":")[1])


def within(moment: datetime, span: tuple[datetime, datetime]) -> bool:
    return span[0] <= moment <= span[1]


def begun(schedule: str, due: datetime) -> datetime:
    """Return when a run is begun: at its moment, or when that is possible."""
    if within(due, year.AWAY):
        return year.AWAY[1]
    if schedule == "brief:b01" and within(due, year.UNTIMED):
        return year.UNTIMED[1]
    if year.AHEAD < due <= year.AHEAD + year.LEAP:
        return year.AHEAD + year.LEAP
    return due


def is_over(guest: Guest, moment: datetime) -> bool:
    return guest.departure < moment.astimezone(year.SHANGHAI).date()


def said(brief: str, moment: datetime) -> str:
    """Return the English sentence that a brief prints at a moment."""
    if brief == "b24":
        return f"The share is {13 if moment >= year.RENEWED else 12}%."
    if brief not in year.COUNTING:
        return f"Industry {int(brief[1:])} goes on."
    count = max((at, count) for at, count in year.COUNTS.items() if at <= moment)[1]
    more = "All is new. " if brief == "b02" and moment >= year.REWRITTEN else ""
    return f"{more}There are {count} samples."


@dataclass
class Expected:
    """Hold what must be found at the end of the year.

    `rows`: the records of runs. `items`: of each run that ended, by schedule, due and attempt, the items of its report;
    None where they depend on when exactly it was killed. `given`: what the brief says that each delegation got, by
    name. `printed`: the sentences of each brief's scheduled editions, the last one last. `mails`: what the operator is
    told: when, of what, and whether it is over.
    """

    rows: Counter[Row] = field(default_factory=Counter[Row])
    items: dict[tuple[str, datetime, int], list[Item] | None] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)
    mails: list[tuple[datetime, str, bool]] = field(default_factory=list)


def expected() -> Expected:
    """Go through the year as it was planned, with its faults."""
    found = Expected()
    packed: dict[str, str] = {}
    failing: set[str] = set()
    for schedule, due in sorted(_runs(found), key=lambda run: (begun(*run), run[1], run[0])):
        start = begun(schedule, due)
        attempt = 1
        if (schedule, due) in KILLED:
            found.rows[schedule, due, due, "ended", 1, 1] += 1
            found.items[schedule, due, 1] = []
            found.mails += [(start, schedule, False), (start, schedule, True)]
            attempt = 2
        guest = guest_of(schedule)
        items = list(_visit(found, packed, guest, schedule, start) if guest else _builds(found, schedule, start))
        failed = any(state in ("failed", "held", "unknown") for _, _, state in items)
        found.rows[schedule, due, due, "failed" if failed else "done", 1, attempt] += 1
        found.items[schedule, due, attempt] = None if attempt == 2 and schedule == "run:quarter" else items
        if guest and within(start, year.NO_MAIL):
            again = list(_tried_again(start))
            found.rows[schedule, due, due, "failed", 1, 1] += len(again) - 1
            found.rows[schedule, due, due, "done", 1, 1] += 1
            # While no server takes mail, the operator can not be told either; then, that it is over and since when.
            found.mails.append((again[-1], schedule, True))
        elif failed:
            found.mails.append((start, schedule, False))
            failing.add(schedule)
        elif schedule in failing:
            found.mails.append((start, schedule, True))
            failing.discard(schedule)
    for name, moment in BY_HAND.items():
        found.given[name] = said(GUESTS[name].brief, moment)
    return found


def _runs(found: Expected) -> Iterator[tuple[str, datetime]]:
    """Yield what is run, and record what is missed: all but the newest while the computer was off."""
    for schedule, due in moments().items():
        off = [each for each in due if within(each, year.AWAY)]
        guest = guest_of(schedule)
        if guest and off and is_over(guest, year.AWAY[1]):
            found.rows[schedule, off[0], off[0], "missed", 1, 1] += 1
            found.mails.append((year.AWAY[1], schedule, False))
            continue
        if len(off) > 1:
            found.rows[schedule, off[0], off[-2], "missed", len(off) - 1, 1] += 1
        for each in due:
            if each not in off[:-1]:
                yield schedule, each


def _tried_again(start: datetime) -> Iterator[datetime]:
    """Yield when what no server took is tried again: after a quarter of an hour, one, four, then each twelve hours."""
    hours = chain((0.25, 1, 4), repeat(12))
    while within(start, year.NO_MAIL):
        start += timedelta(hours=next(hours))
        yield start


def _builds(found: Expected, schedule: str, start: datetime) -> Iterator[Item]:
    briefs = year.BRIEFS if schedule == "run:quarter" else (schedule.split(":")[1],)
    for brief in briefs:
        sentence, kept = said(brief, start), found.printed.setdefault(brief, [])
        same = bool(kept) and kept[-1] == sentence
        if (brief == "b25" and within(start, year.BROKEN)) or (not same and within(start, year.FULL)):
            yield brief, "brief", "failed"
            continue
        yield brief, "brief", "unchanged" if same else "built"
        if not same:
            kept.append(sentence)


def _visit(found: Expected, packed: dict[str, str], guest: Guest, schedule: str, start: datetime) -> Iterator[Item]:
    name, sentence = guest.name, said(guest.brief, start)
    if guest.brief == "b25" and within(start, year.BROKEN):
        yield name, "pack", "failed"
        return
    if guest.brief == "b24" and within(start, (year.FADED, year.RENEWED)):
        yield name, "pack", "held"
        return
    yield name, "pack", "unchanged" if packed.get(name) == sentence else "packed"
    packed[name] = sentence
    if ":pack:" in schedule:
        return
    found.given[name] = sentence
    for number, end in enumerate(guest.ends):
        lost = name == NOBODY_KNOWS and not number
        failed = not guest.by_folder and within(start, year.NO_MAIL)
        yield end, "delivery", "failed" if failed else "unknown" if lost else "delivered"
