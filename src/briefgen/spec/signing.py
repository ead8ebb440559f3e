"""What `signing:` of briefgen.yaml may say: with which certificate finished files are signed. It holds no password."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, ValidationInfo

from briefgen.spec.fields import Line, mistake, read_line
from briefgen.spec.model import Placed
from briefgen.spec.reads import Reads

ADDRESS = r"https?://[A-Za-z0-9.\[\]:-]+(/[!-~]*)?"


def _read_certificate(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    hint = "Write it whole, such as /etc/office/office.p12, or relative to the project's folder."
    if not text.isprintable():
        raise mistake("The file's name holds a control character.", hint)
    if text.startswith("~") or re.search(r"\$\{?\w|%\w+%", text):
        raise mistake("The file is written with a sign that is not filled in: ~, $NAME or %NAME%.", hint)
    return text


def _read_server(value: object, info: ValidationInfo) -> str:
    text = read_line(value, info)
    if "@" in text or not re.fullmatch(ADDRESS, text):
        raise mistake(
            "This is no address of a timestamp server.", "Write https:// or http://, as its operator names it; no user."
        )
    return text


class Signing(Placed):
    """Say with what files are signed, where `briefgen build --sign` asks for it."""

    certificate: Annotated[str, Reads(_read_certificate, {"type": "string"}, str)] | None = Field(
        default=None,
        description="The PKCS#12 file (.p12, .pfx) with certificate and key; better kept outside the project.",
    )
    timestamp: Annotated[str, Reads(_read_server, {"type": "string", "pattern": f"^{ADDRESS}$"}, str)] | None = Field(
        default=None, description="A timestamp server (RFC 3161), asked for each signature; without it, none is."
    )
    reason: Line | None = Field(default=None, description="Why files are signed, as viewers show it.")
    location: Line | None = Field(default=None, description="Where, as viewers show it.")
