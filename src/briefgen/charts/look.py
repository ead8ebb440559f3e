"""The colours and sizes of the theme that charts need."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.theme.tokens import Theme

PARTS = ("mid", "third", "compare", "tint-n")
"""The fills of parts beside the subject's, from dark to light and so that no two alike in grey are neighbours."""


@dataclass(frozen=True)
class Look:
    """Hold hex colours by what they are for: one hue for the subject, grey for the rest.

    `parts` are the fills of parts of a whole beside the subject's, in their order.
    `value_size` and `small_size` are the largest letters of the roles bar-value and unit-line, in points.
    """

    subject: str
    other: str
    band: str
    rule: str
    ink: str
    axis: str
    parts: tuple[str, ...]
    value_size: float
    small_size: float


def look_of(theme: Theme) -> Look:
    """Return what charts need of a theme."""
    return Look(
        subject=theme.colour("main"),
        other=theme.colour("compare"),
        band=theme.colour("tint"),
        rule=theme.colour("rule"),
        ink=theme.colour("ink"),
        axis=theme.colour("ink-2"),
        parts=tuple(theme.colour(token) for token in PARTS),
        value_size=_size(theme, "bar-value"),
        small_size=_size(theme, "unit-line"),
    )


def _size(theme: Theme, role: str) -> float:
    return max(theme.roles[role].han.size, theme.roles[role].latin.size)
