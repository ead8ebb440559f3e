"""The pages behind a draft's edition: how to read it, all changes, and the list of numbers. They stay in the office."""

from __future__ import annotations

from dataclasses import replace

from briefgen.errors import NOWHERE
from briefgen.language.words import say
from briefgen.layout.context import Context
from briefgen.layout.draft.changes import changes_section
from briefgen.layout.draft.draft import Draft
from briefgen.layout.draft.number_list import numbers_section
from briefgen.layout.pages import Group
from briefgen.layout.rows import CONTENT, headed_section, paired, said
from briefgen.layout.strips import Section
from briefgen.layout.titles import title_depth
from briefgen.theme.tokens import MM

GAP = 7.5 * MM
PITCH = 6 * MM


def annex_group(context: Context, draft: Draft) -> Group:
    """Compose the pages with their title and the band that keeps them in the office."""
    title = said(context, "draft-annex")
    found = [_reading(context, draft), changes_section(context, draft.changes), numbers_section(context, draft.numbers)]
    sections = [replace(section, gap=GAP) for section in found if section is not None]
    depth = title_depth(context, title, banded=True)
    return Group(title, tuple((section, NOWHERE) for section in sections), depth=depth, banded=True)


def _reading(context: Context, draft: Draft) -> Section:
    """Tell what the numbers in the margins are, and of each language what its bars compare it with."""
    since = {language: since_words(draft, language) for language in context.languages}
    strips = [
        paired(context, said(context, "draft-lines"), "caution", before=CONTENT),
        paired(context, since, "caution", before=PITCH),
    ]
    return headed_section(context, said(context, "draft-reading"), strips, None)


def since_words(draft: Draft, language: str) -> str:
    """Return what a language is compared with: the approved edition, or that there is none."""
    code = draft.since.get(language)
    if code is None:
        return say("draft-first", language)
    if language in draft.unknown:
        return say("draft-unknown", language, code=code)
    return say("draft-same" if language in draft.same else "draft-since", language, code=code)
