"""Finished files appear whole or not at all."""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, UsageMistake
from briefgen.pipeline import files, output, work
from briefgen.project import Project
from briefgen.spec.settings import Settings


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "南京 project"
    root.mkdir()
    return Project(root, tmp_path, datetime.date(2026, 11, 1), {})


def test_a_file_is_written_and_nothing_else_stays(project: Project):
    target = project.root / "dist" / "robotics.pdf"
    with files.work_folder(project, project.root / "dist") as folder:
        files.write_whole(b"one", target, folder)
        files.write_whole(b"two", target, folder)
    assert target.read_bytes() == b"two"
    assert [file.name for file in target.parent.iterdir()] == ["robotics.pdf"]
    assert list(project.store.iterdir()) == []


def test_the_work_folder_goes_even_after_a_failure(project: Project):
    with pytest.raises(ZeroDivisionError), files.work_folder(project, project.root / "dist") as folder:
        (folder / "half.pdf").write_bytes(b"half")
        raise ZeroDivisionError
    assert list(project.store.iterdir()) == []


def test_two_editions_never_share_a_work_folder(project: Project):
    with (
        files.work_folder(project, project.root / "dist") as one,
        files.work_folder(project, project.root / "dist") as two,
    ):
        assert one != two


def test_a_failed_write_leaves_the_old_file_alone(project: Project, monkeypatch: pytest.MonkeyPatch):
    target = project.root / "robotics.pdf"
    target.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with (
        files.work_folder(project, project.root / "dist") as folder,
        pytest.raises(EnvironmentFailure, match="disk is full"),
    ):
        files.write_whole(b"new", target, folder)
    assert target.read_bytes() == b"old"


def test_another_volume_is_reached(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "elsewhere" / "robotics.pdf"
    move = Path.replace

    def across(self: Path, to: Path) -> Path:
        if to.parent not in self.parents:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return move(self, to)

    monkeypatch.setattr(Path, "replace", across)
    with files.work_folder(project, project.root / "dist") as folder:
        files.write_whole(b"new", target, folder)
    assert target.read_bytes() == b"new"
    assert [file.name for file in target.parent.iterdir()] == ["robotics.pdf"]


def test_a_held_file_is_tried_again_and_then_reported(project: Project, monkeypatch: pytest.MonkeyPatch):
    target = project.root / "robotics.pdf"
    target.write_bytes(b"old")
    tries: list[Path] = []

    def held(self: Path, to: Path) -> Path:
        tries.append(to)
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "_may_be_held", lambda path: True)  # as on Windows
    monkeypatch.setattr(files, "PAUSE", 0)
    with files.work_folder(project, project.root / "dist") as folder, pytest.raises(EnvironmentFailure) as caught:
        files.write_whole(b"new", target, folder)
    assert len(tries) == files.RETRIES + 1
    assert "in use" in caught.value.message
    assert "Close the file" in caught.value.hint
    assert target.read_bytes() == b"old"


def test_a_file_that_is_let_go_is_written(project: Project, monkeypatch: pytest.MonkeyPatch):
    target = project.root / "robotics.pdf"
    target.write_bytes(b"old")
    move, tries = Path.replace, []

    def held_once(self: Path, to: Path) -> Path:
        tries.append(to)
        if len(tries) == 1:
            raise PermissionError(errno.EACCES, "Permission denied")
        return move(self, to)

    monkeypatch.setattr(Path, "replace", held_once)
    monkeypatch.setattr(files, "_may_be_held", lambda path: True)
    monkeypatch.setattr(files, "PAUSE", 0)
    with files.work_folder(project, project.root / "dist") as folder:
        files.write_whole(b"new", target, folder)
    assert target.read_bytes() == b"new"


def test_a_file_where_the_folder_should_be_is_reported(project: Project):
    (project.root / "dist").write_text("", "utf-8")
    with (
        files.work_folder(project, project.root / "dist") as folder,
        pytest.raises(EnvironmentFailure, match="a file stands"),
    ):
        files.write_whole(b"new", project.root / "dist" / "robotics.pdf", folder)


def test_a_folder_where_the_file_should_be_is_reported(project: Project):
    (project.root / "robotics.pdf").mkdir()
    with (
        files.work_folder(project, project.root / "dist") as folder,
        pytest.raises(EnvironmentFailure, match="is a folder"),
    ):
        files.write_whole(b"new", project.root / "robotics.pdf", folder)


def test_a_folder_with_too_long_a_name_is_reported(project: Project):
    target = project.root / ("x" * 300) / "robotics.pdf"
    with files.work_folder(project, project.root) as folder, pytest.raises(EnvironmentFailure, match="be written: "):
        files.write_whole(b"new", target, folder)


def closed(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let nothing be made in some folders, whoever runs the test."""
    make, opened = Path.mkdir, Path.open

    def mkdir(self: Path, *args: object, **kwargs: object) -> None:
        if not self.exists() and self.parent in folders:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        make(self, *args, **kwargs)

    def open_(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        if "x" in mode and self.parent in folders:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    monkeypatch.setattr(Path, "open", open_)


def test_a_project_that_cannot_be_written_works_beside_the_output(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    closed(monkeypatch, project.root)
    there = tmp_path / "there"
    there.mkdir()
    with files.work_folder(project, there / "new" / "deep") as folder:
        assert folder.parent == there
        files.write_whole(b"new", there / "new" / "deep" / "a.pdf", folder)
    assert [file.relative_to(there).as_posix() for file in there.rglob("*")] == ["new", "new/deep", "new/deep/a.pdf"]
    assert not project.store.exists()


def test_a_file_called_like_the_store_is_no_mistake(project: Project, tmp_path: Path):
    project.store.write_text("", "utf-8")
    with files.work_folder(project, tmp_path / "there") as folder:
        assert folder.parent == tmp_path


def test_where_nothing_can_be_written_the_output_is_named(project: Project, monkeypatch: pytest.MonkeyPatch):
    closed(monkeypatch, project.root)
    with pytest.raises(EnvironmentFailure) as caught, files.work_folder(project, project.root / "dist"):
        pass
    assert caught.value.message == f"{project.root / 'dist'} cannot be written: permission denied."
    assert caught.value.hint == "Choose another folder with --out or `output:`."


def test_nobody_is_told_to_remove_a_file_or_folder(project: Project):
    (project.root / "briefgen.yaml").write_text("", "utf-8")
    (project.root / "robotics.pdf").mkdir()
    for target in ("briefgen.yaml/robotics.pdf", "robotics.pdf"):
        with files.work_folder(project, project.root) as folder, pytest.raises(EnvironmentFailure) as caught:
            files.write_whole(b"new", project.root / target, folder)
        assert caught.value.hint == "Choose another folder with --out or `output:`."


def test_a_work_folder_without_a_lock_goes_after_a_day_and_nothing_else(project: Project):
    now = project.root.stat().st_mtime
    ages = {"work-old": 2 * work.DAY, "work-young": work.DAY / 2, "work-file": 2 * work.DAY, "other": 9 * work.DAY}
    for name, age in ages.items():
        path = project.store / name
        if name == "work-file":
            path.write_text("", "utf-8")
        else:
            path.mkdir(parents=True)
            (path / "half.pdf").write_text("", "utf-8")
        os.utime(path, (now - age, now - age))
    work.sweep(project.store, work.WORK)
    assert sorted(path.name for path in project.store.iterdir()) == ["other", "work-file", "work-young"]


@pytest.mark.parametrize("mask", [0o022, 0o002])
def test_finished_files_follow_the_umask(project: Project, mask: int):
    before = os.umask(mask)
    try:
        target = project.root / "dist" / "a.pdf"
        with files.work_folder(project, target.parent) as folder:
            files.write_whole(b"new", target, folder)
        (project.root / "plain").write_bytes(b"")
    finally:
        os.umask(before)
    assert target.stat().st_mode == (project.root / "plain").stat().st_mode


def settings(output: str) -> Settings:
    return Settings.model_construct(output=output, place=Place("briefgen.yaml", 9, 1))


def test_output_lies_in_the_project(project: Project):
    assert output.output_folder(project, settings("dist")) == project.root.resolve() / "dist"
    assert output.output_folder(project, settings("out/pdf")) == project.root.resolve() / "out" / "pdf"


def test_paths_are_told_from_the_project_where_a_link_leads_to_it(project: Project, tmp_path: Path):
    (tmp_path / "link").symlink_to(project.root, target_is_directory=True)
    linked = replace(project, root=tmp_path / "link")
    folder = linked.inside("dist")
    assert folder is not None
    assert linked.relative(folder / "a.pdf") == linked.relative(linked.root / "dist" / "a.pdf") == "dist/a.pdf"
    assert linked.relative(tmp_path / "b.pdf") == (tmp_path / "b.pdf").as_posix()


@pytest.mark.parametrize("name", ["..", "../x", "/tmp/x", "a/../../x", "C:/x", "data", "briefings/pdf", ".briefgen"])
def test_output_must_not_lie_elsewhere_or_among_the_inputs(project: Project, name: str):
    with pytest.raises(AuthorsMistakes) as caught:
        output.output_folder(project, settings(name))
    (problem,) = caught.value.problems
    assert problem.place == Place("briefgen.yaml", 9, 1)
    assert name in problem.message
    assert problem.hint


def test_a_named_folder_may_lie_anywhere(project: Project, tmp_path: Path):
    assert output.output_folder(project, settings(".."), out=tmp_path / "there") == tmp_path / "there"


@pytest.mark.parametrize("name", ["data", "briefings/pdf", ".briefgen", "dist/../data"])
def test_a_named_folder_must_not_lie_among_the_inputs(project: Project, name: str):
    with pytest.raises(UsageMistake, match=r"lies in (data|briefings|\.briefgen)\.") as caught:
        output.output_folder(project, settings("dist"), out=project.root / name)
    assert caught.value.hint == "Choose another folder with --out or `output:`."


def test_a_file_holds_the_same_bytes_or_not(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"same")
    found = files.holds(tmp_path / "a", b"same")
    assert found is not None
    assert (found.size, found.sha256) == (4, hashlib.sha256(b"same").hexdigest())
    assert files.holds(tmp_path / "a", b"sane") is None
    assert files.holds(tmp_path / "a", b"same ") is None
    assert files.holds(tmp_path / "missing", b"") is None
