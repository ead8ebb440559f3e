"""The body of a brief: laid out and verified once, for all delegations that get the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from briefgen.check.case import Case
from briefgen.check.finished.verify import verify
from briefgen.check.preflight import preflight
from briefgen.data.facts import Fact, Store
from briefgen.data.selection import selected
from briefgen.deliver.copies import said, worded
from briefgen.deliver.pack import kept_bodies
from briefgen.deliver.pack.digests import digest_of
from briefgen.errors import VerificationFailure
from briefgen.layout.citations import cited_sources, printed_facts
from briefgen.layout.context import Context
from briefgen.layout.document import Laid
from briefgen.layout.furniture import edition_code
from briefgen.layout.grid import columns
from briefgen.pdf.elements import Element, Mark
from briefgen.pipeline.drawn import drawn
from briefgen.pipeline.personal import Base, base_of
from briefgen.pipeline.record import images
from briefgen.pipeline.shared import Shared
from briefgen.pipeline.states import Taken
from briefgen.pipeline.wish import Wish, geometry_of, profile_of
from briefgen.project import Project
from briefgen.spec.blocks import TableBlock
from briefgen.spec.brief import Brief
from briefgen.theme.load import load_theme
from briefgen.theme.scale import scaled


@dataclass(frozen=True)
class Body:
    """Hold the finished file of a brief, made out to nobody.

    `laid` has the pages of every block and text; where the file was kept, no more of the tree than that. `fault`: what
    its verification found, "" where it holds what it must. `wish` and `brief`: what it was made of.
    """

    brief: Brief
    wish: Wish
    data: bytes
    laid: Laid
    fault: str = ""

    @cached_property
    def sha256(self) -> str:
        """Return the digest of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def code(self) -> str:
        """Return the code of the edition."""
        return edition_code(self.laid.context)

    @cached_property
    def printed(self) -> tuple[Fact, ...]:
        """Return the facts whose values it prints."""
        known = self.laid.context.facts
        return tuple(fact for fact in printed_facts(self.laid.context) if fact.id in known and not fact.gap)

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """Return what each printed fact says, as a digest, by id."""
        return {fact.id: said(fact) for fact in self.printed}

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Return the ids of the tables whose values it prints."""
        known = self.laid.context.store.tables
        shown = [str(block.table) for block in self.brief.blocks if isinstance(block, TableBlock)]
        return tuple(id for id in dict.fromkeys(shown) if id in known and not known[id].stale)

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """Return what each printed fact says in words, by id."""
        return {fact.id: worded(fact, self.brief.languages) for fact in self.printed}


class Bodies:
    """Make bodies, each once in a run and, where nothing that it depends on has changed, once at all.

    Processes that need the same body at once agree on who lays it out, by a file beside those that are kept.
    """

    def __init__(self, project: Project, shared: Shared, taken: Taken) -> None:
        self._project = project
        self._shared = shared
        self._taken = taken
        self._made: dict[str, Body] = {}
        self._bases: dict[str, Base] = {}

    def case(self, brief: Brief) -> Case:
        """Return a brief with all that its gates look at."""
        shared = self._shared
        return Case(brief, shared.store, shared.settings, shared.faces, self._project)

    def require_sound(self, brief: Brief, store: Store) -> None:
        """Raise AuthorsMistakes with everything that keeps a brief from being built."""
        preflight(brief, store, self._shared.settings, self._shared.faces, self._project)

    def body(self, brief: Brief, wish: Wish, *, store: Store | None = None) -> Body:
        """Return the body of a brief as it is to be drawn; `store`: with other figures than `data/` would give.

        Where another process is laying it out, that is waited for. Raises AuthorsMistakes for what no page can hold.
        """
        key = self._key(brief, wish, store)
        if not self._finds(key, brief, wish, store):
            with kept_bodies.turn_of(self._project, key):
                self._lay_out(key, brief, wish, store)
        return self._made[key]

    def body_now(self, brief: Brief, wish: Wish, *, store: Store | None = None) -> Body | None:
        """Return the body of a brief like `body`, or None where another process is laying it out."""
        key = self._key(brief, wish, store)
        if not self._finds(key, brief, wish, store):
            with kept_bodies.turn_of(self._project, key, wait=False) as free:
                if free:
                    self._lay_out(key, brief, wish, store)
        return self._made.get(key)

    def base(self, body: Body) -> Base:
        """Return a body as what copies are made of."""
        if body.sha256 not in self._bases:
            self._bases[body.sha256] = base_of(body.laid.context, body.data, profile_of(body.wish, body.brief))
        return self._bases[body.sha256]

    def _finds(self, key: str, brief: Brief, wish: Wish, store: Store | None) -> bool:
        """Say whether a body is made already, in this run or before."""
        kept = kept_bodies.find(self._project, key) if key not in self._made else None
        if kept is not None:
            self._made[key] = self._taken_up(brief, wish, kept, store)
        return key in self._made

    def _lay_out(self, key: str, brief: Brief, wish: Wish, store: Store | None) -> None:
        """Lay a body out, unless another process did so just before."""
        if not self._finds(key, brief, wish, store):
            self._made[key] = self._new(brief, wish, store, key)

    def _new(self, brief: Brief, wish: Wish, store: Store | None, key: str) -> Body:
        laid = drawn(self._project, self._shared, brief, wish, store=store, personal=True)
        try:
            verify(laid, profile_of(wish, brief))
        except VerificationFailure as failure:
            return Body(brief, wish, laid.data, laid, failure.message)
        kept = kept_bodies.Kept(laid.data, laid.pages, laid.context.pages, laid.places, _texts(laid))
        kept_bodies.keep(self._project, key, kept)
        return Body(brief, wish, laid.data, laid)

    def _taken_up(self, brief: Brief, wish: Wish, kept: kept_bodies.Kept, store: Store | None) -> Body:
        """Return a kept body, with a tree that holds what is read on each page."""
        shared = self._shared
        used = store or shared.store
        theme, geometry = load_theme(brief.theme, shared.settings.palette), geometry_of(wish)
        facts = selected(used, brief.sections, brief.audience)
        context = Context(
            brief=brief,
            facts=facts,
            store=used,
            settings=shared.settings,
            theme=scaled(theme, geometry.scale),
            chart_theme=theme,
            faces=shared.faces,
            project=self._project,
            columns=columns(brief.languages, geometry),
            source_numbers=cited_sources(brief, facts, used),
            figure_numbers={},
            pictures={},
            pages=kept.named,
            geometry=geometry,
            personal=True,
        )
        tree = Element("Document", children=[Mark(page, 0, text) for page, text in enumerate(kept.texts)])
        return Body(brief, wish, kept.data, Laid(kept.data, tree, kept.pages, context, places=kept.places))

    def _key(self, brief: Brief, wish: Wish, store: Store | None) -> str:
        """Return the digest of all that a body depends on."""
        shared = self._shared
        self._taken.note(images(brief, shared.settings))
        states = {**shared.taken.states, **self._taken.states}
        pictures = images(brief, shared.settings)
        read = {name: state.sha256 for name, state in states.items() if state and name in shared.taken.states}
        seen = {name: state.sha256 for name in pictures if (state := states.get(name))}
        facts = (store or shared.store).facts
        gaps = {id: fact.gap for id, fact in facts.items() if fact.gap}
        tables = [id for id, table in (store or shared.store).tables.items() if table.stale]
        made = {name: value for name, value in shared.installed.items() if name != "code"}
        return digest_of(kept_bodies.FORMAT, made, read, seen, gaps, tables, store is not None, brief, brief.name, wish)


def _texts(laid: Laid) -> tuple[str, ...]:
    """Return what is read on each page."""
    found: list[list[str]] = [[] for _ in range(laid.pages)]
    for element in laid.tree.walk():
        for child in element.children:
            if isinstance(child, Mark):
                found[child.page].append(child.text)
    return tuple("".join(texts) for texts in found)


def without_last_days(store: Store) -> Store:
    """Return the same facts and tables with those past their last day as they were: somebody lets them pass."""
    facts = {id: replace(fact, gap="") if fact.gap == "stale" else fact for id, fact in store.facts.items()}
    tables = {id: replace(table, stale=False) for id, table in store.tables.items()}
    sections = {
        name: replace(
            section,
            facts={id: facts[id] for id in section.facts},
            tables={id: tables[id] for id in section.tables},
        )
        for name, section in store.sections.items()
    }
    return replace(store, facts=facts, tables=tables, sections=sections)
