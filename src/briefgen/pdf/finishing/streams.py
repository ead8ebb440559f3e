"""New streams of a file."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import pikepdf
from pikepdf import Name

from briefgen.pdf.endings import ended


def new_stream(pdf: pikepdf.Pdf, data: bytes, entries: Mapping[str, pikepdf.Object | int]) -> pikepdf.Object:
    """Return a compressed stream with these entries in its dictionary."""
    stream = pikepdf.Stream(pdf, ended(zlib.compress(data, 9)))
    stream["/Filter"] = Name.FlateDecode
    for key, value in entries.items():
        stream[key] = value
    return stream
