"""All briefs of a delegation bound into one, with one table of contents and one list of sources."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.spec.bind import bound
from briefgen.spec.blocks import ContactBlock, ContentsBlock, MethodsBlock, PageBlock, PartsBlock, SourcesBlock
from briefgen.spec.brief import Brief, Edition
from briefgen.spec.frozen import Frozen
from briefgen.spec.text import Text, Texts

NAME = "collection"
THEME = "visit"
NUMBER = 99
"""The number of the edition: those of briefs begin at 1, so that no brief of the theme has the same code."""
HINT = "Make the pack without --bound, or give the delegation other briefs."
_WORDS = {
    "title": ("简报汇编", "Collected briefs"),
    "contents": ("目录", "Contents"),
    "end": ("来源与方法", "Sources and methods"),
}


def collection(briefs: Sequence[Brief]) -> Brief:
    """Return the briefs as one, in the languages that all of them have, under the latest of their dates.

    Raises AuthorsMistakes for a brief that binds others itself, and where no language is that of all.
    """
    first = briefs[0]
    languages = tuple(tag for tag in first.languages if all(tag in brief.languages for brief in briefs))
    problems = [
        Problem(brief.place, f'"{brief.name}" binds briefs itself and cannot be bound again.', HINT)
        for brief in briefs
        if brief.bind
    ]
    if not languages:
        problems.append(Problem(first.place, "The briefs have no language that is that of all.", HINT))
    if problems:
        raise AuthorsMistakes(problems)
    whole = Brief.model_construct(
        name=NAME,
        kind="visit",
        title=_words("title", languages),
        theme=THEME,
        cover=first.cover,
        languages=languages,
        edition=Edition.model_construct(date=max(brief.edition.date for brief in briefs), number=NUMBER),
        gaps="state" if any(brief.gaps == "state" for brief in briefs) else "refuse",
        bind=tuple(brief.name for brief in briefs),
        sections=first.sections,
        notes={},
        blocks=(
            PageBlock.model_construct(page=_words("contents", languages)),
            ContentsBlock.model_construct(),
            PartsBlock.model_construct(),
            PageBlock.model_construct(page=_words("end", languages)),
            ContactBlock.model_construct(),
            SourcesBlock.model_construct(),
            MethodsBlock.model_construct(methods=()),
        ),
    )
    made = bound(whole, briefs)
    return made.model_copy(update={"blocks": tuple(block for block in made.blocks if not _is_empty(block))})


def _is_empty(block: object) -> bool:
    return isinstance(block, MethodsBlock) and not block.methods


def _words(key: str, languages: Sequence[str]) -> Texts:
    chinese, english = _WORDS[key]
    return Frozen({tag: Text(chinese if tag.partition("-")[0] == "zh" else english) for tag in languages})
