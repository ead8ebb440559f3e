"""The sign-off sheet (审签单): what is to be approved, what has changed, and room for those who sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from briefgen.deliver.approval.changes import Change
from briefgen.deliver.papers.words import day_words, fixed, literal, words
from briefgen.deliver.review.draft import Before, Drafted
from briefgen.language.tags import choose, written
from briefgen.language.words import semicolon
from briefgen.layout.draft.draft import Changed, Draft
from briefgen.pipeline.shared import Shared
from briefgen.spec.blocks import Block, LeadBlock, PageBlock
from briefgen.spec.brief import Brief
from briefgen.spec.frozen import Frozen
from briefgen.spec.papers import Paper, RecordBlock, RecordRow, SignaturesBlock
from briefgen.spec.text import Text, Texts, plain

MOST_FIGURES = 4
"""How many changed figures the sheet names where they have room; the draft has all."""
MOST_PLACES = 8
"""How many lines it names in a language."""
STEPS = ("drafted", "figures", "zh", "en", "released")
HEADS = ("head-step", "head-person", "head-signature", "head-date", "head-remarks")
Said = tuple[tuple[str, str], ...]


def sign_off_sheet(
    brief: Brief,
    code: str,
    drafted: Drafted,
    before: Mapping[str, Before],
    figures: Mapping[str, Sequence[Change]],
    shared: Shared,
    most: int = MOST_FIGURES,
) -> Paper:
    """Return the sheet of an edition, Chinese leading.

    `figures`: the figures that changed since the last approval, by language, where there was one; the sheet names up
    to `most` of them.
    """
    tongues = tuple(sorted(shared.settings.languages[:2], key=lambda tag: written(tag) != "zh"))
    title = fixed(tongues, "sign-off")
    blocks: list[Block] = [
        PageBlock.model_construct(page=title),
        LeadBlock.model_construct(lead=Frozen({tag: Text(literal(plain(_own(brief.title, tag)))) for tag in tongues})),
        RecordBlock.model_construct(
            rows=tuple(_rows(brief, code, drafted, tongues)),
            label=fixed(tongues, "sign-off-of"),
            code=code_words(code, drafted.draft.digests),
        ),
        RecordBlock.model_construct(
            rows=tuple(_changes(brief, drafted.draft, before, figures, shared, tongues, most)),
            label=fixed(tongues, "changed"),
        ),
        SignaturesBlock.model_construct(
            signatures=tuple(fixed(tongues, f"step-{step}") for step in _steps(brief)),
            heads=tuple(fixed(tongues, key) for key in HEADS),
            label=fixed(tongues, "signatures"),
            note=_recording(code, brief, tongues),
            close=len({change.place for changes in figures.values() for change in changes}) > 1,
        ),
    ]
    return Paper.model_construct(
        name=f"{brief.name}.sign-off",
        kind="visit",
        title=_titled(brief, tongues),
        subject=title,
        theme=brief.theme,
        languages=tongues,
        edition=brief.edition,
        sections=brief.sections,
        blocks=tuple(blocks),
        place=brief.place,
        code=code,
    )


def code_words(code: str, digests: Mapping[str, str]) -> str:
    """Return what the QR code holds: `briefgen:ROB-2026-02 zh:1a2b… en:3c4d…`, each digest in full."""
    return " ".join((f"briefgen:{code}", *(f"{tag}:{digest}" for tag, digest in digests.items())))


def _steps(brief: Brief) -> Iterator[str]:
    """Yield who signs: languages that the edition does not have are checked by nobody."""
    there = {written(tag) for tag in brief.languages}
    yield from (step for step in STEPS if step not in ("zh", "en") or step in there)


def _titled(brief: Brief, tongues: Sequence[str]) -> Texts:
    """Return the title of the file: that of the brief behind what this is."""
    told = {tag: f"{words('sign-off', tag)}{_mark(tag)}{plain(_own(brief.title, tag))}" for tag in tongues}
    return Frozen({tag: Text(literal(text)) for tag, text in told.items()})


def _mark(language: str) -> str:
    return "：" if written(language) == "zh" else ": "


def _own(texts: Texts, language: str) -> Text:
    try:
        return choose(texts, language)
    except KeyError:
        return next(iter(texts.values()))


def _rows(brief: Brief, code: str, drafted: Drafted, tongues: Sequence[str]) -> Iterator[RecordRow]:
    draft = drafted.draft
    pages, numbers = drafted.edition.pages, len(draft.numbers)
    said = {
        "zh": words("extent-is", "zh", pages=pages, numbers=numbers),
        "en": words("extent-is", "en", pages=_counted(pages, "page"), numbers=_counted(numbers, "number")),
    }
    day = {tag: day_words(brief.edition.date, tag) for tag in tongues}
    yield _row(tongues, "edition", (("en", code),))
    yield _row(tongues, "dated", tuple(day.items()))
    yield _row(tongues, "content", (("en", " · ".join(f"{tag} {draft.short(tag)}" for tag in brief.languages)),))
    yield _row(tongues, "extent", tuple((tag, said[written(tag)]) for tag in tongues))


def _changes(
    brief: Brief,
    draft: Draft,
    before: Mapping[str, Before],
    figures: Mapping[str, Sequence[Change]],
    shared: Shared,
    tongues: Sequence[str],
    most: int,
) -> Iterator[RecordRow]:
    """Yield what changed: the figures, where something was approved before, then the texts of each language."""
    if before:
        yield _row(tongues, "changed-figures", tuple(_figures(figures, shared, tongues, most)))
    for language in brief.languages:
        told = ((tag, _texts(draft, before, language, tag)) for tag in tongues)
        yield _row(tongues, f"changed-{written(language)}", tuple(told))


def _figures(
    figures: Mapping[str, Sequence[Change]], shared: Shared, tongues: Sequence[str], most: int
) -> Iterator[tuple[str, str]]:
    """Yield the changed figures, each in every language in which it is known."""
    ids = list(dict.fromkeys(change.place for changes in figures.values() for change in changes))
    if not ids:
        yield from ((tag, words("no-figures-changed", tag)) for tag in tongues)
    for id in ids[:most]:
        for language, changes in figures.items():
            for change in changes:
                if change.place == id:
                    kind = "changed" if change.old and change.new else "new" if change.new else "gone"
                    name = _name(id, shared, language)
                    yield language, words(f"figure-{kind}", language, name=name, old=change.old, new=change.new)
    if len(ids) > most:
        yield from ((tag, words("more-changed", tag, count=len(ids) - most)) for tag in tongues)


def _name(id: str, shared: Shared, language: str) -> str:
    fact, table = shared.store.facts.get(id), shared.store.tables.get(id.partition("/")[0].rstrip("'"))
    if fact is not None:
        return fact.name.get(language, id)
    return table.title.get(language, id) if table is not None else id


def _texts(draft: Draft, before: Mapping[str, Before], language: str, tag: str) -> str:
    """Return, in the language `tag`, what changed in the texts of another or the same."""
    one = before.get(language)
    if one is None:
        return words("never-approved", tag)
    if one.digest == draft.digests[language]:
        return words("as-approved", tag, code=one.code)
    if one.texts is None:
        return words("not-known", tag, code=one.code)
    found = draft.changes_for(language)
    count = len(found) if written(tag) == "zh" else _counted(len(found), "change")
    return words("texts-changed", tag, code=one.code, count=count, places=_places(found, tag))


def _places(changes: Sequence[Changed], tag: str) -> str:
    """Return where texts changed: 第2页第3、9行；删除1处, "page 2, lines 3, 9; 1 deleted"."""
    chinese = written(tag) == "zh"
    spots = sorted({(change.page, change.line) for change in changes if change.page})
    parts: list[str] = []
    for page, here in groupby(spots[:MOST_PLACES], key=lambda spot: spot[0]):
        lines = [str(line) for _, line in here]
        if chinese:
            parts.append(f"第{page}页第{'、'.join(lines)}行")
        else:
            parts.append(f"page {page}, {'line' if len(lines) == 1 else 'lines'} {', '.join(lines)}")
    if len(spots) > MOST_PLACES:
        parts.append("余见草稿" if chinese else "more in the draft")
    gone = sum(1 for change in changes if not change.page)
    if gone:
        parts.append(f"删除{gone}处" if chinese else f"{gone} deleted")
    return semicolon(tag).join(parts)


def _recording(code: str, brief: Brief, tongues: Sequence[str]) -> Texts:
    """Return how the approval is recorded, in all languages of the edition."""
    tags = dict.fromkeys(tongues, " --language ".join(brief.languages))
    return fixed(tongues, "record", code=dict.fromkeys(tongues, code), tag=tags)


def _row(tongues: Sequence[str], key: str, said: Said) -> RecordRow:
    return RecordRow.model_construct(label=fixed(tongues, key), said=said)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
