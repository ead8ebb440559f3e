"""Deliveries by what is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from briefgen.deliver.ledger.records import Delivery, KnownCopy, State

_COLUMNS = """d.key, c.delegation, r.id, d.channel, d.state, c.brief, c.edition, c.language, c.id, c.sha256, c.name,
    d.address, d.language, d.message, d.planned, d.started, d.ended, d.attempts, d.temporary, d.reason, d.receipt"""
_TEMPORARY = 18
_FROM = "FROM deliveries d JOIN copies c ON c.key = d.copy JOIN recipients r ON r.key = d.recipient"


def deliveries(
    connection: sqlite3.Connection,
    *,
    ids: Collection[int] | None = None,
    delegation: str = "",
    brief: str = "",
    recipient: str = "",
    channel: str = "",
    states: Collection[State] = (),
) -> Iterator[Delivery]:
    """Yield deliveries in the order in which they were planned; what is not given is not asked for."""
    from json import dumps

    where: list[str] = []
    values: list[str] = []
    if ids is not None:
        where.append("d.key IN (SELECT value FROM json_each(?))")
        values.append(dumps(list(ids)))
    if states:
        marks = ", ".join("?" for _ in states)
        where.append(f"d.state IN ({marks})")
        values += states
    asked_for = {"c.delegation": delegation, "c.brief": brief, "r.id": recipient, "d.channel": channel}
    for column, value in asked_for.items():
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    asked = f"WHERE {' AND '.join(where)}" if where else ""
    for row in connection.execute(f"SELECT {_COLUMNS} {_FROM} {asked} ORDER BY d.key", values):
        fields = [*row]
        fields[_TEMPORARY] = bool(fields[_TEMPORARY])
        yield Delivery(*fields)


def went_out(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the SHA-256 of each file that was sent or may have been, and of the file that its body comes from.

    What those were sent who are forgotten counts too.
    """
    found: set[str] = set()
    for row in connection.execute(
        "SELECT sha256, base FROM copies WHERE key IN"
        " (SELECT copy FROM deliveries WHERE state IN ('sending', 'sent', 'unknown'))"
        " OR sha256 IN (SELECT sha256 FROM forgotten)"
    ):
        found.update(row)
    found.update(sha256 for (sha256,) in connection.execute("SELECT sha256 FROM forgotten"))
    return frozenset(found)


def known_copy(connection: sqlite3.Connection, id: str, sha256: str) -> KnownCopy | None:
    """Return the copy with an id or of a file, that of the file first; None for what was never recorded."""
    found = connection.execute(
        "SELECT key, id, sha256, delegation, brief, edition, language, base, body FROM copies"
        " WHERE sha256 = ?1 OR (?2 <> '' AND id = ?2) ORDER BY sha256 = ?1 DESC, key DESC LIMIT 1",
        (sha256, id),
    ).fetchone()
    if found is None:
        return None
    _, id, sha256, delegation, brief, edition, language, base, body = found
    facts: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for fact, said, tag, text in connection.execute(
        "SELECT s.fact, s.said, w.language, w.text FROM body_sayings b JOIN sayings s ON s.key = b.saying"
        " LEFT JOIN words w ON w.saying = s.key WHERE b.body = ? ORDER BY s.fact, w.language",
        (body,),
    ):
        facts[fact] = said
        if tag is not None:
            words.setdefault(fact, {})[tag] = text
    return KnownCopy(id, sha256, delegation, brief, edition, language, base, facts, words)


def bodies_out(connection: sqlite3.Connection) -> tuple[tuple[str, str, str, str], ...]:
    """Return of what was sent, or may have been: brief, edition, SHA-256 of the body, the day on which it went last."""
    found = connection.execute(
        "SELECT c.brief, c.edition, c.base, max(substr(d.ended, 1, 10)) FROM copies c"
        " JOIN deliveries d ON d.copy = c.key WHERE d.state IN ('sent', 'unknown') AND d.ended <> ''"
        " GROUP BY c.brief, c.edition, c.base ORDER BY 1, 2, 3"
    )
    return tuple(found.fetchall())
