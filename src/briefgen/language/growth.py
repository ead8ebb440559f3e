"""Say a change as a clause: 增长约20%, "rose about 20%", 下降3.2%, "fell 3.2%"."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefgen.data.quantity import Amount, Quantity, Span
from briefgen.language.qualifiers import BOUNDS
from briefgen.language.quantities import phrase
from briefgen.language.tags import written

_Direction = Literal["up", "down", "level", "either"]

_VERBS = {
    "percent": {"up": "增长", "down": "下降", "either": "变动"},
    "points": {"up": "上升", "down": "下降", "either": "变动"},
    "other": {"up": "增加", "down": "减少", "either": "变动"},
}
_ENGLISH = {"up": "rose", "down": "fell", "either": "changed by"}


def growth(quantity: Quantity, language: str) -> str:
    """Write a change with its verb.

    Raises ValueError for values that are no numbers; for times, because 增长8倍 is nine times as much; and for a
    bound on a falling value, because "more than −3%" does not tell on which side the truth lies.
    """
    if quantity.unit == "times":
        raise ValueError("A number of times is not a growth; give the change in percent.")
    direction, risen = _direction(quantity)
    if direction in ("down", "either") and quantity.qualifier in BOUNDS:
        raise ValueError(
            f"“{quantity.qualifier}” does not tell how far a value has fallen; give the amount of the fall."
        )
    if direction == "level":
        about = quantity.qualifier == "about"
        if written(language) == "zh":
            return "基本持平" if about else "持平"
        return "was little changed" if about else "was unchanged"
    text = phrase(risen, language)
    if written(language) == "en":
        return f"{_ENGLISH[direction]} {text}"
    unit = quantity.unit if quantity.unit in ("percent", "points") else "other"
    return _VERBS[str(unit)][direction] + text


def _direction(quantity: Quantity) -> tuple[_Direction, Quantity]:
    """Return where the value went, and the quantity without its minus."""
    match quantity.value:
        case Amount(value):
            if value == 0 and quantity.qualifier in ("none", "about"):
                return "level", quantity
            return "down" if value < 0 else "up", replace(quantity, value=Amount(value.copy_abs()))
        case Span(low, high):
            if low >= 0:
                return "up", quantity
            if high <= 0:
                return "down", replace(quantity, value=Span(high.copy_abs(), low.copy_abs()))
            return "either", quantity
        case _:
            raise ValueError("Only a number or a range can rise or fall.")
