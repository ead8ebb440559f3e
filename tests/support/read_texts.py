"""The texts of editions as they are heard, that the acceptance tests keep."""

from __future__ import annotations

from pathlib import Path

from briefgen.check.finished.aloud import aloud_text, read_aloud

FOLDER = Path(__file__).resolve().parents[1] / "acceptance" / "read"
EDITIONS = ("robotics", "robotics.zh", "robotics.en", "tables.internal")


def path_of(edition: str) -> Path:
    """Return where the text of an edition is kept."""
    return FOLDER / f"{edition}.txt"


def heard(data: bytes, language: str | None = None) -> str:
    """Return what is heard of a finished file."""
    return aloud_text(read_aloud(data), language)
