"""Editions made or looked at one after the other; what they share is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefgen.errors import AuthorsMistakes, BriefgenError, EnvironmentFailure, Problem
from briefgen.pipeline.faults import unexpected
from briefgen.pipeline.results import Built, Checked, Order, Refused
from briefgen.pipeline.stages import DONE, Tell

if TYPE_CHECKING:
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project


class Named(Protocol):
    """What comes of an order bears its name."""

    @property
    def name(self) -> str:
        """Return the name of the order."""
        ...


Result = TypeVar("Result", bound=Named)
Task = Callable[["Project", "Shared", Order, Tell | None], Result | Refused]
"""What is done for one order, such as `make_one`. All but `shared` and `tell` pass between processes."""


def make(project: Project, orders: Sequence[Order], tell: Tell | None = None) -> Iterator[Built | Refused]:
    """Make each edition and yield it as soon as it is finished, or why it was not made; `tell` hears of each stage.

    Raises AuthorsMistakes where settings or facts hold mistakes, together with those of the briefs.
    """
    return one_by_one(project, orders, make_one, tell)


def one_by_one(
    project: Project, orders: Sequence[Order], task: Task[Result], tell: Tell | None = None
) -> Iterator[Result | Refused]:
    """Do one task for each order, in this process.

    Raises AuthorsMistakes where settings or facts hold mistakes, together with those of the briefs.
    """
    from briefgen.pipeline.shared import read_shared

    try:
        shared = read_shared(project)
    except AuthorsMistakes as error:
        raise AuthorsMistakes([*error.problems, *_mistakes(project, orders)]) from error
    for order in orders:
        result = task(project, shared, order, tell)
        if tell is not None:
            tell(order.name, DONE)
        yield result


def make_one(project: Project, shared: Shared, order: Order, tell: Tell | None = None) -> Built | Refused:
    """Make one edition, or say why it was not made."""
    from briefgen.pipeline.build import build_edition

    try:
        return build_edition(project, shared, order, tell)
    except Exception as error:
        return Refused(order.name, _reason(project, error))


def check_one(project: Project, shared: Shared, order: Order, tell: Tell | None = None) -> Checked | Refused:
    """Look at one brief and its facts without drawing, or say what its author must change."""
    from briefgen.check.preflight import preflight
    from briefgen.spec.load import load_brief

    try:
        if tell is not None:
            tell(order.name, "check")
        brief = load_brief(order.file, project)
        return Checked(order.name, preflight(brief, shared.store, shared.settings, shared.faces, project))
    except Exception as error:
        return Refused(order.name, _reason(project, error))


def _reason(project: Project, error: Exception) -> BriefgenError:
    """Return what is told of a failure, which is told of its brief alone; even a fault of ours stops no other brief."""
    if isinstance(error, BriefgenError):
        return error
    if isinstance(error, OSError):
        return failure(project, error)
    return unexpected(error)


def failure(project: Project, error: OSError) -> EnvironmentFailure:
    """Say which file of a brief, such as a picture, the system does not give."""
    name = project.relative(Path(error.filename)) if isinstance(error.filename, str) else "A file"
    reason = (error.strerror or str(error)).lower()
    return EnvironmentFailure(
        f"{name} cannot be read: {reason}.", "Look at it, and at who may read it, then try again."
    )


def _mistakes(project: Project, orders: Sequence[Order]) -> Iterator[Problem]:
    """Yield the mistakes of the briefs themselves."""
    from briefgen.spec.load import load_brief

    for order in orders:
        try:
            load_brief(order.file, project)
        except AuthorsMistakes as error:
            yield from error.problems
        except BriefgenError:
            continue
