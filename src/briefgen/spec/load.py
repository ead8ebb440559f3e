"""Briefs and settings, from their files to models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec.agree import disagreements, untranslated
from briefgen.spec.brief import LANGUAGES, Brief
from briefgen.spec.fields import LANGUAGE_TAG, NAME_PATTERN
from briefgen.spec.reader import read_yaml
from briefgen.spec.settings import Settings
from briefgen.spec.tree import Mapping, Node, Scalar
from briefgen.spec.tree import Sequence as Entries
from briefgen.spec.validate import validate


def find_briefs(project: Project) -> dict[str, Path]:
    """Return the file of each brief by its name, sorted by name.

    Briefs are the files NAME.yaml in `briefings/` and its folders; hidden files and folders are left out. What bears
    the name of a brief and is no readable file is named too: `load_brief` refuses it alone. Raises AuthorsMistakes for
    a name that is used in two folders, or that holds more than small letters, digits and hyphens, and for a folder
    outside the project; EnvironmentFailure for a folder that cannot be read.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in sorted(_files(project)):
        problems.extend(_name_problems(path, project))
        if path.stem in found:
            first = project.relative(found[path.stem])
            sentence = f'The brief "{path.stem}" is there twice; the other file is {first}.'
            problems.append(Problem(Place(project.relative(path)), sentence, "Rename one of the two files."))
        found.setdefault(path.stem, path)
    if problems:
        raise AuthorsMistakes(problems)
    return dict(sorted(found.items()))


def load_brief(path: Path, project: Project) -> Brief:
    """Read a brief, with all shorthand opened and its own references checked.

    Raises AuthorsMistakes with all problems of the file, EnvironmentFailure where it cannot be read.
    """
    project.require_file(path)
    tree = read_yaml(path, project)
    problems = _name_problems(path, project)
    try:
        brief = validate(tree, Brief, project, languages=_languages(tree, LANGUAGES))
    except AuthorsMistakes as found:
        raise AuthorsMistakes([*problems, *found.problems]) from None
    problems.extend(disagreements(brief))
    if problems:
        raise AuthorsMistakes(problems)
    return brief.model_copy(update={"name": path.stem})


def load_settings(project: Project) -> Settings:
    """Read `briefgen.yaml`. Raises AuthorsMistakes with all its problems."""
    tree = read_yaml(project.settings, project)
    return validate(tree, Settings, project, languages=_languages(tree, LANGUAGES))


def with_options(
    brief: Brief,
    *,
    languages: Sequence[str] | None = None,
    audience: Literal["external", "internal"] | None = None,
    cover: Literal["full", "office"] | None = None,
) -> Brief:
    """Return the brief as another edition of it; None leaves a value as it is written.

    Raises AuthorsMistakes where a text is not there in a language that is asked for.
    """
    asked = {"languages": tuple(languages) if languages else None, "audience": audience, "cover": cover}
    changed = brief.model_copy(update={key: value for key, value in asked.items() if value is not None})
    problems = list(untranslated(changed, changed.languages))
    if problems:
        raise AuthorsMistakes(problems)
    return changed


def _files(project: Project) -> Iterator[Path]:
    """Yield what bears the name of a brief, in `briefings/` and all folders below; each folder is read once."""
    waiting, read = [project.briefings], set[Path]()
    while waiting:
        folder = waiting.pop(0)
        entries = project.entries(folder)
        place = folder.resolve()
        if place in read:
            continue
        read.add(place)
        for path in entries:
            if path.name.startswith("."):
                continue
            if path.suffix.lower() in (".yaml", ".yml"):
                yield path
            elif _may_be_folder(path):
                waiting.append(path)


def _may_be_folder(path: Path) -> bool:
    """Say whether a path is a folder or leads to one; what cannot be looked at is told when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return True


def _name_problems(path: Path, project: Project) -> list[Problem]:
    place = Place(project.relative(path))
    problems: list[Problem] = []
    if path.suffix != ".yaml":
        problems.append(Problem(place, "The file of a brief ends in .yaml.", f"Rename it to {path.stem}.yaml."))
    if not NAME_PATTERN.fullmatch(path.stem):
        sentence = f'"{path.stem}" cannot be the name of a brief: names hold small letters, digits and single hyphens.'
        problems.append(Problem(place, sentence, "Rename the file; its name without .yaml is the brief's name."))
    return problems


def _languages(tree: Mapping, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages that a file names, without any that cannot be right, so that no text is blamed for it."""
    node: Node | None = tree.get(Scalar("languages"))
    if node is None:
        return default
    if not isinstance(node, Entries):
        return ()
    return tuple(str(entry) for entry in node if isinstance(entry, Scalar) and LANGUAGE_TAG.fullmatch(entry))
