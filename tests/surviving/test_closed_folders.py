"""Folders and files that may not be written or read, though root runs the tests, and files that others hold open."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are other ones on this system")


@contextmanager
def closed(*paths: Path, mode: int = 0o555) -> Iterator[None]:
    """Take the right to write from files or folders."""
    before = [(path, path.stat().st_mode) for path in paths]
    for path in paths:
        path.chmod(mode)
    try:
        yield
    finally:
        for path, old in before:
            path.chmod(old)


def test_permissions_bind_the_program(project: Path, run: Callable, bound: str):
    """Without this, the tests below would prove nothing where root runs them."""
    with closed(project):
        done = run(cwd=project, first=bound + "open('new', 'w')\n")
    assert done.code == 1
    assert "PermissionError" in done.err


def test_an_output_folder_that_cannot_be_written(project: Path, run: Callable, bound: str, debris: Callable):
    out = project / "dist"
    out.mkdir()
    with closed(out):
        done = run("build", "small", cwd=project, first=bound)
    done.refused(3, "small.pdf", "permission denied")
    assert list(out.iterdir()) == []
    assert debris(project) == []
    assert run("build", "small", cwd=project).code == 0


def test_the_doctor_finds_folders_that_cannot_be_written(project: Path, run: Callable, bound: str):
    with closed(project):
        done = run("doctor", cwd=project, first=bound)
    done.refused(3, "dist", "permission denied")
    assert run("doctor", cwd=project).code == 0


def test_an_output_folder_that_cannot_be_made(project: Path, run: Callable, bound: str, debris: Callable):
    (project / ".briefgen").mkdir()
    with closed(project):
        done = run("build", "small", cwd=project, first=bound)
    done.refused(3, "dist", "permission denied")
    assert debris(project) == []


def test_the_old_file_in_a_closed_folder_stays(project: Path, run: Callable, bound: str, debris: Callable):
    assert run("build", "small", cwd=project).code == 0
    target = project / "dist" / "small.pdf"
    old = target.read_bytes()
    with closed(project / "dist"):
        done = run("build", "small", "--force", cwd=project, first=bound)
    done.refused(3, "small.pdf", "permission denied")
    assert target.read_bytes() == old
    assert debris(project) == []


def test_a_closed_project_is_built_elsewhere(
    project: Path, tmp_path: Path, run: Callable, bound: str, debris: Callable
):
    """No picture and no record can be kept; the brief is made all the same, with the same bytes."""
    assert run("build", "small", cwd=project, first=bound).code == 0
    expected = (project / "dist" / "small.pdf").read_bytes()
    (tmp_path / "out").mkdir()
    fresh = project.with_name("fresh")
    project.rename(fresh)
    for path in (fresh / ".briefgen").iterdir():
        if path.is_file():
            path.unlink()
    with closed(*[path for path in (fresh, *fresh.rglob("*")) if path.is_dir()]):
        for _ in range(2):
            done = run("build", "small", "--force", "--out", str(tmp_path / "out"), cwd=fresh, first=bound)
            assert done.code == 0, done
    assert (tmp_path / "out" / "small.pdf").read_bytes() == expected
    assert debris(tmp_path) == []


def test_a_closed_store_only_costs_time(project: Path, run: Callable, bound: str, debris: Callable):
    (project / ".briefgen").mkdir()
    with closed(project / ".briefgen"):
        for _ in range(2):
            done = run("build", "small", cwd=project, first=bound)
            assert done.code == 0, done
            assert done.err == ""
    assert [path.name for path in (project / "dist").iterdir() if path.suffix == ".pdf"] == ["small.pdf"]
    assert debris(project) == []


@pytest.mark.parametrize("name", ["data/one.yaml", "briefings/small.yaml", "briefgen.yaml", "data", "briefings"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_what_may_not_be_read_is_named(project: Path, run: Callable, bound: str, name: str, command: str):
    with closed(project / name, mode=0o000):
        done = run(command, "small", cwd=project, first=bound)
    assert done.code in (2, 3)
    done.refused(done.code, name)
    assert not (project / "dist" / "small.pdf").exists()


def test_a_reader_keeps_the_file_that_it_has_open(project: Path, run: Callable):
    """Where a system lets an open file be replaced, its reader sees the old one to the end."""
    assert run("build", "small", cwd=project).code == 0
    target = project / "dist" / "small.pdf"
    with target.open("rb") as reader:
        start = reader.read(100)
        data = project / "data" / "one.yaml"
        data.write_text(data.read_text("utf-8").replace("value: 12", "value: 13"), "utf-8")
        assert run("build", "small", cwd=project).code == 0
        old = start + reader.read()
    new = target.read_bytes()
    assert old != new
    assert old.endswith(b"%%EOF\n")
    assert new.endswith(b"%%EOF\n")


def test_a_target_that_is_held_is_told_and_stays(project: Path, run: Callable, debris: Callable):
    """As Windows does: replacing fails as long as another program has the file open."""
    assert run("build", "small", cwd=project).code == 0
    target = project / "dist" / "small.pdf"
    old = target.read_bytes()
    held = (
        "import pathlib\n"
        "from briefgen.pipeline import files\n"
        "real = pathlib.Path.replace\n"
        "def replace(self, to):\n"
        "    if str(to).endswith('small.pdf'):\n"
        "        raise PermissionError(13, 'Permission denied', str(to))\n"
        "    return real(self, to)\n"
        "pathlib.Path.replace = replace\n"
        "files.open_files_are_locked = lambda: True\n"
        "files.PAUSE = 0\n"
    )
    done = run("build", "small", "--force", cwd=project, first=held)
    done.refused(3, "small.pdf", "in use", "Close the file")
    assert target.read_bytes() == old
    assert debris(project) == []
