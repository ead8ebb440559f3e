"""What was reviewed is kept, is known again, and no later review takes its place."""

from __future__ import annotations

from pathlib import Path

from packs import change, project_of_packs

from briefgen.deliver.approval.snapshot import (
    Snapshot,
    changed_texts,
    last_approved,
    read_snapshot,
    review_folder,
    take_snapshot,
    write_snapshot,
)
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.spec.load import load_brief


def read(project: Project, name: str = "one") -> tuple[Shared, Brief]:
    return read_shared(project), load_brief(project.briefings / f"{name}.yaml", project)


def snapshot(project: Project, name: str = "one") -> Snapshot:
    shared, brief = read(project, name)
    return take_snapshot(project, shared, brief)


def edit(project: Project, old: str, new: str, name: str = "one") -> None:
    change(project.briefings / f"{name}.yaml", old, new)


def test_a_snapshot_is_read_as_it_was_written(tmp_path: Path):
    project = project_of_packs(tmp_path)
    taken = snapshot(project)
    file = write_snapshot(project, taken)
    assert file.parent == review_folder(project, "SW-2026-01")
    assert read_snapshot(project, "SW-2026-01") == taken
    assert (project.root / "reviews" / ".gitignore").read_text("utf-8").endswith("\n*\n")
    before = file.read_bytes()
    assert write_snapshot(project, taken) == file
    assert file.read_bytes() == before


def test_nothing_is_known_of_an_edition_that_nobody_reviewed(tmp_path: Path):
    project = project_of_packs(tmp_path)
    assert read_snapshot(project, "SW-2026-01") is None
    assert read_snapshot(project, "../../x") is None


def test_a_later_review_leaves_the_earlier_one(tmp_path: Path):
    project = project_of_packs(tmp_path)
    first = write_snapshot(project, snapshot(project))
    held = first.read_bytes()
    edit(project, "概览", "总览")
    second = write_snapshot(project, snapshot(project))
    assert first.read_bytes() == held != second.read_bytes()
    found = read_snapshot(project, "SW-2026-01")
    assert found is not None
    assert found.contents["zh"].texts["blocks.0.page"] == "总览"


def test_an_altered_file_counts_as_none(tmp_path: Path):
    project = project_of_packs(tmp_path)
    file = write_snapshot(project, snapshot(project))
    change(file, "概览", "总览")
    assert read_snapshot(project, "SW-2026-01") is None
    write_snapshot(project, snapshot(project))
    assert read_snapshot(project, "SW-2026-01") is not None


def test_two_briefs_of_one_code_are_told_apart(tmp_path: Path):
    project = project_of_packs(tmp_path)
    edit(project, "number: 2", "number: 1", "two")
    for name in ("one", "two"):
        write_snapshot(project, snapshot(project, name))
    found = read_snapshot(project, "SW-2026-01", "two")
    assert found is not None
    assert found.brief == "two"


def test_what_was_approved_last_is_found_by_its_digest(tmp_path: Path):
    project = project_of_packs(tmp_path)
    taken = snapshot(project)
    write_snapshot(project, taken)
    with open_ledger(project) as ledger:
        ledger.approved(Approval("one", taken.edition, "zh", taken.digests["zh"], "Sample Person"))
    edit(project, "概览", "总览")
    edit(project, "number: 1", "number: 3")
    write_snapshot(project, snapshot(project))
    shared, brief = read(project)
    assert last_approved(project, shared, brief, "zh") == taken
    assert last_approved(project, shared, brief, "en") is None


def test_changed_texts_are_named_by_their_places(tmp_path: Path):
    project = project_of_packs(tmp_path)
    old = snapshot(project)
    edit(project, "blocks:\n", "blocks:\n  - page: {zh: 前言, en: Foreword}\n  - lead: {zh: 说明, en: Words}\n")
    edit(project, "en: 'There are {count} samples.'", "en: 'We count {count} samples.'")
    new = snapshot(project)
    assert changed_texts(old, old, "zh") == ()
    added = ("blocks.0.page", "blocks.1.lead", "blocks.0", "blocks.1")
    assert changed_texts(old, new, "zh") == added
    assert changed_texts(old, new, "en") == ("blocks.0.page", "blocks.1.lead", "blocks.3.lead", "blocks.0", "blocks.1")


def test_texts_and_blocks_with_a_changed_figure_count_as_changed(tmp_path: Path):
    project = project_of_packs(tmp_path)
    old = snapshot(project)
    change(project.data / "sample.yaml", "value: 5", "value: 6")
    new = snapshot(project)
    assert changed_texts(old, new, "zh") == changed_texts(old, new, "en") == ("blocks.1.lead", "blocks.3")
