"""A delivery whose mail server is down, then busy, then up: everybody gets it once, and the operator hears twice."""

from __future__ import annotations

import contextlib
import email
import email.policy
import io
import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bureau_year as year
from bureau_clock import Bureau, played
from mail_server import Box, mail_server
from month_oracle import rows_of
from schedule_case import SetClock

from briefgen.cli.main import run as program
from briefgen.schedule.store.opening import open_store

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START, DUE = datetime(2026, 1, 8, tzinfo=UTC), datetime(2026, 1, 9, 1, tzinfo=UTC)
GUEST = year.Guest(1, "b24")
ID = "delegation:d01:deliver:1"
OFFICE, GUIDE = (f"{who}.d01@example.net" for who in ("office", "guide"))
BUSY = ["451 come again"] * 4
"""What the server says to one recipient in all tries of one run."""


class Desk:
    """A small project with one delivery, whose server can be stopped and started."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with mail_server() as (self.box, self.port):
            pass
        day = "  - {when: 3 workdays before arrival 09:00, do: pack}\n"
        files = {
            "briefgen.yaml": year.SETTINGS.replace("PORT", str(self.port)).partition("  runs:")[0],
            "data/sample.yaml": year.data_of(401, renewed=False),
            "briefings/b24.yaml": year.brief_of("b24"),
            "data/delegations/d01.yaml": year.delegation_of(GUEST).replace(day, ""),
        }
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        self.bureau = Bureau(root, SetClock(START))
        self.bureau._begin()

    def look(self, at: datetime, *, up: bool = True) -> datetime | None:
        self.bureau.clock.at = at
        with self.up() if up else contextlib.nullcontext():
            return self.bureau._look()

    @contextmanager
    def up(self) -> Iterator[None]:
        with mail_server(again=(self.box, self.port)):
            yield

    def told(self, *command: str) -> list[dict[str, Any]]:
        out = io.StringIO()
        with patch.dict(os.environ, self.bureau.project().environment), contextlib.redirect_stdout(out):
            program(["-C", str(self.root), "schedule", *command, "--json"])
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def runs(self) -> list[tuple[str, int]]:
        with open_store(self.bureau.project(), reading=True) as store:
            return [(run.state, run.retry) for run in reversed(list(store.runs()))]


def arrived(box: Box) -> Counter[str]:
    return Counter(to[0] for _, to, _ in box.arrived)


def operators(box: Box) -> list[str]:
    found = [email.message_from_bytes(data, policy=email.policy.SMTP) for _, to, data in box.arrived if "ops" in to[0]]
    return [str(message["Subject"]) for message in found]


def test_a_server_that_is_down_then_busy_then_up(tmp_path: Path):
    desk = Desk(tmp_path)
    with played(desk.bureau):
        desk.look(START)
        assert desk.look(DUE, up=False) == DUE + 15 * MINUTE
        (listed,) = desk.told("list")
        assert (listed["last"]["status"], listed["next_try"]) == ("failed", "2026-01-09T01:15:00+00:00")
        first, waits = desk.told("history")
        assert first["status"] == "failed"
        assert (waits["status"], waits["schedule"], waits["next_try"]) == ("waiting", ID, "2026-01-09T01:15:00Z")
        assert (waits["retry_of"], waits["retry"]) == (first["run"], 1)
        (standing,) = desk.told("status")
        assert standing["schedules"][0]["next_try"] == "2026-01-09T01:15:00Z"
        failed = [one for one in standing["problems"] if one["code"] == "failed"]
        assert failed[0]["message"].endswith("It is tried again by itself at 2026-01-09 01:15 UTC.")
        desk.bureau._begin()  # it is started anew
        assert desk.look(DUE + 14 * MINUTE, up=False) == DUE + 15 * MINUTE
        assert desk.look(DUE + 15 * MINUTE, up=False) == DUE + 75 * MINUTE
        desk.box.recipient = [*BUSY]
        assert desk.look(DUE + 75 * MINUTE) == DUE + 315 * MINUTE
        assert arrived(desk.box) == {GUIDE: 1, "ops@example.org": 1}
        desk.look(DUE + 9 * HOUR)  # it was off
        desk.look(DUE + 99 * HOUR)
        (standing,) = desk.told("status")
        assert [one["code"] for one in standing["problems"] if one["severity"] == "error"] == []
        assert "next_try" not in standing["schedules"][0]
    assert arrived(desk.box) == {OFFICE: 1, GUIDE: 1, "ops@example.org": 2}
    assert desk.runs() == [("failed", 0), ("failed", 1), ("failed", 2), ("done", 3)]
    assert operators(desk.box) == [
        f"Schedule {ID} needs attention: 2 failed",
        f"Schedule {ID} works again",
    ]
    assert {state for (state,) in rows_of(tmp_path, "SELECT DISTINCT state FROM deliveries")} == {"sent"}


def test_who_is_refused_for_good_is_asked_once_and_told(tmp_path: Path):
    desk = Desk(tmp_path)
    with played(desk.bureau):
        desk.look(START)
        desk.box.recipient = [*BUSY, "550 nobody of that name"]
        desk.look(DUE)
        assert desk.box.said.count(GUIDE) == 1
        desk.look(DUE + 15 * MINUTE)
        assert desk.box.said.count(GUIDE) == 1
        assert desk.look(DUE + 30 * MINUTE) is None
    assert {to for to in arrived(desk.box) if to.endswith(".net")} == {OFFICE}
    assert desk.runs() == [("failed", 0), ("failed", 1)]
    (last,) = (report for name, report in desk.bureau.reports.items() if json.loads(report)["retry"])
    items = {item["subject"]: (item["state"], item["message"]) for item in json.loads(last)["items"]}
    assert items["d01/d01-office/mail"][0] == "delivered"
    assert items["d01/d01-guide/mail"][0] == "failed"
    assert "550" in items["d01/d01-guide/mail"][1]


def test_it_is_given_up_when_the_visit_is_over(tmp_path: Path):
    desk = Desk(tmp_path)
    with played(desk.bureau):
        desk.look(START)
        at: datetime | None = DUE
        tries = 0
        while at is not None:
            tries += 1
            found = desk.look(at, up=False)
            at = found
        desk.look(DUE + 10 * 24 * HOUR)
    assert desk.runs() == [("failed", number) for number in range(tries)]
    assert tries == 14  # until the noon of the last day
    (_, _, data), *more = desk.box.arrived
    assert not more
    text = email.message_from_bytes(data, policy=email.policy.SMTP).get_body(("plain",))
    assert text is not None and "There will be no further automatic retry." in text.get_content()
