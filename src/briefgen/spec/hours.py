"""The time of an entry of a programme: 09:30, or 09:30–10:15."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import ValidationInfo

from briefgen.spec.reads import Reads, mistake

_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?:\s*[–—~～-]\s*([01][0-9]|2[0-3]):([0-5][0-9]))?", re.ASCII)
_HINT = "Write hours and minutes of the day, such as '09:30' or '09:30–10:15'."


def read_hours(value: object, info: ValidationInfo) -> str:
    """Read a time of the day, or a beginning and an end; return it with an en dash."""
    if not isinstance(value, str) or not value.strip():
        raise mistake("A time is meant here.", _HINT)
    found = _HOURS.fullmatch(value.strip())
    if found is None:
        raise mistake("This is no time of the day.", _HINT)
    if found[3] is None:
        return found[0]
    begin, end = f"{found[1]}:{found[2]}", f"{found[3]}:{found[4]}"
    if end <= begin:
        raise mistake("The end is not after the beginning.", "Look at the hours; midnight begins another day.")
    return f"{begin}–{end}"


def span_of(hours: str) -> tuple[datetime.time, datetime.time | None]:
    """Return beginning and end of a time as `read_hours` returns it."""
    begin, _, end = hours.partition("–")
    return datetime.time.fromisoformat(begin), datetime.time.fromisoformat(end) if end else None


Hours = Annotated[str, Reads(read_hours, {"type": "string", "pattern": f"^{_HOURS.pattern}$"}, str)]
"""A time of the day such as 09:30, or 09:30–10:15."""
