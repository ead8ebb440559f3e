"""What is asked again when a pack leaves: days, figures and approvals may have changed since it was made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from json_document import documented
from packs import change, file_of, packed, project_of_packs

from briefgen.cli.main import run
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import assemble
from briefgen.deliver.pack.gates import HeldBackError
from briefgen.deliver.ready import ready
from briefgen.project import Project, open_project

LATER = {"SOURCE_DATE_EPOCH": "1795132800"}
"""20 November 2026, four days after the pack was made."""
TABLE = """\
tables:
  yearly:
    title: {zh: 历年, en: By year}
    source: s
    period: 2025
    columns:
      - {id: place, name: {zh: 地点, en: Place}}
      - {id: number, name: {zh: 数, en: Number}, unit: {zh: 个, en: sample|samples}}
    rows:
      - {place: {zh: 甲, en: A}, number: 4}
      - {place: {zh: 乙, en: B}, number: 5}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project whose delegation gets its pack in a folder."""
    found = project_of_packs(tmp_path)
    change(found.settings, "series:", "deliver: {folder: out}\nseries:")
    change(file_of(found), "arrival:", "channels: [folder]\narrival:")
    return found


def later(project: Project) -> Project:
    return open_project(project.root, environment=LATER)


def shut(project: Project, *let: str) -> list[tuple[str, str]]:
    with pytest.raises(HeldBackError, match="was not delivered") as caught:
        ready(later(project), "east", let)
    return [(gate.name, gate.what) for gate in caught.value.gates]


def of_section(old: str, new: str) -> Callable[[Project], None]:
    return lambda project: change(project.data / "sample.yaml", old, new)


def nothing_laid_out(*_: object, **__: object) -> None:
    raise AssertionError("something was laid out")


def test_a_pack_that_may_leave_is_asked_without_laying_anything_out(project: Project, monkeypatch: pytest.MonkeyPatch):
    made = packed(project)
    monkeypatch.setattr(assemble, "briefs_of", nothing_laid_out)
    found = ready(later(project), "east")
    assert found.copies == made.pack.copies
    assert (found.passed, [gate.passed for gate in found.gates]) == ((), [True])


@pytest.mark.parametrize(
    ("happens", "gate", "told"),
    [
        (of_section("  share:\n", "  share:\n    valid-until: 2026-11-19\n"), "stale", "share (until 2026-11-19)"),
        (of_section("value: 12", "value: 13"), "stale", "no longer what the data say: share"),
        (of_section("value: 12", "value: 12\n    publish: internal"), "stale", "no longer what the data say: share"),
        (of_section("  share:\n", "  part:\n"), "stale", "no longer what the data say: share"),
        (of_section("value: 12", "value: missing"), "gap", "no value yet: share"),
    ],
)
def test_figures_that_may_no_longer_be_printed_hold_the_delivery_back(
    project: Project, happens: Callable[[Project], None], gate: str, told: str
):
    packed(project)
    happens(project)
    assert shut(project) == [(gate, "one"), (gate, "two")]
    with pytest.raises(HeldBackError) as caught:
        ready(later(project), "east")
    assert told in caught.value.problems[0].message
    assert [each.what for each in ready(later(project), "east", [gate]).passed] == ["one", "two"]


def test_what_is_said_of_a_gap_in_its_place_does_not_help_a_file_that_prints_the_figure(project: Project):
    for name in ("one", "two"):
        change(project.briefings / f"{name}.yaml", "theme:", "gaps: state\ntheme:")
    of_section("  share:\n", "  share:\n    valid-until: 2026-11-19\n")(project)
    packed(project)
    assert shut(project) == [("stale", "one"), ("stale", "two")]
    packed(later(project))
    assert ready(later(project), "east").passed == ()


def test_a_table_past_its_last_day_holds_the_delivery_back(project: Project):
    path = project.data / "sample.yaml"
    path.write_text(path.read_text("utf-8") + TABLE, "utf-8")
    change(
        project.briefings / "one.yaml",
        "  - figures:",
        "  - table: yearly\n    takeaway: {zh: 有两处, en: There are two}\n  - figures:",
    )
    made = packed(project)
    assert [copy.tables for copy in made.pack.copies][:2] == [("yearly",), ()]
    change(path, "  yearly:\n", "  yearly:\n    valid-until: 2026-11-19\n")
    assert shut(project) == [("stale", "one")]


def test_an_approval_that_fell_away_holds_the_delivery_back(project: Project):
    packed(project)
    change(project.settings, "deliver: {", "deliver: {approval: yes, ")
    assert shut(project) == [("approval", "one"), ("approval", "two")]
    assert [gate.name for gate in ready(later(project), "east", ["approval"]).passed] == ["approval"] * 2


def test_one_gate_that_is_passed_passes_no_other(project: Project):
    packed(project)
    of_section("value: 12", "value: missing")(project)
    of_section("value: 5", "value: 6")(project)
    change(file_of(project), "arrival:", "embargo: 2026-11-21\narrival:")
    everything = {("embargo", ""), ("stale", "one"), ("gap", "one"), ("stale", "two"), ("gap", "two")}
    assert set(shut(project)) == everything
    assert set(shut(project, "gap", "stale")) == {("embargo", "")}


def test_the_program_tells_what_holds_back_and_records_who_lets_it_pass(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    packed(project)
    of_section("value: 12", "value: 13")(project)
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER["SOURCE_DATE_EPOCH"])
    assert run(["deliver", "east", "--json"]) == 1
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    documented(found)
    assert found["shut"] == ["stale/one", "stale/two"]
    assert not (project.root / "out").exists()
    assert run(["deliver", "east"]) == 1
    assert "--override stale --reason" in capsys.readouterr().err
    options = ["--override", "stale", "--reason", "it is known", "--by", "Sample Person"]
    assert run(["deliver", "east", "--dry-run", *options]) == 0
    assert not project.kept.exists() or overrides(project) == []
    assert run(["deliver", "east", *options]) == 0
    assert "Override stale: one: Figures are no longer what the data say: share." in capsys.readouterr().err
    assert overrides(project) == [("stale", "east/one", "Sample Person"), ("stale", "east/two", "Sample Person")]
    assert (project.root / "out" / "east" / "latest.txt").is_file()


def test_what_has_gone_by_hand_is_recorded_whatever_the_gates_say(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    change(project.settings, "folder: out", "messenger: {folder: by-hand}")
    change(file_of(project), "channels: [folder]\n", "")
    people = "recipients: [{id: liaison, name: {zh: 联络人, en: Liaison}, language: zh, channels: [messenger]}]\n"
    change(file_of(project), "arrival:", f"channels: [messenger]\n{people}arrival:")
    change(file_of(project), "[one, two]", "[one]")
    packed(project)
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER["SOURCE_DATE_EPOCH"])
    assert run(["deliver", "east"]) == 0
    of_section("value: 12", "value: 13")(project)
    assert run(["deliver", "east", "--mark-sent", "wechat", "--to", "liaison"]) == 0
    assert "sent" in capsys.readouterr().out


def overrides(project: Project) -> list[tuple[str, str, str]]:
    with open_ledger(project, reading=True) as ledger:
        return [(one.gate, one.what, one.by) for one in ledger.overrides()]


def test_a_file_swapped_after_packing_goes_nowhere_and_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    made = packed(project)
    made.pack.copies[0].path.write_bytes(b"%PDF of another delegation")
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER["SOURCE_DATE_EPOCH"])
    assert run(["deliver", "east"]) == 2
    told = capsys.readouterr().err
    assert "packs/east is not as it was packed: a file in it is missing or was changed." in told
    assert "Make it again: briefgen pack east" in told
    assert not (project.root / "out").exists()
    next(made.pack.folder.glob("*/record.json")).write_text("[]", "utf-8")
    assert run(["reissue", "east"]) == 2
    assert "The record of packs/east is missing or damaged" in capsys.readouterr().err
