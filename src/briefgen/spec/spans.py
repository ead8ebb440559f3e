"""Lengths of time that clocks measure, as authors write them: 30 seconds, 10 minutes, 26 hours, 2 days."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import ValidationInfo

from briefgen.spec.reads import Reads, mistake

_SPAN = re.compile(r"([1-9][0-9]{0,3}) (second|minute|hour|day)s?", re.ASCII)
_HINT = "Write a number and seconds, minutes, hours or days, such as 10 minutes."
_UNITS = ("days", "hours", "minutes", "seconds")


def parse_span(text: str) -> datetime.timedelta:
    """Read a length of time; raise ValueError with a plain sentence where the text is none."""
    found = _SPAN.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError("This is no length of time.")
    return datetime.timedelta(**{f"{found[2]}s": int(found[1])})


def read_span(value: object, info: ValidationInfo) -> datetime.timedelta:
    """Read a length of time, such as 10 minutes."""
    if isinstance(value, datetime.timedelta):
        return value
    if not isinstance(value, str) or not value.strip():
        raise mistake("A length of time is meant here.", _HINT)
    try:
        return parse_span(value)
    except ValueError as error:
        raise mistake(str(error), _HINT) from None


def written_span(span: datetime.timedelta) -> str:
    """Return a length of time as it is written, in the largest unit that tells it exactly."""
    for unit in _UNITS:
        count, rest = divmod(span, datetime.timedelta(**{unit: 1}))
        if not rest and count:
            return f"{count} {unit.removesuffix('s') if count == 1 else unit}"
    return "0 seconds"


SPAN_SCHEMA: dict[str, Any] = {"type": "string", "pattern": f"^{_SPAN.pattern}$"}
Span = Annotated[datetime.timedelta, Reads(read_span, SPAN_SCHEMA, written_span)]
"""A length of time."""
