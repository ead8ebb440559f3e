"""What is read from a table file: heads and rows of texts that know their cells."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.spec.tree import Scalar


@dataclass(frozen=True)
class Sheet:
    """Hold one sheet of a workbook, or a CSV file, whose `name` is "".

    Every cell is a text as an author would type it, with its place; numbers are exact decimals in plain digits, days
    are 2026-11-01, an empty cell is "". Every row is as long as `heads`; rows without any text are left out.
    """

    file: str
    name: str
    heads: tuple[Scalar, ...]
    rows: tuple[tuple[Scalar, ...], ...]
