"""The archive of editions: runs/editions/BRIEF/DAY_CODE_SHA.pdf.

A scheduled build whose file changed is kept here, and so is the body of what was delivered: the file from which every
copy of it was made, so that nobody's name stands in the archive.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.pipeline.files import ELSEWHERE, work_folder, write_whole

if TYPE_CHECKING:
    from briefgen.project import Project

FOLDER = "runs/editions"
NAME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})_(?P<code>[A-Za-z0-9-]+)_(?P<sha256>[0-9a-f]{64})\.pdf")
"""How the files are called; whatever is called otherwise is nobody's business here."""
_END = b"%%EOF"


def folder_of(project: Project) -> Path:
    """Return the archive's folder."""
    return project.root / FOLDER


def keep_edition(project: Project, brief: str, code: str, data: bytes, day: date) -> Path:
    """Keep an edition and return where; one that is there already becomes that of the day.

    Raises EnvironmentFailure where it cannot be written.
    """
    folder = folder_of(project) / brief
    digest = hashlib.sha256(data).hexdigest()
    target = folder / f"{day.isoformat()}_{code}_{digest}.pdf"
    there = sorted(folder.glob(f"*_{digest}.pdf"))
    with work_folder(project, target.parent, ELSEWHERE) as work:
        if not (target in there and hashlib.sha256(target.read_bytes()).hexdigest() == digest):
            write_whole(data, target, work, ELSEWHERE)
    for path in there:
        found = NAME.fullmatch(path.name)
        if path != target and found is not None:
            path.unlink(missing_ok=True)
    return target


def body_of(copy: bytes, base: str) -> bytes | None:
    """Return the file that a copy was made of, which its bytes begin with; None where none has this SHA-256."""
    digest = hashlib.sha256()
    start = 0
    found = copy.find(_END)
    while found >= 0:
        end = found + len(_END)
        # What follows the mark belongs to the file: nothing, or one line end.
        for more in (b"", b"\n", b"\r\n", b"\r"):
            if copy.startswith(more, end):
                tried = digest.copy()
                tried.update(copy[start : end + len(more)])
                if tried.hexdigest() == base:
                    return copy[: end + len(more)]
        digest.update(copy[start:end])
        start = end
        found = copy.find(_END, end)
    return None
