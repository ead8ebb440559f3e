"""The numbers along an axis: one magnitude for all of them, and the unit that stands once at the row's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefgen.data.quantity import Wording
from briefgen.language.magnitudes import MAGNITUDES, SI_PREFIXES, plain, shifted
from briefgen.language.tags import written
from briefgen.language.units import find_unit


@dataclass(frozen=True)
class TickRow:
    """Hold the texts of the ticks, in order, and their unit, such as 亿元 or "RMB bn"; the unit may be empty."""

    texts: tuple[str, ...]
    unit: str


def tick_row(values: Sequence[Decimal], unit: str | Wording, language: str) -> TickRow:
    """Write the ticks of an axis in base units, exactly; the largest one decides the magnitude.

    Raises ValueError for an unknown unit or a value that is not finite.
    """
    tongue = written(language)
    found = find_unit(unit, language)
    for value in values:
        plain(value, language)
    largest = max((value.copy_abs() for value in values), default=Decimal(0))
    size = largest.adjusted() if largest else 0
    if found.counting == "symbols":
        rows = list(SI_PREFIXES)
    elif found.counting == "words" and size >= 4:
        rows = [(row.power, row.word(tongue, short=True)) for row in MAGNITUDES]
    else:
        rows = []
    power, word = next(((power, word) for power, word in rows if word and power <= size), (0, ""))
    texts = tuple(plain(shifted(value, power), language) + found.sign for value in values)
    glue = "" if found.counting == "symbols" or tongue == "zh" else " "
    return TickRow(texts, glue.join(piece for piece in (found.before, word, found.many) if piece))
