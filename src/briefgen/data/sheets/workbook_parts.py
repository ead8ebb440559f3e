"""The parts of an .xlsx file, inflated within limits before any other program sees them.

An .xlsx file is a ZIP archive (ECMA-376, part 2). What its headers tell of sizes is not believed: each part that is
read is inflated here with a bound, and `only` packs the checked parts anew, so that nothing unchecked is handed on.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen.errors import AuthorsMistakes, Place, Problem

MOST_PARTS = 2_000
MOST_TOTAL = 50_000_000
MOST_BYTES = 30_000_000
"""Of one part, inflated."""
MOST_RATIO = 200
FREE = 1_000_000
"""Bytes that a part may have at any ratio: short parts of equal rows are packed very tightly."""

SAVE_AGAIN = "Open it in a spreadsheet program and save it again as .xlsx (Excel Workbook)."
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30


@dataclass(frozen=True)
class Parts:
    """Hold an archive whose directory is sound: `entries` by name in small letters with forward slashes."""

    file: str
    content: bytes
    entries: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def part(self, name: str) -> bytes:
        """Return a part, inflated; AuthorsMistakes where it is missing, damaged or too large."""
        entry = self.entries.get(name.lower())
        if entry is None:
            raise damaged(self.file, f"it has no part {name}")
        return self._inflated(entry)

    def _inflated(self, entry: zipfile.ZipInfo) -> bytes:
        start = entry.header_offset
        header = self.content[start : start + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\3\4"):
            raise damaged(self.file, "a part does not begin where its directory says")
        begin = (
            start + _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        )
        packed = self.content[begin : begin + entry.compress_size]
        bound = min(MOST_BYTES, max(FREE, MOST_RATIO * len(packed)))
        if entry.compress_type == zipfile.ZIP_STORED:
            found = packed
        else:
            inflating = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                found = inflating.decompress(packed, bound + 1)
            except zlib.error:
                raise damaged(self.file, "a part cannot be unpacked") from None
        if len(found) > bound:
            raise _too_much(self.file)
        if len(found) != entry.file_size or zlib.crc32(found) != entry.CRC:
            raise damaged(self.file, "a part is not what its directory says")
        return found


def open_parts(content: bytes, file: str) -> Parts:
    """Return the parts of an .xlsx file; AuthorsMistakes where it is none, is protected, or unpacks to too much."""
    if content.startswith(_COMPOUND):
        message = "This file is protected by a password, or is an old .xls workbook with a new name."
        raise _mistake(file, message, "Open it, take the password off, and save it as .xlsx (Excel Workbook).")
    if not content.startswith(b"PK"):
        raise _mistake(file, "This is no .xlsx workbook.", SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, UnicodeError):
        raise damaged(file, "its directory cannot be read") from None
    if len(listed) > MOST_PARTS or sum(entry.file_size for entry in listed) > MOST_TOTAL:
        raise _too_much(file)
    if sum(entry.compress_size for entry in listed) > len(content):
        raise damaged(file, "its parts overlap")
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in listed:
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if name in entries:
            raise damaged(file, "a part stands in it twice")
        if entry.flag_bits & _ENCRYPTED:
            raise _mistake(
                file, "This workbook is protected by a password.", "Take the password off and save it again."
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(file, "a part is packed in a way that spreadsheet programs do not use")
        entries[name] = entry
    return Parts(file, content, entries)


def only(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of the given parts, packed loosely."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def damaged(file: str, why: str) -> AuthorsMistakes:
    """Return the refusal of a file that is no sound workbook."""
    return _mistake(file, f"This workbook is damaged: {why}.", SAVE_AGAIN)


def _too_much(file: str) -> AuthorsMistakes:
    message = f"This workbook unpacks to more than {MOST_TOTAL // 1_000_000} MB, or to far more than its size."
    return _mistake(file, message, "Copy the table alone into a new workbook.")


def _mistake(file: str, message: str, hint: str) -> AuthorsMistakes:
    return AuthorsMistakes([Problem(Place(file), message, hint)])
