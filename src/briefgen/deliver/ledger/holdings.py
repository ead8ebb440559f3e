"""Who holds a copy in which a fact says what it no longer says."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.deliver.ledger.records import Holding
from briefgen.deliver.ledger.tested import tested

# CROSS JOIN keeps this order: from the few sayings of a fact to the copies that say so, to who has them.
_COPIES = """FROM sayings s CROSS JOIN body_sayings b ON b.saying = s.key CROSS JOIN copies c ON c.body = b.body"""
_OLD_COPIES = f"""SELECT c.key, c.delegation, c.brief, c.edition, c.language, c.id, s.said {_COPIES}
    WHERE s.fact = ? AND s.said <> ?"""
_NEW_COPIES = f"SELECT c.key, c.brief, c.language {_COPIES} WHERE s.fact = ? AND s.said = ?"
_DELIVERIES = "CROSS JOIN deliveries d INDEXED BY deliveries_by_copy ON d.copy = c.key"
_OLD = f"""SELECT d.key, d.copy, d.recipient, d.channel, d.state, d.started, d.ended {_COPIES} {_DELIVERIES}
    WHERE s.fact = ? AND s.said <> ? AND d.state IN ('sent', 'unknown', 'sending')"""
_NEW = (
    f"SELECT d.copy, d.recipient, d.ended {_COPIES} {_DELIVERIES} WHERE s.fact = ? AND s.said = ? AND d.state = 'sent'"
)
_FORGOTTEN = """SELECT count(*) FROM forgotten f WHERE f.sha256 IN (SELECT c.sha256 FROM sayings s
    CROSS JOIN body_sayings b ON b.saying = s.key CROSS JOIN copies c ON c.body = b.body
    WHERE s.fact = ? AND s.said <> ?)"""


@dataclass(frozen=True)
class Holdings:
    """Hold who has old numbers of a fact, and how many copies went to people who were forgotten since.

    `words`: what old copies say, by digest and language, as far as it was recorded.
    """

    held: tuple[Holding, ...]
    forgotten: int
    words: Mapping[str, Mapping[str, str]]


def holdings(connection: sqlite3.Connection, fact: str, said: str) -> Holdings:
    """Return who holds copies in which a fact says anything else than it says today, by digest."""
    rows = sorted(connection.execute(_OLD, (fact, said)).fetchall())
    held: list[Holding] = []
    if rows:
        copies = {key: about for key, *about in connection.execute(_OLD_COPIES, (fact, said))}
        recipients: dict[int, str] = dict(connection.execute("SELECT key, id FROM recipients").fetchall())
        later = _corrected(connection, fact, said)
        for id, key, who, channel, state, started, ended in rows:
            if tested(recipients[who]):  # whoever looked at a test holds nothing for the recipient
                continue
            delegation, brief, edition, language, copy, old = copies[key]
            since = ended if state == "sent" else started
            corrected = later.get((who, brief, language), "")
            held.append(
                Holding(
                    id, delegation, recipients[who], channel, brief, edition, language, copy, state == "sent", since,
                    old, corrected if corrected >= since else "",
                )
            )  # fmt: skip
    forgotten = connection.execute(_FORGOTTEN, (fact, said)).fetchone()[0]
    words: dict[str, dict[str, str]] = {}
    for old, language, text in connection.execute(
        "SELECT s.said, w.language, w.text FROM sayings s JOIN words w ON w.saying = s.key WHERE s.fact = ?", (fact,)
    ):
        words.setdefault(old, {})[language] = text
    return Holdings(tuple(held), forgotten, words)


def _corrected(connection: sqlite3.Connection, fact: str, said: str) -> dict[tuple[int, str, str], str]:
    """Return when recipients were last sent copies in which a fact says what it says today, by brief and language."""
    copies = {key: (brief, language) for key, brief, language in connection.execute(_NEW_COPIES, (fact, said))}
    found: dict[tuple[int, str, str], str] = {}
    for key, who, ended in connection.execute(_NEW, (fact, said)):
        about = (who, *copies[key])
        if ended > found.get(about, ""):
            found[about] = ended
    return found


def knows(connection: sqlite3.Connection, fact: str) -> bool:
    """Say whether a recorded copy prints a fact."""
    return connection.execute("SELECT 1 FROM sayings WHERE fact = ? LIMIT 1", (fact,)).fetchone() is not None


def newest(connection: sqlite3.Connection, fact: str, said: str, holding: Holding) -> str:
    """Return the code of the newest edition, made for a delegation, that says what a fact says today; "" for none.

    What the holder was sent before is left out: it is not sent again.
    """
    found = connection.execute(
        "SELECT c.edition FROM copies c JOIN body_sayings b ON b.body = c.body JOIN sayings s ON s.key = b.saying"
        " WHERE c.delegation = ? AND c.brief = ? AND c.language = ? AND s.fact = ? AND s.said = ?"
        " AND (c.id, c.body) NOT IN (SELECT o.id, o.body FROM deliveries d JOIN copies o ON o.key = d.copy"
        " JOIN recipients r ON r.key = d.recipient WHERE r.delegation = ? AND r.id = ? AND d.channel = ?"
        " AND d.state IN ('sent', 'unknown', 'sending')) ORDER BY c.key DESC LIMIT 1",
        (holding.delegation, holding.brief, holding.language, fact, said,
         holding.delegation, holding.recipient, holding.channel),
    ).fetchone()  # fmt: skip
    return found[0] if found else ""
