"""A recipient who is to be forgotten: only the hash of each file, and the day, stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.ledger.draft_names import draft_name
from briefgen.deliver.ledger.planning import mark_of
from briefgen.deliver.ledger.tested import tested
from briefgen.errors import DeliveryFailure, EnvironmentFailure, UsageMistake
from briefgen.project import printable


@dataclass(frozen=True)
class Forgotten:
    """Say what was forgotten: how many deliveries, and of how many the hash and day were kept."""

    delegations: tuple[str, ...]
    deliveries: int
    kept: int


def forget(connection: sqlite3.Connection, recipient: str, delegations: Collection[str]) -> Forgotten:
    """Delete a recipient with all that was sent to it; of what was sent, the file's hash and the day stay.

    Tests of its mails bear its id, and are deleted whole: who got them was not the recipient.
    Raises UsageMistake for an unknown recipient, or one whose id stands in several delegations of which none is named;
    DeliveryFailure where something is being sent to it.
    """
    found: list[tuple[int, str, str]] = connection.execute(
        "SELECT key, delegation, id FROM recipients ORDER BY delegation, key"
    ).fetchall()
    chosen = [
        (key, delegation, id)
        for key, delegation, id in found
        if recipient in (id, tested(id)) and (not delegations or delegation in delegations)
    ]
    among = tuple(dict.fromkeys(delegation for _, delegation, _ in chosen))
    if not chosen:
        raise UsageMistake(f'The ledger knows no recipient "{recipient}".', "Recipients: briefgen ledger list")
    if len(among) > 1 and not delegations:
        names = ", ".join(among)
        raise UsageMistake(
            f'"{recipient}" is a recipient of several delegations: {names}.',
            "Name the one that is meant, or each in turn: --delegation NAME",
        )
    deleted = kept = 0
    for key, delegation, name in chosen:
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
            if state in ("sent", "unknown") and not tested(name):
                kept += 1
                connection.execute(
                    "INSERT OR REPLACE INTO forgotten (mark, sha256, day) VALUES (?, ?, ?)",
                    (mark_of(copy_id, delegation, recipient, channel), sha256, day),
                )
            connection.execute("DELETE FROM attempts WHERE delivery = ?", (id,))
            connection.execute("DELETE FROM deliveries WHERE key = ?", (id,))
        deleted += len(rows)
        connection.execute("DELETE FROM recipients WHERE key = ?", (key,))
    return Forgotten(among, deleted, kept)


def remove_drafts(folder: Path, recipient: str, delegations: Collection[str]) -> None:
    """Delete the notes of correction that were drafted for a recipient in the ledger's folder.

    Raises EnvironmentFailure where one cannot be deleted.
    """
    for delegation in delegations:
        name = draft_name(delegation, recipient)
        for facts in _folders(folder / "drafts"):
            try:
                (facts / name).unlink(missing_ok=True)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise EnvironmentFailure(
                    f"The note {printable(name)} in ledger/drafts/{printable(facts.name)} cannot be deleted: {reason}.",
                    "Look at who may write there, then try again; nothing was forgotten.",
                ) from error


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
