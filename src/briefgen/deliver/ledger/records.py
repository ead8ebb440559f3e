"""What is handed to the ledger and what it hands out; moments are in UTC, such as 2026-11-23T03:54:00Z, or ""."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["planned", "sending", "sent", "failed", "superseded", "unknown"]
STATES: tuple[State, ...] = ("planned", "sending", "sent", "failed", "superseded", "unknown")


@dataclass(frozen=True)
class Planned:
    """Say what is to go to whom: a copy by its id, a recipient of its delegation, and the way."""

    copy_id: str
    recipient_id: str
    address: str = field(repr=False)
    language: str
    channel: str


@dataclass(frozen=True)
class Delivery:
    """Hold what is known of one copy for one recipient by one channel.

    `temporary`: whether it failed for a reason that may pass. `started` and `ended` are those of the last attempt;
    of a sent one, `ended` is when it was accepted.
    """

    id: int
    delegation: str
    recipient: str
    channel: str
    state: State
    brief: str
    edition: str
    language: str
    copy_id: str
    sha256: str
    name: str
    address: str = field(repr=False)
    recipient_language: str
    message_id: str
    planned: str
    started: str
    ended: str
    attempts: int
    temporary: bool
    reason: str
    receipt: str


@dataclass(frozen=True)
class KnownCopy:
    """Hold a finished file that was made for a delegation, and what the facts in it say.

    `facts`: the digest of what each says, by id (`copies.said`); `words`: the same in words by language, where known.
    `base`: the SHA-256 of the file that its body comes from.
    """

    id: str
    sha256: str
    delegation: str
    brief: str
    edition: str
    language: str
    base: str
    facts: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Attempt:
    """Hold one attempt: the deliveries that it is about, which attempt of each it is, and the id of its message."""

    deliveries: tuple[int, ...]
    numbers: tuple[int, ...]
    message_id: str


@dataclass(frozen=True)
class Approval:
    """Hold that somebody approved an edition in a language.

    `content` is the digest of what was approved; `scan` the SHA-256 of the signed sheet, "" where there is none;
    `at` is set by the ledger.
    """

    brief: str
    edition: str
    language: str
    content: str
    by: str
    scan: str = ""
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Override:
    """Hold that somebody let something pass a gate: which gate, what, why, who, when."""

    gate: str
    what: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class Holding:
    """Hold that a recipient has a copy with an old number.

    `certain`: whether it is known to have arrived. `since`: when it was sent. `said`: the digest of what it says.
    `corrected`: when a copy of the same brief with today's number was sent to the same recipient; "" where none was.
    """

    delivery: int
    delegation: str
    recipient: str
    channel: str
    brief: str
    edition: str
    language: str
    copy_id: str
    certain: bool
    since: str
    said: str
    corrected: str
