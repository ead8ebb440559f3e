"""What is said of a ledger that cannot be used, and of a delivery that must not be repeated."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from briefgen.errors import DeliveryFailure, EnvironmentFailure


class AlreadySent(DeliveryFailure):
    """Refuse to send what was sent."""


class OutcomeUnknown(DeliveryFailure):
    """Refuse to send again what may have arrived."""


class NotToBeSent(DeliveryFailure):
    """Refuse to send what a newer copy has taken the place of."""


NAME = "ledger/ledger.sqlite3"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)


@contextmanager
def guarded(what: str = "written") -> Generator[None]:
    """Turn what SQLite says of the file into EnvironmentFailure; `what` could not be done: read or written."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
        raise  # a fault of ours
    except sqlite3.Error as error:
        if _primary(error) == sqlite3.SQLITE_ERROR:  # a statement that is wrong
            raise
        raise failure(error, what) from error


def is_closed(error: sqlite3.Error) -> bool:
    """Say whether a file or its folder may not be written."""
    return _primary(error) in _CLOSED


def failure(error: sqlite3.Error, what: str = "written") -> EnvironmentFailure:
    """Say in the user's words why the ledger cannot be read or written."""
    code = _primary(error)
    if code in _DAMAGED:
        return damaged(str(error))
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentFailure(f"{NAME} cannot be {what}: the disk is full.", "Make room, then try again.")
    if code in _BUSY:
        return EnvironmentFailure(f"{NAME} is in use by another process.", "Wait until that has ended, then try again.")
    if code in _CLOSED:
        return EnvironmentFailure(
            f"{NAME} cannot be {what}: permission denied.", "Look at who may write in the folder ledger/."
        )
    if code == sqlite3.SQLITE_IOERR:
        return EnvironmentFailure(
            f"{NAME} cannot be {what}: the disk refuses it, or is full.", "Look at the disk, then try again."
        )
    return EnvironmentFailure(f"{NAME} cannot be {what}: {error}.", "Look at the file, then try again.")


def damaged(why: str) -> EnvironmentFailure:
    """Say that nothing is sent on the word of a ledger that cannot be trusted."""
    return EnvironmentFailure(
        f"{NAME} is damaged: {why}.",
        "Put the newest backup (briefgen ledger backup) in its place; what was sent since then stands in the mailbox.",
    )


def _primary(error: sqlite3.Error) -> int:
    """Return the primary result code (sqlite.org/rescode.html): the low byte of the extended one."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
