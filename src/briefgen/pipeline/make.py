"""Editions made one after the other; what they share is read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, BriefgenError, EnvironmentFailure, Problem
from briefgen.pipeline.results import Built, Order, Refused
from briefgen.pipeline.stages import Tell

if TYPE_CHECKING:
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project


def make(project: Project, orders: Sequence[Order], tell: Tell | None = None) -> Iterator[Built | Refused]:
    """Make each edition and yield it as soon as it is finished, or why it was not made; `tell` hears of each stage.

    Raises AuthorsMistakes where settings or facts hold mistakes, together with those of the briefs.
    """
    from briefgen.pipeline.shared import read_shared

    try:
        shared = read_shared(project)
    except AuthorsMistakes as error:
        raise AuthorsMistakes([*error.problems, *_mistakes(project, orders)]) from error
    for order in orders:
        yield make_one(project, shared, order, tell)


def make_one(project: Project, shared: Shared, order: Order, tell: Tell | None = None) -> Built | Refused:
    """Make one edition, or say why it was not made. Arguments but `shared` and results pass between processes."""
    from briefgen.pipeline.build import build_edition

    try:
        return build_edition(project, shared, order, tell)
    except BriefgenError as error:
        return Refused(order.name, error)
    except OSError as error:
        return Refused(order.name, failure(project, error))


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
