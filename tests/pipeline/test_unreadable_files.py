"""Files and folders that cannot be read, are none, or lie outside the project."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from editions import copy_project

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, UsageMistake
from briefgen.pipeline.batch import check_briefs, choose, read_briefs
from briefgen.pipeline.results import Checked, Refused
from briefgen.project import Project, open_project, printable


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", samples=False)


@pytest.fixture
def project(root: Path) -> Project:
    return open_project(root, environment={})


def brief_of(root: Path) -> Path:
    return next((root / "briefings").rglob("robotics.yaml"))


def ends(project: Project) -> dict[str, Checked | Refused]:
    return {end.name: end for end in check_briefs(project, choose(project, (), everything=True))}


def refused_alone(project: Project, name: str) -> str:
    """Assert that one brief alone is refused when briefs are listed and checked, and return what is said of it."""
    files = choose(project, (), everything=True)
    listed = {getattr(end, "name", ""): end for end in read_briefs(project, files)}
    assert [end.name for end in listed.values() if isinstance(end, Refused)] == [name]
    found = ends(project)
    assert [end.name for end in found.values() if isinstance(end, Refused)] == [name]
    assert isinstance(found["robotics"], Checked)
    error = found[name].error
    if isinstance(error, AuthorsMistakes):
        (problem,) = error.problems
        assert problem.hint
        return str(problem)
    assert error.hint
    return f"{error.message}\n  {error.hint}"


def closed(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let nobody read a file or folder, whoever runs the test."""
    read, look = Path.open, Path.iterdir

    def refuse(self: Path) -> None:
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))

    def opened(self: Path, *args: object, **kwargs: object) -> object:
        refuse(self)
        return read(self, *args, **kwargs)

    def iterdir(self: Path) -> Iterator[Path]:
        refuse(self)
        return look(self)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(Path, "iterdir", iterdir)


def link(path: Path, to: Path | str, *, folder: bool = False) -> None:
    try:
        path.symlink_to(to, target_is_directory=folder)
    except OSError:
        pytest.skip("this account may make no links")


def test_a_brief_that_cannot_be_read_fails_alone(project: Project, monkeypatch: pytest.MonkeyPatch):
    other = project.briefings / "other.yaml"
    other.write_bytes(brief_of(project.root).read_bytes())
    closed(monkeypatch, other)
    said = refused_alone(project, "other")
    assert "briefings/other.yaml cannot be read: permission denied." in said
    assert "Give yourself the right" in said


@pytest.mark.parametrize("name", ["briefings", "briefings/deep", "data", "data/robotics.yaml", "briefgen.yaml"])
def test_what_cannot_be_read_is_named_so(project: Project, monkeypatch: pytest.MonkeyPatch, name: str):
    (project.briefings / "deep").mkdir()
    closed(monkeypatch, project.root / name)
    with pytest.raises(EnvironmentFailure) as caught:
        ends(project)
    assert f" {name} cannot be read: permission denied." in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "circle", "link out"])
def test_what_is_no_brief_is_refused_alone(project: Project, tmp_path: Path, kind: str):
    path = project.briefings / "other.yaml"
    make(path, kind, tmp_path)
    said = refused_alone(project, "other")
    assert said.startswith("briefings/other.yaml: ")
    assert SAID[kind] in said


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "circle", "link out"])
def test_what_is_no_section_is_refused_with_its_place(project: Project, tmp_path: Path, kind: str):
    make(project.data / "other.yaml", kind, tmp_path)
    with pytest.raises(AuthorsMistakes) as caught:
        ends(project)
    (problem,) = caught.value.problems
    assert problem.place.file == "data/other.yaml"
    assert SAID[kind] in problem.message
    assert problem.hint


SAID = {
    "folder": "A folder stands where a file is meant.",
    "pipe": "no ordinary file",
    "link to nothing": "leads to nothing",
    "circle": "leads to nothing",
    "link out": "lies outside the project",
}


def make(path: Path, kind: str, tmp_path: Path) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(path)
    elif kind == "link to nothing":
        link(path, "nothing")
    elif kind == "circle":
        link(path, path.name)
    else:
        (tmp_path / "secret.yaml").write_text("secret: text\n", "utf-8")
        link(path, tmp_path / "secret.yaml")


@pytest.mark.parametrize("name", ["briefings/linked", "data", "briefings"])
def test_a_linked_folder_outside_is_refused(project: Project, tmp_path: Path, name: str):
    outside, path = tmp_path / "outside", project.root / name
    if path.exists():
        path.rename(outside)
    else:
        outside.mkdir()
    link(path, outside, folder=True)
    with pytest.raises(AuthorsMistakes) as caught:
        ends(project)
    (problem,) = caught.value.problems
    assert problem.place.file == name
    assert "lies outside the project" in problem.message
    assert "Copy the folder" in problem.hint


def test_settings_that_lie_outside_are_refused(project: Project, tmp_path: Path):
    project.settings.rename(tmp_path / "outside.yaml")
    link(project.settings, tmp_path / "outside.yaml")
    with pytest.raises(AuthorsMistakes) as caught:
        ends(project)
    assert [problem.place.file for problem in caught.value.problems] == ["briefgen.yaml"]


def test_links_inside_the_project_work_and_circles_end(project: Project):
    drafts = project.root / "drafts"
    drafts.mkdir()
    (drafts / "linked-folder.yaml").write_bytes(brief_of(project.root).read_bytes())
    (drafts / "linked-file.txt").write_bytes(brief_of(project.root).read_bytes())
    link(project.briefings / "drafts", drafts, folder=True)
    link(project.briefings / "linked-file.yaml", drafts / "linked-file.txt")
    link(project.briefings / "circle", project.briefings, folder=True)
    found = ends(project)
    assert {"linked-file", "linked-folder", "robotics"} <= set(found)
    assert all(isinstance(end, Checked) for end in found.values())


def test_links_that_are_neither_briefs_nor_folders_are_left_alone(project: Project, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("notes", "utf-8")
    link(project.briefings / "notes.txt", tmp_path / "notes.txt")
    link(project.briefings / "lost", "nothing")
    assert list(ends(project)) == ["robotics"]


def test_a_picture_that_the_system_does_not_give_stops_one_brief(project: Project, monkeypatch: pytest.MonkeyPatch):
    def refuse(*whatever: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(project.root / "images" / "a.png"))

    monkeypatch.setattr("briefgen.check.preflight.preflight", refuse)
    end = ends(project)["robotics"]
    assert isinstance(end, Refused)
    assert end.error.message == "images/a.png cannot be read: permission denied."
    assert end.error.hint


def test_paths_that_go_round_in_a_circle_are_missing_or_outside(project: Project):
    link(project.root / "a", "b")
    link(project.root / "b", "a")
    path = project.inside("a/x.png")
    assert path is None or not path.exists()
    assert project.inside("a\0b") is None


def test_a_file_as_the_project_is_called_a_file(root: Path):
    with pytest.raises(UsageMistake, match="is a file, not a folder") as caught:
        open_project(root / "briefgen.yaml", environment={})
    assert "--project" in caught.value.hint


@pytest.mark.parametrize("stamp", ["²", "soon", "-1", "1.5", " 1", "9" * 30, "1" + "0" * 5000])
def test_a_malformed_day_of_the_build_is_refused(root: Path, stamp: str):
    with pytest.raises(EnvironmentFailure, match="SOURCE_DATE_EPOCH") as caught:
        open_project(root, environment={"SOURCE_DATE_EPOCH": stamp})
    assert caught.value.hint
    assert len(caught.value.message) < 150


def test_a_day_of_the_build_is_taken(root: Path):
    assert open_project(root, environment={"SOURCE_DATE_EPOCH": "1767225600"}).today.isoformat() == "2026-01-01"


def test_names_cannot_steer_a_console(project: Project):
    assert printable("a\x1b[2J\nb\x9b\u202e 南京") == "a\\x1b[2J\\nb\\x9b\\u202e 南京"
    assert project.relative(project.root / "a\x1b.yaml") == "a\\x1b.yaml"
    with pytest.raises(UsageMistake) as caught:
        choose(project, ["\x1b[31m\n"], everything=False)
    assert "\x1b" not in caught.value.message
    assert "\n" not in caught.value.message
