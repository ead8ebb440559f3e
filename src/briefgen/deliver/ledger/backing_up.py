"""A whole copy of the ledger, made while others go on writing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from briefgen.deliver.ledger.exporting import placed
from briefgen.deliver.ledger.faults import damaged, guarded
from briefgen.deliver.ledger.ledger import Ledger
from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.work import WORK, sweep, working


def back_up(ledger: Ledger, target: Path, *, force: bool = False) -> int:
    """Copy the ledger into a file, which may lie on a network drive; return its size.

    The copy is looked through before it takes its place. Raises UsageMistake where a file is there or the target is the
    ledger itself, EnvironmentFailure where the ledger is damaged or the file cannot be written.
    """
    if target.resolve().is_relative_to(ledger.folder.resolve()):
        raise UsageMistake("A backup inside of ledger/ goes with it.", "Name a file elsewhere, best on another drive.")
    sweep(ledger.folder, WORK)
    try:
        with working(ledger.folder, WORK) as work, placed(target, force=force) as out:
            copy = work / "backup.sqlite3"
            with guarded("read"):
                made = sqlite3.connect(copy)
                try:
                    ledger.connection.backup(made)
                    made.execute("PRAGMA journal_mode = DELETE")
                    (found,) = made.execute("PRAGMA integrity_check(1)").fetchone()
                finally:
                    made.close()
            if found != "ok":
                raise damaged(" ".join(str(found).split()))
            with copy.open("rb") as file:
                shutil.copyfileobj(file, out)
        return target.stat().st_size
    except OSError as error:
        reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        raise EnvironmentFailure(
            f"The ledger cannot be backed up: {reason}.", "Look at ledger/, then try again."
        ) from error
