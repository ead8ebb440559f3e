"""Signing finished files: with what, and that the signed file still is what was verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import EnvironmentFailure, UsageMistake, VerificationFailure
from briefgen.pipeline.key_ring import RING, from_ring
from briefgen.project import SETTINGS, SIGN_PASSWORD, printable

if TYPE_CHECKING:
    from datetime import datetime

    from briefgen.check.finished.signatures import Signature
    from briefgen.pdf.signing.key import Key
    from briefgen.pdf.signing.sign import Terms
    from briefgen.project import Project
    from briefgen.spec.settings import Settings

ACCOUNT = "sign"
"""Whose password the key ring keeps for the certificate."""
LARGEST = 1 << 20
"""Bytes of a PKCS#12 file; one has a few thousand."""
FAULT = "This is a fault of briefgen; nothing was written."


@dataclass(frozen=True)
class Signing:
    """Hold with what files are signed: the key, and what its signatures say."""

    key: Key
    terms: Terms


def certificate_file(project: Project, settings: Settings, given: str | None = None) -> Path:
    """Return the PKCS#12 file: the one `given` by an option (from the current folder), else that of the settings.

    Raises UsageMistake where neither names one.
    """
    if given is not None:
        return Path(given).absolute()
    named = settings.signing.certificate if settings.signing is not None else None
    if named is None:
        raise UsageMistake(
            "--sign needs a certificate, and none is named.",
            f"Name the PKCS#12 file: --certificate FILE, or `signing: {{certificate: FILE}}` in {SETTINGS}.",
        )
    return project.root / named


def open_signing(project: Project, settings: Settings, given: str | None = None) -> Signing:
    """Return with what the files of a project are signed.

    The password comes from the environment (BRIEFGEN_SIGN_PASSWORD), else from the key ring. Raises UsageMistake as
    `certificate_file` does; EnvironmentFailure where the library is missing, the file cannot be read or opened, or its
    certificate is not valid now or not for signing.
    """
    from briefgen.pdf.signing.sign import Terms

    key = _open_key(project, settings, given)
    key.refuse(project.now())
    said = settings.signing
    if said is None:
        return Signing(key, Terms())
    return Signing(key, Terms(said.timestamp, str(said.reason or ""), str(said.location or "")))


def end_of_certificate(project: Project, settings: Settings) -> datetime:
    """Return until when files can be signed. Raises as `open_signing` does, but not of one that has expired."""
    return _open_key(project, settings, None).end


def _open_key(project: Project, settings: Settings, given: str | None) -> Key:
    from briefgen.pdf.signing.key import NotOpened, load_key, refuse_without_library

    file = certificate_file(project, settings, given)
    name = printable(file.as_posix()) if given is not None else project.relative(file)
    refuse_without_library()
    data = _read(file, name)
    password = project.environment.get(SIGN_PASSWORD) or from_ring(ACCOUNT)
    try:
        return load_key(data, password)
    except NotOpened:
        raise EnvironmentFailure(*_not_opened(name, password)) from None


def sign_file(
    project: Project, data: bytes, signing: Signing, languages: Sequence[str], password: str | None = None
) -> bytes:
    """Return a finished file with a signature behind its own bytes, and make sure that it keeps what it claims.

    `languages` are those of the file, the first one that of the document; `password` opens it where it is encrypted.
    Raises EnvironmentFailure where the certificate is not valid now or the timestamp server gives no timestamp,
    VerificationFailure where the signed file does not hold what it must.
    """
    from briefgen.pdf.signing.sign import sign

    signed = sign(data, signing.key, signing.terms, words_of(signing, languages), project.now(), password)
    refuse_unsound(project, signed, signing, password)
    return signed


def words_of(signing: Signing, languages: Sequence[str]) -> Mapping[str, str]:
    """Return what listeners hear of the field of a signature."""
    from briefgen.language.words import say

    return {language: say("signature-of", language, name=signing.key.name) for language in languages}


def refuse_unsound(project: Project, signed: bytes, signing: Signing, password: str | None = None) -> None:
    """Raise VerificationFailure where a signed file has a fault, or not the one signature that was meant."""
    from briefgen.check.finished.inspection import inspect_file
    from briefgen.check.finished.signatures import read_signatures

    found = [str(one) for one in inspect_file(signed, password=password).findings]
    signatures = read_signatures(signed, project.now(), password=password)
    if [_meant(one, signing) for one in signatures] != [True]:
        found.append("signature-intact: The signature is not the one that was made.")
    if found:
        listed = "\n".join(f"- {finding}" for finding in found)
        raise VerificationFailure(f"The signed file fails its verification:\n{listed}", FAULT)


def signed_already(
    project: Project, target: Path, data: bytes, signing: Signing, password: str | None = None
) -> bytes | None:
    """Return the file that stands at a place where it is just this one, signed with just this; else None.

    So the same content is not signed twice, which would make another file of it.
    """
    from briefgen.check.finished.signatures import read_signatures

    try:
        there = target.read_bytes()
    except OSError:
        return None
    if not there.startswith(data) or len(there) == len(data):
        return None
    signatures = read_signatures(there, project.now(), password=password)
    return there if [_meant(one, signing) for one in signatures] == [True] else None


def _meant(found: Signature, signing: Signing) -> bool:
    """Say whether a signature holds for all of a file and is one that this key and these terms make."""
    terms = signing.terms
    return (
        found.state == "intact"
        and found.covers == "file"
        and found.fingerprint == signing.key.fingerprint
        and (found.reason, found.location) == (terms.reason, terms.location)
        and (found.stamp is not None and found.stamp.intact) == (terms.timestamp is not None)
    )


def _read(file: Path, name: str) -> bytes:
    try:
        if not file.is_file():
            raise EnvironmentFailure(
                f"There is no certificate file {name}.", "Look at its name, and where it counts from."
            )
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EnvironmentFailure(f"The certificate file {name} cannot be read: {reason}.", "Look at who may.") from None
    if len(data) > LARGEST:
        raise EnvironmentFailure(f"{name} is too large for a certificate file.", "Name the PKCS#12 file: .p12 or .pfx.")
    return data


def _not_opened(name: str, password: str | None) -> tuple[str, str]:
    """Say why a PKCS#12 file stays closed; whether the file or the password is at fault cannot be told."""
    if password is None:
        return (
            f"{name} does not open without a password, or is no PKCS#12 file.",
            f"Set {SIGN_PASSWORD} in the environment, or keep it in the key ring: keyring set {RING} {ACCOUNT}",
        )
    return (
        f"{name} does not open with the password, or is no PKCS#12 file with certificate and key.",
        f"Look at {SIGN_PASSWORD}, or at what the key ring keeps for {RING} {ACCOUNT}, and at the file.",
    )
