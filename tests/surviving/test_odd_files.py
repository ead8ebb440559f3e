"""Files that are huge, endless, deep, no files, or named in two ways: a clear message, at once."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

MOST_LINES = 100
"""How many lines of messages a person may have to scroll through."""

FILES = ["briefgen.yaml", "data/one.yaml", "briefings/small.yaml"]

HUGE = {
    "ten megabytes": "# " + "x" * 10_000_000,
    "ten megabytes of keys": "".join(f"key{n}: value\n" for n in range(700_000)),
    "a thousand levels": "a: " + "[" * 1000 + "]" * 1000,
    "a thousand blocks": "".join(" " * n + "a:\n" for n in range(1000)),
    "a hundred thousand levels": "[" * 100_000,
    "nothing but quotes": '"' * 100_001,
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_file_is_refused_in_a_few_lines(project: Path, run: Callable, file: str, kind: str):
    path = project / file
    path.write_text(path.read_text("utf-8") + HUGE[kind], "utf-8")
    done = run("build", "small", cwd=project)
    done.refused(1, file)
    assert len(done.err.splitlines()) < MOST_LINES
    assert max(map(len, done.err.splitlines())) < 1000
    if "megabytes" in kind:
        assert "larger than" in done.err
    assert not (project / "dist").exists()


@pytest.mark.parametrize("file", FILES)
def test_a_hundred_thousand_keys_are_told_in_short(project: Path, run: Callable, file: str):
    path = project / file
    path.write_text(path.read_text("utf-8") + "".join(f"key{n}: value\n" for n in range(100_000)), "utf-8")
    done = run("build", "small", cwd=project)
    done.refused(1, file)
    assert len(done.err) < 100_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    "name", [*FILES, "data/other.yaml", "data/other.csv", "briefings/other.yaml", ".briefgen", "dist", "dist/small.pdf"]
)
@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_nobody_waits_for_a_pipe(project: Path, run: Callable, name: str, command: str):
    path = project / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    names = ["small"] if command != "list" else []
    done = run(command, *names, cwd=project, timeout=60)
    assert done.code in (0, 1, 2, 3), done
    assert "Traceback" not in done.err
    assert "fault of briefgen" not in done.err
    if done.code == 0 and command == "build":
        assert (project / "dist" / "small.pdf").read_bytes().endswith(b"%%EOF\n")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on this system")
@pytest.mark.parametrize("name", [*FILES, "data", "briefings", ".briefgen", "dist", "dist/small.pdf", "data/loop.yaml"])
def test_a_link_to_itself(project: Path, run: Callable, name: str):
    path = project / name
    if path.exists():
        path.rename(project.parent / "away")
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(path.name)
    done = run("build", "small", cwd=project)
    assert done.code in (0, 1, 2, 3)
    assert "Traceback" not in done.err
    assert "fault of briefgen" not in done.err
    if done.code == 0:
        assert (project / "dist" / "small.pdf").read_bytes().endswith(b"%%EOF\n")


@pytest.mark.parametrize("name", ["dist", ".briefgen"])
def test_a_file_where_a_folder_is_meant(project: Path, run: Callable, name: str):
    (project / name).write_text("mine", "utf-8")
    done = run("build", "small", cwd=project)
    assert (project / name).read_text("utf-8") == "mine"
    if name == "dist":
        done.refused(3, "a file stands where a folder is meant")
    else:
        assert done.code == 0, done


@pytest.mark.parametrize("name", ["dist/small.pdf", "briefgen.yaml", "data/one.yaml", "briefings/small.yaml"])
def test_a_folder_where_a_file_is_meant(project: Path, run: Callable, name: str):
    path = project / name
    if path.exists():
        path.unlink()
    (path / "mine").mkdir(parents=True)
    done = run("build", "small", cwd=project)
    done.refused(done.code, Path(name).name)
    assert done.code in (1, 2, 3)
    assert (path / "mine").is_dir()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_brief_whose_name_is_written_in_two_ways(project: Path, run: Callable, form: str):
    """Systems keep names in one form or the other; whoever types it need not know."""
    written = project / "briefings" / (unicodedata.normalize("NFD", "café") + ".yaml")
    (project / "briefings" / "small.yaml").rename(written)
    done = run("build", unicodedata.normalize(form, "café"), cwd=project)
    assert done.code in (0, 1, 2)
    assert "Traceback" not in done.err
    assert "caf" in done.out + done.err


def test_files_that_other_programs_leave_are_left_alone(project: Path, run: Callable):
    for name in (".DS_Store", "._one.yaml", "~$one.xlsx", "one.yaml~", ".one.yaml.swp", "Thumbs.db", "desktop.ini"):
        for folder in ("data", "briefings"):
            (project / folder / name).write_bytes(b"\x00\x05\x16\x07")
    done = run("build", "small", cwd=project)
    assert done.code == 0, done
    assert done.err == ""


def test_a_file_that_grows_without_end_is_not_read_to_its_end(project: Path, run: Callable):
    """A sparse file of a gigabyte is read as far as the limit, so that memory does not follow its size."""
    with (project / "data" / "one.yaml").open("ab") as file:
        file.truncate(1 << 30)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (600 << 20, 600 << 20))\n"
    done = run("build", "small", cwd=project, first=limit if sys.platform == "linux" else "")
    done.refused(1, "data/one.yaml", "larger than")


def test_the_program_needs_no_answer(project: Path, run: Callable):
    done = run("build", "small", cwd=project, stdin=subprocess.DEVNULL)
    assert done.code == 0
