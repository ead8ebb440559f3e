"""Every command that README and manual show is run, in a copy of the project."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from certificates import PASSWORD, Offices
from commands import commands_in

ROOT = Path(__file__).resolve().parents[2]
OWN_TEST = ROOT / "docs" / "first-brief.md"
"""Begins in an empty folder: see test_first_brief.py."""
DOCUMENTS = [ROOT / "README.md", *sorted({*(ROOT / "docs").glob("**/*.md")} - {OWN_TEST})]

# What sets a machine up, changes git or runs all tests is run by .ci/run, not here.
SET_UP = (
    "git ",
    "python -m venv",
    "python3 -m venv",
    "source ",
    ". ",
    "pip ",
    "python -m pip ",
    "bash .ci/run",
    "cd ",
    "pytest",
)
BRIEFGEN = [sys.executable, "-c", "from briefgen.cli.main import main; main()"]


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices") / "pki")


@pytest.fixture
def project(tmp_path: Path, offices: Offices) -> Path:
    """Return a copy of the project's own inputs, with a certificate to sign with and that of its issuer."""
    shutil.copy(offices.key(), tmp_path / "office.p12")
    shutil.copy(offices.certificate(), tmp_path / "root.crt")
    for name in ("briefings", "data", "pictures"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "briefgen.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_works(document: Path, project: Path):
    for command in commands_in(document.read_text("utf-8")):
        if command.startswith(SET_UP):
            continue
        program, *arguments = shlex.split(command)
        assert program == "briefgen", f"{document.name} shows {command!r}: set-up commands are listed in this test"
        done = subprocess.run(
            [*BRIEFGEN, *arguments],
            cwd=project,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "src"),
                "PYTHONIOENCODING": "utf-8",
                "BRIEFGEN_SIGN_PASSWORD": PASSWORD,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_the_readme_has_two_commands():
    shown = commands_in((ROOT / "README.md").read_text("utf-8"))
    assert shown[:2] == [
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/briefgen build robotics",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_commands_are_found_in_both_kinds_of_blocks():
    text = (
        "```sh\npip install .   # once\n\n# a remark\nbriefgen build \\\n  robotics\n```\n"
        "text `briefgen list`\n"
        "```console\n$ briefgen list\nrobotics  industry\n```\n"
        "```yaml\nkind: industry\n```\n"
        "1. item\n\n   ```sh\n   briefgen check\n   ```\n"
    )
    assert commands_in(text) == ["pip install .", "briefgen build    robotics", "briefgen list", "briefgen check"]
