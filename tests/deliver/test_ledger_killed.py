"""Senders that are killed at every step, and senders that work side by side: each message arrives once, at most."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from ledger_case import copy_of, ledger_project, planned
from ledger_sender import Steps, deliver, lines, messages

from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.schema import STEPS
from briefgen.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed in other ways on this system")
ROOT = Path(__file__).resolve().parents[2]
SENDER = ROOT / "tests" / "support" / "ledger_sender.py"
ROUNDS = int(os.environ.get("BRIEFGEN_ROUNDS", "1"))


def start(project: Project, mailbox: Path, die: int, count: int) -> subprocess.Popen[bytes]:
    world = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(SENDER.parent)])}
    command = [sys.executable, str(SENDER), str(project.root), str(mailbox), str(die), str(count)]
    return subprocess.Popen(command, env=world, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def recover(project: Project, mailbox: Path, count: int) -> None:
    """Do what an operator does: run again, look up what nobody knows, settle it, run once more."""
    arrived = Counter(lines(mailbox))
    assert set(arrived.values()) <= {1}
    with open_ledger(project) as ledger:
        unknown = {row.message_id: row for row in ledger.rows(states=["unknown"])}
        assert len(unknown) <= 1  # it was killed in the middle of one, at most
        assert {row.id for row in unknown.values()} == set(ledger.left)
        deliver(ledger, mailbox, count, Steps(0))
        # What nobody knows was told and not repeated; everything else has arrived.
        assert Counter(lines(mailbox)) == Counter(messages(count)) - Counter(unknown.keys() - arrived.keys())
        for name, row in unknown.items():
            assert ledger.settle(name, sent=name in arrived, by="test") == [row.id]
        deliver(ledger, mailbox, count, Steps(0))
        assert {row.state for row in ledger.rows()} == {"sent"}
        assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ledger.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sorted(lines(mailbox)) == messages(count)
    assert list((project.kept / "senders").iterdir()) == []


def test_killed_at_every_step(tmp_path: Path):
    whole = start(ledger_project(tmp_path / "whole"), tmp_path / "whole.txt", 0, 1)
    out, err = whole.communicate()
    assert whole.returncode == 0, err.decode()
    steps = int(out)
    assert sorted(lines(tmp_path / "whole.txt")) == messages(1)
    made = len([statement for step in STEPS for statement in step])
    assert steps > made + 40
    # The tables are made in one transaction, of which some steps stand for all unless there is time.
    for die in [*range(1, made, 1 if ROUNDS > 1 else 9), *range(made, steps + 1)]:
        project, mailbox = ledger_project(tmp_path / f"{die}"), tmp_path / f"{die}.txt"
        killed = start(project, mailbox, die, 1)
        killed.communicate()
        assert killed.returncode == -9, die
        recover(project, mailbox, 1)


@pytest.mark.parametrize("turn", range(4 * ROUNDS))
def test_killed_at_any_moment(tmp_path: Path, turn: int):
    """In the middle of a write too, where no step of ours is."""
    count = 20
    project, mailbox = ledger_project(tmp_path), tmp_path / "mail.txt"
    for _ in range(5):
        running = start(project, mailbox, 0, count)
        while not lines(mailbox) and running.poll() is None:
            time.sleep(0.001)
        time.sleep(random.random() * 0.05)
        running.kill()
        running.communicate()
        assert set(Counter(lines(mailbox)).values()) <= {1}
        with open_ledger(project) as ledger:
            for row in ledger.rows(states=["unknown"]):
                ledger.settle(row.message_id, sent=row.message_id in lines(mailbox), by="test")
    with open_ledger(project) as ledger:
        deliver(ledger, mailbox, count, Steps(0))
    assert sorted(lines(mailbox)) == messages(count)


def test_several_processes_at_once(tmp_path: Path):
    count = 15
    project, mailbox = ledger_project(tmp_path), tmp_path / "mail.txt"
    running = [start(project, mailbox, 0, count) for _ in range(3)]
    for one in running:
        _, err = one.communicate(timeout=60)
        assert one.returncode == 0, err.decode()
    with open_ledger(project) as ledger:
        assert {row.state for row in ledger.rows()} == {"sent"}
        assert ledger.left == ()
    assert sorted(lines(mailbox)) == messages(count)


def test_what_a_living_process_is_sending_is_left_to_it(tmp_path: Path):
    project = ledger_project(tmp_path)
    with open_ledger(project) as first:
        copy = copy_of()
        first.record_copy(copy)
        (id,) = first.plan([planned(copy)])
        first.begin(id, "m")
        with open_ledger(project) as second:
            assert [row.state for row in second.rows()] == ["sending"]
            assert second.left == ()
        first.sent(id)
        assert [row.state for row in first.rows()] == ["sent"]
