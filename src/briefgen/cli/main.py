"""The way in: the process, its interruption and its exit code. It imports little, so that little comes before it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from briefgen.pipeline.interrupts import INTERRUPTED, Interrupts


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    interrupts = Interrupts().listen()
    code = _run(arguments, interrupts)
    interrupts.ignore()  # all is done: what comes now must not change how it ended
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    0 done, 1 authors' mistakes, 2 usage, 3 files, environment or a fault of briefgen, 4 verification failed,
    5 delivery incomplete or unknown, 130 interrupted.
    """
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
        _say_interrupted(sys.stderr)
        return INTERRUPTED


def _say_interrupted(stream: TextIO | None) -> None:
    if stream is not None:
        stream.write("Interrupted.\n")
