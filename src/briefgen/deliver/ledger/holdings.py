"""Who holds a copy in which a fact says what it no longer says."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.deliver.ledger.records import Holding

# CROSS JOIN keeps this order: from the few sayings of a fact to the copies that say so, to who has them.
_PATH = """FROM sayings s CROSS JOIN body_sayings b ON b.saying = s.key CROSS JOIN copies c ON c.body = b.body
    CROSS JOIN deliveries d ON d.copy = c.key"""
_OLD = f"""SELECT d.key, c.delegation, d.recipient, d.channel, c.brief, c.edition, c.language, c.id, d.state,
    CASE d.state WHEN 'sent' THEN d.ended ELSE d.started END, s.said
    {_PATH} WHERE s.fact = ? AND s.said <> ? AND d.state IN ('sent', 'unknown', 'sending') ORDER BY d.key"""
_NEW = f"""SELECT d.recipient, c.brief, c.language, max(d.ended)
    {_PATH} WHERE s.fact = ? AND s.said = ? AND d.state = 'sent' GROUP BY d.recipient, c.brief, c.language"""
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
    recipients: dict[int, str] = {}
    rows = connection.execute(_OLD, (fact, said)).fetchall()
    corrected: dict[tuple[int, str, str], str] = {}
    if rows:
        recipients = dict(connection.execute("SELECT key, id FROM recipients"))
        found = connection.execute(_NEW, (fact, said))
        corrected = {(who, brief, language): at for who, brief, language, at in found}
    held: list[Holding] = []
    for id, delegation, who, channel, brief, edition, language, copy, state, since, old in rows:
        later = corrected.get((who, brief, language), "")
        held.append(
            Holding(
                id, delegation, recipients[who], channel, brief, edition, language, copy, state == "sent", since, old,
                later if later >= since else "",
            )
        )  # fmt: skip
    forgotten = connection.execute(_FORGOTTEN, (fact, said)).fetchone()[0]
    words: dict[str, dict[str, str]] = {}
    for old, language, text in connection.execute(
        "SELECT s.said, w.language, w.text FROM sayings s JOIN words w ON w.saying = s.key WHERE s.fact = ?", (fact,)
    ):
        words.setdefault(old, {})[language] = text
    return Holdings(tuple(held), forgotten, words)


def knows(connection: sqlite3.Connection, fact: str) -> bool:
    """Say whether a recorded copy prints a fact."""
    return connection.execute("SELECT 1 FROM sayings WHERE fact = ? LIMIT 1", (fact,)).fetchone() is not None


def newest(connection: sqlite3.Connection, fact: str, said: str, delegation: str, brief: str, language: str) -> str:
    """Return the code of the newest edition, made for a delegation, that says what a fact says today; "" for none."""
    found = connection.execute(
        "SELECT c.edition FROM copies c JOIN body_sayings b ON b.body = c.body JOIN sayings s ON s.key = b.saying"
        " WHERE c.delegation = ? AND c.brief = ? AND c.language = ? AND s.fact = ? AND s.said = ?"
        " ORDER BY c.key DESC LIMIT 1",
        (delegation, brief, language, fact, said),
    ).fetchone()
    return found[0] if found else ""
