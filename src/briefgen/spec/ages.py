"""How old a figure may become, as authors write it: 90 days, 6 weeks, 18 months, 2 years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ValidationInfo

from briefgen.spec.reads import Reads, mistake

AgeUnit = Literal["days", "weeks", "months", "years"]
_AGE = re.compile(r"([1-9][0-9]{0,3}) (day|week|month|year)s?", re.ASCII)
_HINT = "Write a number and days, weeks, months or years, such as 18 months."


@dataclass(frozen=True)
class Age:
    """Hold a length of time as it is written; months and years are those of the calendar."""

    count: int
    unit: AgeUnit

    def __str__(self) -> str:
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


def parse_age(text: str) -> Age:
    """Read an age; raise ValueError with a plain sentence where the text is none."""
    found = _AGE.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError(f'"{text[:40]}" is no length of time.')
    units: dict[str, AgeUnit] = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
    return Age(int(found[1]), units[found[2]])


def read_age(value: object, info: ValidationInfo) -> Age:
    """Read an age, such as 18 months."""
    if isinstance(value, Age):
        return value
    if not isinstance(value, str) or not value.strip():
        raise mistake("A length of time is meant here.", _HINT)
    try:
        return parse_age(value)
    except ValueError as error:
        raise mistake(str(error), _HINT) from None


_SCHEMA: dict[str, Any] = {"type": "string", "pattern": "^[1-9][0-9]{0,3} (day|week|month|year)s?$"}

MaxAge = Annotated[Age, Reads(read_age, _SCHEMA, str)]
"""How old a figure may become."""
