"""A disk that is full at any moment: the old file or the new file, never a part, and nothing left behind."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize("limit", [0, 1, 64, 4096, 20_000])
def test_nothing_is_written_where_nothing_fits(project: Path, run: Callable, full: str, debris: Callable, limit: int):
    done = run(str(limit), "build", "small", cwd=project, first=full)
    done.refused(3, "small.pdf", "cannot be written")
    assert not list(project.rglob("*.pdf"))
    assert debris(project) == []
    assert run("build", "small", cwd=project).code == 0
    assert debris(project) == []


@pytest.mark.parametrize("limit", [0, 64, 4096, 20_000])
def test_the_old_file_stays_where_the_new_one_does_not_fit(
    project: Path, run: Callable, full: str, debris: Callable, limit: int
):
    assert run("build", "small", cwd=project).code == 0
    target = project / "dist" / "small.pdf"
    old = target.read_bytes()
    change(project)
    done = run(str(limit), "build", "small", cwd=project, first=full)
    done.refused(3, "small.pdf")
    assert target.read_bytes() == old
    assert debris(project) == []
    assert "unchanged" not in run("build", "small", cwd=project).out
    assert target.read_bytes() != old
    assert target.read_bytes() == fresh(project, run)


def test_a_record_that_does_not_fit_is_written_next_time(project: Path, run: Callable, full: str):
    """The file of the brief fits, and what is kept beside it is optional."""
    assert run("build", "small", cwd=project).code == 0
    size = (project / "dist" / "small.pdf").stat().st_size
    change(project)
    assert run(str(size + 2000), "build", "small", cwd=project, first=full).code == 0
    assert (project / "dist" / "small.pdf").read_bytes() == fresh(project, run)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_log_that_is_full_breaks_no_build(project: Path, run: Callable, stream: str):
    with Path("/dev/full").open("wb") as log:
        done = run("build", "small", cwd=project, **{stream: log})
    assert done.code in (0, 3)
    assert "Traceback" not in done.err
    assert (project / "dist" / "small.pdf").read_bytes().endswith(b"%%EOF\n")


def change(project: Path) -> None:
    data = project / "data" / "one.yaml"
    data.write_text(data.read_text("utf-8").replace("value: 12", "value: 13"), "utf-8")


def fresh(project: Path, run: Callable) -> bytes:
    """Return what a build from nothing gives."""
    assert run("build", "small", "--force", "--out", "fresh", cwd=project).code == 0
    return (project / "fresh" / "small.pdf").read_bytes()


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits on the size of files")
