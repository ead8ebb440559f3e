"""The ledger as CSV, for spreadsheets, and as JSON, for programs."""

from __future__ import annotations

import csv
import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import fields
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from briefgen.deliver.ledger.records import Delivery
from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.work import BESIDE, working
from briefgen.project import printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
COLUMNS = tuple(field.name for field in fields(Delivery))
_PRIVATE = "address"


def export(rows: Iterable[Delivery], target: Path, *, addresses: bool = False, force: bool = False) -> int:
    """Write deliveries to a file, as its ending says; return how many. Addresses are left out unless asked for.

    Raises UsageMistake for another ending, or a file that is there; EnvironmentFailure where it cannot be written.
    """
    form = target.suffix.lower()
    if form not in (".csv", ".json"):
        raise UsageMistake(f"{printable(target.name)} ends neither in .csv nor in .json.", "Name it so.")
    columns = [name for name in COLUMNS if addresses or name != _PRIVATE]
    encoding = "utf-8-sig" if form == ".csv" else "utf-8"  # by the mark, spreadsheets know that it is UTF-8
    with placed(target, force=force) as file, TextIOWrapper(file, encoding, newline="") as out:
        return _as_csv(rows, columns, out) if form == ".csv" else _as_json(rows, columns, out)


def _as_csv(rows: Iterable[Delivery], columns: list[str], out: IO[str]) -> int:
    writer = csv.writer(out)
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        writer.writerow([_cell(getattr(row, name)) for name in columns])
    return count


def _as_json(rows: Iterable[Delivery], columns: list[str], out: IO[str]) -> int:
    from json import dumps

    count = 0
    out.write("[")
    for count, row in enumerate(rows, start=1):
        text = dumps({name: getattr(row, name) for name in columns}, ensure_ascii=False)
        out.write((",\n" if count > 1 else "\n") + text)
    out.write("\n]\n")
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


@contextmanager
def placed(target: Path, *, force: bool) -> Generator[IO[bytes]]:
    """Hand out a file that takes its place whole when all is written, or not at all.

    Raises UsageMistake where a file is there and `force` does not allow it, EnvironmentFailure where it cannot be
    written.
    """
    name = printable(str(target))
    if target.is_dir():
        raise UsageMistake(f"{name} is a folder.", "Name a file.")
    if target.exists() and not force:
        raise UsageMistake(f"{name} is there already.", "Give --force to write over it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with working(target.parent, BESIDE) as work:
            part = work / target.name
            with part.open("wb") as file:
                yield file
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
    except OSError as error:
        reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        hint = "Look at the folder, or name another."
        raise EnvironmentFailure(f"{name} cannot be written: {reason}.", hint) from error
