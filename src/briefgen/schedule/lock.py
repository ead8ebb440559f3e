"""Only one at a time: a lock of the system, and who holds it, told to those who come too late.

The system lets go of a lock when its process ends, even by force. Where a file system has no locks, a lease stands for
it: a file that only one can make, renewed for as long as its owner lives, and taken over where that is no more, or, on
another computer, has not renewed it for `LEASE`.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import IO

from briefgen.errors import EnvironmentFailure
from briefgen.project import printable, take
from briefgen.system import Clock, host_name, process_id, process_started

LEASE = timedelta(minutes=5)
"""For how long a lease holds that nobody renews."""
TRIES = 20
GLANCES = 3
"""How often a lock is asked for again that is held: somebody may only be looking whether it is (`holder`)."""
PAUSE = 0.2
"""Seconds between making a lease and looking whether it still is ours."""


@dataclass(frozen=True)
class Owner:
    """Hold who has a lock: what it does, which process of which computer, since when, and when it last said so."""

    what: str
    host: str
    process: int
    started: str
    since: datetime
    renewed: datetime

    def lives(self, now: datetime) -> bool:
        """Say whether the owner is still there; of one on another computer, whether its lease still holds."""
        if self.host == host_name():
            return process_started(self.process) == self.started
        return abs(now - self.renewed) < LEASE


class Held(EnvironmentFailure):
    """Say that another process holds a lock; `owner` is None where it has not said who it is."""

    def __init__(self, name: str, owner: Owner | None) -> None:
        who = "another process"
        if owner is not None:
            where = f"process {owner.process} on {printable(owner.host)}"
            who = f"{owner.what} ({where}, since {owner.since:%Y-%m-%d %H:%M} UTC)"
        super().__init__(
            f"The schedules of this project are looked after already, by {who}.", "End that first, or let it be."
        )
        self.owner = owner


class Lock:
    """Hold a lock that was taken by `hold`."""

    def __init__(self, folder: Path, name: str, owner: Owner, clock: Clock, file: IO[bytes] | None) -> None:
        self._folder = folder
        self._name = name
        self._clock = clock
        self._file = file
        self.owner = owner

    def renew(self) -> None:
        """Say that its owner is still there. Raises Held or EnvironmentFailure where the lock was lost."""
        if self._file is not None and not _is_at(self._file, self._folder / f"{self._name}.lock"):
            raise EnvironmentFailure(
                f"runs/{self._name}.lock has gone, so that this process is not the only one any more.",
                "Start it again; leave the folder runs/ alone.",
            )
        if self._file is None and not _same(read_owner(self._folder, self._name), self.owner):
            raise Held(self._name, read_owner(self._folder, self._name))
        self.owner = replace(self.owner, renewed=self._clock.now())
        with suppress(OSError):  # a full disk does not take the lock away
            _write(self._folder / f"{self._name}.json", self.owner)


@contextmanager
def hold(folder: Path, name: str, what: str, clock: Clock) -> Generator[Lock]:
    """Hold the lock of a name in a folder. Raises Held where another has it, EnvironmentFailure where none can be."""
    now = clock.now()
    number = process_id()
    owner = Owner(what, host_name(), number, process_started(number), now, now)
    path = folder / f"{name}.lock"
    try:
        file = path.open("ab")
    except OSError as error:
        reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        raise EnvironmentFailure(
            f"No lock can be taken in runs/: {reason}.", "Look at who may write there, and at the disk."
        ) from error
    with file:
        taken = take(file)
        for _ in range(GLANCES):
            if taken is False:
                clock.wait(Event(), PAUSE / 4)
                taken = take(file)
        if taken is False:
            raise Held(name, read_owner(folder, name))
        if taken is None:
            _lease(folder, name, owner, clock)
        lock = Lock(folder, name, owner, clock, file if taken else None)
        try:
            lock.renew()
            yield lock
        finally:
            if taken or _same(read_owner(folder, name), owner):
                with suppress(OSError):
                    (folder / f"{name}.json").unlink(missing_ok=True)


def holder(folder: Path, name: str, clock: Clock) -> Owner | None:
    """Return who holds a lock now, or None where nobody does; of one that says nothing, the process is 0."""
    found = read_owner(folder, name)
    try:
        with (folder / f"{name}.lock").open("r+b") as file:
            taken = take(file)
    except FileNotFoundError:
        return None
    except OSError:
        taken = None  # it may not be opened: what is written is all that is known
    if taken:
        return None
    if taken is None:
        return found if found is not None and found.lives(clock.now()) else None
    now = clock.now()
    return found or Owner("another process", "", 0, "", now, now)


def read_owner(folder: Path, name: str) -> Owner | None:
    """Return who wrote that it holds a lock, or None where nobody did, or it cannot be read."""
    try:
        kept = json.loads((folder / f"{name}.json").read_text("utf-8"))
        moments = {field: datetime.fromisoformat(kept[field]) for field in ("since", "renewed")}
        return Owner(str(kept["what"]), str(kept["host"]), int(kept["process"]), str(kept["started"]), **moments)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _lease(folder: Path, name: str, owner: Owner, clock: Clock) -> None:
    """Take a lease: make the file of the owner, which only one can, and see whether it stays."""
    path = folder / f"{name}.json"
    for _ in range(TRIES):
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(_written(owner))
        except FileExistsError:
            found = read_owner(folder, name)
            if found is not None and found.lives(clock.now()):
                raise Held(name, found) from None
            aside = path.with_name(f"{name}.{os.urandom(4).hex()}.left")
            with suppress(OSError):
                path.rename(aside)
                aside.unlink()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise EnvironmentFailure(f"No lease can be taken in runs/: {reason}.", "Look at the disk.") from error
        else:
            clock.wait(Event(), PAUSE)
            if _same(read_owner(folder, name), owner):
                return
    raise EnvironmentFailure(
        f"No lease can be taken in runs/: {os.strerror(errno.ENOLCK).lower()}.", "Keep the project on another drive."
    )


def _same(found: Owner | None, owner: Owner) -> bool:
    known = (owner.host, owner.process, owner.started, owner.since)
    return found is not None and (found.host, found.process, found.started, found.since) == known


def _is_at(file: IO[bytes], path: Path) -> bool:
    """Say whether an open file is the one that lies at a path."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _written(owner: Owner) -> str:
    moments = {"since": owner.since.isoformat(), "renewed": owner.renewed.isoformat()}
    return json.dumps({**asdict(owner), **moments}, ensure_ascii=False)


def _write(path: Path, owner: Owner) -> None:
    part = path.with_name(f"{path.name}.{owner.process}.part")
    part.write_text(_written(owner), "utf-8")
    part.replace(path)
