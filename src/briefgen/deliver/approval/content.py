"""What a reader of one language is given by a brief, and its digest, which approvals bind to.

It is found from the brief and the data, not from pages: what a delegation, a theme, a kind of page or another version
of briefgen changes in the look of a brief is none of it. See docs/approval.md for what is and what is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from json import dumps

from briefgen.check.case import Case
from briefgen.deliver.approval.figures import Figure, give_figures
from briefgen.deliver.approval.texts import Given, give_brief, give_settings
from briefgen.pipeline.shared import Shared
from briefgen.pipeline.states import Look
from briefgen.project import Project
from briefgen.spec.brief import Brief

FORMAT = 1
"""Of the digest; to change it voids every approval."""


@dataclass(frozen=True)
class Content:
    """Hold what a reader of one language is given.

    `texts`: each text by its place, such as `blocks.3.lead`, with its references to facts as `{id|form}`. `figures`:
    what facts and rows of tables say, by id. `form`: what is of no language, by place: the kinds and the order of
    blocks, the facts that they show, times, the digests of pictures, the dates of sources.
    """

    texts: Mapping[str, str]
    figures: Mapping[str, Figure]
    form: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """Return its SHA-256."""
        figures = {id: (figure.said, figure.words) for id, figure in self.figures.items()}
        whole = (FORMAT, dict(self.texts), figures, dict(self.form))
        return hashlib.sha256(dumps(whole, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()


def contents(project: Project, shared: Shared, brief: Brief, languages: Sequence[str] | None = None) -> dict[str, str]:
    """Return the digest of what readers are given, by language; default: the languages of the brief.

    A figure's change changes those of all languages that show it, a wording's that of its own alone.
    """
    return {tag: content.digest for tag, content in contents_of(project, shared, brief, languages).items()}


def contents_of(
    project: Project, shared: Shared, brief: Brief, languages: Sequence[str] | None = None
) -> dict[str, Content]:
    """Return what readers of each language are given by a brief as it is written."""
    look = Look(project)
    return {tag: _content(project, shared, brief, tag, look) for tag in (languages or brief.languages)}


def _content(project: Project, shared: Shared, brief: Brief, language: str, look: Look) -> Content:
    one = brief.model_copy(update={"languages": (language,)})
    given = Given(language, look)
    give_brief(one, given)
    give_settings(shared.settings, one, given)
    figures = give_figures(Case(one, shared.store, shared.settings, shared.faces, project), given)
    return Content(given.texts, figures, given.form)
