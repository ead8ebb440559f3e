"""The status as metrics, in the text format of Prometheus (exposition format 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.schedule.status import Status

CONTENT = "text/plain; version=0.0.4; charset=utf-8"
_STEM = "briefgen_schedule_"
Sample = tuple[dict[str, str], float]


def metrics(status: Status) -> str:
    """Return the metrics of a status: gauges, times in seconds since 1970 (UTC); what is not known is left out."""
    all_ = status.standings
    errors = sum(finding.severity == "error" for finding in status.findings)
    families: list[tuple[str, str, Iterable[Sample]]] = [
        ("ok", "1 where nothing is wrong, 0 where something is.", [({}, float(not status.wrong))]),
        (
            "findings", "What somebody should look at, by severity.",
            [({"severity": "error"}, errors), ({"severity": "warning"}, len(status.findings) - errors)],
        ),
        ("schedules", "How many schedules there are.", [({}, len(all_))]),
        ("last_look_timestamp_seconds", "When the schedules were looked at last.", _at({}, status.looked)),
        ("running", "1 while a run is being done.", [({}, float(status.running is not None))]),
        (
            "running_since_timestamp_seconds", "Since when the run that is being done runs.",
            _at({"schedule": status.running.schedule}, status.running.started) if status.running else [],
        ),
        (
            "next_run_timestamp_seconds", "When the next run is due.",
            [each for one in all_ for each in _at({"schedule": one.schedule.id}, one.next)],
        ),
        (
            "retry_timestamp_seconds", "When what failed is tried again.",
            [
                each for one in all_ if one.retry is not None
                for each in _at({"schedule": one.schedule.id}, one.retry.at)
            ],
        ),
        (
            "last_run_timestamp_seconds", "When the last run ended.",
            [
                each for one in all_ if one.sums.ended is not None
                for each in _at({"schedule": one.schedule.id}, one.sums.ended.ended)
            ],
        ),
        (
            "last_success_timestamp_seconds", "When the last run ended that did all.",
            [each for one in all_ for each in _at({"schedule": one.schedule.id}, one.sums.done)],
        ),
        (
            "failures_in_a_row", "How many runs failed since the last that did all.",
            [({"schedule": one.schedule.id}, one.sums.failing) for one in all_],
        ),
        (
            "missed_moments", "How many moments on record were missed.",
            [({"schedule": one.schedule.id}, one.sums.missed) for one in all_],
        ),
        ("undelivered_notices", "How many notices the operator was not sent.", [({}, status.notices)]),
        ("unknown_deliveries", "Of how many deliveries nobody knows whether they arrived.", [({}, status.unknown)]),
        (
            "end_timestamp_seconds", "When a certificate, an authority or a calendar runs out.",
            [each for end in status.ends for each in _at({"kind": end.kind, "name": end.name}, end.at)],
        ),
    ]  # fmt: skip
    return "".join(_family(name, told, samples) for name, told, samples in families)


def _at(labels: dict[str, str], moment: datetime | None) -> list[Sample]:
    return [] if moment is None else [(labels, moment.timestamp())]


def _family(name: str, told: str, samples: Iterable[Sample]) -> str:
    lines = [f"{_STEM}{name}{_labels(labels)} {_number(value)}\n" for labels, value in samples]
    return "".join([f"# HELP {_STEM}{name} {told}\n# TYPE {_STEM}{name} gauge\n", *lines]) if lines else ""


def _labels(labels: dict[str, str]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}" if labels else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
