"""Colours that a project gives to themes: refused where they cannot be read, at their place, with what is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from harbour_project import SETTINGS, harbour_project

from briefgen.errors import AuthorsMistakes, Problem, UsageMistake
from briefgen.pipeline.overview.brief import show
from briefgen.pipeline.schemas import FOLDER, outdated, write_schemas
from briefgen.pipeline.shared import read_shared
from briefgen.project import open_project
from briefgen.theme.load import load_theme, theme_names

HARBOUR = '  harbour: {code: HARB, main: "#1F5F8B", deep: "#0B2438"}\n'
ROBOTICS = '  robotics: {main: "#7A3B1D", deep: "#2B1409"}\n'


def refused(folder: Path, line: str) -> list[Problem]:
    assert HARBOUR in SETTINGS
    root = harbour_project(folder / "p", settings=SETTINGS.replace(HARBOUR, line).replace(ROBOTICS, ""))
    with pytest.raises(AuthorsMistakes) as caught:
        read_shared(open_project(root, environment={}))
    return list(caught.value.problems)


def test_palettes_make_themes(tmp_path: Path):
    shared = read_shared(open_project(harbour_project(tmp_path / "p"), environment={}))
    palette = shared.settings.palette
    assert set(theme_names(palette)) == {*theme_names(), "harbour"}
    own, changed = load_theme("harbour", palette), load_theme("robotics", palette)
    assert (own.code, own.colour("main"), own.colour("deep")) == ("HARB", "#1F5F8B", "#0B2438")
    assert (changed.code, changed.colour("main")) == ("ROB", "#7A3B1D")
    assert changed.colour("tint") != load_theme("robotics").colour("tint")
    assert load_theme("software", palette).colours == load_theme("software").colours
    with pytest.raises(UsageMistake) as caught:
        load_theme("harbor", palette)
    assert "harbour" in caught.value.hint


def test_a_pale_main_is_refused_with_what_was_measured_and_what_is_needed(tmp_path: Path):
    found = refused(tmp_path, '  harbour: {code: HARB, main: "#6FA8C9", deep: "#0B2438"}\n')
    assert {(problem.place.file, problem.place.line, problem.place.column) for problem in found} == {
        ("briefgen.yaml", 10, 31)
    }
    told = 'In the theme "harbour", main (#6FA8C9) on white (#FFFFFF) has a contrast of 2.58 to 1, where text needs 4.5'
    assert any(problem.message.startswith(told) for problem in found)
    assert all(problem.hint for problem in found)


def test_a_pale_deep_is_refused_at_its_own_place(tmp_path: Path):
    found = refused(tmp_path, '  harbour: {code: HARB, main: "#1F5F8B", deep: "#7A94A8"}\n')
    assert {problem.place.column for problem in found} == {48}
    assert any("white (#FFFFFF) on deep (#7A94A8)" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('  harbour: {main: "#1F5F8B", deep: "#0B2438"}\n', "has no code"),
        ('  harbour: {code: SW, main: "#1F5F8B", deep: "#0B2438"}\n', 'The theme "software" has the code SW too'),
        ('  harbour: {code: harb, main: "#1F5F8B", deep: "#0B2438"}\n', '"harb" cannot begin the code'),
        ('  harbour: {code: HARB, main: blue, deep: "#0B2438"}\n', '"blue" is not a colour'),
        ("  harbour:\n    code: HARB\n    main: #1F5F8B\n    deep: '#0B2438'\n", "A colour is meant here"),
        ('  harbour: {code: HARB, main: "#1F5F8B"}\n', "deep"),
        ('  harbour: {code: HARB, main: "#1F5F8B", deep: "#0B2438", tint: "#FFFFFF"}\n', "tint"),
        ('  Harbour: {code: HARB, main: "#1F5F8B", deep: "#0B2438"}\n', "cannot be a name"),
    ],
)
def test_what_is_no_palette_is_refused_in_plain_words(line: str, told: str, tmp_path: Path):
    found = refused(tmp_path, line)
    assert any(told in problem.message for problem in found), found
    assert all(problem.place.file == "briefgen.yaml" and problem.place.line >= 10 for problem in found)


def test_show_tells_the_code_of_an_own_theme_and_what_is_wrong_with_a_palette(tmp_path: Path):
    told = show(open_project(harbour_project(tmp_path / "one"), environment={}), "quays")
    assert (told.code, told.complete) == ("HARB-2025-03", True)  # type: ignore[union-attr]
    pale = SETTINGS.replace("#1F5F8B", "#9FC8E9")
    told = show(open_project(harbour_project(tmp_path / "two", settings=pale), environment={}), "quays")
    assert any("has a contrast of" in problem.message for problem in told.problems)  # type: ignore[union-attr]


def test_the_schema_of_a_project_knows_its_own_themes(tmp_path: Path):
    project = open_project(harbour_project(tmp_path / "p"), environment={})
    write_schemas(project)
    brief = json.loads((project.root / FOLDER / "brief.json").read_text("utf-8"))
    assert brief["properties"]["theme"]["enum"] == sorted({*theme_names(), "harbour"})
    assert outdated(project) == []
