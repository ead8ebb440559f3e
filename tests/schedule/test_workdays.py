"""Calendars of workdays: that of the library, day by day; files of a project; what is not known is never a guess."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import open_project
from briefgen.schedule import Schedule, UnknownYear
from briefgen.schedule.workdays.china import China
from briefgen.schedule.workdays.known import NONE
from briefgen.schedule.workdays.load import load_calendar
from briefgen.spec.when import parse_when

DAY = timedelta(days=1)
HEAD = "issuer: {zh: 示例, en: Sample}\nseries: {zh: 示例, en: Sample}\n"
GOOD = """\
years:
  - year: 2027
    source: A notice (sample)
    dated: 2026-11-05
    holidays: [2026-12-31 to 2027-01-03, 2027-02-05 – 2027-02-11, 2027-05-03]
    workdays: [2027-02-14, 2026-12-26]
"""


def days_of(first: int, last: int) -> list[date]:
    begin = date(first, 1, 1)
    return [begin + count * DAY for count in range((date(last, 12, 31) - begin).days + 1)]


def test_the_adapter_says_what_the_library_says():
    import chinese_calendar

    china = China()
    last = china.last_known.year
    assert china.last_known == date(last, 12, 31)
    assert last >= 2026
    days = days_of(2004, last)
    assert [china.is_workday(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]
    for year in (2003, last + 1, last + 30):
        with pytest.raises(NotImplementedError):
            chinese_calendar.is_workday(date(year, 7, 7))
        with pytest.raises(UnknownYear) as refused:
            china.is_workday(date(year, 7, 7))
        assert refused.value.year == year
        assert "--upgrade chinesecalendar" in refused.value.hint
        assert "start again what runs all the time" in refused.value.hint  # it has read the old one


def test_known_years_are_no_normal_weeks():
    china = China()
    for year in range(2015, china.last_known.year + 1):
        days = days_of(year, year)
        made_up = [day for day in days if day.weekday() >= 5 and china.is_workday(day)]
        off = [day for day in days if day.weekday() < 5 and not china.is_workday(day)]
        assert 2 <= len(made_up) <= 10, year  # weekends that are worked in exchange
        assert 13 <= len(off) <= 25, year
        assert not any(china.is_workday(date(year, 10, day)) for day in (1, 2, 3)), year  # National Day, by law
        assert not china.is_workday(date(year, 5, 1)), year


def test_schedules_keep_to_the_library():
    import chinese_calendar

    china = China()
    last = china.last_known.year
    worked = [day for day in days_of(2018, last) if chinese_calendar.is_workday(day)]
    begin, end = datetime(2017, 12, 31, 16, tzinfo=UTC), datetime(last, 12, 31, 15, 59, tzinfo=UTC)
    zone = "Asia/Shanghai"
    daily = Schedule("x", "build", (), parse_when("workdays 06:00"), zone, calendar=china)
    assert daily.count(begin, end) == len(worked)
    found: list[str] = []
    at = begin
    while len(found) < len(worked):
        moment = daily.next(at)
        assert moment is not None
        found.append(moment.nominal)
        at = moment.at
    assert found == [f"{day}T06:00" for day in worked]
    for which, period, of in (
        ("first", "week", lambda day: day - day.weekday() * DAY),
        ("last", "week", lambda day: day - day.weekday() * DAY),
        ("first", "month", lambda day: day.replace(day=1)),
        ("last", "month", lambda day: day.replace(day=1)),
        ("first", "quarter", lambda day: (day.year, (day.month - 1) // 3)),
        ("last", "year", lambda day: day.year),
    ):
        groups: dict[object, list[date]] = {}
        for day in worked:
            groups.setdefault(of(day), []).append(day)
        edges = {group[0 if which == "first" else -1] for group in groups.values()}
        edge = Schedule("x", "build", (), parse_when(f"{which} workday of {period} 06:00"), zone, calendar=china)
        until = datetime(last, 12, 20, tzinfo=UTC)
        assert edge.count(begin, until) == len([day for day in edges if day < date(last, 12, 20)]), (which, period)
    # Before 9 October 2025 lay the holidays of the National Day, 1 to 8 October, and a Sunday that was worked.
    visit = (date(2025, 10, 10), date(2025, 10, 12))
    pack = Schedule("x", "pack", (), parse_when("3 workdays before arrival"), zone, calendar=china, visit=visit)
    moment = pack.next(begin)
    assert moment is not None
    expected = [day for day in worked if day < visit[0]][-3]
    assert moment.nominal == f"{expected}T06:00"
    assert (visit[0] - expected).days > 8


def test_without_the_library_no_year_is_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    china = China()
    assert china.last_known == date.min
    with pytest.raises(UnknownYear) as refused:
        china.is_workday(date(2026, 11, 23))
    assert "pip install" in refused.value.hint
    assert "not installed" in str(refused.value)


def test_monday_to_friday():
    assert [NONE.is_workday(date(2026, 11, 23) + count * DAY) for count in range(7)] == [True] * 5 + [False] * 2
    assert NONE.last_known == date.max


def project_with(folder: Path, text: str) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "briefgen.yaml").write_text(HEAD, "utf-8")
    (folder / "data" / "calendar.yaml").write_text(text, "utf-8")
    return folder


def refused(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as error:
        load_calendar("data/calendar.yaml", open_project(project_with(folder, text)))
    return error.value.problems


def test_a_file_adds_a_year_to_those_of_the_library(tmp_path: Path):
    calendar = load_calendar("data/calendar.yaml", open_project(project_with(tmp_path, GOOD)))
    china = China()
    if china.last_known.year == 2026:
        assert calendar.last_known == date(2027, 12, 31)
    off = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 11), date(2027, 5, 3)]
    assert not any(calendar.is_workday(day) for day in off)
    assert calendar.is_workday(date(2027, 2, 14))  # a Sunday
    assert calendar.is_workday(date(2026, 12, 26))
    assert calendar.is_workday(date(2027, 5, 4))
    assert not calendar.is_workday(date(2027, 5, 8))
    assert [calendar.is_workday(day) for day in days_of(2025, 2025)] == [
        china.is_workday(day) for day in days_of(2025, 2025)
    ]
    with pytest.raises(UnknownYear) as unknown:
        calendar.is_workday(date(2093, 1, 4))
    assert "data/calendar.yaml" in unknown.value.hint
    assert "A notice" not in unknown.value.hint


def test_a_file_that_extends_nothing_knows_its_years_alone(tmp_path: Path):
    calendar = load_calendar("data/calendar.yaml", open_project(project_with(tmp_path, f"extends: none\n{GOOD}")))
    assert calendar.last_known == date(2027, 12, 31)
    for day in (date(2026, 11, 23), date(2028, 1, 3)):
        with pytest.raises(UnknownYear):
            calendar.is_workday(day)
    assert not calendar.is_workday(date(2026, 12, 31))  # named by the file


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("2027-05-03]", "2027-05-32]", '"2027-05-32" is not a day of the calendar.'),
        ("2027-05-03]", "2027-05-03 to 2027-05-01]", "This range ends before it begins."),
        ("2027-05-03]", "2027-05-03 to 2027-06-03]", "This range has more than 15 days."),
        ("2027-05-03]", "2028-05-03]", "2028-05-03 does not lie in 2027."),
        ("2027-05-03]", "2026-11-03]", "2026-11-03 does not lie in 2027."),
        ("2027-05-03]", "2027-02-05]", "2027-02-05 stands here twice."),
        ("[2027-02-14", "[2027-02-15", "2027-02-15 is no Saturday or Sunday: it is worked anyhow."),
        ("[2027-02-14", "[2027-02-06", "2027-02-06 is a day off above."),
        ("[2027-02-14", "[2027-02-14, 2027-02-14", "2027-02-14 stands here twice."),
        ("dated: 2026-11-05", "dated: 2028-11-05", "This notice is later than its year."),
        ("year: 2027", "year: 1927", '"year" must be 2000 or more.'),
        ("    dated: 2026-11-05\n", "", '"dated" is missing here.'),
        ("years:", "extends: weeks\nyears:", '"extends" cannot be "weeks".'),
    ],
)
def test_a_file_that_makes_no_sense(tmp_path: Path, old: str, new: str, sentence: str):
    assert old in GOOD
    (problem, *_) = refused(tmp_path, GOOD.replace(old, new))
    assert problem.message == sentence
    assert problem.hint
    assert (problem.place.file, problem.place.line > 0) == ("data/calendar.yaml", True)


def test_a_year_twice_and_no_file(tmp_path: Path):
    twice = GOOD + GOOD.removeprefix("years:\n")
    assert "The year 2027 stands here twice." in [problem.message for problem in refused(tmp_path / "a", twice)]
    project = open_project(project_with(tmp_path / "b", GOOD))
    with pytest.raises(AuthorsMistakes) as error:
        load_calendar("data/none.yaml", project)
    assert error.value.problems[0].place.file == "data/none.yaml"
