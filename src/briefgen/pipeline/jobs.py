"""Several briefs at once, each in a process of its own; results come in the order given.

This process makes none itself: it hands out, shows progress, and ends the others when it is interrupted. A process that
is killed, as for lack of memory, costs its own brief only. `worker.py` is the other side.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from briefgen.errors import AuthorsMistakes, BriefgenError, EnvironmentFailure
from briefgen.pipeline.make import Result, Task, one_by_one
from briefgen.pipeline.results import Order, Refused
from briefgen.pipeline.stages import DONE, Tell
from briefgen.project import seconds, start_apart

if TYPE_CHECKING:
    from briefgen.project import Project

TICK = 0.1
"""Seconds without news after which the progress is shown again, and an interruption is looked for."""
GRACE = 3.0
"""Seconds in which an interrupted process is to clean up before it is killed."""
START = """\
import pickle, sys
try:
    sys.path[:] = pickle.load(sys.stdin.buffer)
except EOFError:  # interrupted before there was anything to do
    sys.exit()
from briefgen.pipeline.worker import work
work()
"""
"""What a process runs: it finds its modules where this one does."""


class _Worker:
    """Hold one process, what it is working on, and what it goes on with."""

    def __init__(self, news: SimpleQueue[tuple[_Worker, tuple[str, Any, Any] | None]]) -> None:
        self.orders: deque[int] = deque()
        """Numbers of orders: the first is in the making, a second waits there so that no time is lost."""
        self.heard = seconds()
        """When it said something last, or was given something after it had nothing to do."""
        self.given_up: int | None = None
        """The number of the order for whose silence it was killed."""
        self._news = news
        self._process = start_apart([sys.executable, "-P", "-c", START])
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def send(self, message: object) -> None:
        """Send a message; what has ended will tell so itself."""
        if self._process.stdin is not None:
            with suppress(OSError, ValueError):
                pickle.dump(message, self._process.stdin)
                self._process.stdin.flush()

    def dismiss(self) -> None:
        """Let it see that nobody listens any more: it stops and cleans up."""
        if self._process.stdin is not None:
            with suppress(OSError, ValueError):
                self._process.stdin.close()

    def ended(self) -> int:
        """Wait until it has ended, kill it where it does not, and return its code."""
        self.dismiss()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        code = self._process.wait()
        self._thread.join(GRACE)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code

    def give_up(self) -> None:
        """Kill it for its silence; that it has ended will be told as ever."""
        self.given_up = self.orders[0]
        self._process.kill()

    def _listen(self) -> None:
        """Pass on what it says, and that it has ended; runs in a thread of its own."""
        said = self._process.stdout
        try:
            while said is not None:
                message = pickle.load(said)
                self.heard = seconds()
                self._news.put((self, message))
        except Exception:  # its end, or half a message because it was killed
            self._news.put((self, None))


def at_once(
    project: Project,
    orders: Sequence[Order],
    task: Task[Result],
    jobs: int,
    tell: Tell | None = None,
    limit: float | None = None,
) -> Generator[Result | Refused]:
    """Do one task for each order, `jobs` at once, and yield what comes of each, in their order.

    With one job or one order no process is started, unless there is a `limit`: one that tells nothing for so many
    seconds is refused, and its process killed. Raises AuthorsMistakes where settings or facts hold mistakes,
    together with those of the briefs; EnvironmentFailure where no process can be started.
    """
    if not orders:
        return
    if limit is None and min(jobs, len(orders)) < 2:
        yield from one_by_one(project, orders, task, tell)
        return
    pool = _Pool(project, orders, task, tell, limit)
    try:
        yield from pool.results(min(jobs, len(orders)))
    finally:
        pool.end()
    if pool.shared_mistakes:
        yield from one_by_one(project, orders, task, tell)  # raises them all together


class _Pool:
    """Hand out orders and collect what comes of them."""

    def __init__(
        self, project: Project, orders: Sequence[Order], task: Task[Any], tell: Tell | None, limit: float | None
    ) -> None:
        self.shared_mistakes = False
        self._first = (project, orders, task)
        self._project = project
        self._orders = orders
        self._tell = tell
        self._limit = limit
        self._waiting = deque(range(len(orders)))
        self._workers: list[_Worker] = []
        self._news: SimpleQueue[tuple[_Worker, tuple[str, Any, Any] | None]] = SimpleQueue()
        self._done: dict[int, Any] = {}

    def results(self, jobs: int) -> Generator[Any]:
        """Yield what comes of each order, in their order; end early where what all share holds mistakes."""
        for _ in range(jobs):
            self._hire()
        for number in range(len(self._orders)):
            while number not in self._done:
                self._look()
                if self.shared_mistakes:
                    return
            yield self._done.pop(number)

    def end(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.dismiss()
        for worker in self._workers:
            worker.ended()
        self._workers.clear()

    def _hire(self) -> None:
        """Start a process and give it orders."""
        try:
            worker = _Worker(self._news)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise EnvironmentFailure(f"No process can be started: {reason}.", "Build without --jobs.") from error
        self._workers.append(worker)
        worker.send(sys.path)
        worker.send(pickle.dumps(self._first))  # to be opened there once it listens to its end
        self._feed(worker)

    def _feed(self, worker: _Worker) -> None:
        """Give a process one order, and a second one to go on with where there are enough for all."""
        if worker.given_up is not None:
            return
        if not worker.orders:
            worker.heard = seconds()
        room = 2 if len(self._waiting) > 2 * len(self._workers) else 1
        while self._waiting and len(worker.orders) < room:
            number = self._waiting.popleft()
            worker.orders.append(number)
            worker.send(number)

    def _look(self) -> None:
        """Take one piece of news, or tell after a moment that the work goes on."""
        try:
            worker, said = self._news.get(timeout=TICK)
        except Empty:
            self._give_up()
            if self._tell is not None:
                self._tell("", "")
            return
        if said is None:
            self._bury(worker)
            return
        kind, name, what = said
        if kind == "stage":
            if self._tell is not None:
                self._tell(name, what)
        elif kind == "result":
            self._finish(worker, worker.orders.popleft(), what)
            self._feed(worker)
        elif kind == "shared":
            if not isinstance(what, AuthorsMistakes):
                raise what
            self.shared_mistakes = True

    def _give_up(self) -> None:
        """Give up those that have said nothing for too long; all that was said has been heard."""
        for worker in self._workers:
            if self._limit is None or worker.given_up is not None or not worker.orders:
                continue
            if seconds() - worker.heard > self._limit:
                worker.give_up()

    def _finish(self, worker: _Worker, number: int, result: Any) -> None:
        self._done[number] = result
        if self._tell is not None:
            self._tell(self._orders[number].name, DONE)

    def _bury(self, worker: _Worker) -> None:
        """Let a process that was killed cost only the brief that it was making."""
        code = worker.ended()
        self._workers.remove(worker)
        silent = worker.given_up is not None
        # What was given up may have ended at that very moment; then what came next is not to blame.
        if worker.orders and (not silent or worker.orders[0] == worker.given_up):
            number = worker.orders.popleft()
            error = _silent(self._limit or 0) if silent else _killed(code)
            self._finish(worker, number, Refused(self._orders[number].name, error))
        self._waiting.extendleft(reversed(worker.orders))
        if self._waiting:
            self._hire()


def _silent(seconds: float) -> BriefgenError:
    minutes = max(1, round(seconds / 60))
    return EnvironmentFailure(
        f"It said nothing for {minutes} minute{'s' if minutes > 1 else ''}.",
        "Its process was killed. Look at the files that it reads, such as pictures on a drive that does not answer.",
    )


def _killed(code: int) -> BriefgenError:
    """Say what is known of the end of a process."""
    how = "was killed from outside" if code < 0 else f"ended by itself with code {code}"
    return EnvironmentFailure(
        f"The process that worked on this brief {how}.",
        "The system may have been short of memory. Try again with fewer --jobs.",
    )
