"""The system's key ring, where it is installed: a place for passwords that is no file of the project."""

from __future__ import annotations

from importlib import import_module
from typing import Any

RING = "briefgen"
"""The name under which the key ring holds our passwords."""


def from_ring(account: str) -> str | None:
    """Return the password that the key ring keeps for an account; None where it has none or is not there."""
    try:
        ring: Any = import_module("keyring")
        found = ring.get_password(RING, account)
    except Exception:  # each system's key ring has faults of its own, and none says what it may raise
        return None
    return str(found) if found else None
