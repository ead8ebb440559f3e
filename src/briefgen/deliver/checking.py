"""Everything that can be found wrong with a delegation before its pack is made, all at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.shared_addresses import shared_addresses
from briefgen.errors import AuthorsMistakes, BriefgenError, Place, Problem
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief
from briefgen.spec.nearest import nearest
from briefgen.spec.text import FactReference, NoteReference, PageReference, Plain, SourceReference, Text, parse
from briefgen.spec.texts import wordings_of
from briefgen.spec.tree import Scalar, place_of

if TYPE_CHECKING:
    from briefgen.data.facts import Fact, Store
    from briefgen.pipeline.shared import Shared
    from briefgen.project import Project
    from briefgen.spec.brief import Brief
    from briefgen.spec.delegation import Delegation, Insertion
    from briefgen.spec.settings import Settings
    from briefgen.typeset.faces import FaceSet

RARE = "Write the common form of the character; no font that comes with briefgen has this one."


@dataclass(frozen=True)
class CheckedDelegation:
    """Hold a delegation without mistakes, and what its author should look at."""

    name: str
    delegation: Delegation
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class RefusedDelegation:
    """Hold a delegation that could not be read or has mistakes, and why."""

    name: str
    error: BriefgenError


def check_delegations(project: Project, files: Mapping[str, Path]) -> Iterator[CheckedDelegation | RefusedDelegation]:
    """Look at each delegation and yield what was found, in the order given.

    Raises AuthorsMistakes where settings or facts hold mistakes, together with those of the delegations.
    """
    from briefgen.pipeline.shared import read_shared

    if not files:
        return
    try:
        shared = read_shared(project)
    except AuthorsMistakes as error:
        raise AuthorsMistakes([*error.problems, *own_mistakes(project, files)]) from None
    for name, path in files.items():
        try:
            delegation = load_delegation(path, project)
            yield CheckedDelegation(name, delegation, check_delegation(delegation, project, shared))
        except BriefgenError as error:
            yield RefusedDelegation(name, error)


def own_mistakes(project: Project, files: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield what is wrong with delegations apart from settings and facts."""
    for path in files.values():
        try:
            load_delegation(path, project)
        except AuthorsMistakes as error:
            yield from error.problems


def check_delegation(delegation: Delegation, project: Project, shared: Shared) -> tuple[Problem, ...]:
    """Compare a delegation with settings, facts and faces, and return what its author should look at.

    Raises AuthorsMistakes with everything that keeps its pack from being made.
    """
    mistakes = {
        *_characters(delegation, shared.faces),
        *_references(delegation, project, shared.store),
        *_wrong_names(delegation, shared.store),
    }
    if mistakes:
        raise AuthorsMistakes(mistakes)
    return tuple(sorted({*_remarks(delegation, project, shared.settings)}))


def _texts(delegation: Delegation) -> Iterator[tuple[str, str, Text]]:
    """Yield role, language and text of each wording."""
    for role, words in wordings_of(delegation):
        for language, text in words.items():
            yield role, language, text


def _characters(delegation: Delegation, faces: FaceSet) -> Iterator[Problem]:
    """Refuse characters that no face has; names may use any that one of them has, the full one too."""
    for _, _, text in _texts(delegation):
        printed = "".join(piece.text for piece in parse(text) if isinstance(piece, Plain))
        for character in faces.missing(printed):
            yield _no_face(character, text.at(max(0, text.source.find(character))))
    for question in delegation.talking.questions:
        office = question.cleared_by or ""
        for character in faces.missing(office):
            at = office.at(office.find(character)) if isinstance(office, Scalar) else question.place
            yield _no_face(character, at)


def _no_face(character: str, place: Place) -> Problem:
    code = f"U+{ord(character):04X}"
    shown = f'"{character}" ({code})' if character.isprintable() and not unicodedata.combining(character) else code
    return Problem(place, f"No font has the character {shown}.", RARE)


def _references(delegation: Delegation, project: Project, store: Store) -> Iterator[Problem]:
    """Refuse references that could not be filled in where they stand."""
    briefs: dict[str, Brief] = {}
    files = find_briefs(project)
    for insertion in delegation.insert:
        if insertion.brief not in briefs:
            briefs[insertion.brief] = load_brief(files[insertion.brief], project)
        yield from _in_insertion(insertion, briefs[insertion.brief], store)
    for stop in delegation.programme:
        yield from _in_paper(stop, store, internal=False)
    yield from _in_paper(delegation.talking, store, internal=True)


def _in_insertion(insertion: Insertion, brief: Brief, store: Store) -> Iterator[Problem]:
    from briefgen.data.selection import selected

    facts = selected(store, brief.sections, brief.audience)
    ids = [block.id for block in brief.blocks if block.id]
    for _, words in wordings_of(insertion):
        for text in words.values():
            for piece in parse(text):
                if isinstance(piece, FactReference):
                    yield from _fact(piece, facts, f'for the brief "{insertion.brief}"')
                elif isinstance(piece, PageReference) and piece.id not in ids:
                    hint = nearest(piece.id, ids, ask="Known ids")
                    yield Problem(piece.place, "No block of the brief has this id.", hint)
                elif isinstance(piece, SourceReference) and piece.id not in store.sources:
                    hint = nearest(piece.id, store.sources, ask="Sources")
                    yield Problem(piece.place, "There is no such source.", hint)
                elif isinstance(piece, NoteReference) and piece.id not in brief.notes:
                    hint = nearest(piece.id, brief.notes, ask="Known notes")
                    yield Problem(piece.place, "The brief has no such note.", hint)


def _in_paper(part: object, store: Store, *, internal: bool) -> Iterator[Problem]:
    """Look at texts of papers, which have neither pages nor lists of sources or notes of their own."""
    from briefgen.spec.model import Model

    known = {id: fact for id, fact in store.facts.items() if internal or fact.publish != "internal"}
    for _, words in wordings_of(part) if isinstance(part, Model) else ():
        for text in words.values():
            for piece in parse(text):
                if isinstance(piece, FactReference):
                    yield from _fact(piece, known, "for this paper")
                elif isinstance(piece, PageReference | SourceReference | NoteReference):
                    sentence = "This paper has no pages, sources or notes that a text could refer to."
                    yield Problem(piece.place, sentence, "Take the reference out.")


def _fact(piece: FactReference, facts: Mapping[str, Fact], where: str) -> Iterator[Problem]:
    if piece.id not in facts:
        yield Problem(piece.place, f"There is no such fact {where}.", nearest(piece.id, facts, ask="Facts"))


def _wrong_names(delegation: Delegation, store: Store) -> Iterator[Problem]:
    """Refuse forms that the term base forbids; names of people and of the delegation are their own."""
    from briefgen.data.wrong_names import WrongNames

    if not store.terms:
        return
    names = WrongNames(store.terms.values())
    for role, language, text in _texts(delegation):
        if not role.endswith("name"):
            for found in names.found(text.source, language, role):
                yield found.problem(text.at(found.offset))


def _remarks(delegation: Delegation, project: Project, settings: Settings) -> Iterator[Problem]:
    place = place_of(delegation.delegation, delegation.place)
    if delegation.embargo is not None and delegation.embargo > delegation.arrival:
        sentence = f"The embargo ends on {delegation.embargo}, after the arrival on {delegation.arrival}."
        yield Problem(place, sentence, "Nothing can be packed before that day.")
    for question in delegation.talking.questions:
        if question.cleared_by is None:
            yield Problem(question.place, "Nobody has cleared this answer.", "Add cleared-by: and the office.")
    yield from shared_addresses(delegation).values()
    channels = {channel for recipient in delegation.recipients for channel in delegation.channels_of(recipient)}
    for channel in sorted(channels | {*delegation.channels}) if not delegation.sample else ():
        if getattr(settings.deliver, channel, None) is None and channel != "folder":
            sentence = f"The channel {channel} is not set up."
            yield Problem(place, sentence, f"Say how under deliver: in briefgen.yaml, with the key {channel}.")
