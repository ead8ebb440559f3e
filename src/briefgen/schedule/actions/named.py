"""Which briefs a schedule names: all, kinds, or single ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.schedule.store.records import Item
from briefgen.spec.find import KINDS, find_briefs
from briefgen.spec.nearest import nearest
from briefgen.spec.reader import read_yaml
from briefgen.spec.tree import Scalar

if TYPE_CHECKING:
    from briefgen.project import Project

ALL = "all"


def briefs_named(project: Project, names: Sequence[str]) -> tuple[dict[str, Path], tuple[Item, ...]]:
    """Return the files of the briefs that are meant, sorted by name, and what must be told of names that are none.

    A brief whose kind cannot be read is taken for one of each kind, so that it is told and not passed over. Raises what
    `find_briefs` does.
    """
    files = find_briefs(project)
    if ALL in names:
        return files, ()
    chosen: dict[str, Path] = {}
    unknown: list[Item] = []
    for name in dict.fromkeys(names):
        if name in files:
            chosen[name] = files[name]
        elif name in KINDS:
            chosen |= {brief: path for brief, path in files.items() if _kind(path, project) in (name, None)}
        else:
            hint = nearest(name, [*files, *KINDS], ask="Briefs and kinds")
            unknown.append(Item(str(name), "brief", "failed", message=f'There is no brief "{name}". {hint}'.rstrip()))
    return _sorted(chosen), tuple(unknown)


def _sorted(chosen: Mapping[str, Path]) -> dict[str, Path]:
    return dict(sorted(chosen.items()))


def _kind(path: Path, project: Project) -> str | None:
    """Return the kind that a file says, without reading more of it; "" where it says none, None where it cannot be."""
    try:
        project.require_file(path)
        kind = read_yaml(path, project).get(Scalar("kind"))
    except BriefgenError:
        return None
    return str(kind) if isinstance(kind, Scalar) else ""
