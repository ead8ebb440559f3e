"""All stages of a build on one screen."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefgen.pipeline.files import holds, output_folder, work_folder, write_whole
from briefgen.pipeline.names import edition_name, file_name
from briefgen.pipeline.results import Built, Order
from briefgen.pipeline.stages import Stages, Tell
from briefgen.pipeline.wish import apply

if TYPE_CHECKING:
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.brief import Brief


def build_brief(
    project: Project,
    shared: Shared,
    written: Brief,
    order: Order,
    tell: Tell | None = None,
) -> Built:
    """Make one edition of a brief that was read, and put the finished file in place.

    The stages spec and data came before: `written` is the brief, `shared` holds the facts. `layout` words, typesets and
    draws; the rooms language, typeset and pdf work inside it. Nothing is written before every stage is through.

    Raises AuthorsMistakes with all problems of the brief, VerificationFailure, EnvironmentFailure.
    """
    from briefgen.check.finished import verify
    from briefgen.check.preflight import preflight
    from briefgen.layout.document import lay_out
    from briefgen.pipeline.pictures import draw_pictures
    from briefgen.theme.load import load_theme

    stages = Stages(order.name, tell)
    brief = apply(order.wish, written)
    target = output_folder(project, shared.settings, out=order.out) / file_name(written, brief)

    with work_folder(project, target.parent) as work:
        with stages.stage("check"):
            warnings = preflight(brief, shared.store, shared.settings, shared.faces, project)
            theme = load_theme(brief.theme)
        with stages.stage("charts"):
            pictures = draw_pictures(brief, shared.store, theme, work if order.force else project.store)
        with stages.stage("layout"):
            laid = lay_out(brief, shared.store, shared.settings, theme, shared.faces, pictures, project)
        with stages.stage("verify"):
            verify(laid.data, laid.tree, laid.pages, brief)
        with stages.stage("write"):
            changed = order.force or not holds(target, laid.data)
            if changed:
                write_whole(laid.data, target, work)

    return Built(
        name=written.name,
        edition=edition_name(written, brief),
        path=target,
        sha256=hashlib.sha256(laid.data).hexdigest(),
        pages=laid.pages,
        size=len(laid.data),
        state="built" if changed else "unchanged",
        reason=order.reason,
        warnings=warnings,
        timings=dict(stages.seconds),
    )
