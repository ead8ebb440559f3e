"""Packs of several delegations, one after the other or several at once; each stands alone."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.pack.assemble import Made, Wanted, Workshop
from briefgen.errors import AuthorsMistakes, BriefgenError
from briefgen.pipeline.jobs import at_once
from briefgen.pipeline.results import Order, Refused
from briefgen.pipeline.stages import Tell
from briefgen.pipeline.wish import AS_WRITTEN

if TYPE_CHECKING:
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project


@dataclass(frozen=True)
class Packed:
    """Hold the pack of a delegation, by name; it passes between processes."""

    name: str
    made: Made


class PackTask:
    """Make the pack of one order after the other; each process has a workshop of its own."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._workshop: Workshop | None = None

    def __call__(self, project: Project, shared: Shared, order: Order, _tell: Tell | None = None) -> Packed | Refused:
        """Make a pack, or say why it was not made."""
        if self._workshop is None:
            self._workshop = Workshop(project, shared)
        return pack_one(self._workshop, order.name, order.file, self._wanted)


def pack_one(workshop: Workshop, name: str, file: Path, wanted: Wanted) -> Packed | Refused:
    """Make the pack of the delegation of a file, or say why it was not made."""
    try:
        return Packed(name, workshop.pack(file, wanted))
    except BriefgenError as error:
        return Refused(name, error)


def make_packs(
    project: Project, files: Mapping[str, Path], wanted: Wanted, *, jobs: int = 1
) -> Generator[Packed | Refused]:
    """Make the pack of each delegation and yield it, or why it was not made, in the order given.

    `jobs` are made at once, each in a process of its own. Raises EnvironmentFailure where no process can be started.
    """
    left = dict(files)
    if min(jobs, len(files)) > 1:
        orders = [Order(name, file, AS_WRITTEN, None, False, "") for name, file in files.items()]
        try:
            with closing(at_once(project, orders, PackTask(wanted), jobs)) as results:
                for result in results:
                    del left[result.name]
                    yield result
        except AuthorsMistakes:
            pass  # in what all share: told below, as ever
    workshop = Workshop(project)
    for name, file in left.items():
        yield pack_one(workshop, name, file, wanted)
