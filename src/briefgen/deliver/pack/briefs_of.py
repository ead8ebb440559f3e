"""The briefs of a delegation: each with what its gates say and, where nothing holds it back, its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.data.facts import Store
from briefgen.deliver.approval.content import contents
from briefgen.deliver.delegations import briefs_wanted
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import Approval
from briefgen.deliver.pack import gates
from briefgen.deliver.pack.approvals import approval_of, is_asked
from briefgen.deliver.pack.bodies import Bodies, Body, without_last_days
from briefgen.deliver.pack.gates import Gate, Passes
from briefgen.deliver.pack.made_of import of_brief
from briefgen.deliver.pack.variant import languages_of, variant, wish_of
from briefgen.errors import AuthorsMistakes, BriefgenError, Problem
from briefgen.pdf.profiles import ProfileName
from briefgen.pipeline.shared import Shared
from briefgen.pipeline.wish import Wish
from briefgen.project import Project
from briefgen.spec.blocks import TableBlock
from briefgen.spec.brief import Brief
from briefgen.spec.delegation import Delegation
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief


@dataclass
class Found:
    """Hold what was found of all briefs: bodies, gates, and mistakes of authors."""

    bodies: list[Body] = field(default_factory=list[Body])
    gates: list[Gate] = field(default_factory=list[Gate])
    problems: list[Problem] = field(default_factory=list[Problem])
    contents: list[tuple[str, str, dict[str, str]]] = field(default_factory=list[tuple[str, str, dict[str, str]]])
    """Of each body its SHA-256, its brief, and the digests that approvals bind to; none with one delegation's texts."""
    written: dict[str, str] = field(default_factory=dict[str, str])
    """The digest of each brief as it is written, by name."""


@dataclass(frozen=True)
class _Let:
    """Hold a brief that no gate holds back: as it is written, as it is given, and its part of what is found.

    `store`: with other figures than `data/` would give.
    """

    brief: Brief
    languages: tuple[str, ...]
    chosen: Brief
    store: Store | None
    found: Found


def briefs_of(
    delegation: Delegation,
    project: Project,
    shared: Shared,
    bodies: Bodies,
    let: Passes,
    profile: ProfileName | None = None,
) -> Found:
    """Look at every brief of a delegation, so that all that is wrong is told at once.

    `profile`: what its file is to claim, None for as it is written.
    """
    files = find_briefs(project)
    known: tuple[Approval, ...] = ()
    if is_asked(shared):
        with open_ledger(project, reading=True) as ledger:
            known = ledger.approvals()
    parts: list[Found] = []
    through: list[_Let] = []
    for name in briefs_wanted(delegation, project):
        parts.append(Found())
        try:
            one = _look(load_brief(files[name], project), delegation, project, shared, bodies, let, parts[-1])
            through += [one] if one is not None else []
        except AuthorsMistakes as mistakes:
            parts[-1].problems += mistakes.problems
    for one, made in zip(through, _made(through, bodies, wish_of(delegation, profile)), strict=True):
        try:
            _add(one, made, delegation, project, shared, known)
        except AuthorsMistakes as mistakes:
            one.found.problems += mistakes.problems
    return _together(parts)


def _look(
    brief: Brief,
    delegation: Delegation,
    project: Project,
    shared: Shared,
    bodies: Bodies,
    let: Passes,
    found: Found,
) -> _Let | None:
    """Ask the gates of one brief, and return it where they let it."""
    found.written[str(brief.name)] = of_brief(brief, shared.settings, project)
    languages, missing = languages_of(brief, delegation.languages)
    asked = [gates.language(brief.name, missing, delegation.languages)]
    if not languages:
        found.gates += asked
        return None
    chosen = variant(brief, delegation, languages)
    case = bodies.case(chosen)
    used = [case.store.facts[id] for id in case.used]
    stated = chosen.gaps == "state"
    stale = [fact for fact in used if fact.gap == "stale"]
    blank = [fact for fact in used if fact.gap == "blank"]
    tables = list(
        dict.fromkeys(
            str(block.table)
            for block in chosen.blocks
            if isinstance(block, TableBlock)
            and block.table in case.store.tables
            and case.store.tables[block.table].stale
        )
    )
    asked += [gates.stale(brief.name, stale, tables, stated=stated), gates.gap(brief.name, blank, stated=stated)]
    old = without_last_days(case.store) if (stale or tables) and not stated else None
    if blank and not stated:
        chosen = chosen.model_copy(update={"gaps": "state"})
    found.gates += asked
    bodies.require_sound(chosen, old or case.store)
    return _Let(brief, languages, chosen, old, found) if not gates.shut(asked, let) else None


def _made(through: Sequence[_Let], bodies: Bodies, wish: Wish) -> list[Body | BriefgenError]:
    """Return the body of each brief, or why it has none; those that another process is laying out are taken last."""
    made: dict[int, Body | BriefgenError] = {}
    for get in (bodies.body_now, bodies.body):
        for number, one in enumerate(through):
            if number in made:
                continue
            try:
                body = get(one.chosen, wish, store=one.store)
            except BriefgenError as error:
                body = error  # told in the order of the briefs, in whichever they are made
            if body is not None:
                made[number] = body
    return [made[number] for number in range(len(through))]


def _add(
    one: _Let,
    body: Body | BriefgenError,
    delegation: Delegation,
    project: Project,
    shared: Shared,
    known: Sequence[Approval],
) -> None:
    """Add a body with what its gates say, or raise why there is none."""
    if isinstance(body, BriefgenError):
        raise body
    brief, found = one.brief, one.found
    found.gates.append(gates.verification(brief.name, body.fault))
    if is_asked(shared):
        found.gates.append(approval_of(brief, one.languages, body.code, delegation, project, shared, known))
    found.bodies.append(body)
    if not any(entry.brief == brief.name for entry in delegation.insert):
        found.contents.append((body.sha256, str(brief.name), contents(project, shared, brief, one.languages)))


def _together(parts: Sequence[Found]) -> Found:
    """Return what was found of all briefs, in their order."""
    found = Found()
    for part in parts:
        found.bodies += part.bodies
        found.gates += part.gates
        found.problems += part.problems
        found.contents += part.contents
        found.written |= part.written
    return found
