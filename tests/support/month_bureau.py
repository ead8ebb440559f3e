"""The bureau at work: processes of the program, what they told, and what an operator does about it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from mail_server import PASSWORD, Box
from month import DAY, FIRST, GUESTS

from briefgen.cli.main import run
from briefgen.deliver import sending

WORKER = Path(__file__).with_name("month_worker.py")
SOURCE = Path(__file__).resolve().parents[2] / "src"
DESK = "Sample Person"
LONG = 300
"""Seconds after which a process hangs: it takes about ten."""


@dataclass(frozen=True)
class Told:
    """Hold what a process told: its objects, the exit code of each command, whether it was killed."""

    objects: list[dict[str, Any]]
    codes: list[int]
    killed: bool

    @property
    def shut(self) -> dict[str, list[str]]:
        """Return the gates that were shut, by delegation."""
        return {one["delegation"]: one["shut"] for one in self.objects if one.get("shut")}


@dataclass
class Running:
    """Hold a process whose output goes into a file."""

    process: subprocess.Popen[bytes]
    output: Path
    errors: Path

    def kill(self) -> None:
        self.process.kill()

    def finish(self) -> Told:
        """Wait for its end, and return what it told; one that hangs is ended, and tells where it was."""
        for _ in range(LONG * 20):  # counted, as a machine that sleeps meanwhile wakes up late by any clock
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            self.process.send_signal(signal.SIGABRT)
        code = self.process.wait()
        assert code in (0, -9), (code, self.errors.read_text("utf-8"))
        found = list(_objects(self.output.read_text("utf-8")))
        codes = [one["code"] for one in found if "done" in one]
        return Told([one for one in found if "done" not in one], codes, code != 0)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        with suppress(ValueError):  # a line that was not finished when its process was killed
            yield json.loads(line)


@dataclass
class Bureau:
    """Run the commands of a month on a project, and keep what must be true at its end.

    `wanted`: the SHA-256 of each file that is to reach a recipient of a delegation by a channel. `unknown`: what was
    told to be of unknown outcome: Message-ID. `settled`: the same as somebody settled it, with whether it was there.
    """

    root: Path
    box: Box
    world: dict[str, str]
    day: int = 0
    wanted: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    settled: list[tuple[str, bool]] = field(default_factory=list)
    kills: int = 0
    _count: int = 0

    @property
    def _world(self) -> dict[str, str]:
        return {**self.world, "SOURCE_DATE_EPOCH": str(FIRST + self.day * DAY)}

    def here(self, *commands: Sequence[str]) -> Told:
        """Run commands in this process, which is quicker, and note what was told of unknown outcomes."""
        out = io.StringIO()
        with (
            contextlib.chdir(self.root),
            patch.dict(os.environ, self._world),
            patch.object(sending, "WAITS", (0.0, 0.0, 0.0)),
            patch.object(os, "fsync", lambda _: None),
            contextlib.redirect_stdout(out),
        ):
            codes = [run(list(command)) for command in commands]
        return self._noted(Told(list(_objects(out.getvalue())), codes, killed=False))

    def start(self, commands: Sequence[Sequence[str]], *, die: int = 0, full: int = 0, small: int = 0) -> Running:
        """Start a process that runs commands."""
        self._count += 1
        output = self.root.parent / f"told-{self._count}.txt"
        errors = output.with_suffix(".err")
        world = {
            **os.environ, **self._world,
            "PYTHONPATH": f"{SOURCE}{os.pathsep}{WORKER.parent}", "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip
        fate = [str(self.root), str(die), str(full), str(small), json.dumps(list(commands))]
        with output.open("wb") as out, errors.open("wb") as err:
            process = subprocess.Popen([sys.executable, str(WORKER), *fate], env=world, stdout=out, stderr=err)
        return Running(process, output, errors)

    def run(self, *commands: Sequence[str], die: int = 0, full: int = 0, small: int = 0) -> Told:
        """Run commands in one process, and note what it told of unknown outcomes."""
        return self.end(self.start(commands, die=die, full=full, small=small))

    def at_once(self, mine: Sequence[Sequence[str]], yours: Sequence[Sequence[str]]) -> list[Told]:
        """Run lists of commands in this process and in another at once."""
        running = self.start(yours)
        return [self.here(*mine), self.end(running)]

    def end(self, running: Running) -> Told:
        """Wait for the end of a process, and note what it told of unknown outcomes."""
        return self._noted(running.finish())

    def _noted(self, told: Told) -> Told:
        self.kills += told.killed
        self.unknown |= {one["message_id"] for one in told.objects if one["status"] == "unknown"}
        return told

    def change(self, name: str, old: str, new: str) -> None:
        """Change a file of the authors."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new), "utf-8")

    def packed(self, name: str) -> dict[str, bytes]:
        """Return the files of a pack that are to go out, by their names."""
        folder = self.root / "packs" / name
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".json"}

    def want(self, names: Iterable[str]) -> None:
        """Note that the packs as they are now are to reach all whom their delegations name."""
        for name in names:
            found = {hashlib.sha256(data).hexdigest() for data in self.packed(name).values()}
            for channel, recipient in GUESTS[name].ends:
                self.wanted.setdefault((name, channel, recipient), set()).update(found)

    def deliver_all(self, names: Sequence[str]) -> None:
        """Deliver until nothing is left to be done, as somebody does who reads what is told: settle, then run again."""
        left = list(names)
        for _ in range(4):
            told = self.at_once([deliver(name) for name in left[::2]], [deliver(name) for name in left[1::2]])
            for one in told:
                assert not one.killed
                assert set(one.codes) <= {0, 5}
            again = {one["delegation"] for found in told for one in found.objects if one["status"] in FAULTY}
            self.settle()
            if not again:
                return
            left = sorted(again)
        raise AssertionError(f"not delivered: {left}")

    def settle(self) -> None:
        """Look up what nobody knows, and say what was found; what can be done twice is said not to have been done."""
        listed = self.here(["ledger", "list", "--state", "unknown", "--all", "--json"])
        there = {message_id(data) for data in self.box.messages}
        rows = [one for one in listed.objects if one["status"] == "unknown" and "channel" in one]
        arrived = {row["message_id"]: row["channel"] == "mail" and row["message_id"] in there for row in rows}
        assert set(arrived) <= self.unknown  # deliver told of each before anybody looked
        words = {True: "--sent", False: "--not-sent"}
        commands = [["ledger", "settle", name, words[sent], "--by", DESK, "--json"] for name, sent in arrived.items()]
        if commands:
            assert set(self.here(*commands).codes) == {0}
        self.settled += sorted(arrived.items())

    @contextmanager
    def killing(self, running: list[Running], after: int) -> Iterator[None]:
        """Kill processes when the server has taken so many messages more, before they read its answer."""
        left = [after]

        def arrived() -> None:
            left[0] -= 1
            if left[0] == 0:
                for one in running:
                    one.kill()

        self.box.on_arrival = arrived
        try:
            yield
        finally:
            self.box.on_arrival = lambda: None


FAULTY = ("failed", "unknown", "busy")


def message_id(data: bytes) -> str:
    """Return the Message-ID of a message."""
    (found,) = re.findall(rb"(?im)^Message-ID:\s*(<[^>]+>)", data.partition(b"\r\n\r\n")[0])
    return found.decode("ascii")


def deliver(name: str, *options: str) -> list[str]:
    return ["deliver", name, "--json", *options]


def pack(*names: str, options: Sequence[str] = ()) -> list[str]:
    return ["pack", *names, "--json", *options]


def secrets(trusted: Path) -> dict[str, str]:
    """Return what the environment of the bureau holds."""
    keys = {"BRIEFGEN_S3_KEY": "key", "BRIEFGEN_S3_SECRET": "secret"}
    return {"BRIEFGEN_SMTP_PASSWORD": PASSWORD, "SSL_CERT_FILE": str(trusted), **keys}
