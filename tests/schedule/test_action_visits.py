"""Scheduled packs and deliveries: gates and sections decide, everything goes once, and its body is kept for good."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import get_args

import pytest
from mail_server import Box, free_port, mail_server
from packs import SECTION, change, file_of, packed
from parcels import mail_settings
from scheduled import NOW, brief_of, delegation_file, epoch, files_of, project_of, task_of

from briefgen.deliver import sending
from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import load_pack
from briefgen.deliver.pack.assemble import Wanted
from briefgen.deliver.pack.gates import GATES
from briefgen.pdf.finishing.encryption import opens
from briefgen.project import Project, open_project
from briefgen.schedule.actions import deliver as delivering
from briefgen.schedule.actions.deliver import deliver
from briefgen.schedule.actions.pack import pack
from briefgen.schedule.editions import body_of, folder_of
from briefgen.schedule.store.records import Outcome
from briefgen.spec.schedule import PassedGate
from briefgen.spec.when import parse_when

TO = """\
channels: [mail]
recipients:
  - id: desk
    name: {zh: 示例窗口, en: Sample Desk}
    address: desk@example.net
    language: en
    channels: [mail]
"""
BRIEFS = {"one": brief_of("Robots"), "two": brief_of("Ships", 2)}


def made(folder: Path, port: int, *, section: str = SECTION, more: str = TO) -> Project:
    deliver = "deliver:\n  folder: out\n" + "".join(f"  {each}\n" for each in mail_settings(port).splitlines())
    files = files_of(BRIEFS, settings=deliver, section=section)
    return project_of(folder, {**files, **delegation_file("east", more)})


def tried(project: Project, action: str = "deliver", told: list[tuple[str, str]] | None = None, **schedule) -> Outcome:
    task = task_of(project, (), action, told, id=f"delegation:east:{action}:1", delegation="east", **schedule)
    return (deliver if action == "deliver" else pack)(task)


def states(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(item.subject, item.kind, item.state) for item in outcome.items]


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering.time, "sleep", lambda seconds: None)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Box, list[Outcome], list[tuple[str, str]]]:
    """Deliver a pack twice, then once more after a change of a figure."""
    told: list[tuple[str, str]] = []
    with mail_server() as (box, port):
        project = made(tmp_path_factory.mktemp("sent"), port)
        outcomes = [tried(project, told=told), tried(project)]
        change(project.data / "sample.yaml", "value: 5", "value: 6")
        outcomes.append(tried(project))
    return project, box, outcomes, told


def test_a_pack_is_made_and_sent(sent: tuple[Project, Box, list[Outcome], list[tuple[str, str]]]):
    _, box, (first, _, _), told = sent
    assert states(first) == [("east", "pack", "packed"), ("east/desk/mail", "delivery", "delivered")]
    assert not first.failed
    assert [to for _, to, _ in box.arrived][:1] == [("desk@example.net",)]
    assert first.items[1].message == "", "its state says it all"
    assert told == [("east", "look"), ("east", "pack"), ("east/desk/mail", "send")]
    assert [(one.section, one.state) for one in first.items[0].sections] == [("sample", "ok")]


def test_nothing_goes_twice_and_a_change_goes_once(sent: tuple[Project, Box, list[Outcome], list[tuple[str, str]]]):
    _, box, (_, again, changed), _ = sent
    assert states(again) == [("east", "pack", "unchanged"), ("east/desk/mail", "delivery", "unchanged")]
    assert again.items[1].message.startswith("Sent before, not sent again.")
    # The briefs are new, the letter is not.
    assert states(changed) == [
        ("east", "pack", "packed"),
        ("east/desk/mail", "delivery", "unchanged"),
        ("east/desk/mail", "delivery", "delivered"),
    ]
    assert len(box.arrived) == 2


def test_the_bodies_of_what_went_are_kept(sent: tuple[Project, Box, list[Outcome], list[tuple[str, str]]]):
    project, *_ = sent
    with open_ledger(project, reading=True) as ledger:
        went = ledger.went_out()
    kept = [path for path in folder_of(project).rglob("*") if path.is_file()]
    assert sorted(path.parent.name for path in kept) == ["one", "one", "two", "two"]
    for path in kept:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in went
        assert "赑".encode("utf-16-be") not in path.read_bytes()


def test_no_address_is_told(sent: tuple[Project, Box, list[Outcome], list[tuple[str, str]]]):
    _, _, outcomes, told = sent
    assert "example.net" not in repr(outcomes) + repr(told)


def test_a_body_is_what_a_copy_begins_with():
    body = b"%PDF-1.7 one\n%%EOF\nmore\n%%EOF\n"
    base = hashlib.sha256(body).hexdigest()
    assert body_of(body + b"own part\n%%EOF\n", base) == body
    assert body_of(body, base) == body
    assert body_of(body[:-1] + b"\r\n" + b"rest", hashlib.sha256(body[:-1] + b"\r\n").hexdigest()) is not None
    assert body_of(b"another %%EOF", base) is None


def test_stale_figures_hold_a_pack_back_and_nothing_goes(tmp_path: Path):
    section = SECTION + "    valid-until: 2026-11-01\n"
    with mail_server() as (box, port):
        project = made(tmp_path, port, section=section)
        for action in ("pack", "deliver"):
            (item,) = tried(project, action).items
            assert (item.subject, item.state) == ("east", "held")
            assert "one: Figures are past their last day: share (until 2026-11-01). (gate stale)" in item.message
            assert [(one.state, one.why) for one in item.sections] == [("stale", "share (2026-11-01)")]
        assert box.arrived == []


def test_a_section_without_anything_is_held_back_by_no_gate_but_by_this_one(tmp_path: Path):
    with mail_server() as (box, port):
        project = made(tmp_path, port)
        empty = "section: news\ntitle: {zh: 新, en: News}\nsources: {}\nfacts: {}\n"
        (project.data / "news.yaml").write_text(empty, "utf-8")
        change(project.briefings / "two.yaml", "[sample]", "[sample, news]")
        assert states(tried(project, "pack")) == [("east", "pack", "packed")]
        outcome = tried(project)
        assert states(outcome) == [("east", "pack", "unchanged"), ("east", "delivery", "held")]
        assert outcome.items[1].message == "Not sent: the section news is empty."
        assert box.arrived == []
        change(project.briefings / "two.yaml", "kind: topic", "kind: topic\ngaps: state")
        assert states(tried(project))[-1] == ("east/desk/mail", "delivery", "delivered")


def test_a_broken_file_fails_and_says_where(tmp_path: Path):
    project = made(tmp_path, free_port())
    change(project.data / "sample.yaml", "value: 5", "value: five")
    (item,) = tried(project).items
    assert (item.state, item.message[:17]) == ("failed", "data/sample.yaml:")
    assert [(one.section, one.state) for one in item.sections] == [("sample", "failed")]
    (gone,) = deliver(task_of(project, (), "deliver", delegation="eats")).items
    assert (gone.subject, gone.state, gone.kind) == ("eats", "failed", "delivery")
    assert 'There is no delegation "eats". Did you mean "east"?' in gone.message


def test_refusals_and_silence_are_told_without_addresses(tmp_path: Path):
    with mail_server() as (box, port):
        project = made(tmp_path, port)
        box.recipient = ["550 no such user <desk@example.net>, ask boss@example.net"]
        told: list[tuple[str, str]] = []
        refused = tried(project, told=told).items[1]
        assert (refused.state, refused.subject) == ("failed", "east/desk/mail")
        assert "no such user <desk>, ask (address)" in refused.message
        box.recipient = ["451 later"] * (len(sending.WAITS) + 1)
        assert tried(project, told=told).items[1].state == "failed"
        assert told.count(("east", "wait")) == len(sending.WAITS)
        box.after = ["keep-drop"]
        assert tried(project).items[1].state == "unknown"
        last = tried(project).items[1]
        assert (last.state, "ledger settle" in last.message, len(box.arrived)) == ("unknown", True, 1)
    assert "example.net" not in repr((refused, last, told))


def test_what_nobody_can_be_sent_is_a_failure(tmp_path: Path):
    project = made(tmp_path, free_port(), more="")
    outcome = tried(project, channels=("mail",))
    assert states(outcome)[-1] == ("east", "delivery", "failed")
    assert "No recipient of east takes mail." in outcome.items[-1].message
    by_folder = tried(project)
    assert states(by_folder)[-1] == ("east/east/folder", "delivery", "delivered")


def test_a_gate_is_passed_by_name_and_recorded(tmp_path: Path):
    section = SECTION + "    valid-until: 2026-11-01\n"
    more = """\
schedule:
  - {when: '3 days before arrival', override: {gates: [stale], reason: Shown on Monday, by: Desk 2}}
  - {when: '2 days before arrival', do: deliver}
  - {when: '1 day before arrival', do: deliver, override: {gates: [stale], reason: Shown on Monday, by: Desk 2}}
"""
    project = made(tmp_path, free_port(), section=section, more=more)

    def at(action: str, number: int, when: str = "1 day before arrival", *channels: str) -> list[str]:
        task = task_of(project, (), action, id=f"delegation:east:{action}:{number}", delegation="east")
        schedule = dataclasses.replace(task.schedule, trigger=parse_when(when), channels=channels)
        task = dataclasses.replace(task, schedule=schedule)
        outcome = (deliver if action == "deliver" else pack)(task)
        assert ("Passed by Desk 2 (Shown on Monday): one: Figures are past" in outcome.items[0].message) == (
            outcome.items[0].state != "held"
        )
        return [item.state for item in outcome.items]

    assert at("deliver", 2, "2 days before arrival") == ["held"]
    assert at("pack", 1, "3 days before arrival") == ["packed"]
    assert at("pack", 3) == at("deliver", 9) == ["held"]
    other = at("deliver", 3, "2 days before arrival"), at("deliver", 3, "1 day before arrival", "mail")
    assert other == (["held"], ["held"]), "another entry stands in its place"
    assert at("deliver", 3) == ["unchanged", "delivered"]
    with open_ledger(project, reading=True) as ledger:
        assert {(one.gate, one.by) for one in ledger.overrides()} == {("stale", "Desk 2")}


def test_a_pack_that_was_encrypted_is_never_made_open_by_itself(tmp_path: Path):
    project = made(tmp_path, free_port())
    secret = {"BRIEFGEN_PDF_PASSWORD": "right horse"}
    locked = open_project(project.root, environment={**epoch(NOW), **secret})
    first = packed(locked, wanted=Wanted(encrypt=True, bound=True, shown=True))
    change(file_of(project), "示例赑乙", "示例赑丙")
    assert states(tried(locked, "pack")) == [("east", "pack", "packed")]
    pack = load_pack(locked, load_delegation(file_of(project), locked))
    assert pack is not None
    assert {copy.name for copy in pack.copies} == {item.name for item in first.items if not item.internal}
    files = [copy.path.read_bytes() for copy in pack.copies if copy.path.suffix == ".pdf"]
    assert len(files) == 5
    assert all(opens(data, "right horse") and not opens(data, "") for data in files)
    (item,) = tried(project, "pack").items
    assert item.state == "failed"
    assert "--encrypt needs a password" in item.message


def test_the_gates_of_schedules_are_gates():
    assert set(get_args(PassedGate)) == {*GATES} - {"verification"}


def test_an_embargo_holds_until_its_day(tmp_path: Path):
    project = made(tmp_path, free_port(), more="embargo: 2026-11-17\n")
    (item,) = tried(project).items
    assert (item.state, "under embargo until 2026-11-17" in item.message) == ("held", True)
    later = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()) + 86400)}
    assert [one.state for one in tried(open_project(tmp_path, environment=later)).items] == ["packed", "delivered"]


def test_nothing_is_sent_once_the_visit_is_over(tmp_path: Path):
    project = made(tmp_path, free_port(), more="")
    over = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()) + 9 * 86400)}
    late = task_of(open_project(tmp_path, environment=over), (), "deliver", delegation="east")
    run = dataclasses.replace(late.run, due=NOW)
    (item,) = deliver(dataclasses.replace(late, run=run)).items
    assert (item.state, item.message) == (
        "held",
        "Not sent: it was due on 2026-11-16, and the visit ended on 2026-11-22.",
    )
    assert not (project.root / "packs").exists()
    assert [one.state for one in deliver(late).items] == ["packed", "delivered"]  # due after the departure
