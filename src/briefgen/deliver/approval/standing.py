"""Whether a brief is approved as it is now, in each language, by whom; and what voided an approval that it had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefgen.deliver.approval.changes import Change, changes, class_of
from briefgen.deliver.approval.content import contents_of
from briefgen.deliver.approval.snapshot import FOLDER, LATEST, code_for, snapshots
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.pipeline.shared import Shared
from briefgen.project import Project
from briefgen.spec.brief import Brief

Why = Literal["", "facts", "form", "wording", "changed", "edition", "never"]
"""Why there is no approval: what changed since (`changed` where that is not known any more), another edition, none."""


@dataclass(frozen=True)
class Standing:
    """Hold how the edition of a brief stands in a language.

    `approval`: that which holds, or the last one that does not hold any more; None where there never was one.
    `why`: "" where it is approved. `changes`: what changed since that approval, where that is known.
    """

    brief: str
    edition: str
    language: str
    approval: Approval | None
    why: Why
    changes: tuple[Change, ...] = ()

    @property
    def approved(self) -> bool:
        """Say whether it is approved as it is now."""
        return not self.why


def not_approved(
    project: Project,
    shared: Shared,
    written_brief: Brief,
    languages: Sequence[str],
    known: Sequence[Approval] | None = None,
) -> tuple[str, ...]:
    """Return those of the languages in which a brief, as it is written, is not approved as it is now."""
    found = standings(project, shared, written_brief, languages, known)
    return tuple(language for language in languages if not found[language].approved)


def standing_of(project: Project, name: str) -> tuple[Standing, ...]:
    """Return how a brief stands in each of its languages; nothing where it was never reviewed or approved.

    The brief must have passed `preflight`.
    """
    from briefgen.pipeline.shared import read_shared
    from briefgen.spec.find import find_briefs
    from briefgen.spec.load import load_brief

    with open_ledger(project, reading=True) as ledger:
        known = ledger.approvals(brief=name)
    if not (known or any((project.root / FOLDER).glob(f"*/{name}-{LATEST}"))):
        return ()
    brief = load_brief(find_briefs(project)[name], project)
    return tuple(standings(project, read_shared(project), brief).values())


def standings(
    project: Project,
    shared: Shared,
    brief: Brief,
    languages: Sequence[str] | None = None,
    known: Sequence[Approval] | None = None,
) -> dict[str, Standing]:
    """Return how a brief stands in each language; default: those that it is written for.

    The brief must have passed `preflight`. An approval holds for one edition, and for what its readers are given: what
    was changed and changed back is approved again. `known`: the approvals of the ledger, where it was read before.
    """
    code = code_for(shared, brief)
    if known is None:
        with open_ledger(project, reading=True) as ledger:
            known = ledger.approvals(brief=brief.name)
    found: dict[str, Standing] = {}
    for language, content in contents_of(project, shared, brief, languages).items():
        given = [one for one in known if one.brief == brief.name and one.language == language]
        here = [one for one in given if one.edition == code]
        same = [one for one in here if one.content == content.digest]
        last = next(reversed(same or here or given), None)
        if last is None:
            found[language] = Standing(brief.name, code, language, None, "never")
        elif same:
            found[language] = Standing(brief.name, code, language, last, "")
        elif here:
            kept = (one.contents.get(language) for one in snapshots(project, code, brief.name))
            then = next((one for one in kept if one is not None and one.digest == last.content), None)
            new = changes(then, content) if then is not None else ()
            found[language] = Standing(brief.name, code, language, last, class_of(new) or "changed", new)
        else:
            found[language] = Standing(brief.name, code, language, last, "edition")
    return found
