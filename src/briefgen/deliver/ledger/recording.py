"""Copies, and what the facts in them say."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping

from briefgen.deliver.copies import Copy

Words = Mapping[str, Mapping[str, str]]
"""What facts say in words: a text for each language tag, by the id of the fact."""


def record_copy(connection: sqlite3.Connection, copy: Copy, words: Words, now: str) -> None:
    """Record a copy; one that is known already is left as it is."""
    known = connection.execute("SELECT 1 FROM copies WHERE id = ? AND sha256 = ?", (copy.id, copy.sha256)).fetchone()
    if known is None:
        body = _body(connection, copy.facts)
        connection.execute(
            "INSERT INTO copies (id, sha256, delegation, brief, edition, language, name, size, base, body, recorded)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (copy.id, copy.sha256, copy.delegation, copy.brief, copy.edition, copy.language, copy.name, copy.size,
             copy.base, body, now),
        )  # fmt: skip
    for fact, texts in words.items():
        if fact in copy.facts:
            saying = _saying(connection, fact, copy.facts[fact])
            rows = [(saying, language, text) for language, text in texts.items()]
            connection.executemany("INSERT OR IGNORE INTO words (saying, language, text) VALUES (?, ?, ?)", rows)


def _body(connection: sqlite3.Connection, facts: Mapping[str, str]) -> int:
    written = "\n".join(f"{fact} {said}" for fact, said in sorted(facts.items()))
    digest = hashlib.sha256(written.encode()).hexdigest()
    found = connection.execute("SELECT key FROM bodies WHERE digest = ?", (digest,)).fetchone()
    if found is not None:
        return found[0]
    made = connection.execute("INSERT INTO bodies (digest) VALUES (?) RETURNING key", (digest,)).fetchone()
    rows = [(_saying(connection, fact, said), made[0]) for fact, said in facts.items()]
    connection.executemany("INSERT INTO body_sayings (saying, body) VALUES (?, ?)", rows)
    return made[0]


def _saying(connection: sqlite3.Connection, fact: str, said: str) -> int:
    connection.execute("INSERT OR IGNORE INTO sayings (fact, said) VALUES (?, ?)", (fact, said))
    return connection.execute("SELECT key FROM sayings WHERE fact = ? AND said = ?", (fact, said)).fetchone()[0]
