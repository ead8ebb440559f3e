"""The house motif of covers: ridges, the wall, its merlons. It carries no data: bricks are uniform in a course."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefgen.charts.picture import Step
from briefgen.layout.context import Context
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
MERLON_HEIGHT = 4.15 * MM
BLEED = 2.0 * MM
"""How far the ridges of a full cover go beyond the page, so that no cut shows their ends."""


def draw_full_motif(context: Context, surface: Surface) -> None:
    """Draw the ground of the theme, ten ridges and a wall of seven courses over the whole width."""
    page = context.geometry
    deep, main = context.colour("deep"), context.colour("main")
    surface.rectangle(0.0, 0.0, page.page_width, page.page_height, fill=deep)
    for number in range(RIDGES):
        depth = number / (RIDGES - 1)
        colour = mix(deep, WHITE, 0.62 + (0.24 - 0.62) * depth)
        _draw_ridge(
            surface, -BLEED, page.page_width + BLEED, 165 + 34.5 * depth, depth, number, ground=deep, colour=colour
        )
    width, joint, courses, base = 10.5 * MM, 0.7 * MM, 7, 240 * MM
    top = base - courses * BRICK_HEIGHT
    surface.rectangle(0.0, top, page.page_width, base - top, fill=mix(deep, BLACK, 0.25))
    for course in range(courses):
        colour = mix(main, deep, (42 - 7 * course) / 100)
        _draw_course(surface, 0.0, page.page_width, base - course * BRICK_HEIGHT, width, joint, course % 2 == 1, colour)
    _draw_merlons(surface, 0.0, 20, top, width, context.colour("amber"))


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
) -> None:
    """Draw one ridge line over its ground, which hides the ridges behind; `base` in millimetres."""
    count = round((right - left) / MM / SAMPLE)
    step = (right - left) / count
    points = [
        (left + index * step, _height(left / MM + index * step / MM, base, depth, number) * MM)
        for index in range(count + 1)
    ]
    line = _smooth(points)
    foot = (base + 14) * MM
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
) -> None:
    """Draw a course of bricks standing on `base`, half a brick to the left where it is shifted."""
    steps: list[Step] = []
    start = left - (width / 2 if shifted else 0.0)
    for number in range(round((right - left) / width) + 1):
        x1 = left if number == 0 else start + number * width + joint / 2
        x2 = start + (number + 1) * width - joint / 2
        x2 = right if x2 + joint > right else x2
        if x2 - x1 > joint:
            y1, y2 = base - BRICK_HEIGHT + joint / 2, base - joint / 2
            steps += [("M", (x1, y1)), ("L", (x2, y1)), ("L", (x2, y2)), ("L", (x1, y2)), ("Z", ())]
    surface.path(steps, fill=colour)


def _draw_merlons(surface: Surface, left: float, count: int, top: float, pitch: float, colour: str) -> None:
    for number in range(count):
        x = left + (number + 0.25) * pitch
        surface.rectangle(x, top - BRICK_HEIGHT, pitch / 2, MERLON_HEIGHT, fill=colour)
