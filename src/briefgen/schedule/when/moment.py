"""A moment at which something is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Moment:
    """Hold an instant in UTC, and the local time that the words name for it, such as 2026-03-08T02:30.

    The two differ where clocks are put forward: 02:30 is then not on the clock, and the instant is the first after it.
    """

    at: datetime
    nominal: str
