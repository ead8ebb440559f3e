"""The signatures of a finished file: who signed and when, whether they hold, and what came after them.

Nothing is asked of the network: whether a certificate was revoked is not known here.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from typing import Any, Literal

from briefgen.check.finished.report import Finding
from briefgen.errors import EnvironmentFailure
from briefgen.pdf.signing.key import EXTRA, name_of

State = Literal["intact", "broken", "unreadable"]
Cover = Literal["file", "revision", "part"]
Changes = Literal["none", "permitted", "forbidden"]

USES = ("digital_signature", "non_repudiation")
AGAIN = "Ask whoever sent the file for it again, and do not rely on what it says meanwhile."
ASK = "Ask the signer for the certificate of the office that issued theirs, on another way than this file."
DISTRUST = {
    "NO_CERTIFICATE_CHAIN_FOUND": "no named certificate stands behind it",
    "CERTIFICATE_CHAIN_GENERAL_FAILURE": "its certificates do not fit together",
    "OUT_OF_BOUNDS_NO_POE": "its certificate was not valid at that time",
    "OUT_OF_BOUNDS_NOT_REVOKED": "its certificate was not valid at that time",
    "CHAIN_CONSTRAINTS_FAILURE": "its certificate is not for signing documents",
    "CRYPTO_CONSTRAINTS_FAILURE": "it rests on a method that is no longer safe",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": "it rests on a method that is no longer safe",
}


@dataclass(frozen=True)
class Stamp:
    """Hold a timestamp of a signature: when, by whom, whether it holds, and whether a named certificate is behind it.

    `trusted` is None where no certificate was named.
    """

    time: datetime
    by: str
    intact: bool
    trusted: bool | None


@dataclass(frozen=True)
class Signature:
    """Hold one signature.

    `field` is where it stands. `kind`: of a person or office, or a timestamp of the whole file. `signer`, `issuer`:
    whom their certificates are of; `fingerprint`: SHA-256 of the signer's. `claimed` is when the signer says it was,
    `stamp` when a server does. `covers`: the file, an earlier revision of it, or less. `changes` are those after
    signing; "permitted" by what was signed. `trusted` is None where no certificate was named; `why_not` says why it is
    not. `level` is that of PAdES, "" for others.
    """

    field: str
    kind: Literal["signature", "timestamp"]
    state: State
    signer: str = ""
    issuer: str = ""
    fingerprint: str = ""
    claimed: datetime | None = None
    stamp: Stamp | None = None
    covers: Cover = "part"
    changes: Changes = "forbidden"
    trusted: bool | None = None
    why_not: str = ""
    reason: str = ""
    location: str = ""
    level: str = ""

    @property
    def sound(self) -> bool:
        """Say whether it holds for the file as it is, whoever signed."""
        return self.state == "intact" and self.covers != "part" and self.changes != "forbidden"


class NoLibrary(EnvironmentFailure):
    """Tell that signatures cannot be judged here."""


def read_signatures(
    data: bytes, moment: datetime, *, password: str | None = None, trust: Sequence[bytes] = ()
) -> tuple[Signature, ...]:
    """Return the signatures of a file in the order in which they were made.

    `moment` is now, in UTC; `trust` holds certificates (PEM or DER) that signers' certificates must lead to. Raises
    NoLibrary where the library is missing.
    """
    refuse_without_library()
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import pdf_embedded

    embedded_ones: Any = pdf_embedded
    roots = [certificate for file in trust for certificate in certificates(file)]
    with _quiet():
        try:
            reader: Any = PdfFileReader(BytesIO(data))
            if reader.encrypted:
                reader.decrypt((password or "").encode("utf-8"))
            embedded: list[Any] = embedded_ones.collect_embedded_signatures(reader)
        except Exception:
            return (Signature("", "signature", "unreadable"),)
        ended = data.rstrip(b"\r\n").endswith(b"%%EOF")
        return tuple(_signature(one, moment, roots, named=bool(trust), ended=ended) for one in embedded)


def refuse_without_library() -> None:
    """Raise NoLibrary where the library that judges signatures is not installed."""
    try:
        import_module("pyhanko.sign.validation.pdf_embedded")
    except ImportError as error:
        raise NoLibrary("Judging signatures needs pyHanko, which is not installed.", EXTRA) from error


def certificates(data: bytes) -> list[Any]:
    """Return the certificates in a file, PEM or DER; none where it holds none or anything else."""
    from asn1crypto import pem, x509

    armour: Any = pem
    kinds: Any = x509
    try:
        blocks = [body for _, _, body in armour.unarmor(data, multiple=True)] if armour.detect(data) else [data]
        found = [kinds.Certificate.load(block, strict=True) for block in blocks]
        return found if all(one.subject.native is not None and one.public_key for one in found) else []
    except (ValueError, TypeError):
        return []


def faults(signatures: Sequence[Signature]) -> Iterator[Finding]:
    """Yield what is wrong with signatures; whoever signs them, an intact one of a stranger is no fault by itself."""
    for one in signatures:
        named = f"The signature of {one.signer}" if one.signer else "A signature"
        if one.state == "unreadable":
            yield Finding("signature-intact", f"{named} cannot be read.", where=one.field, hint=AGAIN)
            continue
        if one.state == "broken":
            message = f"{named} is broken: the file, or the signature itself, was altered."
            yield Finding("signature-intact", message, where=one.field, hint=AGAIN)
        if one.stamp is not None and not one.stamp.intact:
            message = f"The timestamp of {named[0].lower()}{named[1:]} is broken."
            yield Finding("signature-intact", message, where=one.field, hint=AGAIN)
        if one.covers == "part":
            message = f"{named} covers only a part of the file."
            yield Finding("signature-covers", message, where=one.field, hint=AGAIN)
        elif one.changes == "forbidden":
            message = f"The file was changed after it was signed by {one.signer}."
            yield Finding("signature-covers", message, where=one.field, hint=AGAIN)
        if one.trusted is False:
            yield Finding("signature-trusted", f"{named} is not trusted: {one.why_not}.", where=one.field, hint=ASK)


def _signature(embedded: Any, moment: datetime, roots: list[Any], *, named: bool, ended: bool) -> Signature:
    field = str(embedded.field_name)
    kind: Literal["signature", "timestamp"] = (
        "timestamp" if embedded.sig_object_type == "/DocTimeStamp" else "signature"
    )
    try:
        status = _status(embedded, moment, roots, kind)
        stamp = _stamp(status, named=named)
        if stamp is not None and stamp.intact and stamp.trusted and stamp.time < moment:
            # A trusted timestamp proves that the signature was there while its certificate was valid.
            status = _status(embedded, stamp.time, roots, kind)
        certificate: Any = status.signing_cert
        entries: Any = embedded.sig_object
        claimed = embedded.self_reported_timestamp if kind == "signature" else status.timestamp
        whole = status.intact and status.valid and _padded(embedded)
        trusted = bool(status.trusted) if named else None
        pades = str(entries.get("/SubFilter", "")) == "/ETSI.CAdES.detached"
        return Signature(
            field=field,
            kind=kind,
            state="intact" if whole else "broken",
            signer=name_of(certificate.subject),
            issuer=name_of(certificate.issuer),
            fingerprint=certificate.sha256.hex(),
            claimed=claimed.astimezone(UTC) if claimed is not None else None,
            stamp=stamp,
            covers=_cover(status),
            changes=_changes(status, ended=ended),
            trusted=trusted,
            why_not="" if trusted is not False else _why_not(status, stamp, moment),
            reason=_words(entries, "/Reason"),
            location=_words(entries, "/Location"),
            level="" if not pades else "PAdES B-T" if stamp is not None else "PAdES B-B",
        )
    except Exception:
        # Whatever a stranger's file holds, it is said to be unreadable; no library says what it may raise.
        return Signature(field, kind, "unreadable")


def _status(embedded: Any, moment: datetime, roots: list[Any], kind: str) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator.context import ValidationContext

    context, stamps = (ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment) for _ in range(2))
    if kind == "timestamp":
        return validate_pdf_timestamp(embedded, context)
    uses = KeyUsageConstraints(key_usage=set(USES))
    return validate_pdf_signature(embedded, context, stamps, key_usage_settings=uses)


def _stamp(status: Any, *, named: bool) -> Stamp | None:
    found: Any = getattr(status, "timestamp_validity", None)
    if found is None:
        return None
    by, whole = name_of(found.signing_cert.subject), bool(found.intact and found.valid)
    return Stamp(found.timestamp.astimezone(UTC), by, whole, bool(found.trusted) if named else None)


def _words(entries: Any, key: str) -> str:
    """Return a text of a signature; in an encrypted file it stands in a cover of the library's."""
    found: Any = entries.get(key, "")
    return str(getattr(found, "decrypted", found))


def _padded(embedded: Any) -> bool:
    """Say whether nothing but zeros follows the signature in the room that was left for it: nothing signs that room."""
    content: bytes = bytes(embedded.pkcs7_content)
    size = len(embedded.signed_data.dump()) if not content else _length(content)
    return not any(content[size:])


def _length(content: bytes) -> int:
    """Return how many bytes the outermost value of DER takes (ITU-T X.690, 8.1.3)."""
    first = content[1]
    if first < 0x80:
        return 2 + first
    count = first & 0x7F
    return 2 + count + int.from_bytes(content[2 : 2 + count], "big")


def _cover(status: Any) -> Cover:
    name: str = status.coverage.name
    return "file" if name == "ENTIRE_FILE" else "revision" if name == "ENTIRE_REVISION" else "part"


def _changes(status: Any, *, ended: bool) -> Changes:
    if _cover(status) == "file":
        return "none"
    level: Any = status.modification_level
    # What follows without being a revision that is known is one to readers that look for objects by themselves.
    if level is None or level.name in ("OTHER", "NONE") or not status.docmdp_ok or not ended:
        return "forbidden"
    return "permitted"


def _why_not(status: Any, stamp: Stamp | None, now: datetime) -> str:
    certificate: Any = status.signing_cert
    moment = stamp.time if stamp is not None and stamp.trusted else now
    if moment < certificate.not_valid_before:
        return f"its certificate is valid only from {certificate.not_valid_before:%Y-%m-%d}"
    if moment > certificate.not_valid_after:
        proof = (
            "" if stamp is not None and stamp.trusted else ", and no trusted timestamp shows that it was made before"
        )
        return f"its certificate expired on {certificate.not_valid_after:%Y-%m-%d}{proof}"
    problem: Any = status.trust_problem_indic
    return DISTRUST.get(getattr(problem, "name", ""), "no named certificate stands behind it")


@contextmanager
def _quiet() -> Generator[None]:
    """Keep the library's own words, which quote the file, from the terminal."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
