"""What is asked again when a pack leaves: days may have gone by since it was made, and nothing is laid out for it.

The delegation and its briefs are compared with what they were when the pack was made, the figures that its files
print with what `data/` says on the day; approvals are looked up anew, for the briefs as they are written now and for
what the files give their readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.data.load import load_store
from briefgen.deliver.copies import Copy, Pack, said
from briefgen.deliver.pack import gates
from briefgen.deliver.pack.gates import Gate
from briefgen.errors import AuthorsMistakes
from briefgen.project import Project
from briefgen.spec.delegation import Delegation
from briefgen.spec.settings import Settings

if TYPE_CHECKING:
    from briefgen.data.facts import Fact, Store


@dataclass
class _Seen:
    """Hold what is wrong today with the figures of one brief or paper: facts, ids of others, tables."""

    stale: dict[str, Fact] = field(default_factory=dict[str, "Fact"])
    blank: dict[str, Fact] = field(default_factory=dict[str, "Fact"])
    other: dict[str, None] = field(default_factory=dict[str, None])
    tables: dict[str, None] = field(default_factory=dict[str, None])


def asked_again(delegation: Delegation, pack: Pack, project: Project, settings: Settings) -> tuple[Gate, ...]:
    """Return what the gates say today of files that were packed: embargo, stale, gap, approval.

    Raises AuthorsMistakes where the data, or briefs whose approval is asked for, cannot be read.
    """
    copies = pack.copies
    found = [gates.embargo(delegation, project.today)]
    if pack.made_of is not None:
        found += _written_since(delegation, pack.made_of, project, settings)
    store = load_store(project, settings.languages, settings.max_age)
    for subject, seen in _by_subject(copies, store).items():
        found += _figures(subject, seen)
    if settings.deliver is not None and settings.deliver.approval:
        found += _approvals(delegation, copies, project)
    return tuple(found)


def _written_since(
    delegation: Delegation, made_of: Mapping[str, str], project: Project, settings: Settings
) -> Iterator[Gate]:
    from briefgen.deliver.delegations import briefs_wanted
    from briefgen.deliver.pack.made_of import DELEGATION, of_brief, of_delegation
    from briefgen.spec.find import find_briefs
    from briefgen.spec.load import load_brief

    wanted = briefs_wanted(delegation, project)
    before = [name for name in made_of if name != DELEGATION]
    if made_of.get(DELEGATION) != of_delegation(delegation):
        yield gates.changed(delegation.delegation)
    elif set(wanted) != set(before):
        yield gates.others(delegation.delegation)
    files = find_briefs(project)
    for name in wanted:
        if name not in made_of:
            continue
        try:
            now = of_brief(load_brief(files[name], project), settings, project)
        except AuthorsMistakes:
            now = ""  # it was none when the pack was made
        if now != made_of[name]:
            yield gates.changed(delegation.delegation, name)


def _by_subject(copies: Sequence[Copy], store: Store) -> Mapping[str, _Seen]:
    found: dict[str, _Seen] = {}
    for copy in copies:
        seen = found.setdefault(copy.brief, _Seen())
        for id, digest in copy.facts.items():
            fact = store.facts.get(id)
            if fact is None or fact.publish == "internal":
                seen.other[id] = None
            elif fact.gap == "blank":
                seen.blank[id] = fact
            elif fact.gap == "stale":
                seen.stale[id] = fact
            elif said(fact) != digest:
                seen.other[id] = None
        for id in copy.tables:
            if id not in store.tables or store.tables[id].stale:
                seen.tables[id] = None
    return found


def _figures(subject: str, seen: _Seen) -> Iterator[Gate]:
    # What the brief would say in their place does not help here: the file prints them.
    if seen.stale or seen.tables:
        yield gates.stale(subject, tuple(seen.stale.values()), tuple(seen.tables), stated=False)
    if seen.other:
        yield gates.outdated(subject, tuple(seen.other))
    if seen.blank:
        yield gates.gap(subject, tuple(seen.blank.values()), stated=False)


def _approvals(delegation: Delegation, copies: Sequence[Copy], project: Project) -> Iterator[Gate]:
    from briefgen.deliver.delegations import briefs_wanted
    from briefgen.deliver.ledger.opening import open_ledger
    from briefgen.deliver.pack.approvals import approval_of, approval_of_copy
    from briefgen.deliver.pack.variant import languages_of
    from briefgen.pipeline.shared import read_shared
    from briefgen.spec.find import find_briefs
    from briefgen.spec.load import load_brief

    shared = read_shared(project)
    files = find_briefs(project)
    packed = {copy.brief: copy for copy in copies}
    with open_ledger(project, reading=True) as ledger:
        known = ledger.approvals()
        for name in briefs_wanted(delegation, project):
            if name not in packed:
                continue
            written = load_brief(files[name], project)
            languages, _ = languages_of(written, delegation.languages)
            code = packed[name].edition
            gate = approval_of(written, languages, code, delegation, project, shared, known)
            yield (approval_of_copy(packed[name], languages, ledger) or gate) if gate.passed else gate
