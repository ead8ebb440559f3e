"""The moments of triggers over ten years in six zones, against a clock on the wall that is watched each minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wall_clock import wall_clock

from briefgen.schedule import Moment, Schedule, UnknownYear
from briefgen.schedule.when.days import bounds
from briefgen.schedule.workdays.known import NONE
from briefgen.spec.when import parse_when

ZONES = (
    "Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu",
)  # fmt: skip
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DayTest = Callable[[date], bool]


def schedule(words: str, zone: str = "Asia/Shanghai", **more: object) -> Schedule:
    return Schedule("run:x", "build", ("all",), parse_when(words), zone, **more)  # type: ignore[arg-type]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc]


def brute(fits: DayTest, minutes: list[int], zone: str, after: datetime, until: datetime) -> list[Moment]:
    """Return all moments by looking at each minute of each day."""
    clock = wall_clock(zone)
    found: dict[datetime, str] = {}
    day = clock.wall(after).date() - 3 * DAY
    while day <= clock.wall(until).date() + 3 * DAY:
        if fits(day):
            for minute in minutes:
                nominal = datetime(day.year, day.month, day.day) + minute * MINUTE
                at = clock.first(nominal)
                if after < at <= until:
                    found[at] = f"{nominal:%Y-%m-%dT%H:%M}"
        day += DAY
    return [Moment(at, found[at]) for at in sorted(found)]


def chain(made: Schedule, after: datetime, until: datetime) -> list[Moment]:
    found: list[Moment] = []
    moment = made.next(after)
    while moment is not None and moment.at <= until:
        found.append(moment)
        moment = made.next(moment.at)
    return found


def is_edge(day: date, which: str, period: str) -> bool:
    """Say whether a day is the first or last Monday-to-Friday day of a period, by going through the period."""
    begin, end = {
        "week": lambda: (day - day.weekday() * DAY, day + (6 - day.weekday()) * DAY),
        "month": lambda: bounds(day, "month"),
        "quarter": lambda: (date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), bounds(day, "quarter")[1]),
        "year": lambda: (date(day.year, 1, 1), date(day.year, 12, 31)),
    }[period]()
    days = [begin + count * DAY for count in range((end - begin).days + 1)]
    worked = [one for one in days if one.weekday() < 5]
    return day == worked[0 if which == "first" else -1]


@st.composite
def daily(draw: st.DrawFn) -> tuple[str, DayTest, list[int]]:
    """Return words with one time a day, and which days they mean."""
    minute = draw(st.integers(0, 1439))
    at = f"{minute // 60:02}:{minute % 60:02}"
    number = draw(st.integers(0, 6))
    full = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")[number]
    of_month = draw(st.integers(1, 28))
    ending = "th" if 11 <= of_month <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(of_month % 10, "th")
    which, period = (
        draw(st.sampled_from(("first", "last"))),
        draw(st.sampled_from(("week", "month", "quarter", "year"))),
    )
    kinds: list[tuple[str, DayTest]] = [
        ("daily", lambda day: True),
        ("weekdays", lambda day: day.weekday() < 5),
        ("workdays", lambda day: day.weekday() < 5),
        (full, lambda day: day.weekday() == number),
        (f"{of_month}{ending} of month", lambda day: day.day == of_month),
        (f"{which} workday of {period}", lambda day: is_edge(day, which, period)),
        ("last day of month", lambda day: (day + DAY).month != day.month),
    ]
    words, fits = draw(st.sampled_from(kinds))
    return f"{words} {at}", fits, [minute]


@st.composite
def cron(draw: st.DrawFn) -> tuple[str, DayTest, list[int]]:
    """Return fields of cron, and which days and minutes they mean."""

    def numbers(low: int, high: int, most: int) -> list[int]:
        return sorted(draw(st.sets(st.integers(low, high), min_size=1, max_size=most)))

    minutes, hours = numbers(0, 59, 4), numbers(0, 23, 3)
    minute_field = ",".join(map(str, minutes))
    if draw(st.booleans()):
        step = draw(st.sampled_from((1, 7, 15, 30)))
        minutes, minute_field = list(range(0, 60, step)), f"*/{step}"
    hour_field = ",".join(map(str, hours))
    if draw(st.booleans()):
        hours, hour_field = list(range(24)), "*"
    months = numbers(1, 12, 3) if draw(st.booleans()) else list(range(1, 13))
    month_field = "*" if len(months) == 12 else ",".join(map(str, months))
    star_days, star_weekdays = draw(st.booleans()), draw(st.booleans())
    days = list(range(1, 32)) if star_days else numbers(1, 28, 3)
    weekdays = list(range(7)) if star_weekdays else numbers(0, 6, 2)
    day_field = "*" if star_days else ",".join(map(str, days))
    weekday_field = "*" if star_weekdays else ",".join(NAMES[number] for number in weekdays)
    if not star_days and draw(st.booleans()):
        days, day_field, star_days = list(range(1, 32, 2)), "*/2", True

    def fits(day: date) -> bool:
        if day.month not in months:
            return False
        one, other = day.day in days, day.weekday() in weekdays
        return (one and other) if star_days or star_weekdays else (one or other)

    text = f"{minute_field} {hour_field} {day_field} {month_field} {weekday_field}"
    return text, fits, [60 * hour + minute for hour in hours for minute in minutes]


@settings(max_examples=40, deadline=None)
@given(daily(), st.sampled_from(ZONES), st.dates(date(2010, 6, 1), date(2029, 1, 1)))
def test_ten_years_day_by_day(made: tuple[str, DayTest, list[int]], zone: str, begin: date):
    words, fits, minutes = made
    after = datetime(begin.year, begin.month, begin.day, 11, 17, tzinfo=UTC)
    until = after + timedelta(days=3653)
    one = schedule(words, zone)
    expected = brute(fits, minutes, zone, after, until)
    assert chain(one, after, until) == expected
    assert one.count(after, until) == len(expected)
    assert one.latest(until, after) == (expected[-1] if expected else None)
    assert all(earlier.at < later.at for earlier, later in pairwise(expected))


@settings(max_examples=60, deadline=None)
@given(cron(), st.sampled_from(ZONES), st.data())
def test_cron_where_clocks_change_and_where_they_do_not(
    made: tuple[str, DayTest, list[int]], zone: str, data: st.DataObject
):
    words, fits, minutes = made
    changes = [change for change in wall_clock(zone).changes if 2010 < change.year < 2040]
    anywhere = st.datetimes(datetime(2010, 6, 1), datetime(2039, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
    middle = data.draw(st.one_of(anywhere, st.sampled_from(changes)) if changes else anywhere).replace(microsecond=0)
    after, until = middle - timedelta(days=3), middle + timedelta(days=data.draw(st.integers(2, 60)))
    one = schedule(words, zone)
    expected = brute(fits, minutes, zone, after, until)
    assert chain(one, after, after + timedelta(days=5)) == [
        moment for moment in expected if moment.at <= after + timedelta(days=5)
    ]
    assert one.count(after, until) == len(expected)
    assert one.latest(until, after) == (expected[-1] if expected else None)
    asked = after + (until - after) * data.draw(st.floats(0, 1))
    before = [moment for moment in expected if moment.at <= asked]
    assert one.latest(asked, after) == (before[-1] if before else None)
    assert one.count(after, asked) == len(before)
    following = [moment for moment in expected if moment.at > asked]
    if following:
        assert one.next(asked) == following[0]


@settings(max_examples=60, deadline=None)
@given(st.one_of(daily(), cron()), st.sampled_from(ZONES), st.data())
def test_next_latest_and_count_agree(made: tuple[str, DayTest, list[int]], zone: str, data: st.DataObject):
    one = schedule(made[0], zone)
    at = data.draw(st.datetimes(datetime(2010, 6, 1), datetime(2039, 1, 1))).replace(tzinfo=UTC)
    until = at + data.draw(st.timedeltas(timedelta(0), timedelta(days=800)))
    moment = one.next(at)
    assert moment is not None
    assert moment.at > at
    assert one.latest(moment.at, at) == moment
    assert one.latest(moment.at - timedelta(microseconds=1), at) is None
    assert one.count(at, moment.at) == 1
    latest = one.latest(until, at)
    if latest is None:
        assert one.count(at, until) == 0
        assert moment.at > until
    else:
        assert one.count(at, latest.at) == one.count(at, until) > 0
        assert one.next(latest.at - timedelta(microseconds=1)) == latest
        assert one.count(at, until) == one.count(at, moment.at) + one.count(moment.at, until)
    clock = wall_clock(zone)
    shown = f"{clock.wall(moment.at):%Y-%m-%dT%H:%M}"
    assert shown == moment.nominal or any(abs(moment.at - change) < 2 * DAY for change in clock.changes)


def test_local_times_that_are_skipped_and_that_come_twice():
    new_york = schedule("daily 02:30", "America/New_York")
    (moment,) = chain(new_york, utc(2026, 3, 8, 5), utc(2026, 3, 8, 20))
    assert moment == Moment(utc(2026, 3, 8, 7), "2026-03-08T02:30")  # 03:00 EDT, the first instant after the gap
    (moment,) = chain(schedule("daily 01:30", "America/New_York"), utc(2026, 11, 1, 4), utc(2026, 11, 1, 20))
    assert moment == Moment(utc(2026, 11, 1, 5, 30), "2026-11-01T01:30")  # EDT, the first of the two
    each_minute = schedule("* * * * *", "America/New_York")
    gap = chain(each_minute, utc(2026, 3, 8, 6, 58), utc(2026, 3, 8, 7, 1))
    assert [one.nominal[11:] for one in gap] == ["01:59", "03:00", "03:01"]
    assert [one.at.minute for one in gap] == [59, 0, 1]
    # Lord Howe Island puts its clocks forward by half an hour, and London's day of 25 hours has 24 hours of minutes.
    (moment,) = chain(schedule("15 2 * * *", "Australia/Lord_Howe"), utc(2026, 10, 3, 12), utc(2026, 10, 3, 20))
    assert (moment.at, moment.nominal) == (utc(2026, 10, 3, 15, 30), "2026-10-04T02:15")
    assert schedule("* * * * *", "Europe/London").count(utc(2026, 10, 24, 22, 59), utc(2026, 10, 25, 23, 59)) == 1440


def test_a_day_that_a_zone_left_out():
    days = chain(schedule("daily 06:00", "Pacific/Apia"), utc(2011, 12, 29), utc(2012, 1, 1))
    assert [one.nominal[8:] for one in days] == ["29T06:00", "30T06:00", "31T06:00", "01T06:00"]
    assert days[1].at == utc(2011, 12, 30, 10)  # midnight, as the 31st begins
    at_midnight = chain(schedule("0 0 * * *", "Pacific/Apia"), utc(2011, 12, 29), utc(2012, 1, 1))
    assert [one.nominal[8:10] for one in at_midnight] == ["29", "31", "01"]  # two local times, one instant
    assert schedule("0 0 * * *", "Pacific/Apia").count(utc(2011, 12, 29), utc(2012, 1, 1)) == 3


def test_leap_days():
    leap = chain(schedule("0 6 29 2 *", "UTC"), utc(2023, 1, 1), utc(2037, 1, 1))
    assert [one.nominal for one in leap] == [f"{year}-02-29T06:00" for year in (2024, 2028, 2032, 2036)]
    assert schedule("0 6 29 2 *", "UTC").next(utc(2096, 3, 1)) == Moment(utc(2104, 2, 29, 6), "2104-02-29T06:00")
    sunday = schedule("0 6 29 2 */7", "UTC").next(utc(2088, 3, 1))  # on a Sunday; 2100 has no such day
    assert sunday is not None
    assert (sunday.nominal, sunday.at.weekday()) == ("2128-02-29T06:00", 6)
    ends = chain(schedule("last day of month 06:00", "UTC"), utc(2024, 2, 1), utc(2025, 3, 1))
    assert [one.nominal[5:10] for one in ends if one.nominal[5:7] == "02"] == ["02-29", "02-28"]
    assert [one.nominal[5:7] for one in chain(schedule("0 0 31 * *", "UTC"), utc(2026, 1, 1), utc(2026, 12, 31))] == [
        "01", "03", "05", "07", "08", "10", "12",
    ]  # fmt: skip


def test_dates_of_a_visit():
    visit = (date(2026, 11, 20), date(2026, 11, 23))
    cases = {
        "3 workdays before arrival 09:00": "2026-11-17T09:00",
        "3 days before arrival 09:00": "2026-11-17T09:00",
        "5 workdays before arrival 09:00": "2026-11-13T09:00",
        "1 workday before arrival 09:00": "2026-11-19T09:00",
        "on arrival 07:30": "2026-11-20T07:30",
        "1 workday after arrival 07:30": "2026-11-23T07:30",
        "2 workdays after departure": "2026-11-25T06:00",
        "366 days before departure 00:00": "2025-11-22T00:00",
    }
    for words, nominal in cases.items():
        one = schedule(words, visit=visit)
        moment = one.next(utc(2025, 1, 1))
        assert moment is not None
        assert moment.nominal == nominal
        assert one.next(moment.at) is None
        assert one.latest(utc(2027, 1, 1), utc(2025, 1, 1)) == moment
        assert one.latest(utc(2027, 1, 1), moment.at) is None
        assert one.count(utc(2025, 1, 1), utc(2027, 1, 1)) == 1


def test_what_has_no_moments():
    one = schedule("on change")
    assert one.on_change
    assert (one.next(utc(2026, 1, 1)), one.count(utc(2026, 1, 1), utc(2027, 1, 1))) == (None, 0)
    assert one.latest(utc(2027, 1, 1), utc(2026, 1, 1)) is None
    daily = schedule("daily 06:00")
    assert daily.latest(utc(2026, 1, 1), utc(2027, 1, 1)) is None
    assert daily.count(utc(2027, 1, 1), utc(2026, 1, 1)) == 0


class Short:
    """Know two years, in which each day but Sunday is worked."""

    source = "a test"
    last_known = date(2026, 12, 31)

    def is_workday(self, day: date) -> bool:
        if day.year not in (2025, 2026):
            raise UnknownYear(day.year, self.source)
        return day.weekday() != 6


def test_an_unknown_year_is_asked_for_only_where_it_matters():
    one = schedule("workdays 06:00", calendar=Short())
    moment = one.next(utc(2025, 1, 1) - timedelta(hours=8))
    assert moment is not None
    assert moment.nominal == "2025-01-01T06:00"  # what was before is not asked for
    moment = one.next(utc(2026, 12, 30))
    assert moment is not None
    assert moment.nominal == "2026-12-31T06:00"
    with pytest.raises(UnknownYear) as refused:
        one.next(moment.at)
    assert refused.value.year == 2027
    assert one.latest(utc(2026, 12, 31, 12), utc(2026, 1, 1)) == moment
    assert one.count(utc(2025, 12, 31, 16), utc(2026, 12, 31, 12)) == 365 - 52
    with pytest.raises(UnknownYear):
        one.count(utc(2026, 12, 1), utc(2027, 1, 5))
    with pytest.raises(UnknownYear):
        one.latest(utc(2027, 1, 5), utc(2026, 12, 1))
    last = schedule("last workday of week 06:00", calendar=Short())
    with pytest.raises(UnknownYear):  # whether it is Thursday, the 31st, depends on the year after
        last.next(utc(2026, 12, 28))
    first = schedule("first workday of month 06:00", calendar=Short())
    assert len(chain(first, utc(2025, 1, 2), utc(2026, 11, 15))) == 22
    assert schedule("weekdays 06:00", calendar=Short()).next(utc(2027, 5, 1)) is not None


@settings(max_examples=80, deadline=None)
@given(st.one_of(daily(), cron()), st.sampled_from(ZONES), st.integers(1, 360), st.data())
def test_jitter_is_the_same_each_time_and_keeps_the_order(
    made: tuple[str, DayTest, list[int]], zone: str, minutes: int, data: st.DataObject
):
    jitter = timedelta(minutes=minutes)
    one = schedule(made[0], zone, jitter=jitter)
    at = data.draw(st.datetimes(datetime(2010, 6, 1), datetime(2039, 1, 1))).replace(tzinfo=UTC)
    moments: list[Moment] = []
    moment = one.next(at)
    for _ in range(8):
        assert moment is not None
        moments.append(moment)
        moment = one.next(moment.at)
    dues = [one.due(each) for each in moments]
    assert dues == [schedule(made[0], zone, jitter=jitter).due(each) for each in moments]
    assert all(each.at <= due <= each.at + jitter for each, due in zip(moments, dues, strict=True))
    assert all(due < later.at for due, later in zip(dues, moments[1:], strict=False))
    now = at + data.draw(st.timedeltas(timedelta(0), moments[6].at - at))
    past = [each for each, due in zip(moments, dues, strict=True) if due <= now]
    assert one.latest_due(now, at) == (past[-1] if past else None)
    assert one.next_due(now, at) == next(each for each, due in zip(moments, dues, strict=True) if due > now)


def test_jitter_spreads_schedules():
    moment = schedule("daily 06:00").next(utc(2026, 1, 1))
    assert moment is not None
    offsets = [
        (Schedule(f"brief:b{n}", "build", (), parse_when("daily 06:00"), "Asia/Shanghai", timedelta(minutes=5))).due(
            moment
        )
        - moment.at
        for n in range(200)
    ]
    assert min(offsets) < timedelta(seconds=15)
    assert max(offsets) > timedelta(seconds=285)
    assert len(set(offsets)) > 120


def test_a_year_of_minutes_costs_no_more_than_a_year_of_days():
    """No time is asserted, but the work: each instant that is worked out is counted."""
    from briefgen.schedule.when import moments

    counted = 0
    real = moments.instant

    def counting(*given: object) -> datetime:
        nonlocal counted
        counted += 1
        return real(*given)  # type: ignore[arg-type]

    moments.instant = counting  # type: ignore[assignment]
    try:
        one = schedule("* * * * *", "Europe/London", calendar=NONE)
        found = one.count(utc(2025, 11, 23), utc(2026, 11, 23))
        latest = one.latest(utc(2026, 11, 23), utc(2025, 11, 23))
    finally:
        moments.instant = real
    assert found == 365 * 1440 - 60  # one hour of October is there twice and counts once; one of March is not there
    assert latest == Moment(utc(2026, 11, 23), "2026-11-23T00:00")
    assert counted < 3 * 1440
