"""What stands at the head and foot of each page, which no listener hears: whose it is, which edition, which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.said import squeezed
from briefgen.language.words import say
from briefgen.layout.context import Context
from briefgen.layout.furniture import edition_code, header_subject, marks_of
from briefgen.layout.part import context_of_part
from briefgen.pdf.profiles import Profile
from briefgen.spec.parts import PartHead
from briefgen.spec.text import plain


def furnished(
    opened: Opened, context: Context, profile: Profile, parts: Sequence[PartHead | None]
) -> Iterator[Finding]:
    """Yield pages whose head or foot lacks a text; the cover has neither. `parts` has the part of each page behind it.

    Where nothing is tagged, artifacts are not told apart, and each text may stand anywhere on its page.
    """
    for page, part in zip(opened.pages[context.front :], parts, strict=False):
        texts = _texts(context_of_part(context, part))
        there = squeezed(page.artifacts if profile.tagged else page.text)
        for text in (*texts, say("page-of", "en", page=page.index + 1, pages=len(parts) + context.front)):
            if squeezed(text) not in there:
                yield Finding("furniture", f"The head or foot lacks “{text}”.", page.index + 1)


def _texts(context: Context) -> Iterator[str]:
    yield edition_code(context)
    for language in context.languages:
        if not context.geometry.piled:
            yield plain(context.settings.series[language])
        yield header_subject(context, language)
        yield plain(context.settings.issuer[language])
        if context.brief.as_of is not None:
            yield plain(context.brief.as_of[language])
        yield from (say(key, language) for key in marks_of(context))
