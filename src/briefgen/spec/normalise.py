"""The shorthand of `blocks:`, opened once: each entry becomes the class that its block key names."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Annotated, Any, cast

from pydantic import ValidationInfo

from briefgen.errors import Place
from briefgen.spec import blocks, charts, happenings, listings
from briefgen.spec.fields import Reads, mistake
from briefgen.spec.nearest import nearest
from briefgen.spec.schema_parts import told_apart
from briefgen.spec.tree import Mapping, Scalar, place_of

AnyBlock = (
    blocks.PageBlock
    | blocks.LeadBlock
    | blocks.FiguresBlock
    | blocks.NumbersBlock
    | blocks.MessagesBlock
    | blocks.NotesBlock
    | blocks.MethodsBlock
    | blocks.NoticeBlock
    | blocks.FieldMapBlock
    | blocks.FrameBlock
    | blocks.AimBlock
    | blocks.TableBlock
    | blocks.ImageBlock
    | blocks.SourcesBlock
    | blocks.ContactBlock
    | blocks.ContactBarBlock
    | blocks.ContentsBlock
    | blocks.PartsBlock
    | happenings.TimelineBlock
    | happenings.AgendaBlock
    | happenings.ResultsBlock
    | happenings.DetailsBlock
    | listings.EntitiesBlock
    | listings.ChainBlock
    | listings.ProfileBlock
    | listings.CardsBlock
    | listings.MapBlock
    | charts.ChartBlock
)

BLOCKS: dict[str, type[blocks.Block]] = {
    "page": blocks.PageBlock,
    "lead": blocks.LeadBlock,
    "figures": blocks.FiguresBlock,
    "numbers": blocks.NumbersBlock,
    "messages": blocks.MessagesBlock,
    "notes": blocks.NotesBlock,
    "methods": blocks.MethodsBlock,
    "notice": blocks.NoticeBlock,
    "field-map": blocks.FieldMapBlock,
    "frame": blocks.FrameBlock,
    "aim": blocks.AimBlock,
    "table": blocks.TableBlock,
    "image": blocks.ImageBlock,
    "sources": blocks.SourcesBlock,
    "contact": blocks.ContactBlock,
    "contact-bar": blocks.ContactBarBlock,
    "contents": blocks.ContentsBlock,
    "parts": blocks.PartsBlock,
    "timeline": happenings.TimelineBlock,
    "agenda": happenings.AgendaBlock,
    "results": happenings.ResultsBlock,
    "details": happenings.DetailsBlock,
    "entities": listings.EntitiesBlock,
    "chain": listings.ChainBlock,
    "profile": listings.ProfileBlock,
    "cards": listings.CardsBlock,
    "map": listings.MapBlock,
}
"""The class of each block, by its block key; `chart` is the one more, see `charts.CHARTS`."""

BARE = ("sources", "contact", "contact-bar", "contents", "parts")
"""The blocks that are written as a bare word."""

_CHART = "chart"
_KNOWN = (*BLOCKS, _CHART)


def read_block(entry: object, info: ValidationInfo) -> Any:
    """Read one entry of `blocks:`: a bare word, or keys of which one names the block."""
    if isinstance(entry, blocks.Block):
        return entry
    if isinstance(entry, str):
        return _opened(entry, info)
    if not isinstance(entry, AnyMapping):
        raise mistake("A block is meant here, not a list.", "Write - and the name of a block, such as - page: …")
    keys = cast("AnyMapping[str, object]", entry)
    key = _block_key(list(keys), place_of(keys))
    model = _chart(keys[_CHART]) if key == _CHART else BLOCKS[key]
    return model.read(cast("object", entry), info)


def _opened(word: str, info: ValidationInfo) -> blocks.Block:
    if word in BARE:
        place = place_of(word)
        mapping = Mapping(place)
        mapping[Scalar(word, place)] = Scalar("yes", place)
        return BLOCKS[word].read(mapping, info)
    if word in _KNOWN:
        raise mistake(f'The block "{word}" needs a value.', f"Write - {word}: and its value.")
    if not word:
        raise mistake("A block is meant here, but nothing is written.", "Name a block, or delete the hyphen.")
    raise mistake(f'"{word}" is not a block.', nearest(word, _KNOWN, ask="Known blocks"))


def _block_key(written: list[str], here: Place) -> str:
    """Return the key that names the block; a key such as `notice` may also belong to another block."""
    keys = [word.replace("_", "-") for word in written]
    named = [key for key in keys if key in _KNOWN]
    owners = [key for key in named if all(other in _fields(key) for other in named)]
    if len(owners) == 1:
        return owners[0]
    if named:
        second = named[1]
        sentence = f'"{named[0]}" and "{second}" stand in one entry, but each is a block of its own.'
        raise mistake(sentence, f"Begin a new entry before it: - {second}: …", place_of(written[keys.index(second)]))
    if not keys:
        raise mistake("A block is meant here, but nothing is written.", "Name a block, or delete the hyphen.")
    shared = {field for known in _KNOWN for field in _fields(known)}
    odd = next((key for key in keys if key not in shared), keys[0])
    place = place_of(written[keys.index(odd)], here)
    if odd in shared:
        raise mistake("This entry names no block.", f"Known blocks: {', '.join(_KNOWN)}.", place)
    if odd in charts.CHARTS:
        raise mistake(f'"{odd}" is not a block.', f"It is a chart: write - chart: {odd}", place)
    if odd in charts.NOT_DRAWN:
        raise mistake(f'"{odd}" is not a block.', charts.NOT_DRAWN[odd][1], place)
    raise mistake(f'"{odd}" is not a block.', nearest(odd, _KNOWN, ask="Known blocks"), place)


def _fields(key: str) -> set[str]:
    models = charts.CHARTS.values() if key == _CHART else (BLOCKS[key],)
    return {field for model in models for field in model.known_keys()}


def _chart(word: object) -> type[charts.ChartBlock]:
    if not isinstance(word, str) or not word:
        raise mistake("The kind of chart is meant here.", f"Known charts: {', '.join(charts.CHARTS)}.", place_of(word))
    if (key := word.lower().replace("_", "-").replace(" ", "-")) in charts.NOT_DRAWN:
        why, instead = charts.NOT_DRAWN[key]
        raise mistake(f'A chart "{word}" is not drawn: {why}.', instead, place_of(word))
    if word not in charts.CHARTS:
        hint = nearest(word, charts.CHARTS, ask="Known charts")
        raise mistake(f'"{word}" is not a chart.', hint, place_of(word))
    return charts.CHARTS[word]


def _schema(handler: Any) -> dict[str, Any]:
    """Return the JSON schema of an entry: a bare word, or the keys of one block, told by its block key."""
    forms = {key: _form(f"block: {key}", model, handler) for key, model in BLOCKS.items()}
    kinds = {word: _form(f"chart: {word}", model, handler) for word, model in charts.CHARTS.items()}
    forms[_CHART] = {
        "description": "Draw a chart of the kind that is named.",
        "properties": {_CHART: {"enum": list(kinds)}},
        "allOf": [{"if": {"properties": {_CHART: {"const": word}}}, "then": schema} for word, schema in kinds.items()],
    }
    shared = {key: [other for other in forms if other != key and key in _fields(other)] for key in forms}
    return {"anyOf": [{"enum": list(BARE)}, told_apart(forms, shared)]}


def _form(title: str, model: type[blocks.Block], handler: Any) -> dict[str, Any]:
    model.model_rebuild()
    return {**handler(model.__pydantic_core_schema__), "title": title}


Entry = Annotated[AnyBlock, Reads(read_block, _schema)]
"""A block, read by its block key."""
