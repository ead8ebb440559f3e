"""Projects made by `briefgen init`, and the program run in them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-c", "from briefgen.cli.main import main; main()"]
TODAY = "1790000000"
"""2026-09-21, in seconds since 1970."""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, on a fixed day."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": TODAY},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def made_project(folder: Path, *options: str) -> Path:
    """Return a new project in `folder`."""
    done = run("init", str(folder), *options, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder
