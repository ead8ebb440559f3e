"""What is handed to the store of runs to be recorded of a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefgen.schedule.store.records import Watermark


@dataclass(frozen=True)
class Wanted:
    """Hold a moment of a schedule that is to be recorded: to be run, or as missed with what else was missed.

    `rule` and `channels` are those of `Run`.
    """

    action: str
    nominal: str
    due: datetime
    until: datetime | None = None
    count: int = 1
    message: str = ""
    rule: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settling:
    """Hold what is to be recorded of a schedule at once; `was` is its watermark until now."""

    mark: Watermark
    was: Watermark | None = None
    missed: Wanted | None = None
    due: Wanted | None = None
