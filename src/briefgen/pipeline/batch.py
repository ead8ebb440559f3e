"""Several briefs at once: each stands alone, so that one author's mistake does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefgen.errors import AuthorsMistakes, BriefgenError, UsageMistake
from briefgen.pipeline.make import failure, make
from briefgen.pipeline.plan import plan
from briefgen.pipeline.results import Built, Checked, Order, Refused
from briefgen.pipeline.wish import AS_WRITTEN, Wish

if TYPE_CHECKING:
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.brief import Brief

Result = TypeVar("Result")

Files = Mapping[str, Path]
"""Briefs by name: where each is written."""


def choose(project: Project, names: Sequence[str], *, everything: bool) -> Files:
    """Return the briefs that are meant: by name, by file name, or all; each once, in the order given.

    Raises UsageMistake for a name that no brief has, with the nearest one, and where nothing is named.
    """
    from briefgen.project import printable
    from briefgen.spec.find import find_briefs
    from briefgen.spec.nearest import nearest

    files = find_briefs(project)
    if not files:
        raise UsageMistake(f"No briefs in {printable(str(project.briefings))}.", "Write one as briefings/NAME.yaml.")
    listed = "Briefs: " + ", ".join(files) + "."
    if everything and names:
        raise UsageMistake("A name and --all were given.", "Give names or --all, not both.")
    if everything:
        return files
    if not names:
        raise UsageMistake("Say which brief to build, or --all for all of them.", listed)
    chosen: dict[str, Path] = {}
    for given in names:
        name = Path(given).stem if given.endswith((".yaml", ".yml")) else given
        if name not in files:
            raise UsageMistake(f'No brief is called "{printable(name)}". {nearest(name, files, ask="Briefs")}')
        chosen[name] = files[name]
    return chosen


def read_briefs(project: Project, files: Files) -> Iterator[Brief | Refused]:
    """Yield each brief as written, or why it cannot be read."""
    from briefgen.spec.load import load_brief

    for name, path in files.items():
        try:
            yield load_brief(path, project)
        except BriefgenError as error:
            yield Refused(name, error)


def build_briefs(
    project: Project, files: Files, wish: Wish = AS_WRITTEN, *, out: Path | None = None, force: bool = False
) -> Iterator[Built | Refused]:
    """Build each brief that is not current and yield it as soon as it is finished, or why it was not built.

    Raises AuthorsMistakes where settings or facts hold mistakes, together with the mistakes of all briefs.
    """
    planned = plan(project, files, wish, out=out, force=force)
    made = make(project, [order for order in planned if isinstance(order, Order)])
    for edition in planned:
        yield next(made) if isinstance(edition, Order) else edition


def check_briefs(project: Project, files: Files) -> Iterator[Checked | Refused]:
    """Look at each brief and its facts without drawing, and yield what was found.

    Raises AuthorsMistakes where settings or facts hold mistakes, together with the mistakes of all briefs.
    """
    from briefgen.check.preflight import preflight

    def work(shared: Shared, brief: Brief) -> Checked:
        return Checked(brief.name, preflight(brief, shared.store, shared.settings, shared.faces, project))

    yield from _each(project, files, work)


def _each(project: Project, files: Files, work: Callable[[Shared, Brief], Result]) -> Iterator[Result | Refused]:
    """Read everything, then do the work for each brief; what fails is told of that brief alone."""
    shared, briefs = _read_all(project, files)
    for brief in briefs:
        if isinstance(brief, Refused):
            yield brief
            continue
        try:
            yield work(shared, brief)
        except BriefgenError as error:
            yield Refused(brief.name, error)
        except OSError as error:
            yield Refused(brief.name, failure(project, error))


def _read_all(project: Project, files: Files) -> tuple[Shared, Sequence[Brief | Refused]]:
    """Read what is shared and all briefs; the problems of both are told together where the shared part has any."""
    from briefgen.pipeline.shared import read_shared

    briefs = tuple(read_briefs(project, files))
    try:
        return read_shared(project), briefs
    except AuthorsMistakes as error:
        problems = list(error.problems)
        for brief in briefs:
            if isinstance(brief, Refused) and isinstance(brief.error, AuthorsMistakes):
                problems += brief.error.problems
        raise AuthorsMistakes(problems) from error
