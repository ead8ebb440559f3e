"""A pack that was made, with all that sending it needs; the embargo is asked again on the day on which it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from briefgen.deliver.channels.parcel import Means
from briefgen.deliver.copies import Copy, Pack
from briefgen.deliver.delegations import find_delegations, load_delegation
from briefgen.deliver.pack import load_pack
from briefgen.errors import GateRefused, UsageMistake
from briefgen.project import Project
from briefgen.spec.delegation import Delegation
from briefgen.spec.delivery import Delivery
from briefgen.spec.load import load_settings
from briefgen.spec.nearest import nearest

EMBARGO = "embargo"


@dataclass(frozen=True)
class Outgoing:
    """Hold what goes out: the delegation, its finished files, and what the channels work with."""

    delegation: Delegation
    copies: tuple[Copy, ...]
    means: Means


def ready(project: Project, name: str, let: Collection[str] = ()) -> Outgoing:
    """Return what goes to a delegation. Raises UsageMistake where there is none of this name, or no pack of it.

    Raises GateRefused before the embargo has ended, unless somebody lets the pack pass that gate (`let`), and what
    reading its file raises.
    """
    files = find_delegations(project)
    if name not in files:
        hint = nearest(name, files, ask="Delegations") or "Make one: briefgen new delegation NAME"
        raise UsageMistake(f'There is no delegation "{name}".', hint)
    delegation = load_delegation(files[name], project)
    if EMBARGO not in let and delegation.embargo is not None and project.today < delegation.embargo:
        sentence = f"The pack of {name} is under embargo until {delegation.embargo}."
        hint = "Nothing is sent before that day. Whoever may decide otherwise: --override embargo --reason … --by …"
        raise GateRefused(sentence, hint)
    settings = load_settings(project)
    issuer = {language: text.source for language, text in settings.issuer.items()}
    means = Means(project, settings.deliver or Delivery(), issuer)
    return Outgoing(delegation, pack_of(project, delegation).copies, means)


def pack_of(project: Project, delegation: Delegation) -> Pack:
    """Return the pack of a delegation as it was made last. Raises UsageMistake where there is none."""
    found = load_pack(project, delegation)
    if found is None:
        name = delegation.delegation
        raise UsageMistake(f"There is no pack of {name}.", f"First: briefgen pack {name}")
    return found
