"""A process for each run, watched from outside: whatever happens in it, what looks at the schedules goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import IO

from briefgen.schedule.log import sign_of_life
from briefgen.schedule.outcomes import read_outcome
from briefgen.schedule.store.records import Outcome, RunState
from briefgen.system import Clock, end_process, process_started, start_child

OUTPUT = "output.txt"
"""What the process printed, where it lies in the folder of its run."""
TICK = 0.2
"""Seconds between two looks at a process."""
GRACE = 30.0
"""Seconds in which a process is to clean up before it is ended by force."""
LESS = 10.0
"""The same for one that has said nothing for too long."""
SHOWN = 400
"""Characters of what a process printed last that its record quotes."""


@dataclass(frozen=True)
class Ended:
    """Hold how a process ended, and what it did where it said so."""

    state: RunState
    message: str = ""
    outcome: Outcome | None = None
    stopped: bool = False
    """Whether it was ended because this process is to end."""


def command_of(root: Path, run: str) -> list[str]:
    """Return the command that does a run, with the Python and the modules that run this."""
    return [sys.executable, "-P", "-m", "briefgen", "--project", str(root), "schedule", "work", run]


def watch(
    command: Sequence[str],
    folder: Path,
    silence: timedelta,
    clock: Clock,
    stop: Event,
    tick: Callable[[], None] = lambda: None,
) -> Ended:
    """Start a process that does a run in a folder, wait until it ends, and say how; it never raises OSError.

    It is ended where it says nothing for longer than `silence`, or when `stop` is set; `tick` is called often.
    """
    try:
        folder.mkdir(exist_ok=True)
        with (folder / OUTPUT).open("ab") as output:
            process = start_child(command, output)
    except OSError as error:
        return Ended("failed", f"No process can be started: {(error.strerror or str(error)).lower()}.")
    try:
        said, since = sign_of_life(folder), clock.seconds()
        while process.poll() is None:
            if clock.wait(stop, TICK):
                end(process)
                return _told(folder, process, "It was ended together with what looks at the schedules.", stopped=True)
            tick()
            if (now := sign_of_life(folder)) != said:
                said, since = now, clock.seconds()
            elif clock.seconds() - since > silence.total_seconds():
                end(process, LESS)
                found = read_outcome(folder)
                if found is None:
                    return Ended("failed", f"It said nothing for {_length(silence)}, and was ended.")
                return _of(found)
    finally:
        end(process)
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
    return _told(folder, process, "")


def left(folder: Path) -> Ended:
    """Return what is known of a run whose process is no more, and was not watched to its end."""
    found = read_outcome(folder)
    return _of(found) if found is not None else Ended("ended", "Its process was ended before it was done.")


def end_orphan(process: int, started: str) -> bool:
    """End a process that a killed one left, where it still is the one that is meant; say whether it is no more."""
    return end_process(process, started) or not process_started(process)


def _told(folder: Path, process: subprocess.Popen[bytes], why: str, *, stopped: bool = False) -> Ended:
    """Say how a process ended by what it wrote and by its code."""
    found, code = read_outcome(folder), process.returncode
    if found is not None:
        return _of(found)
    if stopped:
        return Ended("ended", why, stopped=True)
    if code < 0:
        return Ended("ended", f"Its process was killed from outside (signal {-code}).")
    last = _last(folder / OUTPUT)
    return Ended("failed", f"Its process ended by itself with code {code}." + (f" {last}" if last else ""))


def _of(outcome: Outcome) -> Ended:
    message = outcome.message
    if outcome.failed and not message:
        bad = [f"{item.subject}: {item.message or item.state}" for item in outcome.items if item.bad]
        message = "\n".join(bad)
    return Ended("failed" if outcome.failed else "done", message, outcome)


def end(process: subprocess.Popen[bytes], grace: float = GRACE) -> None:
    """Let a process see that it is to end, give it time, and kill it with all that it started where it does not."""
    if process.poll() is not None:
        return
    started = process_started(process.pid)
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        end_process(process.pid, started)
        process.kill()
        process.wait()


def _last(path: Path) -> str:
    """Return the end of what a process printed."""
    with suppress(OSError), path.open("rb") as file:
        return _tail(file)
    return ""


def _tail(file: IO[bytes]) -> str:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 4 * SHOWN))
    return " ".join(file.read().decode("utf-8", "replace").split())[-SHOWN:]


def _length(span: timedelta) -> str:
    minutes = span.total_seconds() / 60
    return f"{minutes:.0f} minutes" if minutes >= 2 else f"{span.total_seconds():.0f} seconds"
