"""The way into the store: the file found or made, brought to this version, and known not to be a copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from briefgen.deliver.ledger.faults import guarded
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.growing import damage
from briefgen.project import Project, printable
from briefgen.schedule.store.identity import identity, read_identity
from briefgen.schedule.store.place import damaged, failure, file_of, prepare
from briefgen.schedule.store.schema import VERSION, migrate, version_of
from briefgen.schedule.store.store import Store

PATIENCE = 30
"""Seconds for which a process waits until another has written; a transaction takes a few milliseconds."""
CACHE = 2_000
"""Kibibytes of the file that a process keeps in memory; the daemon is to stay small."""
IDENTITY = "identity"


@contextmanager
def open_store(
    project: Project, *, reading: bool = False, adopt: bool = False, thorough: bool = False
) -> Generator[Store]:
    """Open the project's store of runs, and make it where there is none.

    With `reading`, none is made, which reads as an empty one, and one that may not be written can be read. `adopt`
    takes a copy for the store that is meant; without it, a copy can be read only. `thorough` looks through the whole
    file for damage. Raises EnvironmentFailure where the file lies on a network drive, is damaged, is a newer
    briefgen's or a copy, or cannot be read or written.
    """
    file = file_of(project)
    if reading:
        connection = _to_read(file)
    else:
        prepare(project)
        connection = _to_write(file, thorough=thorough)
    try:
        store = Store(project.runs, connection)
        if not reading:
            _refuse_copy(store, file, adopt=adopt)
        yield store
    finally:
        connection.close()


def copied_from(project: Project, store: Store) -> str:
    """Return the path of the store that the open one is a copy of, "" where it is none."""
    kept = read_identity(store.mark(IDENTITY))
    try:
        now = identity(file_of(project))
    except OSError:
        return ""
    return kept.path if kept is not None and now.is_copy_of(kept) else ""


def _to_write(file: Path, *, thorough: bool) -> sqlite3.Connection:
    with guarded("written", failure):
        connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            # As the ledger does (deliver/ledger/opening.py): one file, and what is committed survives a power cut.
            for name, value in (
                ("journal_mode", "TRUNCATE"), ("synchronous", "FULL"), ("fullfsync", "ON"), ("trusted_schema", "OFF"),
                ("cell_size_check", "ON"), ("cache_size", -CACHE),
            ):  # fmt: skip
                connection.execute(f"PRAGMA {name} = {value}")
            migrate(connection)
            if thorough and (found := damage(connection)):
                raise damaged(found)
        except BaseException:
            connection.close()
            raise
    return connection


def _to_read(file: Path) -> sqlite3.Connection:
    if not file.exists():
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(connection)
        return connection
    with guarded("read", failure):
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro", timeout=PATIENCE, isolation_level=None, uri=True
        )
        try:
            connection.execute("PRAGMA query_only = ON")
            if version_of(connection) < VERSION:
                raise EnvironmentFailure(
                    "runs/runs.sqlite3 is an older briefgen's, and is only read here.",
                    "Run briefgen schedule run --once, which brings it to this version.",
                )
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_copy(store: Store, file: Path, *, adopt: bool) -> None:
    """Make sure that the store is the one that is meant, and keep which file it is."""
    try:
        now = identity(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EnvironmentFailure(f"runs/runs.sqlite3 cannot be looked at: {reason}.") from error
    kept = read_identity(store.mark(IDENTITY))
    if kept is not None and now.is_copy_of(kept) and not adopt:
        raise EnvironmentFailure(
            f"This project is a copy, or was put back from a backup: its schedules were run as {printable(kept.path)}.",
            "To run them here, make sure that they run nowhere else, then: briefgen schedule run --adopt",
        )
    if now != kept:
        store.set_mark(IDENTITY, now.written())
