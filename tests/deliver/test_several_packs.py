"""Packs made several at once, each in a process of its own: the same files, the same refusals, in the same order."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from deadly_task import DeadlyTask
from packs import MOMENT, change, file_of, project_of_packs, tree_of

from briefgen.cli.main import run
from briefgen.deliver.delegations import find_delegations
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import assemble, several
from briefgen.deliver.pack.assemble import Wanted
from briefgen.deliver.pack.gates import Gate, HeldBackError
from briefgen.deliver.pack.several import Packed, PackTask, make_packs
from briefgen.pipeline.results import Order, Refused
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.pipeline.wish import AS_WRITTEN
from briefgen.project import Project


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in MOMENT.items():
        monkeypatch.setenv(key, value)


def records(project: Project, jobs: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[Any]]:
    code = run(["-C", str(project.root), "pack", "--all", "--json", "--jobs", jobs])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("world")
def test_two_at_once_make_what_one_makes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one, two = project_of_packs(tmp_path / "one"), project_of_packs(tmp_path / "two")
    alone, together = records(one, "1", capsys), records(two, "2", capsys)
    assert alone == together
    assert [record["delegation"] for record in alone[1]] == ["east", "west"]
    assert tree_of(one.root / "packs") == tree_of(two.root / "packs")
    with open_ledger(one, reading=True) as ledger, open_ledger(two, reading=True) as other:
        known, also = (
            each.connection.execute("SELECT id, sha256 FROM copies ORDER BY id").fetchall() for each in (ledger, other)
        )
    assert len(known) > 8
    assert list(map(tuple, known)) == list(map(tuple, also))


@pytest.mark.usefixtures("world")
def test_who_is_held_back_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival: 2026-11-20", "arrival: 2026-11-20\nembargo: 2026-11-18")
    (code, (east, west)), again = records(project, "2", capsys), records(project, "1", capsys)
    assert (code, again[0]) == (1, 1)
    assert (east["status"], west["status"]) == ("failed", "packed")
    assert east["shut"] == ["embargo"]
    assert again[1][0] == east


@pytest.mark.usefixtures("world")
def test_mistakes_in_what_all_share_are_told_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    project = project_of_packs(tmp_path)
    change(project.data / "sample.yaml", "value: 12", "value: twelve")
    assert records(project, "2", capsys) == records(project, "1", capsys)
    code, found = records(project, "2", capsys)
    assert (code, [record["delegation"] for record in found]) == (1, ["east", "west"])
    assert all(record["problems"][0]["file"] == "data/sample.yaml" for record in found)


def test_gates_pass_between_processes():
    gate = Gate("embargo", False, "It is too early.", "Wait.", "east")
    error = pickle.loads(pickle.dumps(HeldBackError("east", [gate])))
    assert isinstance(error, HeldBackError)
    assert error.gates == (gate,)


def test_what_a_process_has_read_is_read_again_only_where_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project = project_of_packs(tmp_path)
    shared, read = read_shared(project), list[str]()

    def reading(again: Project) -> Shared:
        read.append("again")
        return read_shared(again)

    monkeypatch.setattr(assemble, "read_shared", reading)
    east, west = (Order(name, file_of(project, name), AS_WRITTEN, None, False, "") for name in ("east", "west"))
    task = PackTask(Wanted())
    first = task(project, shared, east)
    assert isinstance(first, Packed)
    assert not read
    change(project.data / "sample.yaml", "value: 12", "value: 13")
    second = task(project, shared, west)
    assert isinstance(second, Packed)
    assert read == ["again"]
    old, new = (one.made.items[0].facts for one in (first, second))
    assert (old["count"] == new["count"], old["share"] == new["share"]) == (True, False)


def test_a_process_that_dies_costs_one_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = project_of_packs(tmp_path)
    monkeypatch.setattr(several, "PackTask", DeadlyTask)
    east, west = make_packs(project, find_delegations(project), Wanted(), jobs=2)
    assert isinstance(east, Refused)
    assert "ended by itself with code 9" in east.error.message
    assert isinstance(west, Packed)
