"""Packs: what is in them, what never is, and that the same makes the same."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from icalendar import Calendar
from packs import MARKS, MOMENT, change, file_of, packed, project_of_packs, readable, tree_of

from briefgen.check.finished.inspection import inspect_file
from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import load_pack
from briefgen.deliver.pack.assemble import Made, Wanted, Workshop
from briefgen.deliver.pack.shelf import INTERNAL
from briefgen.errors import AuthorsMistakes
from briefgen.project import Project, open_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def made(project: Project) -> dict[str, Made]:
    """Return the packs of both delegations, made in one run."""
    workshop = Workshop(project)
    return {name: workshop.pack(file_of(project, name), Wanted(bound=True)) for name in MARKS}


def test_a_pack_has_briefs_papers_calendar_and_manifest(made: dict[str, Made]):
    pack = made["east"].pack
    kinds = [item.kind for item in made["east"].items]
    assert kinds == ["brief", "brief", "collection", "letter", "programme", "calendar", "talking", "interpreter"]
    there = set(tree_of(pack.folder))
    assert {f"{INTERNAL}/record.json", "manifest.json", "Robots简报_赑团_2026-11.pdf"} <= there
    assert len(there) == 10
    assert [path.parent.name for path in pack.papers] == [INTERNAL, INTERNAL]


def test_every_file_passes_verification(made: dict[str, Made]):
    for item in (item for one in made.values() for item in one.items if item.kind != "calendar"):
        report = inspect_file(item.data)
        assert report.claims, item.name
        assert report.ok, (item.name, report.findings)


def test_no_name_of_one_delegation_is_in_files_of_another(made: dict[str, Made]):
    for name, (mark, word) in MARKS.items():
        for other in MARKS:
            pack = made[other].pack
            assert pack.archive is not None
            files = [*tree_of(pack.folder).values(), pack.archive.read_bytes()]
            found = [any(mark in text or word in text for text in readable(data)) for data in files]
            if other == name:
                assert sum(found) >= 9  # the test sees what it looks for
            else:
                assert not any(found)


def test_the_cover_says_for_whom_it_is(made: dict[str, Made]):
    from decode import lines

    for name, (mark, word) in MARKS.items():
        for item in made[name].items:
            if item.kind in ("brief", "collection"):
                cover = [line.text for line in lines(item.data) if line.page == 0]
                assert any(f"示例{mark}代表团" in text for text in cover)
                assert any(f"Sample {word} Delegation" in text for text in cover)


def test_bodies_are_shared(made: dict[str, Made]):
    bases = {name: [item.base for item in one.items if item.kind == "brief"] for name, one in made.items()}
    assert bases["east"] == bases["west"]
    copies = [item.sha256 for one in made.values() for item in one.items if item.kind == "brief"]
    assert len(set(copies)) == 4


def test_the_manifest_tells_each_file_that_goes_out(made: dict[str, Made]):
    pack = made["east"].pack
    manifest = json.loads(pack.manifest.read_bytes())
    for entry in manifest["files"]:
        data = (pack.folder / entry["name"]).read_bytes()
        assert (entry["size"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert len(entry["copy"]) == 16
    assert [entry["kind"] for entry in manifest["files"]] == [
        "brief", "brief", "collection", "letter", "programme", "calendar",
    ]  # fmt: skip
    assert manifest["files"][0]["edition"] == "SW-2026-01"
    assert "甲" not in pack.manifest.read_text("utf-8")


def test_the_zip_has_names_in_utf_8_and_nothing_internal(made: dict[str, Made]):
    pack = made["east"].pack
    assert pack.archive is not None
    with zipfile.ZipFile(pack.archive) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.flag_bits & 0x800 or entry.filename.isascii()
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert archive.read(entry) == (pack.folder / entry.filename).read_bytes()
        names = set(archive.namelist())
    assert names == {path.name for path in pack.folder.iterdir() if path.is_file()}
    assert not any("谈话" in name or "口译" in name for name in names)


def test_the_calendar_has_the_programme_in_the_time_of_the_place(made: dict[str, Made]):
    data = next(item.data for item in made["east"].items if item.kind == "calendar")
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "抵达赑 · Arrival of Qwyx", "会谈 · Meeting", "离开 · Departure",
    ]  # fmt: skip
    assert b"DTSTART;TZID=Asia/Shanghai:20261121T093000" in data
    assert b"DTSTART;VALUE=DATE:20261122" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_pack_can_be_read_again(project: Project, made: dict[str, Made]):
    delegation = load_delegation(file_of(project), project)
    pack = load_pack(project, delegation)
    assert pack == made["east"].pack
    assert pack is not None
    assert [copy.names["en"] for copy in pack.copies][:2] == [
        "Sampleton-Robots-Brief_Qwyx_Nov2026.pdf", "Sampleton-Ships-Brief_Qwyx_Nov2026.pdf",
    ]  # fmt: skip
    assert all(copy.path.stat().st_size == copy.size for copy in pack.copies)
    assert set(pack.copies[0].facts) == {"count", "share"}


def test_the_ledger_knows_the_copies(project: Project, made: dict[str, Made]):
    with open_ledger(project, reading=True) as ledger:
        assert ledger.knows("count")
        found = ledger.connection.execute("SELECT id, sha256 FROM copies WHERE delegation = 'east'").fetchall()
    assert {(copy.id, copy.sha256) for copy in made["east"].pack.copies} <= set(found)


def test_the_same_makes_the_same_bytes_elsewhere(tmp_path: Path):
    both = []
    for name in ("first", "second"):
        project = project_of_packs(tmp_path / name)
        packed(project)
        both.append(tree_of(project.root / "packs"))
    assert both[0] == both[1]
    assert len(both[0]) == 10


def test_a_second_run_leaves_all_as_it_is_also_on_another_day(tmp_path: Path):
    project = project_of_packs(tmp_path)
    packed(project)
    before = tree_of(project.root / "packs")
    again = packed(project)
    assert again.state == "unchanged"
    later = open_project(tmp_path, environment={"SOURCE_DATE_EPOCH": str(int(MOMENT["SOURCE_DATE_EPOCH"]) + 86400)})
    assert packed(later).state == "unchanged"
    assert tree_of(project.root / "packs") == before


def test_omissions_and_insertions_make_a_body_of_their_own(tmp_path: Path):
    project = project_of_packs(tmp_path)
    own = (
        "omit: [{brief: one, block: strip}]\n"
        "insert:\n  - {brief: two, after: opening, head: {zh: 专项, en: Special},\n"
        "     text: {zh: '共{count}。', en: 'All {count}.'}}\n"
    )
    change(file_of(project), "members:", f"{own}members:")
    workshop = Workshop(project)
    east, west = (workshop.pack(file_of(project, name), Wanted()) for name in MARKS)
    pages = {name: [item.pages for item in one.items[:2]] for name, one in (("east", east), ("west", west))}
    assert pages == {"east": [2, 3], "west": [3, 3]}
    assert all(one.base != other.base for one, other in zip(east.items[:2], west.items[:2], strict=True))
    assert set(east.items[0].facts) == {"count"}
    text = " ".join(text for text in readable(east.items[1].data))
    assert "专" in text
    with pikepdf.open(io.BytesIO(west.items[1].data)) as pdf:
        assert len(pdf.pages) == 3


def test_a_pack_in_one_language(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival:", "languages: [en]\narrival:")
    made = packed(project)
    assert {item.language for item in made.items if not item.internal} == {"en"}
    assert made.items[0].name == "Sampleton-Robots-Brief_Qwyx_Nov2026.pdf"


def test_a_changed_file_in_a_pack_is_made_again(tmp_path: Path):
    project = project_of_packs(tmp_path)
    pack = packed(project).pack
    before = tree_of(project.root / "packs")
    pack.copies[0].path.write_bytes(b"broken")
    (pack.folder / "stray.txt").write_text("x", "utf-8")
    assert packed(project).state == "packed"
    assert tree_of(project.root / "packs") == before


def test_what_binds_briefs_is_not_bound_again(tmp_path: Path):
    project = project_of_packs(tmp_path)
    whole = "bind: [one, two]\nblocks:\n  - parts\n  - page: {zh: 来源, en: Sources}\n  - sources\n"
    text = (project.briefings / "one.yaml").read_text("utf-8").partition("blocks:")[0].replace("number: 1", "number: 3")
    (project.briefings / "all.yaml").write_text(text + whole, "utf-8")
    change(file_of(project), "briefs: [one, two]", "briefs: [one, all]")
    assert packed(project).items[0].pages == 3
    with pytest.raises(AuthorsMistakes) as caught:
        packed(project, wanted=Wanted(bound=True))
    assert "binds briefs itself" in caught.value.problems[0].message
