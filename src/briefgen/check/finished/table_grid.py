"""Where the cells of a table stand, by the columns and rows that they span (ISO 32000-1, 14.8.4.3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Hold the columns of a cell: the first, counted from 0, and one past the last; `overlaps` one from above."""

    first: int
    end: int
    overlaps: bool = False


@dataclass(frozen=True)
class Placed:
    """Hold the places of cells row by row, and how many columns each row has with what reaches into it.

    `overhangs` says whether a cell reaches below the last row.
    """

    rows: tuple[tuple[Place, ...], ...]
    lengths: tuple[int, ...]
    overhangs: bool


def place_cells(rows: Iterable[Sequence[tuple[int, int]]]) -> Placed:
    """Place cells, each given by how many columns and rows it spans; each takes the first column left free."""
    taken: dict[int, int] = {}
    placed: list[tuple[Place, ...]] = []
    lengths: list[int] = []
    for row in rows:
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        places: list[Place] = []
        column = 0
        for wide, high in row:
            while column in taken:
                column += 1
            spanned = range(column, column + wide)
            places.append(Place(column, spanned.stop, any(at in taken for at in spanned)))
            if high > 1:
                below.update(dict.fromkeys(spanned, high - 1))
            column = spanned.stop
        while column in taken:
            column += 1
        lengths.append(max([column, *(at + 1 for at in taken)]))
        placed.append(tuple(places))
        taken = below
    return Placed(tuple(placed), tuple(lengths), bool(taken))
