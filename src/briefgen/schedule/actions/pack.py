"""Make packs: gates decide, and what holds one back is told with its reasons."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.delegations import find_delegations, load_delegation
from briefgen.deliver.pack.assemble import Made, Wanted, Workshop
from briefgen.deliver.pack.gates import NONE, HeldBackError, Passes
from briefgen.errors import BriefgenError
from briefgen.pipeline.faults import unexpected
from briefgen.schedule.actions.said import line, said_of, told
from briefgen.schedule.actions.visits import look
from briefgen.schedule.store.records import Item, Outcome, SectionState
from briefgen.spec.nearest import nearest

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule.actions import Task
    from briefgen.schedule.scheduled import Schedule
    from briefgen.spec.schedule import VisitSchedule


def pack(task: Task) -> Outcome:
    """Make the pack of the delegation anew, as far as its gates let it; the old one stays where they do not."""
    file = delegation_file(task.project, task.schedule.delegation)
    if isinstance(file, Item):
        return Outcome((file,))
    item, _ = pack_made(task, file, passes_of(task, file))
    return Outcome((item,))


def delegation_file(project: Project, name: str) -> Path | Item:
    """Return the file of a delegation, or what is told where there is none."""
    files = find_delegations(project)
    if name in files:
        return files[name]
    hint = nearest(name, files, ask="Delegations")
    return Item(name, "pack", "failed", message=f'There is no delegation "{name}". {hint}'.rstrip())


def passes_of(task: Task, file: Path) -> Passes:
    """Return which gates the delegation's own schedule lets the pack pass, by whom and why.

    The schedule is known by its place in the file, the last part of its id. Where another entry stands there by now,
    none is passed.
    """
    number = task.schedule.id.rpartition(":")[2]
    try:
        entries = load_delegation(file, task.project).schedule
    except BriefgenError:
        return NONE  # whoever makes the pack says what is wrong
    entry = entries[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(entries) else None
    if entry is None or entry.override is None or not _is(entry, task.schedule):
        return NONE
    return Passes(frozenset(entry.override.gates), str(entry.override.reason), str(entry.override.by))


def _is(entry: VisitSchedule, schedule: Schedule) -> bool:
    """Say whether an entry is the one of which a schedule was made."""
    known = (schedule.action, str(schedule.trigger), schedule.channels)
    return known == (entry.do, str(entry.when), tuple(entry.channels))


def pack_made(task: Task, file: Path, let: Passes = NONE) -> tuple[Item, tuple[SectionState, ...] | None]:
    """Make a pack and return what became of it; `let`: which gates somebody lets it pass.

    Return also the sections that keep it from being delivered all the same, None where there is no pack.
    """
    project, name = task.project, task.schedule.delegation
    task.tell(name, "look")
    looked = look(project, file, let.gates)
    sections = looked.sections
    task.tell(name, "pack")
    try:
        made = Workshop(project).pack(file, Wanted(None, let, sign=None, encrypt=None, shown=None))
    except HeldBackError as error:
        return Item(name, "pack", "held", message=told(error.problems), sections=sections), None
    except BriefgenError as error:
        return Item(name, "pack", "failed", message=said_of(error), sections=sections), None
    except Exception as error:  # a fault of ours is told of this delegation alone
        return Item(name, "pack", "failed", message=said_of(unexpected(error)), sections=sections), None
    archive = made.pack.archive
    item = Item(
        name,
        "pack",
        "packed" if made.state == "packed" else "unchanged",
        file=project.relative(archive) if archive is not None else project.relative(made.pack.folder),
        sha256=hashlib.sha256(archive.read_bytes()).hexdigest() if archive is not None else "",
        message=_passed(made),
        sections=sections,
    )
    return item, looked.holding


def _passed(made: Made) -> str:
    """Return what somebody let the pack pass, which is told with it."""
    found = [f"{gate.what}: {gate.sentence}" if gate.what else gate.sentence for gate in made.overridden]
    return line(f"Passed by {made.let.by} ({made.let.reason}): {' '.join(found)}") if found else ""
