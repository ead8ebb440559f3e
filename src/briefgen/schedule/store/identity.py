"""Whether the store still is the file that was made here, or a copy of it.

A copied project would run and send everything a second time, and a restored one what was done since its backup. Both
have a store that is another file than the one that was opened last. What is compared:

- The same file (device and number, as the system counts files): it is no copy. A folder that was moved or renamed, or
  is reached by another way, stays what it is.
- The same number at the same path on another device: no copy either. Some systems count devices anew when they start.
- All else is a copy: another folder, another drive, a backup that was put back at the same path.

Where the file system has no lasting numbers (FAT, most in user space), the path alone counts. A whole machine that was
copied cannot be noticed from within.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from briefgen.system import file_system

_NUMBERED_ANEW = ("vfat", "exfat", "msdos", "fuse")
"""Beginnings of the types of file systems that may give a file another number each time they are mounted."""


@dataclass(frozen=True)
class Identity:
    """Hold which file the store is: its path without links, its device, its number; 0 where that does not last."""

    path: str
    device: int
    number: int

    def written(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"path": self.path, "device": self.device, "number": self.number}, ensure_ascii=False)

    def is_copy_of(self, kept: Identity) -> bool:
        """Say whether this file is another than the one that is meant."""
        if not (self.number and kept.number):
            return self.path != kept.path
        if self.number != kept.number:
            return True
        return self.device != kept.device and self.path != kept.path


def identity(file: Path) -> Identity:
    """Return which file a store is now. Raises OSError where it cannot be looked at."""
    path = file.resolve()
    state = path.stat()
    lasting = not file_system(path.parent).startswith(_NUMBERED_ANEW)
    return Identity(str(path), state.st_dev if lasting else 0, state.st_ino if lasting else 0)


def read_identity(text: str) -> Identity | None:
    """Return what was kept, or None where that cannot be read."""
    try:
        kept = json.loads(text)
        return Identity(str(kept["path"]), int(kept["device"]), int(kept["number"]))
    except (ValueError, TypeError, KeyError):
        return None
