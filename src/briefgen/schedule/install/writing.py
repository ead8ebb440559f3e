"""Put units where they belong, whole or not at all; what is not ours is left alone."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Literal

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.project import printable
from briefgen.schedule.install.cron import merged
from briefgen.schedule.install.host import MARK, Host, Recipe, Unit

Written = Literal["written", "unchanged"]


def write(recipe: Recipe, host: Host) -> list[tuple[Unit, Written]]:
    """Write the units of a recipe, and say of each whether it was there already.

    Raises UsageMistake where a file of somebody else stands there, before any is written; EnvironmentFailure where a
    folder cannot be written or the program crontab fails.
    """
    if recipe.crontab:
        return [_into_table(recipe.units[0], host)]
    for unit in recipe.units:
        _refuse_others(unit)
    return [(unit, _put(unit)) for unit in recipe.units]


def _refuse_others(unit: Unit) -> None:
    name = printable(str(unit.path))
    try:
        there = unit.path.read_bytes()
    except FileNotFoundError:
        if unit.path.is_symlink():  # such as to /dev/null, by which units are masked
            raise UsageMistake(f"{name} is a link.", "Look at where it leads, and remove it.") from None
        return
    except OSError as error:
        raise _failure(unit, error) from error
    if MARK not in there.decode(unit.encoding, "replace") or unit.path.is_symlink():
        raise UsageMistake(
            f"{name} is there already, and briefgen has not made it.", "Look at it, and move it elsewhere."
        )


def _put(unit: Unit) -> Written:
    path, data = unit.path, unit.data
    part = path.with_name(f".{path.name}.new")
    try:
        if path.is_file() and path.read_bytes() == data:
            return "unchanged"
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Timers of the system refuse files that others may write to.
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise _failure(unit, error) from error
    return "written"


def _into_table(unit: Unit, host: Host) -> tuple[Unit, Written]:
    table = _table()
    new = merged(table, host, unit.text)
    if new == table:
        return unit, "unchanged"
    _crontab("-", given=new)
    if _table() != new:
        raise EnvironmentFailure("The table of cron is not what was written.", "Look at it with: crontab -l")
    return unit, "written"


def _table() -> str:
    done = _crontab("-l", quiet=True)
    return done.stdout if done.returncode == 0 else ""


def _crontab(argument: str, *, given: str = "", quiet: bool = False) -> subprocess.CompletedProcess[str]:
    try:
        # As bytes of any encoding: a table may hold what is not UTF-8, and keeps it.
        done = subprocess.run(
            ["crontab", argument], input=given, capture_output=True, encoding="utf-8", errors="surrogateescape",
            check=False, timeout=60,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise EnvironmentFailure("The program crontab cannot be run.", "Install cron, or use --systemd.") from error
    no_table = "no crontab for" in done.stderr
    if done.returncode and not (quiet and no_table):
        raise EnvironmentFailure(f"crontab failed: {printable(done.stderr.strip())}", "Look at it with: crontab -l")
    return done


def _failure(unit: Unit, error: OSError) -> EnvironmentFailure:
    name = printable(str(unit.path))
    if isinstance(error, PermissionError):
        return EnvironmentFailure(
            f"{name} cannot be written: permission denied.", "Add --user, or run the command as an administrator."
        )
    return EnvironmentFailure(f"{name} cannot be written: {error.strerror or error}.", f"Look at {Path(name).parent}.")
