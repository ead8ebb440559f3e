"""What the draft of a note for a recipient is called."""

from __future__ import annotations

import hashlib


def draft_name(delegation: str, recipient: str) -> str:
    """Return a name of a file that no id, whatever it holds, can make lead elsewhere."""
    kept = "".join(mark if mark.isalnum() or mark in "-_" else "_" for mark in f"{delegation}--{recipient}")
    digest = hashlib.sha256(f"{delegation}\0{recipient}".encode()).hexdigest()[:8]
    return f"{kept}.txt" if kept == f"{delegation}--{recipient}" and len(kept) <= 60 else f"{kept[:60]}-{digest}.txt"
