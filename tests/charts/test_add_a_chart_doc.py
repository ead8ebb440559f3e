"""The page docs/add-a-chart.md: its code runs, and the lines it tells to add are like those that are there."""

from __future__ import annotations

import inspect
import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from briefgen import charts
from briefgen.charts.draw import draw_picture
from briefgen.project import Project, fonts_folder
from briefgen.spec import charts as spec_charts

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "add-a-chart.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FILES = {code.split("\n")[0].removeprefix("# "): code for _, code in BLOCKS if code.startswith("# ")}


def run(name: str, names: dict[str, object]) -> None:
    exec(compile(FILES[name], name, "exec"), names)  # with this file's future import, as all of ours have


@pytest.fixture
def dots(monkeypatch):
    """Add the chart of the page as it says, and take it away again."""
    names = vars(spec_charts)
    run("src/briefgen/spec/charts.py", names)
    module = ModuleType("briefgen.charts.dots")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    run("src/briefgen/charts/dots.py", vars(module))
    monkeypatch.setitem(spec_charts.CHARTS, "dots", names["DotsChart"])
    monkeypatch.setitem(charts.CHARTS, "dots", module.__name__)
    yield module
    del names["DotsChart"]


def test_the_chart_of_the_page_draws_its_example(dots, theme, width, tmp_path):
    from briefgen.data.load import load_store
    from briefgen.data.selection import selected
    from briefgen.spec.load import load_brief

    project = Project(tmp_path, fonts_folder(), date(2026, 11, 1), {})
    for name in ("briefings/visitors.yaml", "data/visitors.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(FILES[name], encoding="utf-8", newline="\n")
    brief = load_brief(tmp_path / "briefings" / "visitors.yaml", project)
    facts = selected(load_store(project, brief.languages), brief.sections, brief.audience)
    picture = draw_picture(brief.blocks[-1], facts, theme, brief.languages, width, None)
    texts = [label.text for label in picture.labels]
    assert texts[:4] == ["北馆", "North hall", "约3万人次", "about 30,000 visits"]
    assert texts[-4:-2] == ["西馆（二层）", "West hall, upper floor"]
    assert picture.alt["en"] == (
        "Chart of 3 items, from top to bottom, largest first. Period: 2025. North hall: about 30,000 visits. "
        "South hall (subject of this brief): 12,000 visits. West hall, upper floor: 6,000 visits."
    )


def test_the_tests_of_the_page_pass(dots, request):
    names: dict[str, object] = {}
    run("tests/charts/test_dots.py", names)
    tests = [test for name, test in names.items() if name.startswith("test_")]
    assert len(tests) == 2
    for test in tests:
        test(**{name: request.getfixturevalue(name) for name in inspect.signature(test).parameters})


def test_the_lines_to_add_are_like_those_that_are_there():
    lines = [code.strip() for kind, code in BLOCKS if kind == "text"]
    files = ("spec/charts.py", "charts/__init__.py")
    for line, file in zip(lines, files, strict=True):
        there = line.replace("Dots", "Bars").replace("dots", "bars")
        assert there in (ROOT / "src" / "briefgen" / file).read_text("utf-8"), there


def test_every_file_that_the_page_names_is_there():
    named = set(re.findall(r"`((?:src|tests)/[\w/.-]+)`", PAGE))
    assert len(named) >= 4
    for name in named:
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`(\w+\.py)`", PAGE):
        assert (ROOT / "src" / "briefgen" / "charts" / name).is_file(), name
