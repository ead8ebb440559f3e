"""Signed sheets: kept beside what was reviewed, under a name that says whose they are and what is in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.approval.snapshot import prepare, put, unwritable
from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.project import Project, printable

KINDS = {b"%PDF-": ".pdf", b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
"""How the files begin that scanners make, and their endings."""
MOST = 100_000_000
"""Bytes of a scan; a page in colour takes a few million."""


@dataclass(frozen=True)
class Scan:
    """Hold a signed sheet as it was handed in."""

    data: bytes
    ending: str
    sha256: str


def read_scan(path: Path) -> Scan:
    """Read a signed sheet from wherever it lies. Raises UsageMistake where it is no PDF, PNG or JPEG file."""
    name = printable(path.name)
    hint = "Name the scan of the signed sheet: a PDF, PNG or JPEG file."
    if not path.is_file():
        raise UsageMistake(f"{name} is not a file." if path.exists() else f"There is no file {name}.", hint)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST else b""
    except OSError as error:
        reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        raise EnvironmentFailure(f"{name} cannot be read: {reason}.", "Look at the file, then try again.") from error
    if size > MOST:
        raise UsageMistake(f"{name} is larger than {MOST // 1_000_000} MB.", "Scan it with fewer dots an inch.")
    ending = next((ending for start, ending in KINDS.items() if data.startswith(start)), "")
    if not ending:
        raise UsageMistake(f"{name} is not a PDF, PNG or JPEG file, by what is in it.", hint)
    return Scan(data, ending, hashlib.sha256(data).hexdigest())


def keep_scan(project: Project, code: str, brief: str, scan: Scan) -> Path:
    """Keep a signed sheet in `reviews/CODE/` and return its file; one that is there is left as it is."""
    folder = prepare(project, code)
    file = folder / f"{brief}-signed-{scan.sha256[:12]}{scan.ending}"
    try:
        if not file.is_file() or file.read_bytes() != scan.data:
            put(file, scan.data)
    except OSError as error:
        raise unwritable(project, folder, error) from error
    return file
