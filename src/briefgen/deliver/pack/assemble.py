"""A pack, from its gates to its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from briefgen.data.facts import Store
from briefgen.deliver.checking import check_delegation
from briefgen.deliver.copies import Pack
from briefgen.deliver.delegations import load_delegation
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.pack import gates
from briefgen.deliver.pack.archive import archive_of
from briefgen.deliver.pack.bodies import Bodies, without_last_days
from briefgen.deliver.pack.briefs_of import Found, briefs_of
from briefgen.deliver.pack.changes import Change, changes
from briefgen.deliver.pack.collection import collection
from briefgen.deliver.pack.contents import Item
from briefgen.deliver.pack.copies_of import copy_of
from briefgen.deliver.pack.gates import NONE, Gate, HeldBackError, Passes
from briefgen.deliver.pack.late_letter import late_letters
from briefgen.deliver.pack.made_of import made_of
from briefgen.deliver.pack.papers_of import Desk, papers_of
from briefgen.deliver.pack.place import mended, put
from briefgen.deliver.pack.record import (
    MANIFEST,
    RECORD,
    copies_of_items,
    gates_told,
    manifest_of,
    read_old,
    read_pack,
    record_of,
)
from briefgen.deliver.pack.seals import Seals, sealed, seals_of
from briefgen.deliver.pack.shelf import INTERNAL, Shelf
from briefgen.deliver.pack.variant import wish_of
from briefgen.deliver.shared_addresses import shared_addresses
from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem, UsageMistake, VerificationFailure
from briefgen.pdf.profiles import DEFAULT, ProfileName
from briefgen.pipeline.shared import TRIES, Shared, read_shared, restless
from briefgen.pipeline.states import Taken
from briefgen.project import Project
from briefgen.spec.delegation import Delegation


@dataclass(frozen=True)
class Wanted:
    """Say what a pack is to be: `bound` adds all briefs in one file, `sign` and `encrypt` close what goes out.

    `shown`: whether the covers of briefs print the copy id. None of these four is for: as the pack before has it.
    `certificate`: with what to sign, None for what the settings name. `again`: only where there is a pack already.
    """

    bound: bool | None = False
    let: Passes = NONE
    again: bool = False
    sign: bool | None = False
    encrypt: bool | None = False
    certificate: str | None = None
    shown: bool | None = False


@dataclass(frozen=True)
class Made:
    """Hold a pack that is in its place, what its gates said, which of them somebody let it pass, what is new in it.

    `warnings`: what its makers should look at.
    """

    pack: Pack
    state: Literal["packed", "unchanged"]
    items: tuple[Item, ...]
    gates: tuple[Gate, ...]
    overridden: tuple[Gate, ...]
    let: Passes
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...] = ()


class Workshop:
    """Make packs, one after the other; what their briefs share is laid out once.

    `shared`: what all briefs share, where it was read just before.
    """

    def __init__(self, project: Project, shared: Shared | None = None) -> None:
        self._project = project
        self._read = shared
        self._shared: Shared | None = None
        self._taken = Taken(project)
        self._bodies: Bodies | None = None

    def pack(self, path: Path, wanted: Wanted) -> Made:
        """Make the pack of the delegation of a file; where a file that it depends on changes meanwhile, do so again.

        Raises HeldBackError with all gates that are shut, AuthorsMistakes with all that is wrong in the files, and then
        the old pack is still there; VerificationFailure, EnvironmentFailure.
        """
        changed: str | None = None
        for _ in range(TRIES):
            if self._shared is None:
                self._begin()
            self._taken.watch(path)
            try:
                made = self._made(path, wanted)
            except (AuthorsMistakes, HeldBackError):
                # What was read while it was written can hold mistakes that nobody made.
                changed = self._changed()
                if changed is None:
                    raise
            else:
                if made is not None:
                    return made
                changed = self._changed()
            self._shared = None
        raise restless(changed or path.name)

    def _begin(self) -> None:
        self._taken = Taken(self._project)
        self._shared, self._read = self._read or read_shared(self._project), None
        self._bodies = Bodies(self._project, self._shared, self._taken)

    def _changed(self) -> str | None:
        assert self._shared is not None
        return self._shared.taken.changed() or self._taken.changed()

    def _made(self, path: Path, wanted: Wanted) -> Made | None:
        """Return the pack, or None where something has changed that it depends on."""
        shared, bodies = self._shared, self._bodies
        assert shared is not None and bodies is not None
        project = self._project.watched(self._taken.watch)
        delegation = load_delegation(path, project)
        check_delegation(delegation, project, shared)
        with mended(project, delegation.delegation) as shelf:
            old = read_old(shelf)
            if wanted.again and not old.there and shelf.folder.exists():
                sentence = f"The record of packs/{shelf.name} is missing or damaged; nothing can be compared."
                raise UsageMistake(sentence, f"Make it anew: briefgen pack {shelf.name}")
            if wanted.again and not old.there:
                raise UsageMistake(
                    f"There is no pack of {delegation.delegation} yet.", f"First: briefgen pack {delegation.delegation}"
                )
            bound = old.bound if wanted.bound is None else wanted.bound
            shown = old.shown if wanted.shown is None else wanted.shown
            seals = seals_of(
                self._project,
                shared.settings,
                sign=old.signed if wanted.sign is None else wanted.sign,
                encrypt=old.encrypted if wanted.encrypt is None else wanted.encrypt,
                certificate=wanted.certificate,
            )
            # What is made to be kept must not be encrypted (ISO 19005-2, 6.1.3): such files claim no standard.
            profile = "plain" if seals.password is not None else None
            found = _looked(delegation, project, shared, bodies, wanted.let, profile)
            taken: dict[str, set[str]] = {}
            items = [copy_of(delegation, body, bodies, taken, shown=shown) for body in found.bodies]
            store = None
            if any(gate.name == "stale" for gate in gates.overridden(found.gates, wanted.let)):
                store = without_last_days(shared.store)
            if bound:
                items.append(_bound(delegation, found, bodies, taken, wanted.let, store, profile, shown=shown))
            used = replace(shared, store=store) if store is not None else shared
            desk = Desk(self._project, used, delegation, found.bodies, old, shelf, taken, profile or DEFAULT)
            items = list(sealed([*items, *papers_of(desk)], seals, old, shelf, self._project))
            if self._changed() is not None:
                return None
            return _placed(self._project, delegation, shelf, items, found, wanted.let, seals, bound=bound, shown=shown)


def _looked(
    delegation: Delegation,
    project: Project,
    shared: Shared,
    bodies: Bodies,
    let: Passes,
    profile: ProfileName | None,
) -> Found:
    """Ask all gates of a pack. Raises AuthorsMistakes and HeldBackError with all that was found."""
    found = briefs_of(delegation, project, shared, bodies, let, profile)
    found.gates.insert(0, gates.embargo(delegation, project.today))
    held = gates.shut(found.gates, let)
    if found.problems:
        raise AuthorsMistakes([*found.problems, *(gate.problem for gate in held)])
    if held:
        raise HeldBackError(delegation.delegation, held)
    if not found.bodies:
        raise HeldBackError(
            delegation.delegation,
            [Gate("language", False, "No brief is written in a language that is wanted.", "Look at languages:")],
        )
    return found


def _bound(
    delegation: Delegation,
    found: Found,
    bodies: Bodies,
    taken: dict[str, set[str]],
    let: Passes,
    store: Store | None,
    profile: ProfileName | None,
    *,
    shown: bool,
) -> Item:
    """Return all briefs in one file; `store`: with other figures than `data/` would give."""
    whole = collection([body.brief for body in found.bodies])
    body = bodies.body(whole, wish_of(delegation, profile), store=store)
    gate = gates.verification(body.brief.name, body.fault)
    found.gates.append(gate)
    if gates.shut([gate], let):
        raise VerificationFailure(body.fault, gate.hint)
    return copy_of(delegation, body, bodies, taken, "collection", shown=shown)


def _placed(
    project: Project,
    delegation: Delegation,
    shelf: Shelf,
    items: Sequence[Item],
    found: Found,
    let: Passes,
    seals: Seals,
    *,
    bound: bool,
    shown: bool,
) -> Made:
    """Tell the ledger, then put the pack in place; where all is as it was, leave it alone."""
    manifest = manifest_of(delegation, items)
    out = {item.name: item.data for item in items if not item.internal} | {MANIFEST: manifest}
    archive = archive_of(out)
    signed, encrypted = seals.signing is not None, seals.password is not None
    of = made_of(delegation, found.written)
    record = record_of(
        delegation, items, archive, found.gates, let, of, bound=bound, signed=signed, encrypted=encrypted, shown=shown
    )
    inside = {f"{INTERNAL}/{item.name}": item.data for item in items if item.internal}
    old = read_old(shelf)
    new = changes(old, items)
    passed = tuple(gates.overridden(found.gates, let))
    same = _holds(shelf, out | inside, archive)
    told = same and old.gates == gates_told(found.gates, let)
    with open_ledger(project) as ledger:
        gates.record_passes(ledger, delegation.delegation, passed if not told else (), let)
        words = {id: told for item in items for id, told in item.words.items()}
        ledger.record_copies(copies_of_items(items, shelf, delegation.delegation), words)
        ledger.record_contents(found.contents)
    if not same or old.record != record:
        try:
            put(shelf, out | inside | {f"{INTERNAL}/{RECORD}": record}, archive)
        except PermissionError as error:
            raise EnvironmentFailure(
                f"packs/{shelf.name} cannot be replaced: {(error.strerror or str(error)).lower()}.",
                "Close its files in other programs, and look at who may write there, then try again.",
            ) from error
    pack = read_pack(shelf)
    if pack is None:
        raise EnvironmentFailure(f"packs/{shelf.name} is not what was written.", "Look at the drive, then try again.")
    state = "unchanged" if same else "packed"
    warnings = (*shared_addresses(delegation).values(), *late_letters(items, delegation, project.today))
    return Made(pack, state, tuple(items), tuple(found.gates), passed, let, new, warnings)


def _holds(shelf: Shelf, files: dict[str, bytes], archive: bytes) -> bool:
    """Say whether just these files are there, byte for byte, and the record."""
    try:
        if set(_below(shelf.folder)) != {*files, f"{INTERNAL}/{RECORD}"} or shelf.archive.read_bytes() != archive:
            return False
        return all((shelf.folder / name).read_bytes() == data for name, data in files.items())
    except OSError:
        return False


def _below(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()
