"""An update of a file, behind its bytes (ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import count, groupby

from briefgen.pdf.personal.frame import Frame
from briefgen.pdf.personal.objects import array, dictionary

BLANK = bytes(16)
"""What stands for the identifier while it is reckoned."""


def updated(frame: Frame, objects: Mapping[int, bytes]) -> bytes:
    """Return a file with objects changed and added.

    Its identifier keeps the part that tells where it comes from, and has a second part (ISO 32000-1, 14.4): the first
    16 bytes of the SHA-256 of the whole file, in which 16 zeros stand for them. So it tells of any change.
    """
    written = bytearray(frame.data)
    if not written.endswith(b"\n"):
        written += b"\n"
    places: dict[int, int] = {}
    for number, found in sorted(objects.items()):
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, found)
    start = len(written)
    written += _table(frame, places) if frame.table else _stream(frame, places, start)
    written += b"startxref\n%d\n%%%%EOF\n" % start
    blank = _identity(frame, BLANK)
    at = written.index(blank, start)
    written[at : at + len(blank)] = _identity(frame, hashlib.sha256(written).digest()[:16])
    return bytes(written)


def _identity(frame: Frame, second: bytes) -> bytes:
    return array(b"<%s>" % part.hex().encode("ascii") for part in (frame.identity, second))


def _trailer(frame: Frame, size: int) -> dict[str, bytes]:
    return {
        "/Size": b"%d" % size,
        **frame.trailer,
        "/ID": _identity(frame, BLANK),
        "/Prev": b"%d" % frame.previous,
    }


def _table(frame: Frame, places: Mapping[int, int]) -> bytes:
    rows = b"".join(
        b"%d %d\n%s" % (run[0], len(run), b"".join(b"%010d 00000 n \n" % places[number] for number in run))
        for run in _runs(places)
    )
    return b"xref\n%strailer\n%s\n" % (rows, dictionary(_trailer(frame, _free(frame, places))))


def _stream(frame: Frame, places: Mapping[int, int], start: int) -> bytes:
    """Return the cross-references as a stream, which is the last object (7.5.8); its data end in a zero."""
    number = _free(frame, places)
    every = {**places, number: start}
    rows = b"".join(b"\x01%s\x00" % every[found].to_bytes(4, "big") for found in sorted(every))
    index = array(b"%d %d" % (run[0], len(run)) for run in _runs(every))
    head = {"/Type": b"/XRef", "/W": b"[1 4 1]", "/Index": index, "/Length": b"%d" % len(rows)}
    entries = dictionary({**_trailer(frame, number + 1), **head})
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, entries, rows)


def _free(frame: Frame, places: Mapping[int, int]) -> int:
    return max(frame.size, *(number + 1 for number in places))


def _runs(places: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield the numbers, those that follow each other together."""
    counter = count()
    for _, run in groupby(sorted(places), key=lambda number: number - next(counter)):
        yield list(run)
