"""A small project, the real program in processes of its own, and BRIEFGEN_ROUNDS.

`BRIEFGEN_ROUNDS=100 pytest tests/surviving` runs each of these tests a hundred times.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("BRIEFGEN_ROUNDS", "1"))

PROGRAM = "from briefgen.cli.main import main; main()"

BOUND = """
import ctypes, os
# Root may write everywhere, so that nothing refuses it: let go of the rights to pass over what files and folders say
# (CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH; linux/capability.h, version 3).
if os.name == "posix" and os.geteuid() == 0:
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capget(head, sets) == 0
    for index in range(3):
        sets[index] &= ~0b110
    assert libc.capset(head, sets) == 0
"""
"""What makes a process of root obey permissions."""

FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
del sys.argv[1]
"""
"""What lets no file grow over the size that the first argument gives, as where a disk or a quota is full."""

SETTINGS = "issuer: {zh: 样例, en: Sample}\nseries: {zh: 样例, en: Sample}\n"
DATA = """\
section: one
title: {zh: 样例, en: Sample}
sources:
  sample: {title: {zh: 样例, en: Sample}, date: undated, kind: sample}
facts:
  first: {name: {zh: 甲, en: First}, value: 12, unit: percent, period: 2025, source: sample, locator: a}
  second: {name: {zh: 乙, en: Second}, value: 34, unit: percent, period: 2025, source: sample, locator: b}
"""
BRIEF = """\
kind: topic
title: {zh: 样例, en: Sample}
theme: software
edition: {date: 2026-11-01, number: 1}
sections: [one]
blocks:
  - page: {zh: 样例, en: Sample}
  - lead: {zh: '甲为{first}。', en: 'The first is {first}.'}
  - chart: bars
    takeaway: {zh: 乙大于甲, en: The second is larger}
    rows: [{fact: first}, {fact: second}]
  - sources
"""


@dataclass(frozen=True)
class Done:
    """Hold how a process ended and what it said."""

    code: int
    out: str
    err: str

    def refused(self, code: int, *words: str) -> None:
        """Assert that it ended with a code and a message for people that holds these words."""
        assert self.code == code, self
        for word in words:
            assert word in self.err
        assert "Traceback" not in self.err
        assert "fault of briefgen" not in self.err


Run = Callable[..., Done]


@pytest.fixture(params=range(ROUNDS), autouse=True)
def turn(request: pytest.FixtureRequest) -> int:
    """Repeat each test as often as BRIEFGEN_ROUNDS says."""
    return request.param


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project."""
    return make_project(tmp_path / "project")


@pytest.fixture
def make() -> Callable[[Path], Path]:
    """Return what writes a small project into a folder."""
    return make_project


def make_project(root: Path) -> Path:
    for name, text in {"briefgen.yaml": SETTINGS, "data/one.yaml": DATA, "briefings/small.yaml": BRIEF}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def run() -> Run:
    """Return what runs briefgen in a process of its own."""
    return run_briefgen


def run_briefgen(
    *arguments: str,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    without: tuple[str, ...] = (),
    first: str = "",
    **options: object,
) -> Done:
    """Run briefgen; `environment` is added, `without` taken away, `first` is Python that runs before the program."""
    world = {name: value for name, value in os.environ.items() if name not in ("BRIEFGEN_DEBUG", *without)}
    world |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **(environment or {})}
    streams = {"timeout": 60, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run(
        [sys.executable, "-c", first + PROGRAM, *arguments], cwd=cwd, env=world, check=False, **streams
    )
    return Done(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(said: bytes | None) -> str:
    return (said or b"").decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def bound() -> str:
    """Return Python that makes a process obey permissions even where root runs the tests."""
    if not sys.platform.startswith("linux") and getattr(os, "geteuid", lambda: 1)() == 0:
        pytest.skip("root may write everywhere on this system")
    return BOUND


@pytest.fixture
def full() -> str:
    """Return Python that limits the size of files to the first argument."""
    if sys.platform == "win32":
        pytest.skip("this system has no limits on the size of files")
    return FULL


@pytest.fixture
def debris() -> Callable[[Path], list[str]]:
    """Return what names the work folders and halves of files that lie in a folder."""

    def found(root: Path) -> list[str]:
        names = (path.relative_to(root).as_posix() for path in root.rglob("*"))
        return sorted(name for name in names if "work-" in name or name.endswith((".part", ".lock", ".tmp")))

    return found
