"""The ZIP of a pack: names in UTF-8, fixed times, nothing compressed, so that the same files give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can tell."""
_UNIX = 3
_MODE = 0o100644 << 16


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by their names, in the order of these.

    PDF files are compressed already; names outside of ASCII are marked as UTF-8 (APPNOTE 6.3.10, bit 11).
    """
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, files[name])
    return held.getvalue()
