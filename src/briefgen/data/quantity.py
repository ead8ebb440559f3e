"""What a fact can say: exact amounts, ranges, ranks, lists, words, days, each with unit and qualifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Wording = Mapping[str, str]
"""One text per language tag, such as {"zh": "个领域", "en": "fields"}."""

Qualifier = Literal[
    "none", "about", "more-than", "at-least", "nearly", "up-to", "such-as", "class-of", "several", "including"
]


@dataclass(frozen=True)
class Amount:
    """Hold one exact number in base units (CNY, persons, percent as 16.5)."""

    value: Decimal


@dataclass(frozen=True)
class Span:
    """Hold a range from `low` to `high`, both exact and in base units."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Rank:
    """Hold a place in a ranking, and what it is a ranking of."""

    rank: int
    of: Wording


@dataclass(frozen=True)
class Item:
    """Hold one member of a list, with its state if the list has states."""

    words: Wording
    state: str = ""


@dataclass(frozen=True)
class Items:
    """Hold a list of named things in the order of the source."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Phrase:
    """Hold a value that is words, such as a designation or an aim."""

    words: Wording


@dataclass(frozen=True)
class Day:
    """Hold a date of known precision; `month` and `day` are 0 where the source does not give them."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True)
class Missing:
    """Stand for a value that is awaited: not given yet, or too old to be printed."""


Value = Amount | Span | Rank | Items | Phrase | Day | Missing


@dataclass(frozen=True)
class Period:
    """Hold the time that a figure covers or stands at.

    `form` tells which numbers count: year, half (1-2), quarter (1-4), month, day, or years (`year` to `end`).
    """

    form: Literal["year", "half", "quarter", "month", "day", "years"]
    year: int
    part: int = 0
    day: int = 0
    end: int = 0


@dataclass(frozen=True)
class Quantity:
    """Hold what language needs to say a value: the value, its unit and its qualifier.

    `unit` is a code ("CNY", "percent", "times", "points", "bit/s", "W", "date", "") or a measure word per language.
    """

    value: Value
    unit: str | Wording = ""
    qualifier: Qualifier = "none"
