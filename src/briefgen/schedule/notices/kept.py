"""Notices that wait to be sent, one file each in runs/notices/, and what the operator was told already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from briefgen.pipeline.sealed import seal, sweep_parts, unseal

if TYPE_CHECKING:
    from briefgen.project import Project

FOLDER = "notices"
TOLD = "told.json"
NOTICE = ".notice.json"
_MOVED = ""
"""In the place of a key, which time entries of delegations were moved that was taken over here last."""


@dataclass(frozen=True)
class Notice:
    """Hold what the operator is to be told of one thing, such as a schedule (`key`); a newer one takes its place.

    `subject` and `lines` by language. `report`: a file to send along, relative to the project, "" for none. `tries`:
    how often it was tried, `next` when it is tried again, `reason` why it was not sent.
    """

    key: str
    kind: Literal["failure", "recovery"]
    at: datetime
    subject: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]
    report: str = ""
    tries: int = 0
    next: datetime | None = None
    reason: str = ""
    first: datetime | None = None
    """Since when something waits under this key."""


@dataclass(frozen=True)
class Told:
    """Hold what the operator was told of one thing that still fails: what, since when, when, how often it failed."""

    digest: str
    first: datetime
    at: tuple[datetime, ...] = field(default=())
    count: int = 1


def folder_of(project: Project) -> Path:
    """Return where notices wait."""
    return project.runs / FOLDER


def waiting(project: Project) -> list[Notice]:
    """Return the notices that wait, the oldest first; what is damaged is passed over."""
    found = [notice for path in _files(project) if (notice := _read(path)) is not None]
    return sorted(found, key=lambda notice: (notice.first or notice.at, notice.key))


def keep(project: Project, notice: Notice) -> bool:
    """Keep a notice in place of what waits under its key, and say whether it is kept."""
    held: dict[str, Any] = asdict(notice)
    for name in ("at", "next", "first"):
        held[name] = _written(held[name])
    return seal(_file(project, notice.key), held)


def drop(project: Project, key: str) -> None:
    """Let go of what waits under a key."""
    with suppress(OSError):
        _file(project, key).unlink(missing_ok=True)


def find(project: Project, key: str) -> Notice | None:
    """Return what waits under a key."""
    return _read(_file(project, key))


def sweep(project: Project) -> None:
    """Remove halves of files that a killed process left."""
    sweep_parts(folder_of(project))


def told(project: Project) -> dict[str, Told]:
    """Return what the operator was told of what still fails, by key."""
    held = unseal(folder_of(project) / TOLD)
    found: dict[str, Told] = {}
    if isinstance(held, dict):
        for key, one in cast("dict[str, Any]", held).items():
            with suppress(KeyError, TypeError, ValueError):
                times = tuple(_moment(text) for text in one["at"])
                found[key] = Told(str(one["digest"]), _moment(one["first"]), times, int(one["count"]))
    return found


def follow_moves(project: Project, moved: Mapping[str, str], number: int) -> None:
    """Let what was told, and what waits, belong to schedules by the ids that they have now; `moved` has the old ones.

    `number` says which time that is: to do it twice does no harm.
    """
    if _moves_taken(project) == number:
        return
    waits = [notice for notice in waiting(project) if notice.key in moved]
    for notice in waits:
        drop(project, notice.key)
    for notice in waits:
        keep(project, replace(notice, key=moved[notice.key]))
    found = told(project)
    left = {key: one for key, one in found.items() if key not in moved}
    keep_told(project, left | {moved[key]: one for key, one in found.items() if key in moved}, number)


def _moves_taken(project: Project) -> int:
    held = unseal(folder_of(project) / TOLD)
    taken = cast("dict[str, Any]", held).get(_MOVED) if isinstance(held, dict) else None
    return taken if isinstance(taken, int) else 0


def keep_told(project: Project, found: Mapping[str, Told], moves: int | None = None) -> bool:
    """Keep what the operator was told, and say whether it is kept; `moves` is the number of `follow_moves`."""
    held: dict[str, Any] = {
        key: {
            "digest": one.digest,
            "first": _written(one.first),
            "at": [_written(moment) for moment in one.at],
            "count": one.count,
        }
        for key, one in sorted(found.items())
    }
    if taken := _moves_taken(project) if moves is None else moves:
        held[_MOVED] = taken
    return seal(folder_of(project) / TOLD, held)


def _files(project: Project) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder_of(project).glob(f"*{NOTICE}"))


def _file(project: Project, key: str) -> Path:
    return folder_of(project) / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}{NOTICE}"


def _read(path: Path) -> Notice | None:
    held = unseal(path)
    if not isinstance(held, dict):
        return None
    one = cast("dict[str, Any]", held)
    try:
        return Notice(
            key=str(one["key"]),
            kind="recovery" if one["kind"] == "recovery" else "failure",
            at=_moment(one["at"]),
            subject={str(tag): str(text) for tag, text in one["subject"].items()},
            lines={str(tag): tuple(map(str, lines)) for tag, lines in one["lines"].items()},
            report=str(one["report"]),
            tries=int(one["tries"]),
            next=_moment(one["next"]) if one["next"] else None,
            reason=str(one["reason"]),
            first=_moment(one["first"]) if one["first"] else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
