"""Attempts and their outcomes: what is written before anything is sent, and after."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from briefgen.deliver.ledger.faults import AlreadySent, NotToBeSent, OutcomeUnknown
from briefgen.deliver.ledger.records import Attempt, State

_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
SETTLE = "Look whether it arrived, then say so: briefgen ledger settle {} --sent --by NAME, or --not-sent."


def begin(connection: sqlite3.Connection, ids: Sequence[int], message: str, sender: str, now: str) -> Attempt:
    """Set deliveries that go in one message to sending, all or none.

    Raises AlreadySent, OutcomeUnknown or NotToBeSent for the first that must not be sent, KeyError for an unknown one.
    """
    numbers: list[int] = []
    for id in ids:
        state, attempts = _standing(connection, id)
        _refuse(id, state)
        numbers.append(attempts + 1)
        connection.execute(
            "UPDATE deliveries SET state = 'sending', message = ?, started = ?, ended = '', attempts = ?, sender = ?,"
            " temporary = 0, reason = '', receipt = '' WHERE key = ?",
            (message, now, attempts + 1, sender, id),
        )
        connection.execute(
            "INSERT INTO attempts (delivery, number, message, sender, started) VALUES (?, ?, ?, ?, ?)",
            (id, attempts + 1, message, sender, now),
        )
    return Attempt(tuple(ids), tuple(numbers), message)


def end(
    connection: sqlite3.Connection,
    ids: Sequence[int],
    state: State,
    sender: str,
    now: str,
    *,
    reason: str = "",
    receipt: str = "",
    temporary: bool = False,
) -> None:
    """Record the outcome of attempts of this sender; raise OutcomeUnknown where one of them is not its own."""
    for id in ids:
        standing, attempts = _standing(connection, id)
        own = connection.execute("SELECT sender FROM deliveries WHERE key = ?", (id,)).fetchone()[0] == sender != ""
        if standing not in ("sending", "unknown") or not own:
            raise OutcomeUnknown(f"Delivery {id} is {standing}, and was not being sent here.", SETTLE.format(id))
        record(
            connection, id, attempts, state, now,
            reason=_plain(connection, id, reason), receipt=_plain(connection, id, receipt), temporary=temporary,
        )  # fmt: skip


def record(
    connection: sqlite3.Connection,
    id: int,
    attempt: int,
    state: State,
    now: str,
    *,
    reason: str = "",
    receipt: str = "",
    temporary: bool = False,
) -> None:
    """Write an outcome to a delivery and to its last attempt."""
    connection.execute(
        "UPDATE deliveries SET state = ?, ended = ?, reason = ?, receipt = ?, temporary = ? WHERE key = ?",
        (state, now, reason, receipt, int(temporary), id),
    )
    connection.execute(
        "UPDATE attempts SET ended = ?, outcome = ?, reason = ? WHERE delivery = ? AND number = ?",
        (now, state, reason, id, attempt),
    )


def leave(connection: sqlite3.Connection, sender: str, now: str, reason: str) -> list[int]:
    """Set what a sender left in sending to unknown; return the ids."""
    found = connection.execute(
        "SELECT key, attempts FROM deliveries WHERE state = 'sending' AND sender = ? ORDER BY key", (sender,)
    ).fetchall()
    for id, attempts in found:
        record(connection, id, attempts, "unknown", now, reason=reason)
    return [id for id, _ in found]


def _standing(connection: sqlite3.Connection, id: int) -> tuple[State, int]:
    found = connection.execute("SELECT state, attempts FROM deliveries WHERE key = ?", (id,)).fetchone()
    if found is None:
        raise KeyError(id)
    return found


def _refuse(id: int, state: State) -> None:
    if state == "sent":
        raise AlreadySent(f"Delivery {id} was sent already.", "Nothing is to be done.")
    if state == "superseded":
        raise NotToBeSent(f"A newer copy has taken the place of delivery {id}.", "Send the newer one.")
    if state == "sending":
        raise OutcomeUnknown(f"Delivery {id} is being sent just now.", "Wait until that has ended.")
    if state == "unknown":
        raise OutcomeUnknown(f"Nobody knows whether delivery {id} arrived.", SETTLE.format(id))


def _plain(connection: sqlite3.Connection, id: int, text: str) -> str:
    """Return what another program said without addresses of people; the recipient's stands as its id."""
    if not text:
        return text
    address, recipient = connection.execute(
        "SELECT d.address, r.id FROM deliveries d JOIN recipients r ON r.key = d.recipient WHERE d.key = ?", (id,)
    ).fetchone()
    return without_addresses(text, address, recipient)


def without_addresses(text: str, address: str = "", recipient: str = "") -> str:
    """Return what another program said with `recipient` in place of that address, and nothing told of others."""
    if address:
        text = re.sub(re.escape(address), recipient, text, flags=re.IGNORECASE)
    return _ADDRESS.sub("(address)", text)
