"""Tags of a brief that mean something else where briefs are named: they would never be looked up."""

from __future__ import annotations

import os
from collections.abc import Iterator

from briefgen.errors import Problem
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.spec.find import KINDS
from briefgen.spec.schedule import ALL
from briefgen.spec.tree import place_of


def disagreements_in_tags(brief: Brief, project: Project) -> Iterator[Problem]:
    """Yield the tags of a brief that are the name of a brief, a kind, or a word for all briefs."""
    files = dict(_files(project)) if brief.tags else {}
    for tag in brief.tags:
        place = place_of(tag, brief.place)
        if tag == ALL:
            yield Problem(place, f'"{tag}" cannot be a tag: it means all briefs.', "Delete it, or choose another word.")
        elif tag in KINDS:
            sentence = f'"{tag}" cannot be a tag: it is a kind of brief.'
            yield Problem(place, sentence, "Delete it, or choose another word: kinds are named as they are.")
        elif f"{tag}.yaml" in files:
            sentence = f'"{tag}" cannot be a tag: a brief has this name, {files[f"{tag}.yaml"]}.'
            yield Problem(place, sentence, "Choose another word, or rename that brief.")


def _files(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the name of each file of a brief, and where it lies.

    Each brief with tags asks, so that nothing is looked at but names; what is wrong with them `find_briefs` tells.
    """
    waiting, seen = [project.briefings.name], set[str]()
    while waiting:
        folder = waiting.pop(0)
        path = project.root / folder
        real = os.path.realpath(path)
        if real in seen or project.inside(folder) is None:
            continue
        seen.add(real)
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.name.endswith(".yaml"):
                        yield entry.name, f"{folder}/{entry.name}"
                    elif not entry.name.startswith(".") and entry.is_dir():
                        waiting.append(f"{folder}/{entry.name}")
        except OSError:
            continue
