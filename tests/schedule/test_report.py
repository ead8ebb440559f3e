"""Reports of runs: one page that a person can read, JSON that is always there, nothing of people in either."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from decode import lines
from hypothesis import given, settings
from hypothesis import strategies as st
from scheduled import files_of, project_of, run_of

from briefgen.check.finished.inspection import inspect_file
from briefgen.errors import EnvironmentFailure
from briefgen.project import Project
from briefgen.schedule.report import paper
from briefgen.schedule.report.rows import about_item, counted, rows_of, sections_counted
from briefgen.schedule.report.writing import Report, write_report
from briefgen.schedule.store.records import Item, ItemState, Outcome, SectionState

OK, STALE = SectionState("sample", "ok"), SectionState("old", "stale", "late (2026-10-31)")
LONG = 'briefings/ships.yaml:12:3: The text refers to the fact "kount", which no section of this brief holds. ' * 5


def item(name: str, state: ItemState = "built", **changes: object) -> Item:
    made = Item(name, "brief", state, f"dist/{name}.pdf", "0" * 64, "SW-2026-01", sections=(OK,))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def failed(name: str, message: str, **changes: object) -> Item:
    return item(name, "failed", file="", sha256="", message=message, **changes)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory.mktemp("report"), files_of({}))


def written(project: Project, outcome: Outcome, name: str, action: str = "build", **changes: object) -> Report:
    run = dataclasses.replace(run_of(action, now=project.now()), id=name, **changes)  # type: ignore[arg-type]
    return write_report(project, run, outcome)


def page_text(report: Report) -> str:
    assert report.page is not None, report.fault
    found = lines(report.page.read_bytes())
    assert {line.page for line in found} == {0}
    return "".join("".join(line.text for line in found).split())


def test_all_fine(project: Project):
    items = tuple(item(f"brief-{number:02d}", "built" if number < 3 else "unchanged") for number in range(24))
    report = written(project, Outcome(items), "fine")
    text = page_text(report)
    for words in (
        "运行正常：已生成3项",
        "Allfine:3built,21unchanged.",
        "brief-00",
        "unchanged.report.json",
        "Sections:1ok.",
    ):
        assert words in text
    assert report.page is not None
    found = inspect_file(report.page.read_bytes())
    assert found.claims and found.ok
    assert [path.name for path in sorted(report.record.parent.iterdir())] == ["report.json", "report.pdf"]


def test_failures_stand_first_and_in_both_languages(project: Project):
    items = (item("a"), item("states", "stale", sections=(OK, STALE)), failed("ships", LONG), failed("boats", LONG))
    text = page_text(written(project, Outcome(items), "three"))
    assert text.index("boats") < text.index("ships") < text.index("states")
    assert "失败：briefings/ships.yaml:12:3" in text
    assert "Needsattention:2failed,1stale." in text
    assert "数据文件old已过期（late(2026-10-31)）" in text
    assert text.count("whichnosection") < 10  # long messages are cut on the page
    record = json.loads((project.runs / "three" / "report.json").read_text("utf-8"))
    assert record["items"][2]["message"] == LONG
    assert (record["failed"], record["counts"]) == (True, {"built": 1, "failed": 2, "stale": 1})


def test_sixty_rows_fit_one_page_with_what_matters(project: Project):
    states: list[ItemState] = ["delivered"] * 50 + ["held"] * 6 + ["failed"] * 3 + ["unknown"]
    items = tuple(
        Item(f"visit-{number:02d}/desk/mail", "delivery", state, message="Why. (gate stale)")
        for number, state in enumerate(states)
    )
    text = page_text(written(project, Outcome(items), "sixty", "deliver"))
    assert all(f"visit-{number:02d}" in text for number in range(50, 60))
    assert "暂不放行：数据过期" in text
    shown = sum(f"visit-{number:02d}" in text for number in range(60))
    assert f"And{60 - shown}more:{60 - shown}sent.report.jsonlistsall." in text
    record = json.loads((project.runs / "sixty" / "report.json").read_text("utf-8"))
    assert len(record["items"]) == 60


@pytest.mark.parametrize(
    "id", ["20261123T060000Z-4cab37b5", "20261123T060000Z-88888888-2", "20281228T080000Z-d8d8d8d8-88"]
)
def test_the_id_of_every_run_has_room(project: Project, id: str):
    report = written(project, Outcome((item("robotics"),)), id)
    assert report.fault == ""
    assert id[:8] in page_text(report).replace("\n", " ")


def test_nothing_to_do_and_a_run_that_failed_as_a_whole(project: Project):
    assert "Therewasnothingtodo." in page_text(written(project, Outcome(), "nothing", "pack"))
    message = "briefgen.yaml:3:1: This is \x1b[31m not known \U0001f600\u202e. Ask boss@example.net."
    report = written(project, Outcome(message=message), "whole", state="failed")
    text = page_text(report)
    assert "Therunfailed" in text and "notknown" in text
    both = text + report.record.read_text("utf-8")
    assert "boss@example.net" not in both
    assert "(address)" in both
    missed = page_text(written(project, Outcome(), "missed", state="missed", count=4))
    assert "运行失败" in text and "Notrun:4missed." in missed


def test_without_the_page_the_record_is_there_and_tells_so(project: Project, monkeypatch: pytest.MonkeyPatch):
    def fails(*parts: object) -> None:
        raise EnvironmentFailure("The fonts of briefgen are missing.", "Install briefgen again.")

    monkeypatch.setattr(paper, "load_faces", fails)
    report = written(project, Outcome((item("a"),)), "no-page")
    assert (report.page, report.fault[:40]) == (None, "The page could not be made: The fonts of")
    record = json.loads(report.record.read_text("utf-8"))
    assert (record["page"], record["page_fault"]) == ("", report.fault)
    assert record["items"][0]["subject"] == "a"


def test_a_fault_of_ours_does_not_keep_it_back(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paper, "rows_of", lambda *parts: 1 / 0)
    report = written(project, Outcome((item("a"),)), "fault")
    assert "ZeroDivisionError" in report.fault
    assert json.loads(report.record.read_text("utf-8"))["counts"] == {"built": 1}


@pytest.mark.parametrize(
    "text", ["", "issuer: [", "issuer: {zh: 示例}\nseries: {zh: 示例, en: " + "Samples " * 20 + "}\n"]
)
def test_settings_that_cannot_be_used_do_not_keep_the_page_back(tmp_path: Path, text: str):
    project = project_of(tmp_path, {"briefgen.yaml": text})
    assert "Scheduledrunreport" in page_text(written(project, Outcome(message="No settings."), "one"))


def test_a_report_that_is_there_is_replaced(project: Project):
    written(project, Outcome((item("a"),)), "again")
    report = written(project, Outcome((item("b"),)), "again")
    assert json.loads(report.record.read_text("utf-8"))["items"][0]["subject"] == "b"
    (project.runs / "blocked").write_text("in the way")
    with pytest.raises(OSError, match="blocked"):
        written(project, Outcome(), "blocked")


@settings(max_examples=12)
@given(messages=st.lists(st.text(max_size=300), max_size=4))
def test_whatever_is_said_gets_its_page(project: Project, messages: list[str]):
    items = tuple(failed(f"brief-{number}", message) for number, message in enumerate(messages))
    report = written(project, Outcome(items, message="\n".join(messages)), "any")
    assert report.fault == ""


@given(
    states=st.lists(
        st.sampled_from(["built", "unchanged", "stale", "failed", "held", "delivered", "packed", "unknown"])
    )
)
def test_rows_lose_nothing_and_bad_ones_lead(states: list[ItemState]):
    outcome = Outcome(tuple(item(f"brief-{number}", state) for number, state in enumerate(states)))
    found = [row.state for row in rows_of(outcome, ("zh", "en"))]
    assert sorted(found) == sorted(states)
    bad = [state in ("failed", "unknown", "held", "stale") for state in found]
    assert bad == sorted(bad, reverse=True)
    assert sum(int(word) for word in counted(states, "en").replace(",", "").split() if word.isdigit()) == len(states)


def test_words_of_an_item():
    gated = Item("east", "pack", "held", message="It is under embargo. (gate embargo) x: no. (gate approval)")
    assert about_item(gated, "zh") == "暂不放行：未到发布日；未经签发"
    assert about_item(item("a"), "zh") == "已生成，SW-2026-01"
    assert about_item(item("a"), "en") == "Built, SW-2026-01"
    assert about_item(failed("a", "Something broke."), "zh") == "失败，说明见英文栏"
    many = Outcome((item("a", sections=(OK, STALE)), item("b", sections=(SectionState("sample", "failed"),))))
    assert sections_counted(many, "en") == "1 failed, 1 stale"
