"""Bodies that several processes need at once: each is laid out once in all; what is told is what one would tell."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from counting_task import DIES, CountingTask, laid_out
from packs import MOMENT, change, file_of, packed, project_of_packs, tree_of

from briefgen.cli.main import run
from briefgen.deliver.delegations import find_delegations
from briefgen.deliver.pack import kept_bodies, several
from briefgen.deliver.pack.assemble import Wanted
from briefgen.deliver.pack.bodies import Bodies
from briefgen.deliver.pack.several import Packed, make_packs
from briefgen.errors import AuthorsMistakes
from briefgen.project import Project

LONG = "很长的题目" * 60
"""A title that no cover can hold."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in MOMENT.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr(several, "PackTask", CountingTask)


def all_of(project: Project, wanted: Wanted, jobs: int) -> list[Any]:
    return list(make_packs(project, find_delegations(project), wanted, jobs=jobs))


def records(project: Project, jobs: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[Any], str]:
    code = run(["-C", str(project.root), "pack", "--all", "--json", "--jobs", jobs])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("bound", [False, True])
def test_each_body_is_laid_out_once_by_all_processes(tmp_path: Path, bound: bool):
    one, two = project_of_packs(tmp_path / "one"), project_of_packs(tmp_path / "two")
    assert [type(result) for result in all_of(two, Wanted(bound=bound), 2)] == [Packed, Packed]
    found = laid_out(two)
    assert sorted(brief for _, brief, _ in found) == [*(["collection"] if bound else []), "one", "two"]
    # What one is laying out the other leaves for last: it makes what nobody makes yet.
    assert len({process for process, *_ in found}) == 2
    all_of(one, Wanted(bound=bound), 1)
    assert tree_of(one.root / "packs") == tree_of(two.root / "packs")
    assert tree_of(one.store / "bodies").keys() == tree_of(two.store / "bodies").keys()


@pytest.mark.usefixtures("counted")
def test_each_set_of_languages_is_a_body_and_what_is_kept_is_not_made(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project, "west"), "arrival:", "languages: [en]\narrival:")
    assert all(isinstance(result, Packed) for result in all_of(project, Wanted(), 2))
    made = Counter((brief, languages) for _, brief, languages in laid_out(project))
    assert made == Counter([("one", "zh-en"), ("two", "zh-en"), ("one", "en"), ("two", "en")])
    all_of(project, Wanted(), 2)
    assert made.total() == len(laid_out(project))


@pytest.mark.usefixtures("counted")
def test_nothing_is_laid_out_that_no_pack_wants(tmp_path: Path):
    project = project_of_packs(tmp_path)
    for name in ("east", "west"):
        change(file_of(project, name), "briefs: [one, two]", "briefs: [two]")
    change(project.data / "sample.yaml", "  share:\n", "  share:\n    valid-until: 2026-11-15\n")
    assert not any(isinstance(result, Packed) for result in all_of(project, Wanted(), 2))
    assert not laid_out(project)


@pytest.mark.usefixtures("counted")
def test_briefs_that_no_page_can_hold_are_told_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one, two = project_of_packs(tmp_path / "one"), project_of_packs(tmp_path / "two")
    for project in (one, two):
        for name, title in (("one", "Robots"), ("two", "Ships")):
            change(project.briefings / f"{name}.yaml", f"{{zh: {title}产业,", f"{{zh: {LONG},")
    alone, together = records(one, "1", capsys), records(two, "2", capsys)
    assert alone == together
    assert [record["status"] for record in together[1]] == ["failed", "failed"]
    for record in together[1]:
        assert [problem["file"] for problem in record["problems"]] == ["briefings/one.yaml", "briefings/two.yaml"]
    assert {brief for _, brief, _ in laid_out(two)} == {"one", "two"}  # so it was not told before


@pytest.mark.usefixtures("counted")
def test_where_nothing_can_be_kept_each_process_makes_its_own(tmp_path: Path):
    one, two = project_of_packs(tmp_path / "one"), project_of_packs(tmp_path / "two")
    for project in (one, two):
        project.store.write_text("no folder", "utf-8")
        assert all(isinstance(result, Packed) for result in all_of(project, Wanted(), 2 if project is two else 1))
    assert tree_of(one.root / "packs") == tree_of(two.root / "packs")
    assert project.store.read_text("utf-8") == "no folder"


def test_the_order_of_the_briefs_stays_where_one_is_made_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one, two = project_of_packs(tmp_path / "one"), project_of_packs(tmp_path / "two")
    alone = packed(one)
    now = Bodies.body_now
    monkeypatch.setattr(
        Bodies, "body_now", lambda self, brief, *a, **k: None if brief.name == "one" else now(self, brief, *a, **k)
    )
    last = packed(two)
    assert (last.items, last.gates) == (alone.items, alone.gates)
    assert tree_of(one.root / "packs") == tree_of(two.root / "packs")
    for name, title in (("one", "Robots"), ("two", "Ships")):
        change(two.briefings / f"{name}.yaml", f"{{zh: {title}产业,", f"{{zh: {LONG},")
    with pytest.raises(AuthorsMistakes) as caught:
        packed(two)
    assert [problem.place.file for problem in caught.value.problems] == ["briefings/one.yaml", "briefings/two.yaml"]


def test_a_body_is_kept_though_its_half_was_taken_for_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = project_of_packs(tmp_path)
    kept = kept_bodies.Kept(b"%PDF", 1, {}, {}, ("",))
    swept: list[str] = []
    replace = Path.replace

    def taken(self: Path, target: Path) -> Path:
        if target.suffix not in swept:
            swept.append(target.suffix)
            self.unlink()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", taken)
    kept_bodies.keep(project, "0" * 64, kept)
    assert swept == [".pdf", ".json"]
    assert kept_bodies.find(project, "0" * 64) == kept


@pytest.mark.usefixtures("counted")
def test_a_process_that_dies_at_a_body_leaves_it_to_another(tmp_path: Path):
    project = project_of_packs(tmp_path)
    (project.root / DIES).touch()
    found = all_of(project, Wanted(), 2)
    assert sorted(type(result).__name__ for result in found) == ["Packed", "Refused"]
    (first, brief, _), *others = laid_out(project)
    assert first not in {process for process, *_ in others}
    assert sorted(other for _, other, _ in others) == ["one", "two"]
    assert brief == "one"
    assert all(isinstance(result, Packed) for result in all_of(project, Wanted(), 2))
    assert len(laid_out(project)) == 3
    assert {path.suffix for path in (project.store / "bodies").iterdir()} == {".json", ".pdf"}
