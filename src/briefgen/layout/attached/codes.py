"""Values and times as machines read them: exact decimals, ISO dates (ISO 8601-1), first and last days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from briefgen.data.freshness import end_of
from briefgen.data.quantity import Day, Period

_MONTHS = {"half": 6, "quarter": 3}


def exact(value: Decimal) -> str:
    """Return all digits of a number, without an exponent, as its source has them."""
    return format(value, "f")


def day_code(day: Day) -> str:
    """Return a date as precisely as it is known: 2020, 2020-06, 2020-06-15."""
    known = [part for part in (day.month, day.day) if part]
    return "-".join([f"{day.year}", *(f"{part:02d}" for part in known)])


def period_of(day: Day) -> Period:
    """Return a date as the year, month or day that it is."""
    form = "day" if day.day else "month" if day.month else "year"
    return Period(form, day.year, day.month, day.day)


def days_of(time: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    match time.form:
        case "year" | "years":
            first = date(time.year, 1, 1)
        case "half" | "quarter":
            first = date(time.year, (time.part - 1) * _MONTHS[time.form] + 1, 1)
        case "month":
            first = date(time.year, time.part, 1)
        case "day":
            first = date(time.year, time.part, time.day)
    return first, end_of(time)
