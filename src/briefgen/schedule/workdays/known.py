"""What a calendar of workdays answers, and the failure where it does not know."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from briefgen.errors import BriefgenError


class UnknownYear(BriefgenError):
    """Report a year of which a calendar does not know the workdays: it is never taken for a year of normal weeks."""

    exit_code = 1

    def __init__(self, year: int, source: str = "", hint: str = "") -> None:
        of = f" ({source})" if source else ""
        super().__init__(f"The calendar of workdays{of} does not know {year}.", hint)
        self.year = year
        self.source = source

    def __reduce__(self) -> tuple[type[UnknownYear], tuple[int, str, str]]:
        """Let it pass between processes."""
        return type(self), (self.year, self.source, self.hint)


class Workdays(Protocol):
    """Say which days are workdays."""

    @property
    def source(self) -> str:
        """Return in words where the calendar comes from."""
        ...

    @property
    def last_known(self) -> date:
        """Return the last day that it knows; `date.max` where it knows all."""
        ...

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a workday. Raises UnknownYear."""
        ...


class Weeks:
    """Be the calendar of Monday to Friday, without any holiday."""

    source = "Monday to Friday"
    last_known = date.max

    def is_workday(self, day: date) -> bool:
        """Say whether a day is one from Monday to Friday."""
        return day.weekday() < 5


NONE = Weeks()
"""The calendar `none`."""
