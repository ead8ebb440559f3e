"""Which recipients are none: who looks at a mail before it goes stands in the ledger under a name of its own."""

from __future__ import annotations

import re

_TEST = re.compile(r"test-[0-9a-f]{8}-(.+)", re.DOTALL)


def tested(recipient: str) -> str:
    """Return the id of the recipient whose mail was tested under a name that `addressing` made; "" for any other."""
    found = _TEST.fullmatch(recipient)
    return found[1] if found else ""
