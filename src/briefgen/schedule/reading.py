"""The schedules of one file, as plain rows that can be kept; what is wrong with one of them is kept as well.

Only the part of a file that says when is read: a mistake in a text does not take its schedule away, it is told by the
run that needs the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem
from briefgen.project import Project
from briefgen.spec.schedule import BriefSchedule, Do, ProjectSchedule, Run, VisitSchedule, opened
from briefgen.spec.top_keys import read_top_keys
from briefgen.spec.tree import Mapping, Node, Scalar, Sequence
from briefgen.spec.validate import validate
from briefgen.spec.when import Visit

SCHEDULE = "schedule"
_SCHEDULE, _RUNS, _ID, _DO = Scalar(SCHEDULE), Scalar("runs"), Scalar("id"), Scalar("do")
_DAYS = ("arrival", "departure")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Row(TypedDict):
    """Hold a schedule as it is written: `zone` "" where the project's is meant, `jitter` in seconds, `visit` in ISO."""

    id: str
    action: str
    names: list[str]
    when: str
    zone: str
    jitter: float
    keep: str
    channels: list[str]
    delegation: str
    visit: list[str]
    line: int
    column: int


class Found(TypedDict):
    """Hold what a file has: rows, troubles (id, line, column, message, hint), and what the settings say for all.

    `shared` is zone, calendar, silence and heartbeat (in seconds); empty where these cannot be read.
    """

    rows: list[Row]
    troubles: list[tuple[str, int, int, str, str]]
    shared: list[Any]


def nothing() -> Found:
    """Return what a file has that says nothing of times."""
    return Found(rows=[], troubles=[], shared=[])


def of_brief(path: Path, name: str, project: Project) -> Found:
    """Return the schedule of a brief. Raises EnvironmentFailure where the file cannot be read."""
    found = nothing()
    id = f"brief:{name}"
    try:
        written = _read(path, project, ())
        if written is not None:
            entry = _validated(written[_SCHEDULE], BriefSchedule, project)
            found["rows"].append(_row(entry, id, "build", [name], keep=_keep(entry)))
    except AuthorsMistakes as error:
        _refuse(found, id, error.problems)
    return found


def of_delegation(path: Path, name: str, project: Project) -> Found:
    """Return the schedules of a delegation; each entry stands alone, and what is said of one tells nothing of people.

    Raises EnvironmentFailure where the file cannot be read.
    """
    found = nothing()
    try:
        written = _read(path, project, _DAYS)
    except AuthorsMistakes as error:
        _refuse_discreetly(found, f"delegation:{name}", error.problems, None)
        return found
    if written is None:
        return found
    entries = written[_SCHEDULE]
    if not isinstance(entries, Sequence):
        _refuse(found, f"delegation:{name}", [_no_list(entries)])
        return found
    for number, node in enumerate(entries, 1):
        id = f"delegation:{name}:{_do(node)}:{number}"
        try:
            entry = _validated(node, VisitSchedule, project)
            visit = _days(written) if isinstance(entry.when, Visit) else []
            channels = [*entry.channels]
            row = _row(entry, id, entry.do, [], channels=channels, delegation=name, visit=visit)
            found["rows"].append(row)
        except AuthorsMistakes as error:
            _refuse_discreetly(found, id, error.problems, written)
    return found


def of_settings(project: Project) -> Found:
    """Return the runs of `briefgen.yaml`, and zone and calendar of all schedules.

    Raises EnvironmentFailure where the file cannot be read.
    """
    found = nothing()
    try:
        written = _read(project.settings, project, ())
        # Nothing can be built with mistakes elsewhere; `runs` that is not below `schedule` would never be missed.
        _refuse(found, "", _mistakes_elsewhere(project))
        below = written[_SCHEDULE] if written is not None else Mapping()
        base = below
        if isinstance(below, Mapping):
            base = Mapping(below.place)
            base.update({key: value for key, value in below.items() if key != _RUNS})
        shared = validate(base, ProjectSchedule, project)
        spans = [shared.silence.total_seconds(), shared.heartbeat.total_seconds()]
        found["shared"] = [str(shared.zone), str(shared.calendar), *spans]
    except AuthorsMistakes as error:
        _refuse(found, "", error.problems)
        return found
    runs = below.get(_RUNS, Sequence()) if isinstance(below, Mapping) else Sequence()
    if not isinstance(runs, Sequence):
        _refuse(found, "", [_no_list(runs)])
        return found
    seen: set[str] = set()
    for number, node in enumerate(runs, 1):
        written_id = node.get(_ID) if isinstance(node, Mapping) else None
        id = f"run:{written_id}" if isinstance(written_id, Scalar) and written_id else f"run:{number}"
        try:
            entry = validate(node, Run, project)
        except AuthorsMistakes as error:
            _refuse(found, id, error.problems)
            continue
        if id in seen:
            place = written_id.place if isinstance(written_id, Scalar) else node.place
            _refuse(found, id, [Problem(place, "Two runs have this id.", "Give each run an id of its own.")])
            found["rows"] = [row for row in found["rows"] if row["id"] != id]
            continue
        seen.add(id)
        found["rows"].append(_row(entry, id, "build", [str(name) for name in entry.build]))
    return found


def _mistakes_elsewhere(project: Project) -> tuple[Problem, ...]:
    """Return what is wrong in `briefgen.yaml` outside of `schedule`."""
    from briefgen.spec.load import load_settings

    try:
        load_settings(project, without=SCHEDULE)
    except AuthorsMistakes as error:
        return error.problems
    return ()


def _read(path: Path, project: Project, others: Iterable[str]) -> Mapping | None:
    project.require_file(path)
    try:
        return read_top_keys(path, project, SCHEDULE, others)
    except OSError as error:
        raise EnvironmentFailure(f"{project.relative(path)} cannot be read: {error.strerror or error}.") from error


M = TypeVar("M", BriefSchedule, VisitSchedule)


def _validated(node: Node, model: type[M], project: Project) -> M:
    """Return the model of keys, or of the words of `when` alone."""
    whole = opened(node)
    assert isinstance(whole, Scalar | Mapping | Sequence)
    return validate(whole, model, project)


def _no_list(node: Node) -> Problem:
    hint = "Write each entry in a line of its own, after a hyphen."
    return Problem(node.place, "A list of entries is meant here.", hint)


def _days(written: Mapping) -> list[str]:
    """Return arrival and departure. Raises AuthorsMistakes where they are not there, or are no days."""
    days: list[str] = []
    problems: list[Problem] = []
    for key in _DAYS:
        node = written.get(Scalar(key))
        try:
            if not isinstance(node, Scalar) or not _ISO.fullmatch(node):
                raise ValueError
            days.append(date.fromisoformat(node).isoformat())
        except ValueError:
            place = node.place if node is not None else written.key_place(SCHEDULE)
            sentence = f"When this is due depends on the {key}, and that is no day."
            problems.append(Problem(place, sentence, f"Write the day of the {key} like 2026-11-20."))
    if problems:
        raise AuthorsMistakes(problems)
    return days


def _do(node: Node) -> Do:
    written = node.get(_DO) if isinstance(node, Mapping) else None
    return "deliver" if written == "deliver" else "pack"


def _keep(entry: BriefSchedule) -> str:
    written: dict[str, Any] = entry.model_dump(include={"keep"})
    return str(written["keep"] or "")


def _row(
    entry: BriefSchedule | VisitSchedule | Run,
    id: str,
    action: str,
    names: list[str],
    *,
    keep: str = "",
    channels: list[str] | None = None,
    delegation: str = "",
    visit: list[str] | None = None,
) -> Row:
    jitter = entry.jitter.total_seconds() if entry.jitter is not None else 0
    return Row(
        id=id,
        action=action,
        names=names,
        when=str(entry.when),
        zone=str(entry.zone or ""),
        jitter=jitter,
        keep=keep,
        channels=channels or [],
        delegation=delegation,
        visit=visit or [],
        line=entry.place.line,
        column=entry.place.column,
    )


def _refuse(found: Found, id: str, problems: Iterable[Problem]) -> None:
    found["troubles"] += [
        (id, problem.place.line, problem.place.column, problem.message, problem.hint) for problem in problems
    ]


def _refuse_discreetly(found: Found, id: str, problems: Iterable[Problem], written: Mapping | None) -> None:
    from briefgen.deliver.discreet import discreet

    _refuse(found, id, discreet(problems, written))
