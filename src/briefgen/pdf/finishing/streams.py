"""New streams of a file."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf


def new_stream(pdf: pikepdf.Pdf, data: bytes, entries: Mapping[str, pikepdf.Object | int]) -> pikepdf.Object:
    """Return a stream with these entries in its dictionary; it is compressed as the file is saved."""
    stream = pikepdf.Stream(pdf, data)
    for key, value in entries.items():
        stream[key] = value
    return stream
