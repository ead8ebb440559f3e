"""A recipient who is to be forgotten: only the hash of each file, and the day, stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from briefgen.deliver.ledger.planning import mark_of
from briefgen.errors import DeliveryFailure, UsageMistake


@dataclass(frozen=True)
class Forgotten:
    """Say what was forgotten: how many deliveries, and of how many the hash and day were kept."""

    delegations: tuple[str, ...]
    deliveries: int
    kept: int


def forget(connection: sqlite3.Connection, recipient: str, delegations: Collection[str]) -> Forgotten:
    """Delete a recipient with all that was sent to it; of what was sent, the file's hash and the day stay.

    Raises UsageMistake for an unknown recipient, or one whose id stands in several delegations of which none is named;
    DeliveryFailure where something is being sent to it.
    """
    found: list[tuple[int, str]] = connection.execute(
        "SELECT key, delegation FROM recipients WHERE id = ? ORDER BY delegation", (recipient,)
    ).fetchall()
    chosen = [(key, delegation) for key, delegation in found if not delegations or delegation in delegations]
    if not chosen:
        raise UsageMistake(f'The ledger knows no recipient "{recipient}".', "Recipients: briefgen ledger list")
    if len(chosen) > 1 and not delegations:
        names = ", ".join(delegation for _, delegation in chosen)
        raise UsageMistake(
            f'"{recipient}" is a recipient of several delegations: {names}.',
            "Name the one that is meant, or each in turn: --delegation NAME",
        )
    deleted = kept = 0
    for key, delegation in chosen:
        rows = connection.execute(
            "SELECT d.key, d.state, c.id, c.sha256, d.channel, substr(d.ended, 1, 10) FROM deliveries d"
            " JOIN copies c ON c.key = d.copy WHERE d.recipient = ?",
            (key,),
        ).fetchall()
        if any(state == "sending" for _, state, *_ in rows):
            raise DeliveryFailure(
                f"Something is being sent to {recipient} just now.", "Wait until that has ended, then try again."
            )
        for id, state, copy_id, sha256, channel, day in rows:
            if state in ("sent", "unknown"):
                kept += 1
                connection.execute(
                    "INSERT OR REPLACE INTO forgotten (mark, sha256, day) VALUES (?, ?, ?)",
                    (mark_of(copy_id, delegation, recipient, channel), sha256, day),
                )
            connection.execute("DELETE FROM attempts WHERE delivery = ?", (id,))
            connection.execute("DELETE FROM deliveries WHERE key = ?", (id,))
        deleted += len(rows)
        connection.execute("DELETE FROM recipients WHERE key = ?", (key,))
    return Forgotten(tuple(delegation for _, delegation in chosen), deleted, kept)
