"""What each kind of artifact is in a file (ISO 32000-1, 14.8.2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from briefgen.pdf.elements import ArtifactKind
from briefgen.pdf.operands import numbers

Box = tuple[float, float, float, float]

LAYOUT = "/Type /Layout"
PROPERTIES: Mapping[ArtifactKind, str] = MappingProxyType(
    {
        "header": "/Type /Pagination /Subtype /Header /Attached [/Top]",
        "footer": "/Type /Pagination /Subtype /Footer /Attached [/Bottom]",
        "page-number": "/Type /Pagination",
        "repeated-head": "/Type /Pagination",
        "rule": LAYOUT,
        "decoration": LAYOUT,
        "background": "/Type /Background",
    }
)


def artifact_tag(kind: ArtifactKind, box: Box | None, version: Literal["1.7", "2.0"]) -> str:
    """Return the operands of BDC for an artifact that fills `box`: left, bottom, right, top in PDF coordinates.

    A background has to say its box (ISO 32000-1, table 330); what has none is counted as layout.
    """
    properties = PROPERTIES[kind]
    if kind == "page-number" and version == "2.0":
        properties += " /Subtype /PageNum"  # ISO 32000-2, table 363; 1.7 has no name for it
    if kind == "background":
        properties = LAYOUT if box is None else f"{properties} /BBox [{numbers(*box)}]"
    return f"/Artifact <<{properties}>>"
