"""What an author may write in `briefgen.yaml`."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from briefgen.spec.ages import MaxAge
from briefgen.spec.delivery import Delivery
from briefgen.spec.fields import Language, Line, Name, Reads, RelativePath, Words, mistake, read_line
from briefgen.spec.model import Placed
from briefgen.spec.schedule import ProjectSchedule
from briefgen.spec.signing import Signing
from briefgen.spec.tree import place_of

_KEPT = "/?#[]@!$&'()*+,;=%:~"
"""Marks that stand for themselves in an address (RFC 3986, section 2.2)."""
_EMAIL = r"[^\s@:]+@[^\s@:]+"


def _read_email(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if not re.fullmatch(_EMAIL, text):
        raise mistake(f'"{text}" is not an e-mail address.', "Write it like desk@example.org.")
    return text


def _read_web(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if re.fullmatch(r"https://\S+", text) and not text.isascii():
        raise mistake(f'"{text}" must be written in ASCII, as browsers send it.', _ascii_hint(text))
    if not re.fullmatch(r"https://[!-~]+", text):
        raise mistake(f'"{text}" is not a web address that starts with https://.', "Write https://… without spaces.")
    return text


def _ascii_hint(address: str) -> str:
    """Return the address as it is sent: its host in punycode (RFC 3492), the rest percent-encoded (RFC 3986)."""
    from urllib.parse import quote

    host, slash, rest = address.removeprefix("https://").partition("/")
    try:
        sent = host.encode("idna").decode("ascii")
    except UnicodeError:
        return "Copy it from the address line of a browser: punycode, https://xn--…"
    return f"Write https://{sent}{slash}{quote(rest, safe=_KEPT)}"


class Contact(Placed):
    """Say whom a reader can reach; language-neutral lines are set once."""

    name: Words = Field(description="The office or person.")
    telephone: Line | None = Field(default=None, description="The telephone number, with the country code.")
    email: Annotated[str, Reads(_read_email, {"type": "string", "pattern": f"^{_EMAIL}$"}, str)] | None = Field(
        default=None, description="The e-mail address."
    )
    web: Annotated[str, Reads(_read_web, {"type": "string", "pattern": "^https://"}, str)] | None = Field(
        default=None, description="An address that starts with https://; the QR code leads there."
    )
    note: Words | None = Field(default=None, description="A further line.")


def _read_contact(value: object, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        if value != "none":
            raise mistake(f'The contact cannot be "{value}".', "Write none, or name: …, telephone: … and so on.")
        return "none"
    return Contact.read(value, info)


def _contact_schema(handler: Any) -> dict[str, Any]:
    Contact.model_rebuild()
    return {"anyOf": [{"const": "none"}, handler(Contact.__pydantic_core_schema__)]}


_COLOUR = "#[0-9A-Fa-f]{6}"
_CODE = "[A-Z][A-Z0-9]{0,5}"


def _read_colour(value: object, info: ValidationInfo) -> str:
    if not value:
        raise mistake(
            "A colour is meant here; without quotes, # begins a comment.", 'Write it as "#0B5C6B", in quotes.'
        )
    text = read_line(value, info)
    if not re.fullmatch(_COLOUR, text):
        raise mistake(f'"{text}" is not a colour.', 'Write red, green and blue in six hex digits: "#0B5C6B".')
    return text


def _read_code(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if not re.fullmatch(_CODE, text):
        hint = "Write up to six capital letters or digits, a letter first, such as ROB."
        raise mistake(f'"{text}" cannot begin the code of an edition.', hint)
    return text


Colour = Annotated[str, Reads(_read_colour, {"type": "string", "pattern": f"^{_COLOUR}$"}, str)]
"""A colour of sRGB, such as #0B5C6B."""


class Partner(Placed):
    """Name a partner's logo, and what it says to those who cannot see it."""

    image: RelativePath = Field(description="A PNG or JPEG in the project's folder, such as pictures/partner.png.")
    alt: Words = Field(description="The partner's name.")


class Hues(Placed):
    """Hold the two colours of a theme; all others are mixed from them or belong to the house."""

    code: Annotated[str, Reads(_read_code, {"type": "string", "pattern": f"^{_CODE}$"}, str)] | None = Field(
        default=None, description="The first part of an edition's code, such as ROB; a theme of one's own needs it."
    )
    main: Colour = Field(description="Text, bars and frames in the theme's colour.")
    deep: Colour = Field(description="The ground of the cover; text on it is white.")


class Settings(Placed):
    """Hold what all briefs of a project share."""

    issuer: Words = Field(description="The office that issues the briefs.")
    series: Words = Field(description="The name of the series.")
    logo: RelativePath = Field(
        default="none", description="none, sample (an empty frame), or a PNG or JPEG file in the project's folder."
    )
    partners: tuple[Partner, ...] = Field(
        default=(), max_length=3, description="Logos of partners, which stand on the cover right of the issuer."
    )
    palette: dict[Name, Hues] = Field(
        default_factory=dict, description="Own colours for themes, and themes of this project's own, by name."
    )
    contact: Annotated[Literal["none"] | Contact, Reads(_read_contact, _contact_schema)] = Field(
        default="none", description="Whom a reader can reach, or none."
    )
    languages: tuple[Language, ...] = Field(
        default=("zh", "en"), min_length=1, description="The languages that every text of the project must have."
    )
    output: RelativePath = Field(default="dist", description="The folder for finished briefs.")
    max_age: MaxAge | None = Field(
        default=None,
        description="The max-age of all facts and tables for which neither they nor their section say one.",
    )
    deliver: Delivery | None = Field(default=None, description="How packs for delegations leave the office.")
    signing: Signing | None = Field(default=None, description="With what `briefgen build --sign` signs files.")
    schedule: ProjectSchedule | None = Field(
        default=None, description="What is built when, in which time zone, and who hears of failures."
    )

    @model_validator(mode="after")
    def _each_language_once(self) -> Settings:
        for index, language in enumerate(self.languages):
            if language in self.languages[:index]:
                raise mistake(f'The language "{language}" is used twice.', "Use each once.", place_of(language))
        return self
