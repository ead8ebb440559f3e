"""How checked values look on a page, written here a second time and without the language room.

A form is an expression that finds the value in a text without white space, with its qualifier and its unit where it has
one. What units count (家, firms) is left to the names beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

QUALIFIERS = {
    "about": ("约", "about"),
    "more-than": ("(?:超过|逾)", "(?:morethan|over)"),
    "at-least": ("(?:不低于|至少)", "(?:atleast|noless(?:than)?)"),
    "nearly": ("近", "nearly"),
    "up-to": ("(?:最高|至多)", "upto"),
}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LARGE = ((12, "(?:tn|trillion)"), (9, "(?:bn|billion)"), (6, "(?:mn|million)"))
_QUALIFIED = "约 超过 逾 不低于 至少 近 最高 至多 about morethan over atleast nearly upto"
_UNQUALIFIED = "".join(f"(?<!{word})(?<!{word.capitalize()})" for word in _QUALIFIED.split())
"""A value without a qualifier must not be shown with one."""
_ALONE = r"(?<![0-9.,])", r"(?![0-9]|[.,][0-9])"


@dataclass(frozen=True)
class Checked:
    """Hold what is known of a fact apart from `data/`; see checked_values.yaml for the keys."""

    id: str
    source: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    rank: int | None = None
    date: str = ""
    entries: int | None = None
    words: bool = False
    qualifier: str = "none"
    time: str = ""
    unit: str = ""
    use: str = "plain"
    calculated: bool = False
    against: str = ""

    @property
    def is_number(self) -> bool:
        return self.value is not None or self.low is not None or self.rank is not None


def forms(checked: Checked, language: str, *, bare: bool = False) -> list[str]:
    """Return the expressions by which a value may be shown in a language; `bare` leaves its qualifier away."""
    if checked.rank is not None:
        n = checked.rank
        return [f"第{n}位"] if language == "zh" else [f"(?i:{ORDINALS[n - 1]})", rf"(?<![0-9]){n}(?:st|nd|rd|th)"]
    if checked.date:
        return [day(checked.date, language)]
    if checked.low is not None and checked.high is not None:
        found = _ranges(checked, language)
    else:
        assert checked.value is not None, checked.id
        found = _amounts(checked.value, checked.unit, language)
    if not bare and checked.qualifier in QUALIFIERS:
        word = QUALIFIERS[checked.qualifier][language != "zh"]
        found = [f"(?i:{word}){one}" for one in found]
    if not bare and checked.qualifier == "none":
        found = [f"{_UNQUALIFIED}{one}(?!级|class)" for one in found]
    if not bare and checked.qualifier == "class-of":
        found = [one + ("级" if language == "zh" else "class") for one in found]
    return found


def is_shown(checked: Checked, text: str, language: str, *, bare: bool = False) -> bool:
    """Say whether a text without white space shows a value."""
    return any(re.search(form, text) for form in forms(checked, language, bare=bare))


def in_a_column(checked: Checked, language: str) -> list[str]:
    """Return the expressions of an amount whose unit stands in the head of a column."""
    return [re.sub(r"RMB|亿元|\(\?:bn\|billion\)", "", form) for form in forms(checked, language)]


def is_neutral(checked: Checked) -> bool:
    """Say whether a value looks the same in all languages, so that a chart may show it once."""
    alike = checked.unit in ("percent", "bit/s", "W") or (not checked.unit and checked.value is not None)
    return checked.qualifier == "none" and alike and checked.low is None


def day(written: str, language: str) -> str:
    """Return the expression of a day, month or year, such as 2020-06-15."""
    parts = [int(part) for part in written.split("-")]
    if language == "zh":
        return "".join(f"{part}{mark}" for part, mark in zip(parts, "年月日", strict=False))
    return "".join([*(str(part) for part in parts[2:]), *(MONTHS[month - 1] for month in parts[1:2]), str(parts[0])])


def times(written: str, language: str) -> list[str]:
    """Return the expressions of a period or point in time, such as 2025-H1, 2019/2021 or 2020-06."""
    if "H" in written:
        year, half = written.split("-H")
        name = {"1": ("上半年", "(?i:firsthalfof)"), "2": ("下半年", "(?i:secondhalfof)")}[half]
        return [f"{year}年{name[0]}"] if language == "zh" else [f"{name[1]}{year}", f"H{half}{year}"]
    if "/" in written:
        first, last = written.split("/")
        return [f"{first}年?(?:～|—|至|–){last}年"] if language == "zh" else [f"{first}(?:–|to){last}"]
    return [day(written, language)]


def _plain(value: Decimal) -> str:
    return re.escape(f"{value.normalize():f}")


def _amounts(value: Decimal, unit: str, language: str) -> list[str]:
    start, end = _ALONE
    if unit in ("percent", "times"):
        mark = "%" if unit == "percent" else "倍" if language == "zh" else "times"
        return [f"{start}{_plain(value)}{mark}"]
    if unit in ("bit/s", "W"):
        name = {"bit/s": "bps", "W": "W"}[unit]
        return [
            f"{start}{_plain(value / 10**power)}{prefix}{name}"
            for power, prefix in ((12, "T"), (9, "G"), (6, "M"))
            if value >= 10**power
        ]
    if language == "zh":
        ending = "元" if unit == "CNY" else ""
        scaled = [
            f"{start}{_plain(value / 10**power)}{word}{ending}"
            for power, word in ((12, "万亿"), (8, "亿"), (4, "万"))
            if value >= 10**power
        ][:2]
        return scaled if unit == "CNY" else [f"{start}{_plain(value)}{end}", *scaled]
    before = "RMB" if unit == "CNY" else start
    scaled = [f"{before}{_plain(value / 10**power)}{word}" for power, word in LARGE if value >= 10**power][:1]
    return scaled if unit == "CNY" else [f"{start}{re.escape(f'{value:,f}')}{end}", *scaled]


def _ranges(checked: Checked, language: str) -> list[str]:
    low, high = checked.low, checked.high
    assert low is not None
    assert high is not None
    if language == "zh":
        lows, highs = (_amounts(value, checked.unit, language) for value in (low, high))
        return [f"{one.removesuffix('元')}元?～{two.removeprefix(_ALONE[0])}" for one in lows for two in highs]
    if checked.unit != "CNY":
        return [f"{_plain(low)}(?:–|to){_plain(high)}"]
    found: list[str] = []
    for power, word in LARGE:
        if low >= 10**power:
            one, two = _plain(low / 10**power), _plain(high / 10**power)
            found += [f"RMB{one}–{two}{word}", f"RMB{one}{word}toRMB{two}{word}"]
            break
    return found


def any_of(expressions: Iterable[str], text: str) -> bool:
    """Say whether a text holds any of the expressions."""
    return any(re.search(one, text) for one in expressions)
