"""The opening of a part in a bound document; made by binding, never written by an author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from briefgen.spec.blocks import PageBlock
from briefgen.spec.model import HIDDEN
from briefgen.spec.reads import Reads, as_it_is, unseen
from briefgen.spec.text import Texts


@dataclass(frozen=True)
class PartHead:
    """Hold what the pages of a part say at head and foot: its subject, its kind, the time that it stands at."""

    subject: Texts
    kind: Literal["industry", "topic", "event", "visit"]
    as_of: Texts | None


class PartBlock(PageBlock):
    """Start a part with its title; the pages up to the next part belong to it."""

    head: Annotated[PartHead, Reads(as_it_is, unseen)] = Field(
        validation_alias=f"{HIDDEN}head", exclude=True, description="What head and foot of its pages say."
    )
    last: Annotated[bool, Reads(as_it_is, unseen)] = Field(
        default=False, validation_alias=f"{HIDDEN}last", exclude=True, description="Whether it only ends the parts."
    )
