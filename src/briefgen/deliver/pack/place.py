"""packs/ of the project: one process at a time for each delegation, each pack there whole or not at all.

A new folder takes the place of the old one by two renames. What a process that was killed between them left is mended
by the next that looks, as is a ZIP that is older than its folder.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from briefgen.deliver.pack.archive import archive_of
from briefgen.deliver.pack.record import handed_over, stands
from briefgen.deliver.pack.shelf import Shelf, shelf_of
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.files import write_whole
from briefgen.pipeline.work import BESIDE, sweep, working
from briefgen.project import Project, printable, take

PAUSE = 0.1
PATIENCE = 1800
"""How often it is asked whether another process has finished the same pack: three minutes."""
HINT = "Look at packs/ in the project's folder, and at who may write there."


@contextmanager
def mended(project: Project, name: str) -> Generator[Shelf]:
    """Be the only process at a delegation's pack, and set right what a killed one left.

    Raises EnvironmentFailure where another process does not finish, or `packs/` cannot be written.
    """
    shelf = shelf_of(project, name)
    try:
        shelf.root.mkdir(parents=True, exist_ok=True)
        with (shelf.root / f".{name}.lock").open("ab") as lock:
            _wait(lock, name)
            _mend(shelf)
            yield shelf
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EnvironmentFailure(f"{printable(str(shelf.root))} cannot be used: {reason}.", HINT) from error


def put(shelf: Shelf, files: dict[str, bytes], archive: bytes) -> None:
    """Let a folder with these files, by their paths in it, take the place of the pack, then the ZIP that of the ZIP.

    Raises OSError; the old pack is then still there.
    """
    with working(shelf.root, BESIDE) as work:
        new = work / "pack"
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(data, path, work, HINT)
        try:
            _take_place(shelf, new, archive, work)
        except KeyboardInterrupt:  # it came between folder and ZIP: it waits until both are there
            _take_place(shelf, new, archive, work)
            raise


def _take_place(shelf: Shelf, new: Path, archive: bytes, work: Path) -> None:
    """Put folder and ZIP in their place; may be called again where it was interrupted."""
    if new.exists():
        if shelf.folder.exists():
            shelf.folder.rename(shelf.before)
        try:
            new.rename(shelf.folder)
        except OSError:
            if shelf.before.exists():
                shelf.before.rename(shelf.folder)
            raise
    write_whole(archive, shelf.archive, work, HINT)
    _remove(shelf.before)


def _wait(lock: IO[bytes], name: str) -> None:
    for _ in range(PATIENCE):
        if take(lock) is not False:
            return
        time.sleep(PAUSE)
    raise EnvironmentFailure(f"Another process is making the pack of {name}.", "Let it finish, then try again.")


def _mend(shelf: Shelf) -> None:
    sweep(shelf.root, BESIDE)
    if shelf.before.exists():
        if shelf.folder.exists():
            _remove(shelf.before)
        else:
            shelf.before.rename(shelf.folder)
    _mend_archive(shelf)


def _mend_archive(shelf: Shelf) -> None:
    """Make the ZIP anew where it is not that of the folder."""
    found = stands(shelf)
    if found is False:
        with suppress(OSError), working(shelf.root, BESIDE) as work:
            write_whole(archive_of(handed_over(shelf)), shelf.archive, work, HINT)


def _remove(folder: Path) -> None:
    """Remove what stood in the place of the pack, be it a file that somebody put there."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        with suppress(OSError):
            folder.unlink(missing_ok=True)
