"""`briefgen schedule list`: what is due next, in order, for people and for programs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from json_document import documented
from scheduled_project import brief, delegation, make, write

from briefgen.cli.main import run
from briefgen.schedule import Schedule, UnknownYear
from briefgen.schedule.upcoming import local, unknown_years, upcoming
from briefgen.spec.when import parse_when
from briefgen.system import Clock

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
YEAR = "years:\n  - {year: 2026, source: A notice (sample), dated: 2025-11-05, holidays: [2026-10-01 to 2026-10-07]}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Clock, "now", lambda self: NOW)
    runs = (
        "    - {id: library, when: workdays 06:00, build: all, jitter: 5 minutes}\n"
        "    - {id: news, when: on change, build: [robotics, industry]}\n"
    )
    make(tmp_path, f"  calendar: data/calendar.yaml\n  runs:\n{runs}")
    write(tmp_path, "data/calendar.yaml", f"extends: none\n{YEAR}")
    brief(tmp_path, "robotics", "{when: 0 6 * * mon, zone: Europe/London}")
    delegation(
        tmp_path, "nordic", "  - 3 workdays before arrival 09:00\n", "arrival: 2026-11-27\ndeparture: 2026-11-28\n"
    )
    delegation(tmp_path, "past", "  - 3 days before arrival 09:00\n", "arrival: 2026-11-07\ndeparture: 2026-11-08\n")
    return tmp_path


def told(project: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str], str]:
    code = run(["-C", str(project), "schedule", "list", *options])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def objects(project: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[dict[str, Any]]]:
    code, lines, err = told(project, capsys, "--json", *options)
    assert not err
    found = [json.loads(line) for line in lines]
    for each in found:
        documented(each)
    return code, found


def test_in_order_with_time_zone_and_place(project: Path, capsys: pytest.CaptureFixture[str]):
    code, lines, err = told(project, capsys)
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in lines] == ["2026-11-24", "2026-11-24", "2026-11-30", "on", "over"]
    library, nordic, robotics, news, past = lines
    assert library.startswith("2026-11-24 06:0")
    assert " +08:00  Asia/Shanghai  run:library" in library
    assert "build all" in library
    assert library.rstrip().endswith("briefgen.yaml:6")
    assert nordic.startswith("2026-11-24 09:00 +08:00  Asia/Shanghai  delegation:nordic:pack:1")
    assert "3 workdays before arrival 09:00" in nordic
    assert robotics.startswith("2026-11-30 06:00 +00:00  Europe/London  brief:robotics")
    assert "build robotics, industry" in news
    assert "delegation:past:pack:1" in past


def test_several_of_each(project: Path, capsys: pytest.CaptureFixture[str]):
    code, found = objects(project, capsys, "--count", "3")
    assert code == 0
    by_id = {each["schedule"]: each for each in found}
    mondays = [each["nominal"] for each in by_id["brief:robotics"]["next"]]
    assert mondays == ["2026-11-30T06:00", "2026-12-07T06:00", "2026-12-14T06:00"]
    assert by_id["brief:robotics"]["next"][0]["at"] == "2026-11-30T06:00:00+00:00"
    library = by_id["run:library"]
    for each in library["next"]:
        at, due = datetime.fromisoformat(each["at"]), datetime.fromisoformat(each["due"])
        assert timedelta(0) <= due - at <= timedelta(minutes=5)
    assert (library["jitter"], library["names"], library["file"], library["line"]) == (300, ["all"], "briefgen.yaml", 6)
    assert by_id["run:news"]["next"] == by_id["delegation:past:pack:1"]["next"] == []
    assert all(each["status"] == "ok" for each in found)
    assert "last" not in library
    _, lines, _ = told(project, capsys, "--count", "3")
    assert len(lines) == 3 + 3 + 1 + 1 + 1
    assert lines == sorted(lines[:-2], key=lambda line: line[:10]) + lines[-2:]


def test_what_is_wrong_with_one_and_what_a_calendar_does_not_know(project: Path, capsys: pytest.CaptureFixture[str]):
    brief(project, "bad", "sometimes")
    brief(project, "year", "first workday of year 06:00")
    brief(project, "quarter", "first workday of quarter 06:00")
    code, lines, err = told(project, capsys)
    assert code == 1
    assert [line.split()[:3] for line in lines if "not known" in line] == [
        ["not", "known", "brief:quarter"], ["not", "known", "brief:year"],
    ]  # fmt: skip
    assert "briefings/bad.yaml:2:11: Here stands a word that says no time." in err
    assert err.count("does not know 2027") == 1  # told once for both
    assert "So it is with 1 more." in err
    assert "Write the notice for 2027 into data/calendar.yaml." in err
    code, found = objects(project, capsys)
    assert code == 1
    assert {each["schedule"]: each["status"] for each in found if each["status"] != "ok"} == {
        "brief:bad": "failed", "brief:quarter": "unknown", "brief:year": "unknown",
    }  # fmt: skip
    assert len(found) == 8


def test_nothing_is_scheduled(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    make(tmp_path)
    code, lines, err = told(tmp_path, capsys)
    assert (code, err) == (0, "")
    assert lines[0].startswith("Nothing is scheduled.")
    assert objects(tmp_path, capsys) == (0, [])


def test_the_last_run_is_told(project: Path, capsys: pytest.CaptureFixture[str]):
    from briefgen.project import open_project
    from briefgen.schedule.store.opening import open_store
    from briefgen.schedule.store.records import Watermark
    from briefgen.schedule.store.store import Wanted

    due = datetime(2026, 11, 22, 22, 3, tzinfo=UTC)
    with open_store(open_project(project)) as store:
        store.settle(Watermark("run:library", due, "x"), None, due=Wanted("build", "2026-11-23T06:00", due))
        begun = store.latest()["run:library"]
        store.begin(begun.id, NOW)
        store.end(begun.id, "failed", NOW, "x")
    _, lines, _ = told(project, capsys)
    assert lines[0].endswith("last failed 2026-11-23 06:03")
    _, found = objects(project, capsys)
    (last,) = [each["last"] for each in found if "last" in each]
    assert (last["status"], last["run"], last["due"]) == ("failed", begun.id, "2026-11-22T22:03:00+00:00")


class Until2026:
    source = "a test"
    last_known = date(2026, 12, 31)

    def is_workday(self, day: date) -> bool:
        if day.year > 2026:
            raise UnknownYear(day.year, self.source, "Look.")
        return True


def test_what_comes_next():
    one = Schedule("a", "build", (), parse_when("workdays 06:00"), "UTC", calendar=Until2026())
    found = upcoming(one, datetime(2026, 12, 29, 12, tzinfo=UTC), 5)
    assert [moment.nominal for moment, _ in found.moments] == ["2026-12-30T06:00", "2026-12-31T06:00"]
    assert found.unknown is not None
    (trouble,) = unknown_years([found])
    assert trouble.problem.hint == "Look."
    # What is due a little later by its jitter is still to come.
    late = Schedule("b", "build", (), parse_when("daily 06:00"), "UTC", timedelta(hours=1))
    moment = late.latest(NOW, NOW - timedelta(days=1))
    assert moment is not None
    due = late.due(moment)
    assert upcoming(late, due - timedelta(seconds=1)).moments[0] == (moment, due)
    assert upcoming(late, due).moments[0][0].nominal > moment.nominal


def test_local_times():
    assert local(NOW, "Asia/Kathmandu") == "2026-11-23 12:15 +05:45"
    assert local(NOW, "America/New_York") == "2026-11-23 01:30 -05:00"
