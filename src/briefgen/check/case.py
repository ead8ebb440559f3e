"""A brief with everything that the rules look at, found once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefgen.data.facts import Fact, Store
from briefgen.data.selection import selected
from briefgen.data.tables.table import Table
from briefgen.errors import Place
from briefgen.layout.citations import facts_rested_on, table_shown, values_shown
from briefgen.project import Project
from briefgen.spec.blocks import TableBlock
from briefgen.spec.brief import Brief
from briefgen.spec.settings import Settings
from briefgen.spec.text import FactReference, Piece, SourceReference, Text, parse
from briefgen.spec.texts import PERMITTED_BREAKS, texts_of
from briefgen.spec.tree import place_of
from briefgen.typeset.faces import FaceSet


@dataclass(frozen=True)
class Written:
    """Hold one text of the brief in one language, taken apart; `role` is the key that it stands under."""

    role: str
    language: str
    text: Text
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Use:
    """Hold a place where the brief uses a fact; `form` is what a text prints of it, None where a block shows it.

    `language` is that of the text, "" where a block shows the fact in all. `rested`: the block does not print it, but
    what the block says rests on it. `calendar`: the calendar file of the event tells it.
    """

    fact: str
    place: Place
    form: str | None = None
    language: str = ""
    rested: bool = False
    calendar: bool = False


@dataclass(frozen=True)
class Case:
    """Hold a brief and the world it is to be built in."""

    brief: Brief
    store: Store
    settings: Settings
    faces: FaceSet
    project: Project

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Return the brief's texts in the languages that are to be drawn."""
        return tuple(
            Written(role, language, text, parse(text, permitted_breaks=role in PERMITTED_BREAKS))
            for role, text, language in texts_of(self.brief)
        )

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Return every use of a fact, by blocks first."""
        return (*self._uses_by_blocks(), *self._uses_in_texts(), *self._uses_by_event())

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Return the facts that the brief may show: those of its sections, internal ones in internal editions only."""
        return selected(self.store, self.brief.sections, self.brief.reader)

    @cached_property
    def used(self) -> Mapping[str, Fact]:
        """Return the facts that the brief uses and may show."""
        ids = dict.fromkeys(use.fact for use in self.uses)
        return {id: self.facts[id] for id in ids if id in self.facts}

    @cached_property
    def tables(self) -> tuple[tuple[TableBlock, Table], ...]:
        """Return the tables that the brief shows, as far as it shows them, each with its block."""
        return tuple(
            (block, table_shown(block, self.store))
            for block in self.brief.blocks
            if isinstance(block, TableBlock) and block.table in self.store.tables
        )

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """Return the ids of the sources that the brief cites and that exist."""
        ids = [source for fact in self.used.values() for source in fact.sources]
        ids += [table.source for _, table in self.tables]
        ids += [piece.id for written in self.written for piece in written.pieces if isinstance(piece, SourceReference)]
        return tuple(id for id in dict.fromkeys(ids) if id in self.store.sources)

    def _uses_by_blocks(self) -> Iterator[Use]:
        for block in self.brief.blocks:
            # A fact in a cell of a table is used where the brief names the table.
            at = place_of(block.table, block.place) if isinstance(block, TableBlock) else block.place
            for id in values_shown(block, self.store):
                yield Use(str(id), at if isinstance(block, TableBlock) else place_of(id, at))
            for id in facts_rested_on(block):
                yield Use(str(id), place_of(id, at), rested=True)

    def _uses_by_event(self) -> Iterator[Use]:
        event = self.brief.event
        for id in (event.starts, event.ends) if event is not None else ():
            if id is not None and event is not None:
                yield Use(str(id), place_of(id, event.place), rested=True, calendar=True)

    def _uses_in_texts(self) -> Iterator[Use]:
        for written in self.written:
            for piece in written.pieces:
                if isinstance(piece, FactReference):
                    yield Use(piece.id, piece.place, piece.form, written.language)
