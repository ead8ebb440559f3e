"""Turns: one process at a time, whoever dies; and where there are no locks, nobody waits."""

from __future__ import annotations

import _thread
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from briefgen.deliver.pack import turns
from briefgen.deliver.pack.turns import sweep_turns, turn

SOURCE = Path(__file__).resolve().parents[2] / "src"
HOLDER = """\
import sys
from pathlib import Path
from briefgen.deliver.pack.turns import turn
with turn(Path(sys.argv[1])):
    print(flush=True)
    sys.stdin.read(1)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "bodies" / "key.turn"


def holder(path: Path) -> subprocess.Popen[bytes]:
    """Return a process that has its turn until it is told, or killed."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n{HOLDER}", str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_whoever_comes_first_has_the_turn_and_leaves_nothing(path: Path):
    with turn(path, wait=False) as first:
        with turn(path, wait=False) as second:
            assert (first, second) == (True, False)
        with turn(path.with_name("other.turn"), wait=False) as other:
            assert other
    assert not [*path.parent.iterdir()]
    with turn(path, wait=False) as again:
        assert again


def test_another_process_is_waited_for(path: Path):
    with holder(path) as process:
        with turn(path, wait=False) as mine:
            assert not mine
        assert process.stdin is not None
        timer = Timer(0.2, process.stdin.close)
        timer.start()
        with turn(path) as mine:
            assert mine
            assert process.wait() == 0
        timer.join()
    assert not [*path.parent.iterdir()]


def test_the_turn_of_a_killed_process_is_over_and_its_file_goes(path: Path):
    with holder(path) as process:
        sweep_turns(path.parent)
        assert path.exists()
        process.kill()
    assert path.exists()
    with turn(path, wait=False) as mine:
        assert mine
    assert not path.exists()
    with holder(path) as process:
        process.kill()
    sweep_turns(path.parent)
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="nobody removes a file there that is open")
def test_a_file_that_was_removed_meanwhile_is_nobodys_turn(path: Path, monkeypatch: pytest.MonkeyPatch):
    take = turns.take
    swept: list[Path] = []

    def late(file: object) -> bool | None:
        if not swept:
            swept.append(path)
            path.unlink()  # as a sweep does between opening and locking
        return take(file)  # type: ignore[arg-type]

    monkeypatch.setattr(turns, "take", late)
    with turn(path) as mine, turn(path, wait=False) as other:
        assert (mine, other) == (True, False)


def test_who_waited_long_enough_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE", 2)
    with turn(path), turn(path) as mine:
        assert mine
        with turn(path, wait=False) as other:
            assert not other
    assert not path.exists()


def test_without_locks_or_a_folder_it_is_everybodys_turn(path: Path, monkeypatch: pytest.MonkeyPatch):
    path.parent.parent.write_text("no folder", "utf-8")
    with turn(path, wait=False) as mine, turn(path, wait=False) as other:
        assert mine and other
    path.parent.parent.unlink()
    monkeypatch.setattr(turns, "take", lambda file: None)
    with turn(path, wait=False) as mine, turn(path, wait=False) as other:
        assert mine and other
    assert not [*path.parent.iterdir()]


def test_an_interruption_ends_the_waiting_and_takes_nothing_from_who_has_the_turn(path: Path):
    with turn(path):
        Timer(0.2, _thread.interrupt_main).start()
        with pytest.raises(KeyboardInterrupt), turn(path):
            pass
        with turn(path, wait=False) as other:
            assert not other
    assert not path.exists()


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_an_interruption_at_any_moment_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, moment: int):
    there, calls = turns._is_there, list[bool]()

    def interrupted(*given: object) -> bool:
        calls.append(True)
        if len(calls) == moment:
            raise KeyboardInterrupt
        return there(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(turns, "_is_there", interrupted)
    with pytest.raises(KeyboardInterrupt), turn(path):
        raise KeyboardInterrupt
    assert not [*path.parent.iterdir()]
    with turn(path, wait=False) as mine:
        assert mine
