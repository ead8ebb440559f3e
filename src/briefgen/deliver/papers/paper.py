"""What all papers of a pack share: how they are made, numbered and marked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from briefgen.deliver.papers.words import fixed
from briefgen.errors import NOWHERE
from briefgen.spec.blocks import Block, NoticeBlock, PageBlock
from briefgen.spec.brief import Brief, Edition
from briefgen.spec.delegation import Delegation
from briefgen.spec.papers import Paper
from briefgen.spec.text import Texts

THEME = "visit"
LONGEST = 24
"""Characters of a delegation's name in the code of its papers; more have no room at the foot of a page."""


def made(
    delegation: Delegation,
    kind: str,
    languages: Sequence[str],
    day: datetime.date,
    title: Texts,
    blocks: Iterable[Block | None],
    *,
    page: Texts | None = None,
    subject: Texts | None = None,
    briefs: Sequence[Brief] = (),
    kept: bool = False,
    small: bool = False,
) -> Paper:
    """Return a paper; `page` heads it where that is not its title, `subject` stands in headers. A sample says so."""
    notice = NoticeBlock.model_construct(notice=fixed(languages, "sample"), tone="neutral")
    sections = dict.fromkeys(name for brief in briefs for name in brief.sections)
    return Paper.model_construct(
        name=f"{delegation.delegation}.{kind}",
        kind="visit",
        title=title,
        subject=subject or page or title,
        theme=THEME,
        languages=tuple(languages),
        edition=Edition.model_construct(date=day, number=1),
        sections=tuple(sections),
        blocks=(
            PageBlock.model_construct(page=page or title),
            *([notice] if delegation.sample else []),
            *(block for block in blocks if block is not None),
        ),
        place=delegation.place or NOWHERE,
        code=f"{delegation.delegation[:LONGEST].strip('-')}-{kind}".upper(),
        sample=delegation.sample,
        kept=kept,
        small=small,
    )
