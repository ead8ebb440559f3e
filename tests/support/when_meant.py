"""Times as authors may write them, made up by hypothesis together with what they mean; the product reads none of it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from hypothesis import strategies as st

from briefgen.schedule.workdays.china import CHINA
from briefgen.schedule.workdays.known import NONE, UnknownYear, Workdays

DAY = timedelta(days=1)
DayTest = Callable[[date], bool]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
FULL = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ODD = (
    "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "Africa/Casablanca", "Antarctica/Troll", "Europe/Dublin",
    "Asia/Kathmandu", "America/St_Johns", "Africa/Cairo", "Asia/Beirut", "America/Havana", "America/Nuuk",
    "Pacific/Kiritimati", "America/New_York", "Europe/Berlin", "Asia/Shanghai",
)  # fmt: skip


class Office:
    """Be a calendar with holidays and worked weekends of its own, told by a number; it knows years up to one."""

    def __init__(self, number: int, last: int = 9999) -> None:
        self.number = number
        self.last_known = date(last, 12, 31)
        self.source = f"office {number}"

    def is_workday(self, day: date) -> bool:
        if day > self.last_known:
            raise UnknownYear(day.year, self.source)
        return self.works(day)

    def works(self, day: date) -> bool:
        """Say the same of a day in any year: one day of nine is exchanged, and a week in spring is off."""
        other = zlib.crc32(f"{self.number} {day}".encode()) % 9 == 0
        off = (day - DAY * (self.number % 40)).isocalendar()[1] == 9
        return not off and (day.isoweekday() < 6) != other


@dataclass(frozen=True)
class Meant:
    """Hold words and what they mean: minutes of the day, and the days that fit; `once`: one day, beside a visit.

    Where `asks`, the days depend on `calendar`.
    """

    words: str
    minutes: tuple[int, ...]
    fits: DayTest
    calendar: Workdays = NONE
    visit: tuple[date, date] | None = None
    asks: bool = False
    once: bool = False
    again: Callable[[tuple[date, date]], Meant] | None = None
    """The same words for guests who come on other days."""


@st.composite
def numbers(draw: st.DrawFn, low: int, high: int, names: tuple[str, ...] = (), first: int = 0) -> tuple[str, set[int]]:
    """Return a field of cron and its numbers: lists, ranges, steps, names."""
    parts: list[str] = []
    found: set[int] = set()

    def number(value: int) -> str:
        if first <= value < first + len(names) and draw(st.booleans()):
            name = names[value - first]
            return draw(st.sampled_from((name, name.upper(), name.title())))
        return f"{value:0{draw(st.sampled_from((1, 1, 2)))}}"

    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        kind = draw(st.sampled_from(("one", "one", "range", "stepped", "star", "star-step")))
        begin = draw(st.integers(low, high))
        end = draw(st.integers(begin, high))
        step = draw(st.integers(1, high + 2)) if "step" in kind else 1
        if kind.startswith("star"):
            begin, end = low, high
            text = "*"
        elif kind == "one":
            end, text = begin, number(begin)
        else:
            text = f"{number(begin)}-{number(end)}"
        parts.append(text + (f"/{step}" if "step" in kind else ""))
        found.update(value for value in range(low, high + 1) if begin <= value <= end and (value - begin) % step == 0)
    return ",".join(parts), found


@st.composite
def cron(draw: st.DrawFn) -> Meant:
    """Return five fields."""
    minute_field, minutes = draw(st.one_of(numbers(0, 59), st.integers(0, 59).map(lambda at: (str(at), {at}))))
    hour_field, hours = draw(st.one_of(numbers(0, 23), st.integers(0, 23).map(lambda at: (str(at), {at}))))
    day_field, days = draw(numbers(1, 31))
    month_field, months = draw(st.one_of(st.just(("*", set(range(1, 13)))), numbers(1, 12, MONTHS, 1)))
    weekday_field, weekdays = draw(st.one_of(st.just(("*", set(range(8)))), numbers(0, 7, WEEKDAYS)))
    weekdays = {7 if number == 0 else number for number in weekdays}
    either = not (day_field.startswith("*") or weekday_field.startswith("*"))
    if not either and min(days) > max(LONGEST[month - 1] for month in months):
        month_field, months = "*", set(range(1, 13))

    def fits(day: date) -> bool:
        by = (day.day in days, day.isoweekday() in weekdays)
        return day.month in months and (any(by) if either else all(by))

    blank = draw(st.sampled_from((" ", "  ", "\t")))
    words = blank.join((minute_field, hour_field, day_field, month_field, weekday_field))
    return Meant(words, tuple(sorted(hour * 60 + minute for hour in hours for minute in minutes)), fits)


@st.composite
def calendars(draw: st.DrawFn, last: int = 9999) -> tuple[Workdays, DayTest]:
    """Return a calendar of workdays, and the same without any unknown year."""
    office = Office(draw(st.integers(0, 500)), last)
    return draw(st.sampled_from(((NONE, NONE.is_workday), (office, office.works), (office, office.works))))


def china() -> tuple[Workdays, DayTest]:
    """Return the calendar of the State Council's notices, of the years that are known to everybody."""
    return CHINA, CHINA.is_workday


def period_of(day: date, period: str) -> object:
    """Return what all days of a period have in common."""
    of = {
        "week": lambda: day.isocalendar()[:2],
        "month": lambda: (day.year, day.month),
        "quarter": lambda: (day.year, (day.month + 2) // 3),
    }
    return of[period]() if period in of else day.year


def edge(which: str, period: str, works: DayTest) -> DayTest:
    """Say whether a day is the first or last of its period that is worked, by going to the period's end day by day."""

    @cache
    def found(day: date) -> bool:
        if not works(day):
            return False
        step = -DAY if which == "first" else DAY
        beside = day + step
        while period_of(beside, period) == period_of(day, period):
            if works(beside):
                return False
            beside += step
        return True

    return found


def written(draw: st.DrawFn, words: str, minute: int) -> tuple[str, int]:
    """Return words with their time, or without one where it is 06:00, in any case, with what says nothing."""
    at = f"{minute // 60:02}:{minute % 60:02}"
    if draw(st.integers(0, 7)) == 0:
        at, minute = "", 360
    parts = [*words.split(), *(("at",) if at and draw(st.booleans()) else ()), *((at,) if at else ())]
    if draw(st.integers(0, 3)) == 0:
        parts.insert(draw(st.integers(0, len(parts) - bool(at))), "the")
    cases = st.sampled_from((str, str.upper, str.lower))
    blank = draw(st.sampled_from((" ", "  ")))
    return blank.join(draw(cases)(part) for part in parts), minute


minutes_of_day = st.one_of(st.integers(0, 1439), st.sampled_from((0, 30, 59, 60, 90, 119, 120, 150, 180, 1410, 1439)))


@st.composite
def plain(draw: st.DrawFn, last: int = 9999) -> Meant:
    """Return plain words of days, weeks, months, quarters, years."""
    calendar, works = draw(calendars(last))
    number, of_month = draw(st.integers(0, 6)), draw(st.integers(1, 28))
    ending = "th" if of_month in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(of_month % 10, "th")
    which, what = draw(st.sampled_from(("first", "last"))), draw(st.sampled_from(("day", "workday")))
    period = draw(st.sampled_from(("week", "month", "quarter", "year")))
    kinds: tuple[tuple[str, DayTest, bool], ...] = (
        ("daily", lambda day: True, False),
        ("weekdays", lambda day: day.isoweekday() < 6, False),
        *((("workdays", works, True),) * 2),
        (FULL[number], lambda day: day.isoweekday() == number + 1, False),
        (f"{of_month}{ending} of month", lambda day: day.day == of_month, False),
        (
            f"{which} {what} of {period}",
            edge(which, period, works if what == "workday" else lambda day: True),
            what == "workday",
        ),
    )
    words, fits, asks = draw(st.sampled_from(kinds))
    words, minute = written(draw, words, draw(minutes_of_day))
    return Meant(words, (minute,), fits, calendar if asks else NONE, asks=asks)


@st.composite
def visits(draw: st.DrawFn, visit: tuple[date, date], last: int = 9999) -> Meant:
    """Return a time beside a visit."""
    calendar, works = draw(calendars(last))
    count = draw(st.one_of(st.integers(0, 9), st.integers(0, 366)))
    end, unit = draw(st.sampled_from(("arrival", "departure"))), draw(st.sampled_from(("day", "workday")))
    side = draw(st.sampled_from(("before", "after")))
    asks = bool(count) and unit == "workday"
    many = count != 1 or draw(st.booleans())
    beside = f"{count} {unit}{'s' if many else ''} {side} {end}"
    words, minute = written(draw, beside if count else f"on {end}", draw(minutes_of_day))

    def meant(visit: tuple[date, date]) -> Meant:
        @cache
        def found() -> date | None:
            day, left = visit[0] if end == "arrival" else visit[1], count
            for _ in range(2000):
                if not left:
                    return day
                day += -DAY if side == "before" else DAY
                left -= unit == "day" or works(day)
            return None

        known = calendar if asks else NONE
        return Meant(words, (minute,), lambda day: day == found(), known, visit, asks, once=True, again=meant)

    return meant(visit)


def whens(last: int = 9999) -> st.SearchStrategy[Meant]:
    """Return any time that has no visit."""
    return st.one_of(plain(last), cron())


zones = st.one_of(st.sampled_from(ODD), st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})))
"""All zones that this computer knows, the odd ones more often."""
