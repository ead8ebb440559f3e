"""Interruption, by Ctrl-C or by a scheduler: it comes once, cleans up, and no library can lose it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import Any

from briefgen.errors import BriefgenError

INTERRUPTED = 130


class Interrupted(BriefgenError):
    """Say that somebody ended the work."""

    exit_code = INTERRUPTED

    def __init__(self) -> None:
        super().__init__("Interrupted.")


class Interrupts:
    """Turn SIGINT and SIGTERM into one KeyboardInterrupt in the main thread, from `listen` to `rest`."""

    def __init__(self) -> None:
        self.count = 0
        self.deaf = False
        self._before: dict[int, Any] = {}
        self._unraisable: Callable[[Any], object] = sys.unraisablehook

    def listen(self, *, always: bool = False) -> Interrupts:
        """Begin. Outside the main thread nothing changes, and only `always` changes what the caller had ignored."""
        self._unraisable = sys.unraisablehook
        sys.unraisablehook = self._not_raised
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(number)
            if before == signal.SIG_IGN and not always:
                continue
            try:
                signal.signal(number, self._came)
            except ValueError:
                return self
            self._before[number] = before
        return self

    def again(self) -> None:
        """Raise the interruption once more where it came and a library swallowed it."""
        if self.count and not self.deaf:
            raise KeyboardInterrupt

    def ignore(self) -> None:
        """Let no interruption change any more how the process ends, not even while the interpreter closes down.

        A handler of ours would be replaced by the system's there, which kills.
        """
        self.deaf = True
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)

    def rest(self) -> None:
        """Put back what was there before."""
        for number, before in self._before.items():
            signal.signal(number, before if before is not None else signal.SIG_DFL)
        self._before.clear()
        sys.unraisablehook = self._unraisable

    def _came(self, number: int, frame: object) -> None:
        """Raise at the first signal, and at the third; the second often is the first again, sent to a whole group."""
        self.count += 1
        if not self.deaf and self.count != 2:
            raise KeyboardInterrupt

    def _not_raised(self, what: Any) -> None:
        """Say nothing where an interruption fell into a finaliser; `again` brings it back."""
        if not issubclass(what.exc_type, KeyboardInterrupt):
            self._unraisable(what)
