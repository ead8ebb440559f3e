"""What a clock that was ahead has left behind: no notice waits for a date that is far off."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from mail_server import mail_server
from packs import SETTINGS
from parcels import mail_settings
from scheduled import NOW, project_of, run_of

from briefgen.schedule.notices import sending
from briefgen.schedule.notify import is_due, note_run, send_due
from briefgen.schedule.store.records import Item, Outcome

BAD = Outcome((Item("ships", "brief", "failed", message="There is no fact."),))
OTHER = Outcome((Item("boats", "brief", "failed", message="There is no file."),))
AHEAD = timedelta(days=3650)


def test_a_notice_of_a_clock_that_was_ahead_is_sent_once_it_is_right(tmp_path: Path):
    with mail_server() as (box, port):
        deliver = "".join(f"  {line}\n" for line in mail_settings(port).splitlines())
        operator = "schedule:\n  operator: {address: ops@example.org, language: en}\n"
        project = project_of(tmp_path, {"briefgen.yaml": f"{SETTINGS}deliver:\n{deliver}{operator}"})
        box.recipient = ["451 later"]
        note_run(project, run_of(now=NOW + AHEAD, state="failed"), BAD, NOW + AHEAD)
        (waits,) = send_due(project, NOW + AHEAD)
        assert waits.next == NOW + AHEAD + sending.WAITS[0]
        assert is_due(project, NOW)
        assert not is_due(project, NOW + AHEAD)
        note_run(project, run_of(now=NOW, state="failed"), OTHER, NOW)  # takes the place of the older one
        assert is_due(project, NOW)
        assert send_due(project, NOW) == ()
        assert len(box.arrived) == 1
