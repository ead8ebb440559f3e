"""What the store of runs can be told and asked. Each call that writes is one transaction, on disk when it returns."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from briefgen.deliver.ledger.faults import guarded
from briefgen.pipeline.growing import writing
from briefgen.schedule.store.place import failure
from briefgen.schedule.store.records import Beat, Retry, Run, RunState, Trouble, Watermark
from briefgen.schedule.store.rows import COLUMNS, RETRY, as_moment, as_text, retry_of, row_of, run_of
from briefgen.schedule.store.wanted import Settling, Wanted

_OPEN = "SELECT DISTINCT schedule FROM runs WHERE state = 'due'"
OVERTAKEN = "A newer run of the same schedule took its place."


class Outdated(Exception):
    """Say that a schedule was settled by somebody else meanwhile."""


class Store:
    """Hold an open store, made by `open_store`; `folder` is runs/ of the project."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.connection = connection

    def watermarks(self) -> dict[str, Watermark]:
        """Return up to when each schedule is settled, by schedule."""
        with guarded("read", failure):
            rows = self.connection.execute("SELECT schedule, at, rule, digest FROM watermarks").fetchall()
        return {name: Watermark(name, as_moment(at), rule, digest) for name, at, rule, digest in rows}

    def settle(
        self,
        mark: Watermark,
        was: Watermark | None = None,
        *,
        missed: Wanted | None = None,
        due: Wanted | None = None,
    ) -> Run | None:
        """Move the watermark of one schedule, as `settle_all` does; return the run to be done."""
        return self.settle_all([Settling(mark, was, missed, due)])[0]

    def settle_all(self, found: Iterable[Settling], alone: str = "") -> list[Run | None]:
        """Move the watermarks of schedules, and record what that means: what was missed, what is to be run.

        All of it or nothing, and only where each watermark still is what it was: else it raises Outdated, so that
        nothing can become due twice. What was due before and was not begun is missed now, and what waits to be tried
        again is not tried any more. Under the name `alone`, the ids are added of what was missed and no run follows.
        Returns the runs to be done.
        """
        with self._writing():
            kept: dict[str, tuple[str, str, str]] = {
                schedule: (at, rule, digest)
                for schedule, at, rule, digest in self.connection.execute(
                    "SELECT schedule, at, rule, digest FROM watermarks"
                )
            }
            open_ = {schedule for (schedule,) in self.connection.execute(_OPEN)}
            missed: list[str] = []
            runs = [self._settle(each, kept, each.mark.schedule in open_, missed) for each in found]
            if alone and missed:
                self._set_mark(alone, " ".join((*self.mark(alone).split(), *missed)))
            return runs

    def _settle(
        self, found: Settling, kept: dict[str, tuple[str, str, str]], waiting: bool, alone: list[str]
    ) -> Run | None:
        """Record one; `waiting`: whether something of its schedule is due already and was not begun.

        Add to `alone` what was missed where no run follows.
        """
        schedule, was = found.mark.schedule, found.was
        if kept.get(schedule) != (None if was is None else (as_text(was.at), was.rule, was.digest)):
            raise Outdated(schedule)
        kept[schedule] = (as_text(found.mark.at), found.mark.rule, found.mark.digest)
        self.connection.execute(
            "INSERT OR REPLACE INTO watermarks (schedule, at, rule, digest) VALUES (?, ?, ?, ?)",
            (schedule, *kept[schedule]),
        )
        missed = self._add(schedule, found.missed, "missed", 1) if found.missed is not None else None
        if found.due is None:
            alone += [missed.id] if missed is not None else []
            return None
        self._drop_retries([schedule])
        if waiting:
            self.connection.execute("DELETE FROM runs WHERE schedule = ? AND state = 'due' AND retry > 0", (schedule,))
            self.connection.execute(
                "UPDATE runs SET state = 'missed', message = ? WHERE +schedule = ? AND state = 'due'",
                (OVERTAKEN, schedule),
            )
        return self._add(schedule, found.due, "due", 1)

    def forget_watermarks(self, schedules: Iterable[str]) -> None:
        """Forget schedules that are no more: where one comes back, it begins anew, and nothing is tried again."""
        names = list(schedules)
        with self._writing():
            self.connection.executemany("DELETE FROM watermarks WHERE schedule = ?", [(name,) for name in names])
            self._drop_retries(names)

    def set_back(self, now: datetime) -> list[str]:
        """Move watermarks that lie in the future to `now`, as after a clock that was wrong; return their schedules.

        What waits to be tried again is not: it may have come through where the project was copied from.
        """
        with self._writing():
            self.connection.execute("DELETE FROM retries")
            rows = self.connection.execute(
                "UPDATE watermarks SET at = ? WHERE at > ? RETURNING schedule", (as_text(now), as_text(now))
            ).fetchall()
        return sorted(name for (name,) in rows)

    def pending(self, schedule: str) -> tuple[str, datetime] | None:
        """Return a change of files that is waited upon until it rests, and since when; None where there is none."""
        with guarded("read", failure):
            row = self.connection.execute(
                "SELECT pending, since FROM watermarks WHERE schedule = ? AND pending <> ''", (schedule,)
            ).fetchone()
        return (row[0], as_moment(row[1])) if row else None

    def set_pending(self, schedule: str, digest: str, now: datetime) -> None:
        """Keep that files have changed and may still be changing; "" where they have not."""
        with self._writing():
            self.connection.execute(
                "UPDATE watermarks SET pending = ?, since = ? WHERE schedule = ?", (digest, as_text(now), schedule)
            )

    def begin(self, run: str, now: datetime) -> Run:
        """Set a run that is due to running, on disk before anything is started; raise Outdated where it is not due."""
        with self._writing():
            return self._change(run, ("due",), "state = 'running', started = ?", (as_text(now),))

    def end(self, run: str, state: RunState, now: datetime, message: str = "", *, retry: Retry | None = None) -> Run:
        """Record what became of a run, and what of it is to be tried again; raise Outdated where that is known already.

        Where something newer of its schedule is on record, nothing is tried again.
        """
        with self._writing():
            changes = "state = ?, ended = ?, message = ?"
            ended = self._change(run, ("running",), changes, (state, as_text(now), message))
            if retry is not None and not self._newer(ended):
                self.connection.execute(
                    f"INSERT OR REPLACE INTO retries ({RETRY}) VALUES (?, ?, ?, ?, ?, ?, ?)", row_of(retry)
                )
        return ended

    def retries(self) -> dict[str, Retry]:
        """Return what waits to be tried again, by schedule."""
        with guarded("read", failure):
            rows = self.connection.execute(f"SELECT {RETRY} FROM retries").fetchall()
        return {retry.schedule: retry for retry in map(retry_of, rows)}

    def follow(self, runs: Collection[tuple[str, str]], retries: Collection[tuple[str, Retry]]) -> None:
        """Let runs, by their ids, and what waits to be tried again belong to the schedules that are named first.

        With a run go those that tried it again.
        """
        with self._writing():
            self.connection.executemany("UPDATE runs SET schedule = ?1 WHERE ?2 IN (id, retry_of)", runs)
            self._drop_retries([retry.schedule for _, retry in retries])
            self.connection.executemany(
                f"INSERT OR REPLACE INTO retries ({RETRY}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [row_of(replace(retry, schedule=schedule)) for schedule, retry in retries],
            )

    def move(self, moved: Mapping[str, str], name: str, value: str) -> None:
        """Let all that is on record of schedules belong to others, by the ids that they had and have now.

        With it, a text is kept under a name.
        """
        with self._writing():
            for table in ("watermarks", "retries", "runs"):
                # In two steps, as they may change places; no id begins with a blank.
                self.connection.executemany(
                    f"UPDATE OR REPLACE {table} SET schedule = ' ' || ?2 WHERE schedule = ?1", list(moved.items())
                )
                self.connection.execute(
                    f"UPDATE OR REPLACE {table} SET schedule = substr(schedule, 2) WHERE schedule BETWEEN ' ' AND '!'"
                )
            self._set_mark(name, value)

    def retry(self, found: Retry) -> Run | None:
        """Let be due now what waits to be tried again; None where it does not any more, or its run is forgotten."""
        with self._writing():
            gone = self.connection.execute(
                "DELETE FROM retries WHERE schedule = ? AND run = ? AND number = ?",
                (found.schedule, found.run, found.number),
            ).rowcount
            row = self.connection.execute(f"SELECT {COLUMNS} FROM runs WHERE id = ?", (found.run,)).fetchone()
            if not gone or row is None:
                return None
            first = run_of(row)
            wanted = Wanted(first.action, first.nominal, first.due, rule=found.rule, channels=found.channels)
            return self._add(found.schedule, wanted, "due", 1, (found.run, found.number, found.only))

    def _drop_retries(self, schedules: Iterable[str]) -> None:
        self.connection.executemany("DELETE FROM retries WHERE schedule = ?", [(name,) for name in schedules])

    def again(self, run: Run, *, attempt: int) -> Run | None:
        """Let a run that was ended be due once more; None where something newer of its schedule is on record."""
        with self._writing():
            if self._newer(run):
                return None
            retry = (run.retry_of, run.retry, run.only)
            wanted = Wanted(run.action, run.nominal, run.due, rule=run.rule, channels=run.channels)
            return self._add(run.schedule, wanted, "due", attempt, retry)

    def _newer(self, run: Run) -> bool:
        """Say whether something of the same schedule is on record that came after a run."""
        found = self.connection.execute(
            "SELECT 1 FROM runs WHERE schedule = ? AND state <> 'missed' AND key > (SELECT key FROM runs WHERE id = ?)",
            (run.schedule, run.id),
        ).fetchone()
        return found is not None

    def miss(self, run: str, message: str) -> Run:
        """Record that a run that is due is not done."""
        with self._writing():
            return self._change(run, ("due",), "state = 'missed', message = ?", (message,))

    def set_report(self, run: str, path: str) -> None:
        """Record where the report of a run lies, relative to the project."""
        with self._writing():
            self.connection.execute("UPDATE runs SET report = ? WHERE id = ?", (path, run))

    def note(self, run: str, text: str) -> None:
        """Add a line to what is known of a run."""
        with self._writing():
            self.connection.execute(
                "UPDATE runs SET message = ltrim(message || char(10) || ?, char(10)) WHERE id = ?", (text, run)
            )

    def run(self, run: str) -> Run | None:
        """Return a run by its id."""
        with guarded("read", failure):
            row = self.connection.execute(f"SELECT {COLUMNS} FROM runs WHERE id = ?", (run,)).fetchone()
        return run_of(row) if row else None

    def runs(self, *, schedule: str = "", states: Collection[RunState] = (), most: int = -1) -> Iterator[Run]:
        """Yield runs, the newest record first; what is not given is not asked for; at most `most`, -1 is all."""
        where = ["schedule = ?"] if schedule else []
        if states:
            where.append(f"state IN ({', '.join('?' for _ in states)})")
        asked = f"WHERE {' AND '.join(where)}" if where else ""
        values = (*((schedule,) if schedule else ()), *states, most)
        with guarded("read", failure):
            found = self.connection.execute(
                f"SELECT {COLUMNS} FROM runs {asked} ORDER BY key DESC LIMIT ?", values
            ).fetchall()
        yield from map(run_of, found)

    def knows(self, stem: str, nominal: str, channels: tuple[str, ...]) -> bool:
        """Say whether a moment is on record of a schedule whose id begins so, and which sends by these channels."""
        with guarded("read", failure):
            row = self.connection.execute(
                "SELECT 1 FROM runs WHERE substr(schedule, 1, ?) = ? AND nominal = ?"
                " AND (channels = ? OR rule = '') LIMIT 1",
                (len(stem), stem, nominal, "\n".join(channels)),
            ).fetchone()
        return row is not None

    def latest(self) -> dict[str, Run]:
        """Return the newest run of each schedule, missed ones too."""
        with guarded("read", failure):
            found = self.connection.execute(
                f"SELECT {COLUMNS} FROM runs WHERE key IN (SELECT max(key) FROM runs GROUP BY schedule)"
            ).fetchall()
        return {run.schedule: run for run in map(run_of, found)}

    def to_do(self) -> list[Run]:
        """Return the runs that are due, in the order in which they were."""
        return sorted(self.runs(states=("due",)), key=lambda run: (run.due, run.schedule, run.id))

    def forget_runs(self, ids: Iterable[str]) -> None:
        """Remove records of runs, those that are due or running stay."""
        with self._writing():
            self.connection.executemany(
                "DELETE FROM runs WHERE id = ? AND state NOT IN ('due', 'running')", [(run,) for run in ids]
            )

    def troubles(self) -> list[Trouble]:
        """Return what keeps schedules from being run, the oldest first."""
        with guarded("read", failure):
            rows = self.connection.execute(
                "SELECT schedule, message, hint, since FROM troubles ORDER BY since, schedule, message"
            ).fetchall()
        return [Trouble(schedule, message, hint, as_moment(since)) for schedule, message, hint, since in rows]

    def set_troubles(self, found: Iterable[Trouble]) -> tuple[list[Trouble], list[Trouble]]:
        """Keep what is wrong now, each with when it began; return what is new and what has passed."""
        now = {(trouble.schedule, trouble.message): trouble for trouble in found}
        before = {(trouble.schedule, trouble.message): trouble for trouble in self.troubles()}
        new = [trouble for key, trouble in now.items() if key not in before]
        passed = [trouble for key, trouble in before.items() if key not in now]
        if new or passed:
            with self._writing():
                self.connection.executemany(
                    "DELETE FROM troubles WHERE schedule = ? AND message = ?",
                    [(trouble.schedule, trouble.message) for trouble in passed],
                )
                self.connection.executemany(
                    "INSERT OR IGNORE INTO troubles (schedule, message, hint, since) VALUES (?, ?, ?, ?)",
                    [(each.schedule, each.message, each.hint, as_text(each.since)) for each in new],
                )
        return new, passed

    def beat(self, name: str, now: datetime, told: str = "", *others: str) -> None:
        """Record that something is at work; `others` are further names of it."""
        with self._writing():
            self.connection.executemany(
                "INSERT OR REPLACE INTO beats (name, at, told) VALUES (?, ?, ?)",
                [(each, as_text(now), told) for each in (name, *others)],
            )

    def beats(self) -> dict[str, Beat]:
        """Return when each was last seen at work."""
        with guarded("read", failure):
            rows = self.connection.execute("SELECT name, at, told FROM beats").fetchall()
        return {name: Beat(name, as_moment(at), told) for name, at, told in rows}

    def mark(self, name: str) -> str:
        """Return what was kept under a name, or ""."""
        with guarded("read", failure):
            row = self.connection.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_mark(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        with self._writing():
            self._set_mark(name, value)

    def _set_mark(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (name, value))

    def _add(
        self,
        schedule: str,
        wanted: Wanted,
        state: RunState,
        attempt: int,
        retry: tuple[str, int, tuple[str, ...]] = ("", 0, ()),
    ) -> Run:
        """Add a run. Its id is one that all systems take as the name of a folder, and that no other run has."""
        stem = f"{wanted.due:%Y%m%dT%H%M%SZ}-{hashlib.sha256(schedule.encode()).hexdigest()[:8]}"
        until = wanted.until or wanted.due
        id_ = stem
        for number in count(2):
            added = self.connection.execute(
                "INSERT OR IGNORE INTO runs (id, schedule, action, nominal, due, until, state, attempt, count, message,"
                " retry_of, retry, only, rule, channels) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (id_, schedule, wanted.action, wanted.nominal, as_text(wanted.due), as_text(until), state, attempt,
                 wanted.count, wanted.message, retry[0], retry[1], "\n".join(retry[2]),
                 wanted.rule, "\n".join(wanted.channels)),
            )  # fmt: skip
            if added.rowcount:
                break
            id_ = f"{stem}-{number}"
        return Run(
            id_, schedule, wanted.action, wanted.nominal, wanted.due, until, state, attempt, wanted.count,
            message=wanted.message, retry_of=retry[0], retry=retry[1], only=retry[2],
            rule=wanted.rule, channels=wanted.channels,
        )  # fmt: skip

    def _change(self, run: str, states: Collection[RunState], changes: str, values: tuple[str, ...]) -> Run:
        marks = ", ".join("?" for _ in states)
        rows = self.connection.execute(
            f"UPDATE runs SET {changes} WHERE id = ? AND state IN ({marks}) RETURNING {COLUMNS}",
            (*values, run, *states),
        ).fetchall()
        if not rows:
            raise Outdated(run)
        return run_of(rows[0])

    @contextmanager
    def _writing(self) -> Generator[None]:
        """Be the only writer of all processes, for one transaction."""
        with guarded("written", failure), writing(self.connection):
            yield
