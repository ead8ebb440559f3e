"""All stages of a build on one screen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import Problem
from briefgen.pipeline.files import holds, output_folder, work_folder, write_whole
from briefgen.pipeline.names import edition_name, file_name
from briefgen.pipeline.stages import Stages
from briefgen.pipeline.wish import AS_WRITTEN, Wish, apply

if TYPE_CHECKING:
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.brief import Brief


@dataclass(frozen=True)
class Built:
    """Hold a finished edition: where it is, what it weighs, what its author should look at.

    `edition` tells it from the specification's own, "" for its own. `size` in bytes; `timings` in CPU seconds by stage.
    `written` is False where the file was there already, byte for byte.
    """

    name: str
    edition: str
    path: Path
    sha256: str
    pages: int
    size: int
    written: bool
    warnings: tuple[Problem, ...]
    timings: Mapping[str, float]


def build_brief(
    project: Project,
    shared: Shared,
    written: Brief,
    wish: Wish = AS_WRITTEN,
    *,
    out: Path | None = None,
    force: bool = False,
) -> Built:
    """Make one edition of a brief that was read, and put the finished file in place.

    The stages spec and data came before: `written` is the brief, `shared` holds the facts. `layout` words, typesets and
    draws; the rooms language, typeset and pdf work inside it. Nothing is written before every stage is through.
    `force` draws the charts anew and writes even where nothing has changed.

    Raises AuthorsMistakes with all problems of the brief, VerificationFailure, EnvironmentFailure.
    """
    from briefgen.check.finished import verify
    from briefgen.check.preflight import preflight
    from briefgen.layout.document import lay_out
    from briefgen.pipeline.pictures import draw_pictures
    from briefgen.theme.load import load_theme

    stages = Stages()
    brief = apply(wish, written)
    target = output_folder(project, shared.settings, out=out) / file_name(written, brief)

    with work_folder(project, target.parent) as work:
        with stages.stage("check"):
            warnings = preflight(brief, shared.store, shared.settings, shared.faces, project)
            theme = load_theme(brief.theme)
        with stages.stage("charts"):
            pictures = draw_pictures(brief, shared.store, theme, work if force else project.store)
        with stages.stage("layout"):
            laid = lay_out(brief, shared.store, shared.settings, theme, shared.faces, pictures, project)
        with stages.stage("verify"):
            verify(laid.data, laid.tree, laid.pages, brief)
        with stages.stage("write"):
            changed = force or not holds(target, laid.data)
            if changed:
                write_whole(laid.data, target, work)

    return Built(
        name=written.name,
        edition=edition_name(written, brief),
        path=target,
        sha256=hashlib.sha256(laid.data).hexdigest(),
        pages=laid.pages,
        size=len(laid.data),
        written=changed,
        warnings=warnings,
        timings=stages.seconds,
    )
