"""Facts that may no longer be printed."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.errors import Problem


def stale(case: Case) -> Iterator[Problem]:
    """Refuse facts whose last day is past; a calculated fact ends with the first of its parts."""
    for fact in case.used.values():
        if fact.valid_until is not None and fact.valid_until < case.project.today:
            yield Problem(
                fact.place,
                f'The fact "{fact.id}" was valid until {fact.valid_until.isoformat()}.',
                "Renew the figure and its valid-until, or take it out of the brief.",
            )
