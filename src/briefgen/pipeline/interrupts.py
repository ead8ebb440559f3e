"""Interruption, by Ctrl-C or by a scheduler: it comes once, cleans up, and no library can lose it."""

from __future__ import annotations

import _thread
import signal
import sys
from collections.abc import Callable
from importlib.machinery import ExtensionFileLoader
from time import sleep
from types import FrameType
from typing import Any
from weakref import ref

from briefgen.errors import BriefgenError

INTERRUPTED = 130
PAUSE = 0.01
"""Seconds after which an interruption that must not be raised yet comes again."""
LOADING = (ExtensionFileLoader.create_module.__code__, ExtensionFileLoader.exec_module.__code__)
"""What runs for as long as a library in C is imported."""


class Interrupted(BriefgenError):
    """Say that somebody ended the work."""

    exit_code = INTERRUPTED

    def __init__(self) -> None:
        super().__init__("Interrupted.")


class Interruption(KeyboardInterrupt):
    """Be one whose end can be seen: while it is on its way, or something cleans up because of it, it lives.

    Its kind matters: where a KeyboardInterrupt itself leaves code in `exec`, Python later kills its own process.
    """


class Interrupts:
    """Turn SIGINT and SIGTERM into one KeyboardInterrupt in the main thread, from `listen` to `rest`.

    Whoever catches it for good sets `deaf`; otherwise it comes again as soon as it has vanished, since a library lost
    it: in a finaliser, in a function that C calls, or where it catches all. `once` is for those who end in order when
    it comes, or finish what they have begun: then it comes back only where they ask (`again`).
    """

    def __init__(self) -> None:
        self.count = 0
        self.deaf = False
        self.once = False
        self._ours = False
        self._main = 0
        self._raised: ref[Interruption] | None = None
        self._before: dict[int, Any] = {}
        self._unraisable: Callable[[Any], object] = sys.unraisablehook

    @property
    def came(self) -> bool:
        """Say whether somebody wants the work to end at once, whatever else is told of it."""
        return self.count > 0 and not self.once

    def listen(self, *, always: bool = False) -> Interrupts:
        """Begin. Outside the main thread nothing changes, and only `always` changes what the caller had ignored."""
        self._main = _thread.get_ident()
        self._unraisable = sys.unraisablehook
        sys.unraisablehook = self._not_raised
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(number)
            if before == signal.SIG_IGN and not always:
                continue
            self._before[number] = before  # first: it may come at once
            try:
                signal.signal(number, self._came)
            except ValueError:
                del self._before[number]
                return self
        return self

    def again(self) -> None:
        """Raise the interruption once more where it came and a library swallowed it."""
        if self.count and not self.deaf:
            raise self._new()

    def ignore(self) -> None:
        """Let no interruption change any more how the process ends, not even while the interpreter closes down.

        A handler of ours would be replaced by the system's there, which kills.
        """
        self.deaf = True
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)

    def rest(self) -> None:
        """Put back what was there before."""
        self.deaf = True
        for number, before in self._before.items():
            signal.signal(number, before if before is not None else signal.SIG_DFL)
        self._before.clear()
        sys.unraisablehook = self._unraisable

    def _came(self, number: int, frame: FrameType | None) -> None:
        """Raise at the first signal, and at the third; the second often is the first again, sent to a whole group."""
        ours, self._ours = self._ours, False
        if not ours:
            self.count += 1
        if self.deaf or (self.count == 2 and not ours):
            return
        if _loads(frame):
            # Some libraries abort the process where anything is raised while they are set up, others print it.
            self._come_later()
            return
        raise self._new()  # in no variable of this function, which would keep it alive

    def _new(self) -> Interruption:
        new = Interruption()
        self._raised = ref(new, self._vanished)
        return new

    def _vanished(self, which: ref[Interruption]) -> None:
        """Let it come again, unless somebody caught it for good."""
        if which is self._raised and not self.once:
            self._come_later()

    def _come_later(self) -> None:
        """Let it come when what runs now, be it a finaliser, has most likely ended; otherwise it comes once more."""
        if self._before and not self.deaf:
            _thread.start_new_thread(self._come, ())

    def _come(self) -> None:
        """Send the signal to the main thread; runs in a thread of its own."""
        sleep(PAUSE)
        if signal.SIGINT not in self._before or self.deaf:
            return
        self._ours = True
        kill: Callable[[int, int], None] | None = getattr(signal, "pthread_kill", None)
        if kill is not None:
            kill(self._main, signal.SIGINT)  # ends a sleep, too
        else:
            _thread.interrupt_main()

    def _not_raised(self, what: Any) -> None:
        """Say nothing where an interruption fell into a finaliser; it vanishes with this, and comes again."""
        if not issubclass(what.exc_type, KeyboardInterrupt):
            self._unraisable(what)


def _loads(frame: FrameType | None) -> bool:
    """Say whether a library in C is being imported below."""
    while frame is not None:
        if frame.f_code in LOADING:
            return True
        frame = frame.f_back
    return False
