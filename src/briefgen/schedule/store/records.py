"""What is handed to the store of runs and what it hands out; moments are aware and in UTC, to the second."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

RunState = Literal["due", "running", "done", "failed", "ended", "missed"]
"""due: recorded, not begun; done: nothing failed; failed: something did; ended: its process was ended, by force or by
somebody; missed: it was not done, as the computer was off or something newer took its place."""
RUN_STATES: tuple[RunState, ...] = ("due", "running", "done", "failed", "ended", "missed")

Kind = Literal["brief", "pack", "delivery"]
ItemState = Literal["built", "unchanged", "stale", "failed", "delivered", "held", "packed", "unknown"]
"""held: a gate holds it back; unknown: nobody knows whether it arrived."""
SectionCondition = Literal["ok", "empty", "stale", "failed"]
BAD: tuple[ItemState, ...] = ("stale", "failed", "held", "unknown")
"""States of items that somebody must look at."""


@dataclass(frozen=True)
class Run:
    """Hold one run of a schedule; a missed one stands for `count` moments, from `due` to `until`.

    `id` names the folder of the run in `runs/`. `nominal` is the moment as the schedule's zone writes it. `attempt` is
    2 where it was begun again after its process had been ended. `report` is the path of its report relative to the
    project, "" where there is none. `retry_of` is the run whose failure it tries again, "" where it is none of those;
    `retry` is which time that is, and `only` names what is tried, by the subjects of its items.
    `rule` (when, and in which zone) and `channels` are those of the entry of a delegation, which is known by its place
    alone otherwise; of what has a name they are empty.
    """

    id: str
    schedule: str
    action: str
    nominal: str
    due: datetime
    until: datetime
    state: RunState
    attempt: int = 1
    count: int = 1
    started: datetime | None = None
    ended: datetime | None = None
    message: str = ""
    report: str = ""
    retry_of: str = ""
    retry: int = 0
    only: tuple[str, ...] = ()
    rule: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Retry:
    """Hold what of a schedule waits to be tried again, and when: the `number`-th time after the run `run` failed.

    `only` names what is tried, by the subjects of its items; `rule` and `channels` are those of `Run`.
    """

    schedule: str
    run: str
    number: int
    at: datetime
    only: tuple[str, ...]
    rule: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Watermark:
    """Hold up to when a schedule is settled: what was due until `at` was run, or is recorded as missed.

    `rule` is what its times were computed by; where that has changed, `at` says nothing of the new times. `digest` is
    that of the files at the last run, of schedules that run on change.
    """

    schedule: str
    at: datetime
    rule: str
    digest: str = ""


@dataclass(frozen=True)
class Trouble:
    """Hold what keeps a schedule from being run, such as a file that cannot be read, and since when.

    `schedule` is "" where it is about all.
    """

    schedule: str
    message: str
    hint: str
    since: datetime


@dataclass(frozen=True)
class Beat:
    """Hold when something was last seen at work: `look` (at all schedules), `decide`, `daemon`, `work` (a run).

    Signs of `look` come while a run is done, too; what was due until `decide` is on record.
    """

    name: str
    at: datetime
    told: str = ""
    """Who it was: process and computer."""


@dataclass(frozen=True)
class SectionState:
    """Hold how a section that a brief uses stands; `why` says so in each language where it is not ok."""

    section: str
    state: SectionCondition
    why: str = ""


@dataclass(frozen=True)
class Item:
    """Hold what became of one brief, pack or delivery.

    `subject` is the name of the brief or delegation; `file` is relative to the project where it lies in it.
    `temporary`: whether it failed for a reason that may pass.
    """

    subject: str
    kind: Kind
    state: ItemState
    file: str = ""
    sha256: str = ""
    edition: str = ""
    message: str = ""
    sections: tuple[SectionState, ...] = ()
    temporary: bool = False

    @property
    def bad(self) -> bool:
        """Say whether somebody must look at it."""
        return self.state in BAD


@dataclass(frozen=True)
class Outcome:
    """Hold what a run did. `message` says why the whole of it failed, "" where it did not."""

    items: tuple[Item, ...] = field(default=())
    message: str = ""

    @property
    def failed(self) -> bool:
        """Say whether somebody must look at it."""
        return bool(self.message) or any(item.bad for item in self.items)
