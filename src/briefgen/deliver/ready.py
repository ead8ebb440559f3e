"""A pack that was made, with all that sending it needs; its gates are asked again on the day on which it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from briefgen.deliver.channels.parcel import Means
from briefgen.deliver.copies import Copy, Pack
from briefgen.deliver.delegations import find_delegations, load_delegation
from briefgen.deliver.leaving import asked_again
from briefgen.deliver.pack import gates as asking
from briefgen.deliver.pack import load_pack
from briefgen.deliver.pack.gates import Gate, HeldBackError, Passes
from briefgen.deliver.pack.shelf import shelf_of
from briefgen.errors import UsageMistake
from briefgen.project import Project
from briefgen.spec.delegation import Delegation
from briefgen.spec.delivery import Delivery
from briefgen.spec.load import load_settings
from briefgen.spec.nearest import nearest


@dataclass(frozen=True)
class Outgoing:
    """Hold what goes out: the delegation, its finished files, what the channels work with.

    `gates`: what was asked again today, and `passed`, which of it is shut and somebody lets the pack pass.
    """

    delegation: Delegation
    copies: tuple[Copy, ...]
    means: Means
    gates: tuple[Gate, ...] = ()
    passed: tuple[Gate, ...] = ()


def ready(project: Project, name: str, let: Collection[str] = (), *, ask: bool = True) -> Outgoing:
    """Return what goes to a delegation. Raises UsageMistake where there is none of this name, or no pack of it.

    Raises HeldBackError with all gates that are shut today and that nobody lets the pack pass (`let`), AuthorsMistakes
    where its file or the data cannot be read. `ask` is False for what has gone already, which no gate can call back.
    """
    files = find_delegations(project)
    if name not in files:
        hint = nearest(name, files, ask="Delegations") or "Make one: briefgen new delegation NAME"
        raise UsageMistake(f'There is no delegation "{name}".', hint)
    delegation = load_delegation(files[name], project)
    settings = load_settings(project)
    pack = pack_of(project, delegation)
    found = asked_again(delegation, pack, project, settings) if ask else ()
    passes = Passes(frozenset(let))
    if held := asking.shut(found, passes):
        raise HeldBackError(name, held, "delivered")
    issuer = {language: text.source for language, text in settings.issuer.items()}
    means = Means(project, settings.deliver or Delivery(), issuer)
    return Outgoing(delegation, pack.copies, means, found, tuple(asking.overridden(found, passes)))


def pack_of(project: Project, delegation: Delegation) -> Pack:
    """Return the pack of a delegation as it was made last. Raises UsageMistake where there is none that is whole."""
    found = load_pack(project, delegation)
    if found is None:
        name = delegation.delegation
        if shelf_of(project, name).folder.exists():
            sentence = f"packs/{name} is not as it was packed: a file in it is missing or was changed."
            raise UsageMistake(sentence, f"Make it again: briefgen pack {name}")
        raise UsageMistake(f"There is no pack of {name}.", f"First: briefgen pack {name}")
    return found
