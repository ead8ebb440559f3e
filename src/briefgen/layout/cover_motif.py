"""The house motif of covers: ridges, the wall, its merlons. It carries no data: bricks are uniform in a course."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.charts.picture import Step
from briefgen.layout.context import Context
from briefgen.layout.grid import A4
from briefgen.pdf.surface import Surface
from briefgen.theme.colours import BLACK, WHITE, mix
from briefgen.theme.tokens import MM

RIDGES = 10
PEAKS = ((58, 24, 15, 11), (101, 45, 15, 12.5), (139, 33, 11, 15), (170, 14, 13, 18), (22, 10, 18, 16))
"""Centre, height, and how far each peak spreads to the left and to the right, in millimetres."""
DRIFT = 5.0
"""How far the peaks move to the right from the last ridge to the first, in millimetres: hills, and no statistics."""
SAMPLE = 2.5
"""Distance in millimetres between the points that a ridge is drawn through."""
BRICK_HEIGHT = 4.5 * MM
MERLON_HEIGHT = 4.15 / 4.5
"""A merlon's height, as a share of a brick's."""
BASE = 240 * MM
"""Where the wall of a full cover stands on A4."""
HIGH = 113 * MM
"""How far the highest peak of a full cover stands above the foot of the wall on A4."""
BLEED = 2.0 * MM
"""How far the ridges of a full cover go beyond the page, so that no cut shows their ends."""


@dataclass(frozen=True)
class Fit:
    """Say how the motif of the A4 page stands on a page: by what share smaller, and how far down, in points.

    `steep`: what share of its height it then keeps above the wall's foot.
    """

    share: float = 1.0
    down: float = 0.0
    steep: float = 1.0

    def y(self, y: float) -> float:
        """Return where a height on A4 lies."""
        return (BASE + (y - BASE) * self.steep) * self.share + self.down


WHOLE = Fit()


def fit_on(context: Context, base: float, sky: float = 0.0) -> Fit:
    """Return how the motif fills the width of a page with its wall standing on `base`; no peak is above `sky`."""
    share = context.geometry.page_width / A4.page_width
    return Fit(share, base - BASE * share, min(1.0, (base - sky) / (HIGH * share)))


def draw_full_motif(context: Context, surface: Surface, fit: Fit = WHOLE) -> None:
    """Draw the ground of the theme, ten ridges and a wall of seven courses over the whole width, bleed included."""
    page = context.geometry
    deep, main = context.colour("deep"), context.colour("main")
    beyond = page.bleed
    left = -beyond
    surface.rectangle(left, left, page.page_width + 2 * beyond, page.page_height + 2 * beyond, fill=deep)
    for number in range(RIDGES):
        depth = number / (RIDGES - 1)
        colour = mix(deep, WHITE, 0.62 + (0.24 - 0.62) * depth)
        ends = -BLEED, A4.page_width + BLEED
        _draw_ridge(
            surface, *ends, 165 + 34.5 * depth, depth, number, ground=deep, colour=colour, fit=fit, beyond=beyond
        )
    width, joint, courses = 10.5 * MM * fit.share, 0.7 * MM * fit.share, 7
    base, brick = fit.y(BASE), BRICK_HEIGHT * fit.share * fit.steep
    top = base - courses * brick
    surface.rectangle(left, top, page.page_width + 2 * beyond, base - top, fill=mix(deep, BLACK, 0.25))
    for course in range(courses):
        colour = mix(main, deep, (42 - 7 * course) / 100)
        y = base - course * brick
        _draw_course(surface, 0.0, page.page_width, y, width, joint, course % 2 == 1, colour, brick, beyond)
    _draw_merlons(surface, 0.0, 20, top, width, context.colour("amber"), brick, beyond)


def draw_office_motif(context: Context, surface: Surface) -> None:
    """Draw the motif on white, within the margins, with little toner."""
    page = context.geometry
    ink, white = context.colour("ink-2"), context.colour("white")
    for number in range(RIDGES):
        depth = number / (RIDGES - 1)
        colour = mix(ink, WHITE, 0.10 + 0.35 * depth)
        _draw_ridge(surface, page.left, page.right, 165 + 42 * depth, depth, number, ground=white, colour=colour)
    width, joint, courses, base = 10.875 * MM, 0.75 * MM, 4, 234 * MM
    top = base - courses * BRICK_HEIGHT
    surface.rectangle(page.left, top - 1.5 * BRICK_HEIGHT, page.width, base - top + 1.5 * BRICK_HEIGHT, fill=white)
    for course in range(courses):
        y = base - course * BRICK_HEIGHT
        _draw_course(surface, page.left, page.right, y, width, joint, course % 2 == 1, context.colour("main"))
    _draw_merlons(surface, page.left, 16, top, width, context.colour("amber-dark"))


def _draw_ridge(
    surface: Surface,
    left: float,
    right: float,
    base: float,
    depth: float,
    number: int,
    *,
    ground: str,
    colour: str,
    fit: Fit = WHOLE,
    beyond: float = 0.0,
) -> None:
    """Draw one ridge line over its ground, which hides the ridges behind; `base` in millimetres of A4.

    `beyond`: how far beyond the page it reaches, where that is further than `left` and `right` do.
    """
    count = round((right - left) / MM / SAMPLE)
    step = (right - left) / count
    points = [
        (left + index * step, _height(left / MM + index * step / MM, base, depth, number) * MM)
        for index in range(count + 1)
    ]
    if beyond and beyond > -left:
        ends = [(x, _height(x / MM, base, depth, number) * MM) for x in (-beyond, right + left + beyond)]
        points = [ends[0], *points, ends[1]]
    points = [(x * fit.share, fit.y(y)) for x, y in points]
    left, right, foot = points[0][0], points[-1][0], fit.y((base + 14) * MM)
    line = _smooth(points)
    surface.path((*line, ("L", (right, foot)), ("L", (left, foot)), ("Z", ())), fill=ground)
    surface.path(line, stroke=colour, width=0.75)


def _height(x: float, base: float, depth: float, number: int) -> float:
    """Return the y of a ridge at `x`, in millimetres; the waves are fixed, so that every cover is the same."""
    total = 0.0
    for first_centre, height, spread_left, spread_right in PEAKS:
        centre = first_centre + DRIFT * depth
        spread = spread_left if x < centre else spread_right
        total += (height * math.exp(-((abs(x - centre) / spread) ** 1.55) / 1.75)) ** 3
    rise = total ** (1 / 3)
    shoulders = min(1.0, rise / 14) * (0.9 * math.sin(x / 4.7 + 2.3 * number) + 0.5 * math.sin(x / 2.6 + 4.1 * number))
    wave = 0.30 * math.sin(x / 7.3 + 1.7 * number) + shoulders * (1 - 0.6 * depth)
    return base - 0.80 * (1 - depth) ** 1.35 * rise - wave


def _smooth(points: Sequence[tuple[float, float]]) -> tuple[Step, ...]:
    """Return a curve through the points (Catmull–Rom, written as Bézier pieces)."""
    steps: list[Step] = [("M", points[0])]
    last = len(points) - 1
    for index in range(last):
        before, here = points[max(index - 1, 0)], points[index]
        there, after = points[index + 1], points[min(index + 2, last)]
        steps.append(
            (
                "C",
                (
                    here[0] + (there[0] - before[0]) / 6,
                    here[1] + (there[1] - before[1]) / 6,
                    there[0] - (after[0] - here[0]) / 6,
                    there[1] - (after[1] - here[1]) / 6,
                    *there,
                ),
            )
        )
    return tuple(steps)


def _draw_course(
    surface: Surface,
    left: float,
    right: float,
    base: float,
    width: float,
    joint: float,
    shifted: bool,
    colour: str,
    brick: float = BRICK_HEIGHT,
    beyond: float = 0.0,
) -> None:
    """Draw a course of bricks standing on `base`, half a brick to the left where it is shifted.

    `beyond`: it goes on so far past both ends.
    """
    steps: list[Step] = []
    start = left - (width / 2 if shifted else 0.0)
    more = 1 if beyond else 0
    left, right, count = left - beyond, right + beyond, round((right - left) / width) + 1
    for number in range(-more, count + more):
        x1 = left if number == -more else max(left, start + number * width + joint / 2)
        x2 = start + (number + 1) * width - joint / 2
        x2 = right if x2 + joint > right else x2
        if x2 - x1 > joint:
            y1, y2 = base - brick + joint / 2, base - joint / 2
            steps += [("M", (x1, y1)), ("L", (x2, y1)), ("L", (x2, y2)), ("L", (x1, y2)), ("Z", ())]
    surface.path(steps, fill=colour)


def _draw_merlons(
    surface: Surface,
    left: float,
    count: int,
    top: float,
    pitch: float,
    colour: str,
    brick: float = BRICK_HEIGHT,
    beyond: float = 0.0,
) -> None:
    """Draw half bricks on the wall; `beyond`: they go on so far past both ends, cut there."""
    more = 1 if beyond else 0
    for number in range(-more, count + more):
        x = left + (number + 0.25) * pitch
        first, last = max(x, left - beyond), min(x + pitch / 2, left + count * pitch + beyond)
        width = pitch / 2 if last - first > pitch / 2 - 1e-6 else last - first
        if width > 0:
            surface.rectangle(first, top - brick, width, brick * MERLON_HEIGHT, fill=colour)
