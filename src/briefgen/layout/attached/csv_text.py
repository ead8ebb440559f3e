"""The bytes of a CSV file that spreadsheet programs open with a double click, and run nothing of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What begins a formula; the wide forms do where the computer's language is an East Asian one."""
_AFTER_SEMICOLON = re.compile(f";(?=[{re.escape(''.join(_STARTS))}])")


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8, with the mark by which Excel knows that it is."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """Return a text in one line that no spreadsheet program takes for a formula; numbers stay as they are.

    What would begin one is led by an apostrophe. A program that parts cells at semicolons would begin a cell after
    each, so that a space follows where it matters.
    """
    text = " ".join(text.split())
    if _NUMBER.fullmatch(text):
        return text
    text = _AFTER_SEMICOLON.sub("; ", text)
    return f"'{text}" if text.startswith(_STARTS) else text
