"""What status says: of each thing that can go wrong, and that nothing is said where nothing is."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mail_server import authority
from schedule_case import SetClock
from scheduled import brief_of, files_of, project_of

from briefgen.project import Project
from briefgen.schedule.daemon import LOCK
from briefgen.schedule.due import LATE
from briefgen.schedule.ends import ends
from briefgen.schedule.history import history
from briefgen.schedule.lock import hold
from briefgen.schedule.log import Log
from briefgen.schedule.notices.kept import Notice, keep
from briefgen.schedule.prometheus import metrics
from briefgen.schedule.status import Finding, Status, status
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Run, Trouble, Watermark
from briefgen.schedule.store.store import Store, Wanted
from briefgen.schedule.store.sums import sums
from briefgen.schedule.work import LOCK as WORK
from briefgen.schedule.workdays.known import NONE
from briefgen.spec.load import load_settings

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OPERATOR = """\
schedule:
  calendar: none
  operator: {address: ops@example.org}
  heartbeat: 26 hours
  silence: 10 minutes
  runs:
    - {id: library, when: 'daily 06:00', build: all}
    - {id: news, when: on change, build: [one]}
deliver: {mail: {server: mail.example.org, sender: {name: {zh: 示例, en: Sample}, address: a@example.org}}}
"""
RULE = "daily 06:00 | Asia/Shanghai"
LAST = datetime(2026, 11, 15, 22, 0, tzinfo=UTC)
"""The last 06:00 in Shanghai before NOW."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, files_of({"one": brief_of("One")}, settings=OPERATOR), NOW)


def played(project: Project, play: Callable[[Store], object] = lambda store: None, *, looked: datetime = NOW) -> Store:
    """Let a store say that all went well until now, and then what `play` does to it."""
    with open_store(project) as store:
        if "run:library" not in store.watermarks():
            run = store.settle(Watermark("run:library", LAST, RULE), due=Wanted("build", "2026-11-16 06:00", LAST))
            assert run is not None
            store.begin(run.id, LAST)
            store.end(run.id, "done", LAST + MINUTE)
            store.settle(Watermark("run:news", LAST, "on change"))
        store.beat("look", looked)
        play(store)
    return store


def settled(store: Store, at: datetime) -> Run:
    """Let a run be due at a moment."""
    mark = store.watermarks()["run:library"]
    run = store.settle(Watermark("run:library", at, RULE), mark, due=Wanted("build", "x", at))
    assert run is not None
    return run


def begun(store: Store, at: datetime) -> Run:
    return store.begin(settled(store, at).id, at)


def asked(project: Project, now: datetime = NOW) -> Status:
    return status(project, SetClock(now))


def codes(found: Status) -> list[str]:
    return [finding.code for finding in found.findings]


def single(found: Status) -> Finding:
    (finding,) = found.findings
    return finding


def test_nothing_is_wrong_where_nothing_is_scheduled(tmp_path: Path):
    project = project_of(tmp_path, files_of({"one": brief_of("One")}), NOW)
    found = asked(project)
    assert (found.findings, found.standings, found.wrong, found.looked) == ((), (), False, None)
    assert not project.runs.exists()


def test_nothing_has_looked_yet(project: Project):
    found = asked(project)
    assert codes(found) == ["never-looked"]
    assert found.wrong
    assert [one.schedule.id for one in found.standings] == ["run:library", "run:news"]
    assert found.standings[0].next == LAST + DAY


def test_all_is_well(project: Project):
    played(project)
    found = asked(project)
    assert (found.findings, found.wrong, found.looked) == ((), False, NOW)
    library, news = found.standings
    assert (library.sums.failing, library.sums.missed, library.sums.done) == (0, 0, LAST + MINUTE)
    assert library.sums.ended is not None
    assert (library.sums.ended.state, news.next, news.sums.ended) == ("done", None, None)


def test_status_changes_nothing_and_works_while_somebody_looks(project: Project):
    played(project)
    before = (project.runs / "runs.sqlite3").read_bytes()
    clock = SetClock(NOW)
    with hold(project.runs, LOCK, "briefgen schedule run", clock), open_store(project) as store:
        store.connection.execute("BEGIN IMMEDIATE")
        found = status(project, clock)
        store.connection.execute("ROLLBACK")
    assert found.owner is not None
    assert found.owner.what == "briefgen schedule run"
    assert not found.findings
    assert (project.runs / "runs.sqlite3").read_bytes() == before


@pytest.mark.parametrize(("age", "said"), [(25 * HOUR, []), (27 * HOUR, ["heartbeat", "late"])])
def test_a_timer_that_does_not_look_any_more(project: Project, age: timedelta, said: list[str]):
    played(project, looked=LAST + HOUR)
    found = asked(project, LAST + HOUR + age)
    assert [code for code in codes(found) if code != "late"] == [code for code in said if code != "late"]
    assert ("late" in codes(found)) == (age >= 24 * HOUR)


def test_what_is_to_look_does_not(project: Project):
    played(project)
    clock = SetClock(NOW + 14 * MINUTE)
    with hold(project.runs, LOCK, "briefgen schedule run", clock):
        assert codes(status(project, clock)) == []
        clock.at = NOW + 20 * MINUTE
        found = single(status(project, clock))
        assert (found.code, found.severity) == ("stuck", "error")
        assert "has not looked for 20 minutes" in found.message
    assert codes(status(project, clock)) == [], "between two calls of a timer nobody looks"


def test_a_disk_that_is_full_is_told_before_something_is_due(project: Project, monkeypatch: pytest.MonkeyPatch):
    played(project)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: shutil._ntuple_diskusage(100, 99, 3_000_000))
    found = single(asked(project))
    assert (found.code, found.severity) == ("disk", "error")
    assert "3 MB" in found.message


def test_a_clock_that_was_put_back(project: Project):
    played(project, looked=NOW + 3 * DAY)
    assert single(asked(project)).code == "clock"


@pytest.mark.parametrize(("after", "late"), [(14 * MINUTE, False), (16 * MINUTE, True)])
def test_a_run_that_is_late(project: Project, after: timedelta, late: bool):
    played(project, looked=LAST + DAY)
    found = asked(project, LAST + DAY + after)
    assert ("late" in codes(found)) == late
    with open_store(project) as store:
        settled(store, LAST + DAY)
    assert codes(asked(project, LAST + DAY + after)) == []  # it waits for another to end


def test_a_schedule_that_was_changed_is_not_late(project: Project):
    played(project, looked=LAST)
    settings = project.settings.read_text("utf-8")
    project.settings.write_text(settings.replace("daily 06:00", "daily 07:00"), "utf-8")
    assert codes(asked(project, LAST + DAY + 2 * HOUR)) == []


def fail(store: Store, at: datetime, message: str = "no paper") -> None:
    run = begun(store, at)
    store.end(run.id, "failed", at + MINUTE, message)
    store.set_report(run.id, "runs/x/report.pdf")


def test_failures_are_counted_until_one_goes_well(project: Project):
    played(project, lambda store: [fail(store, LAST + days * DAY) for days in (1, 2, 3)], looked=LAST + 3 * DAY)
    found = asked(project, LAST + 3 * DAY + HOUR)
    finding = single(found)
    assert (finding.code, finding.schedule, finding.severity) == ("failed", "run:library", "error")
    assert "3 times in a row" in finding.message
    assert "no paper" in finding.message
    assert finding.hint == "Look at runs/x/report.pdf"
    assert found.standings[0].sums.failing == 3
    with open_store(project) as store:
        again = begun(store, LAST + 4 * DAY)
        store.end(again.id, "done", LAST + 4 * DAY)
        store.beat("look", LAST + 4 * DAY)
    assert asked(project, LAST + 4 * DAY + HOUR).findings == ()


def test_missed_runs_are_told_where_nothing_followed(project: Project):
    def miss(store: Store) -> None:
        missed = Wanted("build", "x", LAST + DAY, LAST + 9 * DAY, 9, "The computer was off.")
        store.settle(Watermark("run:library", LAST + 9 * DAY, RULE), store.watermarks()["run:library"], missed=missed)

    played(project, miss, looked=LAST + 9 * DAY)
    found = asked(project, LAST + 9 * DAY + HOUR)
    assert single(found).code == "missed"
    assert (found.standings[0].sums.missed, found.standings[0].sums.ended) != (0, None)
    played(project, lambda store: fail(store, LAST + 10 * DAY), looked=LAST + 10 * DAY)
    found = asked(project, LAST + 10 * DAY + HOUR)
    assert codes(found) == ["failed"]
    assert found.standings[0].sums.missed == 9


def test_a_run_that_is_being_done(project: Project):
    played(project, lambda store: begun(store, LAST + DAY), looked=LAST + DAY)
    clock = SetClock(LAST + DAY + 40 * MINUTE)
    with open_store(project, reading=True) as store:
        (run,) = store.runs(states=("running",))
    (project.runs / run.id).mkdir()
    log = Log(project.runs / run.id, clock)
    log.event("stage")
    log.close()
    said = (clock.at - MINUTE).timestamp()
    os.utime(project.runs / run.id / "log.jsonl", (said, said))
    with hold(project.runs, LOCK, "daemon", clock), hold(project.runs, WORK, "work", clock):
        found = status(project, clock)
        assert found.running == run
        assert codes(found) == []
        clock.at += 12 * MINUTE
        played(project, lambda store: None, looked=clock.at)
        assert codes(status(project, clock)) == ["silent"]
    assert single(status(project, clock)).code == "left"


def test_troubles_of_now_and_of_the_last_look(project: Project):
    played(project, lambda store: store.set_troubles([Trouble("run:library", "No paper.", "Buy some.", LAST)]))
    found = single(asked(project))
    assert (found.code, found.schedule, found.hint) == ("trouble", "run:library", "Buy some.")
    assert "since 2026-11-15 22:00 UTC" in found.message
    played(project, lambda store: store.set_troubles([Trouble("run:gone", "Of no more.", "", LAST)]))
    assert codes(asked(project)) == []
    brief = project.briefings / "one.yaml"
    brief.write_text(brief.read_text("utf-8") + "schedule: never 06:00\n", "utf-8")
    found = single(asked(project))
    assert (found.code, found.schedule) == ("trouble", "brief:one")
    assert "briefings/one.yaml:" in found.message


def test_broken_settings_are_told_and_the_rest_too(project: Project):
    played(project)
    project.settings.write_text(project.settings.read_text("utf-8") + "colour: red\n", "utf-8")
    found = asked(project)
    assert sum('"colour" is not a key here' in finding.message for finding in found.findings) == 1
    assert found.wrong
    assert found.standings


def test_notices_that_wait(project: Project):
    played(project)
    waits = Notice(
        "run:library", "failure", LAST, {"zh": "失败", "en": "Failed"}, {"zh": ("失败",), "en": ("Failed",)},
        tries=3, next=NOW + HOUR, reason="The server does not answer.", first=LAST,
    )  # fmt: skip
    assert keep(project, waits)
    found = asked(project)
    assert single(found).code == "notices"
    assert found.wrong
    assert found.notices == 1
    assert "does not answer" in single(found).message


def test_nobody_who_hears_of_failures_is_a_warning(project: Project):
    played(project)
    text = project.settings.read_text("utf-8").replace("  operator: {address: ops@example.org}\n", "")
    project.settings.write_text(text, "utf-8")
    found = asked(project)
    assert (single(found).code, single(found).severity, found.wrong) == ("notices", "warning", False)


@pytest.mark.parametrize(("kind", "wrong"), [("failure", True), ("recovery", False)])
def test_what_is_over_is_not_wrong_for_good_where_nobody_hears_of_it(project: Project, kind: Any, wrong: bool):
    played(project)
    text = project.settings.read_text("utf-8").replace("  operator: {address: ops@example.org}\n", "")
    project.settings.write_text(text, "utf-8")
    told = {"zh": ("x",), "en": ("x",)}
    assert keep(project, Notice("run:library", kind, LAST, {"zh": "x", "en": "x"}, told, tries=3, reason="Nobody."))
    assert (single(asked(project)).code, asked(project).wrong) == ("notices", wrong)


def test_nothing_is_said_twice(project: Project):
    def late(store: Store) -> None:
        missed = Wanted("build", "x", LAST + DAY, LAST + DAY, 1, LATE)
        store.settle(Watermark("run:library", LAST + DAY, RULE), store.watermarks()["run:library"], missed=missed)

    played(project, late, looked=LAST + DAY)
    found = single(asked(project, LAST + DAY + HOUR))
    assert f"{found.message} {found.hint}".count("Do it by hand") == 1
    project.settings.write_text(project.settings.read_text("utf-8").replace("'daily 06:00'", "soon"), "utf-8")
    said = [finding.message for finding in asked(project, LAST + DAY + HOUR).findings]
    assert len(said) == len(set(said))


class Year:
    source = "a test"

    def __init__(self, last: date) -> None:
        self.last_known = last

    def is_workday(self, day: date) -> bool:
        return True


@pytest.mark.parametrize(
    ("days", "severity"), [(61, ""), (59, "warning"), (15, "warning"), (13, "error"), (0, "error"), (-1, "error")]
)
def test_what_ends_is_told_in_time(project: Project, days: int, severity: str, monkeypatch: pytest.MonkeyPatch):
    from briefgen.schedule import plans as of_project
    from briefgen.schedule.scheduled import Plans

    played(project)
    here = of_project.plans(project)
    known = Plans(here.schedules, here.problems, (Year((NOW + timedelta(days=days)).date()), NONE))
    monkeypatch.setattr(of_project, "plans", lambda project: known)
    found = asked(project)
    assert [finding.severity for finding in found.findings] == ([severity] if severity else [])
    assert [end.kind for end in found.ends] == ["calendar"]


def test_the_authority_of_servers_ends(tmp_path: Path, project: Project):
    file, _ = authority(tmp_path / "certificates")
    (end,) = ends(project_of(tmp_path, {}, NOW, SSL_CERT_FILE=str(file)), None, ())
    assert (end.kind, end.at) == ("authority", datetime(2100, 1, 1, tzinfo=UTC))
    file.write_text("none", "utf-8")
    (end,) = ends(project_of(tmp_path, {}, NOW, SSL_CERT_FILE=str(file)), None, ())
    assert end.at is None
    assert end.why


def test_the_certificate_to_sign_with_ends(tmp_path: Path):
    from certificates import PASSWORD, Offices

    offices = Offices(tmp_path / "pki")
    named = f"signing: {{certificate: '{offices.key()}'}}\n"
    files = files_of({"one": brief_of("One")}, settings=named)
    project = project_of(tmp_path / "p", files, NOW, BRIEFGEN_SIGN_PASSWORD=PASSWORD)
    (end,) = ends(project, load_settings(project), ())
    assert end.kind == "certificate"
    assert end.at is not None
    assert end.at > NOW
    closed = project_of(tmp_path / "p", files, NOW, BRIEFGEN_SIGN_PASSWORD="wrong")
    (end,) = ends(closed, load_settings(closed), ())
    assert (end.at, "password" in end.why) == (None, True)


def test_many_records_cost_little(project: Project):
    """Sums are made in one pass each: not with a search of all runs for each that failed."""
    schedules, each = 60, 60
    with open_store(project) as store:
        with store._writing():
            for number in range(schedules * each):
                state = "failed" if number % 2 else "done"
                store.connection.execute(
                    "INSERT INTO runs (id, schedule, action, nominal, due, until, state, ended)"
                    " VALUES (?, ?, 'build', 'x', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', ?, ?)",
                    (f"r{number}", f"run:s{number % schedules}", state, "2026-01-01T00:00:00Z"),
                )
        steps: list[int] = []
        store.connection.set_progress_handler(lambda: steps.append(1) or 0, 100)
        found = sums(store)
        store.connection.set_progress_handler(None, 0)
    assert len(found) == schedules
    assert {one.failing for one in found.values()} == {0, each}
    assert len(steps) * 100 < 60 * schedules * each


SAMPLE = re.compile(r'([a-z_]+)(?:\{([a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*)\})? (\S+)')
"""A line of the text format: name, labels, value (prometheus.io, exposition formats)."""


def samples(text: str) -> dict[str, float]:
    """Read metrics by the grammar of their format: each family told of once, before its samples, with its type."""
    assert text.endswith("\n")
    found: dict[str, float] = {}
    family, seen = "", set[str]()
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split(" ")[2]
            assert family not in seen
            seen.add(family)
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {family} gauge"
        else:
            sample = SAMPLE.fullmatch(line)
            assert sample is not None, line
            assert sample[1] == family
            key = line.rpartition(" ")[0]
            assert key not in found
            found[key] = float(sample[3])
    return found


def test_metrics_say_the_same(project: Project):
    played(project, lambda store: fail(store, LAST + DAY), looked=LAST + DAY)
    found = asked(project, LAST + DAY + HOUR)
    read = samples(metrics(found))
    stem = "briefgen_schedule_"
    assert read[f"{stem}ok"] == 0
    assert read[f'{stem}findings{{severity="error"}}'] == 1
    assert read[f"{stem}schedules"] == 2
    assert read[f"{stem}last_look_timestamp_seconds"] == (LAST + DAY).timestamp()
    library = '{schedule="run:library"}'
    assert read[f"{stem}failures_in_a_row{library}"] == 1
    assert read[f"{stem}next_run_timestamp_seconds{library}"] == (LAST + 2 * DAY).timestamp()
    assert read[f"{stem}last_success_timestamp_seconds{library}"] == (LAST + MINUTE).timestamp()
    assert read[f"{stem}last_run_timestamp_seconds{library}"] == (LAST + DAY + MINUTE).timestamp()
    assert read[f"{stem}running"] == 0


def test_labels_hold_anything():
    from briefgen.schedule.ends import End

    odd = 'C:\\南京 "x"\nnext'
    found = Status(NOW, None, None, (), (), (End("certificate", odd, NOW, ""),))
    (key,) = [key for key in samples(metrics(found)) if "end_" in key]
    assert key.endswith('name="C:\\\\南京 \\"x\\"\\nnext"}')


def test_history_is_found_by_id_and_by_name(project: Project):
    played(project, lambda store: fail(store, LAST + DAY))
    for name in ("", "run:library", "library"):
        assert [run.state for run in history(project, name)] == ["done", "failed"]
    assert [run.state for run in history(project, "library", 1)] == ["failed"]
    assert history(project, "news") == []
    from briefgen.errors import UsageMistake

    with pytest.raises(UsageMistake, match="librari"):
        history(project, "librari")
