"""A file that travels inside a PDF, such as the data of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Attachment:
    """Hold a file by its name, without folders, and what viewers say of it.

    `media` is its media type (RFC 6838); `relationship` says what it is to what it belongs to (ISO 19005-3, 6.8).
    """

    name: str
    data: bytes
    media: str
    description: str
    relationship: Literal["Data", "Source", "Supplement", "Alternative"] = "Data"
