"""Mixing of colours, as the design system states them: "main + 40 % white"."""

from __future__ import annotations

WHITE = "#FFFFFF"
BLACK = "#000000"


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` mixed in, channel by channel, as `#RRGGBB`."""
    channels = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + share * (two - one)):02X}" for one, two in channels)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
