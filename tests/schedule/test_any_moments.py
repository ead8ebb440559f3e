"""Any time that authors can write, in any zone: its moments against a clock on the wall that is watched."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

from due_moments import changes, moments
from hypothesis import example, given, settings
from hypothesis import strategies as st
from when_meant import DAY, Meant, visits, whens, zones

from briefgen.schedule.scheduled import Schedule
from briefgen.spec.when import parse_when

ROUNDS = int(os.environ.get("BRIEFGEN_ROUNDS", "1"))
HOUR = timedelta(hours=1)
MOST = 2_000
"""Moments of an example at most."""
begins = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc]


@st.composite
def asked(draw: st.DrawFn) -> tuple[Meant, str, datetime, datetime]:
    """Return a time, a zone, and two instants: often beside a change of clocks."""
    zone, after = draw(zones), draw(begins)
    jumps = changes(zone, after.year)
    if jumps and draw(st.booleans()):
        after = draw(st.sampled_from(jumps)) - draw(st.integers(0, 60)) * HOUR
    if draw(st.integers(0, 3)) == 0:
        arrival = after.date() + draw(st.integers(-400, 400)) * DAY
        meant = draw(visits((arrival, arrival + draw(st.integers(0, 9)) * DAY)))
        after, longest = after - 400 * DAY, 800 * DAY
    else:
        meant = draw(whens())
        longest = min(600 * DAY, MOST * DAY / len(meant.minutes))
    return meant, zone, after, after + draw(st.integers(0, int(longest.total_seconds()))) * timedelta(seconds=1)


def each(*minutes: int) -> Meant:
    return Meant(f"{','.join(str(at % 60) for at in minutes)} {minutes[0] // 60} * * *", minutes, lambda day: True)


@settings(max_examples=150 * ROUNDS)
@given(asked())
@example((each(0, 30), "Pacific/Apia", utc(2011, 12, 28), utc(2012, 1, 2)))
@example((each(120, 135, 150), "Australia/Lord_Howe", utc(2026, 10, 2), utc(2026, 10, 6)))
@example((each(90), "Antarctica/Troll", utc(2026, 3, 27), utc(2026, 10, 27)))
@example((each(180), "Africa/Casablanca", utc(2026, 2, 13), utc(2026, 3, 25)))
def test_any_time_in_any_zone(found: tuple[Meant, str, datetime, datetime]):
    meant, zone, after, until = found
    made = Schedule(
        "run:a", "build", ("all",), parse_when(meant.words), zone, calendar=meant.calendar, visit=meant.visit
    )
    expected = moments(meant, zone, after, until)
    one, told = made.next(after), dict[datetime, str]()
    while one is not None and one.at <= until:
        told[one.at] = one.nominal
        one = made.next(one.at)
    assert told == expected
    assert made.count(after, until) == len(expected)
    last = made.latest(until, after)
    assert (last.at if last is not None else None) == max(expected, default=None)


def test_the_clock_on_the_wall_leaves_a_day_out_and_comes_back():
    """What the others are measured by is right where it can be looked up."""
    assert changes("Pacific/Apia", 2011)[-1] == utc(2011, 12, 30, 10)
    assert [at.month for at in changes("Antarctica/Troll", 2026)] == [3, 10]
    assert changes("Asia/Kathmandu", 2026) == ()
    night = each(150)
    gap = moments(night, "Europe/Dublin", utc(2026, 3, 28), utc(2026, 3, 30))
    assert list(gap) == [utc(2026, 3, 28, 2, 30), utc(2026, 3, 29, 1, 30)]
    leap = Meant("0 0 29 2 *", (0,), lambda day: (day.month, day.day) == (2, 29))
    found = moments(leap, "Pacific/Chatham", utc(2024, 1, 1), utc(2029, 1, 1))
    assert list(found.values()) == [f"{date(year, 2, 29)}T00:00" for year in (2024, 2028)]
