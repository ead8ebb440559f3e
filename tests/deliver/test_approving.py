"""What can be approved: what was reviewed, as it was reviewed, in a language that it has, by somebody with a name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from editions import briefgen
from json_document import documented
from packs import MOMENT, change, project_of_packs

from briefgen.deliver.approval.approving import NotAsReviewedError, Result, approve
from briefgen.deliver.approval.snapshot import take_snapshot, write_snapshot
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.errors import UsageMistake
from briefgen.pipeline.shared import read_shared
from briefgen.project import Project
from briefgen.spec.load import load_brief

BY = "Sample Person, Sample Office"
SHEET = b"%PDF-1.7 signed sheet"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = project_of_packs(tmp_path / "p")
    review(found, "one")
    return found


def review(project: Project, name: str) -> None:
    brief = load_brief(project.briefings / f"{name}.yaml", project)
    write_snapshot(project, take_snapshot(project, read_shared(project), brief))


def edit(project: Project, old: str, new: str) -> None:
    change(project.briefings / "one.yaml", old, new)


def approved(project: Project, edition: str = "SW-2026-01", language: str = "zh", by: str = BY) -> Result:
    return approve(project, edition, [language], by)


def known(project: Project) -> tuple[Approval, ...]:
    with open_ledger(project, reading=True) as ledger:
        return ledger.approvals()


@pytest.mark.parametrize("edition", ["SW-2026-01", "sw-2026-01", "one", "one.yaml"])
def test_an_edition_is_known_by_its_code_and_its_brief(project: Project, edition: str):
    result = approved(project, edition)
    (entry,) = known(project)
    assert (entry.brief, entry.edition, entry.language, entry.by) == ("one", "SW-2026-01", "zh", BY)
    assert len(entry.content) == 64
    assert entry.at.startswith("2026-11-16T")
    assert {tag: one.why for tag, one in result.standings.items()} == {"zh": "", "en": "never"}


def test_repeating_it_adds_nothing(project: Project):
    assert not approved(project).approved[0].again
    assert approved(project).approved[0].again
    assert len(known(project)) == 1
    assert not approved(project, by="Second Sample Person").approved[0].again
    assert len(known(project)) == 2


@pytest.mark.parametrize(
    ("edition", "language", "by", "told"),
    [
        ("SW-2026-07", "zh", BY, "no edition has this code"),
        ("../../etc", "zh", BY, "no edition has this code"),
        ("SW-2026-01", "fr", BY, 'no language "fr"'),
        ("SW-2026-01", "zh", "  ", "Nobody is named"),
        ("SW-2026-01", "zh", "A\nB", "one line"),
    ],
)
def test_what_is_not_there_is_refused(project: Project, edition: str, language: str, by: str, told: str):
    with pytest.raises(UsageMistake, match=told):
        approved(project, edition, language, by)
    assert known(project) == ()


def test_a_language_must_be_named(project: Project):
    with pytest.raises(UsageMistake) as caught:
        approve(project, "one", [], BY)
    assert caught.value.hint == "Add --language zh or --language en."


def test_what_nobody_reviewed_is_refused(project: Project):
    with pytest.raises(NotAsReviewedError) as caught:
        approved(project, "SW-2026-02")
    assert caught.value.message == "SW-2026-02 (two) was never reviewed."
    assert "briefgen review two" in caught.value.hint


def test_what_changed_since_its_review_is_refused_with_the_changes(project: Project):
    change(project.data / "sample.yaml", "value: 12", "value: 13")
    edit(project, "'There are", "'We count")
    with pytest.raises(NotAsReviewedError) as caught:
        approved(project)
    assert caught.value.message.splitlines() == [
        "one has changed since it was reviewed (figures, wording en):",
        "  figure, zh, share: 12%（2025年） → 13%（2025年）",
        "  wording, en, blocks.1.lead: There are {count|value} samples. → We count {count|value} samples.",
    ]
    assert known(project) == ()
    review(project, "one")
    approved(project)
    assert len(known(project)) == 1


def test_many_changes_are_counted(project: Project):
    more = "".join(f"  - lead: {{zh: 第{n}段, en: Part {n}}}\n" for n in range(9))
    edit(project, "  - page: {zh: 数据", f"{more}  - page: {{zh: 数据")
    with pytest.raises(NotAsReviewedError) as caught:
        approved(project)
    assert caught.value.message.splitlines()[-1].startswith("  and ")
    assert len(caught.value.problems) > 10


def test_the_wording_of_the_other_language_is_no_hindrance(project: Project):
    edit(project, "'There are", "'We count")
    assert approved(project).standings["zh"].approved
    with pytest.raises(NotAsReviewedError, match="wording en"):
        approved(project, language="en")


def test_a_new_edition_must_be_reviewed(project: Project):
    approved(project)
    edit(project, "number: 1", "number: 3")
    with pytest.raises(UsageMistake, match="no edition SW-2026-01 any more: one is SW-2026-03 now"):
        approved(project)
    with pytest.raises(NotAsReviewedError, match="never reviewed"):
        approved(project, "SW-2026-03")


def test_two_briefs_of_one_code_are_told_apart_by_name(project: Project):
    change(project.briefings / "two.yaml", "number: 2", "number: 1")
    assert approved(project).brief == "one"  # the other was not reviewed
    review(project, "two")
    with pytest.raises(UsageMistake, match="several briefs: one and two"):
        approved(project)
    assert approved(project, "two").brief == "two"


def test_a_signed_sheet_is_kept_with_its_digest(project: Project, tmp_path: Path):
    sheet = tmp_path / "扫描.pdf"
    sheet.write_bytes(SHEET)
    result = approve(project, "one", ["zh"], BY, scan=sheet, note="seen in print")
    digest = hashlib.sha256(SHEET).hexdigest()
    (entry,) = known(project)
    assert (entry.scan, entry.note) == (digest, "seen in print")
    kept = result.approved[0].scan
    assert kept == project.root / "reviews" / "SW-2026-01" / f"one-signed-{digest[:12]}.pdf"
    assert kept.read_bytes() == SHEET
    sheet.unlink()
    assert known(project) == (entry,)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a document", b"<html>"])
def test_a_scan_of_another_kind_is_refused(project: Project, tmp_path: Path, data: bytes):
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(data)
    with pytest.raises(UsageMistake, match="not a PDF, PNG or JPEG"):
        approve(project, "one", ["zh"], BY, scan=sheet)
    for nothing, told in ((tmp_path, "not a file"), (tmp_path / "none.pdf", "There is no file")):
        with pytest.raises(UsageMistake, match=told):
            approve(project, "one", ["zh"], BY, scan=nothing)
    assert known(project) == ()


def test_both_languages_or_none(project: Project):
    edit(project, "'There are", "'We count")
    with pytest.raises(NotAsReviewedError):
        approve(project, "one", ["zh", "en"], BY)
    assert known(project) == ()
    review(project, "one")
    assert [one.approval.language for one in approve(project, "one", ["zh", "en"], BY).approved] == ["zh", "en"]


def test_the_command_tells_people_and_programs(project: Project):
    done = briefgen("approve", "SW-2026-01", "--language", "zh", "--by", BY, cwd=project.root, **MOMENT)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode("utf-8").splitlines() == [
        f"SW-2026-01 (one) is approved in zh by {BY}, 2026-11-16.",
        "  en not approved",
    ]
    done = briefgen("approve", "one", "--language", "zh", "--by", BY, "--json", cwd=project.root, **MOMENT)
    found = json.loads(done.stdout)
    documented(found)
    assert (found["status"], found["language"], found["standings"][1]["why"]) == ("unchanged", "zh", "never")
    done = briefgen("approve", "two", "--language", "zh", "--by", BY, "--json", cwd=project.root, **MOMENT)
    found = json.loads(done.stdout)
    documented(found)
    assert (done.returncode, found["brief"]) == (1, "two")
    done = briefgen("approve", "one", "--by", BY, cwd=project.root, **MOMENT)
    assert done.returncode == 2
    assert "--language zh or --language en" in done.stderr.decode()


def test_show_tells_how_a_brief_stands(project: Project):
    done = briefgen("show", "two", "--json", cwd=project.root, **MOMENT)
    assert json.loads(done.stdout)["standings"] == []
    approved(project)
    edit(project, "'There are", "'We count")
    done = briefgen("show", "one", "--json", cwd=project.root, **MOMENT)
    found = json.loads(done.stdout)
    documented(found)
    assert [(one["language"], one["approved"], one["why"]) for one in found["standings"]] == [
        ("zh", True, ""),
        ("en", False, "never"),
    ]
    edit(project, "示例数为", "共有示例")
    done = briefgen("show", "one", cwd=project.root, **MOMENT)
    told = done.stdout.decode("utf-8")
    assert f"  zh not approved: the wording has changed since (SW-2026-01 was approved by {BY} on 2026-11-16)\n" in told
