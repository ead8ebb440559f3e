"""Drawing with Matplotlib, recorded as plain marks. The only file that touches Matplotlib.

A figure is measured in points, so that one unit of the drawing is one point of the page, and holds no text: labels
are set by `typeset`. Matplotlib is imported when a picture is recorded, not before; its user's settings
(`matplotlibrc`) and the fonts it finds have no influence on what is recorded.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from briefgen.charts.picture import Label, Mark, Picture, Step
from briefgen.errors import EnvironmentFailure

DECIMALS = 3
"""Coordinates are kept to a thousandth of a point."""
HATCH, HATCH_WEIGHT = 4.25, 0.5
"""Pitch of slanted lines, measured along the upper edge, and their weight, in points."""


class Plot:
    """Offer what charts draw with, in points from the picture's top left corner, y downwards.

    Marks lie on each other in the order of the calls. `axes` is the Matplotlib Axes underneath, for what has no method
    here; its data coordinates are the same points.
    """

    def __init__(self, axes: Any, width: float, height: float) -> None:
        self.axes = axes
        self.width = width
        self.height = height
        self._calls = 0

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle; a width or height of 0 draws nothing."""
        if width and height:
            self.axes.barh(y, width, height, x, align="edge", color=colour, linewidth=0, **self._style())

    def outline(self, x: float, y: float, width: float, height: float, colour: str, weight: float = 1.0) -> None:
        """Draw a rectangle's edge, `weight` points wide and wholly inside of it."""
        if width and height:
            inset = min(weight, width, height)
            self.axes.barh(
                y + inset / 2,
                width - inset,
                height - inset,
                x + inset / 2,
                align="edge",
                fill=False,
                edgecolor=colour,
                linewidth=inset,
                **self._style(),
            )

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, weight: float, dash: tuple[float, ...] = ()
    ) -> None:
        """Draw a line through points, `weight` and `dash` in points."""
        style: dict[str, Any] = {"dashes": dash} if dash else {}
        across, down = [point[0] for point in points], [point[1] for point in points]
        self.axes.plot(across, down, color=colour, linewidth=weight, **style, **self._style())

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        self.axes.plot(
            [x],
            [y],
            marker="o",
            markersize=2 * radius,
            markeredgewidth=0,
            color=colour,
            linestyle="none",
            **self._style(),
        )

    def area(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill a polygon."""
        across, down = [point[0] for point in points], [point[1] for point in points]
        self.axes.fill(across, down, color=colour, linewidth=0, **self._style())

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]], colour: str) -> None:
        """Fill rectangles, each as x, y, width, height, as one mark."""
        corners = [((x, y), (x + width, y), (x + width, y + height), (x, y + height)) for x, y, width, height in boxes]
        self._path(corners, closed=True, facecolor=colour, edgecolor="none", linewidth=0)

    def strokes(self, lines: Sequence[Sequence[tuple[float, float]]], colour: str, weight: float) -> None:
        """Draw lines, each through its points, as one mark."""
        self._path(lines, closed=False, facecolor="none", edgecolor=colour, linewidth=weight)

    def hatch(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw thin slanted lines in a rectangle."""
        lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
        start = HATCH
        while start < width + height:
            lines.append(
                (
                    (x + min(start, width), y + max(0.0, start - width)),
                    (x + max(0.0, start - height), y + min(start, height)),
                )
            )
            start += HATCH
        self.strokes(lines, colour, HATCH_WEIGHT)

    def _path(self, lines: Sequence[Sequence[tuple[float, float]]], *, closed: bool, **style: Any) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        points = [point for line in lines for point in ((*line, line[0]) if closed else line)]
        end = [Path.CLOSEPOLY] if closed else []
        codes = [code for line in lines for code in (Path.MOVETO, *[Path.LINETO] * (len(line) - 1), *end)]
        if points:
            self.axes.add_patch(PathPatch(Path(points, codes), **style, **self._style()))

    def _style(self) -> dict[str, Any]:
        self._calls += 1
        return {"zorder": self._calls, "clip_on": False}


def record(draw: Callable[[Plot], Iterable[Label]], width: float, height: float, alt: Mapping[str, str]) -> Picture:
    """Let `draw` draw on a plot of `width` by `height` points; return its marks with the labels that it returned.

    Raises EnvironmentFailure where Matplotlib cannot be loaded, and NotImplementedError for what a Picture cannot hold:
    texts, images, hatches, transparency and clipped marks.
    """
    matplotlib, figure_class = _load()
    with matplotlib.rc_context(_settings(matplotlib)):
        figure = figure_class(figsize=(width / 72, height / 72), dpi=72, frameon=False)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        labels = tuple(draw(Plot(axes, width, height)))
        recorder = _recorder(height)
        figure.draw(recorder)
    return Picture(width, height, tuple(recorder.marks), labels, dict(alt))


def _settings(matplotlib: Any) -> dict[str, Any]:
    """Return Matplotlib's own defaults, not its user's settings, with square ends of lines as Picture has them.

    With mathtext chosen for tick labels, of which there are none, Axes are made without a font being looked up.
    """
    own = {key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith("backend")}
    return own | {
        "lines.solid_capstyle": "butt",
        "lines.dash_capstyle": "butt",
        "lines.solid_joinstyle": "miter",
        "lines.dash_joinstyle": "miter",
        "lines.scale_dashes": False,
        "axes.formatter.use_mathtext": True,
        "path.simplify": False,
    }


def _load() -> tuple[Any, Any]:
    """Import Matplotlib in silence, with the collector paused: it makes many objects and hardly any garbage."""
    try:
        with _quiet(), _no_collection():
            import matplotlib
            from matplotlib.figure import Figure
    except Exception as error:
        raise EnvironmentFailure(
            f"Matplotlib cannot be loaded: {error}",
            "Install briefgen again, and look for a damaged matplotlibrc file or a wrong MPLBACKEND.",
        ) from error
    return matplotlib, Figure


@contextmanager
def _no_collection() -> Generator[None]:
    running = gc.isenabled()
    gc.disable()
    try:
        yield
        # What an import made stays until the end: later collections need not look at it again.
        gc.freeze()
    finally:
        if running:
            gc.enable()


@contextmanager
def _quiet() -> Generator[None]:
    """Keep Matplotlib from telling its user about fonts and folders that briefgen has no use for."""
    import logging

    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _recorder(height: float) -> Any:
    """Return a new renderer; its class is made here because its base is Matplotlib's."""
    from matplotlib.backend_bases import RendererBase

    class Recorder(RendererBase):  # pyright: ignore[reportUntypedBaseClass]
        """Keep every painted outline; markers and collections come as outlines from the base class."""

        def __init__(self) -> None:
            super().__init__()
            self.marks: list[Mark] = []

        def get_canvas_width_height(self) -> tuple[float, float]:
            return 1.0, height

        def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
            mark = _mark(gc, path, transform, rgbFace, height)
            if mark is not None:
                self.marks.append(mark)

        def draw_text(self, *args: Any, **kwargs: Any) -> None:
            raise NotImplementedError("A chart draws no text: return a Label for it.")

        def draw_image(self, *args: Any, **kwargs: Any) -> None:
            raise NotImplementedError("A chart draws no images: a picture is made of outlines.")

    return Recorder()


def _mark(gc: Any, path: Any, transform: Any, face: Any, height: float) -> Mark | None:
    fill = _colour(face, gc)
    weight = float(gc.get_linewidth())
    stroke = _colour(gc.get_rgb(), gc) if weight > 0 else None
    if gc.get_hatch():
        raise NotImplementedError("A picture holds no hatches: outline the mark instead.")
    if fill is None and stroke is None:
        return None
    placed = transform.transform_path(path)
    if _is_clipped(gc, placed):
        raise NotImplementedError("A mark leaves its axes: keep it inside, or draw it with clip_on=False.")
    steps = _steps(placed, height)
    if not steps:
        return None
    dash = _dash(gc) if stroke else ()
    return Mark(steps, fill, stroke, _rounded(weight) if stroke else 0.0, dash)


def _steps(path: Any, height: float) -> tuple[Step, ...]:
    """Return an outline as steps with y downwards; quadratic curves become cubic ones."""
    steps: list[Step] = []
    here = (0.0, 0.0)
    for vertices, code in path.iter_segments(simplify=False, curves=True):
        flat = [float(number) for number in vertices]
        points = [(x, height - y) for x, y in zip(flat[::2], flat[1::2], strict=True)]
        if code == path.CLOSEPOLY:
            steps.append(("Z", ()))
            continue
        if code == path.CURVE3:
            (cx, cy), (x, y) = points
            points = [
                (here[0] + (cx - here[0]) * 2 / 3, here[1] + (cy - here[1]) * 2 / 3),
                (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3),
                (x, y),
            ]
        name = "M" if code == path.MOVETO else "L" if code == path.LINETO else "C"
        steps.append((name, tuple(_rounded(number) for point in points for number in point)))
        here = points[-1]
    return tuple(steps)


def _is_clipped(gc: Any, path: Any) -> bool:
    clip = gc.get_clip_rectangle()
    if gc.get_clip_path()[0] is not None:
        return True
    if clip is None:
        return False
    box = path.get_extents()
    slack = 10**-DECIMALS
    return bool(
        box.x0 < clip.x0 - slack or box.y0 < clip.y0 - slack or box.x1 > clip.x1 + slack or box.y1 > clip.y1 + slack
    )


def _dash(gc: Any) -> tuple[float, ...]:
    offset, dashes = gc.get_dashes()
    if dashes is None:
        return ()
    if offset:
        raise NotImplementedError("A picture holds no offset of dashes.")
    return tuple(_rounded(float(length)) for length in dashes)


def _colour(rgba: Any, gc: Any) -> str | None:
    """Return a colour as hex digits, or None for one that does not show."""
    if rgba is None or not len(rgba):
        return None
    parts = [float(part) for part in rgba]
    alpha = float(gc.get_alpha()) if gc.get_forced_alpha() else (parts[3] if len(parts) > 3 else 1.0)
    if alpha == 0:
        return None
    if alpha != 1:
        raise NotImplementedError("A picture holds no transparency: mix the colour with white instead.")
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts[:3])


def _rounded(number: float) -> float:
    return round(number, DECIMALS) + 0.0
