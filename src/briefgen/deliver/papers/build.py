"""A finished, verified file of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.check.finished.verify import verify
from briefgen.check.preflight import preflight
from briefgen.layout.document import lay_out
from briefgen.pdf.profiles import DEFAULT, PROFILES
from briefgen.theme.load import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.layout.document import Laid
    from briefgen.pdf.profiles import ProfileName
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.papers import Paper


def build_paper(paper: Paper, shared: Shared, project: Project, name: ProfileName = DEFAULT) -> Laid:
    """Lay a paper out as A4, look at the finished file, and return it; by default it keeps to PDF/UA-1 and PDF/A-2a.

    Raises AuthorsMistakes for what cannot be printed, with its place in the delegation's file; VerificationFailure.
    """
    profile = PROFILES[name]
    paper = _with_all_facts(paper, shared)
    preflight(paper, shared.store, shared.settings, shared.faces, project)
    theme = load_theme(paper.theme, shared.settings.palette)
    laid = lay_out(paper, shared.store, shared.settings, theme, shared.faces, {}, project, profile)
    verify(laid, profile)
    return laid


def build_on_one_page(make: Callable[[int], Paper], most: int, shared: Shared, project: Project) -> Laid:
    """Build the paper that `make` returns for the largest number up to `most` with which it has one page.

    A larger number never takes less room. Where even none leaves it more pages, these stay: nothing that was written
    for it is lost.
    """
    settings = shared.settings
    theme = load_theme(make(0).theme, settings.palette)

    def fits(count: int) -> bool:
        paper = _with_all_facts(make(count), shared)
        return lay_out(paper, shared.store, settings, theme, shared.faces, {}, project, PROFILES[DEFAULT]).pages == 1

    low, high = 0, most
    while low < high:
        count = high if high == most else (low + high + 1) // 2
        if fits(count):
            low = count
        else:
            high = count - 1
    return build_paper(make(low), shared, project)


def _with_all_facts(paper: Paper, shared: Shared) -> Paper:
    """Return a paper whose texts may refer to the facts of all sections, those of its briefs first."""
    return paper.model_copy(update={"sections": tuple(dict.fromkeys((*paper.sections, *shared.store.sections)))})
