"""The tables of the store of runs, and how they grew: each step takes a file from one version to the next."""

from __future__ import annotations

import sqlite3

from briefgen.errors import EnvironmentFailure

APPLICATION = 0x62677273
"""What marks a file of SQLite as a store of runs of briefgen: "bgrs"."""

_FIRST = (
    # Which folder the file was made in, so that a copy of it is noticed.
    "CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # Up to when a schedule is settled; `pending` is a change of files that is waited upon until it rests, `since` when.
    """CREATE TABLE watermarks (schedule TEXT PRIMARY KEY, at TEXT NOT NULL, rule TEXT NOT NULL, digest TEXT NOT NULL,
        pending TEXT NOT NULL DEFAULT '', since TEXT NOT NULL DEFAULT '') WITHOUT ROWID""",
    """CREATE TABLE runs (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, schedule TEXT NOT NULL,
        action TEXT NOT NULL, nominal TEXT NOT NULL, due TEXT NOT NULL, until TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('due', 'running', 'done', 'failed', 'ended', 'missed')),
        attempt INTEGER NOT NULL DEFAULT 1, count INTEGER NOT NULL DEFAULT 1, started TEXT NOT NULL DEFAULT '',
        ended TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '', report TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX runs_by_schedule ON runs (schedule, key)",
    "CREATE INDEX runs_by_state ON runs (state)",
    """CREATE TABLE troubles (schedule TEXT NOT NULL, message TEXT NOT NULL, hint TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (schedule, message)) WITHOUT ROWID""",
    "CREATE TABLE beats (name TEXT PRIMARY KEY, at TEXT NOT NULL, told TEXT NOT NULL) WITHOUT ROWID",
)
_RETRIES = (
    # `retry_of` is the run whose failure a run tries again, `retry` which time that is; `only` names
    # what is tried, a line each.
    "ALTER TABLE runs ADD COLUMN retry_of TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN retry INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runs ADD COLUMN only TEXT NOT NULL DEFAULT ''",
    # What waits to be tried again: one thing of each schedule at most.
    """CREATE TABLE retries (schedule TEXT PRIMARY KEY, run TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
        only TEXT NOT NULL) WITHOUT ROWID""",
)
STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _RETRIES)
"""What leads from each version to the next; version 0 is an empty file. Steps are only ever added."""
VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 of an empty file.

    Raises EnvironmentFailure where the file is another program's, or a newer briefgen's.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (application or version or tables):
        raise EnvironmentFailure(
            "runs/runs.sqlite3 is another program's database.", "Move it away, or put a backup in its place."
        )
    if version > VERSION:
        raise EnvironmentFailure(
            f"runs/runs.sqlite3 was written by a newer briefgen (version {version} of its tables; this one knows"
            f" {VERSION}).",
            "Install that briefgen here too.",
        )
    return version


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this version in one transaction; another process may be doing the same."""
    if version_of(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(version_of(connection), VERSION):  # asked again: it may have changed before we had it
            for statement in STEPS[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
