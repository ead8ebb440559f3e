"""Whether a finished file says what was approved, as far as the ledger and the reviews of a project tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.deliver.approval.snapshot import reviewed_briefs
from briefgen.deliver.approval.standing import Standing, standings
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.errors import BriefgenError
from briefgen.pipeline.output import output_folder
from briefgen.pipeline.overview.editions import edition_files
from briefgen.pipeline.shared import read_shared
from briefgen.project import Project
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief, load_settings

State = Literal["approved", "not-approved", "unknown"]


@dataclass(frozen=True)
class Signed:
    """Hold how a file stands in a language; `approval`: that which holds for it, else the last one of its edition.

    `unknown`: the edition was approved, and nobody knows whether this file says what was approved.
    """

    language: str
    state: State
    approval: Approval | None


def signed_of(
    project: Project, path: Path, *, sha256: str, copy: str, edition: str, languages: Sequence[str]
) -> tuple[Signed, ...]:
    """Return how a file stands in each of its languages; nothing where the project knows nothing of its edition.

    Of a personal copy the ledger has what its readers are given. Another file is known to say what the project says
    today only while it is current.
    """
    try:
        with open_ledger(project, reading=True) as ledger:
            known = ledger.known_copy(copy, sha256)
            code = known.edition if known is not None else edition
            given = ledger.approvals(edition=code) if code else ()
            if known is not None and known.brief in find_briefs(project):  # several bound into one have no approval
                given = tuple(one for one in given if one.brief == known.brief)
                made = {tag: ledger.contents(known.base, known.brief, tag) for tag in languages}
                return tuple(_of_copy(tag, made[tag], given) for tag in languages)
        if known is not None or (not given and not (code and reviewed_briefs(project, code))):
            return ()
        found = _standings(project, path, {one.brief for one in given}) if given else {}
        return tuple(_of_other(tag, found.get(tag), given) for tag in languages)
    except BriefgenError:
        return ()  # the project has mistakes, or no ledger that can be read: a file is judged all the same


def _of_copy(language: str, made: frozenset[str], given: Sequence[Approval]) -> Signed:
    own = [one for one in given if one.language == language]
    if not own:
        return Signed(language, "not-approved", None)
    same = [one for one in own if one.content in made]
    if same:
        return Signed(language, "approved", same[-1])
    return Signed(language, "not-approved" if made else "unknown", own[-1])


def _of_other(language: str, standing: Standing | None, given: Sequence[Approval]) -> Signed:
    own = [one for one in given if one.language == language]
    if not own:
        return Signed(language, "not-approved", None)
    if standing is None:
        return Signed(language, "unknown", own[-1])
    return Signed(language, "approved" if standing.approved else "not-approved", standing.approval)


def _standings(project: Project, path: Path, names: set[str]) -> dict[str, Standing]:
    """Return how the brief stands of which a file is the finished edition as the project is today; {} for none."""
    folder = output_folder(project, load_settings(project))
    there = path.absolute().resolve()
    if there.parent != folder.resolve():
        return {}
    files = find_briefs(project)
    for name in sorted(names & set(files)):
        for one in edition_files(project, folder, name, files[name]):
            if one.standing == "current" and (project.root / one.path).resolve() == there:
                return standings(project, read_shared(project), load_brief(files[name], project))
    return {}
