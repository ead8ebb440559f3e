"""What only explains itself starts at once: no library is loaded before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT, copy_project

from briefgen.cli.commands import COMMANDS

HEAVY = (
    "PIL",
    "asyncio",
    "babel",
    "decimal",
    "hashlib",
    "importlib.metadata",
    "json",
    "logging",
    "matplotlib",
    "multiprocessing",
    "numpy",
    "pickle",
    "pydantic",
    "python_calamine",
    "reportlab",
    "rich",
    "segno",
    "subprocess",
    "tempfile",
    "uharfbuzz",
    "unittest",
    "xlsxwriter",
    "yaml",
    "zipfile",
)


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """Return which of the heavy modules a command loads that are not there from the start."""
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom briefgen.cli.main import run\n"
        f"code = run({list(arguments)!r})\n"
        f"print('loaded', code, *sorted(set({HEAVY!r}) & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    word, ended, *found = done.stdout.splitlines()[-1].split()
    assert (word, ended) == ("loaded", "0"), done.stdout + done.stderr
    return set(found)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_no_library(tmp_path: Path, arguments: list[str]):
    assert loaded(tmp_path, *arguments) == set()


def test_the_program_itself_imports_no_command(tmp_path: Path):
    code = (
        "import sys\nfrom briefgen.cli.main import run\nrun(['--help'])\n"
        "print([name for name in sys.modules if name in ('briefgen.cli.build', 'briefgen.cli.check')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_brief_is_told_without_reading_any(tmp_path: Path):
    project = copy_project(tmp_path / "p")
    code = (
        "import sys\nfrom briefgen.cli.main import run\n"
        f"code = run(['-C', {str(project)!r}, 'build', 'nothing'])\n"
        "print(code, [name for name in ('yaml', 'pydantic', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "2 []"
