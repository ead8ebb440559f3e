"""What voids an approval and what does not: people, wording, figures, a new edition; and what a pack makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from approvals import approve
from packs import change, file_of, packed, project_of_packs

from briefgen.deliver.approval.changes import changes, class_of
from briefgen.deliver.approval.snapshot import take_snapshot
from briefgen.deliver.approval.standing import Standing, not_approved, standings
from briefgen.deliver.pack import bodies
from briefgen.deliver.pack.assemble import Wanted
from briefgen.deliver.pack.gates import HeldBackError, passes
from briefgen.deliver.ready import ready
from briefgen.pipeline.shared import read_shared
from briefgen.project import Project
from briefgen.spec.load import load_brief


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = project_of_packs(tmp_path)
    change(found.settings, "series:", "deliver: {approval: yes}\nseries:")
    return found


def standing(project: Project, name: str = "one") -> dict[str, Standing]:
    return standings(project, read_shared(project), load_brief(project.briefings / f"{name}.yaml", project))


def why(project: Project) -> dict[str, str]:
    return {language: found.why for language, found in standing(project).items()}


def test_what_nobody_approved_is_not_approved(project: Project):
    assert why(project) == {"zh": "never", "en": "never"}
    assert not (project.root / "ledger").exists()
    approve(project, "one", languages=("zh",))
    assert why(project) == {"zh": "", "en": "never"}
    brief = load_brief(project.briefings / "one.yaml", project)
    assert not_approved(project, read_shared(project), brief, ("zh", "en")) == ("en",)
    assert not_approved(project, read_shared(project), brief, ("zh",)) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("briefings/one.yaml", "'There are", "'We count", {"zh": "", "en": "wording"}),
        ("briefings/one.yaml", "示例数为", "共有示例", {"zh": "wording", "en": ""}),
        ("briefgen.yaml", "en: Sample Office", "en: The Sample Office", {"zh": "", "en": "wording"}),
        ("data/sample.yaml", "en: Share of samples", "en: Share", {"zh": "", "en": "wording"}),
        ("data/sample.yaml", "value: 12", "value: 13", {"zh": "facts", "en": "facts"}),
        ("data/sample.yaml", "period: 2025", "period: 2024", {"zh": "facts", "en": "facts"}),
        ("data/sample.yaml", "value: 12", "value: 12\n    qualifier: about", {"zh": "facts", "en": "facts"}),
        ("briefings/one.yaml", "[count, share]", "[share, count]", {"zh": "form", "en": "form"}),
        ("briefings/one.yaml", "number: 1", "number: 2", {"zh": "edition", "en": "edition"}),
        ("briefings/one.yaml", "theme: software", "theme: software\ncover: office", {"zh": "", "en": ""}),
        ("data/delegations/east.sample.yaml", "", "", {"zh": "", "en": ""}),
    ],
)
def test_what_a_change_voids(project: Project, file: str, old: str, new: str, found: dict[str, str]):
    approve(project, "one")
    assert why(project) == {"zh": "", "en": ""}
    if old:
        change(project.root / file, old, new)
    assert why(project) == found
    if old:
        change(project.root / file, new, old)
    assert why(project) == {"zh": "", "en": ""}


def test_what_changed_is_told_in_words(project: Project):
    approve(project, "one")
    change(project.data / "sample.yaml", "value: 12", "value: 13")
    change(project.briefings / "one.yaml", "'There are", "'We count")
    found = standing(project)["en"]
    told = [(one.kind, one.place, one.old, one.new) for one in found.changes]
    assert told == [
        ("facts", "share", "12% (2025)", "13% (2025)"),
        ("wording", "blocks.1.lead", "There are {count|value} samples.", "We count {count|value} samples."),
    ]
    assert found.approval is not None
    assert found.approval.by == "Sample Person"


def test_an_approval_without_its_record_is_void_all_the_same(project: Project):
    approve(project, "one")
    for file in (project.root / "reviews").rglob("*.json"):
        file.unlink()
    assert why(project) == {"zh": "", "en": ""}
    change(project.briefings / "one.yaml", "'There are", "'We count")
    assert why(project) == {"zh": "", "en": "changed"}


def test_entries_that_stand_elsewhere_are_no_new_wording(project: Project):
    shared, file = read_shared(project), project.briefings / "one.yaml"
    change(file, "  - page: {zh: 数据, en: Figures}", "  - page: {zh: 数据, en: Figures}\n  - notes:\n    - A\n    - B")
    rows = "[{head: {zh: 甲, en: A}, text: {zh: 一, en: one}}, {head: {zh: 乙, en: B}, text: {zh: 二, en: two}}]"
    back = "[{head: {zh: 乙, en: B}, text: {zh: 二, en: two}}, {head: {zh: 甲, en: A}, text: {zh: 一, en: one}}]"
    change(file, "  - notes:\n    - A\n    - B\n    id: figures", f"    id: figures\n  - notes: {rows}")
    old = take_snapshot(project, shared, load_brief(file, project)).contents["zh"]
    change(file, rows, back)
    new = take_snapshot(project, shared, load_brief(file, project)).contents["zh"]
    assert old.digest != new.digest
    assert class_of(changes(old, new)) == "form"


def test_a_pack_asks_for_approvals_and_no_change_of_people_voids_them(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(HeldBackError) as caught:
        packed(project)
    assert [(gate.name, gate.what) for gate in caught.value.gates] == [("approval", "one"), ("approval", "two")]
    approve(project, "one", "two")
    assert packed(project).state == "packed"

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a body is laid out anew")

    monkeypatch.setattr(bodies, "drawn", refuse)
    for old, new in (("示例赑乙", "示例赑丙"), ("示例赑代表团", "示例赑丁代表团"), ("'18:30'", "'23:30'")):
        change(file_of(project), old, new)
        made = packed(project, wanted=Wanted(bound=None, again=True))  # 23:00
        assert all(gate.passed for gate in made.gates)
        assert not made.overridden
    assert made.state == "packed"
    change(file_of(project), "members:", "omit: [{brief: one, block: strip}]\nmembers:")
    monkeypatch.undo()
    assert not packed(project).overridden


def test_a_wording_holds_back_only_packs_in_its_language(project: Project):
    approve(project, "one", "two")
    change(project.briefings / "one.yaml", "'There are", "'We count")
    with pytest.raises(HeldBackError) as caught:
        packed(project)
    assert [gate.sentence for gate in caught.value.gates] == ["SW-2026-01 is not approved in en as it is now."]
    change(file_of(project), "arrival:", "languages: [zh]\narrival:")
    assert packed(project).state == "packed"


def test_a_file_that_nobody_approved_does_not_leave_when_the_brief_is_changed_back(project: Project):
    change(project.settings, "approval: yes", "approval: yes, folder: out")
    change(file_of(project), "arrival:", "channels: [folder]\narrival:")
    approve(project, "one", "two")
    change(project.briefings / "one.yaml", "'There are", "'We count")
    packed(project, wanted=Wanted(let=passes(("approval",), "a test", "Sample Person")))
    change(project.briefings / "one.yaml", "'We count", "'There are")
    assert why(project) == {"zh": "", "en": ""}
    with pytest.raises(HeldBackError) as caught:
        ready(project, "east")
    assert [gate.sentence for gate in caught.value.gates] == [
        "The brief has changed since the pack was made.",
        "SW-2026-01 was packed with what is not approved in en.",
    ]
    packed(project)
    assert not ready(project, "east").passed
