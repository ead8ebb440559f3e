"""When something is due, as authors write it: cron's five fields, or plain words. Nothing is calculated here.

`parse_when` turns a text into one of the frozen kinds below; `schedule/when` knows what they mean on a calendar.
Weekdays are counted as Python counts them: 0 is Monday.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Literal

from briefgen.spec.cron import Cron, Unreadable, is_cron, parse_cron
from briefgen.spec.nearest import closest

__all__ = [
    "DEFAULT_TIME",
    "EXAMPLES",
    "Cron",
    "Days",
    "Edge",
    "Monthly",
    "OnChange",
    "Trigger",
    "Unreadable",
    "Visit",
    "parse_when",
]

DEFAULT_TIME = datetime.time(6, 0)
"""The time of the day where the words name none."""
Which = Literal["first", "last"]
Period = Literal["week", "month", "quarter", "year"]
Unit = Literal["days", "workdays"]
End = Literal["arrival", "departure"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EXAMPLES = (
    "daily 06:00",
    "workdays 06:00",
    "weekdays 06:00",
    "Mondays 06:00",
    "1st of month 06:00",
    "first workday of quarter 06:00",
    "3 workdays before arrival 09:00",
    "on change",
    "0 6 * * 1-5",
)
"""One text of each kind, for hints and manuals."""
MOST_DAYS = 366
"""How many days before or after a visit something may be due."""
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_ORDINAL = re.compile(r"([1-9][0-9]?)(st|nd|rd|th)", re.ASCII)
_COUNT = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_LOOSE = ("at", "the")
"""Words that may stand anywhere and say nothing."""
_VOCABULARY = (
    "daily", "weekdays", "workdays", "workday", "days", "day", "first", "last", "of", "week", "month", "quarter",
    "year", "before", "after", "arrival", "departure", "on", "change", *(f"{day}s" for day in WEEKDAYS),
)  # fmt: skip


@dataclass(frozen=True)
class Days:
    """Be due on each day of the given weekdays; `workdays`: on those days that the calendar calls workdays."""

    at: datetime.time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    workdays: bool = False

    def __str__(self) -> str:
        if self.workdays:
            words = "workdays"
        elif len(self.weekdays) == 7:
            words = "daily"
        else:
            words = "weekdays" if self.weekdays == (0, 1, 2, 3, 4) else f"{WEEKDAYS[self.weekdays[0]].title()}s"
        return f"{words} {self.at:%H:%M}"


@dataclass(frozen=True)
class Monthly:
    """Be due on one day of each month, from 1 to 28."""

    day: int
    at: datetime.time

    def __str__(self) -> str:
        ending = "th" if 11 <= self.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(self.day % 10, "th")
        return f"{self.day}{ending} of month {self.at:%H:%M}"


@dataclass(frozen=True)
class Edge:
    """Be due on the first or last day of each week (Monday to Sunday), month, quarter or year, or workday of it.

    A period without a workday has no such day.
    """

    which: Which
    workday: bool
    period: Period
    at: datetime.time

    def __str__(self) -> str:
        return f"{self.which} {'workday' if self.workday else 'day'} of {self.period} {self.at:%H:%M}"


@dataclass(frozen=True)
class Visit:
    """Be due once, a number of days or workdays from an end of a visit; negative numbers are before, 0 is the day."""

    count: int
    unit: Unit
    of: End
    at: datetime.time

    def __str__(self) -> str:
        if not self.count:
            return f"on {self.of} {self.at:%H:%M}"
        number = abs(self.count)
        unit = self.unit.removesuffix("s") if number == 1 else self.unit
        return f"{number} {unit} {'before' if self.count < 0 else 'after'} {self.of} {self.at:%H:%M}"


@dataclass(frozen=True)
class OnChange:
    """Be due whenever something changed that the thing is made of."""

    words: str = field(default="on change", init=False, repr=False)

    def __str__(self) -> str:
        return self.words


Trigger = Cron | Days | Monthly | Edge | Visit | OnChange
"""When something is due."""


def parse_when(text: str) -> Trigger:
    """Read when something is due; `str` of the result is the same in one form.

    Raises Unreadable with a sentence, a next step and where in the text the mistake stands.
    """
    if is_cron(text):
        return parse_cron(text)
    written = [
        (found.start(), found.group().lower())
        for found in re.finditer(r"\S+", text)
        if found.group().lower() not in _LOOSE
    ]
    if not written:
        raise Unreadable("It is not said when.", _hint())
    at = DEFAULT_TIME
    offset, last = written[-1]
    if ":" in last:
        at = _time(last, offset)
        written.pop()
    words = [word for _, word in written]
    found = _read(words, at, written[0][0] if written else offset)
    if found is not None:
        if isinstance(found, OnChange) and len(written) < len(text.split()) and ":" in last:
            raise Unreadable("What is due on change has no time of the day.", "Leave the time out.", offset)
        return found
    raise _mistake(written, at)


def _read(words: list[str], at: datetime.time, begin: int) -> Trigger | None:
    match words:
        case ["daily"]:
            return Days(at)
        case ["weekdays"]:
            return Days(at, (0, 1, 2, 3, 4))
        case ["workdays"]:
            return Days(at, workdays=True)
        case [day] if day.endswith("s") and day[:-1] in WEEKDAYS:
            return Days(at, (WEEKDAYS.index(day[:-1]),))
        case ["on", "change"]:
            return OnChange()
        case ["on", "arrival" | "departure" as end]:
            return Visit(0, "days", end, at)
        case [ordinal, "of", "month"] if found := _ORDINAL.fullmatch(ordinal):
            return _monthly(int(found[1]), at, begin)
        case ["first" | "last" as which, "day" | "workday" as day, "of", period]:
            match period:
                case "week" | "month" | "quarter" | "year":
                    return Edge(which, day == "workday", period, at)
                case _:
                    return None
        case [count, unit, "before" | "after" as side, "arrival" | "departure" as end] if _COUNT.fullmatch(count):
            match unit:
                case "day" | "days":
                    kind: Unit = "days"
                case "workday" | "workdays":
                    kind = "workdays"
                case _:
                    return None
            if int(count) > MOST_DAYS:
                raise Unreadable(
                    f"This is more than {MOST_DAYS} days from the visit.", "Write a smaller number.", begin
                )
            return Visit(-int(count) if side == "before" else int(count), kind, end, at)
        case _:
            return None


def _monthly(day: int, at: datetime.time, begin: int) -> Monthly:
    if day > 31:
        raise Unreadable("No month has such a day.", "Write it like 1st of month 06:00.", begin)
    if day > 28:
        hint = f"Write it like last day of month {at:%H:%M}, or name the months: {at.minute} {at.hour} {day} 1,3,5 *"
        raise Unreadable("Not every month has this day.", hint, begin)
    return Monthly(day, at)


def _time(word: str, offset: int) -> datetime.time:
    found = _TIME.fullmatch(word)
    if found is None:
        raise Unreadable("This is no time of the day.", "Write hours and minutes of 24 hours, such as 06:00.", offset)
    return datetime.time(int(found[1]), int(found[2]))


def _mistake(written: list[tuple[int, str]], at: datetime.time) -> Unreadable:
    """Say what is wrong with words that mean nothing: the first unknown one, or the order of known ones."""
    for offset, word in written:
        if word in _VOCABULARY or _ORDINAL.fullmatch(word) or _COUNT.fullmatch(word):
            continue
        near = closest(word, _VOCABULARY)
        corrected = " ".join(near if near and other == word else other for _, other in written)
        if near and corrected.isascii() and _read(corrected.split(), at, 0):
            hint = f"Write it like {corrected} {at:%H:%M}."
        else:
            hint = _hint()
        return Unreadable("Here stands a word that says no time.", hint, offset)
    return Unreadable("These words say no time together.", _hint(), written[0][0] if written else 0)


def _hint() -> str:
    return f"Write it like {'; '.join(EXAMPLES)}."
