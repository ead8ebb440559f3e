"""A process of the bureau: it runs commands one after the other as the program would, and tells each exit code.

    python month_worker.py ROOT DIE FULL SMALL COMMANDS

DIE: it kills itself (SIGKILL) before its step of that number, below 0 counted from when it first began to send; steps
are the statements of SQLite, each rename, each fsync, and each call of storage. FULL: its fsync of that number and four
more find the disk full. SMALL: no file may grow beyond these bytes. 0 is for never. COMMANDS: JSON, a list of lists of
arguments. A process that is aborted says where it was.
"""

from __future__ import annotations

import errno
import faulthandler
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from briefgen.cli.main import run
from briefgen.deliver import sending
from briefgen.deliver.channels import s3, smtp
from briefgen.deliver.ledger.ledger import Ledger
from briefgen.deliver.ledger.records import Attempt


class Fate:
    """Count steps and fsyncs, and strike."""

    def __init__(self, die: int, full: int) -> None:
        self.steps = self.synced = 0
        self._die, self._full = abs(die), full
        self.counting = die > 0

    def step(self, *_: object) -> None:
        self.steps += self.counting
        if self.steps and self.steps == self._die:
            os.kill(os.getpid(), signal.SIGKILL)

    def sync(self) -> None:
        self.step()
        self.synced += 1
        if self._full and self._full <= self.synced < self._full + 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def strike(fate: Fate) -> None:
    """Let fate be asked by whatever writes."""
    connect = sqlite3.connect

    def traced(*given: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **options)
        connection.set_trace_callback(fate.step)
        return connection

    def synced(_: int) -> None:
        fate.sync()  # a killed process loses nothing that it wrote, synced or not, and discs of test machines are slow

    def asked(call: Callable[..., Any]) -> Callable[..., Any]:
        def asking(*given: Any, **options: Any) -> Any:
            fate.step()
            return call(*given, **options)

        return asking

    sqlite3.connect, os.fsync = traced, synced
    Path.rename, Path.replace = asked(Path.rename), asked(Path.replace)
    s3._put, s3._is_there = asked(s3._put), asked(s3._is_there)  # pyright: ignore[reportPrivateUsage]
    begin = Ledger.begin

    def begun(self: Ledger, *given: Any) -> Attempt:
        found = begin(self, *given)
        fate.counting = True
        return found

    Ledger.begin = begun


def hurry() -> None:
    """Wait for nothing: neither before further tries nor long for a silent server."""
    sending.WAITS = (0.0,) * len(sending.WAITS)
    made = smtp.Server.__init__

    def impatient(self: smtp.Server, *given: Any, **options: Any) -> None:
        made(self, *given, **{"patience": 20.0, "last_patience": 1.0, **options})

    smtp.Server.__init__ = impatient


def main(arguments: Sequence[str]) -> None:
    faulthandler.enable()
    root, die, full, small, commands = arguments
    os.chdir(root)
    if small != "0":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(small), int(small)))
    hurry()
    strike(Fate(int(die), int(full)))
    for command in json.loads(commands):
        code = run(command)
        print(json.dumps({"done": command, "code": code}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
