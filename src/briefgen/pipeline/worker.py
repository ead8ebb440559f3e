"""The other side of `jobs.py`: a process that works on one brief after the other, as it is told."""

from __future__ import annotations

import _thread
import gc
import os
import pickle
import sys
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from briefgen.pipeline.interrupts import Interrupts

COLLECT_AFTER = 1_000_000
"""Objects between collections, as in the program itself."""


def work() -> None:
    """Work until nobody listens any more, then end the process; it never returns and never prints."""
    interrupts = Interrupts().listen(always=True)
    code = 1
    try:
        gc.set_threshold(COLLECT_AFTER)
        out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # what a library may print must not get among the messages
        _serve(sys.stdin.buffer, out, interrupts)
        code = 0
    except KeyboardInterrupt:
        interrupts.deaf = True
        code = 130
    except BaseException:
        interrupts.deaf = True
        code = 3
    finally:
        interrupts.deaf = True
        os._exit(code)  # at once, even while the other thread waits for orders


def _serve(orders: BinaryIO, out: BinaryIO, interrupts: Interrupts) -> None:
    packed = pickle.load(orders)
    numbers: SimpleQueue[int | None] = SimpleQueue()

    def listen() -> None:
        """Take orders while others are worked on; where they end, so does the work."""
        try:
            while True:
                numbers.put(pickle.load(orders))
        except Exception:
            numbers.put(None)
            _thread.interrupt_main()

    def say(kind: str, name: str, what: Any) -> None:
        pickle.dump((kind, name, what), out)
        out.flush()

    def tell(name: str, stage: str) -> None:
        interrupts.again()
        say("stage", name, stage)

    Thread(target=listen, daemon=True).start()
    project, ordered, task = pickle.loads(packed)  # imports much: only where it can be interrupted
    from briefgen.errors import BriefgenError
    from briefgen.pipeline.faults import unexpected
    from briefgen.pipeline.shared import read_shared

    try:
        shared = read_shared(project)
    except BriefgenError as error:
        say("shared", "", error)
        return
    except Exception as error:
        say("shared", "", unexpected(error))
        return
    while (number := numbers.get()) is not None:
        result = task(project, shared, ordered[number], tell)
        say("result", result.name, result)
