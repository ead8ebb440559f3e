"""How the data of a stream may end."""

from __future__ import annotations


def ended(data: bytes) -> bytes:
    """Return what a filter made of some data, with a line feed after it where its last byte is a carriage return.

    Writers put a line feed between data and `endstream`. PDF/A counts bytes up to that line end (ISO 19005-2, 6.1.7.1),
    so that a carriage return before it would be taken for a part of it. What is decoded stays the same: filters know
    where their data end, and one more line end is the only thing allowed behind that (ISO 32000-1, 7.3.8.2). Packing
    again would not help: the last byte is that of a sum of the data.
    """
    return data + b"\n" if data.endswith(b"\r") else data
