"""Databases of ours that grow: tables of a kept file of SQLite brought from one version to the next, and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from briefgen.errors import EnvironmentFailure


def version_of(
    connection: sqlite3.Connection, application: int, steps: Sequence[Sequence[str]], name: str, hint: str
) -> int:
    """Return the version of the tables, 0 of an empty file.

    `application` marks a file as ours, `name` begins sentences about it, `hint` says what to do where it is not ours.
    Raises EnvironmentFailure where the file is another program's, or a newer briefgen's.
    """
    marked = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if marked != application and (marked or version or tables):
        raise EnvironmentFailure(f"{name} is another program's database.", hint)
    if version > len(steps):
        raise EnvironmentFailure(
            f"{name} was written by a newer briefgen (version {version} of its tables; this one knows {len(steps)}).",
            "Install that briefgen here too.",
        )
    return version


def grow(
    connection: sqlite3.Connection, application: int, steps: Sequence[Sequence[str]], name: str, hint: str
) -> None:
    """Bring the tables to the last version in one transaction; another process may be doing the same."""
    if version_of(connection, application, steps, name, hint) == len(steps):
        return
    with writing(connection):
        # Asked again: it may have changed before we had it.
        for step in steps[version_of(connection, application, steps, name, hint) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


@contextmanager
def writing(connection: sqlite3.Connection) -> Generator[None]:
    """Be the only writer of all processes, for one transaction: all of it lasts, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def damage(connection: sqlite3.Connection) -> str:
    """Return what is found damaged in the whole file, "" where it is sound."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return "" if found == "ok" else " ".join(str(found).split())
