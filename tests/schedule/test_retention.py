"""What goes by the rules, and what never does: delivered editions, the newest, links, everything else."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_case import copy_of, planned
from packs import SETTINGS, tree_of
from scheduled import brief_of, files_of, project_of

from briefgen.deliver.ledger.opening import open_ledger
from briefgen.project import Project
from briefgen.schedule.editions import keep_edition
from briefgen.schedule.retention import after_run, tidy
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.store import Store

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
KEEP = "schedule:\n  keep: {editions: 3, logs: 10 days, pictures: 20 days, runs: 30 days}\n"
DELIVERED = tuple(f"delivered {number}".encode() for number in range(6))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def made(folder: Path, settings: str = KEEP, briefs: dict[str, str] | None = None) -> Project:
    """Return a project whose ledger knows what was delivered."""
    project = project_of(folder, {**files_of(briefs or {}), "briefgen.yaml": SETTINGS + settings}, NOW)
    with open_ledger(project) as ledger:
        for number, data in enumerate(DELIVERED):
            copy = dataclasses.replace(copy_of(number=number), base=sha256(data))
            ledger.record_copy(copy)
            (id,) = ledger.plan([planned(copy)])
            ledger.begin(id, f"m{number}")
            ledger.sent(id)
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made(tmp_path_factory.mktemp("retention"))


@pytest.fixture
def own(tmp_path: Path) -> Project:
    return made(tmp_path)


def age(path: Path, days: float) -> Path:
    moment = NOW.timestamp() - days * 86400
    os.utime(path, (moment, moment))
    return path


days = st.integers(0, 400).map(lambda back: (NOW - timedelta(days=back)).date())
editions = st.lists(st.tuples(days, st.one_of(st.sampled_from(DELIVERED), st.binary(max_size=3))), max_size=9)
rules = st.one_of(
    st.integers(1, 4).map(lambda number: ("editions", number)),
    st.integers(1, 300).map(lambda number: ("days", number)),
)


@settings(max_examples=30)
@given(kept=editions, rule=rules)
def test_nothing_delivered_goes_and_what_the_rule_keeps_stays(
    project: Project, kept: list[tuple[date, bytes]], rule: tuple[str, int]
):
    shutil.rmtree(project.runs, ignore_errors=True)
    kind, number = rule
    keeps = f"schedule: {{when: 'daily 06:00', keep: {number} {kind}}}\n"
    (project.briefings).mkdir(exist_ok=True)
    (project.briefings / "one.yaml").write_text(brief_of("Robots") + keeps, "utf-8")
    for day, data in kept:
        keep_edition(project, "one", "SW-2026-01", data, day)
    folder = project.runs / "editions" / "one"
    before = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    foreseen = tidy(project, NOW, dry=True)
    assert (sorted(path.name for path in folder.iterdir()) if folder.exists() else []) == before
    gone = tidy(project, NOW)
    after = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    assert (gone.editions, gone.size) == (foreseen.editions, foreseen.size)
    assert sorted([*after, *(path.name for path in gone.editions)]) == before
    delivered = {sha256(data) for data in DELIVERED}
    assert all(name.rpartition("_")[2].removesuffix(".pdf") not in delivered for name in set(before) - set(after))
    by_day = sorted((name[:10] for name in before), reverse=True)
    if kind == "editions":
        assert len(after) >= min(number, len(before))
        assert all(name[:10] <= by_day[number - 1] for name in set(before) - set(after))
        plain = [name for name in after if name.rpartition("_")[2].removesuffix(".pdf") not in delivered]
        assert len(plain) <= number
    else:
        first = (NOW - timedelta(days=number)).date().isoformat()
        assert all(name[:10] < first for name in set(before) - set(after))
        assert [name[:10] for name in after[-1:]] == by_day[:1]  # the newest stays
    assert not tidy(project, NOW)


def test_links_strangers_and_changed_files_stay(own: Project, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("outside")
    for number in range(6):
        keep_edition(own, "one", "SW-2026-01", f"{number}".encode(), date(2026, 1, 1 + number))
    folder = own.runs / "editions" / "one"
    names = sorted(path.name for path in folder.iterdir())
    elsewhere = outside / names[0]
    shutil.move(folder / names[0], elsewhere)
    (folder / names[0]).symlink_to(elsewhere)
    (folder / names[1]).write_bytes(b"somebody's")
    (folder / "notes.txt").write_text("mine")
    keep_edition(own, "two", "SW-2026-01", b"x", date(2020, 1, 1))
    for place, target in (("linked", outside), ("UPPER", None)):
        path = own.runs / "editions" / place
        if target is not None:
            path.symlink_to(target, target_is_directory=True)
        else:
            shutil.copytree(folder, path, symlinks=True)
    before = tree_of(own.runs)
    gone = tidy(own, NOW)
    assert [path.name for path in gone.editions] == [names[2]]
    assert set(before) - set(tree_of(own.runs)) == {f"editions/one/{names[2]}"}
    assert elsewhere.read_bytes() == b"0"


def test_a_runs_folder_that_is_a_link_is_left_alone(own: Project, tmp_path_factory: pytest.TempPathFactory):
    for number in range(6):
        keep_edition(own, "one", "SW-2026-01", f"{number}".encode(), date(2026, 1, 1 + number))
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "runs"
    shutil.move(own.runs, elsewhere)
    own.runs.symlink_to(elsewhere, target_is_directory=True)
    assert not tidy(own, NOW)
    assert len([*(elsewhere / "editions" / "one").iterdir()]) == 6


def record(store: Store, id: str, days: float, state: str = "done", schedule: str = "run:library") -> Path:
    """Put a run on record that ended some days ago, with its folder."""
    moment = f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
    store.connection.execute(
        "INSERT INTO runs (id, schedule, action, nominal, due, until, state, started, ended)"
        " VALUES (?, ?, 'build', '', ?, ?, ?, ?, ?)",
        (id, schedule, moment, moment, state, moment, moment if state not in ("due", "running") else ""),
    )
    folder = store.folder / id
    folder.mkdir()
    for name in ("log.jsonl", "outcome.json", "report.pdf", "report.json", "output.txt"):
        (folder / name).write_text("x")
    return folder


def run_id(number: int) -> str:
    return f"20260101T0000{number:02d}Z-0123abcd"


def test_logs_and_records_go_by_their_own_rules(own: Project):
    with open_store(own) as store:
        for number, back in enumerate((100, 40, 11, 9)):
            record(store, run_id(number), back)
        record(store, run_id(5), 300, "running")
        record(store, run_id(6), 300, schedule="run:rare")
    (own.runs / run_id(1) / "mine.txt").write_text("mine")
    orphan = own.runs / run_id(7)
    orphan.mkdir()
    (orphan / "log.jsonl").write_text("x")
    age(orphan / "log.jsonl", 50)
    strange = own.runs / "20260101"
    strange.mkdir()
    (strange / "log.jsonl").write_text("x")
    age(strange / "log.jsonl", 500)
    gone = tidy(own, NOW)
    there = {path.name for path in own.runs.iterdir() if path.is_dir()}
    assert there == {run_id(1), run_id(3), run_id(5), strange.name}
    assert [path.name for path in (own.runs / run_id(1)).iterdir()] == ["mine.txt"]
    assert sorted(gone.runs) == [run_id(0), run_id(1)]
    with open_store(own, reading=True) as store:
        # The last of each schedule stays, and what is being done.
        assert {run.id for run in store.runs()} == {run_id(2), run_id(3), run_id(5), run_id(6)}
    assert len(gone.logs) == 5 * 4 + 1
    assert not tidy(own, NOW)


def test_pictures_go_when_no_build_used_them_and_delivered_bodies_stay(own: Project):
    bodies = own.store / "bodies"
    bodies.mkdir(parents=True)
    for number, (data, back) in enumerate(((b"old", 30), (b"new", 3), (DELIVERED[0], 30))):
        key = f"{number}" * 64
        (bodies / f"{key}.pdf").write_bytes(data)
        (bodies / f"{key}.json").write_text("x\n" + f'{{"sha256": "{sha256(data)}"}}')
        for ending in ("pdf", "json"):
            age(bodies / f"{key}.{ending}", back)
    old, new, mine = (own.store / name for name in (f"{'a' * 64}.json", f"{'b' * 64}.json", "mine.json"))
    for path, back in ((old, 21), (new, 19), (mine, 500)):
        path.write_text("{}")
        age(path, back)
    gone = tidy(own, NOW)
    assert {path.name for path in gone.pictures} == {old.name, f"{'0' * 64}.pdf", f"{'0' * 64}.json"}
    assert new.exists() and mine.exists() and len([*bodies.iterdir()]) == 4
    assert not tidy(own, NOW)


def test_what_cannot_be_known_stays_and_is_told(tmp_path: Path):
    project = made(tmp_path, briefs={"one": brief_of("Robots"), "two": brief_of("Ships") + "schedule: never\n"})
    for name in ("one", "two"):
        for number in range(6):
            keep_edition(project, name, "SW-2026-01", f"{number}".encode(), date(2026, 1, 1 + number))

    def left() -> list[int]:
        return [len([*(project.runs / "editions" / name).iterdir()]) for name in ("one", "two")]

    tidy(project, NOW, dry=True)
    assert left() == [6, 6]
    ledger = project.kept / "ledger.sqlite3"
    aside = ledger.rename(tmp_path / "aside")
    (told,) = tidy(project, NOW).problems
    assert told.message.startswith("Editions stay, as the ledger cannot be read: The ledger was in the folder")
    aside.rename(ledger)
    text = project.settings.read_text("utf-8")
    project.settings.write_text("issuer: [", "utf-8")
    (told,) = tidy(project, NOW).problems
    assert told.message.startswith("Nothing is cleared away, as briefgen.yaml cannot be read:")
    with pytest.raises(Exception, match="Nothing is cleared away"):
        after_run(project, None, None)  # type: ignore[arg-type]
    assert left() == [6, 6]
    project.settings.write_text(text, "utf-8")
    assert len(tidy(project, NOW).editions) == 3
    assert left() == [3, 6]  # nobody knows the rule of the second


def test_what_was_delivered_by_hand_is_taken_into_the_archive(own: Project):
    bodies = own.store / "bodies"
    bodies.mkdir(parents=True)
    (bodies / f"{'0' * 64}.pdf").write_bytes(DELIVERED[2])
    (bodies / f"{'1' * 64}.pdf").write_bytes(b"another")
    assert not (own.runs / "editions").exists()
    tidy(own, NOW, dry=True)
    assert not (own.runs / "editions").exists()
    for _ in range(2):
        assert not tidy(own, NOW)
        (kept,) = (own.runs / "editions").rglob("*.pdf")
        assert kept.read_bytes() == DELIVERED[2]
        assert kept.name == f"2026-11-23_ONE-2026-02_{sha256(DELIVERED[2])}.pdf"
