"""Work folders live as long as their processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.pipeline import sealed, work
from briefgen.project import left_behind, take

HOLD = """
import sys, time
from pathlib import Path
from briefgen.pipeline.work import working
with working(Path(sys.argv[1]), "work-") as folder:
    (folder / "half.pdf").write_bytes(b"half")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


def start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a process that holds a work folder until its input ends, and return the folder's name."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_what_is_in_use_stays_and_what_was_killed_goes(tmp_path: Path):
    living, alive = start(tmp_path)
    killed, dead = start(tmp_path)
    try:
        work.sweep(tmp_path, work.WORK)
        assert {path.name for path in tmp_path.iterdir()} == {alive, f"{alive}.lock", dead, f"{dead}.lock"}
        killed.kill()
        end(killed)
        assert (tmp_path / dead / "half.pdf").exists()
        work.sweep(tmp_path, work.WORK)
        assert {path.name for path in tmp_path.iterdir()} == {alive, f"{alive}.lock"}
    finally:
        end(living)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_all_is_cleared_waits_until_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    remove = work._remove
    calls: list[Path] = []

    def interrupted(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == 1:
            raise KeyboardInterrupt
        remove(folder)

    monkeypatch.setattr(work, "_remove", interrupted)
    with pytest.raises(KeyboardInterrupt), work.working(tmp_path, work.WORK) as folder:
        (folder / "half.pdf").write_bytes(b"half")
    assert len(calls) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["open", "take", "mkdir"])
def test_an_interruption_while_a_folder_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    owner = work if step == "take" else Path
    real = getattr(owner, step)

    def interrupted(*given: object, **options: object) -> None:
        done = real(*given, **options)
        if step == "open":
            done.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, step, interrupted)
    with pytest.raises(KeyboardInterrupt), work.working(tmp_path, work.WORK):
        pytest.fail("it was interrupted")
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_that_refuses_all_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(work, "take", lambda file: False)
    with pytest.raises(OSError, match=re.escape(str(tmp_path))), work.working(tmp_path, work.WORK):
        pass


def test_a_work_folder_is_private_and_goes_with_all_in_it(tmp_path: Path):
    with work.working(tmp_path, work.WORK) as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "file").write_bytes(b"")
        assert folder.stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_in_this_process_stays_too(tmp_path: Path):
    with work.working(tmp_path, work.WORK) as folder:
        work.sweep(tmp_path, work.WORK)
        assert folder.is_dir()
        assert len(list(tmp_path.iterdir())) == 2


def test_a_lock_without_a_folder_and_links_are_handled(tmp_path: Path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_bytes(b"")
    (tmp_path / "work-1.lock").write_bytes(b"")
    (tmp_path / "work-2.lock").write_bytes(b"")
    (tmp_path / "work-2").symlink_to(tmp_path / "kept", target_is_directory=True)
    work.sweep(tmp_path, work.WORK)
    assert (tmp_path / "kept" / "file").exists()
    assert not (tmp_path / "work-1.lock").exists()


def test_where_there_are_no_locks_only_age_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.project.take", lambda file: None)
    monkeypatch.setattr(work, "take", lambda file: None)
    with work.working(tmp_path, work.WORK) as young:
        (tmp_path / "work-old").mkdir()
        (tmp_path / "work-old.lock").write_bytes(b"")
        os.utime(tmp_path / "work-old.lock", (1, 1))
        work.sweep(tmp_path, work.WORK)
        assert young.is_dir()
        assert not (tmp_path / "work-old").exists()
        assert not (tmp_path / "work-old.lock").exists()
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_between_making_and_locking_costs_a_second_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    locked = []

    def swept(file):
        if not locked:
            locked.append(Path(file.name))
            Path(file.name).unlink()
        return take(file)

    monkeypatch.setattr(work, "take", swept)
    with work.working(tmp_path, work.WORK) as folder:
        assert folder.name != locked[0].name.removesuffix(".lock")
        assert {path.name for path in tmp_path.iterdir()} == {folder.name, f"{folder.name}.lock"}
    assert list(tmp_path.iterdir()) == []


def test_a_lock_is_seen_by_others_only_while_it_is_held(tmp_path: Path):
    path = tmp_path / "file"
    with path.open("xb") as file:
        assert take(file) is True
        with left_behind(path) as dead:
            assert not dead
    with left_behind(path) as dead:
        assert dead
        with left_behind(path) as again:
            assert not again
    with left_behind(tmp_path / "missing") as dead:
        assert not dead


def test_a_record_comes_back_and_no_half_is_left(tmp_path: Path):
    file = tmp_path / "deep" / "record.json"
    value = {"文": [1, None, "\ud800"], "b": True}
    assert sealed.seal(file, value)
    assert sealed.unseal(file) == value
    assert [path.name for path in file.parent.iterdir()] == ["record.json"]
    assert sealed.unseal(tmp_path / "missing") is None


def test_a_record_that_cannot_be_kept_is_no_mistake(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    assert not sealed.seal(tmp_path / "file" / "record", 1)
    (tmp_path / "folder").mkdir()
    assert not sealed.seal(tmp_path / "folder", 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_halves_of_records_go_unless_they_are_being_written(tmp_path: Path):
    (tmp_path / "old.part").write_bytes(b"half")
    (tmp_path / "record.json").write_bytes(b"")
    with (tmp_path / "new.part").open("xb") as file:
        assert take(file)
        sealed.sweep_parts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.part", "record.json"]
    sealed.sweep_parts(tmp_path / "missing")
