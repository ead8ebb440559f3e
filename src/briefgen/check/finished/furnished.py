"""What stands at the head and foot of each page, which no listener hears: whose it is, which edition, which page."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.said import squeezed
from briefgen.language.words import say
from briefgen.layout.context import Context
from briefgen.layout.furniture import edition_code, header_subject
from briefgen.pdf.profiles import Profile
from briefgen.spec.text import plain


def furnished(opened: Opened, context: Context, profile: Profile) -> Iterator[Finding]:
    """Yield pages whose head or foot lacks a text; the cover has neither.

    Where nothing is tagged, artifacts are not told apart, and each text may stand anywhere on its page.
    """
    texts = [edition_code(context)]
    for language in context.languages:
        texts += [plain(context.settings.series[language]), header_subject(context, language)]
        texts.append(plain(context.settings.issuer[language]))
        texts += [say("internal-mark", language)] if context.internal else []
    for page in opened.pages[1:]:
        there = squeezed(page.artifacts if profile.tagged else page.text)
        for text in (*texts, say("page-of", "en", page=page.index + 1, pages=len(opened.pages))):
            if squeezed(text) not in there:
                yield Finding("furniture", f"The head or foot lacks “{text}”.", page.index + 1)
