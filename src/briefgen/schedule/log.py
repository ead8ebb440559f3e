"""The log of a run: an event a line, as JSON. That it grows is also the sign that the run is alive."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from briefgen.system import Clock

FILE = "log.jsonl"
LONGEST = 2000
"""Characters of a text in the log."""
MOST = 20_000_000
"""Bytes up to which a log grows; a run that tells more goes on without."""


class Log:
    """Write the events of a run. What cannot be written, as on a full disk, is left out: the run itself goes on."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / FILE
        self._clock = clock
        self._file: IO[bytes] | None = None
        self._size = 0
        with suppress(OSError):
            self._file = self._path.open("ab")
            self._size = self._path.stat().st_size

    def event(self, what: str, **fields: str) -> None:
        """Write an event with the moment, and touch the file where it cannot be written."""
        shown = {name: text[:LONGEST] for name, text in fields.items() if text}
        moment = self._clock.now().isoformat(timespec="milliseconds")
        line = json.dumps({"at": moment, "event": what, **shown}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            if self._file is None or self._size > MOST:
                raise OSError
            self._file.write(line)
            self._file.flush()
            self._size += len(line)
        except OSError:
            with suppress(OSError):
                os.utime(self._path)

    def close(self) -> None:
        """End it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


def sign_of_life(folder: Path) -> tuple[int, int]:
    """Return what changes whenever a run says something: size and time of its log."""
    try:
        state = (folder / FILE).stat()
    except OSError:
        return (0, 0)
    return (state.st_size, state.st_mtime_ns)
