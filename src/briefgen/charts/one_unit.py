"""Amounts of one chart in one unit: 400 Gbps and 1000 Gbps, where each alone would be 400 Gbps and 1 Tbps."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.data.quantity import Amount, Quantity
from briefgen.language.columns import Scale, column_text
from briefgen.language.magnitudes import SI_PREFIXES, shifted
from briefgen.language.units import find_unit

MOST_DIGITS = 4
"""Before the decimal point; with more, each amount keeps the prefix of its own."""


def in_one_unit(quantities: Sequence[Quantity], language: str) -> list[str] | None:
    """Return all amounts with the prefix of the smallest; None where they have one, or take no prefixes."""
    unit = find_unit(quantities[0].unit, language)
    amounts = [quantity.value.value for quantity in quantities if isinstance(quantity.value, Amount)]
    if unit.counting != "symbols" or len(amounts) < len(quantities) or not all(amounts):
        return None
    sizes = [amount.adjusted() for amount in amounts]
    power, prefix = next((row for row in SI_PREFIXES if row[0] <= min(sizes)), (0, ""))
    own = {next((row[0] for row in SI_PREFIXES if row[0] <= size), 0) for size in sizes}
    if len(own) == 1 or any(shifted(amount, power).adjusted() >= MOST_DIGITS for amount in amounts):
        return None
    scale = Scale(power, prefix + unit.many, separated=False)
    return [f"{column_text(quantity, scale, language)} {scale.unit}" for quantity in quantities]
