"""Packs in their place: there whole or not at all, whatever is killed, and with several processes at once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editions import briefgen
from json_document import documented
from packs import MOMENT, change, file_of, packed, project_of_packs, tree_of

from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.pack import load_pack, place, record
from briefgen.deliver.pack.place import mended
from briefgen.deliver.pack.shelf import shelf_of
from briefgen.project import Project

SOURCE = Path(__file__).resolve().parents[2] / "src"
PROGRAM = [sys.executable, "-c", "from briefgen.cli.main import main; main()"]


def start(project: Project, *arguments: str) -> subprocess.Popen[bytes]:
    world = {**os.environ, **MOMENT, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen([*PROGRAM, *arguments], cwd=project.root, env=world, stderr=subprocess.PIPE)


def visible(project: Project) -> dict[str, bytes]:
    return {name: data for name, data in tree_of(project.root / "packs").items() if not name.startswith(".")}


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_kill_9_at_any_time_leaves_a_whole_pack(tmp_path: Path):
    project = project_of_packs(tmp_path)
    packed(project)
    old = visible(project)
    change(file_of(project), "示例赑乙", "示例赑丙")
    dice = random.Random(6)
    for _ in range(6):
        process = start(project, "pack", "east")
        time.sleep(dice.uniform(0.3, 2.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        pack = load_pack(project, load_delegation(file_of(project), project))
        assert pack is not None
        for copy in pack.copies:
            assert record.old_bytes(
                shelf_of(project, "east"), {"name": copy.name, "internal": False, "sha256": copy.sha256}
            )
    packed(project)
    new = visible(project)
    assert set(new) == set(old)
    assert new != old
    rest = {path.name for path in (project.root / "packs").iterdir()}
    assert rest == {"east", "east.zip", ".east.lock"}


@pytest.mark.parametrize("step", ["away", "in", "zip"])
def test_what_is_left_between_two_steps_is_mended(tmp_path: Path, step: str):
    project = project_of_packs(tmp_path)
    packed(project)
    shelf, old = shelf_of(project, "east"), visible(project)
    if step == "away":
        shelf.folder.rename(shelf.before)
    elif step == "in":
        shelf.before.mkdir()
        (shelf.before / "old.pdf").write_bytes(b"old")
    else:
        shelf.archive.write_bytes(b"PK of another pack")
    with mended(project, "east"):
        pass
    assert visible(project) == old
    assert not shelf.before.exists()


@pytest.mark.parametrize("step", ["away", "in", "zip"])
def test_an_interruption_between_two_steps_waits_for_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    whole = project_of_packs(tmp_path / "whole")
    project = project_of_packs(tmp_path / "p")
    for each in (whole, project):
        packed(each)
        change(file_of(each), "示例赑乙", "示例赑丙")
    packed(whole)
    rename, write, interrupted = Path.rename, place.write_whole, []

    def renamed(self: Path, target: Path) -> Path:
        found = rename(self, target)
        if target.name == {"away": ".east.before", "in": "east"}.get(step) and not interrupted:
            interrupted.append(step)
            raise KeyboardInterrupt
        return found

    def written(data: bytes, path: Path, work: Path, hint: str) -> None:
        if step == "zip" and path.suffix == ".zip" and not interrupted:
            interrupted.append(step)
            raise KeyboardInterrupt
        write(data, path, work, hint)

    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(place, "write_whole", written)
    with pytest.raises(KeyboardInterrupt):
        packed(project)
    assert interrupted == [step]
    assert visible(project) == visible(whole)
    assert {path.name for path in (project.root / "packs").iterdir()} == {"east", "east.zip", ".east.lock"}


def test_a_pack_that_cannot_take_its_place_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = project_of_packs(tmp_path)
    packed(project)
    old = visible(project)
    change(file_of(project), "示例赑乙", "示例赑丙")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "pack":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Exception, match="cannot be used"):
        packed(project)
    monkeypatch.undo()
    assert visible(project) == old


def test_two_processes_pack_at_once(tmp_path: Path):
    project = project_of_packs(tmp_path)
    running = [start(project, "pack", name, "-q") for name in ("east", "east", "west")]
    told = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], told
    together = visible(project)
    alone = project_of_packs(tmp_path / "alone")
    packed(alone)
    packed(alone, "west")
    assert together == visible(alone)


def test_a_process_waits_no_longer_than_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = project_of_packs(tmp_path)
    monkeypatch.setattr(place, "PATIENCE", 2)
    with mended(project, "east"), pytest.raises(Exception, match="Another process"), mended(project, "east"):
        pass


def test_a_file_in_the_place_of_a_pack_is_replaced_for_good(tmp_path: Path):
    project = project_of_packs(tmp_path)
    shelf = shelf_of(project, "east")
    shelf.root.mkdir()
    shelf.folder.write_text("x", "utf-8")
    packed(project)
    assert not shelf.before.exists()
    change(file_of(project), "departure: 2026-11-22", "departure: 2026-11-23")
    assert packed(project).state == "packed"


def test_a_record_that_leads_elsewhere_is_not_believed(tmp_path: Path):
    project = project_of_packs(tmp_path)
    made = packed(project)
    path = next(made.pack.folder.glob("*/record.json"))
    text = path.read_text("utf-8").replace(made.items[0].name, f"../../{made.items[0].name}")
    path.write_text(text, "utf-8")
    assert load_pack(project, load_delegation(file_of(project), project)) is None


def test_the_program_says_what_it_made(tmp_path: Path):
    project = project_of_packs(tmp_path)
    done = briefgen("pack", "east", "-v", cwd=project.root)
    assert done.returncode == 0
    told = done.stdout.decode("utf-8")
    assert "packs/east  (7 files" in told
    assert "谈话要点_赑团_2026-11.pdf (internal)" in told
    nobody = briefgen("pack", "nobody", cwd=project.root)
    assert nobody.returncode == 2
    assert b'no delegation "nobody"' in nobody.stderr


def test_programs_are_told_what_is_documented(tmp_path: Path):
    project = project_of_packs(tmp_path)
    change(file_of(project), "arrival:", "embargo: 2026-11-18\narrival:")
    done = briefgen("pack", "--all", "--json", cwd=project.root, **MOMENT)
    assert (done.returncode, done.stderr) == (1, b"")
    shut, made = (json.loads(line) for line in done.stdout.splitlines())
    assert (shut["delegation"], shut["shut"]) == ("east", ["embargo"])
    assert (made["delegation"], made["status"]) == ("west", "packed")
    for found in (shut, made):
        documented(found)
    options = ("--override", "embargo", "--reason", "shown", "--by", "Sample Person")
    done = briefgen("pack", "east", *options, cwd=project.root, **MOMENT)
    assert done.returncode == 0
    assert b"Override embargo: " in done.stderr
    change(file_of(project), "示例赑乙", "示例赑丙")
    done = briefgen("reissue", "east", "--json", *options, cwd=project.root, **MOMENT)
    found = json.loads(done.stdout)
    assert [gate["by"] for gate in found["gates"] if gate["overridden"]] == ["Sample Person"]
    documented({**found, "command": "pack"})
