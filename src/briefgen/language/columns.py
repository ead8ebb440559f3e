"""The numbers of one column of a table: one magnitude for all of them, the unit once in the head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefgen.data.quantity import Amount, Quantity, Span, Wording
from briefgen.language.magnitudes import MAGNITUDES, MINUS, SI_PREFIXES, decimals, plain, shifted
from briefgen.language.qualifiers import QUALIFIERS, qualifier_word
from briefgen.language.tags import written
from briefgen.language.units import find_unit, is_count

MOST_DECIMALS = 2
"""Decimals that a magnitude may cause; where it would cause more, the next smaller one is taken."""
COUNTS_FROM = 8
"""Power of ten from which counts take a magnitude in a column; below it one number serves both languages."""
_SPREAD = 5
"""From so many digits before the point on a number is separated in Chinese, too (GB/T 15835-2011, 5.1.2)."""
_THOUSANDS = 4


@dataclass(frozen=True)
class Scale:
    """Say how one language writes the numbers of a column: divided by ten to the `power`.

    `unit` stands in the head: 亿元, RMB bn, %. `separated`: thousands are parted by commas.
    """

    power: int
    unit: str
    separated: bool


def numbers_in(quantities: Iterable[Quantity | None]) -> list[Decimal]:
    """Return the amounts in quantities, of a range both ends; what is no number gives none."""
    values: list[Decimal] = []
    for quantity in quantities:
        match quantity.value if quantity is not None else None:
            case Amount(value):
                values.append(value)
            case Span(low, high):
                values += [low, high]
            case _:
                pass
    return values


def scales(values: Sequence[Decimal], unit: str | Wording, languages: Sequence[str]) -> Mapping[str, Scale]:
    """Return the scale of a column in each language.

    Where no language has a magnitude, all separate thousands in one way, so that one number can serve them all.
    """
    found = {language: _scale(values, unit, language) for language in languages}
    if len(found) > 1 and not any(scale.power for scale in found.values()):
        return {language: Scale(0, scale.unit, separated=True) for language, scale in found.items()}
    return found


def column_text(quantity: Quantity, scale: Scale, language: str) -> str:
    """Write a number or a range of a column with its qualifier, without its unit.

    Raises ValueError for a value that is neither.
    """
    match quantity.value:
        case Amount(value):
            text = _digits(value, scale, language)
        case Span(low, high):
            first, last = _digits(low, scale, language), _digits(high, scale, language)
            dash = "～" if written(language) == "zh" else " to " if MINUS in first + last else "–"
            text = f"{first}{dash}{last}"
        case _:
            raise ValueError("A column of numbers holds numbers and ranges.")
    if quantity.qualifier == "none":
        return text
    word = qualifier_word(quantity.qualifier, language, "table", counted=is_count(quantity.unit))
    glue = " " if written(language) == "en" else ""
    return f"{text}{glue}{word}" if QUALIFIERS[quantity.qualifier].behind else f"{word}{glue}{text}"


def _scale(values: Sequence[Decimal], unit: str | Wording, language: str) -> Scale:
    tongue = written(language)
    found = find_unit(unit, language)
    largest = max((value.copy_abs() for value in values), default=Decimal(0))
    size = largest.adjusted() if largest else 0
    if found.counting == "symbols":
        rows = list(SI_PREFIXES)
    elif found.counting == "words" and (size >= COUNTS_FROM or not is_count(unit)):
        # Thousand is a word of axes only.
        rows = [(row.power, row.word(tongue, short=True)) for row in MAGNITUDES if row.power > 3]
    else:
        rows = []
    fitting = ((power, word) for power, word in rows if word and power <= size and _fits(values, power))
    power, word = next(fitting, (0, ""))
    glue = "" if found.counting == "symbols" or tongue == "zh" else " "
    name = glue.join(piece for piece in (found.before, word, found.many or found.sign) if piece)
    return Scale(power, name, separated=size - power >= (_SPREAD if tongue == "zh" else _THOUSANDS) - 1)


def _fits(values: Sequence[Decimal], power: int) -> bool:
    return all(decimals(shifted(value, power)) <= max(MOST_DECIMALS, decimals(value)) for value in values)


def _digits(value: Decimal, scale: Scale, language: str) -> str:
    """Write a number exactly; a value keeps the digits of its source."""
    return plain(shifted(value, scale.power) if scale.power else value, "en" if scale.separated else language)
