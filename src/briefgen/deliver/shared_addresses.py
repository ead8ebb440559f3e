"""Recipients of one delegation who have one e-mail address: as a rule a slip, by which somebody else gets nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.errors import Problem
from briefgen.spec.addresses import compared, fault_of_address
from briefgen.spec.tree import place_of

if TYPE_CHECKING:
    from briefgen.spec.delegation import Delegation

_HINT = "Correct one of the two. If both are meant, leave it: by mail each is sent a message of its own."


def shared_addresses(delegation: Delegation) -> Mapping[str, Problem]:
    """Return a warning for each recipient whose e-mail address stands further up, by the recipient's id.

    No sentence holds the address. Names in messengers are no addresses, and are not compared.
    """
    first: dict[str, str] = {}
    found: dict[str, Problem] = {}
    for recipient in delegation.recipients:
        address = recipient.address
        if address is None or fault_of_address(address):
            continue
        before = first.setdefault(compared(address), recipient.id)
        if before != recipient.id:
            sentence = f"The recipient {recipient.id} has the e-mail address of the recipient {before}."
            found[str(recipient.id)] = Problem(place_of(address, recipient.place), sentence, _HINT)
    return found
