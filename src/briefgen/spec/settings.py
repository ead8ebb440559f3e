"""What an author may write in `briefgen.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.spec.fields import Language, RelativePath, Words
from briefgen.spec.model import Placed


class Contact(Placed):
    """Say whom a reader can reach; language-neutral lines are set once."""

    name: Words
    telephone: str | None = None
    email: str | None = None
    web: str | None = Field(default=None, description="An address that starts with https://; the QR code leads there.")
    note: Words | None = None


class Settings(Placed):
    """Hold what all briefs of a project share."""

    issuer: Words
    series: Words
    logo: Literal["none", "sample"] | RelativePath = "none"
    contact: Literal["none"] | Contact = "none"
    languages: tuple[Language, ...] = ("zh", "en")
    output: RelativePath = "dist"
