"""The only file that touches chinesecalendar: the workdays of China as the notices of its State Council set them."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from briefgen.schedule.workdays.known import UnknownYear

FEWEST = 7
"""Days off that a year has at least, in the notices since 2004: one with fewer is not told of whole."""
LIBRARY = "chinesecalendar"


class China:
    """Know the years that the installed library knows; it is imported with the first question."""

    @property
    def source(self) -> str:
        """Return the library with its version, and the years that it knows."""
        return self._source

    @cached_property
    def _source(self) -> str:
        from briefgen.project import installed

        version = installed((LIBRARY,)).get(LIBRARY, "")
        if not version or not self._years:
            return f"{LIBRARY} is not installed"
        return f"{LIBRARY} {version}, {min(self._years)} to {max(self._years)}"

    @property
    def last_known(self) -> date:
        """Return the last day of the last year that the library knows; `date.min` where it is not installed."""
        return date(max(self._years), 12, 31) if self._years else date.min

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a workday. Raises UnknownYear."""
        if day.year not in self._years:
            raise UnknownYear(day.year, self.source, self._hint(day.year))
        return day in self._worked or (day.weekday() < 5 and day not in self._off)

    def _hint(self, year: int) -> str:
        file = f"write the notice for {year} into a file and name it in briefgen.yaml: calendar: data/calendar.yaml"
        if not self._years:
            return f'Install it: pip install "briefgen[schedule]"; or {file}'
        again = "start again what runs all the time (briefgen schedule run)"
        return f"Upgrade it: pip install --upgrade {LIBRARY}, and {again}; or {file}"

    @cached_property
    def _days(self) -> tuple[frozenset[date], frozenset[date]]:
        """Return the days off and the worked weekends that the library names."""
        try:
            from chinese_calendar import constants
        except ImportError:
            return frozenset(), frozenset()
        return frozenset(constants.holidays), frozenset(constants.workdays)

    @property
    def _off(self) -> frozenset[date]:
        return self._days[0]

    @property
    def _worked(self) -> frozenset[date]:
        return self._days[1]

    @cached_property
    def _years(self) -> frozenset[int]:
        counts: dict[int, int] = {}
        for day in self._off:
            counts[day.year] = counts.get(day.year, 0) + 1
        return frozenset(year for year, count in counts.items() if count >= FEWEST)


CHINA = China()
"""The calendar `china`."""
