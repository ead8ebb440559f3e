"""What is said of a ledger that cannot be used, and of a delivery that must not be repeated."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
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
def guarded(
    what: str = "written", tell: Callable[[sqlite3.Error, str], EnvironmentFailure] | None = None
) -> Generator[None]:
    """Turn what SQLite says of the file into EnvironmentFailure; `what` could not be done: read or written.

    `tell` says it of another file than the ledger.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
        raise  # a fault of ours
    except sqlite3.Error as error:
        if _primary(error) == sqlite3.SQLITE_ERROR:  # a statement that is wrong
            raise
        raise (tell or failure)(error, what) from error


def is_damaged(error: sqlite3.Error) -> bool:
    """Say whether a file is damaged, or none of SQLite's."""
    return _primary(error) in _DAMAGED


def is_closed(error: sqlite3.Error) -> bool:
    """Say whether a file or its folder may not be written."""
    return _primary(error) in _CLOSED


def failure(error: sqlite3.Error, what: str = "written", name: str = NAME) -> EnvironmentFailure:
    """Say in the user's words why the ledger, or another file, cannot be read or written."""
    code = _primary(error)
    if code in _DAMAGED and name == NAME:
        return damaged(str(error))
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentFailure(f"{name} cannot be {what}: the disk is full.", "Make room, then try again.")
    if code in _BUSY:
        return EnvironmentFailure(f"{name} is in use by another process.", "Wait until that has ended, then try again.")
    if code in _CLOSED:
        return EnvironmentFailure(
            f"{name} cannot be {what}: permission denied.",
            f"Look at who may write in the folder {name.partition('/')[0]}/.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return EnvironmentFailure(
            f"{name} cannot be {what}: the disk refuses it, or is full.", "Look at the disk, then try again."
        )
    return EnvironmentFailure(f"{name} cannot be {what}: {error}.", "Look at the file, then try again.")


def damaged(why: str) -> EnvironmentFailure:
    """Say that nothing is sent on the word of a ledger that cannot be trusted."""
    return EnvironmentFailure(
        f"{NAME} is damaged: {why}.",
        "Put the newest backup (briefgen ledger backup) in its place; what was sent since then stands in the mailbox.",
    )


def _primary(error: sqlite3.Error) -> int:
    """Return the primary result code (sqlite.org/rescode.html): the low byte of the extended one."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
