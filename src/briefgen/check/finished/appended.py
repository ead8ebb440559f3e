"""What stands behind the bytes of a base in a copy: one update, taken apart without trusting whoever wrote it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import NoReturn

END = re.compile(rb"startxref\n([0-9]{1,10})\n%%EOF\n\Z")
ANY_END = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
STREAM = re.compile(rb"([0-9]{1,9}) 0 obj\n<<([^\n]*)>>\nstream\n")
TABLE = re.compile(rb"xref\n((?:[0-9 n\n]+))trailer\n<<([^\n]*)>>\n")
SECTION = re.compile(rb"([0-9]+) ([0-9]+)\n")
IDENTITY = re.compile(rb"/ID \[<([0-9a-f]{32})> <([0-9a-f]{32})>\]")
ROW = 6
"""Bytes of an entry in a stream of cross-references: its kind, its place in four, its generation."""
SURE = 4096


class NotAppended(ValueError):
    """Tell in what a file is not a base with one update behind it."""


@dataclass(frozen=True)
class Appended:
    """Hold an update: the numbers of its objects, those of cross-references apart, and what its trailer says.

    `size`: the first number that the copy leaves free; `root` and `information` as they are written, "" for none.
    """

    numbers: frozenset[int]
    references: int | None
    size: int
    root: str
    information: str
    origin: bytes


def read_appended(base: bytes, data: bytes) -> Appended:
    """Return the update of a copy.

    Each of its objects stands where its cross-references say, nothing stands between them, and its identifier is that
    of its bytes. Raises NotAppended.
    """
    if not data.startswith(base):
        _refuse("Its beginning is not the verified base, byte for byte.")
    begin = len(base) + (not base.endswith(b"\n"))
    end, before = END.search(data, max(begin, len(data) - SURE)), ANY_END.search(base, max(0, len(base) - SURE))
    if end is None or before is None:
        _refuse("Its last lines do not say where its cross-references stand.")
    start = int(end[1])
    places, references, entries = (
        _table(data, start, end.start()) if data.startswith(b"xref", start) else _stream(data, start, end.start())
    )
    if _number(entries, rb"/Prev ([0-9]+)") != int(before[1]):
        _refuse("Its cross-references do not lead on to those of the base.")
    at = begin
    for number, place in sorted(places.items(), key=lambda pair: pair[1]):
        head = b"%d 0 obj\n" % number
        if place != at or not data.startswith(head, place):
            _refuse(f"Object {number} does not stand where its cross-references say.")
        others = [other for other in places.values() if other > place]
        at = min(others, default=start)
        if not data.endswith(b"\nendobj\n", place, at):
            _refuse(f"Object {number} has no end.")
    if at != start:
        _refuse("Something stands between its objects.")
    origin = _identified(data, start)
    root, information = _reference(entries, rb"/Root"), _reference(entries, rb"/Info")
    size = _number(entries, rb"/Size ([0-9]+)")
    return Appended(frozenset(places), references, size, root, information, origin)


def _identified(data: bytes, start: int) -> bytes:
    """Return the part of the identifier that tells of the base; the other one is reckoned from all bytes."""
    found = IDENTITY.search(data, start)
    if found is None:
        _refuse("It has no identifier.")
    first, last = found.span(2)
    digest = hashlib.sha256(data[:first])
    digest.update(b"0" * 32)
    digest.update(data[last:])
    if digest.digest()[:16].hex().encode("ascii") != found[2]:
        _refuse("A byte of it is another than when it was made.")
    return bytes.fromhex(found[1].decode("ascii"))


def _stream(data: bytes, start: int, end: int) -> tuple[dict[int, int], int, bytes]:
    head = STREAM.match(data, start, end)
    if head is None or b"/Type /XRef" not in head[2] or b"/W [1 4 1]" not in head[2]:
        _refuse("Its cross-references cannot be read.")
    index = re.search(rb"/Index \[([0-9 ]+)\]", head[2])
    rows = data[head.end() : head.end() + _number(head[2], rb"/Length ([0-9]+)")]
    if index is None or data[head.end() + len(rows) : end] != b"\nendstream\nendobj\n":
        _refuse("Its cross-references cannot be read.")
    pairs = list(map(int, index[1].split()))
    numbers = [number for first, count in zip(pairs[::2], pairs[1::2], strict=False) for number in _run(first, count)]
    places = {
        number: int.from_bytes(rows[ROW * row + 1 : ROW * row + 5], "big")
        for row, number in enumerate(numbers)
        if rows[ROW * row : ROW * row + 1] == b"\1" and rows[ROW * row + 5 : ROW * row + 6] == b"\0"
    }
    own = int(head[1])
    if len(rows) != ROW * len(numbers) or len(places) != len(numbers) or places.pop(own, None) != start:
        _refuse("Its cross-references cannot be read.")
    return places, own, head[2]


def _table(data: bytes, start: int, end: int) -> tuple[dict[int, int], None, bytes]:
    found = TABLE.fullmatch(data, start, end)
    if found is None:
        _refuse("Its cross-references cannot be read.")
    places: dict[int, int] = {}
    at = 0
    while at < len(found[1]):
        head = SECTION.match(found[1], at)
        if head is None:
            _refuse("Its cross-references cannot be read.")
        at = head.end()
        for number in _run(int(head[1]), int(head[2])):
            row = found[1][at : at + 20]
            if not re.fullmatch(rb"[0-9]{10} 00000 n \n", row):
                _refuse("Its cross-references cannot be read.")
            places[number] = int(row[:10])
            at += 20
    return places, None, found[2]


def _run(first: int, count: int) -> range:
    """Return the numbers of a section; a copy adds a few dozen objects, so that more is a mistake."""
    if count > SURE:
        _refuse("Its cross-references cannot be read.")
    return range(first, first + count)


def _number(entries: bytes, pattern: bytes) -> int:
    found = re.findall(pattern, entries)
    if len(found) != 1:
        _refuse("Its trailer cannot be read.")
    return int(found[0])


def _reference(entries: bytes, key: bytes) -> str:
    found = re.search(key + rb" ([0-9]+ 0 R)", entries)
    return found[1].decode("ascii") if found else ""


def _refuse(why: str) -> NoReturn:
    raise NotAppended(why)
