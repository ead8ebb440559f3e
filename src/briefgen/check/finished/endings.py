"""Where the data of a stream end: by their stated length, and by the line end before `endstream`."""

from __future__ import annotations

import re

from briefgen.check.finished.values import Objects

END = b"\r\nendstream"
START = re.compile(rb"stream(\r?\n)")
LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?:\s+(\d{1,5})\s+R)?")
DICTIONARY_LIMIT = 4096


def counted_returns(data: bytes, objects: Objects) -> int:
    """Return how many streams count the carriage return of such a line end as theirs (ISO 19005-2, 6.1.7.1).

    A line end of two characters is allowed; only where the length of the data says so is its first one a byte of them.
    """
    found = 0
    at = data.find(END)
    while at >= 0:
        found += _length_behind(data, at, objects)
        at = data.find(END, at + 1)
    return found


def _length_behind(data: bytes, end: int, objects: Objects) -> bool:
    """Say whether some start before `end` has a length that reaches just over the carriage return."""
    # The word can occur within data, too: the start is the one whose length fits.
    start = data.rfind(b"stream", 0, end)
    while start >= 0 and not data.startswith(b"end", start - 3):
        head = START.match(data, start)
        stated = LENGTH.findall(data[max(0, start - DICTIONARY_LIMIT) : start])
        if head is not None and stated:
            number, generation = stated[-1]
            address = f"{int(number)} {int(generation)} R" if generation else ""
            length = objects.integer(address) if address else int(number)
            return length == end + 1 - head.end()
        start = data.rfind(b"stream", 0, start)
    return False
