"""E-mail addresses, those with letters of any script among them (RFC 5321, 5322 and 6531; domains by RFC 5891).

No sentence here quotes what was written: an address is personal, and messages end in logs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import ValidationInfo

from briefgen.spec.reads import Reads, mistake
from briefgen.spec.schema_parts import scalar

MOST_OCTETS, MOST_LOCAL, MOST_LABEL = 254, 64, 63
"""Lengths in octets of UTF-8: of an address, of the part before @, of a part of the domain as it is sent."""
_EXAMPLE = "Write it like desk@example.org."
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'+=^_`{}~.\u0080-\U0010ffff-]+")
"""What may stand before @ (RFC 5322, atext), without the marks that paths are made of: / * ? |"""
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")


def fault_of_address(text: str) -> tuple[str, str] | None:
    """Return what is wrong with an e-mail address, as a sentence and a next step, or None."""
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in text):
        return "The e-mail address holds a line end or another control character.", "Delete it."
    if any(character.isspace() for character in text):
        return "The e-mail address holds a blank.", "Delete it; one address stands here, without a name."
    local, at, domain = text.rpartition("@")
    if not at:
        return "This is not an e-mail address: it has no @.", "Write an @ of plain ASCII." if "＠" in text else _EXAMPLE
    if "@" in local:
        return "This is not an e-mail address: it has two @.", "Write one address here."
    if not _LOCAL.fullmatch(local) or "﹫" in local or "＠" in local:
        return "The part before @ holds a mark that cannot stand there.", _EXAMPLE
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return "The part before @ has a dot at its beginning or end, or two in a row.", _EXAMPLE
    if len(local.encode()) > MOST_LOCAL:
        return f"The part before @ is longer than {MOST_LOCAL} bytes.", "Look for what was pasted by accident."
    if fault := _fault_of_domain(domain):
        return fault
    if len(f"{local}@{ascii_domain(domain)}".encode()) > MOST_OCTETS:
        return f"The e-mail address is longer than {MOST_OCTETS} bytes.", "Look for what was pasted by accident."
    return None


def is_domain(text: str) -> bool:
    """Say whether a text can be the name of a host on the internet."""
    return _fault_of_domain(text) is None


def ascii_domain(domain: str) -> str:
    """Return a domain as it is sent: parts with other letters than ASCII in punycode (RFC 3492), in small letters."""
    return ".".join(_sent(label) for label in domain.lower().split("."))


def sendable(address: str) -> str:
    """Return an address with its domain as it is sent; where its first part is not ASCII, the server needs SMTPUTF8."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def compared(address: str) -> str:
    """Return an address as it is compared with others: neither capital letters nor the form of the domain count."""
    folded = unicodedata.normalize("NFC", address)
    return (folded if fault_of_address(folded) else sendable(folded)).casefold()


def _sent(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def _fault_of_domain(domain: str) -> tuple[str, str] | None:
    labels = domain.split(".")
    if "" in labels or len(labels) < 2:
        return "The part after @ is no whole domain.", "Write it with its ending, such as example.org."
    for label in labels:
        if not (_LABEL.fullmatch(label) if label.isascii() else _is_foreign(label)):
            return "The part after @ holds a mark that cannot stand there.", _EXAMPLE
        if len(_sent(label.lower())) > MOST_LABEL:
            return f"A part of the domain is longer than {MOST_LABEL} bytes.", _EXAMPLE
    if labels[-1].isdigit():
        return "The part after @ is no domain, but a number.", _EXAMPLE
    return None


def _is_foreign(label: str) -> bool:
    """Say whether a label with letters outside ASCII may be registered, as far as its characters tell (RFC 5892)."""
    small = label.lower()
    if unicodedata.normalize("NFKC", small) != small or label.startswith("-") or label.endswith("-"):
        return False
    if unicodedata.category(small[0]).startswith("M"):
        return False
    return all(
        character in "-·・" or unicodedata.category(character)[0] in "LM" or character.isdecimal()
        for character in small
    )


def read_email(value: object, info: ValidationInfo) -> str:
    """Read an e-mail address; nothing of it is quoted where it is refused."""
    if not isinstance(value, str) or not value.strip():
        raise mistake("An e-mail address is meant here.", _EXAMPLE)
    if fault := fault_of_address(value):
        raise mistake(*fault)
    return value


Email = Annotated[str, Reads(read_email, scalar("@"), str)]
"""An e-mail address."""
