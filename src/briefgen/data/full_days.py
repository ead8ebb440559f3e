"""Facts that state a day in full."""

from __future__ import annotations

import datetime

from briefgen.data.facts import Fact
from briefgen.data.quantity import Day


def full_day(fact: Fact) -> datetime.date | None:
    """Return the day that a fact states; None where it states none, or not in full, or not for certain."""
    value = fact.quantity.value
    if not isinstance(value, Day) or not (value.month and value.day):
        return None
    if fact.quantity.qualifier != "none" or fact.period_inferred:
        return None
    return datetime.date(value.year, value.month, value.day)
