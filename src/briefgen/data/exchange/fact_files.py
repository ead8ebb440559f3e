"""Changed facts brought into the files of their sections; problems of these told at the cells that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefgen.data.exchange.fact_changes import FactChange
from briefgen.data.exchange.written_facts import FACTS, WrittenSection
from briefgen.data.yaml_edit.editor import with_tree
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec import tree
from briefgen.spec.reader import read_bytes


def changed_files(changes: Sequence[FactChange], sections: Mapping[str, WrittenSection]) -> dict[str, bytes]:
    """Return the new bytes of the sections that change, by section; everything else in them stays byte for byte.

    Raises AuthorsMistakes where a file is written in a way that cannot be changed safely.
    """
    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for section in sections.values():
        own = [change for change in changes if change.section == section.id]
        if not own:
            continue
        try:
            made[section.id] = with_tree(section.content, section.file, _with_changes(section.root, own))
        except AuthorsMistakes as found:
            problems.extend(found.problems)
    if problems:
        raise AuthorsMistakes(problems)
    return made


def at_their_cells(
    problems: Iterable[Problem],
    changes: Sequence[FactChange],
    sections: Mapping[str, WrittenSection],
    files: Mapping[str, bytes],
) -> list[Problem]:
    """Return problems of the new files, each at the cell that its fact has in the sheet, or at its place now."""
    return [
        Problem(_place(problem.place, changes, sections, files), problem.message, problem.hint) for problem in problems
    ]


def _with_changes(root: tree.Mapping, changes: Iterable[FactChange]) -> tree.Mapping:
    present = root.get(FACTS)
    facts = tree.Mapping(root.place)
    facts.update(present if isinstance(present, tree.Mapping) else {})
    for change in changes:
        if change.node is None:
            facts.pop(tree.Scalar(change.id), None)
        else:
            facts[tree.Scalar(change.id)] = change.node
    made = tree.Mapping(root.place)
    made.update(root)
    if facts or present is not None:
        made[FACTS] = facts
    return made


def _place(
    place: Place, changes: Sequence[FactChange], sections: Mapping[str, WrittenSection], files: Mapping[str, bytes]
) -> Place:
    section = next((section for section in sections.values() if section.file == place.file), None)
    if section is None or section.id not in files:
        return place
    facts = read_bytes(files[section.id], section.file).get(FACTS)
    name = _last_before(facts, place) if isinstance(facts, tree.Mapping) else None
    if name is None or not isinstance(facts, tree.Mapping):
        return Place(place.file)
    change = next((change for change in changes if change.id == name), None)
    if change is None:
        known = section.facts.get(name)
        return known.name.place if known is not None else Place(place.file)
    node = facts[name]
    key = _last_before(node, place) if isinstance(node, tree.Mapping) else None
    cells = [cell for head, cell in change.row.items() if cell and key is not None and head.split(".")[0] == key]
    return cells[0].place if cells else change.place


def _last_before(mapping: tree.Mapping, place: Place) -> tree.Scalar | None:
    """Return the last key that begins at a place or before it."""
    before = [key for key in mapping if (key.place.line, key.place.column) <= (place.line, place.column)]
    return before[-1] if before else None
