"""Objects as the bytes that stand in a file (ISO 32000-1, 7.3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

from briefgen.pdf.endings import ended


def reference(number: int) -> bytes:
    """Return a reference to an object of generation 0."""
    return b"%d 0 R" % number


def array(items: Iterable[bytes]) -> bytes:
    """Return an array."""
    return b"[%s]" % b" ".join(items)


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """Return a dictionary; keys are names with their slash, values are written objects."""
    return b"<<%s>>" % b"".join(b"%s %s" % (key.encode("ascii"), value) for key, value in entries.items())


def stream(data: bytes, entries: Mapping[str, bytes]) -> bytes:
    """Return a compressed stream with these entries in its dictionary."""
    return _stream(ended(zlib.compress(data, 9)), {**entries, "/Filter": b"/FlateDecode"})


def open_stream(data: bytes, entries: Mapping[str, bytes]) -> bytes:
    """Return a stream that programs can read which know nothing of PDF, as metadata are; it ends in no line end."""
    return _stream(data, entries)


def _stream(data: bytes, entries: Mapping[str, bytes]) -> bytes:
    head = dictionary({**entries, "/Length": b"%d" % len(data)})
    return b"%s\nstream\n%s\nendstream" % (head, data)
