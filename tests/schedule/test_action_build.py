"""Scheduled builds: what becomes of each brief, that none stops another, and what is kept."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from packs import SECTION, change
from scheduled import brief_of, files_of, project_of, task_of

from briefgen.project import Project
from briefgen.schedule.actions.build import build
from briefgen.schedule.editions import folder_of, keep_edition
from briefgen.schedule.store.records import Item, Outcome

OLD = SECTION.replace("section: sample", "section: old").replace("count:", "aged:").replace("share:", "late:")
OLD = OLD.replace("  s:", "  o:").replace("source: s", "source: o") + "    valid-until: 2026-10-31\n"
BRIEFS = {
    "fine": brief_of("Robots"),
    "broken": brief_of("Ships", 2).replace("{count}", "{kount}"),
    "states": brief_of("Trains", 3, gaps="state").replace("[sample]", "[sample, old]").replace("share]", "late]"),
    "refuses": brief_of("Grain", 4).replace("[sample]", "[sample, old]").replace("share]", "late]"),
    "unread": "kind: [",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory.mktemp("build"), {**files_of(BRIEFS), "data/old.yaml": OLD})


@pytest.fixture(scope="module")
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture(scope="module")
def outcome(project: Project, told: list[tuple[str, str]]) -> Outcome:
    return build(task_of(project, ("all",), told=told))


def found(outcome: Outcome) -> dict[str, Item]:
    return {item.subject: item for item in outcome.items}


def test_each_brief_has_its_own_fate(outcome: Outcome):
    states = {name: item.state for name, item in found(outcome).items()}
    assert states == {
        "broken": "failed", "fine": "built", "refuses": "stale", "states": "stale", "unread": "failed",
    }  # fmt: skip
    assert outcome.failed


def test_a_failure_is_told_with_its_place(outcome: Outcome):
    items = found(outcome)
    assert items["broken"].message.startswith("briefings/broken.yaml:")
    assert 'no fact "kount"' in items["broken"].message
    assert items["unread"].message.startswith("briefings/unread.yaml:2:1:")
    assert "valid until 2026-10-31" in items["refuses"].message
    assert (items["refuses"].file, items["broken"].file) == ("", "")


def test_each_section_is_told(outcome: Outcome):
    sections = {
        name: [(one.section, one.state, one.why) for one in item.sections] for name, item in found(outcome).items()
    }
    old = ("old", "stale", "late (2026-10-31)")
    assert sections["fine"] == [("sample", "ok", "")]
    assert sections["states"] == sections["refuses"] == [("sample", "ok", ""), old]
    assert sections["unread"] == []


def test_what_was_built_is_there_and_kept(project: Project, outcome: Outcome):
    item = found(outcome)["fine"]
    data = (project.root / item.file).read_bytes()
    assert item.sha256 == hashlib.sha256(data).hexdigest()
    assert item.edition == "SW-2026-01"
    kept = folder_of(project) / "fine" / f"2026-11-16_SW-2026-01_{item.sha256}.pdf"
    assert kept.read_bytes() == data
    assert sorted(path.name for path in folder_of(project).iterdir()) == ["fine", "states"]


def test_it_tells_how_far_it_is(outcome: Outcome, told: list[tuple[str, str]]):
    assert ("fine", "layout") in told
    assert all(subject or stage for subject, stage in told)


def test_what_has_not_changed_is_left_alone(project: Project, outcome: Outcome):
    again = build(task_of(project, ("fine", "nothing")))
    states = {item.subject: item.state for item in again.items}
    assert states == {"fine": "unchanged", "nothing": "failed"}
    assert 'no brief "nothing"' in found(again)["nothing"].message
    assert len([*(folder_of(project) / "fine").iterdir()]) == 1


def test_kinds_mean_their_briefs_and_what_cannot_be_read(project: Project, outcome: Outcome):
    again = build(task_of(project, ("topic",)))
    assert [item.subject for item in again.items] == ["broken", "fine", "refuses", "states", "unread"]
    assert [item.subject for item in build(task_of(project, ("event",))).items] == ["unread"]


def test_tags_mean_their_briefs_and_what_cannot_be_read(tmp_path: Path):
    briefs = {
        "fine": brief_of("Robots", tags="[equipment, city]"),
        "other": brief_of("Ships", 2, tags="[city]"),
        "apart": brief_of("Trains", 3),
        "unread": "kind: topic\ntags: [",
    }
    project = project_of(tmp_path, files_of(briefs))
    again = build(task_of(project, ("equipment", "fine")))
    assert [(item.subject, item.state) for item in again.items] == [("fine", "built"), ("unread", "failed")]
    (project.briefings / "unread.yaml").unlink()
    assert [item.subject for item in build(task_of(project, ("city", "apart"))).items] == ["apart", "fine", "other"]
    unknown = build(task_of(project, ("fine", "equipmnt")))
    assert {item.subject: item.state for item in unknown.items} == {"fine": "unchanged", "equipmnt": "failed"}
    assert found(unknown)["equipmnt"].message == 'There is no brief "equipmnt". Did you mean "equipment"?'


def test_a_broken_section_fails_all_and_is_named(tmp_path: Path):
    project = project_of(tmp_path, files_of({"fine": brief_of("Robots"), "other": brief_of("Ships", 2)}))
    change(project.data / "sample.yaml", "value: 5", "value: five")
    outcome = build(task_of(project))
    assert [(item.subject, item.state) for item in outcome.items] == [("fine", "failed"), ("other", "failed")]
    for item in outcome.items:
        assert item.message.startswith("data/sample.yaml:")
        assert [(one.section, one.state) for one in item.sections] == [("sample", "failed")]
        assert item.sections[0].why.startswith("data/sample.yaml:")


def test_a_project_without_briefs_says_so(tmp_path: Path):
    project = project_of(tmp_path, files_of({}))
    assert build(task_of(project)) == Outcome(message="There are no briefs: nothing was built.")


def test_what_cannot_be_kept_is_told(tmp_path: Path):
    project = project_of(tmp_path, files_of({"fine": brief_of("Robots")}))
    (tmp_path / "runs").write_text("in the way")
    (item,) = build(task_of(project)).items
    assert item.state == "failed"
    assert item.message.startswith("It was built, but not kept:")
    assert (tmp_path / item.file).is_file()


def test_an_edition_is_kept_once_and_moves_to_its_last_day(tmp_path: Path):
    project = project_of(tmp_path, files_of({}))
    first = keep_edition(project, "fine", "SW-2026-01", b"one", date(2026, 1, 5))
    assert keep_edition(project, "fine", "SW-2026-01", b"one", date(2026, 1, 5)) == first
    keep_edition(project, "fine", "SW-2026-01", b"two", date(2026, 2, 5))
    again = keep_edition(project, "fine", "SW-2026-01", b"one", date(2026, 3, 5))
    names = sorted(path.name for path in again.parent.iterdir())
    assert [name[:10] for name in names] == ["2026-02-05", "2026-03-05"]
    assert again.read_bytes() == b"one"
    again.write_bytes(b"half")
    assert keep_edition(project, "fine", "SW-2026-01", b"one", date(2026, 3, 5)).read_bytes() == b"one"
