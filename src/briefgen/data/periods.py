"""Periods and days as authors write them: 2025, 2025-H1, 2025-Q3, 2020-06, 2020-06-15, 2023/2025."""

from __future__ import annotations

import re
from datetime import date

from briefgen.data.quantity import Day, Period

_YEAR = re.compile(r"[1-9][0-9]{3}", re.ASCII)
_YEARS = re.compile(r"([1-9][0-9]{3})/([1-9][0-9]{3})", re.ASCII)
_HALF = re.compile(r"([1-9][0-9]{3})-H([0-9])", re.ASCII)
_QUARTER = re.compile(r"([1-9][0-9]{3})-Q([0-9])", re.ASCII)
_DAY = re.compile(r"([1-9][0-9]{3})-([0-9]{2})(?:-([0-9]{2}))?", re.ASCII)


def parse_period(text: str) -> Period:
    """Read a period; raise ValueError with a plain sentence where the text is none."""
    if _YEAR.fullmatch(text):
        return Period("year", int(text))
    if found := _YEARS.fullmatch(text):
        first, last = int(found[1]), int(found[2])
        if last <= first:
            raise ValueError(f"“{text}” must go from an earlier year to a later one.")
        return Period("years", first, end=last)
    if found := _HALF.fullmatch(text):
        if found[2] not in "12":
            raise ValueError(f"“{text}” is not a half-year: a year has H1 and H2.")
        return Period("half", int(found[1]), int(found[2]))
    if found := _QUARTER.fullmatch(text):
        if found[2] not in "1234":
            raise ValueError(f"“{text}” is not a quarter: a year has Q1 to Q4.")
        return Period("quarter", int(found[1]), int(found[2]))
    if found := _DAY.fullmatch(text):
        year, month, day = _checked(text, found)
        return Period("day", year, month, day) if day else Period("month", year, month)
    raise ValueError(f"“{text}” is not a period.")


def write_period(period: Period) -> str:
    """Return a period as authors write it; the inverse of `parse_period`."""
    match period.form:
        case "year":
            return f"{period.year}"
        case "half":
            return f"{period.year}-H{period.part}"
        case "quarter":
            return f"{period.year}-Q{period.part}"
        case "month":
            return f"{period.year}-{period.part:02d}"
        case "day":
            return f"{period.year}-{period.part:02d}-{period.day:02d}"
        case "years":
            return f"{period.year}/{period.end}"


def parse_day(text: str) -> Day:
    """Read a date of the precision given: year, month or day; raise ValueError with a plain sentence."""
    if _YEAR.fullmatch(text):
        return Day(int(text))
    if found := _DAY.fullmatch(text):
        return Day(*_checked(text, found))
    raise ValueError(f"“{text}” is not a date: write 2020-06-15, 2020-06 or 2020.")


def _checked(text: str, found: re.Match[str]) -> tuple[int, int, int]:
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        date(year, month, day if found[3] else 1)
    except ValueError:
        raise ValueError(f"“{text}” is not a day or month of the calendar.") from None
    return year, month, day
