"""The tables of the ledger, and how they grew: each step takes a file from one version to the next."""

from __future__ import annotations

import sqlite3

from briefgen.pipeline import growing

APPLICATION = 0x62676C64
"""What marks a file of SQLite as a ledger of briefgen: "bgld"."""
NAME = "The ledger"
HINT = "Put a backup of the ledger in the place of the file."

_FIRST = (
    # What a fact said, once for all copies; its words by language, for notes to those who hold it.
    "CREATE TABLE sayings (key INTEGER PRIMARY KEY, fact TEXT NOT NULL, said TEXT NOT NULL, UNIQUE (fact, said))",
    """CREATE TABLE words (saying INTEGER NOT NULL REFERENCES sayings, language TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (saying, language)) WITHOUT ROWID""",
    # All that is said in a copy, once for all copies that say the same: a thousand copies have one body.
    "CREATE TABLE bodies (key INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE)",
    """CREATE TABLE body_sayings (saying INTEGER NOT NULL REFERENCES sayings, body INTEGER NOT NULL REFERENCES bodies,
        PRIMARY KEY (saying, body)) WITHOUT ROWID""",
    """CREATE TABLE copies (key INTEGER PRIMARY KEY, id TEXT NOT NULL, sha256 TEXT NOT NULL, delegation TEXT NOT NULL,
        brief TEXT NOT NULL, edition TEXT NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
        base TEXT NOT NULL, body INTEGER NOT NULL REFERENCES bodies, recorded TEXT NOT NULL, UNIQUE (id, sha256))""",
    "CREATE INDEX copies_by_body ON copies (body)",
    "CREATE INDEX copies_by_brief ON copies (delegation, brief, language)",
    "CREATE INDEX copies_by_sha256 ON copies (sha256)",
    """CREATE TABLE recipients (key INTEGER PRIMARY KEY, delegation TEXT NOT NULL, id TEXT NOT NULL,
        UNIQUE (id, delegation))""",
    """CREATE TABLE deliveries (key INTEGER PRIMARY KEY AUTOINCREMENT, copy INTEGER NOT NULL REFERENCES copies,
        recipient INTEGER NOT NULL REFERENCES recipients, channel TEXT NOT NULL, address TEXT NOT NULL,
        language TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'superseded', 'unknown')),
        message TEXT NOT NULL DEFAULT '', planned TEXT NOT NULL, started TEXT NOT NULL DEFAULT '',
        ended TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0, temporary INTEGER NOT NULL DEFAULT 0,
        reason TEXT NOT NULL DEFAULT '', receipt TEXT NOT NULL DEFAULT '', sender TEXT NOT NULL DEFAULT '',
        UNIQUE (copy, recipient, channel))""",
    "CREATE INDEX deliveries_by_recipient ON deliveries (recipient)",
    "CREATE INDEX deliveries_by_state ON deliveries (state)",
    # Holds all that `holdings` asks for, so that the deliveries themselves, which are wide, are not read.
    "CREATE INDEX deliveries_by_copy ON deliveries (copy, state, recipient, channel, started, ended)",
    "CREATE INDEX deliveries_by_message ON deliveries (message) WHERE message <> ''",
    """CREATE TABLE attempts (key INTEGER PRIMARY KEY, delivery INTEGER NOT NULL REFERENCES deliveries,
        number INTEGER NOT NULL, message TEXT NOT NULL, sender TEXT NOT NULL, started TEXT NOT NULL,
        ended TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
        UNIQUE (delivery, number))""",
    # Of who was forgotten: which file, when, and a mark by which the same is not sent to the same person again.
    """CREATE TABLE forgotten (mark TEXT PRIMARY KEY, sha256 TEXT NOT NULL, day TEXT NOT NULL) WITHOUT ROWID""",
)
_DECISIONS = (
    """CREATE TABLE approvals (key INTEGER PRIMARY KEY, brief TEXT NOT NULL, edition TEXT NOT NULL,
        language TEXT NOT NULL, content TEXT NOT NULL, approver TEXT NOT NULL, scan TEXT NOT NULL, note TEXT NOT NULL,
        at TEXT NOT NULL)""",
    "CREATE INDEX approvals_by_edition ON approvals (edition, language)",
    """CREATE TABLE overrides (key INTEGER PRIMARY KEY, gate TEXT NOT NULL, what TEXT NOT NULL, reason TEXT NOT NULL,
        overrider TEXT NOT NULL, at TEXT NOT NULL)""",
)
_CONTENTS = (
    # What the readers of a body are given, as approvals know it; copies have the SHA-256 of their body.
    """CREATE TABLE contents (base TEXT NOT NULL, brief TEXT NOT NULL, language TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (base, brief, language, content)) WITHOUT ROWID""",
)
STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _DECISIONS, _CONTENTS)
"""What leads from each version to the next; version 0 is an empty file. Steps are only ever added."""
VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 of an empty file. Raises EnvironmentFailure as `growing.version_of` does."""
    return growing.version_of(connection, APPLICATION, STEPS, NAME, HINT)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this version in one transaction; another process may be doing the same."""
    growing.grow(connection, APPLICATION, STEPS, NAME, HINT)
