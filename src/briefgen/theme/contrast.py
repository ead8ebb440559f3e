"""How far two colours are apart for an eye that sees little (WCAG 2.2)."""

from __future__ import annotations

from briefgen.theme.colours import channels

TEXT = 4.5
"""Least contrast of text and its ground (WCAG 2.2, 1.4.3, level AA; the lower figure for large text is not used)."""
GRAPHICS = 3.0
"""Least contrast of a graphic that is needed to understand what is shown (WCAG 2.2, 1.4.11, level AA)."""


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return how light a colour of sRGB is, 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
