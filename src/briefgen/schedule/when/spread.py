"""Jitter: runs that are due at one moment begin one after another, each always at the same distance from it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from briefgen.schedule.when.moment import Moment
from briefgen.schedule.when.moments import Series
from briefgen.schedule.workdays.known import UnknownYear

_SECOND = timedelta(seconds=1)


def spread(series: Series, moment: Moment, schedule: str, jitter: timedelta) -> datetime:
    """Return when the run of a moment begins: 0 to `jitter` later, whole seconds, before the next moment.

    The same schedule and moment give the same on every machine and at every time.
    """
    if jitter <= timedelta(0):
        return moment.at
    try:
        following = series.next(moment.at)
    except UnknownYear:
        following = None
    room = jitter if following is None else min(jitter, following.at - moment.at - _SECOND)
    digest = hashlib.sha256(f"{schedule}\0{moment.nominal}".encode()).digest()
    seconds = int.from_bytes(digest[:8], "big") * (room // _SECOND + 1) >> 64
    return moment.at + seconds * _SECOND
