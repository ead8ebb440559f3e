"""The moments of a trigger in a time zone: the next, the latest, how many.

Every question costs a few steps for each day in between at most, however many moments a day has. Where clocks are put
forward, several local times may mean one instant: that is one moment, under the last of these times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from briefgen.schedule.when.days import Rule, rule_of
from briefgen.schedule.when.instants import DAY, instant, is_plain
from briefgen.schedule.when.moment import Moment
from briefgen.schedule.workdays.known import Workdays
from briefgen.spec.when import Trigger

HORIZON = timedelta(days=366 * 50)
"""How far ahead a next moment is looked for: 29 February on one weekday comes again after 40 years at most."""
_ASIDE = 2 * DAY
"""By how much a local date can differ from the nominal one: Pacific/Apia once left a whole day out."""


@dataclass(frozen=True)
class Series:
    """Answer for the moments of a trigger; instants are aware of their zone. Raises UnknownYear as calendars do."""

    trigger: Trigger
    zone: ZoneInfo
    calendar: Workdays
    visit: tuple[date, date] | None = None

    @cached_property
    def _rule(self) -> Rule | None:
        return rule_of(self.trigger, self.calendar, self.visit)

    @property
    def _minutes(self) -> tuple[int, ...]:
        return self._rule.minutes if self._rule is not None else ()

    def next(self, after: datetime) -> Moment | None:
        """Return the first moment after an instant; None where there is none within HORIZON."""
        if self._rule is None:
            return None
        begin = self._first_day(self._rule, after)
        day = self._rule.seek(begin, 1, begin + HORIZON)
        if day is None:
            return None
        return self._named(self._rule, day, self._up_to(day, after))

    def latest(self, until: datetime, after: datetime) -> Moment | None:
        """Return the last moment that is after `after` and not after `until`, None where there is none."""
        if self._rule is None or until <= after:
            return None
        begin, end = self._first_day(self._rule, after), self._last_day(self._rule, until)
        day = self._rule.seek(end, -1, begin)
        if day is None:
            return None
        minute = self._minutes[self._up_to(day, until) - 1]
        at = instant(day, minute, self.zone)
        return Moment(at, _nominal(day, minute)) if at > after else None

    def count(self, after: datetime, until: datetime) -> int:
        """Return how many moments are after `after` and not after `until`."""
        rule = self._rule
        if rule is None or until <= after:
            return 0
        begin, end = self._first_day(rule, after), self._last_day(rule, until)
        found = 0
        seen: datetime | None = None
        """The last instant of the day before, where it is the first of this day as well."""
        day = rule.seek(begin, 1, end)
        while day is not None:
            if seen is not None or not is_plain(day, self.zone):
                instants = {instant(day, minute, self.zone) for minute in rule.minutes}
                found += sum(after < at <= until for at in instants - {seen})
                last = max(instants)
                seen = last if instant(day + DAY, 0, self.zone) == last else None
            elif begin + DAY < day < end - DAY:
                found += len(rule.minutes)
            else:
                found += self._up_to(day, until) - self._up_to(day, after)
            day = rule.seek(day + DAY, 1, end)
        return found

    def _up_to(self, day: date, until: datetime) -> int:
        """Return how many minutes of a day are not after an instant."""
        minutes = self._minutes
        low, high = 0, len(minutes)
        while low < high:
            middle = (low + high) // 2
            if instant(day, minutes[middle], self.zone) <= until:
                low = middle + 1
            else:
                high = middle
        return low

    def _first_day(self, rule: Rule, after: datetime) -> date:
        """Return the first day of which a moment could be after an instant."""
        day = after.astimezone(self.zone).date() - _ASIDE
        while instant(day, rule.minutes[-1], self.zone) <= after:
            day += DAY
        return day

    def _last_day(self, rule: Rule, until: datetime) -> date:
        """Return the last day of which a moment could be no later than an instant."""
        day = until.astimezone(self.zone).date() + DAY
        while instant(day, rule.minutes[0], self.zone) > until:
            day -= DAY
        return day

    def _named(self, rule: Rule, day: date, index: int) -> Moment:
        """Return the moment of a minute of a day, under the last local time that means the same instant."""
        at = instant(day, rule.minutes[index], self.zone)
        while index + 1 < len(rule.minutes) and instant(day, rule.minutes[index + 1], self.zone) == at:
            index += 1
        last = (day, index)
        while index + 1 == len(rule.minutes) and instant(day + DAY, rule.minutes[0], self.zone) == at:
            day, index = day + DAY, len(rule.minutes) - 1
            if rule.seek(day, 1, day) is None:
                continue
            while instant(day, rule.minutes[index], self.zone) != at:
                index -= 1
            last = (day, index)
        return Moment(at, _nominal(last[0], rule.minutes[last[1]]))


def _nominal(day: date, minute: int) -> str:
    return f"{day.isoformat()}T{minute // 60:02}:{minute % 60:02}"
