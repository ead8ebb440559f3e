"""The same inputs give the same bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest
from editions import briefgen, copy_project

WORLDS = [
    {"HOME": "/nonexistent", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {
        "TZ": "America/Los_Angeles",
        "LC_ALL": "zh_CN.UTF-8",
        "LANG": "zh_CN.UTF-8",
        "PYTHONHASHSEED": "4242",
        "COLUMNS": "40",
    },
    {
        "TZ": "Asia/Shanghai",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONUTF8": "0",
    },
]
"""What surrounds a build: home, time zone, language, hash seed, day."""


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Build the two projects in each world, with cold and stored pictures, in different folders; return the digests."""
    found: dict[str, dict[str, str]] = {}
    for number, world in enumerate(WORLDS):
        folder = tmp_path_factory.mktemp("w")
        # Folders of different depth and name, one with a blank and Chinese in it.
        root = folder / ("a", "项目 二/b", "c/d/e")[number]
        own, samples = copy_project(root / "own"), copy_project(root / "samples", samples=True)
        home = folder / "home"
        home.mkdir()
        settings = {"HOME": str(home), **world}
        for project, names in ((own, ["robotics"]), (samples, ["long"])):
            cwd = (project, folder, project / "data")[number]
            arguments = [] if number == 0 else ["-C", str(project)]
            for run in ("cold", "stored"):
                out = folder / "out" / run
                done = briefgen(*arguments, "build", *names, "--out", str(out), cwd=cwd, **settings)
                assert done.returncode == 0, done.stderr.decode()
                for file in out.glob("*.pdf"):
                    digest = hashlib.sha256(file.read_bytes()).hexdigest()
                    found.setdefault(file.name, {})[f"{run} in world {number}"] = digest
            if number == 0:
                assert any((project / ".briefgen").rglob("*.json"))
                shutil.rmtree(project / ".briefgen")
    return found


@pytest.mark.parametrize("name", ["robotics.pdf", "long.pdf"])
def test_every_world_gives_the_same_bytes(digests: dict[str, dict[str, str]], name: str):
    assert len(digests[name]) == 2 * len(WORLDS)
    assert len(set(digests[name].values())) == 1, digests[name]


def test_stored_pictures_were_used(tmp_path: Path):
    """With pictures in the store a build needs no Matplotlib, and its bytes are those of a cold build."""
    root = copy_project(tmp_path / "p")
    assert briefgen("build", "robotics", "--out", "cold", cwd=root).returncode == 0
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "matplotlib.py").write_text("raise ImportError('hidden')\n", "utf-8")
    source = Path(sys.modules["briefgen"].__file__ or "").resolve().parents[1]
    path = os.pathsep.join([str(tmp_path / "hidden"), str(source)])
    done = briefgen("build", "robotics", "--out", "stored", cwd=root, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr.decode()
    assert (root / "stored" / "robotics.pdf").read_bytes() == (root / "cold" / "robotics.pdf").read_bytes()
    forced = briefgen("build", "robotics", "--out", "stored", "--force", cwd=root, PYTHONPATH=path)
    assert forced.returncode == 3  # the hidden library was needed, and so would have been noticed above


def test_damaged_pictures_are_drawn_anew(tmp_path: Path):
    root = copy_project(tmp_path / "p")
    assert briefgen("build", "robotics", "--out", "cold", cwd=root).returncode == 0
    stored = list((root / ".briefgen").rglob("*.json"))
    assert stored
    for file in stored:
        file.write_bytes(file.read_bytes()[:-20])
    done = briefgen("build", "robotics", "--out", "again", cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    assert (root / "again" / "robotics.pdf").read_bytes() == (root / "cold" / "robotics.pdf").read_bytes()


def test_the_order_of_files_and_editions_does_not_matter(tmp_path: Path):
    """Built alone, or with all others in one process, a brief is the same."""
    root = copy_project(tmp_path / "p", samples=True)
    assert briefgen("build", "short", "--out", "alone", cwd=root).returncode == 0
    assert briefgen("build", "--all", "--out", "together", cwd=root).returncode == 0
    assert (root / "together" / "long.pdf").is_file()
    assert (root / "together" / "short.pdf").read_bytes() == (root / "alone" / "short.pdf").read_bytes()
