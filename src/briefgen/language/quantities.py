"""Say any quantity in a language, as one phrase or in parts that can be set in different sizes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from briefgen.data.quantity import Amount, Day, Items, Missing, Phrase, Quantity, Rank, Span, Wording
from briefgen.language.lists import join
from briefgen.language.magnitudes import MINUS
from briefgen.language.ordinals import ordinal
from briefgen.language.periods import day_text
from briefgen.language.qualifiers import QUALIFIERS, qualifier_word
from briefgen.language.styles import Style
from briefgen.language.tags import choose, written
from briefgen.language.units import Measured, find_unit, is_count, measure
from briefgen.language.words import say

__all__ = ["Part", "Style", "joined", "parts", "phrase"]

_SAYS_SEVERAL = ("多", "数", "若干", "several ")


@dataclass(frozen=True)
class Part:
    """Hold a piece of a phrase; `space` tells that a space parts it from the piece before.

    A percent sign belongs to its number, a magnitude to its unit: 20%, 亿元, bn.
    """

    kind: Literal["qualifier", "prefix", "number", "unit", "text"]
    text: str
    space: bool = False


def phrase(quantity: Quantity, language: str, style: Style = "sentence") -> str:
    """Write a quantity with its qualifier and unit, such as 约20% or RMB 19.4 billion.

    Raises ValueError for a unit that is none of numbers, KeyError where the language has no text.
    """
    return joined(parts(quantity, language, style))


def joined(pieces: Sequence[Part]) -> str:
    """Join parts to the text they make."""
    return "".join((" " if part.space else "") + part.text for part in pieces)


def parts(quantity: Quantity, language: str, style: Style = "sentence") -> tuple[Part, ...]:
    """Write a quantity in parts; joined, they are its `phrase`. Raises as `phrase` does."""
    match quantity.value:
        case Amount(value):
            pieces = _amount(value, quantity, language, style)
        case Span():
            pieces = _qualified(_range(quantity.value, quantity, language, style), quantity, language, style)
        case Rank():
            pieces = _qualified(_rank(quantity.value, language, style), quantity, language, style)
        case Items(items):
            pieces = _items([choose(item.words, language) for item in items], quantity, language, style)
        case Phrase(words):
            pieces = _words(choose(words, language), quantity, language, style)
        case Day() as day:
            pieces = _qualified([Part("text", day_text(day, language))], quantity, language, style)
        case Missing():
            pieces = [Part("text", say("awaiting-update", language))]
    pieces = [part for part in pieces if part.text]
    return (replace(pieces[0], space=False), *pieces[1:]) if pieces else ()


def _qualified(pieces: list[Part], quantity: Quantity, language: str, style: Style) -> list[Part]:
    qualifier = quantity.qualifier
    if qualifier == "none" or not pieces:
        return pieces
    english = written(language) == "en"
    counted = is_count(quantity.unit)
    part = Part("qualifier", qualifier_word(qualifier, language, style, counted=counted), space=english)
    if QUALIFIERS[qualifier].behind:
        return [*pieces, part]
    return [part, replace(pieces[0], space=english), *pieces[1:]]


def reads_alike(quantity: Quantity, languages: Iterable[str]) -> bool:
    """Say whether a figure is written the same in all languages, as an exact percentage is. Raises as `phrase` does."""
    return len({tuple(part.text for part in parts(quantity, language, "figure")) for language in languages}) == 1


def _amount(value: Decimal, quantity: Quantity, language: str, style: Style) -> list[Part]:
    measured = measure(value, quantity.unit, language, style)
    if quantity.qualifier == "several" and written(language) == "zh":
        pieces = _and_more(measured, quantity.unit)
        if pieces:
            return pieces
    if quantity.qualifier == "class-of":
        measured = replace(measured, unit=find_unit(quantity.unit, language).one or measured.unit)
    return _qualified(_number(measured, language), quantity, language, style)


def _and_more(measured: Measured, unit: str | Wording) -> list[Part]:
    """Put 多 behind whole tens (500多亿元), else behind the magnitude (2.3万多家); nothing where it cannot stand."""
    if not (is_count(unit) or unit == "CNY") or MINUS in measured.digits:
        return []
    number, more = Part("number", measured.digits), Part("qualifier", "多")
    if measured.digits.endswith("0") and measured.digits.isdigit() and measured.digits != "0":
        return [number, more, Part("unit", measured.tail)]
    if measured.magnitude:
        return [number, Part("unit", measured.magnitude), more, Part("unit", measured.unit)]
    return []


def _number(measured: Measured, language: str) -> list[Part]:
    english = written(language) == "en"
    number = Part("number", measured.digits + measured.sign, space=english)
    pieces = [Part("prefix", measured.before, space=True), number] if measured.before else [number]
    return [*pieces, Part("unit", measured.tail, space=english or measured.symbol)]


def _range(span: Span, quantity: Quantity, language: str, style: Style) -> list[Part]:
    low = measure(span.low, quantity.unit, language, style)
    high = measure(span.high, quantity.unit, language, style)
    high = replace(high, unit=find_unit(quantity.unit, language).many)
    if written(language) == "zh":
        return _chinese_range(low, high)
    same = low.magnitude == high.magnitude
    if low.symbol and same:
        low = replace(low, magnitude="", unit="")
    elif not low.symbol:
        low = replace(low, unit="")
    could_mislead = bool(high.magnitude) and not (low.magnitude or low.unit or same)
    if style == "sentence" or could_mislead or MINUS in low.digits:
        return [*_number(low, language), Part("text", "to", space=True), *_number(high, language)]
    if same:
        return _number(replace(high, digits=f"{low.digits}–{high.digits}"), language)
    number, unit = _number(replace(high, before=""), language)
    return [*_number(low, language), Part("text", "–"), replace(number, space=False), unit]


def _chinese_range(low: Measured, high: Measured) -> list[Part]:
    """Repeat magnitude and percent sign; leave out the first unit unless that would mislead (GB/T 15835-2011)."""
    if low.symbol and low.magnitude == high.magnitude:
        low = replace(low, magnitude="", unit="")
    elif not low.symbol and (low.magnitude or not high.magnitude):
        low = replace(low, unit="")
    return [*_number(low, "zh"), Part("text", "～"), *_number(high, "zh")]


def _rank(rank: Rank, language: str, style: Style) -> list[Part]:
    of = choose(rank.of, language)
    if written(language) == "zh":
        return [Part("text", of), Part("prefix", "第"), Part("number", str(rank.rank)), Part("unit", "位")]
    words = style == "sentence"
    place = ordinal(rank.rank, language, words=words)
    return [Part("text" if place.isalpha() else "number", place), Part("text", of, space=True)]


def _items(texts: list[str], quantity: Quantity, language: str, style: Style) -> list[Part]:
    is_open = quantity.qualifier in ("such-as", "including")
    pieces = [Part("text", join(texts, language, open_ended=is_open))]
    return pieces if is_open else _qualified(pieces, quantity, language, style)


def _words(text: str, quantity: Quantity, language: str, style: Style) -> list[Part]:
    pieces = [Part("text", text)]
    if quantity.qualifier != "several":
        return _qualified(pieces, quantity, language, style)
    if text.lower().startswith(_SAYS_SEVERAL):
        return pieces
    english = written(language) == "en"
    return [Part("qualifier", "several" if english else "多个"), replace(pieces[0], space=english)]
