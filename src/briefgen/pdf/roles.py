"""The names of roles in files of either version of PDF."""

from __future__ import annotations

from typing import Literal

from briefgen.pdf.elements import Role

IN_PDF_2 = {"Note": "FENote", "Reference": "Lbl"}
"""PDF 2.0 knows neither; what leads to a note is its label there (ISO 32000-2, 14.8.4)."""


def written_role(role: Role, version: Literal["1.7", "2.0"]) -> str:
    """Return the standard structure type of a role."""
    return IN_PDF_2.get(role, role) if version == "2.0" else role
