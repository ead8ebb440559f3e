"""The five fields of cron, read by the rules of Vixie cron (crontab(5) of ISC cron 4.1).

Minute 0-59, hour 0-23, day of month 1-31, month 1-12 or jan-dec, day of week 0-7 or sun-sat (0 and 7 are Sunday); each
a list of numbers, ranges a-b and steps */n or a-b/n. Where neither day field begins with *, a day counts that fits
either of them; else it must fit both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LIKE_CRON = re.compile(r"[0-9*/,?LW#-]+")
_PART = re.compile(r"(?:(\*)|([0-9]+|[a-z]{3})(?:-([0-9]+|[a-z]{3}))?)(?:/([0-9]+))?", re.ASCII)
_HINT = "Write five fields: minute, hour, day of month, month, day of week, such as 0 6 * * 1-5."
_OTHER = "Cron has only numbers, names, lists, ranges and steps here, such as */15, 1-5 or mon,thu."


class Unreadable(ValueError):
    """Refuse a text that says no time: a sentence, a next step, and where in the text, counted from 0."""

    def __init__(self, sentence: str, hint: str, offset: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.offset = offset


@dataclass(frozen=True)
class Cron:
    """Hold the minutes, hours, days, months and weekdays (0 is Monday) that fit, each ascending.

    `either`: a day fits that is among the days or the weekdays; else it must be among both. `source` is what was
    written, with single blanks.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    either: bool
    source: str

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True)
class _Field:
    name: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    first: int = 0
    """The number of the first name."""


_FIELDS = (
    _Field("a minute", 0, 59),
    _Field("an hour", 0, 23),
    _Field("a day of month", 1, 31),
    _Field("a month", 1, 12, _MONTHS, 1),
    _Field("a day of week", 0, 7, _DAYS, 0),
)


def is_cron(text: str) -> bool:
    """Say whether a text is meant as cron's fields: two or more words, of which the first two have no letters."""
    words = text.split()
    if text.strip().startswith("@"):
        return True
    return len(words) >= 2 and all(_LIKE_CRON.fullmatch(word) for word in words[:2])


def parse_cron(text: str) -> Cron:
    """Read five fields. Raises Unreadable where they are none, or where no day of any year fits them."""
    words = [(found.start(), found.group().lower()) for found in re.finditer(r"\S+", text)]
    if text.strip().startswith("@"):
        raise Unreadable("Names of cron that begin with @ are not known here.", "Write it like daily 00:00.")
    if len(words) != len(_FIELDS):
        raise Unreadable(f"Cron has five fields; there are {len(words)} here.", _HINT, words[-1][0] if words else 0)
    minutes, hours, days, months, weekdays = (
        _read(word, offset, field) for (offset, word), field in zip(words, _FIELDS, strict=True)
    )
    starred = words[2][1].startswith("*") or words[4][1].startswith("*")
    if starred and not any(min(days) <= _LONGEST_MONTH[month - 1] for month in months):
        raise Unreadable("None of these months has such a day.", "Look at day of month and month.", words[2][0])
    # Sunday is 0 and 7 in cron, and 6 in Python.
    shifted = tuple(sorted({(day + 6) % 7 for day in weekdays}))
    return Cron(minutes, hours, days, months, shifted, not starred, " ".join(text.split()))


def _read(word: str, offset: int, field: _Field) -> tuple[int, ...]:
    found: set[int] = set()
    for part in word.split(","):
        found |= _part(part, offset, field)
        offset += len(part) + 1
    return tuple(sorted(found))


def _part(part: str, offset: int, field: _Field) -> set[int]:
    shape = _PART.fullmatch(part)
    if shape is None:
        raise Unreadable(f"This cannot be {field.name} of cron.", _OTHER, offset)
    star, begin, end, step = shape.groups()
    if step is not None and not star and end is None:
        hint = f"Write the range too, such as */{int(step)} or {field.low}-{field.high}/{int(step)}."
        raise Unreadable("A step needs a range before it.", hint, offset)
    if step is not None and int(step) == 0:
        raise Unreadable("A step of 0 goes nowhere.", "Write a step of 1 or more, such as */15.", offset)
    low = field.low if star else _number(begin, offset, field)
    if star:
        high = field.high
    else:
        high = low if end is None else _number(end, offset, field)
    if low > high:
        hint = f"Write the two parts as a list: {begin}-{field.high},{field.low}-{end}."
        raise Unreadable("This range ends before it begins.", hint, offset)
    return set(range(low, high + 1, int(step or 1)))


def _number(word: str, offset: int, field: _Field) -> int:
    if word.isdigit():
        number = int(word) if len(word) <= 4 else field.high + 1
        if field.low <= number <= field.high:
            return number
    elif word in field.names:
        return field.names.index(word) + field.first
    names = f", {field.names[0]} to {field.names[-1]}" if field.names else ""
    hint = f"Here {field.name} is a number from {field.low} to {field.high}{names}."
    raise Unreadable(f"This cannot be {field.name} of cron.", hint, offset)
