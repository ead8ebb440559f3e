"""Several briefs bound into one: their blocks in one list, with one list of sources, one of methods, one numbering."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from briefgen.errors import NOWHERE, Problem
from briefgen.spec.blocks import (
    Block,
    ContactBarBlock,
    ContactBlock,
    ContentsBlock,
    MethodsBlock,
    PageBlock,
    PartsBlock,
    Row,
    SourcesBlock,
)
from briefgen.spec.brief import Brief
from briefgen.spec.frozen import Frozen
from briefgen.spec.model import Model
from briefgen.spec.nearest import nearest
from briefgen.spec.parts import PartBlock, PartHead
from briefgen.spec.pieces import Text
from briefgen.spec.tree import place_of

_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE = re.compile(rf"(?<![\\{{])\{{page:({_ID})\}}")
_NOTE = re.compile(rf"(?<!\\)\[\^({_ID})\]")
_ONCE = (ContactBarBlock, ContactBlock, ContentsBlock, MethodsBlock, SourcesBlock)
"""What a bound document has once for all its parts."""
AnyModel = TypeVar("AnyModel", bound=Model)


def disagreements_in_binding(brief: Brief, files: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield why a brief cannot be bound; `files` are those of all briefs."""
    parts = [block for block in brief.blocks if isinstance(block, PartsBlock)]
    if brief.bind and len(parts) != 1:
        sentence = "A brief that binds others says once where they stand."
        yield Problem(parts[1].place if parts else brief.place, sentence, "Write - parts once among its blocks.")
    for block in parts if not brief.bind else ():
        yield Problem(block.place, "There are no parts to stand here.", "Name briefs under bind:, or delete this line.")
    seen: set[str] = set()
    for name in brief.bind:
        place = place_of(name, brief.place)
        if name in seen:
            yield Problem(place, f'The brief "{name}" is bound twice.', "Name each once.")
        elif name not in files:
            hint = nearest(name, files, ask="Known briefs") or "Write the name of its file, without .yaml."
            yield Problem(place, f'There is no brief "{name}".', hint)
        seen.add(name)


def bound(brief: Brief, parts: Sequence[Brief]) -> Brief:
    """Return the brief with the blocks of its parts in their place.

    A part opens with its subject in place of the title of its first page: titles are for covers, and may be longer.
    Contact, sources and contents are left to the whole. The methods of the parts stand after those of the whole, each
    under the part's subject; what several say alike is said once, and what the whole says under the same head is left
    to it. Ids and notes of a part bear its name.
    """
    named = [_renamed(part) for part in parts]
    blocks: list[Block] = []
    said: set[tuple[str, ...]] = set()
    for block in brief.blocks:
        if isinstance(block, PartsBlock):
            for part in named:
                blocks += _opened(part)
            blocks += [_end(brief)] if block is not brief.blocks[-1] else []
            continue
        blocks.append(block)
        if isinstance(block, MethodsBlock):
            said |= {_said(row) for row in block.methods}
            blocks += _methods(named, said, {_head(row) for row in block.methods})
    notes = {**brief.notes, **{id: words for part in named for id, words in part.notes.items()}}
    sections = dict.fromkeys((*brief.sections, *(name for part in parts for name in part.sections)))
    return brief.model_copy(update={"blocks": tuple(blocks), "notes": notes, "sections": tuple(sections)})


def own_blocks(brief: Brief, head: PartHead | None) -> tuple[Block, ...]:
    """Return the blocks of one part of a bound brief, or those that stand in none."""
    found: list[Block] = []
    now: PartHead | None = None
    for block in brief.blocks:
        if isinstance(block, PartBlock):
            now = None if block.last else block.head
        if now is head:
            found.append(block)
    return tuple(found)


def _opened(part: Brief) -> list[Block]:
    """Return the blocks of a part behind its opening, without pages that have nothing left."""
    kept = [block for block in part.blocks if not isinstance(block, _ONCE)]
    paged = [
        block
        for block, after in zip(kept, [*kept[1:], None], strict=True)
        if not isinstance(block, PageBlock) or not (after is None or isinstance(after, PageBlock))
    ]
    if not paged:
        return []
    first = paged[0] if isinstance(paged[0], PageBlock) else None
    head = PartHead(part.subject or part.title, part.kind, part.as_of)
    place = first.place if first is not None else part.place
    opening = PartBlock.model_construct(
        page=part.subject or part.title, id=part.name, place=place, head=head, last=False
    )
    return [opening, *(paged if first is None else paged[1:])]


def _end(brief: Brief) -> PartBlock:
    """Return what ends the last part, so that the pages behind it belong to the whole."""
    head = PartHead(brief.subject or brief.title, brief.kind, brief.as_of)
    return PartBlock.model_construct(page=brief.title, id=None, place=NOWHERE, head=head, last=True)


def _methods(parts: Iterable[Brief], said: set[tuple[str, ...]], heads: set[tuple[str, ...]]) -> Iterator[MethodsBlock]:
    for part in parts:
        rows: list[Row] = []
        for block in part.blocks:
            for row in block.methods if isinstance(block, MethodsBlock) else ():
                if _said(row) not in said and _head(row) not in heads:
                    said.add(_said(row))
                    rows.append(row)
        if rows:
            label = part.subject or part.title
            yield MethodsBlock.model_construct(methods=tuple(rows), label=label, id=None, place=rows[0].place)


def _said(row: Row) -> tuple[str, ...]:
    return tuple(text.source for words in (row.head, row.text) for text in words.values())


def _head(row: Row) -> tuple[str, ...]:
    return tuple(text.source for text in row.head.values())


def _renamed(part: Brief) -> Brief:
    """Return a part whose ids and notes bear its name, in its texts, too."""

    def rename(text: Text) -> Text:
        source = _PAGE.sub(rf"{{page:{part.name}-\1}}", text.source)
        source = _NOTE.sub(rf"[^{part.name}-\1]", source)
        return text if source == text.source else Text(source, text.place)

    blocks = [_rewritten(block, rename) for block in part.blocks]
    blocks = [
        block.model_copy(update={"id": f"{part.name}-{block.id}"}) if block.id is not None else block
        for block in blocks
    ]
    notes = {f"{part.name}-{id}": _words(words, rename) for id, words in part.notes.items()}
    return part.model_copy(update={"blocks": tuple(blocks), "notes": notes})


def _rewritten(model: AnyModel, rename: Callable[[Text], Text]) -> AnyModel:
    """Return a part of a brief with other texts."""
    changed = {
        name: new
        for name in type(model).model_fields
        if (new := _value(old := getattr(model, name), rename)) is not old
    }
    return model.model_copy(update=changed) if changed else model


def _value(value: Any, rename: Callable[[Text], Text]) -> Any:
    if isinstance(value, Frozen):
        return _words(cast("Mapping[str, Text]", value), rename)
    if isinstance(value, Model):
        return _rewritten(value, rename)
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value)
        return {key: _value(entry, rename) for key, entry in entries.items()}
    if isinstance(value, tuple):
        return tuple(_value(entry, rename) for entry in cast("tuple[object, ...]", value))
    return value


def _words(words: Mapping[str, Text], rename: Callable[[Text], Text]) -> Mapping[str, Text]:
    new = {language: rename(text) for language, text in words.items()}
    return words if all(new[language] is words[language] for language in words) else Frozen(new)
