"""What docs/schedule.md shows of files is read as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.project import Project, open_project
from briefgen.spec.days_off import CalendarFile
from briefgen.spec.reader import read_bytes
from briefgen.spec.schedule import BriefSchedule, ProjectSchedule, VisitSchedule, opened
from briefgen.spec.tree import Mapping, Scalar, Sequence
from briefgen.spec.validate import validate
from briefgen.spec.when import parse_when

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schedule.md"
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
FIRST_CELLS = re.findall(
    r"^\| `([^`]+)` \|", PAGE.read_text("utf-8").partition("## When")[2].partition("\n## ")[0], re.MULTILINE
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "briefgen.yaml").write_text("", "utf-8")
    return open_project(tmp_path)


@pytest.mark.parametrize("text", BLOCKS)
def test_files_that_are_shown_are_read(project: Project, text: str):
    tree = read_bytes(text.encode(), "shown.yaml")
    if Scalar("years") in tree:
        validate(tree, CalendarFile, project)
        return
    below = tree[Scalar("schedule")]
    if isinstance(below, Sequence):
        for entry in below:
            validate(opened(entry), VisitSchedule, project)  # type: ignore[arg-type]
    elif isinstance(below, Mapping) and Scalar("when") not in below:
        validate(below, ProjectSchedule, project)
    else:
        validate(opened(below), BriefSchedule, project)  # type: ignore[arg-type]


def test_words_that_are_shown_are_read():
    shown = [words for words in FIRST_CELLS if " " in words]
    assert len(shown) >= 8
    for words in shown:
        parse_when(words)
