"""What a file claims to be: accessible by PDF/UA, archival by PDF/A, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ProfileName = Literal["ua1+a2a", "ua1+a3a", "ua2+a4f", "plain"]


@dataclass(frozen=True)
class Profile:
    """Hold the parts of the standards that a file claims; an empty `level` or a part of 0 claims nothing.

    `ua`: part of ISO 14289. `archive`: part of ISO 19005, with its `level`. `version`: that of PDF itself.
    `attachments`: whether files may travel inside.
    """

    name: ProfileName
    ua: int
    archive: int
    level: str
    version: Literal["1.7", "2.0"]
    attachments: bool

    @property
    def tagged(self) -> bool:
        """Say whether the file carries its structure."""
        return self.ua > 0

    @property
    def archival(self) -> bool:
        """Say whether the file is made to be kept; such files are never encrypted."""
        return self.archive > 0


DEFAULT: ProfileName = "ua1+a2a"
WITH_DATA: ProfileName = "ua1+a3a"
PROFILES: Mapping[ProfileName, Profile] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            Profile("ua1+a2a", ua=1, archive=2, level="A", version="1.7", attachments=False),
            Profile("ua1+a3a", ua=1, archive=3, level="A", version="1.7", attachments=True),
            Profile("ua2+a4f", ua=2, archive=4, level="F", version="2.0", attachments=True),
            Profile("plain", ua=0, archive=0, level="", version="1.7", attachments=True),
        )
    }
)
