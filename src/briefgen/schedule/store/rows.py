"""How runs and what waits to be tried again lie in the tables; lists are kept as lines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from briefgen.schedule.store.records import Retry, Run

COLUMNS = (
    "id, schedule, action, nominal, due, until, state, attempt, count, started, ended, message, report,"
    " retry_of, retry, only, rule, channels"
)
RETRY = "schedule, run, number, at, only, rule, channels"


def as_text(moment: datetime) -> str:
    """Return a moment as it is kept."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def as_moment(text: str) -> datetime:
    """Return a moment that was kept."""
    return datetime.fromisoformat(text)


def run_of(row: tuple[Any, ...]) -> Run:
    """Return a run as `COLUMNS` gives it."""
    id_, schedule, action, nominal, due, until, state, attempt, count, started, ended, message, report, *retry = row
    return Run(
        id_, schedule, action, nominal, as_moment(due), as_moment(until), state, attempt, count,
        as_moment(started) if started else None, as_moment(ended) if ended else None, message, report,
        retry[0], retry[1], tuple(retry[2].splitlines()), retry[3], tuple(retry[4].splitlines()),
    )  # fmt: skip


def retry_of(row: tuple[Any, ...]) -> Retry:
    """Return what waits to be tried again as `RETRY` gives it."""
    schedule, run, number, at, only, rule, channels = row
    return Retry(schedule, run, number, as_moment(at), tuple(only.splitlines()), rule, tuple(channels.splitlines()))


def row_of(retry: Retry) -> tuple[str | int, ...]:
    """Return the values of `RETRY`."""
    only, channels = "\n".join(retry.only), "\n".join(retry.channels)
    return retry.schedule, retry.run, retry.number, as_text(retry.at), only, retry.rule, channels
