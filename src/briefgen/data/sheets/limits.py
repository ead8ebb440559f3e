"""How large a table file may be; far more than a briefing needs, far less than would hold up a build."""

from __future__ import annotations

from briefgen.errors import AuthorsMistakes, Place, Problem

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
"""Of one sheet, without its row of heads."""
MOST_COLUMNS = 200
MOST_CELLS = 120_000
"""Of one sheet, empty ones among others included."""
MOST_CHARACTERS = 32_767
"""Of one cell: as many as Excel keeps."""
MOST_TEXT = 5_000_000
"""Characters of all cells of a sheet together."""
MOST_PROBLEMS = 50
"""Of one file; a file with more has one cause."""

_LIMITS = {
    "bytes": f"{MOST_BYTES // 1_000_000} MB",
    "rows": f"{MOST_ROWS} rows",
    "columns": f"{MOST_COLUMNS} columns",
    "cells": f"{MOST_CELLS} cells",
    "text": f"{MOST_TEXT} characters",
}


def too_large(file: str, what: str, place: Place | None = None) -> AuthorsMistakes:
    """Return the refusal of a file that has more bytes, rows, columns, cells or text than are read."""
    hint = "Delete what lies beside the table, or divide it among several files."
    return AuthorsMistakes([Problem(place or Place(file), f"The table has more than {_LIMITS[what]}.", hint)])
