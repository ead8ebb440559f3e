"""Whether an edition is current: nothing that it depends on has changed since it was made, nor has its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.pipeline.installation import Installation, difference
from briefgen.pipeline.manifest import Entry, entry_file, read_entry, write_entry
from briefgen.pipeline.results import Built
from briefgen.pipeline.states import Look, State, name_of
from briefgen.pipeline.wish import Wish
from briefgen.project import Project, printable

NEW = "there is no record of an earlier build"
ENCRYPTED = "encrypted files are made anew each time"


def current(
    project: Project, look: Look, installed: Installation, folder: Path, name: str, spec: Path, wish: Wish
) -> Built | str:
    """Return the edition of a brief in `folder` where it is current, else a phrase that says why it is not.

    What could be told by content only is recorded, so that the next run need not read it again.
    """
    if wish.encrypt:
        return ENCRYPTED
    file = entry_file(folder, name, wish)
    entry = read_entry(file) if file is not None else None
    if file is None or entry is None or (entry.brief, entry.wish) != (name, wish):
        return NEW
    target = folder / entry.file
    reason = (
        difference(entry.installed, installed)
        or _other_day(project, entry)
        or _other_files(project, look, entry, name_of(project, spec))
    )
    if reason:
        return reason
    output = look.same(target.as_posix(), entry.output, entry.made)
    if output is None:
        return "the finished file was changed" if look.stat(target.as_posix()) else "the finished file was removed"
    beside = folder / entry.calendar_name
    calendar = entry.calendar and look.same(beside.as_posix(), entry.calendar, entry.made)
    if entry.calendar is not None and calendar is None:
        return "the calendar file was changed" if look.stat(beside.as_posix()) else "the calendar file was removed"
    _refresh(file, entry, look, installed, output, calendar)
    return Built(
        name=name,
        edition=entry.edition,
        path=target,
        sha256=output.sha256,
        pages=entry.pages,
        size=output.size,
        state="skipped",
        reason="",
        warnings=entry.warnings,
        timings={},
        calendar=beside if calendar is not None else None,
    )


def _other_day(project: Project, entry: Entry) -> str:
    """Say whether a figure has become stale since, or is not yet stale because the clock was set back."""
    today = project.today.isoformat()
    if entry.last and today > entry.last:
        return "the last day of a figure is past"
    return "the day is an earlier one" if today < entry.first else ""


def _other_files(project: Project, look: Look, entry: Entry, spec: str) -> str:
    """Say which file of the authors is another, has come or has gone."""
    if entry.spec != spec:
        return f"{printable(spec)} takes the place of {printable(entry.spec)}"
    for name in sorted({*entry.data} ^ {*look.data()}):
        return f"{printable(name)} {'was removed' if name in entry.data else 'is new'}"
    for name, then in entry.inputs.items():
        if then is None:
            if look.stat(name) is not None:
                return f"{printable(name)} changed"
        elif look.same(name, then, entry.made) is None:
            return f"{printable(name)} {'changed' if look.stat(name) else 'was removed'}"
    return ""


def _refresh(
    file: Path, entry: Entry, look: Look, installed: Installation, output: State, calendar: State | None
) -> None:
    """Record the states that are there now where they differ in times, or have become old enough to be trusted."""
    inputs = {name: then and look.same(name, then, entry.made) for name, then in entry.inputs.items()}
    states = [state for state in (*inputs.values(), output, calendar) if state is not None]
    fresh = replace(
        entry,
        inputs=inputs,
        output=output,
        calendar=calendar,
        installed={**installed, "source": entry.installed["source"]},
        made=look.began,
    )
    moved = replace(fresh, made=entry.made) != entry
    ripe = all(look.settled(state, look.began) for state in states) and not all(
        look.settled(state, entry.made) for state in states
    )
    if moved or ripe:
        write_entry(file, fresh)
