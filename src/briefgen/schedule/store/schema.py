"""The tables of the store of runs, and how they grew: each step takes a file from one version to the next."""

from __future__ import annotations

import sqlite3

from briefgen.pipeline import growing

APPLICATION = 0x62677273
"""What marks a file of SQLite as a store of runs of briefgen: "bgrs"."""
NAME = "runs/runs.sqlite3"
HINT = "Move it away, or put a backup in its place."

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
_ENTRIES = tuple(
    # By which entry of a delegation a run is done, as the place of an entry moves: its times, and its channels, a line
    # each. `rule` is empty where that was not kept, and of what has a name.
    f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"
    for table in ("runs", "retries")
    for column in ("rule", "channels")
)
STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _RETRIES, _ENTRIES)
"""What leads from each version to the next; version 0 is an empty file. Steps are only ever added."""
VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 of an empty file. Raises EnvironmentFailure as `growing.version_of` does."""
    return growing.version_of(connection, APPLICATION, STEPS, NAME, HINT)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this version in one transaction; another process may be doing the same."""
    growing.grow(connection, APPLICATION, STEPS, NAME, HINT)
