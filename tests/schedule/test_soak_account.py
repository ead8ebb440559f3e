"""The soak of the daemon counts what ran: one in which nothing ran does not pass."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
from editions import ROOT
from scheduled import NOW, run_of

from briefgen.schedule.store.records import Run

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "soak", raising=False)


def account(runs: list[Run], minutes: int = 60) -> list[str]:
    from soak import account as found

    return found(runs, NOW, NOW + minutes * MINUTE)


def runs(*minutes: int, state: str = "done") -> list[Run]:
    return [run_of(now=NOW + minute * MINUTE, state=state) for minute in minutes]


def test_all_minutes_on_record_are_well():
    assert account(runs(*range(1, 60))) == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([], ["the first record", "the last record", "only 0 runs"]),
        (runs(*range(1, 60), state="failed"), ["only 0 runs"]),
        (runs(*range(1, 40)), ["the last record"]),
        (runs(*range(20, 60)), ["the first record"]),
        (runs(*range(1, 30), *range(31, 60)), ["nothing after"]),
        (runs(*range(1, 60), 30), [f"{NOW + 30 * MINUTE} twice"]),
    ],
)
def test_what_is_missing_is_told(found: list[Run], told: list[str]):
    said = account(found)
    assert len(said) == len(told)
    assert all(one.startswith(start) for one, start in zip(said, told, strict=True))
