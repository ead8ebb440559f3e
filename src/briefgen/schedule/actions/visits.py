"""What is looked at of a delegation before its pack is made or sent: its file, and the sections behind its briefs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.check.case import Case
from briefgen.deliver.delegations import briefs_wanted, load_delegation
from briefgen.deliver.pack.variant import languages_of, variant
from briefgen.errors import AuthorsMistakes, BriefgenError
from briefgen.pipeline.shared import read_shared
from briefgen.schedule.sections import sections_in_mistakes, sections_of, shut
from briefgen.schedule.store.records import SectionCondition, SectionState
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from briefgen.project import Project

GATES: Mapping[SectionCondition, str] = {"stale": "stale", "empty": "gap"}
"""The gate by whose name somebody lets such a section pass; one that failed passes for nobody."""
_WORST: tuple[SectionCondition, ...] = ("failed", "stale", "empty", "ok")


@dataclass(frozen=True)
class Looked:
    """Hold the sections behind the briefs of a delegation, the worst of each told, and those that hold it back."""

    sections: tuple[SectionState, ...] = ()
    holding: tuple[SectionState, ...] = ()


def look(project: Project, file: Path, let: Collection[str] = ()) -> Looked:
    """Look at each brief as the delegation gets it; `let`: the gates that somebody lets it pass.

    What cannot be read is told as far as it can be: whoever makes the pack says what is wrong with it.
    """
    found: list[SectionState] = []
    holding: list[SectionState] = []
    try:
        delegation = load_delegation(file, project)
        files = find_briefs(project)
        briefs = [load_brief(files[name], project) for name in briefs_wanted(delegation, project)]
    except BriefgenError:
        return Looked()
    try:
        shared = read_shared(project)
    except AuthorsMistakes as error:
        names = [name for brief in briefs for name in brief.sections]
        failed = sections_in_mistakes(names, error.problems, project)
        return Looked(failed, failed)
    except BriefgenError:
        return Looked()
    for brief in briefs:
        languages, _ = languages_of(brief, delegation.languages)
        try:
            chosen = variant(brief, delegation, languages) if languages else brief
        except AuthorsMistakes:
            chosen = brief
        own = sections_of(Case(chosen, shared.store, shared.settings, shared.faces, project))
        found += own
        holding += shut(own, stated=chosen.gaps == "state")
    passing = [one for one in holding if GATES.get(one.state) not in let]
    return Looked(_worst(found), tuple(dict.fromkeys(passing)))


def _worst(found: Iterable[SectionState]) -> tuple[SectionState, ...]:
    """Return each section once, as the brief sees it in which it stands worst."""
    worst: dict[str, SectionState] = {}
    for one in found:
        old = worst.setdefault(one.section, one)
        if _WORST.index(one.state) < _WORST.index(old.state):
            worst[one.section] = one
    return tuple(worst.values())
