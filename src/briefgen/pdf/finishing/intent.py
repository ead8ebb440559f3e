"""What the colours of a file mean: its output intent (ISO 19005-2, 6.2.3)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefgen.pdf.finishing.srgb import DESCRIPTION, FILE
from briefgen.pdf.finishing.streams import new_stream


def write_intent(pdf: pikepdf.Pdf) -> None:
    """Say that colours are sRGB, and carry the profile that defines it."""
    stream = new_stream(pdf, FILE.read_bytes(), {"/N": 3})
    intent = {
        "/Type": Name.OutputIntent,
        "/S": Name.GTS_PDFA1,
        "/OutputConditionIdentifier": String(DESCRIPTION),
        "/Info": String(DESCRIPTION),
        "/DestOutputProfile": stream,
    }
    pdf.Root["/OutputIntents"] = Array([Dictionary(intent)])
