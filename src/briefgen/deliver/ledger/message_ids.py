"""The names of messages: the same copies for the same recipient make the same name, whoever sends them, whenever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def message_id(copies: Iterable[str], recipient: str, domain: str = "briefgen.invalid") -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) that is a hash of copies, by id, and a recipient.

    By it a message whose outcome is unknown is looked for in a mailbox, and settled; it names nobody.
    """
    words = "\0".join((*sorted(set(copies)), recipient))
    return f"<{hashlib.sha256(words.encode()).hexdigest()[:32]}@{domain}>"
