"""Builds that are killed or meet each other, in processes of their own.

BRIEFGEN_ROUNDS says how often each is tried; the places where a build is killed differ from round to round.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from built_project import build, reason
from editions import PROGRAM, copy_project

from briefgen.pipeline.manifest import read_entry
from briefgen.pipeline.results import Built

ROUNDS = int(os.environ.get("BRIEFGEN_ROUNDS", "2"))
SOURCE = str(Path(__file__).resolve().parents[2] / "src")

STOPPED = """
import sys, time
event, end = sys.argv.pop(1).split(" ")

def stop(name, arguments):
    if name == event and any(str(a).endswith(end) or end in str(a) for a in arguments[:2]):
        print("here", flush=True)
        time.sleep(600)

sys.addaudithook(stop)
"""
"""Stops before something is asked of the system (audit events of Python) and waits there to be killed."""
PLACES = (
    "os.rename notes/output",
    "os.mkdir briefgen/work-",
    "open .lock",
    "open .part",
    "os.rename .part",
    "open robotics.pdf",
    "os.rename robotics.pdf",
    "os.rename robotics.json",
    "shutil.rmtree work-",
    "os.rmdir work-",
    "os.remove .lock",
)


def start(root: Path, *arguments: str, program: str = PROGRAM) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": SOURCE, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def renumber(root: Path, number: int) -> None:
    """Give the edition another number: other pages."""
    path = root / "briefings" / "industries" / "robotics.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("edition: "))
    lines[at] = f"edition: {{date: 2026-11-01, number: {number}}}\n"
    path.write_text("".join(lines), "utf-8")


def debris(root: Path) -> list[str]:
    """Return what lies where it should not when no build runs."""
    files = [
        path for path in root.rglob("*") if path.name.startswith((".briefgen-", "work-")) or path.suffix == ".part"
    ]
    return sorted(path.relative_to(root).as_posix() for path in files)


@pytest.fixture(scope="module")
def _numbered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, str]]:
    root = copy_project(tmp_path_factory.mktemp("numbered") / "project")
    digests: dict[int, str] = {}
    for number in (4, 3):
        renumber(root, number)
        made = build(root)
        assert isinstance(made, Built)
        digests[number] = made.sha256
    assert digests[3] != digests[4]
    return root, digests


@pytest.fixture
def root(_numbered: tuple[Path, dict[int, str]], tmp_path: Path) -> Path:
    """Return the folder of a project of which edition 3 is built."""
    return Path(shutil.copytree(_numbered[0], tmp_path / "a project 工程"))


@pytest.fixture
def editions(_numbered: tuple[Path, dict[int, str]]) -> dict[int, str]:
    """Return the digests of two editions by their numbers."""
    return _numbered[1]


def digest(root: Path) -> str:
    return hashlib.sha256((root / "dist" / "robotics.pdf").read_bytes()).hexdigest()


def assert_true(root: Path, wanted: str) -> None:
    """Assert that the record says nothing false, and that the next run brings all in order."""
    entry = read_entry(root / "dist" / ".manifest" / "robotics.json")
    if entry is not None and reason(root) == "":
        assert digest(root) == wanted
    process = start(root, "build", "robotics")
    said = process.communicate()
    assert process.returncode == 0, said
    assert digest(root) == wanted
    assert reason(root) == ""
    assert debris(root) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_build_killed_at_a_place_leaves_the_old_file_or_the_new(root: Path, editions: dict[int, str], place: str):
    renumber(root, 4)
    shutil.rmtree(root / ".briefgen")
    process = start(root, place, "build", "robotics", program=STOPPED + PROGRAM)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"here"
    process.kill()
    process.communicate()
    assert digest(root) in editions.values()
    assert_true(root, editions[4])


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_build_killed_at_any_time_leaves_the_old_file_or_the_new(root: Path, editions: dict[int, str], round_: int):
    now = 3
    chance = random.Random(round_)
    for _ in range(3):
        now = 7 - now
        renumber(root, now)
        if chance.random() < 0.5:
            shutil.rmtree(root / ".briefgen", ignore_errors=True)
        process = start(root, "build", "robotics")
        time.sleep(chance.uniform(0.05, 1.2))
        process.kill()
        process.communicate()
        assert digest(root) in editions.values()
    assert_true(root, editions[now])


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_builds_of_one_edition_at_once_both_succeed(root: Path, editions: dict[int, str], round_: int):
    renumber(root, 4)
    shutil.rmtree(root / ".briefgen")
    shutil.rmtree(root / "dist")
    both = [start(root, "build", "robotics") for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert digest(root) == editions[4]
    assert debris(root) == []
    assert reason(root) == ""


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_builds_of_two_states_leave_one_file_and_a_true_record(
    root: Path, editions: dict[int, str], tmp_path: Path, round_: int
):
    other = tmp_path / "other"
    shutil.copytree(root, other)
    renumber(root, 4)
    renumber(other, 3)
    out = tmp_path / "out"
    both: list[subprocess.Popen[bytes]] = []
    for project in (root, other):
        both.append(start(project, "build", "robotics", "--out", str(out)))
        time.sleep(random.Random(round_).uniform(0, 0.2))
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    found = hashlib.sha256((out / "robotics.pdf").read_bytes()).hexdigest()
    assert found in editions.values()
    for project, number in ((root, 4), (other, 3)):
        if reason(project, out=out) == "":
            assert found == editions[number]


def test_a_home_that_cannot_be_written_and_no_folder_for_caches_do_not_matter(root: Path):
    shutil.rmtree(root / ".briefgen")
    closed = root / "closed"
    closed.mkdir(mode=0o500)
    nowhere = "/proc/none" if Path("/proc").is_dir() else str(closed / "none")  # no rights keep root from a folder
    places = dict.fromkeys(("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "APPDATA"), nowhere)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "build", "--force", "robotics"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": SOURCE, "PYTHONIOENCODING": "utf-8", **places},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are a matter of POSIX")
@pytest.mark.parametrize("limit", [0, 4096, 100_000])
def test_a_full_disk_leaves_the_old_file_and_is_told(root: Path, editions: dict[int, str], limit: int):
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
    renumber(root, 4)
    process = start(root, "build", "robotics", program=limited + PROGRAM)
    _, said = process.communicate()
    assert process.returncode == 3
    assert "robotics.pdf cannot be written: " in said.decode()
    assert "Traceback" not in said.decode()
    assert digest(root) == editions[3]
    assert debris(root) == []
    assert_true(root, editions[4])


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(root: Path, editions: dict[int, str]):
    renumber(root, 4)
    (root / "dist" / "robotics.pdf").unlink()
    shutil.rmtree(root / "dist")
    (root / "dist").write_text("a file", "utf-8")
    process = start(root, "build", "robotics")
    _, said = process.communicate()
    assert process.returncode == 3
    assert "a file stands where a folder is meant" in said.decode()
    assert debris(root) == []
    (root / "dist").unlink()
    assert_true(root, editions[4])
