"""Secrets of channels: from the environment, else from the system's key ring; never from a file of the project."""

from __future__ import annotations

from briefgen.errors import DeliveryFailure
from briefgen.pipeline.key_ring import RING, from_ring
from briefgen.project import Project


def secret(project: Project, variable: str, account: str, what: str) -> str:
    """Return a secret: that of the environment's `variable`, else that of `account` in the key ring.

    Raises DeliveryFailure, which names what is missing and where it is set, where neither has one.
    """
    found = project.environment.get(variable) or from_ring(account)
    if not found:
        hint = f"Set {variable} in the environment, or keep it in the key ring: keyring set {RING} {account}"
        raise DeliveryFailure(f"There is no {what}.", hint)
    return found
