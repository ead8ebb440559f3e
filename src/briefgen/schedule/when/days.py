"""The days that a trigger means, and its times of the day: each kind answers which of its days is nearest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Protocol

from briefgen.schedule.workdays.known import Workdays
from briefgen.spec.cron import Cron
from briefgen.spec.when import Days, Edge, Monthly, OnChange, Period, Trigger, Visit

_DAY = timedelta(days=1)
_FARTHEST = 400
"""Days among which a workday is looked for beside a visit, beyond the number that is asked for."""


class Rule(Protocol):
    """Know the days on which something is due, and the minutes of such a day (0 to 1439), ascending."""

    @property
    def minutes(self) -> tuple[int, ...]:
        """Return the minutes of each of its days."""
        ...

    def seek(self, day: date, step: int, stop: date) -> date | None:
        """Return the first of its days from `day` to `stop`, both counted in, going forward (1) or back (-1).

        Raises UnknownYear where a calendar must be asked for a year that it does not know.
        """
        ...


def rule_of(trigger: Trigger, calendar: Workdays, visit: tuple[date, date] | None) -> Rule | None:
    """Return the rule of a trigger; None where it has no moments of its own."""
    match trigger:
        case Cron():
            minutes = tuple(hour * 60 + minute for hour in trigger.hours for minute in trigger.minutes)
            days, months, weekdays = map(frozenset, (trigger.days, trigger.months, trigger.weekdays))
            return _Cron(minutes, days, months, weekdays, trigger.either)
        case Days():
            fits = calendar.is_workday if trigger.workdays else _Among(frozenset(trigger.weekdays)).fits
            return _EachDay(_minutes(trigger.at), fits)
        case Monthly():
            return _Monthly(_minutes(trigger.at), trigger.day)
        case Edge():
            return _Edge(_minutes(trigger.at), trigger, calendar)
        case Visit():
            return _Once(_minutes(trigger.at), trigger, calendar, visit) if visit is not None else None
        case OnChange():
            return None


def _minutes(at: time) -> tuple[int, ...]:
    return (at.hour * 60 + at.minute,)


@dataclass(frozen=True)
class _Among:
    weekdays: frozenset[int]

    def fits(self, day: date) -> bool:
        return day.weekday() in self.weekdays


@dataclass(frozen=True)
class _EachDay:
    minutes: tuple[int, ...]
    fits: Callable[[date], bool]

    def seek(self, day: date, step: int, stop: date) -> date | None:
        ahead = step * _DAY
        while (day <= stop) if step > 0 else (day >= stop):
            if self.fits(day):
                return day
            day += ahead
        return None


@dataclass(frozen=True)
class _Monthly:
    minutes: tuple[int, ...]
    day: int

    def seek(self, day: date, step: int, stop: date) -> date | None:
        found = day.replace(day=self.day)
        if step > 0 and found < day:
            found = _months_on(found, 1)
        elif step < 0 and found > day:
            found = _months_on(found, -1)
        return found if (found <= stop if step > 0 else found >= stop) else None


@dataclass(frozen=True)
class _Cron:
    minutes: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def seek(self, day: date, step: int, stop: date) -> date | None:
        ahead = step * _DAY
        while (day <= stop) if step > 0 else (day >= stop):
            if day.month not in self.months:
                first = day.replace(day=1)
                day = _months_on(first, 1) if step > 0 else first - _DAY
                continue
            by_day, by_weekday = day.day in self.days, day.weekday() in self.weekdays
            if (by_day or by_weekday) if self.either else (by_day and by_weekday):
                return day
            day += ahead
        return None


@dataclass(frozen=True)
class _Edge:
    minutes: tuple[int, ...]
    edge: Edge
    calendar: Workdays

    def seek(self, day: date, step: int, stop: date) -> date | None:
        while (day <= stop) if step > 0 else (day >= stop):
            begin, end = bounds(day, self.edge.period)
            found = self._of(begin, end)
            if found is not None and (found >= day if step > 0 else found <= day):
                return found if (found <= stop if step > 0 else found >= stop) else None
            day = end + _DAY if step > 0 else begin - _DAY
        return None

    def _of(self, begin: date, end: date) -> date | None:
        """Return the first or last day of a period; None where it has no workday."""
        day, step = (begin, _DAY) if self.edge.which == "first" else (end, -_DAY)
        if not self.edge.workday:
            return day
        while begin <= day <= end:
            if self.calendar.is_workday(day):
                return day
            day += step
        return None


@dataclass(frozen=True)
class _Once:
    minutes: tuple[int, ...]
    trigger: Visit
    calendar: Workdays
    visit: tuple[date, date]

    def seek(self, day: date, step: int, stop: date) -> date | None:
        low, high = (day, stop) if step > 0 else (stop, day)
        found = self._day()
        return found if found is not None and low <= found <= high else None

    def _day(self) -> date | None:
        day = self.visit[0] if self.trigger.of == "arrival" else self.visit[1]
        if self.trigger.unit == "days":
            return day + self.trigger.count * _DAY
        left = abs(self.trigger.count)
        step = _DAY if self.trigger.count > 0 else -_DAY
        for _ in range(2 * left + _FARTHEST):
            day += step
            left -= self.calendar.is_workday(day)
            if not left:
                return day
        return None


def bounds(day: date, period: Period) -> tuple[date, date]:
    """Return the first and the last day of the period that a day lies in; weeks go from Monday to Sunday."""
    if period == "week":
        begin = day - day.weekday() * _DAY
        return begin, begin + 6 * _DAY
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    begin = date(day.year, (day.month - 1) // months * months + 1, 1)
    return begin, _months_on(begin, months) - _DAY


def _months_on(day: date, count: int) -> date:
    """Return the same day of the month, 1 to 28, a number of months on."""
    months = day.year * 12 + day.month - 1 + count
    return day.replace(year=months // 12, month=months % 12 + 1)
