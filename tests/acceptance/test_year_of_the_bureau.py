"""A year of a bureau by the clock: runs, reports, editions, ledger and mails are as they should be, whatever fails."""

from __future__ import annotations

import contextlib
import email
import email.policy
import io
import json
import os
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bureau_oracle as oracle
import bureau_year as year
import pytest
from bureau_clock import Bureau, played
from bureau_oracle import within
from bureau_year import GUESTS
from mail_server import Box, mail_server
from month_oracle import ledger_of, printed, rows_of, sha256
from schedule_case import SetClock

from briefgen.cli.main import run as program
from briefgen.schedule.status import Status
from briefgen.schedule.store.opening import open_store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Year:
    """Play what people and the world do to the bureau, and note what they see."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.renewed = False
        self.count = year.COUNTS[year.START]
        self.seen: dict[str, Status] = {}
        self.by_hand: dict[str, list[dict[str, Any]]] = {}
        self.server: AbstractContextManager[tuple[Box, int]] = mail_server()
        self.box, self.port = self.server.__enter__()
        year.write_project(root, self.port)
        self.bureau = Bureau(root, SetClock(year.START), self.script())

    def script(self) -> dict[datetime, Callable[[], None]]:
        """Return what happens when."""
        on = year.at
        return {
            **{moment: lambda count=count: self.counted(count) for moment, count in year.COUNTS.items()},
            year.REWRITTEN: lambda: self.write("briefings/b02.yaml", year.brief_of("b02", "All is new.")),
            year.FULL[0]: lambda: self.fill(full=True),
            year.FULL[1]: lambda: self.fill(full=False),
            year.BROKEN[0]: lambda: self.write("briefings/b25.yaml", year.brief_of("b25", "{nothing}")),
            year.BROKEN[1]: lambda: self.write("briefings/b25.yaml", year.brief_of("b25")),
            year.UNTIMED[0]: lambda: self.write("briefings/b01.yaml", year.brief_of("b01").replace("17:00", "at tea")),
            year.UNTIMED[0] + 4 * year.DAY: lambda: self.look_at("untimed"),
            year.UNTIMED[1]: lambda: self.write("briefings/b01.yaml", year.brief_of("b01")),
            year.RENEWED: lambda: self.renew("d18"),
            year.AWAY[0]: lambda: self.set_clock(year.AWAY[1]),
            year.AWAY[1] + year.DAY / 24: lambda: self.look_at("back"),
            year.NO_MAIL[0]: self.stop_server,
            year.NO_MAIL[0] + year.DAY: lambda: self.look_at("no mail"),
            year.NO_MAIL[1]: self.start_server,
            on(2026, 10, 6): lambda: self.look_at("mended"),
            on(2026, 10, 7): lambda: self.bureau.killing.update({"run:quarter": 30}),
            on(2026, 10, 29): lambda: self.bureau.killing.update({"brief:b01": -2, "delegation:d35:deliver:2": 2}),
            year.AHEAD: lambda: self.set_clock(year.AHEAD + year.LEAP),
            year.AHEAD + year.LEAP + year.DAY / 12: lambda: self.set_clock(year.BACK),
            on(2026, 12, 2): lambda: self.box.after.append("keep-drop"),
            on(2026, 12, 3): lambda: self.look_at("lost"),
            on(2026, 12, 4): self.settle,
            on(2026, 12, 5): lambda: self.look_at("settled"),
        }

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, "utf-8")

    def counted(self, count: int) -> None:
        self.count = count
        self.write("data/sample.yaml", year.data_of(count, renewed=self.renewed))

    def fill(self, *, full: bool) -> None:
        self.bureau.full = full

    def set_clock(self, to: datetime) -> None:
        self.bureau.clock.at = to

    def look_at(self, what: str) -> None:
        self.seen[what] = self.bureau.status()

    def renew(self, delegation: str) -> None:
        """Renew the figure that was stale, and send by hand what was held back."""
        self.renewed = True
        self.counted(self.count)
        self.run(delegation, ["pack", delegation], ["deliver", delegation])

    def stop_server(self) -> None:
        self.server.__exit__(None, None, None)

    def start_server(self) -> None:
        self.server = mail_server(again=(self.box, self.port))
        self.server.__enter__()

    def settle(self) -> None:
        """Look into the mailbox, and settle what nobody knew."""
        (found,) = self.run("listed", ["ledger", "list", "--state", "unknown"])[:1]
        self.run("settled", ["ledger", "settle", str(found["message_id"]), "--sent", "--by", "Sample Person"])

    def run(self, what: str, *commands: list[str]) -> list[dict[str, Any]]:
        """Run commands as a person does, and keep what they tell."""
        out = io.StringIO()
        with patch.dict(os.environ, self.bureau.project().environment), contextlib.redirect_stdout(out):
            for command in commands:
                assert program(["-C", str(self.root), *command, "--json"]) == 0, out.getvalue()
        self.by_hand[what] = [json.loads(line) for line in out.getvalue().splitlines()]
        return self.by_hand[what]


def test_the_year_of_a_bureau(tmp_path: Path):
    lived = Year(tmp_path / "bureau")
    with ExitStack() as stack:
        stack.callback(lambda: lived.server.__exit__(None, None, None))
        with played(lived.bureau):
            lived.bureau.live()
            last = lived.bureau.status()
    wanted = oracle.expected()
    each_run_is_as_it_should_be(lived, wanted)
    each_delegation_got_its_files_once(lived, wanted)
    editions_are_kept(lived, wanted)
    the_operator_heard_of_it(lived.box, wanted)
    what_status_said(lived, last)


def each_run_is_as_it_should_be(lived: Year, wanted: oracle.Expected) -> None:
    """Each moment was run once or is on record as missed, and each report says what became of what."""
    with open_store(lived.bureau.project(), reading=True) as store:
        runs = list(store.runs())
    assert Counter((r.schedule, r.due, r.until, r.state, r.count, r.attempt) for r in runs) == wanted.rows
    for run in runs:
        if run.state == "missed":
            continue
        assert run.started is not None
        if run.retry == 0:
            assert abs(run.started - oracle.begun(run.schedule, run.due)) <= timedelta(seconds=2), run
        report = json.loads(lived.bureau.reports[run.id])
        assert (report["run"], report["schedule"], report["failed"]) == (run.id, run.schedule, run.state != "done")
        items = [(item["subject"], item["kind"], item["state"]) for item in report["items"]]
        meant = wanted.items[run.schedule, run.due, run.attempt]
        if run.retry:
            sent = {state for _, kind, state in items if kind == "delivery"}
            assert sent == {"delivered" if run.state == "done" else "failed"}
        elif meant is not None:
            assert items == meant, run
        else:
            assert [subject for subject, _, _ in items] == list(year.BRIEFS)
            assert {state for _, _, state in items} == {"built", "unchanged"}
        shown = Path(lived.root, "runs", run.id, "report.pdf").exists()
        assert shown == (year.END - run.due < 90 * year.DAY), run  # by the rule of keep: logs


def each_delegation_got_its_files_once(lived: Year, wanted: oracle.Expected) -> None:
    """What arrived is what was to be given, in its newest form, once; and just that is in the ledger."""
    arrived: dict[tuple[str, str, str], Counter[str]] = {}
    for guest in GUESTS.values():
        got: dict[tuple[str, str, str], list[bytes]] = {}
        for recipient, address in guest.recipients.items():
            mails = [data for _, to, data in lived.box.arrived if to == (address,)]
            assert len(mails) == (guest.name in wanted.given), address
            for mail in mails:
                parts = email.message_from_bytes(mail, policy=email.policy.SMTP).iter_attachments()
                got[guest.name, "mail", recipient] = [part.get_payload(decode=True) for part in parts]
        if guest.by_folder and guest.name in wanted.given:
            (folder,) = (path for path in (lived.root / "out" / guest.name).iterdir() if path.is_dir())
            got[guest.name, "folder", guest.name] = [path.read_bytes() for path in folder.iterdir()]
        for end, files in got.items():
            arrived[end] = Counter(map(sha256, files))
            texts = [text for text in map(text_of, files) if f"Industry {int(guest.brief[1:])} in Sampleton" in text]
            assert sum(wanted.given[guest.name] in text for text in texts) == 1, (
                guest,
                wanted.given[guest.name],
                texts,
            )
    assert sum(map(Counter.total, arrived.values())) > 150
    assert {name for name, _, _ in arrived} == set(wanted.given)
    assert set(GUESTS) - set(wanted.given) == {"d20", "d21", "d22"}  # their visits were over when it could be done
    assert ledger_of(lived.root) == arrived
    assert {state for (state,) in rows_of(lived.root, "SELECT DISTINCT state FROM deliveries")} == {"sent"}


def text_of(data: bytes) -> str:
    return printed(data) if data.startswith(b"%PDF") else ""


def editions_are_kept(lived: Year, wanted: oracle.Expected) -> None:
    """The finished briefs are those of their last builds; each one that was built or delivered is in the archive."""
    for brief, sentences in wanted.printed.items():
        assert sentences[-1] in printed((lived.root / "dist" / f"{brief}.pdf").read_bytes()), brief
        kept = [printed(path.read_bytes()) for path in (lived.root / "runs" / "editions" / brief).glob("*.pdf")]
        given = {
            wanted.given[guest.name]
            for guest in GUESTS.values()
            if guest.brief == brief and guest.name in set(wanted.given) - set(oracle.BY_HAND)
        }
        for sentence in {*sentences, *given}:
            assert any(sentence in text for text in kept), (brief, sentence)
        assert all(any(sentence in text for sentence in {*sentences, *given}) for text in kept), brief


def the_operator_heard_of_it(box: Box, wanted: oracle.Expected) -> None:
    """Of each failure once and of its end; of what cannot be read each day, for as long as it lasts."""
    told: list[tuple[date, str, bool]] = []
    unread: list[tuple[datetime, bool]] = []
    for _, to, data in box.arrived:
        message = email.message_from_bytes(data, policy=email.policy.SMTP)
        moment, subject = parsedate_to_datetime(message["Date"]), str(message["Subject"])
        if to != ("ops@example.org",):
            continue
        if subject.startswith("Schedule "):
            told.append((moment.date(), subject.split(" ")[1], subject.endswith(" works again")))
        else:
            unread.append((moment, subject == "All schedules can be read again"))
    assert sorted(told) == sorted((moment.date(), what, over) for moment, what, over in wanted.mails)
    broken = [moment for moment, over in unread if not over and within(moment, year.UNTIMED)]
    assert [moment.date() for moment in broken] == [
        (year.UNTIMED[0] + number * year.DAY).date() for number in range(7)
    ]  # fmt: skip
    ahead = [moment for moment, over in unread if not over and moment not in broken]
    assert ahead == [year.BACK]
    assert [moment for moment, over in unread if over] == [year.UNTIMED[1], year.BACK + timedelta(hours=21)]


def what_status_said(lived: Year, last: Status) -> None:
    def found(status: Status) -> set[tuple[str, str]]:
        return {(finding.code, finding.schedule) for finding in status.findings}

    assert found(lived.seen["untimed"]) == {("trouble", "brief:b01")}
    # Of three more the operator was told, but it is more than two weeks that they were due.
    assert found(lived.seen["back"]) == {("missed", "delegation:d22:deliver:1")}
    assert found(lived.seen["no mail"]) == {("failed", "delegation:d29:deliver:2"), ("notices", "")}
    lost = ("failed", "delegation:d39:deliver:2")
    assert found(lived.seen["lost"]) == {lost, ("unknown-deliveries", ""), ("ends", "")}
    assert found(lived.seen["settled"]) == {lost, ("ends", "")}
    assert not lived.seen["mended"].wrong
    assert found(last) == {("ends", "")}
    assert last.wrong  # the calendar of workdays ends today
