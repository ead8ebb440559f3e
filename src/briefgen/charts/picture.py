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
    `follows` names the label that this one stands after, `gap` points behind its end on the same baseline: the nearest
    label before it of that name. `x` is then only where the row of texts starts. `room` is the widest that a text may
    be set, counted from `x`; 0 means that nothing stands beside it.
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
    follows: str = ""
    gap: float = 0.0
    room: float = 0.0


@dataclass(frozen=True)
class Picture:
    """Hold a chart, ready to be played into a page; marks and labels are in the order in which they are drawn and read.

    Marks may leave the picture sideways, as the subject's band does by 1.5 mm.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    alt: Mapping[str, str]
