"""How a quantity is read out: in characters, in pinyin with tones, in English words.

A reading follows what is printed, part by part, so that it says the same number in the same magnitude: 194亿元 is
一百九十四亿元 and RMB 19.4 billion is "nineteen point four billion renminbi".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.data.quantity import Amount, Day, Period, Quantity, Rank, Span
from briefgen.language.magnitudes import MAGNITUDES, MINUS, SI_PREFIXES
from briefgen.language.numerals import (
    chinese,
    chinese_year,
    english,
    english_year,
    ordinal_words,
    with_magnitude,
)
from briefgen.language.periods import MONTHS
from briefgen.language.pinyin import SYLLABLES, counted_pinyin, pinyin
from briefgen.language.quantities import Part, parts
from briefgen.language.units import is_count

_POWERS = tuple(sorted((row.zh for row in MAGNITUDES if row.zh), key=len, reverse=True))
_PREFIXES = {prefix for _, prefix in SI_PREFIXES}
_SYMBOLS = {"bps": ("比特每秒", "bits per second", "bit per second"), "W": ("瓦", "watts", "watt")}
_CHINESE_PREFIXES = {"k": "千", "M": "兆", "G": "吉", "T": "太", "P": "拍"}
_ENGLISH_PREFIXES = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta"}
_HALVES = ("上半年", "下半年")
_ENGLISH_PLACES = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Reading:
    """Hold what is said: characters, pinyin, English words."""

    han: str
    pinyin: str
    english: str


@dataclass(frozen=True)
class _Word:
    """Hold a word of a Chinese reading; what is `counted` has its pinyin in a table of its own."""

    han: str
    counted: bool = False

    @property
    def pinyin(self) -> str:
        known = not self.counted and all(character in SYLLABLES for character in self.han)
        return pinyin([self.han]) if known else counted_pinyin(self.han)


def reading(quantity: Quantity) -> Reading | None:
    """Return how a number, a range, a place or a date is read out; None for lists, words and what is awaited.

    Of a place in a ranking only the place is read. Raises ValueError for a unit that is none of numbers.
    """
    match quantity.value:
        case Day() as day:
            return period_reading(_period(day))
        case Rank(rank):
            place = ["第" + "".join(chinese(str(rank))), "位"]
            return Reading("".join(place), pinyin(place[:1]) + " " + counted_pinyin("位"), ordinal_words(rank))
        case Amount() | Span():
            return _joined(list(_chinese(quantity)), _english(quantity))
        case _:
            return None


def period_reading(period: Period) -> Reading:
    """Return how a period is read out: 二〇二五年上半年, "the first half of twenty twenty-five"."""
    year = _year(period.year)
    said = english_year(period.year)
    match period.form:
        case "year":
            return _joined(year, said)
        case "years":
            return _joined([*year, _Word("至"), *_year(period.end)], f"{said} to {english_year(period.end)}")
        case "half":
            half = _ENGLISH_PLACES[period.part - 1]
            return _joined([*year, _Word(_HALVES[period.part - 1])], f"the {half} half of {said}")
        case "quarter":
            place = _ENGLISH_PLACES[period.part - 1]
            words = [*year, _Word("第" + "".join(chinese(str(period.part)))), _Word("季度")]
            return _joined(words, f"the {place} quarter of {said}")
        case "month":
            return _joined([*year, _month(period.part)], f"{MONTHS[period.part - 1]} {said}")
        case "day":
            words = [*year, _month(period.part), *map(_Word, chinese(str(period.day))), _Word("日")]
            return _joined(words, f"the {ordinal_words(period.day)} of {MONTHS[period.part - 1]} {said}")


def _joined(words: Sequence[_Word], said: str) -> Reading:
    return Reading("".join(word.han for word in words), " ".join(word.pinyin for word in words), said)


def _period(day: Day) -> Period:
    form = "day" if day.day else "month" if day.month else "year"
    return Period(form, day.year, day.month, day.day)


def _year(year: int) -> list[_Word]:
    return [*map(_Word, chinese_year(year)), _Word("年")]


def _month(month: int) -> _Word:
    return _Word("".join(chinese(str(month))) + "月")


def _chinese(quantity: Quantity) -> Iterator[_Word]:
    """Yield the words of what is printed in Chinese."""
    pieces = parts(quantity, "zh")
    for place, part in enumerate(pieces):
        match part.kind:
            case "number":
                follows = pieces[place + 1] if place + 1 < len(pieces) else None
                yield from _chinese_number(part.text, follows)
            case "unit":
                yield from _chinese_unit(part.text, start=_has_magnitude(pieces, place))
            case "qualifier":
                yield _Word(part.text)
            case "prefix" | "text":
                yield _Word("至" if part.text == "～" else part.text)


def _has_magnitude(pieces: Sequence[Part], place: int) -> bool:
    """Say whether the magnitude of a unit was said with the number before it."""
    return place > 0 and pieces[place - 1].kind == "number"


def _chinese_number(text: str, follows: Part | None) -> Iterator[_Word]:
    minus, digits, per_cent = text.startswith(MINUS), text.strip(MINUS + "%"), text.endswith("%")
    if minus:
        yield _Word("负")
    if per_cent:
        yield from map(_Word, "百分之")
        yield from map(_Word, chinese(digits))
        return
    unit = follows.text if follows is not None and follows.kind == "unit" else ""
    magnitude = _magnitude(unit)
    if magnitude:
        yield from map(_Word, with_magnitude(chinese(digits), magnitude))
    else:
        yield from map(_Word, chinese(digits, paired=bool(unit)))


def _magnitude(unit: str) -> str:
    return next((power for power in _POWERS if unit.startswith(power)), "")


def _chinese_unit(text: str, *, start: bool) -> Iterator[_Word]:
    magnitude = _magnitude(text)
    if magnitude and not start:
        yield _Word(magnitude)
    rest = _symbol(text.removeprefix(magnitude), 0)
    if rest:
        yield _Word(rest, counted=True)


def _symbol(text: str, form: int) -> str:
    """Return a symbol such as Gbps in words: 0 in Chinese, 1 in English, 2 of one alone; other units as they are."""
    for symbol, words in _SYMBOLS.items():
        prefix = text.removesuffix(symbol)
        if text.endswith(symbol) and (not prefix or prefix in _PREFIXES):
            names = _ENGLISH_PREFIXES if form else _CHINESE_PREFIXES
            return names.get(prefix, "") + words[form]
    return text


def _english(quantity: Quantity) -> str:
    """Return the words of what is printed in English; the name of money stands once, behind the numbers."""
    words: list[str] = []
    money = quantity.unit == "CNY"
    after = ""
    pieces = parts(quantity, "en")
    form = 2 if [part.text for part in pieces if part.kind == "number"] == ["1"] else 1
    for part in pieces:
        match part.kind:
            case "number":
                words += _english_number(part.text)
            case "unit":
                words.append(_symbol(part.text, form) if not is_count(quantity.unit) else part.text)
            case "prefix":
                continue
            case "qualifier" if words:
                after = part.text
            case _:
                words.append(part.text)
    return " ".join(word for word in (*words, "renminbi" if money else "", after) if word)


def _english_number(text: str) -> Iterator[str]:
    if text.startswith(MINUS):
        yield "minus"
    yield english(text.strip(MINUS + "%"))
    if text.endswith("%"):
        yield "per cent"
