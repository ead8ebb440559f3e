"""An interruption that falls where a library loses it, or must not see it: it still ends the work, and in one line."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from threading import Event
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest
from packs import project_of_packs

from briefgen.cli.main import run
from briefgen.deliver.pack.assemble import Workshop
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.interrupts import PAUSE, Interrupts
from briefgen.schedule.daemon import Daemon

ROOT = Path(__file__).resolve().parents[2]
LONG = 30
"""Seconds in which an interruption comes again, on however slow a machine."""
BEFORE_ANYTHING_STANDS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
before = set(sys.modules)
from briefgen.cli.main import main
assert not {{"typing", "dataclasses", "briefgen.pipeline"}} & (set(sys.modules) - before), "imports much"
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{name}":
            exec("signal.raise_signal(signal.SIGINT)")  # as it falls into a dataclass, which is made so
sys.meta_path.insert(0, Finder())
main(["--version"])
"""
SET_UP_OF_PIKEPDF = """
import enum, signal, sys
from briefgen.pipeline.interrupts import Interrupts
interrupts = Interrupts().listen(always=True)
sure, kind = [], type(enum.Enum)
call = kind.__call__
def interrupted(*arguments, **named):
    if not sure and sys._getframe(1).f_code.co_name == "_call_with_frames_removed":
        sure.append("in the library")
        signal.raise_signal(signal.SIGINT)
    return call(*arguments, **named)
kind.__call__ = interrupted
try:
    import pikepdf
    from threading import Event
    Event().wait(30)
except KeyboardInterrupt:
    print(*sure, "then interrupted")
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def interrupts() -> Iterator[Interrupts]:
    interrupts = Interrupts().listen(always=True)
    yield interrupts
    interrupts.rest()


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def swallowed_by_a_bare_except() -> None:
    with suppress(BaseException):
        interrupt()


def swallowed_with_what_became_of_it() -> None:
    try:
        try:
            interrupt()
        finally:
            {}["what a library wanted to tidy away"]
    except KeyError:
        pass


def swallowed_by_a_finaliser() -> None:
    class Last:
        def __del__(self) -> None:
            interrupt()

    Last()


def swallowed_by_c() -> None:
    ctypes.CFUNCTYPE(None)(interrupt)()


@pytest.mark.parametrize(
    "swallow",
    [
        swallowed_by_a_bare_except, swallowed_with_what_became_of_it, swallowed_by_a_finaliser, swallowed_by_c,
    ],
)  # fmt: skip
def test_what_a_library_swallows_comes_again(
    interrupts: Interrupts, swallow: Callable[[], None], capfd: pytest.CaptureFixture[str]
):
    try:
        swallow()
        Event().wait(LONG)
    except KeyboardInterrupt:
        interrupts.deaf = True
    assert interrupts.deaf, "it was never heard of again"
    assert interrupts.count == 1
    assert capfd.readouterr().err == ""


def test_cleaning_up_is_not_interrupted_by_what_is_on_its_way(interrupts: Interrupts):
    cleaned = 0
    try:
        try:
            interrupt()
        finally:
            for _ in range(5):
                with suppress(FileNotFoundError):
                    raise FileNotFoundError  # as cleaning up does, with the interruption as its context
                sleep(PAUSE)
                cleaned += 1
    except KeyboardInterrupt:
        interrupts.deaf = True
    assert (interrupts.deaf, cleaned) == (True, 5)


def test_who_finishes_first_is_told_again_only_when_asking(interrupts: Interrupts):
    interrupts.once = True
    with suppress(KeyboardInterrupt):
        interrupt()
    sleep(10 * PAUSE)
    assert (interrupts.count, interrupts.came) == (1, False)
    with pytest.raises(KeyboardInterrupt):
        interrupts.again()


def test_nothing_is_raised_in_a_library_of_c_that_is_being_set_up(interrupts: Interrupts):
    steps: list[str] = []

    class Spec:
        origin = "library.so"

        @property
        def name(self) -> str:
            interrupt()
            steps.append("went on")
            raise ImportError

    loader: Any = ExtensionFileLoader("library", "library.so")
    try:
        with suppress(ImportError):
            loader.create_module(Spec())
        steps.append("done")
        Event().wait(LONG)
    except KeyboardInterrupt:
        interrupts.deaf = True
    assert (steps, interrupts.deaf) == (["went on", "done"], True)


def test_a_library_that_would_abort_the_process_is_set_up_first():
    done = python(SET_UP_OF_PIKEPDF)
    assert (done.returncode, done.stdout, done.stderr) == (0, "in the library then interrupted\n", "")


@pytest.mark.parametrize("name", ["briefgen.pipeline.interrupts", "dataclasses", "briefgen.cli.program", "click"])
def test_one_that_comes_before_the_program_stands_is_one_line(name: str):
    done = python(BEFORE_ANYTHING_STANDS.format(name=name))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")


@pytest.mark.parametrize("error", [KeyError("forward reference"), EnvironmentFailure("It cannot be loaded.")])
def test_what_fails_because_of_it_is_not_told_as_a_fault(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def lost(*_: object) -> None:
        try:
            interrupt()
        finally:
            raise error

    monkeypatch.setattr("briefgen.project.open_project", lost)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert run(["list"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "Interrupted.\n"


def test_a_pack_refused_because_of_it_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    project_of_packs(tmp_path)
    made: list[Path] = []
    failure = EnvironmentFailure("It cannot be loaded.")

    def lost(self: Workshop, path: Path, wanted: object) -> SimpleNamespace:
        made.append(path)
        try:
            interrupt()
        finally:
            raise failure  # which keeps the interruption alive as its context

    monkeypatch.setattr(Workshop, "pack", lost)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert run(["-C", str(tmp_path), "pack", "east", "west"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert [path.stem for path in made] == ["east"]
    assert capsys.readouterr() == ("", "Interrupted.\n")


def test_who_looks_after_schedules_ends_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def ended(self: Daemon, **_: object) -> None:
        with suppress(KeyboardInterrupt):
            interrupt()
        sleep(10 * PAUSE)  # it lets end what is being done

    project_of_packs(tmp_path)
    monkeypatch.setattr(Daemon, "run", ended)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert run(["-C", str(tmp_path), "schedule", "run"]) == 0
    finally:
        signal.signal(signal.SIGINT, before)
