"""A pack whose delegation or briefs were written otherwise after it was made does not leave in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from packs import change, file_of, packed, project_of_packs

from briefgen.deliver.pack.gates import HeldBackError
from briefgen.deliver.ready import ready
from briefgen.project import Project

OF_DELEGATION = "The delegation's file has changed since the pack was made."
OF_BRIEF = "The brief has changed since the pack was made."
PEOPLE = "part,name.zh,name.en\nmembers,示例丙,Sample Gamma\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project whose delegation gets its pack in a folder."""
    found = project_of_packs(tmp_path)
    change(found.settings, "series:", "deliver: {folder: out}\nseries:")
    change(file_of(found), "arrival:", "channels: [folder]\narrival:")
    return found


def told(project: Project) -> list[tuple[str, str, str]]:
    with pytest.raises(HeldBackError) as caught:
        ready(project, "east")
    return [(gate.name, gate.what, gate.sentence) for gate in caught.value.gates]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sample Qwyx Beta", "Sample Qwyx Delta"),
        ("'18:30'", "'19:30'"),
        ("arrival:", "omit: [{brief: one, block: opening}]\narrival:"),
        ("A sample request", "Another request"),
        ("briefs: [one, two]", "briefs: [two, one]"),
    ],
)
def test_a_delegation_that_was_changed_holds_its_pack_back_until_it_is_made_again(project: Project, old: str, new: str):
    packed(project)
    change(file_of(project), old, new)
    assert told(project) == [("stale", "", OF_DELEGATION)]
    assert [gate.sentence for gate in ready(project, "east", ["stale"]).passed] == [OF_DELEGATION]
    packed(project)
    assert not ready(project, "east").passed


def test_to_whom_by_what_and_when_it_goes_is_decided_when_it_goes(project: Project):
    packed(project)
    change(file_of(project), "channels: [folder]", "channels: [folder, mail]  # by both")
    people = "recipients: [{id: office, name: {zh: 办公室, en: Office}, address: o@example.net, language: en}]\n"
    change(file_of(project), "arrival:", f"{people}embargo: 2026-11-01\narrival:")
    assert not ready(project, "east").passed


def test_a_row_of_a_table_file_counts_as_what_stands_in_the_delegation(project: Project):
    rows = file_of(project).with_name("east.csv")
    rows.write_text(PEOPLE, "utf-8")
    change(file_of(project), "arrival:", "rows-from: [east.csv]\narrival:")
    packed(project)
    assert not ready(project, "east").passed
    rows.write_text(PEOPLE.replace("Gamma", "Epsilon"), "utf-8")
    assert told(project) == [("stale", "", OF_DELEGATION)]


def test_a_brief_that_was_changed_or_broken_holds_back_the_pack_that_has_it(project: Project):
    packed(project)
    brief = project.briefings / "two.yaml"
    change(brief, "'There are", "'We count")
    assert told(project) == [("stale", "two", OF_BRIEF)]
    change(brief, "'We count", "'There are")
    assert not ready(project, "east").passed
    change(brief, "kind: topic", "kind: nothing")
    assert told(project) == [("stale", "two", OF_BRIEF)]


def test_a_new_brief_of_a_kind_that_is_wanted_holds_the_pack_back(project: Project):
    change(file_of(project), "briefs: [one, two]", "briefs: [topic]")
    packed(project)
    text = (project.briefings / "one.yaml").read_text("utf-8")
    (project.briefings / "three.yaml").write_text(text.replace("number: 1", "number: 3"), "utf-8")
    assert told(project) == [("stale", "", "It is given other briefs than when the pack was made.")]


def test_a_tag_that_comes_or_goes_holds_the_pack_back_where_the_delegation_is_given_it(project: Project):
    one, two = project.briefings / "one.yaml", project.briefings / "two.yaml"
    change(one, "kind: topic\n", "kind: topic\ntags: [equipment]\n")
    change(file_of(project), "briefs: [one, two]", "briefs: [equipment]")
    packed(project)
    assert not ready(project, "east").passed
    change(two, "kind: topic\n", "kind: topic\ntags: [equipment]\n")
    assert told(project) == [("stale", "", "It is given other briefs than when the pack was made.")]
    packed(project)
    assert not ready(project, "east").passed
    change(one, "tags: [equipment]", "tags: [energy]")
    assert told(project) == [("stale", "", "It is given other briefs than when the pack was made.")]


def test_a_tag_that_the_delegation_is_not_given_holds_nothing_back(project: Project):
    packed(project)
    change(project.briefings / "two.yaml", "kind: topic\n", "kind: topic\ntags: [equipment]\n")
    assert not ready(project, "east").passed


def test_a_pack_of_which_nobody_knows_what_it_was_made_of_is_made_again(project: Project):
    path = next(packed(project).pack.folder.glob("*/record.json"))
    record = json.loads(path.read_text("utf-8"))
    del record["made-of"]
    path.write_text(json.dumps(record), "utf-8")
    assert told(project) == [("stale", "", OF_DELEGATION)]
    packed(project)
    assert not ready(project, "east").passed
