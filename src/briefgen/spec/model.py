"""The base of all models that authors' YAML is validated with."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from briefgen.errors import NOWHERE, Place


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Model(BaseModel):
    """Refuse unknown keys, spell keys with hyphens, never change after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, arbitrary_types_allowed=True)


class Placed(Model):
    """Add the place in the file where the mapping begins; the reader fills it, authors cannot."""

    place: Place = Field(default=NOWHERE, exclude=True)
