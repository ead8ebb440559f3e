"""What is due: each moment once or reported missed, whatever happens to the computer and its clock."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from schedule_case import Known, moments, scheduled

from briefgen.schedule.due import decide, rule_of
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Watermark

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WHENS = (
    "daily 06:00", "weekdays 06:00", "workdays 02:30", "Mondays 00:00", "1st of month 06:00", "28th of month 23:59",
    "first workday of quarter 06:00", "last day of month 23:30", "last workday of year 18:00", "* * * * *",
    "*/7 1-3 * * *", "30 1,2 * 3,10,11 0", "0 0 29 2 *", "15 */6 * * 1-5",
)  # fmt: skip
ZONES = (
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC",
    "America/St_Johns", "Africa/Casablanca",
)  # fmt: skip


def marked(schedule: Schedule, at: datetime) -> Watermark:
    return Watermark(schedule.id, at, rule_of(schedule))


def test_a_schedule_counts_from_when_it_is_seen_first():
    found = decide(scheduled("daily 06:00"), None, NOW + timedelta(microseconds=7))
    assert found.run is None
    assert found.missed is None
    assert found.mark == Watermark("run:a", NOW, "daily 06:00 | Asia/Shanghai")


def test_what_is_due_is_run_at_its_moment_and_once():
    schedule = scheduled("daily 15:00")
    mark = marked(schedule, NOW)
    assert decide(schedule, mark, NOW + HOUR - timedelta(seconds=1)).run is None
    found = decide(schedule, mark, NOW + HOUR)
    assert found.run is not None
    assert (found.run.at, found.run.nominal, found.begins) == (NOW + HOUR, "2026-11-23T15:00", NOW + HOUR)
    assert found.missed is None
    assert found.mark is not None
    assert decide(schedule, found.mark, NOW + HOUR).run is None


def test_after_downtime_the_newest_is_run_and_the_rest_is_missed():
    schedule = scheduled("daily 15:00")
    found = decide(schedule, marked(schedule, NOW), NOW + 10 * DAY)
    assert found.run is not None
    assert found.run.nominal == "2026-12-02T15:00"
    assert found.missed is not None
    assert (found.missed.count, found.missed.first.nominal, found.missed.last.nominal) == (
        9, "2026-11-23T15:00", "2026-12-01T15:00",
    )  # fmt: skip


def test_a_year_of_minutes_is_one_row():
    schedule = scheduled("* * * * *")
    found = decide(schedule, marked(schedule, NOW), NOW + 365 * DAY)
    assert found.missed is not None
    assert found.missed.count == 365 * 24 * 60 - 1


def test_a_clock_that_was_put_back_does_nothing_twice():
    schedule = scheduled("0 * * * *")
    mark = marked(schedule, NOW)
    for minutes in range(1, 60 * 23, 17):
        assert decide(schedule, mark, NOW - timedelta(minutes=minutes)).run is None


def test_a_clock_that_was_put_back_far_is_told():
    schedule = scheduled("daily 06:00")
    found = decide(schedule, marked(schedule, NOW + 2000 * DAY), NOW)
    assert found.run is None
    assert found.trouble is not None
    assert "put back" in found.trouble.message
    assert "--adopt" in found.trouble.hint
    later = decide(schedule, marked(schedule, NOW + 2000 * DAY), NOW + HOUR)
    assert later.trouble == found.trouble, "it must be told once, not at each look"


def test_an_unknown_year_is_trouble_and_settles_nothing():
    schedule = scheduled("workdays 06:00", calendar=Known(2026))
    mark = marked(schedule, datetime(2026, 12, 30, tzinfo=UTC))
    found = decide(schedule, mark, datetime(2027, 1, 6, tzinfo=UTC))
    assert (found.run, found.mark) == (None, None)
    assert found.trouble is not None
    assert "2027" in found.trouble.message
    mended = decide(scheduled("workdays 06:00", calendar=Known(2027)), mark, datetime(2027, 1, 6, tzinfo=UTC))
    assert mended.run is not None
    assert mended.missed is not None
    assert mended.run.nominal == "2027-01-06T06:00"
    assert mended.missed.count == 4


def test_an_edited_schedule_counts_from_the_last_look_by_its_old_rule():
    was = marked(scheduled("daily 06:00"), NOW - 10 * HOUR)
    earlier = decide(scheduled("daily 13:00"), was, NOW, looked=NOW - timedelta(minutes=1))
    assert earlier.run is None, "13:00 was settled before it was asked for"
    assert earlier.mark is not None
    assert earlier.mark.at == NOW - timedelta(minutes=1)
    asleep = decide(scheduled("daily 13:00"), was, NOW, looked=NOW - 3 * HOUR)
    assert asleep.run is not None, "nothing had looked since it is asked for"
    later = decide(scheduled("daily 15:00"), was, NOW + 2 * HOUR, looked=NOW)
    assert later.run is not None
    assert later.run.nominal == "2026-11-23T15:00"


def test_an_edit_while_a_run_waits_for_its_jitter_does_not_lose_it():
    def jittered(when: str) -> Schedule:
        return scheduled(when, jitter=timedelta(hours=6))

    moment = datetime(2026, 11, 23, 6, tzinfo=UTC)
    was = marked(jittered("daily 14:00"), moment - DAY)
    begins = jittered("daily 14:00").next(moment - HOUR)
    assert begins is not None
    due = jittered("daily 14:00").due(begins)
    assert moment + MINUTE < due
    found = decide(jittered("weekdays 14:00"), was, due, looked=due - MINUTE)
    assert found.run is not None
    assert (found.run.at, found.missed) == (moment, None)
    early = decide(jittered("weekdays 14:00"), was, due - MINUTE, looked=due - 2 * MINUTE)
    assert (early.run, early.missed) == (None, None)
    assert early.mark is not None
    assert decide(jittered("weekdays 14:00"), early.mark, due).run == found.run, "it is not lost where it waits on"


def test_an_edit_after_a_clock_was_put_back_moves_nothing_back():
    was = marked(scheduled("0 * * * *"), NOW)
    found = decide(scheduled("*/5 * * * *"), was, NOW - HOUR, looked=NOW)
    assert found.run is None
    assert found.mark is not None
    assert found.mark.at == NOW


@pytest.mark.parametrize(("departure", "late"), [(date(2026, 11, 30), True), (date(2026, 11, 20), False)])
def test_a_visit_that_was_written_down_too_late_is_missed_and_told(departure: date, late: bool):
    visit = (departure - DAY * 4, departure)
    schedule = scheduled("5 days before arrival 09:00", "delegation:nordic:pack:1", action="pack", visit=visit)
    found = decide(schedule, None, NOW)
    assert found.run is None
    assert (found.missed is not None) == late
    if found.missed is not None:
        assert found.missed.count == 1
        assert "by hand" in found.missed.why


@pytest.mark.parametrize(("hour", "late"), [(7, True), (9, False)])
def test_a_visit_is_over_at_midnight_where_the_guests_are(hour: int, late: bool):
    schedule = scheduled(
        "on arrival 09:00", "delegation:nordic:pack:1", action="pack", zone="America/Los_Angeles",
        visit=(date(2026, 11, 22), date(2026, 11, 22)),
    )  # fmt: skip
    found = decide(schedule, None, datetime(2026, 11, 23, hour, tzinfo=UTC))  # 23:00 and 01:00
    assert (found.missed is not None) == late


@pytest.mark.parametrize(
    ("when", "hours_after", "runs"),
    [
        ("1 day before arrival 09:00", 0, True),
        ("1 day before arrival 09:00", 95, True),  # the evening of the last day
        ("1 day before arrival 09:00", 96, False),
        ("2 days after departure 09:00", 24 * 30, True),
    ],
)
def test_nothing_is_run_for_a_visit_that_is_over(when: str, hours_after: int, runs: bool):
    visit = (date(2026, 12, 2), date(2026, 12, 4))
    schedule = scheduled(when, "delegation:nordic:deliver:1", action="deliver", visit=visit)
    first = schedule.next(datetime(2026, 11, 1, tzinfo=UTC))
    assert first is not None
    mark = Watermark(schedule.id, first.at - DAY, rule_of(schedule))
    midnight = first.at.replace(hour=16)  # in UTC; a new day in Shanghai
    found = decide(schedule, mark, first.at if not hours_after else midnight + timedelta(hours=hours_after - 24))
    assert (found.run == first, found.missed is None) == (runs, runs)
    assert found.mark is not None
    assert found.mark.at == first.at
    assert decide(schedule, found.mark, midnight + 60 * DAY).run is None


def test_a_visit_that_is_written_down_in_time_is_run_once():
    visit = (date(2026, 12, 1), date(2026, 12, 3))
    schedule = scheduled("3 workdays before arrival 09:00", "delegation:nordic:pack:1", action="pack", visit=visit)
    first = decide(schedule, None, NOW)
    assert first.missed is None
    assert first.mark is not None
    found = decide(schedule, first.mark, NOW + 5 * DAY)
    assert found.run is not None
    assert found.run.nominal == "2026-11-26T09:00"
    assert found.mark is not None
    assert decide(schedule, found.mark, NOW + 900 * DAY).run is None


steps = st.lists(
    st.one_of(
        st.integers(1, 120).map(lambda seconds: ("look", timedelta(seconds=seconds))),
        st.integers(1, 60 * 48).map(lambda minutes: ("look", timedelta(minutes=minutes))),
        st.integers(1, 900).map(lambda days: ("look", timedelta(days=days))),
        st.integers(-60 * 20, 60 * 20).map(lambda minutes: ("jump", timedelta(minutes=minutes))),
    ),
    max_size=25,
)
begins = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))


@settings(max_examples=150)
@given(st.sampled_from(WHENS), st.sampled_from(ZONES), st.integers(0, 360), begins, steps)
@example("30 1,2 * 3,10,11 0", "Europe/Berlin", 0, datetime(2026, 3, 28, tzinfo=UTC), [("look", HOUR)] * 25)
@example("* * * * *", "Australia/Lord_Howe", 3, datetime(2026, 4, 4, 14, tzinfo=UTC), [("look", HOUR / 6)] * 25)
def test_each_moment_is_run_once_or_reported_missed(
    when: str, zone: str, jitter: int, begin: datetime, course: list[tuple[str, timedelta]]
):
    schedule = scheduled(when, zone=zone, jitter=timedelta(minutes=jitter), calendar=Known())
    mark = decide(schedule, None, begin).mark
    assert mark is not None
    first, now = mark.at, begin
    settled: list[tuple[datetime, datetime, int]] = []
    for kind, by in course:
        now += by
        if kind == "jump":
            continue
        found = decide(schedule, mark, now)
        if found.trouble is not None:
            assert mark.at > now
            continue
        if found.missed is not None:
            settled.append((found.missed.first.at, found.missed.last.at, found.missed.count))
            assert found.run is not None
        if found.run is not None:
            settled.append((found.run.at, found.run.at, 1))
            assert found.begins is not None
            assert found.run.at <= found.begins <= now
        mark = found.mark or mark
    for (_, end, _), (start, _, _) in itertools.pairwise(settled):
        assert end < start, "out of order, or twice"
    assert sum(count for _, _, count in settled) == schedule.count(first, mark.at)
    if mark.at - first < DAY * 400 and sum(count for *_, count in settled) < 2000:
        expected = moments(schedule, first, mark.at)
        inside = [at for at in expected if any(start <= at <= end for start, end, _ in settled)]
        assert inside == expected
