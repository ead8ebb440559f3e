"""Approvals, what bodies give their readers, and overrides; they are only ever added."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from briefgen.deliver.ledger.records import Approval, Override


def approve(connection: sqlite3.Connection, approval: Approval, now: str) -> None:
    """Record an approval."""
    connection.execute(
        "INSERT INTO approvals (brief, edition, language, content, approver, scan, note, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            approval.brief,
            approval.edition,
            approval.language,
            approval.content,
            approval.by,
            approval.scan,
            approval.note,
            now,
        ),
    )


def approvals(connection: sqlite3.Connection, brief: str, edition: str, language: str) -> tuple[Approval, ...]:
    """Return approvals, the oldest first; "" stands for any."""
    found = connection.execute(
        "SELECT brief, edition, language, content, approver, scan, note, at FROM approvals"
        " WHERE (?1 = '' OR brief = ?1) AND (?2 = '' OR edition = ?2) AND (?3 = '' OR language = ?3) ORDER BY key",
        (brief, edition, language),
    )
    return tuple(Approval(*row) for row in found.fetchall())


def record_contents(connection: sqlite3.Connection, base: str, brief: str, contents: Mapping[str, str]) -> None:
    """Record what the readers of a body are given: the digests that approvals bind to, by language."""
    connection.executemany(
        "INSERT OR IGNORE INTO contents (base, brief, language, content) VALUES (?, ?, ?, ?)",
        [(base, brief, language, content) for language, content in contents.items()],
    )


def contents(connection: sqlite3.Connection, base: str, brief: str, language: str) -> frozenset[str]:
    """Return the digests of what a body gives the readers of a language; several that are the same on its pages."""
    found = connection.execute(
        "SELECT content FROM contents WHERE base = ? AND brief = ? AND language = ?", (base, brief, language)
    )
    return frozenset(content for (content,) in found.fetchall())


def override(connection: sqlite3.Connection, found: Override) -> None:
    """Record that somebody let something pass a gate."""
    values = (found.gate, found.what, found.reason, found.by, found.at)
    connection.execute("INSERT INTO overrides (gate, what, reason, overrider, at) VALUES (?, ?, ?, ?, ?)", values)


def overrides(connection: sqlite3.Connection, gate: str, what: str) -> tuple[Override, ...]:
    """Return overrides, the oldest first; "" stands for any."""
    found = connection.execute(
        "SELECT gate, what, reason, overrider, at FROM overrides WHERE (?1 = '' OR gate = ?1)"
        " AND (?2 = '' OR what = ?2) ORDER BY key",
        (gate, what),
    )
    return tuple(Override(*row) for row in found.fetchall())
