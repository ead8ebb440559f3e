"""What was found of one thing in an installation or a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "failed"]
AGAIN = "Install briefgen again: pip install --force-reinstall briefgen"


@dataclass(frozen=True)
class Finding:
    """Hold what was looked at, how it is, in words, and what to do where it is not as it should be."""

    group: str
    what: str
    status: Status
    message: str
    hint: str = ""
