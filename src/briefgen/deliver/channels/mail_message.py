"""A message as the bytes that a server takes: text, the same as HTML, and attachments.

Everything is ASCII in short lines, so that no server on the way has a reason to change it. Addresses are taken as they
are: who passes one has made sure that it is an address.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from briefgen.deliver.channels.mail_headers import disposition, mailbox, plain_name, typed, unstructured

TYPES = {
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}
"""The types of files by ending; others go as bytes of no type."""
_LINE = 76
_OWN_HEADS = 2000
"""Bytes at most of the heads that a message or an attachment has of its own, for foreseeing sizes."""


@dataclass(frozen=True)
class Attachment:
    """Hold a file: its name for people, the stem of one in plain ASCII, its bytes."""

    name: str
    stem: str
    data: bytes


@dataclass(frozen=True)
class Message:
    """Hold a message before it is written: names and addresses of both sides, and what it says.

    `id`: its Message-ID, in angle brackets. `when`: in UTC.
    """

    id: str
    when: datetime
    sender: tuple[str, str]
    recipient: tuple[str, str]
    language: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def written(message: Message) -> bytes:
    """Return the bytes of a message, with the line ends of the wire (RFC 5322)."""
    lines = [
        f"Date: {format_datetime(message.when)}",
        f"From: {mailbox(*message.sender)}",
        f"To: {mailbox(*message.recipient)}",
        f"Subject: {unstructured(message.subject)}",
        f"Message-ID: {message.id}",
        "MIME-Version: 1.0",
        f"Content-Language: {message.language}",
        *_bodies(message),
        "",
    ]
    return "\r\n".join(lines).encode("utf-8")


def foreseen_size(sizes: list[int], words: int) -> int:
    """Return how many bytes a message has at most, from the sizes of its attachments and of what it says."""
    return sum(_in_base64(size) + _OWN_HEADS for size in (*sizes, words))


def _bodies(message: Message) -> Iterator[str]:
    key = sha256(message.id.encode()).hexdigest()[:32]
    if message.attachments:
        yield f'Content-Type: multipart/mixed;\r\n boundary="{_mark(key, "m")}"'
        yield ""
        yield f"--{_mark(key, 'm')}"
    yield f'Content-Type: multipart/alternative;\r\n boundary="{_mark(key, "a")}"'
    yield ""
    for kind, text in (("plain", message.text), ("html", message.html)):
        yield f"--{_mark(key, 'a')}"
        yield f"Content-Type: text/{kind}; charset=utf-8"
        yield from _coded(text.replace("\n", "\r\n").encode("utf-8", "replace"))
    yield f"--{_mark(key, 'a')}--"
    for attachment in message.attachments:
        ending = attachment.name.rpartition(".")[2].lower()
        kind = TYPES.get(f".{ending}", "application/octet-stream")
        yield f"--{_mark(key, 'm')}"
        yield f"Content-Type: {typed(kind, attachment.name)}"
        plain = plain_name(attachment.name, attachment.stem)
        yield f"Content-Disposition: {disposition(attachment.name, plain)}"
        yield from _coded(attachment.data)
    if message.attachments:
        yield f"--{_mark(key, 'm')}--"


def _coded(data: bytes) -> Iterator[str]:
    yield "Content-Transfer-Encoding: base64"
    yield ""
    text = base64.b64encode(data).decode("ascii")
    yield "\r\n".join(text[start : start + _LINE] for start in range(0, len(text), _LINE))


def _mark(key: str, which: str) -> str:
    """Return a boundary; `=_` occurs in nothing that is coded in base64 (RFC 2045, section 6.7)."""
    return f"=_{which}_{key}"


def _in_base64(size: int) -> int:
    coded = -(-size // 3) * 4
    return coded + -(-coded // _LINE) * 2
