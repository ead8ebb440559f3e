"""What a file says it is; only that is judged."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.check.finished.xmp import PDFA, PDFUA, Metadata


@dataclass(frozen=True)
class Claims:
    """Hold the parts of ISO 14289 (`ua`) and ISO 19005 (`archive`) that a file claims, 0 for none, and the level."""

    ua: int = 0
    archive: int = 0
    level: str = ""

    @property
    def any(self) -> bool:
        """Say whether anything is claimed."""
        return self.ua > 0 or self.archive > 0

    @property
    def tagged(self) -> bool:
        """Say whether the claims ask for structure."""
        return self.ua > 0 or (self.level == "A" and self.archive < 4)

    @property
    def readable(self) -> bool:
        """Say whether the claims ask for text that can be read back."""
        return self.tagged or self.level == "U"

    @property
    def words(self) -> tuple[str, ...]:
        """Return the claims as people write them."""
        archive = f"PDF/A-{self.archive}{self.level.lower()}"
        return (*([f"PDF/UA-{self.ua}"] if self.ua else []), *([archive] if self.archive else []))


def read_claims(metadata: Metadata) -> Claims:
    """Return what metadata claim; a part that is no number claims nothing."""
    return Claims(
        _part(metadata.first(PDFUA, "part")),
        _part(metadata.first(PDFA, "part")),
        metadata.first(PDFA, "conformance").upper()[:1],
    )


def clause(claims: Claims, number: str, in_part_4: str = "") -> str:
    """Return a clause of the claimed part of PDF/A; parts 2 and 3 number theirs alike, part 4 does not."""
    return f"ISO 19005-{claims.archive}, {in_part_4 if in_part_4 and claims.archive == 4 else number}"


def _part(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
