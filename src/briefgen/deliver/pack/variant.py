"""A brief as one delegation gets it: its languages and edition, without some blocks, with some texts of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.pdf.profiles import ProfileName
from briefgen.pipeline.wish import Wish, apply
from briefgen.spec.agree import disagreements, untranslated
from briefgen.spec.blocks import Block, MessagesBlock, PageBlock, Row
from briefgen.spec.brief import Brief
from briefgen.spec.delegation import Delegation
from briefgen.spec.frozen import Frozen
from briefgen.spec.load import with_options
from briefgen.spec.parts import PartBlock
from briefgen.spec.text import Text, Texts

OWN = ("本次来访", "For this visit")
"""What stands over a text that one delegation gets, in Chinese and in English."""


def wish_of(delegation: Delegation, profile: ProfileName | None = None) -> Wish:
    """Return how the briefs of a delegation are laid out; `profile` is what their files claim, None for as written."""
    match delegation.edition:
        case "a4":
            return Wish(profile=profile)
        case edition:
            return Wish(edition=edition, profile=profile)


def languages_of(brief: Brief, wanted: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the brief's own tags of the languages wanted, in their order, and those in which it is not complete."""
    there: list[str] = []
    missing: list[str] = []
    for language in wanted:
        own = _own_tag(brief, language)
        if own is None or any(untranslated(brief, (own,))):
            missing.append(language)
        else:
            there.append(own)
    return tuple(there), tuple(missing)


def variant(brief: Brief, delegation: Delegation, languages: Sequence[str]) -> Brief:
    """Return a brief for readers outside as a delegation gets it, made out to nobody yet.

    Raises AuthorsMistakes where what is left out is referred to, or nothing is left.
    """
    chosen = with_options(brief, languages=languages, audience="external")
    blocks = tuple(_changed(chosen, delegation))
    changed = apply(wish_of(delegation), chosen.model_copy(update={"blocks": blocks, "prepared_for": None}))
    problems = list(disagreements(changed)) if blocks != chosen.blocks else []
    if not any(not isinstance(block, PageBlock) for block in blocks):
        problems.append(Problem(delegation.place, f'Nothing is left of the brief "{brief.name}".', "Omit less of it."))
    if problems:
        raise AuthorsMistakes(problems)
    return changed


def is_changed(brief: Brief, delegation: Delegation) -> bool:
    """Say whether a delegation gets other words of a brief than everybody else."""
    return any(entry.brief == brief.name for entry in (*delegation.omit, *delegation.insert))


def _own_tag(brief: Brief, language: str) -> str | None:
    """Return the tag by which a brief knows a language: zh also means zh-Hans."""
    tags = (*brief.languages, *brief.title)
    exact = (tag for tag in tags if tag == language)
    return next(exact, next((tag for tag in tags if tag.partition("-")[0] == language.partition("-")[0]), None))


def _changed(brief: Brief, delegation: Delegation) -> Iterator[Block]:
    """Yield the blocks; a page that has none left goes with them."""
    omitted = {str(entry.block) for entry in delegation.omit if entry.brief == brief.name}
    kept: list[Block] = []
    for block in brief.blocks:
        if block.id not in omitted:
            kept.append(block)
        kept += [
            MessagesBlock.model_construct(
                messages=(Row.model_construct(head=entry.head, text=entry.text, place=entry.place),),
                label=_own_label(brief.languages),
                id=None,
                place=entry.place,
            )
            for entry in delegation.insert
            if entry.brief == brief.name and block.id is not None and entry.after == block.id
        ]
    for block, after in zip(kept, [*kept[1:], None], strict=True):
        empty = isinstance(block, PageBlock) and (after is None or isinstance(after, PageBlock))
        if not empty or isinstance(block, PartBlock) or block in _empty_as_written(brief):
            yield block


def _own_label(languages: Sequence[str]) -> Texts:
    return Frozen({tag: Text(OWN[0] if tag.partition("-")[0] == "zh" else OWN[1]) for tag in languages})


def _empty_as_written(brief: Brief) -> list[Block]:
    """Return the pages that have no blocks in the brief itself, which are its author's mistakes."""
    return [
        block
        for block, after in zip(brief.blocks, [*brief.blocks[1:], None], strict=True)
        if isinstance(block, PageBlock) and (after is None or isinstance(after, PageBlock))
    ]
