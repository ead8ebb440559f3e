"""The names of roles in files of either version of PDF."""

from __future__ import annotations

from typing import Literal

from briefgen.pdf.elements import Role

IN_PDF_2 = {"Note": ("FENote",), "Reference": ("Span", "Lbl")}
"""PDF 2.0 knows neither (ISO 32000-2, 14.8.4); a reference is a label there where it leads to a note."""


def written_roles(role: str, version: Literal["1.7", "2.0"]) -> tuple[str, ...]:
    """Return all standard structure types that may stand for a role, the usual one first."""
    return IN_PDF_2.get(role, (role,)) if version == "2.0" else (role,)


def written_role(role: Role, version: Literal["1.7", "2.0"], *, labels: bool = False) -> str:
    """Return the standard structure type of a role; `labels`: whether it is a reference that leads to a note."""
    found = written_roles(role, version)
    return found[-1] if labels else found[0]
