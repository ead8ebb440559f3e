"""What holds a pack back, all at once, with the old pack left alone; and what somebody lets pass, which is recorded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from packs import change, file_of, packed, project_of_packs, readable, tree_of

from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import bodies
from briefgen.deliver.pack.assemble import Wanted
from briefgen.deliver.pack.gates import GATES, HeldBackError, approval, passes
from briefgen.deliver.pack.shelf import INTERNAL
from briefgen.errors import AuthorsMistakes, UsageMistake, VerificationFailure
from briefgen.project import Project


def held(project: Project, *gates: str) -> HeldBackError:
    with pytest.raises(HeldBackError) as caught:
        packed(project, wanted=let(*gates))
    return caught.value


def let(*gates: str) -> Wanted:
    return Wanted(let=passes(gates, "shown on Monday", "Sample Person") if gates else passes((), None, None))


def overrides(project: Project) -> list[tuple[str, str, str, str]]:
    with open_ledger(project, reading=True) as ledger:
        return [(one.gate, one.what, one.reason, one.by) for one in ledger.overrides()]


def age(project: Project, fact: str = "share", until: str = "2026-11-15") -> None:
    change(
        project.data / "sample.yaml", f"  {fact}:\n", f"  {fact}:\n    valid-until: {until}\n    owner: Sample desk\n"
    )


def test_an_embargo_holds_the_pack_back_until_its_day(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival:", "embargo: 2026-11-17\narrival:")
    error = held(project)
    assert [(gate.name, gate.what) for gate in error.gates] == [("embargo", "")]
    assert "2026-11-17" in error.problems[0].message
    assert not (project.root / "packs" / "east").exists()
    change(file_of(project), "embargo: 2026-11-17", "embargo: 2026-11-16")
    assert packed(project).state == "packed"


def test_a_stale_figure_holds_the_pack_back_and_leaves_the_old_one(tmp_path: Path):
    project = project_of_packs(tmp_path)
    packed(project)
    before = tree_of(project.root / "packs")
    age(project)
    error = held(project)
    assert [(gate.name, gate.what) for gate in error.gates] == [("stale", "one"), ("stale", "two")]
    assert "share (until 2026-11-15)" in error.problems[0].message
    assert "Sample desk" in error.problems[0].hint
    assert tree_of(project.root / "packs") == before


def test_a_figure_on_its_last_day_passes(tmp_path: Path):
    project = project_of_packs(tmp_path)
    age(project, until="2026-11-16")
    assert packed(project).state == "packed"


def test_a_brief_that_states_its_gaps_passes_and_says_so(tmp_path: Path):
    project = project_of_packs(tmp_path)
    age(project)
    for name in ("one", "two"):
        change(project.briefings / f"{name}.yaml", "theme:", "gaps: state\ntheme:")
    made = packed(project)
    (told,) = [gate.sentence for gate in made.gates if gate.name == "stale" and gate.what == "one"]
    assert "it says so: share" in told
    assert set(made.items[0].facts) == {"count"}


def test_a_missing_figure_holds_the_pack_back(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(project.data / "sample.yaml", "value: 12", "value: missing")
    assert {gate.name for gate in held(project).gates} == {"gap"}
    made = packed(project, wanted=let("gap"))
    assert set(made.items[0].facts) == {"count"}
    assert "待更新" in "".join(readable(made.items[0].data)) or made.items[0].pages


def test_a_missing_language_holds_the_pack_back(tmp_path: Path):
    project = project_of_packs(tmp_path)
    path = project.briefings / "two.yaml"
    change(path, "theme:", "languages: [zh]\ntheme:")
    change(path, ", en: 'There are {count} samples.'", "")
    error = held(project)
    assert [(gate.name, gate.what) for gate in error.gates] == [("language", "two")]
    made = packed(project, wanted=let("language"))
    assert [item.language for item in made.items[:2]] == ["zh-en", "zh"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival:", "embargo: 2026-11-18\narrival:")
    age(project)
    change(project.data / "sample.yaml", "value: 5", "value: missing")
    names = [(gate.name, gate.what) for gate in held(project).gates]
    assert names == [("embargo", ""), ("stale", "one"), ("gap", "one"), ("stale", "two"), ("gap", "two")]


def test_mistakes_of_authors_are_told_with_the_gates(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival:", "embargo: 2026-11-18\narrival:")
    change(project.briefings / "two.yaml", "figures: [count, share]", "figures: [count, nothing]")
    with pytest.raises(AuthorsMistakes) as caught:
        packed(project)
    told = " ".join(problem.message for problem in caught.value.problems)
    assert "nothing" in told
    assert "embargo until 2026-11-18" in told


def test_an_override_is_recorded_and_told(tmp_path: Path):
    project = project_of_packs(tmp_path)
    age(project)
    made = packed(project, wanted=replace(let("stale"), bound=True))
    assert set(made.items[2].facts) == {"count", "share"}
    assert [(gate.name, gate.what) for gate in made.overridden] == [("stale", "one"), ("stale", "two")]
    assert overrides(project) == [
        ("stale", "east/one", "shown on Monday", "Sample Person"),
        ("stale", "east/two", "shown on Monday", "Sample Person"),
    ]
    record = json.loads((made.pack.folder / INTERNAL / "record.json").read_bytes())
    told = [gate for gate in record["gates"] if "overridden" in gate]
    assert [gate["overridden"]["by"] for gate in told] == ["Sample Person"] * 2
    assert set(made.items[0].facts) == {"count", "share"}
    assert "Sample Person" not in made.pack.manifest.read_text("utf-8")
    packed(project, wanted=replace(let("stale"), bound=True))
    assert len(overrides(project)) == 2


def test_an_override_is_for_its_gate_alone_and_for_its_run(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival:", "embargo: 2026-11-18\narrival:")
    age(project)
    assert {gate.name for gate in held(project, "stale").gates} == {"embargo"}
    assert overrides(project) == []
    packed(project, wanted=let("stale", "embargo"))
    assert {gate.name for gate in held(project).gates} == {"embargo", "stale"}


def test_an_override_that_is_not_needed_is_not_recorded(tmp_path: Path):
    project = project_of_packs(tmp_path)
    assert packed(project, wanted=let(*GATES)).overridden == ()
    assert overrides(project) == []


def test_a_file_that_fails_verification_holds_the_pack_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = project_of_packs(tmp_path)

    def fail(*_: object) -> None:
        raise VerificationFailure("It lost a word.")

    monkeypatch.setattr(bodies, "verify", fail)
    error = held(project)
    assert [(gate.name, gate.what) for gate in error.gates] == [("verification", "one"), ("verification", "two")]
    assert "It lost a word." in error.problems[0].message
    made = packed(project, wanted=let("verification"))
    assert [gate.what for gate in made.overridden] == ["one", "two"]
    monkeypatch.undo()
    packed(project)  # what failed was not kept: it is made and verified now


def test_approval_is_asked_where_the_project_wants_it(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(project.settings, "series:", "deliver: {approval: yes}\nseries:")
    assert [(gate.name, gate.what) for gate in held(project).gates] == [("approval", "one"), ("approval", "two")]
    assert {gate.name for gate in packed(project, wanted=let("approval")).overridden} == {"approval"}


@pytest.mark.parametrize(
    ("missing", "inserted", "passed"), [((), False, True), (("zh",), False, False), ((), True, False)]
)
def test_an_approval_covers_what_was_approved(missing: tuple[str, ...], inserted: bool, passed: bool):
    gate = approval("one", missing, "SW-2026-01", inserted=inserted)
    assert (gate.passed, gate.what) == (passed, "one")


@pytest.mark.parametrize(
    ("gates", "reason", "by"),
    [
        (("embargos",), "x", "y"), (("embargo",), "", "y"), (("embargo",), "x", None), ((), "x", None),
        (("embargo",), "x\ny", "z"),
    ],
)  # fmt: skip
def test_an_override_needs_a_gate_a_reason_and_a_name(gates: tuple[str, ...], reason: str | None, by: str | None):
    with pytest.raises(UsageMistake):
        passes(gates, reason, by)
