"""Measure a value: its digits, magnitude and unit in one language, still apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from briefgen.data.quantity import Wording
from briefgen.language.magnitudes import Grouped, group, plain, prefixed
from briefgen.language.styles import Style
from briefgen.language.tags import Written, choose, written


@dataclass(frozen=True)
class Unit:
    """Say how a unit is written in one language.

    `before` stands before the digits and `sign` directly behind them. `many` follows digits and magnitude, `one`
    replaces it for exactly 1. `counting`: with words of magnitude, with SI prefixes, or with all digits.
    """

    many: str = ""
    one: str = ""
    before: str = ""
    sign: str = ""
    counting: Literal["words", "symbols", "digits"] = "words"


@dataclass(frozen=True)
class Measured:
    """Hold the pieces of one measured number; `sign` is printed directly behind the digits."""

    before: str
    digits: str
    sign: str
    magnitude: str
    unit: str
    symbol: bool
    """Whether magnitude and unit are one symbol, set off by a space in every language: 400 Gbps."""
    glue: str
    """What stands between magnitude and unit."""

    @property
    def tail(self) -> str:
        """Return magnitude and unit as they stand together."""
        return self.glue.join(piece for piece in (self.magnitude, self.unit) if piece)


_UNITS: Mapping[str, Mapping[Written, Unit]] = {
    "": {"zh": Unit(), "en": Unit()},
    "CNY": {"zh": Unit("元"), "en": Unit(before="RMB")},
    "percent": {"zh": Unit(sign="%", counting="digits"), "en": Unit(sign="%", counting="digits")},
    "points": {
        "zh": Unit("个百分点", counting="digits"),
        "en": Unit("percentage points", "percentage point", counting="digits"),
    },
    "times": {"zh": Unit("倍"), "en": Unit("times", "time")},
    "bit/s": {"zh": Unit("bps", counting="symbols"), "en": Unit("bps", counting="symbols")},
    "W": {"zh": Unit("W", counting="symbols"), "en": Unit("W", counting="symbols")},
}


def is_count(unit: str | Wording) -> bool:
    """Say whether a unit counts things (measure words, or none) rather than measures."""
    return unit == "" or not isinstance(unit, str)


def find_unit(unit: str | Wording, language: str) -> Unit:
    """Return how a unit is written in a language; English measure words may be given as `field|fields`.

    Raises ValueError for a code that is none of CNY, percent, points, times, bit/s, W.
    """
    if not isinstance(unit, str):
        one, bar, many = choose(unit, language).partition("|")
        return Unit(many if bar else one, one)
    if unit not in _UNITS:
        raise ValueError(f"“{unit}” is not a unit of numbers; give a code or a measure word for each language.")
    return _UNITS[unit][written(language)]


def unit_text(unit: str | Wording, language: str) -> str:
    """Return a unit by itself: 元 or RMB, %, 个百分点 or "percentage points", a measure word; empty for a date."""
    if unit == "date":
        return ""
    found = find_unit(unit, language)
    return found.many or found.sign or found.before


def measure(value: Decimal, unit: str | Wording, language: str, style: Style) -> Measured:
    """Return the pieces of a value; raise ValueError for an unknown unit or a value that is not finite."""
    found = find_unit(unit, language)
    if found.counting == "symbols":
        grouped = prefixed(value, language)
    elif found.counting == "digits":
        grouped = Grouped(plain(value, language))
    else:
        grouped = group(value, language, short=is_short(unit, style))
    symbol = found.counting == "symbols"
    return Measured(
        before=found.before,
        digits=grouped.digits,
        sign=found.sign,
        magnitude=grouped.word,
        unit=found.one if found.one and grouped == Grouped("1") else found.many,
        symbol=symbol,
        glue="" if symbol or written(language) == "zh" else " ",
    )


def is_short(unit: str | Wording, style: Style) -> bool:
    """Say whether billion is written bn: for money outside sentences, for counts in tables and along axes."""
    return style in ("table", "axis") or (unit == "CNY" and style != "sentence")
