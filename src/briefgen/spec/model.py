"""The base of all models that authors' YAML is validated with."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from briefgen.errors import NOWHERE, Place
from briefgen.project import Project
from briefgen.spec.reads import Reads, as_it_is, unseen
from briefgen.spec.tree import Mapping

HIDDEN = "\0"
"""Begins the aliases of fields that authors cannot write; the reader refuses this character."""


@dataclass(frozen=True)
class Context:
    """Hold what field types must know while a file is validated.

    `languages` are those that each text must have; `models` notes which model each part of the tree was given to.
    """

    project: Project | None = None
    languages: tuple[str, ...] = ()
    models: dict[int, type[Model]] = field(default_factory=dict[int, "type[Model]"])


def context_of(info: ValidationInfo) -> Context:
    """Return the context of a validation; an empty one where a model is made in code."""
    return info.context if isinstance(info.context, Context) else Context()


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Model(BaseModel):
    """Refuse unknown keys, spell keys with hyphens, never change after loading.

    Files are read by the hyphened keys, code makes models by the field names; see `validate`.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=_kebab,
        validate_by_name=True,
        validate_by_alias=True,
        arbitrary_types_allowed=True,
        defer_build=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _note_place(cls, data: object, info: ValidationInfo) -> object:
        """Note which model reads which part of the file, for hints, and hand its place on."""
        if info.context is None:
            return data
        context_of(info).models[id(data)] = cls
        if isinstance(data, Mapping) and "place" in cls.model_fields:
            return {**data, f"{HIDDEN}place": data.place}
        return data

    @classmethod
    def known_keys(cls) -> dict[str, str]:
        """Return the keys that authors may write, each with its description."""
        return {
            key: about.description or ""
            for name, about in cls.model_fields.items()
            if not (key := str(about.validation_alias or about.alias or name)).startswith(HIDDEN)
        }

    @classmethod
    def read(cls, node: object, info: ValidationInfo) -> Any:
        """Read a part of a file inside the validation that `info` belongs to."""
        if isinstance(node, cls):
            return node
        if info.context is None and isinstance(node, AnyMapping):
            return cls.model_validate(cast("object", node))
        return cls.model_validate(node, context=info.context, by_alias=True, by_name=False)


class Placed(Model):
    """Add the place in the file where the mapping begins; the reader fills it, authors cannot."""

    place: Annotated[Place, Reads(as_it_is, unseen)] = Field(
        default=NOWHERE,
        validation_alias=f"{HIDDEN}place",
        exclude=True,
        repr=False,
        description="Where the mapping begins.",
    )
