"""Whether files changed: seen by names, sizes and times; what counts is what they hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from editions import copy_project

from briefgen.project import Project, open_project
from briefgen.schedule.agenda import EVERYTHING, Agenda, read_agenda
from briefgen.schedule.changes import Contents, signature
from briefgen.schedule.scheduled import Plans


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(copy_project(tmp_path / "p"), environment={})


def test_the_signature_changes_with_whatever_schedules_are_read_from(project: Project):
    seen = {signature(project)}
    (project.data / "delegations").mkdir(exist_ok=True)
    for path in (
        project.settings, project.data / "delegations" / "nordic.yaml", project.briefings / "new.yaml",
        project.root / "calendar.yaml",
    ):  # fmt: skip
        with path.open("a", encoding="utf-8") as file:
            file.write("# more\n")
        seen.add(signature(project))
    (project.root / "calendar.yaml").unlink()
    seen.add(signature(project))
    assert len(seen) == 5, "the last is the one before the calendar"
    before = signature(project)
    for left in (project.data / ".#x.yaml", project.data / "x.yaml~", project.root / "notes.txt"):
        left.write_text("x", "utf-8")
    (project.root / "runs").mkdir()
    assert signature(project) == before
    (project.root / "office").mkdir()
    (project.root / "office" / "calendar.yaml").write_text("x", "utf-8")
    assert signature(project, ["office/calendar.yaml"]) != before


def test_a_file_that_is_only_touched_is_what_it_was(tmp_path: Path):
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "a.yaml"
    file.write_text("one", "utf-8")
    contents = Contents()
    names = ["data", "gone.yaml"]
    first, last = contents.digest(tmp_path, names)
    assert last is not None
    os.utime(file, (2_000_000_000, 2_000_000_000))
    contents.begin()
    touched, later = contents.digest(tmp_path, names)
    assert touched == first
    assert later is not None
    assert later > last
    file.write_text("two", "utf-8")
    contents.begin()
    assert contents.digest(tmp_path, names)[0] != first
    file.write_text("one", "utf-8")
    (tmp_path / "gone.yaml").write_text("", "utf-8")
    contents.begin()
    assert contents.digest(tmp_path, names)[0] != first


def test_links_that_go_round_end(tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "round").symlink_to(tmp_path / "data", target_is_directory=True)
    assert Contents().digest(tmp_path, ["data"])[1] is None


def test_all_is_watched_where_nothing_narrower_is_known():
    assert Agenda(Plans(())).files("run:a") == EVERYTHING


def test_a_calendar_elsewhere_is_looked_at(project: Project):
    schedule = "schedule:\n  calendar: office/days.yaml\n  runs: [{id: a, when: workdays 06:00, build: all}]\n"
    with project.settings.open("a", encoding="utf-8") as file:
        file.write(schedule)
    agenda = read_agenda(project)
    assert agenda.plans.problems
    assert "office/days.yaml" in agenda.others
