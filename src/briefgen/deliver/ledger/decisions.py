"""Approvals and overrides; they are only ever added."""

from __future__ import annotations

import sqlite3

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
