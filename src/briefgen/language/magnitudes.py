"""Write exact decimals with 万, 亿, 万亿 and million, billion, trillion, all from one table.

Chinese follows GB/T 15835-2011: digits below ten thousand stand unseparated, larger numbers count in 万, 亿 or 万亿,
and no Arabic digit stands before 十, 百 or 千. English has commas from 1,000 and words from a million. A digit is never
lost, a zero never added: only zeros that a larger unit makes superfluous go.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefgen.language.tags import Written, written

MINUS = "\u2212"


@dataclass(frozen=True)
class Magnitude:
    """Hold a power of ten and its words; a language that does not count by this power has an empty word."""

    power: int
    zh: str
    en: str
    en_short: str

    def word(self, language: Written, *, short: bool = False) -> str:
        """Return the word that follows the digits, or an empty text."""
        if language == "zh":
            return self.zh
        return self.en_short if short else self.en


MAGNITUDES = (
    Magnitude(16, "亿亿", "", ""),
    Magnitude(12, "万亿", "trillion", "tn"),
    Magnitude(9, "", "billion", "bn"),
    Magnitude(8, "亿", "", ""),
    Magnitude(6, "", "million", "mn"),
    Magnitude(4, "万", "", ""),
    Magnitude(3, "", "thousand", "thousand"),
)
"""The one table. English uses thousand along axes only: elsewhere 23,000 has a comma."""

SI_PREFIXES = ((15, "P"), (12, "T"), (9, "G"), (6, "M"), (3, "k"))
"""Decimal prefixes of the International System, for units written as symbols."""

_LONGEST = 4
"""Decimals that an English number with a word may have: 1.2345 billion, but 1,234,567,891."""


@dataclass(frozen=True)
class Grouped:
    """Hold digits, ready to print, and the word or prefix of magnitude that belongs to them."""

    digits: str
    word: str = ""


def group(value: Decimal, language: str, *, short: bool = False) -> Grouped:
    """Write a number as running text has it; `short` takes bn for billion. Raises ValueError unless it is finite."""
    tongue = written(language)
    size = _size(value)
    if size < (4 if tongue == "zh" else 6):
        return Grouped(plain(value if size < 4 else shifted(value, 0), language))
    magnitude = next(row for row in MAGNITUDES if row.power <= size and row.word(tongue))
    scaled = shifted(value, magnitude.power)
    if tongue == "en" and decimals(scaled) > _LONGEST:
        return Grouped(plain(shifted(value, 0), language))
    return Grouped(plain(scaled, language), magnitude.word(tongue, short=short))


def prefixed(value: Decimal, language: str) -> Grouped:
    """Write a number with a prefix of the International System: 400 and G for 400000000000."""
    size = _size(value)
    for power, prefix in SI_PREFIXES:
        if size >= power:
            return Grouped(plain(shifted(value, power), language), prefix)
    return Grouped(plain(value, language))


def plain(value: Decimal, language: str) -> str:
    """Write all digits of a number as the source has them, with commas from 1,000 in English only."""
    _size(value)
    text = format(value.copy_abs(), ",f" if written(language) == "en" else "f")
    return MINUS + text if value < 0 else text


def shifted(value: Decimal, power: int) -> Decimal:
    """Divide by a power of ten exactly, and drop the zeros at the end of the decimals."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a number that can be printed.")
    exponent -= power
    while exponent < 0 and digits[-1] == 0:
        digits, exponent = digits[:-1] or (0,), exponent + 1
    return Decimal((sign, digits, exponent))


def decimals(value: Decimal) -> int:
    """Count the digits behind the decimal point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _size(value: Decimal) -> int:
    """Return the power of ten of the first digit: 3 for 1000 to 9999; 0 for zero."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that can be printed.")
    return value.adjusted() if value else 0
