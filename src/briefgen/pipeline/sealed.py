"""Small records in files that are whole or count as not there: JSON below its own checksum."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from briefgen.project import left_behind, take

PART = ".part"


def unseal(file: Path) -> object:
    """Return what a record holds, or None where it is missing, cannot be read or is damaged."""
    try:
        digest, _, body = file.read_bytes().partition(b"\n")
        if digest != hashlib.sha256(body).hexdigest().encode("ascii"):
            return None
        return json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None


def seal(file: Path, value: object) -> bool:
    """Keep a record, whole or not at all, and say whether it is kept; a folder that cannot be written is no mistake."""
    body = json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.parent / f"{os.urandom(8).hex()}{PART}"
        try:
            with part.open("xb") as opened:
                take(opened)
                opened.write(hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        return True
    return False


def sweep_parts(folder: Path) -> None:
    """Remove the halves of records that a killed process left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for name in [entry.name for entry in entries if entry.name.endswith(PART)]:
            with left_behind(folder / name) as dead:
                pass
            if dead:
                (folder / name).unlink(missing_ok=True)
