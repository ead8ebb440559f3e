"""Encrypting a finished file that claims no standard: AES with 256 bits (ISO 32000-2, 7.6.4), nothing else changed."""

from __future__ import annotations

import io

import pikepdf

LEVEL = 8
"""The extension level of PDF 1.7 that brought that encryption; a file forced to plain 1.7 is silently not encrypted."""


def encrypted(data: bytes, password: str) -> bytes:
    """Return a file that opens with a password alone; whoever opens it may do all with it.

    What encrypts is random by design, so that no two are equal. Raise RuntimeError where the encrypted file does not
    hold just the objects of the other.
    """
    found = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        version = pdf.pdf_version
        pdf.save(
            found,
            force_version=(version, LEVEL) if version == "1.7" else version,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
            encryption=pikepdf.Encryption(owner=password, user=password, R=6),
        )
    closed = found.getvalue()
    if opens(closed, "") or _objects(closed, password) != _objects(data, ""):
        raise RuntimeError("The encrypted file does not hold what was encrypted, or opens for everybody.")
    return closed


def opens(data: bytes, password: str) -> bool:
    """Say whether a file opens with a password; "" for none."""
    try:
        with pikepdf.open(io.BytesIO(data), password=password):
            return True
    except pikepdf.PasswordError:
        return False


def _objects(data: bytes, password: str) -> bytes:
    """Return all objects that a file leads to, written in one way."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        for key in [key for key in ("/ID",) if key in pdf.trailer]:
            del pdf.trailer[key]
        if "/Extensions" in pdf.Root:
            del pdf.Root["/Extensions"]
        pdf.save(
            written,
            force_version="1.7",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            encryption=False,
        )
    return written.getvalue()
