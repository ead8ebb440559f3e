"""Secrets of channels: from the environment, else from the system's key ring; never from a file of the project."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from briefgen.errors import DeliveryFailure
from briefgen.project import Project

RING = "briefgen"
"""The name under which the key ring holds our secrets."""


def secret(project: Project, variable: str, account: str, what: str) -> str:
    """Return a secret: that of the environment's `variable`, else that of `account` in the key ring.

    Raises DeliveryFailure, which names what is missing and where it is set, where neither has one.
    """
    found = project.environment.get(variable) or _from_ring(account)
    if not found:
        hint = f"Set {variable} in the environment, or keep it in the key ring: keyring set {RING} {account}"
        raise DeliveryFailure(f"There is no {what}.", hint)
    return found


def _from_ring(account: str) -> str | None:
    try:
        ring: Any = import_module("keyring")
        found = ring.get_password(RING, account)
    except Exception:  # each system's key ring has faults of its own, and none says what it may raise
        return None
    return str(found) if found else None
