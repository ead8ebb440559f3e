"""What many runs come to, counted where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefgen.deliver.ledger.faults import guarded
from briefgen.schedule.store.place import failure
from briefgen.schedule.store.records import Run
from briefgen.schedule.store.store import Store


@dataclass(frozen=True)
class Sums:
    """Hold what the runs of one schedule come to.

    `ended` is the newest run that came to an end, `done` when the newest ended that did all. `failing` counts those
    that failed since then. `missed` counts moments on record; `missed_last` is the newest record of such.
    """

    ended: Run | None = None
    done: datetime | None = None
    failing: int = 0
    missed: int = 0
    missed_last: Run | None = None


_ENDED = "('done', 'failed', 'ended')"


def sums(store: Store) -> dict[str, Sums]:
    """Return the sums of each schedule that has runs on record."""
    with guarded("read", failure):
        ended = _newest(store, f"state IN {_ENDED}")
        missed = _newest(store, "state = 'missed'")
        done = dict(
            store.connection.execute(
                "SELECT schedule, max(ended) FROM runs WHERE state = 'done' GROUP BY schedule"
            ).fetchall()
        )
        failing = dict(
            store.connection.execute(
                "WITH last AS MATERIALIZED (SELECT schedule, max(key) AS done FROM runs WHERE +state = 'done'"
                " GROUP BY schedule) SELECT run.schedule, count(*) FROM runs AS run LEFT JOIN last"
                " ON last.schedule = run.schedule WHERE +run.state IN ('failed', 'ended')"
                " AND run.key > coalesce(last.done, 0) GROUP BY run.schedule"
            ).fetchall()
        )
        counts = dict(
            store.connection.execute(
                "SELECT schedule, sum(count) FROM runs WHERE state = 'missed' GROUP BY schedule"
            ).fetchall()
        )
    return {
        name: Sums(
            ended=ended.get(name),
            done=datetime.fromisoformat(done[name]) if name in done else None,
            failing=failing.get(name, 0),
            missed=counts.get(name, 0),
            missed_last=missed.get(name),
        )
        for name in sorted({*ended, *missed})
    }


def waiting(store: Store) -> dict[str, Run]:
    """Return the runs that are due or being done, by schedule."""
    return {run.schedule: run for run in store.runs(states=("due", "running"))}


def _newest(store: Store, which: str) -> dict[str, Run]:
    rows = store.connection.execute(
        f"SELECT id FROM runs WHERE key IN (SELECT max(key) FROM runs WHERE {which} GROUP BY schedule)"
    ).fetchall()
    found = [store.run(id_) for (id_,) in rows]
    return {run.schedule: run for run in found if run is not None}
