"""What is recorded of a drawing, and that nothing of the surroundings gets into it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from briefgen.charts.picture import Label, Mark
from briefgen.charts.record import Plot, record
from briefgen.errors import EnvironmentFailure


def marks(draw) -> tuple[Mark, ...]:
    return record(lambda plot: draw(plot) or (), 200, 100, {}).marks


def test_one_unit_is_one_point_and_y_goes_down():
    (mark,) = marks(lambda plot: plot.rectangle(10, 20, 30, 5, "#0B5C6B"))
    assert mark == Mark(
        (("M", (10.0, 20.0)), ("L", (40.0, 20.0)), ("L", (40.0, 25.0)), ("L", (10.0, 25.0)), ("Z", ())),
        fill="#0B5C6B",
    )


def test_a_line_with_dashes():
    (mark,) = marks(lambda plot: plot.line([(0, 1), (200, 1)], "#46525D", 0.75, (2.1, 1.2)))
    assert mark == Mark((("M", (0.0, 1.0)), ("L", (200.0, 1.0))), stroke="#46525D", width=0.75, dash=(2.1, 1.2))


def test_an_outline_stays_inside_its_rectangle():
    (mark,) = marks(lambda plot: plot.outline(10, 20, 30, 5, "#0B5C6B"))
    assert (mark.fill, mark.stroke, mark.width) == (None, "#0B5C6B", 1.0)
    assert mark.steps[0] == ("M", (10.5, 20.5))
    assert mark.steps[2] == ("L", (39.5, 24.5))


def test_a_dot_is_round_and_an_area_closed():
    def draw(plot: Plot) -> None:
        plot.dot(50, 60, 2, "#85929E")
        plot.area([(0, 0), (9, 0), (9, 9)], "#A7B1B9")

    dot, area = marks(draw)
    points = [numbers[-2:] for _, numbers in dot.steps if numbers]
    assert {round(((x - 50) ** 2 + (y - 60) ** 2) ** 0.5, 2) for x, y in points} == {2.0}
    assert [name for name, _ in area.steps] == ["M", "L", "L", "Z"]


def test_marks_lie_in_the_order_of_the_calls():
    def draw(plot: Plot) -> None:
        plot.line([(0, 0), (9, 9)], "#000000", 1)
        plot.rectangle(0, 0, 9, 9, "#FFFFFF")
        plot.dot(1, 1, 1, "#000000")

    assert [mark.fill for mark in marks(draw)] == [None, "#FFFFFF", "#000000"]


def test_nothing_is_drawn_for_nothing():
    def draw(plot: Plot) -> None:
        plot.rectangle(1, 1, 0, 9, "#000000")
        plot.outline(1, 1, 0, 9, "#000000")

    assert marks(draw) == ()


def test_labels_are_handed_on():
    labels = [Label("a", "tick", 1, 2), Label("b", "tick", 3, 4)]
    picture = record(lambda plot: labels, 200, 100, {"en": "alt"})
    assert (picture.labels, picture.alt, picture.width, picture.height) == (tuple(labels), {"en": "alt"}, 200, 100)


@pytest.mark.parametrize(
    ("draw", "word"),
    [
        (lambda plot: plot.axes.text(5, 5, "x"), "Label"),
        (lambda plot: plot.axes.imshow([[1, 2], [3, 4]]), "images"),
        (lambda plot: plot.axes.barh(5, 5, hatch="//"), "hatches"),
        (lambda plot: plot.axes.barh(5, 5, alpha=0.5), "transparency"),
        (lambda plot: plot.axes.plot([0, 300], [5, 5]), "leaves its axes"),
        (lambda plot: plot.axes.plot([0, 30], [5, 5], linestyle=(1, (2, 1))), "offset"),
    ],
)
def test_what_a_picture_cannot_hold_is_refused(draw, word):
    with pytest.raises(NotImplementedError, match=word):
        record(lambda plot: draw(plot) and (), 200, 100, {})


def test_the_axes_underneath_serve_what_has_no_method():
    found = marks(lambda plot: plot.axes.scatter([20, 40], [30, 30], s=16, color="#85929E", linewidths=0) and None)
    assert [mark.fill for mark in found] == ["#85929E", "#85929E"]
    assert {name for name, _ in found[0].steps} == {"M", "C", "Z"}


def test_no_font_is_looked_up(monkeypatch):
    from matplotlib import font_manager

    def refuse(*args, **kwargs):
        raise AssertionError("a font is looked up")

    monkeypatch.setattr(font_manager.fontManager, "findfont", refuse)
    monkeypatch.setattr(font_manager, "findfont", refuse)
    assert len(marks(lambda plot: plot.rectangle(10, 20, 30, 5, "#0B5C6B"))) == 1


def test_the_users_settings_stay_as_they_are_and_have_no_influence():
    import matplotlib

    def draw(plot: Plot) -> None:
        plot.line([(0, 0), (9, 9)], "#000000", 1, (2, 1))
        plot.rectangle(0, 0, 9, 9, "#FFFFFF")

    plain = marks(draw)
    with matplotlib.rc_context(
        {"lines.linewidth": 7, "lines.scale_dashes": True, "axes.grid": True, "hatch.color": "r"}
    ):
        before = dict(matplotlib.rcParams)
        assert marks(draw) == plain
        assert dict(matplotlib.rcParams) == before


def test_the_collector_and_the_logger_are_left_as_they_were():
    import logging

    assert gc.isenabled()
    marks(lambda plot: None)
    assert gc.isenabled()
    assert logging.getLogger("matplotlib").level == logging.NOTSET


def test_the_parts_of_matplotlib_that_a_recording_rests_on():
    """Pin what the recorder asks of Matplotlib: all of it public, and all of it named here."""
    import matplotlib
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    assert matplotlib.__version__.startswith("3.11.")
    context = GraphicsContextBase()
    context.set_linewidth(2)
    context.set_foreground("#FF0000")
    assert context.get_rgb() == (1, 0, 0, 1)
    assert (context.get_linewidth(), context.get_dashes(), context.get_hatch()) == (2, (0, None), None)
    assert (context.get_alpha(), context.get_forced_alpha()) == (1, False)
    assert (context.get_clip_rectangle(), context.get_clip_path()) == (None, (None, None))
    path = IdentityTransform().transform_path(Path([(0, 0), (1, 2), (3, 4)], [Path.MOVETO, Path.CURVE3, Path.CURVE3]))
    segments = [(list(numbers), int(code)) for numbers, code in path.iter_segments(simplify=False, curves=True)]
    assert segments == [([0, 0], 1), ([1, 2, 3, 4], 3)]
    assert RendererBase().points_to_pixels(0.75) == 0.75
    assert matplotlib.rcParamsDefault["lines.linewidth"] == 1.5


DRAWING = """
import sys, warnings
warnings.simplefilter("error")
from briefgen.charts.record import record
def draw(plot):
    plot.rectangle(-4.2, 1, 33.3333, 7, "#0B5C6B")
    plot.line([(0, 0), (1 / 3, 9)], "#16202A", 0.75, (2.1, 1.2))
    plot.dot(5, 5, 1.7, "#85929E")
    return ()
print(repr(record(draw, 200, 100, {})))
"""


def test_surroundings_have_no_influence(tmp_path):
    """Draw where the home cannot be written, where settings lie about, with other hash seeds and another backend."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", encoding="utf-8")
    settings = tmp_path / "matplotlibrc"
    settings.write_text("lines.dash_capstyle: round\naxes.facecolor: red\nno.such.key: 1\n", encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    base = {key: value for key, value in os.environ.items() if not key.startswith(("MPL", "MATPLOTLIB", "XDG"))}
    base |= {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)}
    outputs = set()
    for seed, world in (
        ("0", {}),
        ("7", {"HOME": str(in_the_way / "home"), "LOCALAPPDATA": str(in_the_way), "MPLBACKEND": "svg"}),
        ("11", {"MATPLOTLIBRC": str(settings)}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", DRAWING],
            env=base | world | {"PYTHONHASHSEED": seed},
            cwd=tmp_path if seed == "11" else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        outputs.add(done.stdout)
    (output,) = outputs
    assert output.count("Mark(") == 3


def test_a_matplotlib_that_cannot_be_loaded_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(EnvironmentFailure, match="Matplotlib cannot be loaded"):
        marks(lambda plot: None)
