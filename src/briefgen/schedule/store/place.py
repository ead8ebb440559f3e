"""Where the store lies: the folder runs/ of the project, on a drive of this machine."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from briefgen.deliver.ledger import faults
from briefgen.deliver.ledger.place import refuse_network, settle
from briefgen.errors import EnvironmentFailure
from briefgen.project import Project

NAME = "runs/runs.sqlite3"
README = "README.txt"
_TOLD = {
    README: """\
briefgen 的定时任务记录：何时运行、结果如何，每次运行的日志和报告，以及保留的成品。请勿改动。
The scheduled runs of briefgen: when they ran and what came of them, the log and report of each, and editions that are
kept. Do not change anything here; `schedule: keep:` in briefgen.yaml says what goes when.
""",
    ".gitignore": "*\n",
}


def file_of(project: Project) -> Path:
    """Return the path of the store."""
    return project.runs / "runs.sqlite3"


def prepare(project: Project) -> None:
    """Make the folder of the store. Raises EnvironmentFailure where it cannot be made, or lies on a network drive."""
    folder = project.runs
    hint = "Keep the project on a drive of one machine, and run its schedules there; finished files may go elsewhere."
    refuse_network(folder, "a record of runs", hint)
    try:
        if not folder.is_dir():
            folder.mkdir(exist_ok=True)
            settle(project.root)
        for name, text in _TOLD.items():
            path = folder / name
            if not path.exists():
                with suppress(OSError), path.open("w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
    except FileExistsError as error:
        raise EnvironmentFailure("A file stands where the folder runs/ is meant.", "Rename the file.") from error
    except OSError as error:
        reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        hint = "Look at who may write in the project's folder."
        raise EnvironmentFailure(f"The folder runs/ cannot be made: {reason}.", hint) from error


def failure(error: sqlite3.Error, what: str = "written") -> EnvironmentFailure:
    """Say in the user's words why the store cannot be read or written."""
    if faults.is_damaged(error):
        return damaged(str(error))
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return EnvironmentFailure(f"{NAME} was moved away while it was in use.", "Put it back, and leave runs/ alone.")
    return faults.failure(error, what, NAME)


def damaged(why: str) -> EnvironmentFailure:
    """Say that nothing is run on the word of a store that cannot be trusted."""
    return EnvironmentFailure(
        f"{NAME} is damaged: {why}.",
        "Put a backup in its place, or move it away: all schedules then count from the moment of the next look.",
    )
