"""Homes, caches, folders for temporary files, paths and streams that are missing, closed or strangely named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HOMES = ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "TMPDIR", "TEMP", "TMP")


def good(done, project: Path, name: str = "small") -> bytes:
    """Assert that a build said nothing but its line, and return the file."""
    assert done.code == 0, done
    assert done.err == ""
    data = (project / "dist" / f"{name}.pdf").read_bytes()
    assert data.endswith(b"%%EOF\n")
    return data


def test_no_home_no_cache_no_folder_for_temporary_files(project: Path, run: Callable, tmp_path: Path):
    with_all = good(run("build", "small", cwd=project), project)
    nowhere = str(tmp_path / "nowhere")
    without = run("build", "small", "--force", cwd=project, without=HOMES)
    assert good(without, project) == with_all
    away = dict.fromkeys(HOMES, nowhere)
    assert good(run("build", "small", "--force", cwd=project, environment=away), project) == with_all


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other ones on this system")
def test_a_home_that_cannot_be_written(project: Path, run: Callable, tmp_path: Path, bound: str):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    try:
        world = dict.fromkeys(HOMES, str(home))
        good(run("build", "small", cwd=project, environment=world, first=bound), project)
    finally:
        home.chmod(0o755)
    assert list(home.iterdir()) == []


def test_a_build_leaves_nothing_of_its_own_in_the_home(project: Path, run: Callable, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    good(run("build", "small", cwd=project, environment=dict.fromkeys(HOMES, str(home))), project)
    # Matplotlib keeps a list of the fonts of the system, which is not ours.
    left = [path.name for path in home.rglob("*") if path.is_file() and not path.name.startswith("fontlist")]
    assert left == []


NAMES = [
    "with blanks",
    "南京 机器人",
    "it's",
    "100%s %d %(x)s %20",
    "a#b?c&d",
    "{zh} [1] (2)",
    "-C",
    "~",
    "$HOME `id`",
    "é",
    "e\u0301",
    "\U0001f600",
    "a" * 200,
    "...",
    ".hidden",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_project_on_any_path(tmp_path: Path, make: Callable, run: Callable, name: str):
    if sys.platform == "win32" and set(name) & set('?*"<>|:'):
        pytest.skip("this system has no such names")
    project = make(tmp_path / name)
    inside = good(run("build", "small", cwd=project), project)
    (project / "dist" / "small.pdf").unlink()
    assert good(run("-C", str(project), "build", "small", "--force", cwd=tmp_path), project) == inside
    assert run("--project", name, "check", cwd=tmp_path).code == 0
    assert run("build", "small", "--out", "out", cwd=project).code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names here are bytes on Linux only")
def test_a_project_on_a_path_that_is_no_text(tmp_path: Path, make: Callable, run: Callable):
    project = make(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")))
    done = run("build", "small", cwd=project)
    assert done.code == 0, done
    assert (project / "dist" / "small.pdf").read_bytes().endswith(b"%%EOF\n")


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such streams")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_streams_that_are_closed_from_outside(project: Path, closed: str):
    """A file that is opened then must not take the number of a stream, and be written to by what is said."""
    command = f'exec "$0" -c "from briefgen.cli.main import main; main()" build small {closed}'
    root = Path(__file__).resolve().parents[2]
    world = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], cwd=project, env=world, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    data = (project / "dist" / "small.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.endswith(b"%%EOF\n")
    for path in project.rglob("*.json"):
        assert b"small" not in path.read_bytes()[:64]


@pytest.mark.parametrize("variable", ["LANG", "LC_ALL", "TZ", "PYTHONHASHSEED"])
def test_language_time_and_hash_change_nothing(project: Path, run: Callable, variable: str):
    values = {"LANG": ("C", "tr_TR.UTF-8"), "LC_ALL": ("C", "de_DE.UTF-8"), "TZ": ("UTC", "Asia/Shanghai")}
    one, two = values.get(variable, ("1", "2"))
    first = good(run("build", "small", "--force", cwd=project, environment={variable: one}), project)
    second = good(run("build", "small", "--force", cwd=project, environment={variable: two}), project)
    assert first == second


def test_the_working_folder_is_gone(tmp_path: Path, project: Path, run: Callable):
    gone = tmp_path / "gone"
    gone.mkdir()
    done = run("list", cwd=gone, first="import os; os.rmdir(os.getcwd())\n")
    done.refused(done.code)
    assert done.code in (2, 3)
    again = tmp_path / "again"
    again.mkdir()
    done = run("-C", str(project), "list", cwd=again, first="import os; os.rmdir(os.getcwd())\n")
    done.refused(done.code) if done.code else None
    assert done.code in (0, 2, 3)
