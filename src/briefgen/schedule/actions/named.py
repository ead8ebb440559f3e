"""Which briefs a schedule names: all, kinds, those with a tag, or single ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.schedule.store.records import Item
from briefgen.spec.find import find_briefs
from briefgen.spec.meant import lenient_shelf_of

if TYPE_CHECKING:
    from briefgen.project import Project

ALL = "all"


def briefs_named(project: Project, names: Sequence[str]) -> tuple[dict[str, Path], tuple[Item, ...]]:
    """Return the files of the briefs that are meant, sorted by name, and what must be told of names that are none.

    A brief whose kind or tags cannot be read is taken for one of each kind and tag, so that it is told and not passed
    over. Raises what `find_briefs` does.
    """
    files = find_briefs(project)
    if ALL in names:
        return files, ()
    shelf = lenient_shelf_of(files, project)
    chosen: dict[str, Path] = {}
    unknown: list[Item] = []
    for name in dict.fromkeys(names):
        chosen |= {brief: files[brief] for brief in shelf.meant(name)}
        if not shelf.is_known(name):
            message = f'There is no brief "{name}". {shelf.suggestion(name)}'
            unknown.append(Item(str(name), "brief", "failed", message=message.rstrip()))
    return dict(sorted(chosen.items())), tuple(unknown)
