"""Outcomes that nobody knew, and that somebody has looked up."""

from __future__ import annotations

import sqlite3

from briefgen.deliver.ledger.records import State
from briefgen.deliver.ledger.sending import record
from briefgen.errors import DeliveryFailure, UsageMistake

_FOUND = """SELECT d.key, d.state, d.attempts FROM deliveries d JOIN copies c ON c.key = d.copy
    JOIN recipients r ON r.key = d.recipient WHERE {} ORDER BY d.key"""
_BY_COPY = "(c.id = :what OR c.sha256 = :what) AND (:recipient = '' OR r.id = :recipient)"
_BY_MESSAGE = "d.message <> '' AND d.message IN (:what, '<' || :what || '>') AND (:recipient = '' OR r.id = :recipient)"
_BY_NUMBER = "d.key = CAST(:what AS INTEGER)"


def settle(connection: sqlite3.Connection, what: str, recipient: str, *, sent: bool, by: str, now: str) -> list[int]:
    """Set deliveries of unknown outcome to sent, or to failed so that they can be sent again; return their ids.

    `what` is a Message-ID, the number of a delivery, or a copy by its id or SHA-256, to `recipient` where one is given.
    Raises UsageMistake where there is no such delivery or its outcome is known, DeliveryFailure where it is being sent.
    """
    found: list[tuple[int, State, int]] = []
    for where in (_BY_MESSAGE, *([_BY_NUMBER] if what.isdecimal() and len(what) < 16 else ()), _BY_COPY):
        if not found:
            values = {"what": what, "recipient": recipient}
            found = connection.execute(_FOUND.format(where), values).fetchall()
    if not found:
        raise UsageMistake(
            f'The ledger knows no delivery "{what}".', "The deliveries: briefgen ledger list --state unknown"
        )
    if any(state == "sending" for _, state, _ in found):
        raise DeliveryFailure(f'"{what}" is being sent just now.', "Wait until that has ended.")
    unknown = [(id, attempts) for id, state, attempts in found if state == "unknown"]
    if not unknown:
        states = ", ".join(sorted({state for _, state, _ in found}))
        raise UsageMistake(f'The outcome of "{what}" is known: {states}.', "There is nothing to settle.")
    word = "sent" if sent else "not sent"
    for id, attempts in unknown:
        record(connection, id, attempts, "sent" if sent else "failed", now, reason=f"settled as {word} by {by}")
        if sent:  # it arrived when it was sent, not when somebody looked
            connection.execute("UPDATE deliveries SET ended = started WHERE key = ?", (id,))
    return [id for id, _ in unknown]
