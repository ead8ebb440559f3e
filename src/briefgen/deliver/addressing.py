"""Who gets what: the parcels that a pack becomes, by what the delegation's file says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.deliver.channels import CHANNELS, PERSONAL
from briefgen.deliver.channels.parcel import Parcel
from briefgen.deliver.copies import Copy
from briefgen.errors import UsageMistake
from briefgen.spec.addresses import fault_of_address
from briefgen.spec.delegation import Delegation, Recipient
from briefgen.spec.text import Text


def parcels_of(
    delegation: Delegation, copies: Sequence[Copy], channels: Sequence[str] = (), to: Sequence[str] = ()
) -> list[Parcel]:
    """Return what goes to whom: by mail and messenger to each recipient, by folder and storage to the delegation, once.

    `channels`: only these; default: those of the file. `to`: only these recipients, by id; an e-mail address stands for
    somebody who gets, as a test, every mail that would go. Raises UsageMistake where nobody is left.
    """
    tests = [each for each in to if "@" in each]
    if tests:
        _require_test(delegation, tests, to, channels)
        return [_tested(parcel, tests[0]) for parcel in parcels_of(delegation, copies, ("mail",))]
    recipients = _recipients(delegation, to)
    found: list[Parcel] = []
    for name in channels or _all_channels(delegation):
        if name in PERSONAL:
            reached = [each for each in recipients if name in delegation.channels_of(each)]
            if not reached and not to:
                raise UsageMistake(
                    f"No recipient of {delegation.delegation} takes {name}.",
                    "Add one under recipients:, or name another way with --channel.",
                )
            found += [to_recipient(delegation, each, copies, name) for each in reached]
        elif not to:
            found.append(_to_all(delegation, copies, name))
    if not found:
        told = " and ".join(to) or delegation.delegation
        ways = f" by {', '.join(channels)}" if channels else ""
        raise UsageMistake(f"Nothing goes to {told}{ways}.", "Look at channels: in the delegation's file.")
    return found


def by_hand(delegation: Delegation, copies: Sequence[Copy], to: Sequence[str]) -> list[Parcel]:
    """Return what recipients get by messenger, whatever the file says of their channels.

    Raises UsageMistake where one is not known.
    """
    if not to:
        raise UsageMistake("--mark-sent needs to know who got it.", "Name the recipient: --to ID")
    return [to_recipient(delegation, each, copies, "messenger") for each in _recipients(delegation, to)]


def to_recipient(delegation: Delegation, recipient: Recipient, copies: Sequence[Copy], channel: str) -> Parcel:
    """Return what one recipient gets by one channel: each brief in their language, where it is there in it."""
    return Parcel(
        delegation.delegation,
        _words(delegation.name),
        channel,
        recipient.id,
        _words(recipient.name),
        recipient.address or "",
        recipient.language,
        _named(_in_language(copies, recipient.language), recipient.language),
        delegation.sample,
    )


def _to_all(delegation: Delegation, copies: Sequence[Copy], channel: str) -> Parcel:
    name = _words(delegation.name)
    leading = delegation.languages[0]
    return Parcel(
        delegation.delegation, name, channel, delegation.delegation, name, "", leading, tuple(copies), delegation.sample
    )


def _tested(parcel: Parcel, address: str) -> Parcel:
    """Return the same for somebody who looks at it; the ledger knows it apart from what recipients get."""
    mark = hashlib.sha256(address.lower().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return replace(parcel, recipient=f"test-{mark}-{parcel.recipient}", address=address, test=True)


def _require_test(delegation: Delegation, tests: Sequence[str], to: Sequence[str], channels: Sequence[str]) -> None:
    if len(to) > 1:
        raise UsageMistake("A test goes to one address, and to nobody else.", "Leave out the other --to.")
    if fault := fault_of_address(tests[0]):
        raise UsageMistake(*fault)
    if channels and list(channels) != ["mail"]:
        raise UsageMistake("An address is for tests by mail.", "Leave out --channel, or write --channel mail.")
    for recipient in delegation.recipients:
        if (recipient.address or "").casefold() == tests[0].casefold():
            sentence = f"This is the address of {recipient.id}, who would take a test for the pack."
            raise UsageMistake(sentence, f"To send the pack to them alone: --to {recipient.id}")


def _recipients(delegation: Delegation, to: Sequence[str]) -> list[Recipient]:
    known = {recipient.id: recipient for recipient in delegation.recipients}
    for id in to:
        if id not in known:
            names = ", ".join(known) or "none"
            raise UsageMistake(f'{delegation.delegation} has no recipient "{id}".', f"Its recipients: {names}.")
    return [known[id] for id in dict.fromkeys(to)] if to else list(known.values())


def _all_channels(delegation: Delegation) -> list[str]:
    """Return the channels of the delegation and of its recipients; one by which nobody is reached is left out."""
    used = {name for each in delegation.recipients for name in delegation.channels_of(each)}
    wanted = used | {name for name in delegation.channels if name not in PERSONAL or not delegation.recipients}
    return [name for name in CHANNELS if name in wanted]


def _in_language(copies: Sequence[Copy], language: str) -> list[Copy]:
    base = language.partition("-")[0]
    there = {copy.brief for copy in copies if base in copy.language.split("-")}
    return [copy for copy in copies if copy.brief not in there or base in copy.language.split("-")]


def _named(copies: Sequence[Copy], language: str) -> tuple[Copy, ...]:
    """Return copies under the names that readers of a language get, where these tell all of them apart."""
    base = language.partition("-")[0]
    named = tuple(replace(copy, name=copy.names.get(language) or copy.names.get(base) or copy.name) for copy in copies)
    return named if len({copy.name.casefold() for copy in named}) == len(named) else tuple(copies)


def _words(texts: Mapping[str, Text]) -> dict[str, str]:
    return {language: text.source for language, text in texts.items()}
