"""What an author may write of things with names: bodies, profiles, cards of projects, parks, policies and companies."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.spec.blocks import Block, FigureBlock, Row
from briefgen.spec.fields import FactId, Line, RelativePath, Switch, Words
from briefgen.spec.happenings import Stage
from briefgen.spec.model import Placed


class EntitiesBlock(Block):
    """List bodies, places or documents by their names in each language."""

    entities: tuple[FactId, ...] = Field(
        min_length=1, max_length=6, description="Facts whose values are lists or words; each heads a group by its name."
    )
    label: Words | None = Field(default=None, description="The section label; default 名录 / Names.")
    note: Words | None = Field(default=None, description="A note under the list.")


class ChainBlock(FigureBlock):
    """Draw an industry's chain; the fact's value is a list.

    States of its entries: `stage` (one leads to the next), `support` (serves all stages), or none where the source
    names segments without an order; their label stands under `segment`.
    """

    chain: FactId = Field(description="The fact.")
    labels: dict[Line, Words] = Field(default_factory=dict, description="For each state, the label of its row.")


class ProfileBlock(Block):
    """Introduce an institution: its name, up to four figures, what it does."""

    profile: Words = Field(description="The name of the institution.")
    figures: tuple[FactId, ...] = Field(default=(), max_length=4, description="Facts, in order.")
    rows: tuple[Row, ...] = Field(default=(), max_length=6, description="What it does, each with a run-in head.")
    facts: tuple[FactId, ...] = Field(default=(), description="Further facts that these words rest on.")
    label: Words | None = Field(default=None, description="The section label; default 机构 / Institution.")


class Card(Placed):
    """Hold a card."""

    name: Words = Field(description="The name of the project, park, policy or company.")
    stage: Stage | None = Field(default=None, description="How far it has come; a project needs it.")
    figures: tuple[FactId, ...] = Field(default=(), max_length=3, description="Facts, in order.")
    rows: tuple[Row, ...] = Field(default=(), max_length=5, description="What it is, each with a run-in head.")
    facts: tuple[FactId, ...] = Field(default=(), description="Further facts that these words rest on.")
    sample: Switch = Field(default=False, description="Whether it is invented to show a card; it then says so.")


class CardsBlock(Block):
    """Show cards of one kind, two in a row."""

    cards: Literal["project", "park", "policy", "company"] = Field(description="What the cards are of.")
    items: tuple[Card, ...] = Field(min_length=1, max_length=8, description="The cards.")
    label: Words | None = Field(default=None, description="The section label; default: by the kind.")


class MapBlock(FigureBlock):
    """Show a map that may be published: with its data, and with its approval number (审图号)."""

    map: RelativePath = Field(description="The file, relative to the project's folder: PNG or JPEG.")
    approval: Line | None = Field(default=None, description="The approval number, such as 苏S(2025)012号.")
    facts: tuple[FactId, ...] = Field(default=(), description="The facts that it shows.")
    alt: Words = Field(description="What a person who cannot see the map must know.")
    credit: Words = Field(description="Who made it.")
    rights: Words = Field(description="By what right it is printed.")
