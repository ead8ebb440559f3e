"""Processes that are killed while they send, and two that send at once: at most one message, and the ledger knows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mail_server import Box, mail_server
from parcels import CHINESE, ENGLISH, mail_settings, project_with

from briefgen.deliver.ledger.opening import open_ledger
from briefgen.project import Project

SUPPORT = Path(__file__).resolve().parents[1] / "support"
SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Box, Project]]:
    with mail_server() as (box, port):
        yield box, project_with(tmp_path / "p", mail_settings(port))


def start(project: Project) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SUPPORT / "deliver_once.py"), str(project.root), CHINESE, ENGLISH],
        env={**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{SUPPORT}", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def finished(process: subprocess.Popen[str]) -> list[list[str]]:
    """Return the statuses and messages that a process told, when it has ended."""
    told, _ = process.communicate(timeout=60)
    return [line.split() for line in told.splitlines()]


def states(project: Project) -> set[str]:
    with open_ledger(project) as ledger:
        return {row.state for row in ledger.rows()}


@pytest.mark.parametrize("moment", ["recipient", "taken"])
def test_killed_in_sending_then_settled_it_is_sent_exactly_once(served: tuple[Box, Project], moment: str):
    box, project = served
    running: list[subprocess.Popen[str]] = []

    class Killing(list[str]):
        def pop(self, index: int = -1) -> str:
            self.clear()
            running[0].kill()
            return "drop"

    if moment == "recipient":
        box.recipient = Killing(["drop"])
    else:  # the server has it, and the process dies before it reads the answer
        box.on_arrival = lambda: [process.kill() for process in running]
    running.append(start(project))
    assert finished(running[0]) == []
    box.on_arrival = lambda: None
    arrived = len(box.arrived)
    assert arrived == (moment == "taken")
    assert states(project) == {"unknown"}
    ((status, message),) = finished(start(project))
    assert (status, len(box.arrived)) == ("unknown", arrived)
    with open_ledger(project) as ledger:
        ledger.settle(message, sent=bool(arrived), by="the desk")
    ((status, again),) = finished(start(project))
    assert (status, again) == ("already-sent" if arrived else "sent", message)
    assert len(box.arrived) == 1
    assert f"Message-ID: {message}".encode() in box.messages[0]
    assert states(project) == {"sent"}


def test_two_processes_at_once_send_one_message(served: tuple[Box, Project]):
    box, project = served
    told = [finished(process) for process in [start(project) for _ in range(3)]]
    found = sorted(status for lines in told for status, *_ in lines)
    assert found.count("sent") == 1
    assert set(found) <= {"sent", "already-sent", "busy"}
    assert len(box.arrived) == 1
    assert states(project) == {"sent"}
