"""What is to be recorded of a decision."""

from __future__ import annotations

from briefgen.schedule.due import Decision
from briefgen.schedule.entries import entry_of
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Watermark
from briefgen.schedule.store.wanted import Settling, Wanted


def settling(schedule: Schedule, found: Decision, mark: Watermark, was: Watermark | None) -> Settling:
    """Return what is to be recorded of a decision."""
    due = missed = None
    rule, channels = entry_of(schedule)
    if found.run is not None:
        due = Wanted(schedule.action, found.run.nominal, found.begins or found.run.at, rule=rule, channels=channels)
    if found.missed is not None:
        first, last = found.missed.first, found.missed.last
        count, why = found.missed.count, found.missed.why
        missed = Wanted(schedule.action, first.nominal, first.at, last.at, count, why, rule, channels)
    return Settling(mark, was, missed, due)
