"""A recorded chart: marks as plain data and labels that `typeset` will set. Needs no Matplotlib.

Points from the top left corner of the picture, y downwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Step = tuple[str, tuple[float, ...]]
"""One step of an outline: ("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)) or ("Z", ())."""


@dataclass(frozen=True)
class Mark:
    """Hold a painted outline; colours are hex values or None, `width` of the stroke in points."""

    steps: tuple[Step, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Label:
    """Hold a text of the picture: role of the type scale, anchor point, and which edge of the text stands on it.

    `y` is the baseline. `weight` and `colour` (a theme token) replace those of the role where given.
    `text` is already formatted; `language` None means language-neutral, set once.
    `name` of labels that say the same in two languages is equal, so that they can be paired.
    """

    text: str
    role: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"] = "start"
    language: str | None = None
    weight: int | None = None
    colour: str | None = None
    name: str = ""


@dataclass(frozen=True)
class Picture:
    """Hold a chart, ready to be played into a page."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    alt: Mapping[str, str]
