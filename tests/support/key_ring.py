"""A key ring of the tests' own in place of the system's, and what it was asked for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest


def ring(monkeypatch: pytest.MonkeyPatch, kept: dict[str, str] | None = None, *, fails: bool = False) -> list[str]:
    """Let the key ring keep passwords by account, and return the list of accounts that are asked for.

    `fails`: whether it is locked, so that each question ends in a fault.
    """
    asked: list[str] = []

    def get_password(service: str, account: str) -> str | None:
        assert service == "briefgen"
        asked.append(account)
        if fails:
            raise RuntimeError("The ring is locked.")
        return (kept or {}).get(account)

    monkeypatch.setattr(
        "briefgen.pipeline.key_ring.import_module", lambda _: SimpleNamespace(get_password=get_password)
    )
    return asked


def no_ring(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let no key ring be installed, and return the list of modules that are looked for."""
    sought: list[str] = []

    def import_module(name: str) -> None:
        sought.append(name)
        raise ImportError(name)

    monkeypatch.setattr("briefgen.pipeline.key_ring.import_module", import_module)
    return sought
