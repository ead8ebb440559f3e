"""A change at 23:00: what was and what is now, with all the rest left as it was, and no approval voided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from approvals import approve
from editions import briefgen
from packs import MOMENT, change, file_of, packed, project_of_packs, tree_of

from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import bodies
from briefgen.deliver.pack.assemble import Made, Wanted
from briefgen.deliver.pack.gates import HeldBackError
from briefgen.errors import UsageMistake
from briefgen.project import Project


def reissued(project: Project) -> Made:
    return packed(project, wanted=Wanted(bound=None, again=True))


def changed(made: Made) -> dict[str, str]:
    return {one.kind: one.how for one in made.changes if one.how != "same"}


def approved_project(folder: Path) -> Project:
    """Return a project that lets approved editions alone into packs, whose briefs are approved and packed."""
    project = project_of_packs(folder)
    change(project.settings, "series:", "deliver: {approval: yes}\nseries:")
    approve(project, "one", "two")
    packed(project)
    return project


def test_a_members_name_changes_programme_and_interpreters_sheet_and_voids_no_approval(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project = approved_project(tmp_path)
    before = tree_of(project.root / "packs" / "east")
    change(file_of(project), "示例赑乙", "示例赑丙")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a body is laid out anew")

    monkeypatch.setattr(bodies, "drawn", refuse)
    made = reissued(project)
    assert changed(made) == {"programme": "changed", "interpreter": "changed"}
    lines = [line for one in made.changes for line in one.lines]
    assert lines.count(("示例赑乙", "示例赑丙")) == 2
    after = tree_of(project.root / "packs" / "east")
    same = {name for name, data in after.items() if before.get(name) == data}
    assert len(same) == len(after) - 4  # two papers, the manifest, the record
    asked = [(gate.what, gate.passed) for gate in made.gates if gate.name == "approval"]
    assert (asked, made.overridden) == ([("one", True), ("two", True)], ())
    with open_ledger(project, reading=True) as ledger:
        assert ledger.overrides() == ()


def test_a_corrected_figure_voids_the_approval_and_holds_the_pack_back(tmp_path: Path):
    project = approved_project(tmp_path)
    before = tree_of(project.root / "packs" / "east")
    change(project.data / "sample.yaml", "value: 12", "value: 13")
    with pytest.raises(HeldBackError) as held:
        reissued(project)
    assert [(gate.name, gate.what) for gate in held.value.gates] == [("approval", "one"), ("approval", "two")]
    assert tree_of(project.root / "packs" / "east") == before


def test_a_corrected_figure_is_named(tmp_path: Path):
    project = project_of_packs(tmp_path)
    packed(project)
    change(project.data / "sample.yaml", "value: 12", "value: 13")
    made = reissued(project)
    facts = {one.subject: one.facts for one in made.changes if one.kind == "brief"}
    assert facts == {"one": ("share",), "two": ("share",)}
    assert changed(made)["brief"] == "changed"


def test_a_brief_more_and_one_less(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "briefs: [one, two]", "briefs: [one]")
    packed(project)
    change(file_of(project), "briefs: [one]", "briefs: [two]")
    made = reissued(project)
    how = {one.subject: one.how for one in made.changes if one.kind == "brief"}
    assert how == {"two": "new", "one": "gone"}
    assert not any("Robots" in path.name for path in made.pack.folder.iterdir())


def test_bound_briefs_stay_bound(tmp_path: Path):
    project = project_of_packs(tmp_path)
    packed(project, wanted=Wanted(bound=True))
    made = reissued(project)
    assert made.state == "unchanged"
    assert "collection" in {item.kind for item in made.items}


def test_only_what_was_packed_is_reissued(tmp_path: Path):
    project = project_of_packs(tmp_path)
    with pytest.raises(UsageMistake, match="no pack of east"):
        reissued(project)


def test_the_command_shows_old_and_new(tmp_path: Path):
    project = project_of_packs(tmp_path)
    packed(project)
    change(file_of(project), "示例赑乙", "示例赑丙")
    done = briefgen("reissue", "east", cwd=project.root, **MOMENT)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode("utf-8")
    assert "old  示例赑乙" in told
    assert "new  示例赑丙" in told
    again = briefgen("reissue", "east", "--json", cwd=project.root, **MOMENT)
    assert json.loads(again.stdout)["changes"] == []
    assert json.loads(again.stdout)["status"] == "unchanged"
