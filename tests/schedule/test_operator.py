"""What the operator hears, through a real mail server that refuses, drops, and has the wrong certificate."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from mail_server import PASSWORD, USER, Box, authority, free_port, mail_server
from packs import SETTINGS
from parcels import mail_settings
from scheduled import NOW, project_of, run_of

from briefgen.project import Project, open_project
from briefgen.schedule.notices import kept, noting, sending, texts
from briefgen.schedule.notify import is_due, note_run, note_troubles, send_due, undelivered
from briefgen.schedule.store.records import Item, Outcome, Run, Trouble

OPERATOR = "schedule:\n  operator: {address: ops@example.org, language: LANGUAGE}\n"
MESSAGE = "briefings/ships.yaml:12:3: There is no fact. Ask boss@example.net."
BAD = Outcome((Item("ships", "brief", "failed", message=MESSAGE), Item("fine", "brief", "built")))
OTHER = Outcome((Item("boats", "brief", "stale", message="It was valid until 2026-10-31."),))
GOOD = Outcome((Item("fine", "brief", "unchanged"),))
HOUR = timedelta(hours=1)


def settings(port: int, language: str = "zh", **mail: str) -> str:
    deliver = "".join(f"  {line}\n" for line in mail_settings(port, **mail).splitlines())
    return f"{SETTINGS}deliver:\n{deliver}{OPERATOR.replace('LANGUAGE', language)}"


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    with mail_server() as found:
        yield found


def made(folder: Path, text: str, **environment: str) -> Project:
    return project_of(folder, {"briefgen.yaml": text}, **environment)


def ran(project: Project, outcome: Outcome, at: datetime, schedule: str = "run:library", **changes: object) -> Run:
    """Let a run end and tell the operator, as the process after it does."""
    state = "failed" if outcome.failed else "done"
    run = dataclasses.replace(run_of(schedule=schedule, now=at, state=state), **changes)  # type: ignore[arg-type]
    note_run(project, run, outcome, at)
    send_due(project, at)
    return run


def parsed(box: Box) -> list[EmailMessage]:
    found = [email.message_from_bytes(data, policy=email.policy.SMTP) for data in box.messages]
    assert all(isinstance(one, EmailMessage) for one in found)
    return found  # type: ignore[return-value]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


def test_a_failure_is_told_with_its_report(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1]))
    folder = project.runs / run_of(now=NOW).id
    folder.mkdir(parents=True)
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 sample")
    ran(project, BAD, NOW)
    (message,) = parsed(box[0])
    assert box[0].arrived[0][:2] == ("desk@example.org", ("ops@example.org",))
    assert message["Subject"] == "定时任务run:library需要处理：失败1项"
    text = text_of(message)
    assert "任务run:library（生成简报），计划时间2026-11-16 09:00。" in text
    assert (
        "- ships：失败：briefings/ships.yaml:12:3（briefings/ships.yaml:12:3: There is no fact. Ask (address)" in text
    )
    assert "example.net" not in box[0].messages[0].decode("ascii") + text
    (report,) = message.iter_attachments()
    assert (report.get_filename(), report.get_content()) == (f"{folder.name}.pdf", b"%PDF-1.7 sample")
    assert not is_due(project, NOW + 99 * HOUR)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_failure_is_told_once_in_a_message(language: str):
    run = run_of("build", state="failed", message="one: It has a mistake.")
    lines = texts.failure_lines(
        run, Outcome((Item("one", "brief", "failed", message="It has a mistake."),)), "", language
    )
    assert "\n".join(lines).count("It has a mistake.") == 1
    told = [*lines, *texts.trouble_lines([Trouble("run:a", "No.", "", NOW)], language, over=False)]
    assert not [one for one in told if "  " in one]
    (whole,) = (one for one in texts.failure_lines(run, Outcome(), "", language) if "mistake" in one)
    assert whole.endswith("one: It has a mistake.")


def test_the_same_is_told_once_a_day_another_at_once_and_its_end_once(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1], "en"))
    for hours in (0, 1, 8, 22):
        ran(project, BAD, NOW + hours * HOUR)
    assert len(box[0].arrived) == 1
    ran(project, BAD, NOW + 23 * HOUR)
    ran(project, OTHER, NOW + 24 * HOUR)
    ran(project, GOOD, NOW + 25 * HOUR)
    ran(project, GOOD, NOW + 26 * HOUR)
    assert [message["Subject"] for message in parsed(box[0])] == [
        "Schedule run:library needs attention: 1 failed",
        "Schedule run:library needs attention: 1 failed",
        "Schedule run:library needs attention: 1 stale",
        "Schedule run:library works again",
    ]
    assert "Runs that failed since 2026-11-16 09:00 UTC: 6." in text_of(parsed(box[0])[-1])
    ran(project, BAD, NOW + 27 * HOUR)
    assert len(box[0].arrived) == 5


def test_failures_that_differ_each_time_are_no_flood(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1]))
    for minute in range(60):
        words = "".join(chr(97 + digit) for digit in divmod(minute, 26))
        ran(project, Outcome(message=f"Fault {words}."), NOW + timedelta(minutes=minute))
    assert len(box[0].arrived) == noting.MOST_A_DAY
    for minute in range(10):  # numbers alone make no other failure
        ran(project, Outcome(message=f"Fault {minute}."), NOW + timedelta(minutes=minute), "run:other")
    assert len(box[0].arrived) == noting.MOST_A_DAY + 1


@pytest.mark.parametrize(
    ("place", "answer"), [("recipient", "550 no <ops@example.org>"), ("before", "451 not now"), ("after", "drop")]
)
def test_what_is_not_taken_waits_and_is_tried_later_each_time(
    tmp_path: Path, box: tuple[Box, int], place: str, answer: str
):
    project = made(tmp_path, settings(box[1]))
    setattr(box[0], place, [answer] * 3)
    ran(project, BAD, NOW)
    at = NOW
    for wait in sending.WAITS[:2]:
        assert not is_due(project, at + wait - timedelta(seconds=1))
        at += wait
        assert is_due(project, at)
        assert len(send_due(project, at)) == 1
    (problem,) = undelivered(project).problems
    assert problem.message.startswith("The operator was not told of run:library since 2026-11-16 09:00 UTC: The ")
    assert "example.org" not in problem.message + kept._file(project, "run:library").read_text("utf-8")
    assert send_due(project, at + sending.WAITS[2]) == ()
    assert len(box[0].arrived) == 1
    assert undelivered(project).problems == ()


def test_an_attempt_again_is_the_same_message(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1]))
    box[0].after = ["keep-drop"]
    ran(project, BAD, NOW)
    send_due(project, NOW + HOUR)
    first, second = parsed(box[0])
    assert first["Message-ID"] == second["Message-ID"]


def test_no_encryption_or_a_strange_certificate_is_told_and_nothing_sent(tmp_path: Path):
    _, context = authority(tmp_path / "ca")
    with mail_server(starttls=context) as (box, port):
        project = made(tmp_path / "one", settings(port, security="starttls"))
        ran(project, BAD, NOW)
        assert "certificate of the mail server is not trusted" in undelivered(project).problems[0].message
        assert box.arrived == []
    with mail_server() as (box, port):
        project = made(tmp_path / "two", settings(port, security="starttls"))
        ran(project, BAD, NOW)
        assert "offers no encryption" in undelivered(project).problems[0].message
        assert box.arrived == []


def test_a_password_that_is_missing_or_wrong_is_told(tmp_path: Path):
    with mail_server(login=True) as (box, port):
        project = made(tmp_path, settings(port, more={"user": USER}))
        ran(project, BAD, NOW)
        assert "There is no password for the mail server." in undelivered(project).problems[0].message
        assert "keyring set briefgen USER@SERVER" in undelivered(project).problems[0].message
        wrong = open_project(tmp_path, environment={"BRIEFGEN_SMTP_PASSWORD": "wrong"})
        send_due(wrong, NOW + HOUR)
        assert "does not accept user and password" in undelivered(project).problems[0].message
        right = open_project(tmp_path, environment={"BRIEFGEN_SMTP_PASSWORD": PASSWORD})
        send_due(right, NOW + 9 * HOUR)
        assert len(box.arrived) == 1
        held = b"".join(path.read_bytes() for path in kept.folder_of(project).iterdir())
        assert PASSWORD.encode() not in held and b"wrong" not in held


def test_what_waited_goes_in_one_message(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(free_port()))
    ran(project, BAD, NOW, "run:one")
    ran(project, OTHER, NOW, "run:two")
    ran(project, GOOD, NOW + HOUR, "run:two")  # nobody heard that it failed: it says so now
    assert len(kept.waiting(project)) == 2
    assert len(undelivered(project).problems) == 2
    (tmp_path / "briefgen.yaml").write_text(settings(box[1], "en"), "utf-8")
    assert send_due(project, NOW + 99 * HOUR) == ()
    (message,) = parsed(box[0])
    assert message["Subject"] == "2 notices of schedules: Schedule run:one needs attention: 1 failed and others"
    text = text_of(message)
    assert "Schedule run:two works again" in text
    assert "Runs that failed since 2026-11-16 09:00 UTC: 1." in text


def test_broken_settings_are_told_by_the_way_that_is_remembered(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1]))
    assert undelivered(project).problems == ()  # looked at once while it was whole
    (tmp_path / "briefgen.yaml").write_text("issuer: [", "utf-8")
    trouble = Trouble("", "briefgen.yaml:1:9: This bracket is not closed.", "Close it.", NOW)
    note_troubles(project, [trouble], NOW)
    assert send_due(project, NOW) == ()
    (message,) = parsed(box[0])
    assert message["Subject"] == "定时任务配置有误：1处"
    assert "- 全部任务：briefgen.yaml:1:9: This bracket is not closed." in text_of(message)
    assert note_troubles(project, [trouble], NOW + HOUR) is None
    (tmp_path / "briefgen.yaml").write_text(settings(box[1], "en"), "utf-8")
    note_troubles(project, [], NOW + 2 * HOUR)
    send_due(project, NOW + 2 * HOUR)
    assert parsed(box[0])[-1]["Subject"] == "All schedules can be read again"
    assert note_troubles(project, [], NOW + 3 * HOUR) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SETTINGS, "schedule: names no operator."),
        (SETTINGS + OPERATOR.replace("LANGUAGE", "zh"), "there is no mail server to tell the operator."),
        ("issuer: [", "briefgen.yaml cannot be read."),
    ],
)
def test_no_way_to_the_operator_is_a_problem(tmp_path: Path, text: str, told: str):
    project = made(tmp_path, text)
    ran(project, BAD, NOW)
    (problem,) = undelivered(project).problems
    assert problem.message == f"Nobody hears of failures: {told}"
    assert problem.hint


def test_runs_that_were_ended_or_missed_are_failures(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1], "en"))
    ran(project, Outcome(), NOW, state="missed", message="The visit is over.")
    ran(project, Outcome(), NOW, state="ended", message="It told nothing for 10 minutes.")
    missed, message = parsed(box[0])
    assert missed["Subject"] == "Schedule run:library needs attention: the run was missed"
    assert "Reason: The visit is over." in text_of(missed)
    assert message["Subject"] == "Schedule run:library needs attention: the run was interrupted"
    assert "Reason: It told nothing for 10 minutes." in text_of(message)


def test_damaged_files_and_clocks_set_back_lose_no_notice(tmp_path: Path, box: tuple[Box, int]):
    project = made(tmp_path, settings(box[1]))
    ran(project, BAD, NOW)
    ran(project, BAD, NOW - 500 * HOUR)
    assert len(box[0].arrived) == 2
    for path in kept.folder_of(project).iterdir():
        path.write_text(json.dumps({"key": 1}), "utf-8")
    assert kept.waiting(project) == [] and kept.told(project) == {}
    ran(project, BAD, NOW)
    assert len(box[0].arrived) == 3
