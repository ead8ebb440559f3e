"""Mixing of colours, as the design system states them: "main + 40 % white"."""

from __future__ import annotations

WHITE = "#FFFFFF"
BLACK = "#000000"


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` mixed in, channel by channel, as `#RRGGBB`."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(one + share * (two - one)):02X}" for one, two in pairs)


def channels(colour: str) -> tuple[int, ...]:
    """Return red, green and blue of a colour such as `#1A2B3C`, each 0 to 255."""
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
