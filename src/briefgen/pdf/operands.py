"""Numbers and colours as operands of PDF."""

from __future__ import annotations

from functools import lru_cache


def number(value: float, digits: int = 2) -> str:
    """Return a number rounded to `digits` decimals, with no exponent and no needless zeros."""
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    """Return numbers with two decimals, a blank between them."""
    return " ".join(number(value) for value in values)


@lru_cache(maxsize=256)
def colour(value: str) -> str:
    """Return the operands of `rg` and `RG` for a colour such as "#1A2B3C".

    Three decimals give back every eighth-bit step. Raise ValueError for anything but six hex digits with a hash.
    """
    digits = value.removeprefix("#")
    if len(value) != 7 or len(digits) != 6:
        raise ValueError(f"{value!r} is not a colour of six hex digits with a hash.")
    return " ".join(number(int(digits[at : at + 2], 16) / 255, 3) for at in (0, 2, 4))
