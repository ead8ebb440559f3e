"""What is to go to whom: one delivery for each copy, recipient and channel, however often it is planned."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence

from briefgen.deliver.ledger.faults import AlreadySent
from briefgen.deliver.ledger.records import Planned

_EXISTING = """SELECT d.key, d.state FROM deliveries d JOIN copies c ON c.key = d.copy
    WHERE c.id = ? AND d.recipient = ? AND d.channel = ?"""
_SUPERSEDE = """UPDATE deliveries SET state = 'superseded', reason = 'a newer copy was planned', ended = ?
    WHERE recipient = ? AND channel = ? AND state IN ('planned', 'failed') AND copy IN
    (SELECT key FROM copies WHERE delegation = ? AND brief = ? AND language = ?) AND key NOT IN
    (SELECT value FROM json_each(?))"""


def plan(connection: sqlite3.Connection, wanted: Sequence[Planned], now: str) -> list[int]:
    """Plan deliveries and return their ids, in order; what is known already keeps its id and what became of it.

    A new copy of the same brief, for the same recipient by the same channel, supersedes older ones that were not sent.
    Raises AlreadySent where the recipient has been forgotten since, KeyError for a copy that was not recorded.
    """
    from json import dumps

    ids: list[int] = []
    about: set[tuple[int, str, str, str, str]] = set()
    for one in wanted:
        copy = connection.execute(
            "SELECT key, delegation, brief, language FROM copies WHERE id = ? ORDER BY key DESC LIMIT 1", (one.copy_id,)
        ).fetchone()
        if copy is None:
            raise KeyError(one.copy_id)
        key, delegation, brief, language = copy
        _refuse_forgotten(connection, one, delegation)
        recipient = _recipient(connection, delegation, one.recipient_id)
        ids.append(_planned(connection, one, key, recipient, now))
        about.add((recipient, one.channel, delegation, brief, language))
    for recipient, channel, delegation, brief, language in sorted(about):
        connection.execute(_SUPERSEDE, (now, recipient, channel, delegation, brief, language, dumps(ids)))
    return ids


def _planned(connection: sqlite3.Connection, one: Planned, copy: int, recipient: int, now: str) -> int:
    """Return the delivery of a copy; the same copy in other bytes, as when it is signed again, is the same copy."""
    found = connection.execute(_EXISTING, (one.copy_id, recipient, one.channel)).fetchone()
    if found is None:
        values = (copy, recipient, one.channel, one.address, one.language, now)
        return connection.execute(
            "INSERT INTO deliveries (copy, recipient, channel, address, language, state, planned)"
            " VALUES (?, ?, ?, ?, ?, 'planned', ?) RETURNING key",
            values,
        ).fetchone()[0]
    key, state = found
    if state in ("planned", "failed", "superseded"):
        connection.execute(
            "UPDATE deliveries SET copy = ?, address = ?, language = ? WHERE key = ?",
            (copy, one.address, one.language, key),
        )
    if state == "superseded":  # the newer one was taken back
        connection.execute("UPDATE deliveries SET state = 'planned', reason = '', ended = '' WHERE key = ?", (key,))
    return key


def _recipient(connection: sqlite3.Connection, delegation: str, id: str) -> int:
    connection.execute("INSERT OR IGNORE INTO recipients (delegation, id) VALUES (?, ?)", (delegation, id))
    found = connection.execute("SELECT key FROM recipients WHERE delegation = ? AND id = ?", (delegation, id))
    return found.fetchone()[0]


def mark_of(copy_id: str, delegation: str, recipient: str, channel: str) -> str:
    """Return what stays of a delivery to somebody who was forgotten, so that it is not repeated."""
    return hashlib.sha256("\0".join((copy_id, delegation, recipient, channel)).encode()).hexdigest()


def forgotten(
    connection: sqlite3.Connection, copies: Sequence[str], delegation: str, recipient: str, channel: str
) -> dict[str, str]:
    """Return which copies, by id, a recipient got who was forgotten since, with the day; "" where that is unknown."""
    found: dict[str, str] = {}
    for id in copies:
        mark = mark_of(id, delegation, recipient, channel)
        row = connection.execute("SELECT day FROM forgotten WHERE mark = ?", (mark,)).fetchone()
        if row is not None:
            found[id] = row[0]
    return found


def _refuse_forgotten(connection: sqlite3.Connection, one: Planned, delegation: str) -> None:
    found = forgotten(connection, [one.copy_id], delegation, one.recipient_id, one.channel)
    if found:
        day = found[one.copy_id] or "undated"
        raise AlreadySent(
            f"{one.recipient_id} got this copy by {one.channel} before being forgotten ({day}).",
            f"Take {one.recipient_id} out of the file of the delegation {delegation}.",
        )
