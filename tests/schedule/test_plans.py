"""All schedules of a project: from three kinds of files, each mistake alone, read again only where a file changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from scheduled_project import HEAD, brief, delegation, make, write

from briefgen.errors import Place
from briefgen.project import Project, clock, open_project
from briefgen.schedule import Plans, UnknownYear, kept
from briefgen.schedule.changes import Contents
from briefgen.schedule.plans import plans
from briefgen.schedule.watched import watched
from briefgen.schedule.workdays.china import China
from briefgen.schedule.workdays.known import Weeks
from briefgen.spec.when import Days, Visit

RUNS = """\
  runs:
    - {id: library, when: workdays 06:00, build: all, jitter: 5 minutes}
    - {id: news, when: on change, build: [robotics, industry], zone: Europe/London}
"""


def ids(found: Plans) -> list[str]:
    return [schedule.id for schedule in found.schedules]


def told(found: Plans) -> list[tuple[str, str]]:
    return [(trouble.schedule, trouble.problem.message) for trouble in found.problems]


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files have been as they are for a while: what changed a moment ago is not trusted."""
    monkeypatch.setattr(kept, "clock", lambda: clock() + 10_000_000_000)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make(tmp_path, f"  zone: Asia/Kathmandu\n  silence: 3 minutes\n{RUNS}")
    brief(tmp_path, "robotics", "first workday of quarter 06:00", below="industries/")
    brief(tmp_path, "plain", "{when: 0 6 * * mon, zone: UTC, jitter: 10 minutes, keep: 6 editions}")
    write(tmp_path, "briefings/silent.yaml", "kind: topic\ntitle: a schedule\n")
    entries = "  - 3 workdays before arrival 09:00\n  - {when: 1 day before arrival, do: deliver, channels: [mail]}\n"
    delegation(tmp_path, "nordic", entries)
    return made


def test_what_files_say(project: Project):
    found = plans(project)
    assert not found.problems
    by_id = {schedule.id: schedule for schedule in found.schedules}
    assert ids(found) == [
        "brief:plain", "brief:robotics", "delegation:nordic:deliver:2", "delegation:nordic:pack:1", "run:library",
        "run:news",
    ]  # fmt: skip
    plain = by_id["brief:plain"]
    assert (plain.zone, plain.jitter, plain.keep, plain.names) == (
        "UTC",
        timedelta(minutes=10),
        "6 editions",
        ("plain",),
    )
    assert plain.origin == Place("briefings/plain.yaml", 2, 11)
    robotics = by_id["brief:robotics"]
    assert (robotics.zone, robotics.action, str(robotics.trigger)) == (
        "Asia/Kathmandu", "build", "first workday of quarter 06:00",
    )  # fmt: skip
    assert robotics.origin == Place("briefings/industries/robotics.yaml", 2, 11)
    pack, deliver = by_id["delegation:nordic:pack:1"], by_id["delegation:nordic:deliver:2"]
    assert (pack.action, pack.delegation, pack.names) == ("pack", "nordic", ())
    assert pack.visit == (date(2026, 11, 20), date(2026, 11, 23))
    assert isinstance(pack.trigger, Visit)
    assert (deliver.action, deliver.channels) == ("deliver", ("mail",))
    assert by_id["run:library"].names == ("all",)
    assert by_id["run:library"].trigger == Days(pack.trigger.at.replace(hour=6), workdays=True)
    assert by_id["run:news"].names == ("robotics", "industry")
    assert by_id["run:news"].zone == "Europe/London"
    assert (found.silence, found.heartbeat) == (timedelta(minutes=3), timedelta(hours=26))
    assert [type(calendar) for calendar in found.calendars] == [China]


def test_a_second_look_opens_no_file(project: Project, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch)
    first = plans(project)
    opened: list[str] = []
    real = Path.open

    def opening(self: Path, *given: object, **named: object) -> object:
        opened.append(self.name)
        return real(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", opening)
    again = plans(project)
    assert again == first
    assert [each.origin for each in again.schedules] == [each.origin for each in first.schedules]
    assert set(opened) <= {"schedules.json"}


def test_a_file_that_changed_is_read_again(project: Project):
    assert "brief:plain" in ids(plans(project))
    path = brief(project.root, "plain", "daily 07:00")
    assert [str(one.trigger) for one in plans(project).schedules if one.id == "brief:plain"] == ["daily 07:00"]
    # The same size and time, right after it was read: not trusted.
    state = path.stat()
    path.write_text(path.read_text("utf-8").replace("07:00", "08:00"), "utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert [str(one.trigger) for one in plans(project).schedules if one.id == "brief:plain"] == ["daily 08:00"]
    path.unlink()
    assert "brief:plain" not in ids(plans(project))


def test_what_is_kept_may_be_lost_damaged_or_forbidden(project: Project):
    first = plans(project)
    kept = project.store / "schedules.json"
    kept.write_bytes(kept.read_bytes()[:-3] + b"???")
    assert plans(project) == first
    kept.unlink()
    project.store.rmdir()
    project.store.write_text("in the way", "utf-8")
    assert plans(project) == first


def test_each_mistake_stands_alone(project: Project):
    root = project.root
    brief(root, "plain", "{when: sometimes, zone: UTC}")
    brief(root, "visit", "3 days before arrival")
    brief(root, "broken", "{when: daily 06:00")
    write(root, "briefings/Bad Name.yaml", "schedule: daily 06:00\n")
    write(root, "briefings/topics/robotics.yaml", "schedule: daily 06:00\n")
    entries = "  - {when: 3 workdays before arrival, do: send}\n  - {when: 1 day before arrival, do: deliver}\n"
    delegation(root, "nordic", f"{entries}  - {{when: daily 06:00, channels: [mail]}}\n")
    delegation(root, "late", "  - 3 days before arrival\n  - workdays 06:00\n", "arrival: 2026-13-20\n")
    runs = (
        RUNS + "    - {id: news, when: daily 06:00, build: all}\n    - {id: bad, when: daily 06:00, build: [all, x]}\n"
    )
    write(root, "briefgen.yaml", f"{HEAD}schedule:\n{runs}")
    found = plans(project)
    assert ids(found) == ["delegation:late:pack:2", "delegation:nordic:deliver:2", "run:library"]
    assert sorted(set(told(found))) == [
        ("brief:Bad Name", "This cannot be the name of a brief: names hold small letters, digits and single hyphens."),
        ("brief:broken", "This bracket or brace is not closed, or a comma is missing inside."),
        ("brief:plain", "Here stands a word that says no time."),
        (
            "brief:robotics",
            "The brief is there twice; the other file is briefings/industries/robotics.yaml.",
        ),
        ("brief:visit", "Only a delegation has an arrival and a departure."),
        ("delegation:late:pack:1", "When this is due depends on the arrival, and that is no day."),
        ("delegation:late:pack:1", "When this is due depends on the departure, and that is no day."),
        ("delegation:nordic:pack:1", '"do" cannot be "send".'),
        ("delegation:nordic:pack:3", "A pack that is only made goes by no channel."),
        ("run:bad", "In this list, all names every brief."),
        ("run:news", "Two runs have this id."),
    ]
    places = {trouble.schedule: trouble.problem.place for trouble in found.problems}
    assert places["brief:plain"] == Place("briefings/plain.yaml", 2, 18)
    assert all("Secret" not in str(trouble) and "某人" not in str(trouble) for trouble in found.problems)
    assert plans(project) == found  # kept as well


def test_settings_that_cannot_be_read_take_no_zone_for_granted(project: Project):
    write(project.root, "briefgen.yaml", f"{HEAD}schedule:\n  zone: Asia/Nanjing\n{RUNS}")
    found = plans(project)
    assert ids(found) == ["brief:plain"]  # it names a zone, and no workdays
    troubles = dict(told(found))
    assert troubles[""] == "This is no time zone."
    assert "zone" in troubles["brief:robotics"].lower()
    write(project.root, "briefgen.yaml", "issuer: [\nschedule: {zone: UTC\n")
    assert ids(plans(project)) == ["brief:plain"]
    make(project.root, f"  zone: Asia/Kathmandu\n{RUNS}")
    assert len(plans(project).schedules) == 6


def test_runs_that_stand_beside_the_schedule_are_missed_by_nobody_but_told(project: Project):
    text = (project.root / "briefgen.yaml").read_text("utf-8")
    write(project.root, "briefgen.yaml", f"{text}runs:\n  - {{when: daily 06:00, build: all}}\nkeep: twelve\n")
    found = plans(project)
    assert told(found) == [("", '"runs" is not a key here.'), ("", '"keep" is not a key here.')]
    assert [trouble.problem.place.line for trouble in found.problems] == [len(text.splitlines()) + n for n in (1, 3)]
    assert len(found.schedules) == 6
    assert plans(project) == found  # kept as well


def test_names_that_no_brief_has_are_told_and_the_rest_is_built(project: Project):
    (project.briefings / "industries" / "robotics.yaml").unlink()
    found = plans(project)
    assert "run:news" in ids(found)
    assert told(found) == [("run:news", 'There is no brief "robotics".')]


def tagged(root: Path, name: str, tags: str) -> Path:
    return write(root, f"briefings/{name}.yaml", f"kind: topic\ntags: {tags}\ntitle: x\n")


def test_runs_may_name_tags_and_one_that_no_brief_has_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch)
    project = make(tmp_path, "  runs:\n    - {id: gear, when: daily 06:00, build: [a, topic, equipment, equipmnt]}\n")
    write(tmp_path, "briefings/a.yaml", "kind: topic\n")
    tagged(tmp_path, "b", "[equipment]")
    for _ in range(2):  # read, then kept
        found = plans(project)
        assert ids(found) == ["run:gear"]
        assert told(found) == [("run:gear", 'There is no brief "equipmnt".')]
        assert found.problems[0].problem.hint == 'Did you mean "equipment"?'
    tagged(tmp_path, "b", "[equipmnt, more]")
    assert told(plans(project)) == [("run:gear", 'There is no brief "equipment".')]
    tagged(tmp_path, "c", "[equipment]")
    assert not plans(project).problems


def test_a_brief_whose_tags_cannot_be_read_stops_no_other(tmp_path: Path):
    project = make(tmp_path, "  runs:\n    - {id: gear, when: daily 06:00, build: equipment}\n")
    tagged(tmp_path, "a", "[equipment")
    tagged(tmp_path, "b", "[equipment]")
    assert (ids(plans(project)), told(plans(project))) == (["run:gear"], [])


def test_tags_are_read_where_an_entry_may_be_one_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch)
    opened: list[str] = []
    real = Path.open

    def opening(self: Path, *given: object, **named: object) -> object:
        opened.append(self.name)
        return real(self, *given, **named)  # type: ignore[arg-type]

    run = "  runs:\n    - {id: gear, when: daily 06:00, build: [a, topic]}\n"
    project = make(tmp_path, run)
    tagged(tmp_path, "a", "[equipment]")
    plans(project)
    monkeypatch.setattr(Path, "open", opening)
    plans(project)
    assert set(opened) <= {"schedules.json"}
    make(tmp_path, run.replace("topic", "equipment"))
    plans(project)
    assert "a.yaml" in opened
    opened.clear()
    assert not plans(project).problems
    assert set(opened) <= {"schedules.json"}


def test_a_zone_that_this_computer_does_not_know(project: Project, monkeypatch: pytest.MonkeyPatch):
    plans(project)
    monkeypatch.setattr("briefgen.schedule.plans._is_known", lambda zone: zone != "UTC")
    found = plans(project)
    assert "brief:plain" not in ids(found)
    assert told(found) == [("brief:plain", "The time zone UTC is not known on this computer.")]
    assert len(found.schedules) == 5


def test_settings_without_a_schedule_mean_shanghai_and_china(tmp_path: Path):
    project = make(tmp_path)
    brief(tmp_path, "a", "workdays 06:00")
    (one,) = plans(project).schedules
    assert one.zone == "Asia/Shanghai"
    assert isinstance(one.calendar, China)


def test_calendars(tmp_path: Path):
    project = make(tmp_path, "  calendar: none\n")
    brief(tmp_path, "a", "workdays 06:00")
    assert isinstance(plans(project).schedules[0].calendar, Weeks)
    make(tmp_path, "  calendar: data/calendar.yaml\n")
    brief(tmp_path, "b", "daily 06:00")
    found = plans(project)
    assert ids(found) == ["brief:b"]
    assert sorted(told(found)) == [
        ("", "There is no such calendar of workdays."),
        ("brief:a", "The calendar of workdays data/calendar.yaml cannot be used."),
    ]
    year = "year: 2031, source: A notice (sample), dated: 2030-11-05"
    notice = f"  - {{{year}, holidays: [2031-01-01], workdays: [2031-01-04]}}\n"
    write(tmp_path, "data/calendar.yaml", f"extends: none\nyears:\n{notice}")
    for _ in range(2):  # read, then kept
        found = plans(project)
        assert ids(found) == ["brief:a", "brief:b"]
        (calendar,) = found.calendars
        assert [calendar.is_workday(date(2031, 1, day)) for day in range(1, 6)] == [False, True, True, True, False]
        with pytest.raises(UnknownYear):
            calendar.is_workday(date(2030, 12, 31))
    write(tmp_path, "data/calendar.yaml", f"extends: none\nyears:\n{notice.replace('2031-01-04', '2031-01-06')}")
    assert "2031-01-06 is no Saturday or Sunday: it is worked anyhow." in dict(told(plans(project))).values()


def test_links_are_followed_within_the_project_alone(tmp_path: Path):
    project = make(tmp_path / "p")
    brief(tmp_path / "elsewhere", "far", "daily 06:00")
    inside = brief(tmp_path / "p", "near", "daily 06:00")
    try:
        (project.briefings / "there").symlink_to(tmp_path / "elsewhere" / "briefings", target_is_directory=True)
        (project.briefings / "out.yaml").symlink_to(tmp_path / "elsewhere" / "briefings" / "far.yaml")
        (project.briefings / "in.yaml").symlink_to(inside)
        (project.briefings / "round").symlink_to(project.briefings, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    for _ in range(2):
        found = plans(project)
        assert ids(found) == ["brief:in", "brief:near"]
        assert [trouble.schedule for trouble in found.problems] == ["brief:out"]


def test_what_is_watched(tmp_path: Path):
    project = make(
        tmp_path,
        "  runs:\n    - {id: all, when: on change, build: all}\n    - {id: v, when: on change, build: visit}\n",
    )
    write(
        tmp_path, "briefings/one.yaml", "kind: topic\nblocks:\n  - image: pictures/a b.png\n  - image: pictures/c.png\n"
    )
    write(tmp_path, "briefings/two.yaml", "kind: visit\nbind: [one]\nschedule: on change\n")
    write(tmp_path, "data/facts.yaml", "section: facts\n")
    write(tmp_path, "data/tables/x.csv", "a\n")
    write(tmp_path, "pictures/c.png", "")
    write(tmp_path, "data/delegations/people.csv", "")
    delegation(tmp_path, "nordic", "  - on change\n", "briefs: [visit]\nrows-from: [people.csv]\n")
    found = watched(project, plans(project).schedules)
    shared = {"briefgen.yaml", "data/facts.yaml", "data/tables"}
    both = {"briefings/one.yaml", "briefings/two.yaml", "pictures/c.png"}
    assert set(found["run:all"]) == shared | both | {"briefings"}
    assert set(found["run:v"]) == set(found["brief:two"]) == shared | both
    people = {"data/delegations/nordic.yaml", "data/delegations/people.csv"}
    assert set(found["delegation:nordic:pack:1"]) == shared | both | people
    assert watched(project, ()) == {}


def test_briefs_of_a_tag_are_watched_and_one_that_gets_or_loses_it_is_a_change(tmp_path: Path):
    project = make(tmp_path, "  runs:\n    - {id: gear, when: on change, build: [equipment]}\n")
    tagged(tmp_path, "one", "[equipment]")
    tagged(tmp_path, "two", "[city]")
    tagged(tmp_path, "three", "[equipment")  # passed over, as one whose kind cannot be read
    days = "arrival: 2026-11-20\ndeparture: 2026-11-23\nbriefs: [equipment]\n"
    delegation(tmp_path, "nordic", "  - on change\n", days)

    def seen() -> tuple[set[str], set[str], str]:
        found = watched(project, plans(project).schedules)
        gear, pack = found["run:gear"], found["delegation:nordic:pack:1"]
        return set(gear), set(pack), Contents().digest(project.root, gear)[0]

    build, pack, before = seen()
    assert build == {"briefgen.yaml", "briefings/one.yaml"}
    assert pack == {*build, "data/delegations/nordic.yaml"}
    tagged(tmp_path, "two", "[city, equipment]")
    build, pack, after = seen()
    assert (
        build
        == pack - {"data/delegations/nordic.yaml"}
        == {"briefgen.yaml", "briefings/one.yaml", "briefings/two.yaml"}
    )
    tagged(tmp_path, "two", "[city]")
    assert (seen()[2], after != before) == (before, True)


def test_light(project: Project):
    """What looks at schedules all day long draws nothing, and reads nothing that it knows."""
    time.sleep(2.1)  # what changed a moment ago is not trusted
    plans(project)
    code = (
        "import sys; from pathlib import Path; from briefgen.project import open_project;"
        "from briefgen.schedule.plans import plans; found = plans(open_project(Path(sys.argv[1])));"
        "assert len(found.schedules) == 6, found;"
        "print(*sorted({'matplotlib', 'reportlab', 'pikepdf', 'pydantic', 'yaml', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(project.root)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_an_unreadable_file_is_told_of_its_schedule(tmp_path: Path):
    project = make(tmp_path)
    brief(tmp_path, "good", "daily 06:00")
    bad = brief(tmp_path, "bad", "daily 06:00")
    bad.unlink()
    bad.mkdir()
    assert ids(plans(open_project(tmp_path))) == ["brief:good"]  # a folder is looked into
    bad.rmdir()
    bad.write_bytes(b"schedule: \xff\n")
    found = plans(project)
    assert ids(found) == ["brief:good"]
    assert [trouble.schedule for trouble in found.problems] == ["brief:bad"]
