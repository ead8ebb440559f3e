"""The texts of a brief in one language by their places, and its form: what is there, in which order, and of what kind.

A place is the way to a text through the keys of the file, such as `blocks.3.messages.0.head`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import cast

from briefgen.pipeline.states import Look
from briefgen.spec.blocks import ContactBarBlock, ContactBlock, ImageBlock, NoticeBlock
from briefgen.spec.brief import Brief
from briefgen.spec.charts import ChartBlock
from briefgen.spec.frozen import Frozen
from briefgen.spec.listings import MapBlock
from briefgen.spec.model import Model
from briefgen.spec.normalise import BLOCKS
from briefgen.spec.parts import PartBlock
from briefgen.spec.settings import Contact, Partner, Settings
from briefgen.spec.text import (
    FactReference,
    NoteReference,
    PageReference,
    PermittedBreak,
    Piece,
    Plain,
    SourceReference,
    Text,
    parse,
)
from briefgen.spec.texts import PERMITTED_BREAKS

PERSONAL = frozenset({"prepared_for"})
LOOKS = frozenset({"theme", "cover", "arrangement", "attachments"})
"""How a brief looks, and in what wrapping it comes; the data attached say what the pages say."""
UNSEEN = frozenset({"schedule", "tags"})
"""What no reader is given: when it is made by itself, and by which words it is asked for."""
TOLD_APART = frozenset({"name", "languages", "edition", "gaps", "sections", "bind"})
"""What is told by other parts of a record (name and edition), or by what comes of it (facts, blocks of parts)."""
_KINDS = {model: key for key, model in BLOCKS.items()}
_FACT = re.compile(r"(?<!\{)\{([a-z0-9-]+)\|")


@dataclass
class Given:
    """Gather texts and form by place; a form is what is no language: kinds, ids of facts, times, digests of images."""

    language: str
    look: Look
    texts: dict[str, str] = field(default_factory=dict[str, str])
    form: dict[str, str] = field(default_factory=dict[str, str])


def give_brief(brief: Brief, given: Given) -> None:
    """Gather all of a brief that its readers see but its facts."""
    hidden = PERSONAL | LOOKS | UNSEEN | TOLD_APART | {"blocks"}
    _model(brief, "", given, hidden)
    given.form["audience"] = brief.audience
    for index, block in enumerate(brief.blocks):
        place = f"blocks.{index}"
        given.form[place] = _kind(block)
        # Only what nobody sees is left out: an id, by which a delegation can leave a block out, and the tint of a bar.
        _model(block, place, given, {"id", *(("tone",) if isinstance(block, NoticeBlock) else ())})


def give_settings(settings: Settings, brief: Brief, given: Given) -> None:
    """Gather what the settings put into a brief: issuer, series, logos, and the contact where the brief shows it."""
    for name in ("issuer", "series"):
        _value(getattr(settings, name), f"settings.{name}", given)
    logo = str(settings.logo)
    given.form["settings.logo"] = logo if logo in ("none", "sample") else _image(logo, given)
    _value(settings.partners, "settings.partners", given)
    shows = any(isinstance(block, ContactBlock | ContactBarBlock) for block in brief.blocks)
    if shows and isinstance(settings.contact, Contact):
        _model(settings.contact, "settings.contact", given, frozenset())


def facts_in(text: str) -> tuple[str, ...]:
    """Return the ids of the facts that a gathered text refers to."""
    return tuple(dict.fromkeys(_FACT.findall(text)))


def _kind(block: Model) -> str:
    """Return the key by which authors know a block, so that no name in the code enters."""
    if isinstance(block, PartBlock):
        return "part"
    return "chart" if isinstance(block, ChartBlock) else _KINDS[type(block)]  # type: ignore[index]


def _model(model: Model, place: str, given: Given, hidden: frozenset[str] | set[str]) -> None:
    """Gather the parts of a model. What is as if nobody had written it adds nothing, so that new keys void nothing."""
    for name, about in type(model).model_fields.items():
        if name in hidden or name == "place":
            continue
        value = getattr(model, name)
        if not about.is_required() and value == about.get_default(call_default_factory=True):
            continue
        key = name.rstrip("_").replace("_", "-")
        at = f"{place}.{key}" if place else key
        image = (isinstance(model, ImageBlock | Partner) and name == "image") or (
            isinstance(model, MapBlock) and name == "map"
        )
        if image:
            given.form[at] = _image(str(value), given)
        else:
            _value(value, at, given)


def _value(value: object, place: str, given: Given) -> None:
    if value is None:
        return
    if isinstance(value, Frozen):
        words = cast("Mapping[str, Text | str]", value)
        if given.language in words:
            given.texts[place] = written(words[given.language], place)
    elif isinstance(value, Model):
        _model(value, place, given, frozenset())
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            _value(getattr(value, each.name), f"{place}.{each.name}", given)
    elif isinstance(value, Mapping):
        for key, entry in cast("Mapping[str, object]", value).items():
            _value(entry, f"{place}.{key}", given)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, entry in enumerate(cast("Sequence[object]", value)):
            _value(entry, f"{place}.{index}", given)
    else:
        given.form[place] = str(value)


def _image(path: str, given: Given) -> str:
    """Return what a picture is known by: what is in its file, under whatever name."""
    return f"sha256 {given.look.digest(path) or 'missing'}"


def written(text: Text | str, place: str) -> str:
    """Return a text as it reads, with its references: however its lines are broken in the file and on the page."""
    if isinstance(text, str):
        return " ".join(text.split())
    role = re.sub(r"^blocks\.\d+\.", "", place)
    return "".join(_piece(piece) for piece in parse(text, permitted_breaks=role in PERMITTED_BREAKS)).strip()


def _piece(piece: Piece) -> str:
    match piece:
        case Plain():
            text = piece.text.replace("{", "{{").replace("}", "}}")
            text = f"**{text}**" if piece.strong else text
            return f"[{text}]({piece.link})" if piece.link else text
        case PermittedBreak():
            return ""
        case FactReference():
            reference = f"{{{piece.id}|{piece.form}}}"
            return f"**{reference}**" if piece.strong else reference
        case SourceReference():
            return f"{{source:{piece.id}}}"
        case PageReference():
            return f"{{page:{piece.id}}}"
        case NoteReference():
            return f"[^{piece.id}]"
