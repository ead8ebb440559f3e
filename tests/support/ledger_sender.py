"""A sender in a process of its own: it sends what is planned to a mailbox, which is a file with a message a line.

    python ledger_sender.py PROJECT MAILBOX DIE [COUNT]

With DIE other than 0 it is killed (SIGKILL) before its step of that number; steps are the statements of SQLite and what
lies between them and the mailbox. It prints how many steps it made.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ledger_case import copy_of, planned

from briefgen.deliver.ledger.faults import AlreadySent, OutcomeUnknown
from briefgen.deliver.ledger.ledger import Ledger
from briefgen.deliver.ledger.message_ids import message_id
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.project import open_project

RECIPIENTS = ("office", "guest")


class Steps:
    """Count steps, and die at one of them."""

    def __init__(self, die: int) -> None:
        self.made = 0
        self._die = die

    def __call__(self, *_: object) -> None:
        self.made += 1
        if self.made == self._die:
            os.kill(os.getpid(), signal.SIGKILL)


def put(mailbox: Path, message: str) -> None:
    """Accept a message, for good."""
    handle = os.open(mailbox, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{message}\n".encode())
    os.fsync(handle)
    os.close(handle)


def deliver(ledger: Ledger, mailbox: Path, count: int, step: Steps) -> None:
    """Plan and send a number of copies to all recipients; leave alone what another is sending or sent."""
    copies = [copy_of("one", number, language=f"x-{number}") for number in range(1, count + 1)]
    ledger.record_copies(copies)
    wanted = [(copy, recipient) for copy in copies for recipient in RECIPIENTS]
    ids = ledger.plan([planned(copy, recipient) for copy, recipient in wanted])
    for id, (copy, recipient) in zip(ids, wanted, strict=True):
        name = message_id([copy.id], recipient)
        try:
            ledger.begin(id, name)
        except (AlreadySent, OutcomeUnknown):
            continue
        step()
        put(mailbox, name)
        step()
        ledger.sent(id, "250 accepted")


def messages(count: int) -> list[str]:
    """Return the names of all messages that are to arrive."""
    copies = [copy_of("one", number, language=f"x-{number}") for number in range(1, count + 1)]
    return sorted(message_id([copy.id], recipient) for copy in copies for recipient in RECIPIENTS)


def main(arguments: Sequence[str]) -> None:
    root, mailbox, die, *rest = arguments
    step = Steps(int(die))
    connect = sqlite3.connect

    def traced(*given: object, **options: object) -> sqlite3.Connection:
        step()
        connection: sqlite3.Connection = connect(*given, **options)
        connection.set_trace_callback(step)
        return connection

    sqlite3.connect = traced
    with open_ledger(open_project(Path(root))) as ledger:
        deliver(ledger, Path(mailbox), int(rest[0]) if rest else 1, step)
    print(step.made)


def lines(path: Path) -> Iterable[str]:
    """Return the messages in a mailbox."""
    return path.read_text("utf-8").splitlines() if path.exists() else []


if __name__ == "__main__":
    main(sys.argv[1:])
