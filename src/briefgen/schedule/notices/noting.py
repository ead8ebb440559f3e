"""What is worth telling the operator: a failure that is new or a day old, and that it is over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefgen.schedule.notices import kept
from briefgen.schedule.notices.kept import Notice, Told
from briefgen.schedule.store.records import Outcome, Run, Trouble

if TYPE_CHECKING:
    from briefgen.project import Project

AGAIN = timedelta(hours=23)
"""After how long the same failure is told again; runs of each day come some minutes earlier or later."""
DAY = timedelta(hours=24)
MOST_A_DAY = 6
"""How often one thing is told in a day, however its failures differ."""
TROUBLES = "schedules"
"""The key under which what cannot be read is told."""


def note_run(
    project: Project, run: Run, outcome: Outcome, now: datetime, again: datetime | None = None
) -> Notice | None:
    """Note what is to be told of a run: a failure that is new or a day old, or that it is over.

    `again` is when it is tried again by itself, None where it is not. A failure that is tried again is told once; that
    it is not tried any more is told, too.
    """
    from briefgen.schedule.notices import texts

    if outcome.failed or run.state in ("failed", "ended", "missed"):
        report = f"{project.runs.name}/{run.id}/report.pdf"
        report = report if (project.root / report).is_file() else ""
        return _failure(
            project,
            run.schedule,
            _digest(outcome, run) + (" over" if run.retry and again is None else ""),
            now,
            lambda tag: texts.failure_subject(run, outcome, tag),
            lambda tag: texts.failure_lines(run, outcome, report, tag, again),
            report,
            silent=_only_waits(run, outcome, again),
            once=run.retry > 0,
        )
    return _recovery(
        project,
        run.schedule,
        now,
        lambda tag: texts.words("recovered", tag, schedule=run.schedule),
        lambda tag, told: texts.recovery_lines(run, told.first, told.count, tag),
    )


def note_troubles(project: Project, troubles: Sequence[Trouble], now: datetime) -> Notice | None:
    """Note what is to be told of schedules that cannot be read; `troubles` are all that there are now."""
    from briefgen.schedule.notices import texts

    if troubles:
        digest = hashlib.sha256("\0".join(sorted(f"{one.schedule} {one.message}" for one in troubles)).encode())
        return _failure(
            project,
            TROUBLES,
            digest.hexdigest(),
            now,
            lambda tag: texts.words("troubled", tag, count=len(troubles)),
            lambda tag: texts.trouble_lines(troubles, tag, over=False),
        )
    return _recovery(
        project,
        TROUBLES,
        now,
        lambda tag: texts.words("untroubled", tag),
        lambda tag, told: (texts.words("untroubled", tag),),
    )


def _failure(
    project: Project,
    key: str,
    digest: str,
    now: datetime,
    subject: Callable[[str], str],
    lines: Callable[[str], tuple[str, ...]],
    report: str = "",
    *,
    silent: bool = False,
    once: bool = False,
) -> Notice | None:
    """Note a failure, where it is to be told.

    `silent`: where anything was told under its key, it is only counted. `once`: the same is not told each day.
    """
    told = kept.told(project)
    known = told.get(key)
    if known is None:
        told[key] = Told(digest, now, (now,))
    else:
        # A clock that was set back has told nothing in times to come.
        recent = tuple(moment for moment in known.at if timedelta(0) <= now - moment < DAY)
        last = max(recent, default=None)
        same = known.digest == digest and (once or (last is not None and now - last < AGAIN))
        if same or silent or len(recent) >= MOST_A_DAY:
            if key != TROUBLES:  # these are told at each look, not at each failure
                told[key] = replace(known, count=known.count + 1)
                kept.keep_told(project, told)
            return None
        told[key] = Told(digest, known.first, (*recent, now), known.count + 1)
    notice = _notice(project, key, "failure", now, subject, lines, report)
    kept.keep_told(project, told)
    return notice


def _recovery(
    project: Project,
    key: str,
    now: datetime,
    subject: Callable[[str], str],
    lines: Callable[[str, Told], tuple[str, ...]],
) -> Notice | None:
    told = kept.told(project)
    known = told.pop(key, None)
    if known is None:
        return None
    notice = _notice(project, key, "recovery", now, subject, lambda tag: lines(tag, known), "")
    kept.keep_told(project, told)
    return notice


def _notice(
    project: Project,
    key: str,
    kind: str,
    now: datetime,
    subject: Callable[[str], str],
    lines: Callable[[str], tuple[str, ...]],
    report: str,
) -> Notice:
    """Keep a notice; where an older one waits under its key, it is not tried sooner for being replaced."""
    from briefgen.schedule.notices.texts import LANGUAGES

    old = kept.find(project, key)
    notice = Notice(
        key,
        "recovery" if kind == "recovery" else "failure",
        now,
        {tag: subject(tag) for tag in LANGUAGES},
        {tag: lines(tag) for tag in LANGUAGES},
        report,
    )
    if old is not None:
        notice = replace(notice, tries=old.tries, next=old.next, reason=old.reason, first=old.first or old.at)
    kept.keep(project, notice)
    return notice


def _only_waits(run: Run, outcome: Outcome, again: datetime | None) -> bool:
    """Say whether all that failed was tried again and will be once more."""
    bad = [item for item in outcome.items if item.bad]
    return bool(run.retry and again is not None and bad and all(item.temporary for item in bad) and not outcome.message)


def _digest(outcome: Outcome, run: Run) -> str:
    """Return what tells one failure from another: what failed and how, whatever numbers it names."""
    bad = sorted(f"{item.subject} {item.kind} {item.state} {_plain(item.message)}" for item in outcome.items)
    words = "\0".join([run.state, _plain(outcome.message), *bad])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", text)
