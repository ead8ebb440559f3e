"""A letter of welcome that bears the day of arrival, or a later one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefgen.errors import Problem
from briefgen.spec.tree import place_of

if TYPE_CHECKING:
    from briefgen.deliver.pack.contents import Item
    from briefgen.spec.delegation import Delegation


def late_letters(items: Iterable[Item], delegation: Delegation, today: datetime.date) -> Iterator[Problem]:
    """Yield a warning for a letter that is dated on or after the arrival of a delegation that is still here.

    Samples arrive on a day that nobody meant, and are not warned of.
    """
    if delegation.sample or today > delegation.departure:
        return
    for item in items:
        if item.kind == "letter" and item.day >= delegation.arrival.isoformat():
            sentence = f"The letter of welcome bears {item.day}, and the delegation arrives on {delegation.arrival}."
            hint = "A letter keeps the day on which it was new: have the last pack before the arrival made in time."
            yield Problem(place_of(delegation.delegation, delegation.place), sentence, hint)
