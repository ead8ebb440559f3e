"""The way into the ledger: the file found or made, brought to this version, and looked through for what was left."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from briefgen.deliver.ledger.faults import damaged, guarded, is_closed
from briefgen.deliver.ledger.ledger import Ledger
from briefgen.deliver.ledger.place import blocked, file_of, is_blocked, is_missed, mark, missed, prepare, refuse_network
from briefgen.deliver.ledger.schema import VERSION, migrate, version_of
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.growing import damage
from briefgen.project import Project

PATIENCE = 30
"""Seconds for which a process waits until another has written; a transaction takes a few milliseconds."""
CACHE = 64_000
"""Kibibytes of the file that a process keeps in memory."""
LOOKED_THROUGH = 64_000_000
"""Bytes up to which the file is looked through for damage before anything is sent on its word."""


@contextmanager
def open_ledger(project: Project, *, reading: bool = False) -> Generator[Ledger]:
    """Open the project's ledger, and make it where there is none.

    With `reading`, none is made, which reads as an empty one, and a ledger that may not be written can be read.
    Raises EnvironmentFailure where the file lies on a network drive, is damaged, has gone, is a newer briefgen's, or
    cannot be read or written.
    """
    file = file_of(project)
    if is_missed(project):
        raise missed()
    if reading and is_blocked(project):
        raise blocked()
    if reading and not file.exists():
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(connection)
    elif reading:
        connection = _to_read(project, file)
    else:
        prepare(project)
        connection = _to_write(file)
        mark(project)
    ledger = Ledger(project, connection)
    try:
        try:
            ledger.sweep()
        except EnvironmentFailure:
            if not reading:
                raise
        yield ledger
    finally:
        ledger.close()


def _to_write(file: Path) -> sqlite3.Connection:
    with guarded():
        connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
        try:
            _set(connection)
            migrate(connection)
            if file.stat().st_size <= LOOKED_THROUGH and (found := damage(connection)):
                raise damaged(found)
        except BaseException:
            connection.close()
            raise
    return connection


def _to_read(project: Project, file: Path) -> sqlite3.Connection:
    """Open for writing too, where that is allowed, since what dead senders left is to be found."""
    try:
        refuse_network(project.kept)
        return _to_write(file)
    except EnvironmentFailure as error:
        if not (isinstance(error.__cause__, sqlite3.Error) and is_closed(error.__cause__)):
            raise
    with guarded("read"):
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", timeout=PATIENCE, isolation_level=None, uri=True)
        try:
            connection.execute("PRAGMA query_only = ON")
            if version_of(connection) < VERSION:
                raise EnvironmentFailure(
                    "The ledger is an older briefgen's, and may not be written.",
                    "Open it once where it may be written.",
                )
        except BaseException:
            connection.close()
            raise
    return connection


def _set(connection: sqlite3.Connection) -> None:
    """Set what makes a commit last, and what is deleted vanish.

    No write-ahead log: it would be a second file without which a copy of the first lacks what was sent last, and
    writers are few. With a journal that is truncated, SQLite syncs the truncation (pager.c, pager_end_transaction), so
    that a power cut cannot bring it back and undo a commit; one that is deleted could.
    """
    for name, value in (
        ("journal_mode", "TRUNCATE"), ("synchronous", "FULL"), ("fullfsync", "ON"), ("foreign_keys", "ON"),
        ("secure_delete", "ON"), ("trusted_schema", "OFF"), ("cell_size_check", "ON"), ("cache_size", -CACHE),
    ):  # fmt: skip
        connection.execute(f"PRAGMA {name} = {value}")
