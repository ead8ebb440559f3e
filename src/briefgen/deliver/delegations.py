"""Delegations: their files, and each read whole. What is wrong is told with place and field, never with a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefgen.deliver.delegation_rows import fill_rows
from briefgen.deliver.discreet import discreet
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec.agree import disagreements as disagreements_in_brief
from briefgen.spec.brief import Brief
from briefgen.spec.delegation import LANGUAGES, Delegation
from briefgen.spec.delegation_agree import disagreements
from briefgen.spec.fields import LANGUAGE_TAG
from briefgen.spec.find import DELEGATIONS, NAME_PATTERN, find_briefs
from briefgen.spec.load import load_brief, load_settings
from briefgen.spec.meant import Shelf, shelf_of
from briefgen.spec.nearest import nearest
from briefgen.spec.reader import read_yaml
from briefgen.spec.tree import Mapping as Tree
from briefgen.spec.tree import Scalar, place_of
from briefgen.spec.tree import Sequence as Entries
from briefgen.spec.validate import validate

SAMPLE = ".sample"
"""Ends the names of files that are samples, before .yaml; only these go into git."""


def folder_of(project: Project) -> Path:
    """Return the folder of the delegations."""
    return project.data / DELEGATIONS


def find_delegations(project: Project) -> dict[str, Path]:
    """Return the file of each delegation by its name, sorted by name; nothing is opened.

    Delegations are the files NAME.yaml and NAME.sample.yaml in `data/delegations/`. Raises AuthorsMistakes for a name
    that is used twice or cannot be one, and for a folder outside the project; EnvironmentFailure for a folder that
    cannot be read.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in project.entries(folder_of(project)):
        if path.name.startswith(".") or path.suffix.lower() not in (".yaml", ".yml"):
            continue
        name = name_of(path)
        place = Place(project.relative(path))
        if path.suffix != ".yaml":
            problems.append(
                Problem(place, "The file of a delegation ends in .yaml.", f"Rename it to {path.stem}.yaml.")
            )
        if not NAME_PATTERN.fullmatch(name):
            sentence = "This cannot be the name of a delegation: names hold small letters, digits and single hyphens."
            problems.append(
                Problem(place, sentence, "Rename the file; its name without .yaml is the delegation's name.")
            )
        if name in found:
            sentence = f"The delegation is there twice; the other file is {project.relative(found[name])}."
            problems.append(Problem(place, sentence, "Rename or delete one of the two files."))
        found.setdefault(name, path)
    if problems:
        raise AuthorsMistakes(problems)
    return dict(sorted(found.items()))


def name_of(path: Path) -> str:
    """Return the name of a delegation by its file."""
    return path.stem.removesuffix(SAMPLE)


def named(names: Sequence[str], found: Mapping[str, Path]) -> tuple[dict[str, Path], list[str]]:
    """Return the delegations among names or files that are given, and the names that are none."""
    given = {name: name_of(Path(name)) if name.endswith((".yaml", ".yml")) else name for name in names}
    chosen = {name: found[name] for name in given.values() if name in found}
    return chosen, [name for name, meant in given.items() if meant not in found]


def load_delegation(path: Path, project: Project) -> Delegation:
    """Read a delegation with the rows of its table files, and compare it with the briefs that it names.

    Raises AuthorsMistakes with all its problems, none of which says more of a person than place and field;
    EnvironmentFailure where a file cannot be read.
    """
    project.require_file(path)
    problems: list[Problem] = []
    briefs = find_briefs(project)
    try:
        written = read_yaml(path, project)
    except AuthorsMistakes as error:
        problems += discreet(error.problems, None)
        raise AuthorsMistakes(problems) from None
    found: list[Problem] = fill_rows(written, project)
    delegation = None
    try:
        delegation = validate(written, Delegation, project, languages=_languages(written, project))
    except AuthorsMistakes as error:
        found += error.problems
    if delegation is not None:
        found += disagreements(delegation, written)
        found += _misnamed(delegation, path)
    ids: set[str] = set()
    if not found and delegation is not None:
        found += _unknown(delegation, briefs, project, ids)
    problems += discreet(found, written, {*briefs, *ids})
    if problems or delegation is None:
        raise AuthorsMistakes(problems)
    return delegation


def briefs_wanted(delegation: Delegation, project: Project) -> tuple[str, ...]:
    """Return the names of the briefs of a delegation, kinds and tags replaced by their briefs; each once, in order.

    Raises AuthorsMistakes and EnvironmentFailure where a file that must be looked at cannot be read.
    """
    return _wanted(delegation, shelf_of(find_briefs(project), project))


def _wanted(delegation: Delegation, shelf: Shelf[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(brief for name in delegation.briefs for brief in shelf.meant(name) or [str(name)]))


def _languages(written: Tree, project: Project) -> tuple[str, ...]:
    """Return the languages that every text must have: those of the project, and those that the delegation wants."""
    node = written.get(Scalar("languages"))
    own = [str(tag) for tag in node if isinstance(tag, Scalar)] if isinstance(node, Entries) else []
    try:
        shared = load_settings(project).languages
    except AuthorsMistakes:
        shared = LANGUAGES
    return tuple(dict.fromkeys([*shared, *(tag for tag in own if LANGUAGE_TAG.fullmatch(tag))]))


def _misnamed(delegation: Delegation, path: Path) -> Iterator[Problem]:
    name = name_of(path)
    place = place_of(delegation.delegation, delegation.place)
    if delegation.delegation != name:
        yield Problem(
            place,
            f'The delegation is called "{delegation.delegation}", its file {path.name}.',
            f"Write delegation: {name}, or rename the file.",
        )
    if path.stem.endswith(SAMPLE) and not delegation.sample:
        sentence = "The file's name says that it is a sample, so that git takes it; the file does not say so."
        yield Problem(place, sentence, f"Write sample: yes, or rename the file to {name}.yaml.")


def _unknown(delegation: Delegation, briefs: Mapping[str, Path], project: Project, ids: set[str]) -> Iterator[Problem]:
    """Yield briefs and blocks that are not there; add to `ids` those of the blocks that are, and tags for hints."""
    shelf = shelf_of(briefs, project)
    for name in delegation.briefs:
        if not shelf.is_known(name):
            ids |= set(shelf.tags)
            hint = shelf.suggestion(name)
            yield Problem(place_of(name, delegation.place), f'There is no brief "{name}".', hint)
        elif not shelf.meant(name):
            yield Problem(place_of(name, delegation.place), f'There is no brief of the kind "{name}".', "Name a brief.")
    changes = [*delegation.omit, *delegation.insert]
    wanted = _wanted(delegation, shelf) if changes else ()
    loaded: dict[str, Brief] = {}
    for name in dict.fromkeys(change.brief for change in changes):
        places = [place_of(change.brief, change.place) for change in changes if change.brief == name]
        if name not in briefs:
            hint = nearest(name, briefs, ask="Briefs")
            yield from (Problem(place, f'There is no brief "{name}".', hint) for place in places)
        elif name not in wanted:
            hint = "Add it to briefs, or delete this entry."
            yield from (Problem(place, f'The delegation is not given the brief "{name}".', hint) for place in places)
        else:
            try:
                loaded[str(name)] = load_brief(briefs[name], project)
            except AuthorsMistakes:
                sentence = f'The brief "{name}" has mistakes of its own.'
                yield from (Problem(place, sentence, f"Look at them with: briefgen check {name}") for place in places)
    for name, brief in loaded.items():
        ids |= {str(block.id) for block in brief.blocks if block.id}
        yield from _unknown_blocks(delegation, name, brief)


def _unknown_blocks(delegation: Delegation, name: str, brief: Brief) -> Iterator[Problem]:
    known = [block.id for block in brief.blocks if block.id]
    omitted = {str(entry.block): entry for entry in delegation.omit if entry.brief == name}
    meant = [(entry.block, entry.place) for entry in omitted.values()]
    meant += [(entry.after, entry.place) for entry in delegation.insert if entry.brief == name]
    for block, place in meant:
        if block not in known:
            hint = nearest(block, known, ask="Ids of its blocks") or "Give the block that is meant an id: in the brief."
            yield Problem(place_of(block, place), f'No block of the brief "{name}" has the id "{block}".', hint)
    for entry in delegation.insert:
        if entry.brief == name and entry.after in omitted:
            place = place_of(entry.after, entry.place)
            yield Problem(place, f'The block "{entry.after}" is left out above.', "Name a block that stays.")
    for id, entry in omitted.items():
        rest = tuple(block for block in brief.blocks if block.id != id)
        if id in known and any(disagreements_in_brief(brief.model_copy(update={"blocks": rest}))):
            sentence = f'The brief "{name}" refers to the block "{id}" elsewhere.'
            yield Problem(
                place_of(entry.block, entry.place), sentence, "Keep it, or take the reference out of the brief."
            )
