"""What really arrived in a month, read from mailbox, folders, storage and SQLite; nothing here is briefgen's."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from mail_server import Box
from month import GUESTS

End = tuple[str, str, str]
"""A delegation, a channel, a recipient."""
ADDRESSES = {address: (guest.name, id) for guest in GUESTS.values() for id, address in guest.recipients if address}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Arrived:
    """Hold every file that arrived: by whom it reached whom, how often, its bytes."""

    def __init__(self) -> None:
        self.count: dict[End, Counter[str]] = {}
        self.files: dict[str, bytes] = {}

    def take(self, end: End, data: bytes) -> None:
        digest = sha256(data)
        self.count.setdefault(end, Counter())[digest] += 1
        self.files[digest] = data


def arrived(root: Path, box: Box, storage: Any) -> Arrived:
    """Return all that arrived anywhere."""
    found = Arrived()
    for sender, to, data in box.arrived:
        assert sender == "desk@example.org"
        (address,) = to
        delegation, recipient = ADDRESSES[address]
        message = email.message_from_bytes(data, policy=email.policy.SMTP)
        assert address in message["To"]
        for part in message.walk():
            if part.get_content_disposition() == "attachment":
                found.take((delegation, "mail", recipient), part.get_payload(decode=True))
    for folder in sorted((root / "out").iterdir()):
        # After a change, a folder shows again what was given before, so that the latest holds the whole pack.
        given = {sha256(data): data for data in (path.read_bytes() for path in folder.glob("*/*"))}
        for data in given.values():
            found.take((folder.name, "folder", folder.name), data)
    for path in sorted((root / "by-hand").glob("*/*/*")):
        if path.suffix in (".pdf", ".ics"):
            delegation, folder, _ = path.relative_to(root / "by-hand").parts
            found.take((delegation, "messenger", folder.rpartition("-")[0]), path.read_bytes())
    for page in storage.get_paginator("list_objects_v2").paginate(Bucket="packs"):
        for entry in page.get("Contents", ()):
            data = storage.get_object(Bucket="packs", Key=entry["Key"])["Body"].read()
            delegation = entry["Key"].split("/")[0]
            found.take((delegation, "s3", delegation), data)
    return found


def rows_of(root: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the file of the ledger."""
    with sqlite3.connect(root / "ledger" / "ledger.sqlite3") as connection:
        rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def ledger_of(root: Path) -> dict[End, Counter[str]]:
    """Return what the ledger says was sent: SHA-256 by delegation, channel and recipient."""
    found: dict[End, Counter[str]] = {}
    for delegation, channel, recipient, digest in rows_of(
        root,
        "SELECT r.delegation, d.channel, r.id, c.sha256 FROM deliveries d JOIN recipients r ON r.key = d.recipient"
        " JOIN copies c ON c.key = d.copy WHERE d.state = 'sent'",
    ):
        found.setdefault((delegation, channel, recipient), Counter())[digest] += 1
    return found


def first_revision(data: bytes) -> bytes:
    """Return the file to which what is personal was added."""
    return data[: data.index(b"%%EOF") + len(b"%%EOF\n")]


def printed(data: bytes) -> str:
    """Return what the pages of a PDF show, but for what is personal."""
    return _shown(first_revision(data))


@cache
def _shown(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(
            " ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document))
        )
    finally:
        document.close()


CHARACTER = re.compile("[" + "".join(guest.mark for guest in GUESTS.values()) + "]")
WORD = re.compile("|".join(guest.word for guest in GUESTS.values()))
NAMES = {guest.mark: guest.name for guest in GUESTS.values()} | {guest.word: guest.name for guest in GUESTS.values()}
BESIDE = re.compile("例(.)|(.)[团联甲丙]")
"""Where a delegation's character stands in its names; among bytes that are no text, it stands alone by chance too."""


def names_in(data: bytes) -> set[str]:
    """Return the delegations whose names can be read in a file: in its bytes, and in what its streams decode to."""
    base = first_revision(data) if data.startswith(b"%PDF") else data
    return set(_names(base)) | set(_names(data[len(base) :]))


@cache
def _names(data: bytes) -> frozenset[str]:
    found: set[str] = set()
    outside: list[bytes] = []
    at = 0
    for start in re.finditer(rb"(?<!end)stream\r?\n", data):
        if start.start() < at:
            continue  # by chance, in what is packed
        end = data.find(b"endstream", start.end())
        outside.append(data[at : start.end()])
        found |= _in_stream(data[start.end() : end])
        at = end
    outside.append(data[at:])
    written = b"".join(outside)
    for text in (written.decode("utf-8", "replace"), *_wide(written)):
        found |= _named(text)
    return frozenset(found | _by_chance(data))


@cache
def _in_stream(raw: bytes) -> frozenset[str]:
    """Return whose names are in a stream: in its text, and in what its glyphs are said to mean."""
    try:
        held = zlib.decompressobj().decompress(raw)
    except zlib.error:
        held = raw
    found = _by_chance(held)
    with suppress(UnicodeDecodeError):  # a font or a picture
        found |= _named(held.decode("utf-8"))
    if b"beginbf" in held:
        for code in re.findall(rb"<((?:[0-9A-Fa-f]{4})+)>", held):
            found |= _named(bytes.fromhex(code.decode("ascii")).decode("utf-16-be", "replace"))
    return frozenset(found)


def _wide(data: bytes) -> tuple[str, str]:
    return data.decode("utf-16-be", "replace"), data[1:].decode("utf-16-be", "replace")


def _named(text: str) -> set[str]:
    return {NAMES[one] for one in (*CHARACTER.findall(text), *WORD.findall(text))}


def _by_chance(data: bytes) -> set[str]:
    """Return whose names are among bytes that need not be text: letters, and characters beside others of a name."""
    found: set[str] = set()
    for text in (data.decode("utf-8", "replace"), *_wide(data)):
        found |= {NAMES[one] for one in WORD.findall(text)}
        found |= {NAMES[one] for pair in BESIDE.findall(text) for one in pair if one in NAMES}
    return found


def strangers(files: Mapping[str, bytes], owners: Mapping[str, str]) -> tuple[list[tuple[str, str]], Counter[str]]:
    """Return which files, by SHA-256, hold names of delegations that are not theirs; how many hold their own."""
    wrong: list[tuple[str, str]] = []
    own: Counter[str] = Counter()
    for digest, data in files.items():
        found = names_in(data)
        own[owners[digest]] += owners[digest] in found
        wrong += [(digest, name) for name in sorted(found - {owners[digest]})]
    return wrong, own


def message_of(data: bytes) -> str:
    """Return the Message-ID of a message."""
    return str(email.message_from_bytes(data, policy=email.policy.SMTP)["Message-ID"])
