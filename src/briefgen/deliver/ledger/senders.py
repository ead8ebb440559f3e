"""Who is sending just now: each sender holds a lock that the system takes back when its process ends, even by force.

Unlike the number of a process, a lock is never another's, and is seen from other containers of the machine too.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from briefgen.errors import EnvironmentFailure
from briefgen.project import left_behind, take

FOLDER = "senders"
LOCK = ".lock"
TRIES = 20


class Sender:
    """Hold the lock of one opened ledger, from its first attempt on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._file: IO[bytes] | None = None
        self.token = ""

    def claim(self) -> str:
        """Return the name of this sender; take its lock where it has none yet.

        Raises EnvironmentFailure where the file system has no locks, since then nobody could know who is sending.
        """
        if self._file is not None:
            return self.token
        try:
            self._folder.mkdir(exist_ok=True)
            for _ in range(TRIES):
                if self._take(os.urandom(8).hex()):
                    return self.token
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "Keep the project on a drive with locks that can be written."
            raise EnvironmentFailure(f"No lock can be taken in ledger/{FOLDER}: {reason}.", hint) from error

    def _take(self, token: str) -> bool:
        """Take the lock of a name; False where another process, which clears up, came between."""
        path = self._folder / (token + LOCK)
        file = path.open("xb")
        with suppress(OSError):
            path.chmod(0o666)  # another user can ask whether we are still there
        if take(file) is True and path.exists():
            self._file, self.token = file, token
            return True
        file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False

    def release(self) -> None:
        """Let go of the lock."""
        if self._file is not None:
            path = self._folder / (self.token + LOCK)
            with suppress(OSError):
                path.unlink()
            self._file.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)  # Windows removes only what is closed
            self._file = None


def has_ended(folder: Path, token: str) -> bool:
    """Say whether a sender is no more; False where that cannot be known."""
    path = folder / FOLDER / (token + LOCK)
    if not path.exists():
        return True
    with left_behind(path) as dead:
        return dead


def clear(folder: Path) -> None:
    """Remove what senders that have ended left."""
    with suppress(OSError):
        for path in sorted((folder / FOLDER).iterdir()):
            with left_behind(path) as dead:
                if dead:
                    with suppress(OSError):
                        path.unlink()
            if dead:
                with suppress(OSError):
                    path.unlink(missing_ok=True)  # Windows removes only what is closed
