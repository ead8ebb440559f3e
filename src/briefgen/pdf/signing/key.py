"""Certificate and key from a PKCS#12 file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefgen.errors import EnvironmentFailure

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

EXTRA = "Install it: pip install 'briefgen[sign]'"
SIGNING_USES = frozenset(("digital_signature", "non_repudiation"))
"""What a certificate must be for, if it says what it is for (RFC 5280, 4.2.1.3)."""
NAME_PARTS = ("common_name", "organization_name", "organizational_unit_name")


class NotOpened(EnvironmentFailure):
    """Tell of a PKCS#12 file that a password does not open, or that is none."""


@dataclass(frozen=True)
class Key:
    """Hold whatever signs: `name` is whom the certificate is of, `fingerprint` its SHA-256 in hexadecimal.

    It is valid from `begin` to `end`, both counted in.
    """

    name: str
    fingerprint: str
    begin: datetime
    end: datetime
    signer: SimpleSigner = field(repr=False, compare=False)

    @property
    def weight(self) -> int:
        """Return how many bytes the certificates take that go into a signature."""
        certificates: list[Any] = [self.signer.signing_cert, *self.signer.cert_registry]
        return sum(len(certificate.dump()) for certificate in certificates)

    def refuse(self, moment: datetime) -> None:
        """Raise EnvironmentFailure where the certificate is not valid at a moment."""
        if moment > self.end:
            message = f"The certificate of {self.name} expired on {self.end:%Y-%m-%d}."
            raise EnvironmentFailure(message, "Ask whoever issued it for a new one; nothing was signed.")
        if moment < self.begin:
            message = f"The certificate of {self.name} is valid only from {self.begin:%Y-%m-%d %H:%M} UTC."
            raise EnvironmentFailure(message, "Look at the clock of this computer, or wait; nothing was signed.")


def refuse_without_library() -> None:
    """Raise EnvironmentFailure where the library that signs is not installed."""
    try:
        import_module("pyhanko.sign.signers")
    except ImportError as error:
        raise EnvironmentFailure("Signing needs pyHanko, which is not installed.", EXTRA) from error


def load_key(data: bytes, password: str | None) -> Key:
    """Return what a PKCS#12 file holds. No failure carries the password.

    Raises NotOpened where the password does not open it or it is no such file; EnvironmentFailure where there is no key
    in it, its certificate is not for signing documents, or the library is missing.
    """
    refuse_without_library()
    from pyhanko.sign.signers import SimpleSigner

    try:
        signer: Any = SimpleSigner.load_pkcs12_data(data, (), password.encode("utf-8") if password else None)
    except (ValueError, TypeError, AttributeError):
        # What the library says may quote the file; and it tells a wrong password from a damaged file only in words.
        raise NotOpened("It is no PKCS#12 file with a key, or the password does not open it.") from None
    certificate = signer.signing_cert
    name = name_of(certificate.subject)
    uses = certificate.key_usage_value
    if uses is not None and not SIGNING_USES & set(uses.native):
        message = f"The certificate of {name} is not for signing documents (key usage)."
        raise EnvironmentFailure(message, "Ask whoever issued it for one with digital signature or non-repudiation.")
    return Key(name, certificate.sha256.hex(), certificate.not_valid_before, certificate.not_valid_after, signer)


def name_of(subject: Any) -> str:
    """Return the plain name in a distinguished name: its common name, else that of the organisation, else all of it."""
    found = subject.native
    for part in NAME_PARTS:
        value = found.get(part)
        if value:
            return str(value) if isinstance(value, str) else str(value[0])
    return str(subject.human_friendly)
