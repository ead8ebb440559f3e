"""Real files, built, verified and read aloud by the program, on any console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editions import briefgen, copy_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose one brief is built quickly."""
    root = copy_project(tmp_path / "投资 p")
    brief = root / "briefings" / "industries" / "robotics.yaml"
    head, _, _ = brief.read_text("utf-8").partition("blocks:")
    blocks = "blocks:\n  - page: {zh: 样例, en: Sample}\n  - lead: {zh: 样例一则。, en: This is a sample.}\n"
    brief.write_text(head + blocks, "utf-8")
    return root


@pytest.mark.parametrize("encoding", ["utf-8", "cp936", "ascii", "cp1252"])
def test_a_real_file_is_heard_on_any_console(project: Path, encoding: str):
    assert briefgen("build", "robotics", cwd=project).returncode == 0
    done = briefgen("read", "robotics", cwd=project, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode(encoding)
    assert "This is a sample." in said
    assert ("样例一则。" in said) == (encoding in ("utf-8", "cp936"))
    assert "\r" not in said
    told = json.loads(briefgen("read", "robotics", "--json", cwd=project, PYTHONIOENCODING=encoding).stdout)
    assert (told["brief"], told["path"], told["stale"]) == ("robotics", "dist/robotics.pdf", "")
    assert {"role": "H1", "language": "en", "text": "Sample", "level": 1, "shared": False} in told["spoken"] or [
        each for each in told["spoken"] if "This is a sample." in each["text"]
    ]
