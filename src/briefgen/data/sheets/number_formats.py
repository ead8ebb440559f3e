"""What a number format makes of a number: a percentage, a day, a month, a time.

A spreadsheet shows 0.2 as 20% and 45809 as Jun-25; the file holds the number alone, so the format tells what the
author saw. Codes are those of ECMA-376, part 1, 18.8.30 and 18.8.31, with the built-in ones of Chinese Excel.
"""

from __future__ import annotations

import re
from typing import Literal

Shown = Literal["number", "percent", "day", "month", "year", "time", "partial"]
"""What an author sees: `partial` is a date without its year, `time` a time of day or a duration without a date."""

_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((14, 15, 22, 30, 31), "day"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "month"),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), "partial"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "time"),
}
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|上午/下午|E[+-]', re.IGNORECASE)
# Minutes stand beside hours or seconds, with nothing but a mark between; all other m are months.
_MINUTES = re.compile(r"(?<=h)([^a-z]*)m+|m+(?=[^a-z]*s)")


def shown_as(number: int, code: str | None) -> Shown:
    """Return what a format shows, from its number and the code of one that is not built in (at most 255 characters)."""
    if code is None:
        return _BUILT_IN.get(number, "number")
    if any("%" in _LITERAL.sub("", section) for section in _sections(code)):
        return "percent"
    section = _sections(code)[0]
    if _ELAPSED.search(section):
        return "time"
    letters = _MINUTES.sub("", _LITERAL.sub(" ", section).lower())
    has_year, has_month, has_day = ("y" in letters or "e" in letters), "m" in letters, "d" in letters
    if has_year:
        return "day" if has_day else "month" if has_month else "year"
    if has_day or has_month:
        return "partial"
    return "time" if "h" in letters or "s" in letters else "number"


def _sections(code: str) -> list[str]:
    """Return the sections of a code, divided by ; outside quotation marks."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\]|["\\])+', code) or [""]
