"""Several briefs at once: each stands alone, so that one author's mistake does not stop the others."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, BriefgenError, UsageMistake
from briefgen.pipeline.plan import plan
from briefgen.pipeline.results import Built, Checked, Order, Refused
from briefgen.pipeline.stages import Tell
from briefgen.pipeline.wish import AS_WRITTEN, Wish, refuse_contradictions

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.spec.brief import Brief

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
    project: Project,
    files: Files,
    wish: Wish = AS_WRITTEN,
    *,
    out: Path | None = None,
    force: bool = False,
    jobs: int = 1,
    tell: Tell | None = None,
    limit: float | None = None,
) -> Generator[Built | Refused]:
    """Build each brief that is not current and yield it, or why it was not built, in the order given.

    `jobs` are built at once, each in a process of its own; `tell` hears of each stage. One that tells nothing for
    `limit` seconds is not built; None: they may take as long as they like. Raises UsageMistake for a wish that no brief
    can meet and EnvironmentFailure where nothing can be signed, before anything is made; AuthorsMistakes where settings
    or facts hold mistakes, together with the mistakes of all briefs.
    """
    refuse_contradictions(wish, project)
    planned = plan(project, files, wish, out=out, force=force)
    orders = [order for order in planned if isinstance(order, Order)]
    if orders and wish.sign:
        _refuse_unsigned(project, wish)
    with closing(_made(project, orders, jobs, tell, limit)) as made:
        for edition in planned:
            yield next(made) if isinstance(edition, Order) else edition


def _refuse_unsigned(project: Project, wish: Wish) -> None:
    """Tell once, before anything is made, why nothing can be signed; mistakes in the settings are told later."""
    from briefgen.pipeline.signing import open_signing
    from briefgen.spec.load import load_settings

    try:
        settings = load_settings(project)
    except AuthorsMistakes:
        return
    open_signing(project, settings, wish.certificate)


def _made(
    project: Project, orders: Sequence[Order], jobs: int, tell: Tell | None, limit: float | None
) -> Generator[Built | Refused]:
    """Make what is to be made; where that is nothing, import nothing for it."""
    if orders:
        from briefgen.pipeline.jobs import at_once
        from briefgen.pipeline.make import make_one

        yield from at_once(project, orders, make_one, jobs, tell, limit)


def check_briefs(
    project: Project, files: Files, *, jobs: int = 1, tell: Tell | None = None
) -> Generator[Checked | Refused]:
    """Look at each brief and its facts without drawing, and yield what was found, in the order given.

    `jobs` and `tell` as for building. Raises AuthorsMistakes where settings or facts hold mistakes, together with the
    mistakes of all briefs.
    """
    from briefgen.pipeline.jobs import at_once
    from briefgen.pipeline.make import check_one

    orders = [Order(name, file, AS_WRITTEN, None, False, "") for name, file in files.items()]
    return at_once(project, orders, check_one, jobs, tell)
