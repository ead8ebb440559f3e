"""Periods and days in each language, "as of", and the note that a year is inferred."""

from __future__ import annotations

from briefgen.data.quantity import Day, Period
from briefgen.language.styles import Style
from briefgen.language.tags import written

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""As in CLDR, which a test compares; Babel takes 25 ms to hand out twelve words that never change."""

_ORDINALS = ("first", "second", "third", "fourth")


def period_text(period: Period, language: str, *, inferred: bool = False, style: Style = "sentence") -> str:
    """Write a period: 2025年上半年; "first half of 2025" in sentences and H1 2025 elsewhere.

    `inferred` adds that the year is inferred.
    """
    if written(language) == "zh":
        return _chinese(period) + ("（年份为推断）" if inferred else "")
    return _english(period, style) + (" (year inferred)" if inferred else "")


def as_of_text(period: Period, language: str, *, inferred: bool = False) -> str:
    """Write the day or period at which a figure stands: 截至2020年6月, "as of June 2020"."""
    text = period_text(period, language, inferred=inferred, style="label")
    return f"截至{text}" if written(language) == "zh" else f"as of {text}"


def day_text(day: Day, language: str) -> str:
    """Write a date as precisely as it is known: 2020年6月15日, 15 June 2020."""
    if not day.month:
        return period_text(Period("year", day.year), language)
    form = "day" if day.day else "month"
    return period_text(Period(form, day.year, day.month, day.day), language)


def year_note(period: Period, language: str) -> str:
    """Say, without a full stop, what the source states of a period whose year is inferred."""
    stated = _without_year(period, language)
    if written(language) == "zh":
        return f"来源仅称“{stated}”，年份为推断" if stated else "来源未注明年份，年份为推断"
    if stated:
        return f"the source says only “{stated}” and the year is inferred"
    return "the source names no year and the year is inferred"


def _chinese(period: Period) -> str:
    if period.form == "years":
        return f"{period.year}—{period.end}年"
    return f"{period.year}年{_without_year(period, 'zh')}"


def _english(period: Period, style: Style) -> str:
    match period.form:
        case "years":
            return f"{period.year}–{period.end}"
        case "half" | "quarter" if style == "sentence":
            return f"{_without_year(period, 'en')} of {period.year}"
        case "half":
            return f"H{period.part} {period.year}"
        case "quarter":
            return f"Q{period.part} {period.year}"
        case _:
            return f"{_without_year(period, 'en')} {period.year}".lstrip()


def _without_year(period: Period, language: str) -> str:
    chinese = written(language) == "zh"
    match period.form:
        case "year" | "years":
            return ""
        case "half":
            return "上下"[period.part - 1] + "半年" if chinese else f"{_ORDINALS[period.part - 1]} half"
        case "quarter":
            return f"第{'一二三四'[period.part - 1]}季度" if chinese else f"{_ORDINALS[period.part - 1]} quarter"
        case "month":
            return f"{period.part}月" if chinese else MONTHS[period.part - 1]
        case "day":
            month = MONTHS[period.part - 1]
            return f"{period.part}月{period.day}日" if chinese else f"{period.day} {month}"
