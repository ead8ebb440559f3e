"""`schedule:` in briefgen.yaml, briefs and delegations: short forms, defaults, mistakes with places."""

from __future__ import annotations

import datetime
import json
from functools import cache

import pytest
from core_yaml import core
from jsonschema import Draft202012Validator

from briefgen.deliver.discreet import discreet
from briefgen.deliver.pack.digests import digest_of
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.pipeline.schemas import schemas
from briefgen.project import Project
from briefgen.spec.ages import Age
from briefgen.spec.load import load_brief, load_settings
from briefgen.spec.reader import read_bytes
from briefgen.spec.schedule import ProjectSchedule, VisitSchedule, parse_keep
from briefgen.spec.settings import Settings
from briefgen.spec.validate import validate
from briefgen.spec.when import Days, Edge, OnChange, Visit

HEAD = "issuer: {zh: 示例, en: Sample}\nseries: {zh: 示例, en: Sample}\n"
SIX = datetime.time(6)
WHOLE = """\
schedule:
  zone: Europe/London
  calendar: data/calendar.yaml
  operator: {address: ops@example.org, language: en}
  silence: 90 seconds
  heartbeat: 2 days
  keep: {editions: 3, logs: 30 days, pictures: 6 weeks, runs: 18 months}
  runs:
    - {id: library, when: workdays 06:00, build: all, jitter: 5 minutes, zone: UTC}
    - {id: news, when: on change, build: [robotics, industry]}
"""


def settings_of(project: Project, text: str) -> Settings:
    project.settings.write_text(HEAD + text, "utf-8")
    return load_settings(project)


def problems_in(project: Project, text: str) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as found:
        settings_of(project, text)
    return found.value.problems


def test_settings(project: Project):
    found = settings_of(project, WHOLE).schedule
    assert found is not None
    assert (found.zone, found.calendar) == ("Europe/London", "data/calendar.yaml")
    assert found.operator is not None
    assert (found.operator.address, found.operator.language) == ("ops@example.org", "en")
    assert (found.silence, found.heartbeat) == (datetime.timedelta(seconds=90), datetime.timedelta(days=2))
    keep = found.keep
    assert (keep.editions, keep.logs, keep.pictures, keep.runs) == (
        3, Age(30, "days"), Age(6, "weeks"), Age(18, "months"),
    )  # fmt: skip
    library, news = found.runs
    assert (library.when, library.build, library.zone) == (Days(SIX, workdays=True), ("all",), "UTC")
    assert library.jitter == datetime.timedelta(minutes=5)
    assert (news.when, news.build, news.jitter) == (OnChange(), ("robotics", "industry"), None)
    assert settings_of(project, "").schedule is None


def test_what_is_not_said():
    made = ProjectSchedule()
    assert (made.zone, made.calendar, made.operator, made.runs) == ("Asia/Shanghai", "china", None, ())
    assert (made.silence, made.heartbeat) == (datetime.timedelta(minutes=15), datetime.timedelta(hours=26))
    keep = made.keep
    assert (keep.editions, keep.logs, keep.pictures, keep.runs) == (
        12, Age(90, "days"), Age(90, "days"), Age(2, "years"),
    )  # fmt: skip


made = cache(schemas)


def complaints(schema: str, text: str) -> list[str]:
    """Return what an editor says of a file."""
    checked = Draft202012Validator(json.loads(made()[schema]))
    return [error.message for error in checked.iter_errors(core(text))]


CALENDAR = """\
extends: none
years:
  - year: 2027
    source: A notice (sample)
    dated: 2026-11-05
    holidays: [2027-01-01, 2027-02-05 to 2027-02-11, 2027-05-01–2027-05-05]
    workdays: [2027-02-14]
"""


def test_editors_accept_what_is_read(sample: str):
    assert not complaints("settings.json", HEAD + WHOLE)
    for schedule in ("daily 06:00", "{when: '0 6 * * *', zone: UTC, jitter: 1 hour, keep: 1 edition}", "on change"):
        told = complaints("brief.json", sample.replace("sections:", f"schedule: {schedule}\nsections:", 1))
        assert told == complaints("brief.json", sample)
    assert not complaints("calendar.json", CALENDAR)
    assert complaints("calendar.json", CALENDAR.replace("2026-11-05", "November"))
    assert complaints("settings.json", HEAD + WHOLE.replace("silence", "silense"))
    assert complaints("settings.json", HEAD + WHOLE.replace("90 seconds", "soon"))


def test_written_out_it_reads_as_it_was(project: Project):
    found = settings_of(project, WHOLE).schedule
    assert found is not None
    written = found.model_dump(by_alias=True)
    assert written["silence"] == "90 seconds"
    assert [run["when"] for run in written["runs"]] == ["workdays 06:00", "on change"]
    assert written["keep"]["logs"] == "30 days"


@pytest.mark.parametrize(
    ("old", "new", "message", "line", "column"),
    [
        ("Europe/London", "Europe/Londn", "This is no time zone.", 4, 9),
        ("Europe/London", "../etc/passwd", "This is no time zone.", 4, 9),
        ("Europe/London", "Asia", "This is no time zone.", 4, 9),
        ("data/calendar.yaml", "germany", "This is no calendar of workdays.", 5, 13),
        ("data/calendar.yaml", "../calendar.yaml", '"../calendar.yaml" leads out of the project\'s folder.', 5, 13),
        ("90 seconds", "soon", "This is no length of time.", 7, 12),
        ("workdays 06:00", "workdays 6:00", "This is no time of the day.", 11, 36),
        ("workdays 06:00", "3 days before arrival", "Only a delegation has an arrival and a departure.", 11, 27),
        ("build: all", "build: [all, x]", "In this list, all names every brief.", 11, 51),
        ("build: all", "build: []", "It is not said what is built.", 11, 50),
        ("5 minutes", "7 hours", "Runs can be spread over 6 hours at most.", 11, 63),
        ("id: news", "id: library", "Two runs have this id.", 12, 12),
        (
            "id: news",
            "id: News",
            '"News" cannot be a name: names hold small letters, digits and single hyphens.',
            12,
            12,
        ),
        ("editions: 3", "editions: 0", '"editions" must be 1 or more.', 9, 20),
        ("ops@example.org", "ops", "This is not an e-mail address: it has no @.", 6, 23),
    ],
)
def test_mistakes_in_settings(project: Project, old: str, new: str, message: str, line: int, column: int):
    assert old in WHOLE
    (problem,) = problems_in(project, WHOLE.replace(old, new, 1))
    assert (problem.message, problem.place) == (message, Place("briefgen.yaml", line, column))
    assert problem.hint


def test_a_zone_that_is_nearly_right(project: Project):
    (problem,) = problems_in(project, WHOLE.replace("Europe/London", "Asia/Shangai"))
    assert problem.hint == 'Did you mean "Asia/Shanghai"?'


def test_a_brief(project: Project, sample: str):
    path = project.briefings / "sample.yaml"
    path.parent.mkdir()
    digests: set[str] = set()
    for schedule in (
        "",
        "schedule: first workday of quarter 06:00\n",
        "schedule: {when: daily 06:00, keep: 90 days}\n",
    ):
        path.write_text(sample.replace("sections:", f"{schedule}sections:", 1), "utf-8")
        brief = load_brief(path, project)
        digests.add(digest_of(brief))
        if "first" in schedule:
            assert brief.schedule is not None
            assert brief.schedule.when == Edge("first", True, "quarter", SIX)
            assert brief.schedule.keep is None
        elif schedule:
            assert brief.schedule is not None
            assert brief.schedule.keep == Age(90, "days")
    assert len(digests) == 1  # when it is made is no part of what is made


def test_what_is_kept():
    assert parse_keep("12 editions") == 12
    assert parse_keep("1 edition") == 1
    assert parse_keep(" 2  years ") == Age(2, "years")
    for text in ("", "12", "editions", "0 editions", "all"):
        with pytest.raises(ValueError, match="length of time"):
            parse_keep(text)


def visits(project: Project, text: str) -> VisitSchedule:
    return validate(read_bytes(text.encode(), "d.yaml"), VisitSchedule, project)


def test_a_delegation(project: Project):
    found = visits(project, "{when: 3 workdays before arrival 09:00}")
    assert (found.when, found.do, found.channels) == (Visit(-3, "workdays", "arrival", datetime.time(9)), "pack", ())
    assert visits(project, "{when: daily 06:00, do: deliver, channels: [mail]}").channels == ("mail",)
    for text, message in {
        "{when: daily 06:00, channels: [mail]}": "A pack that is only made goes by no channel.",
        "{when: daily 06:00, do: deliver, channels: [mail, mail]}": "A channel stands here twice.",
        "{when: on change, do: deliver}": "What is sent to others is not sent on each change.",
        "{when: [x]}": "A time is meant here, not a list or keys.",
        "{do: pack}": '"when" is missing here.',
    }.items():
        with pytest.raises(AuthorsMistakes) as refused:
            visits(project, text)
        assert [problem.message for problem in refused.value.problems] == [message]


def test_mistakes_in_delegations_tell_nothing_of_people(project: Project):
    text = "schedule:\n  - {when: 3 workdays befor arrival 09:00, do: sned, zone: Mr Secret}\n  - {when: Secret}\n"
    written = read_bytes(text.encode(), "d.yaml")
    found: list[Problem] = []
    for node in written["schedule"]:  # type: ignore[index]
        with pytest.raises(AuthorsMistakes) as refused:
            validate(node, VisitSchedule, project)
        found += discreet(refused.value.problems, written)
    told = "\n".join(str(problem) for problem in found)
    assert "Secret" not in told
    assert "Write it like 3 workdays before arrival 09:00." in told  # the next step is kept
    assert '"do" cannot be "sned".' in told
