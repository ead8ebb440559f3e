"""What `deliver:` of briefgen.yaml may say: how packs leave the office. Secrets are never written in files."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, model_validator

from briefgen.spec.addresses import Email, is_domain
from briefgen.spec.fields import Line, Switch, Whole, mistake, read_line
from briefgen.spec.model import Placed
from briefgen.spec.names import Names
from briefgen.spec.reads import Reads
from briefgen.spec.schema_parts import scalar
from briefgen.spec.tree import Mapping, place_of

SECRETS = {
    "mail": "BRIEFGEN_SMTP_PASSWORD",
    "s3": "BRIEFGEN_S3_KEY and BRIEFGEN_S3_SECRET",
}
"""The variables of the environment that hold the secrets of a channel; the key ring may hold them as well."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}
LONGEST_LINK = datetime.timedelta(days=7)
"""How long a signed link of S3 may hold (AWS Signature Version 4: 604800 seconds)."""
_SECRET = re.compile(r"pass(word|phrase|wd)?|secret|token|credential|key|pwd|authcode", re.IGNORECASE)
_HERE = ("localhost", "127.0.0.1", "::1")
_SIZE = re.compile(r"([1-9][0-9]{0,4}) (KB|MB)", re.ASCII)
_SPAN = re.compile(r"([1-9][0-9]{0,3}) (hour|day)s?", re.ASCII)
_ENDPOINT = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[::1\])(:[0-9]{1,5})?/?")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[\w.=-]+(/[\w.=-]+)*")


def _read_server(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if text not in _HERE and not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3}){3}", text) and not _is_host(text):
        raise mistake("This is no name of a server.", "Write it like mail.example.org; the port has a key of its own.")
    return text


def _is_host(text: str) -> bool:
    return is_domain(text) or bool(re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?", text))


def _read_folder(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    hint = "Write it whole, such as /srv/packs or //server/share/packs, or relative to the project's folder."
    if not text.isprintable():
        raise mistake("The folder's name holds a control character.", hint)
    if text.startswith("~") or re.search(r"\$\{?\w|%\w+%", text):
        raise mistake("The folder is written with a sign that is not filled in: ~, $NAME or %NAME%.", hint)
    return text


def _read_endpoint(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    found = _ENDPOINT.fullmatch(text)
    if found is None:
        hint = "Write https://, the server and, where needed, the port; no user, path or query."
        raise mistake("This is no address of a storage service.", hint)
    if found[1] == "http" and found[2].strip("[]") not in _HERE:
        raise mistake("The storage service is reached without encryption.", "Write https://….")
    return text.rstrip("/")


def _read_bucket(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if not _BUCKET.fullmatch(text) or ".." in text:
        hint = "Buckets have 3 to 63 small letters, digits, hyphens and dots."
        raise mistake("This cannot be the name of a bucket.", hint)
    return text


def _read_prefix(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if not _PREFIX.fullmatch(text) or any(step in (".", "..") for step in text.split("/")):
        raise mistake("This cannot begin the names of stored files.", "Write it like packs or office/packs.")
    return text


def _read_size(value: object, info: ValidationInfo) -> int:
    if isinstance(value, int):
        return value
    found = _SIZE.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    if found is None:
        raise mistake("This is no size of a message.", "Write it like 20 MB or 900 KB.")
    return int(found[1]) * {"KB": 1000, "MB": 1000_000}[found[2]]


def _read_span(value: object, info: ValidationInfo) -> datetime.timedelta:
    if isinstance(value, datetime.timedelta):
        return value
    found = _SPAN.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    if found is None:
        raise mistake("This is no length of time.", "Write it like 48 hours or 7 days.")
    span = datetime.timedelta(**{f"{found[2]}s": int(found[1])})
    if span > LONGEST_LINK:
        raise mistake("A signed link holds no longer than 7 days.", "Write 7 days, or less.")
    return span


def _written_span(span: datetime.timedelta) -> str:
    return f"{span // datetime.timedelta(hours=1)} hours"


Folder = Annotated[str, Reads(_read_folder, scalar(), str)]
"""A folder, which may lie outside of the project."""


class Channels(Placed):
    """Refuse secrets with a sentence of their own, wherever they are written."""

    @model_validator(mode="before")
    @classmethod
    def _no_secrets(cls, data: object) -> object:
        for key in data if isinstance(data, Mapping) else ():
            if key not in cls.known_keys() and _SECRET.search(key):
                names = ", ".join(SECRETS.values())
                hint = f"Delete it, change it where it is in use, and set in the environment: {names}."
                raise mistake("A secret cannot stand in this file.", hint, place_of(key))
        return data


class Sender(Channels):
    """Say who writes."""

    name: Names = Field(description="The name that recipients see, literal, in each language.")
    address: Email = Field(description="The e-mail address that messages come from.")


class Mail(Channels):
    """Say which server takes messages, and how; the password is in BRIEFGEN_SMTP_PASSWORD or the key ring."""

    server: Annotated[str, Reads(_read_server, scalar(), str)] = Field(
        description="The server that takes messages (SMTP), such as mail.example.org."
    )
    port: Whole | None = Field(
        default=None, ge=1, le=65535, description="Its port; default: 587 for starttls, 465 for tls, 25 for none."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="starttls, tls, or none within the office's own network."
    )
    sender: Sender = Field(description="Who writes.")
    user: Line | None = Field(default=None, description="The user by whom the server knows you, where it asks.")
    limit: Annotated[int, Reads(_read_size, {"type": "string", "pattern": f"^{_SIZE.pattern}$"})] = Field(
        default=20_000_000, description="The largest message, such as 20 MB; a larger one goes out as a link."
    )

    @property
    def used_port(self) -> int:
        """Return the port that is meant."""
        return self.port or PORTS[self.security]

    @model_validator(mode="after")
    def _no_open_password(self) -> Mail:
        if self.user is not None and self.security == "none" and self.server not in _HERE:
            raise mistake(
                "The password would be sent without encryption.",
                "Write security: starttls or tls, or leave user out.",
                place_of(self.user, self.place),
            )
        return self


class S3(Channels):
    """Say which storage service holds packs for download; its keys are in BRIEFGEN_S3_KEY and BRIEFGEN_S3_SECRET."""

    endpoint: Annotated[str, Reads(_read_endpoint, {"type": "string", "pattern": "^https?://"}, str)] = Field(
        description="The service, such as https://s3.example.org."
    )
    region: Line = Field(default="us-east-1", description="The region that the service is told.")
    bucket: Annotated[str, Reads(_read_bucket, {"type": "string", "pattern": f"^{_BUCKET.pattern}$"}, str)] = Field(
        description="The bucket that packs are put into."
    )
    prefix: Annotated[str, Reads(_read_prefix, scalar(), str)] | None = Field(
        default=None, description="What names of stored files begin with, such as packs."
    )
    expires: Annotated[
        datetime.timedelta, Reads(_read_span, {"type": "string", "pattern": f"^{_SPAN.pattern}$"}, _written_span)
    ] = Field(default=LONGEST_LINK, description="How long links hold: 48 hours, 7 days; at most 7 days.")


class Messenger(Channels):
    """Say where files for messengers are laid out, to be sent by hand."""

    folder: Folder = Field(description="The folder for what is sent by hand; it may lie outside of the project.")


class Delivery(Channels):
    """Hold the channels by which packs leave the office."""

    folder: Folder | None = Field(
        default=None, description="The folder that packs are put into; it may be a network share."
    )
    mail: Mail | None = Field(default=None, description="E-mail.")
    messenger: Messenger | None = Field(default=None, description="WeChat and the like, which are used by hand.")
    s3: S3 | None = Field(default=None, description="Storage from which packs are fetched by links that expire.")
    approval: Switch = Field(
        default=False, description="yes where packs may hold approved editions only, in each of their languages."
    )
