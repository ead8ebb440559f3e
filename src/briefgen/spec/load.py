"""Briefs and settings, from their files to models."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.agree import disagreements, untranslated
from briefgen.spec.blocks import PartsBlock
from briefgen.spec.brief import LANGUAGES, Brief
from briefgen.spec.fields import LANGUAGE_TAG
from briefgen.spec.find import find_briefs, name_problems
from briefgen.spec.reader import read_yaml
from briefgen.spec.settings import Settings
from briefgen.spec.tags import disagreements_in_tags
from briefgen.spec.tree import Mapping, Node, Scalar, place_of
from briefgen.spec.tree import Sequence as Entries
from briefgen.spec.validate import MOST_TOLD, validate


def load_brief(path: Path, project: Project) -> Brief:
    """Read a brief, with all shorthand opened and its own references checked; briefs that it binds are part of it.

    Raises AuthorsMistakes with all problems of the files, EnvironmentFailure where one cannot be read.
    """
    brief = _load(path, project)
    return _with_parts(brief, project) if _binds(brief) else brief


def _binds(brief: Brief) -> bool:
    return bool(brief.bind) or any(isinstance(block, PartsBlock) for block in brief.blocks)


def _with_parts(brief: Brief, project: Project) -> Brief:
    """Return a brief with the briefs that it binds."""
    from briefgen.spec.bind import bound, disagreements_in_binding

    files = find_briefs(project)
    problems = list(disagreements_in_binding(brief, files))
    parts: list[Brief] = []
    for name in brief.bind if not problems else ():
        try:
            parts.append(_load(files[name], project))
        except AuthorsMistakes as found:
            problems.extend(found.problems)
            continue
        if _binds(parts[-1]):
            place = place_of(name, brief.place)
            problems.append(Problem(place, f'"{name}" binds briefs itself.', "Name the briefs that it binds."))
    problems = problems or [*(one for part in parts for one in untranslated(part, brief.languages))]
    if problems:
        raise AuthorsMistakes(problems)
    whole = bound(brief, parts)
    problems.extend(islice(disagreements(whole), MOST_TOLD))
    if problems:
        raise AuthorsMistakes(problems)
    return whole


def _load(path: Path, project: Project) -> Brief:
    """Read one file of a brief."""
    project.require_file(path)
    tree = read_yaml(path, project)
    problems = name_problems(path, project)
    try:
        brief = validate(tree, Brief, project, languages=_languages(tree, LANGUAGES))
    except AuthorsMistakes as found:
        raise AuthorsMistakes([*problems, *found.problems]) from None
    problems.extend(islice(disagreements(brief), MOST_TOLD))
    problems.extend(islice(disagreements_in_tags(brief, project), MOST_TOLD))
    if problems:
        raise AuthorsMistakes(problems)
    return brief.model_copy(update={"name": path.stem})


def load_settings(project: Project, *, without: str = "") -> Settings:
    """Read `briefgen.yaml`, as if a key were not there where one is named. Raises AuthorsMistakes with all problems."""
    tree = read_yaml(project.settings, project)
    tree.pop(Scalar(without), None)
    return validate(tree, Settings, project, languages=_languages(tree, LANGUAGES))


def with_options(
    brief: Brief,
    *,
    languages: Sequence[str] | None = None,
    audience: Literal["external", "internal"] | None = None,
    cover: Literal["full", "office"] | None = None,
    attachments: Literal["none", "data"] | None = None,
) -> Brief:
    """Return the brief as another edition of it; None leaves a value as it is written.

    Raises AuthorsMistakes where a text is not there in a language that is asked for.
    """
    asked = {
        "languages": tuple(languages) if languages else None,
        "audience": audience,
        "cover": cover,
        "attachments": attachments,
    }
    changed = brief.model_copy(update={key: value for key, value in asked.items() if value is not None})
    problems = list(untranslated(changed, changed.languages))
    if problems:
        raise AuthorsMistakes(problems)
    return changed


def _languages(tree: Mapping, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages that a file names, without any that cannot be right, so that no text is blamed for it."""
    node: Node | None = tree.get(Scalar("languages"))
    if node is None:
        return default
    if not isinstance(node, Entries):
        return ()
    return tuple(str(entry) for entry in node if isinstance(entry, Scalar) and LANGUAGE_TAG.fullmatch(entry))
