"""The report of a run for programs; no addresses, no secrets: ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Any

from briefgen.deliver.ledger.sending import without_addresses
from briefgen.schedule.store.records import Outcome, Run

FORMAT = 1


def record_of(run: Run, outcome: Outcome, page: str, fault: str) -> dict[str, Any]:
    """Return the report; `page`: the file of its page, "" where there is none, and `fault` why."""
    return {
        "format": FORMAT,
        "run": run.id,
        "schedule": run.schedule,
        "action": run.action,
        "nominal": run.nominal,
        "due": _moment(run.due),
        "started": _moment(run.started),
        "ended": _moment(run.ended),
        "attempt": run.attempt,
        "retry_of": run.retry_of,
        "retry": run.retry,
        "failed": outcome.failed or run.state in ("failed", "ended", "missed"),
        "message": without_addresses(outcome.message),
        "counts": dict(sorted(Counter(item.state for item in outcome.items).items())),
        "items": [{**asdict(item), "message": without_addresses(item.message)} for item in outcome.items],
        "page": page,
        "page_fault": fault,
    }


def _moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else ""
