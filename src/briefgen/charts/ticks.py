"""Round numbers for an axis, the same places in both languages, each written in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from briefgen.data.quantity import Wording
from briefgen.language.ticks import TickRow, tick_row

MOST_STEPS = 6


@dataclass(frozen=True)
class Axis:
    """Hold the ticks of an axis in base units, from the lowest to the highest, and a row of texts for each language."""

    amounts: tuple[Decimal, ...]
    rows: Mapping[str, TickRow]


def axis(amounts: Sequence[Decimal], unit: str | Wording, languages: Sequence[str]) -> Axis:
    """Return an axis that holds zero and all amounts; its step is 1, 2 or 5 times a power of ten."""
    ticks = round_ticks(min(Decimal(0), *amounts), max(Decimal(0), *amounts), whole=_are_whole(amounts))
    return Axis(ticks, {language: tick_row(ticks, unit, language) for language in languages})


def round_ticks(low: Decimal, high: Decimal, *, whole: bool = False) -> tuple[Decimal, ...]:
    """Return at most eight round numbers, the first not above `low` and the last not below `high`.

    `whole` keeps the step at 1 or more, for things that are counted.
    """
    step = Decimal(1).scaleb((high - low).adjusted() - 1)
    factors = (2, Decimal("2.5"), 2)
    turn = 0
    while (high - low) / step > MOST_STEPS or (whole and step < 1):
        step *= factors[turn % 3]
        turn += 1
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return tuple(_bare(step * count) for count in range(first, last + 1))


def _are_whole(amounts: Sequence[Decimal]) -> bool:
    return all(amount == amount.to_integral_value() for amount in amounts)


def _bare(number: Decimal) -> Decimal:
    """Return a number without zeros behind the decimal point, and without an exponent."""
    return Decimal(format(number.normalize(), "f"))
