"""The way in: the process, its interruption and its exit code. It imports little, so that little comes before it."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as typing has it, whose import takes longer than all that stands here
if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.pipeline.interrupts import Interrupts


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    try:
        from briefgen.pipeline.interrupts import Interrupts

        interrupts = Interrupts().listen()
        code = _run(arguments, interrupts)
        interrupts.ignore()  # all is done: what comes now must not change how it ended
    except KeyboardInterrupt:  # before anything stood, or in the last moment
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = _interrupted()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    0 done, 1 authors' mistakes, 2 usage, 3 files, environment or a fault of briefgen, 4 verification failed,
    5 delivery incomplete or unknown, 130 interrupted.
    """
    from briefgen.pipeline.interrupts import Interrupts

    interrupts = Interrupts().listen()
    try:
        return _run(arguments, interrupts)
    finally:
        interrupts.rest()


def _run(arguments: Sequence[str] | None, interrupts: Interrupts) -> int:
    try:
        from briefgen.cli.program import perform

        return perform(sys.argv[1:] if arguments is None else arguments, interrupts)
    except KeyboardInterrupt:  # before the program stood
        interrupts.deaf = True
        return _interrupted()


def _interrupted() -> int:
    from briefgen.pipeline.interrupts import INTERRUPTED

    if sys.stderr is not None:
        sys.stderr.write("Interrupted.\n")
    return INTERRUPTED
