"""All texts of a brief, each with its role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from briefgen.spec.brief import Brief
from briefgen.spec.frozen import Frozen
from briefgen.spec.model import Model
from briefgen.spec.pieces import Text, Texts

PERMITTED_BREAKS = frozenset({"title", "subtitle", "page", "lead", "takeaway", "text"})
"""The roles in whose texts | is a permitted break; "text" is the aim in display form."""


def texts_of(brief: Brief) -> Iterator[tuple[str, Text, str]]:
    """Yield role, text and language of each text that the brief prints, in order, in its languages.

    A role is the key that the text stands under, such as "title", "lead", "messages.head" or "rows.name"; texts of
    the brief's own `notes:` have the role "notes".
    """
    for role, words in wordings_of(brief):
        for language in brief.languages:
            if language in words:
                yield role, words[language], language


def wordings_of(model: Model, role: str = "") -> Iterator[tuple[str, Texts]]:
    """Yield role and texts of each wording in a brief, the settings or a part of them, in order."""
    for name, about in type(model).model_fields.items():
        key = str(about.alias or name)
        if isinstance(model, Brief) and name == "blocks":
            inner = ""
        else:
            inner = f"{role}.{key}" if role else key
        yield from _inside(getattr(model, name), inner)


def _inside(value: object, role: str) -> Iterator[tuple[str, Texts]]:
    if isinstance(value, Frozen):
        yield role, cast("Texts", value)
    elif isinstance(value, Model):
        yield from wordings_of(value, role)
    elif isinstance(value, Mapping):
        for entry in cast("Mapping[str, object]", value).values():
            yield from _inside(entry, role)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for entry in cast("Sequence[object]", value):
            yield from _inside(entry, role)
