"""A calendar that a project wrote down itself, year by year, with the notices that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefgen.schedule.workdays.known import UnknownYear, Workdays


@dataclass(frozen=True)
class Dated:
    """Know the years of a file, and those of the calendar that it extends; `titles`: the notice of each year.

    Single days that the file names in a December before its years count too, but do not make that year known.
    """

    file: str
    titles: Mapping[int, str]
    off: frozenset[date]
    worked: frozenset[date]
    extends: Workdays | None = field(default=None)

    @property
    def source(self) -> str:
        """Return the file and its years."""
        years = ", ".join(str(year) for year in sorted(self.titles))
        return f"{self.file}: {years}" + (f"; {self.extends.source}" if self.extends is not None else "")

    @property
    def last_known(self) -> date:
        """Return the last day before the first year that is not known, from the first year of the file on."""
        year = min(self.titles) - 1
        if self.extends is not None and self.extends.last_known > date(year, 12, 31):
            year = self.extends.last_known.year
        while year + 1 in self.titles:
            year += 1
        return date(year, 12, 31)

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a workday. Raises UnknownYear."""
        if day in self.worked:
            return True
        if day in self.off:
            return False
        if day.year in self.titles:
            return day.weekday() < 5
        hint = f"Write the notice for {day.year} into {self.file}."
        if self.extends is None:
            raise UnknownYear(day.year, self.source, hint)
        try:
            return self.extends.is_workday(day)
        except UnknownYear:
            raise UnknownYear(day.year, self.source, hint) from None
