"""Signing a finished file: its own bytes stay as they are, and an update with the signature follows them.

PAdES B-B (ETSI EN 319 142-1), B-T with a timestamp server. The signature certifies: it states that nothing may be
changed afterwards (ISO 32000-1, 12.8.2.2), so that viewers tell of any change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.errors import EnvironmentFailure
from briefgen.pdf.finishing.finish import AMBIGUOUS

if TYPE_CHECKING:
    from briefgen.pdf.signing.key import Key

DIGEST = "sha256"
ROOM, ROOM_FOR_STAMP = 4096, 12288
"""Bytes of a signature besides its certificates, and of a timestamp, at most."""
TRIES = 16


@dataclass(frozen=True)
class Terms:
    """Say how to sign: `timestamp` is the address of a server, None for no timestamp; empty texts are left out."""

    timestamp: str | None = None
    reason: str = ""
    location: str = ""


def sign(
    data: bytes, key: Key, terms: Terms, words: Mapping[str, str], moment: datetime, password: str | None = None
) -> bytes:
    """Return a file with a signature behind its own bytes, which are not changed.

    `words` say by language to listeners what the field is; `moment`, in UTC, is the time that the signer claims;
    `password` opens an encrypted file, which stays encrypted. Raises EnvironmentFailure where the certificate is not
    valid at that moment or the timestamp server gives no timestamp, RuntimeError for a file that has a form.
    """
    key.refuse(moment)
    return asyncio.run(_signed(data, key, terms, words, moment, password))


async def _signed(
    data: bytes, key: Key, terms: Terms, words: Mapping[str, str], moment: datetime, password: str | None
) -> bytes:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
    from pyhanko.sign.timestamps import TimestampRequestError

    from briefgen.pdf.signing.timestamp import Server

    server = Server(terms.timestamp) if terms.timestamp else None
    room = 2 * (key.weight + ROOM + (ROOM_FOR_STAMP if server else 0))
    for extra in range(TRIES):
        prepared, digest, output = _prepared(data, key, terms, words, moment, password, server, room + 16 * extra)
        # Where the last byte of the new table reads like a part of the line end behind it (ISO 19005-2, 6.1.7.1), other
        # lengths make another table.
        if AMBIGUOUS not in output.getvalue()[len(data) :]:
            break
    else:
        raise RuntimeError("The last byte of a stream would be taken for a part of its line end.")
    try:
        done = await prepared.perform_signature(digest, PdfCMSSignedAttributes(signing_time=moment))
        await done.post_signature_processing(output)
    except TimestampRequestError as error:
        assert server is not None
        raise server.failure("it refused, or its answer is to another question") from error
    except (SigningError, PdfError, OSError) as error:
        raise EnvironmentFailure(f"The file could not be signed: {error}.", "Nothing was written.") from error
    found = output.getvalue()
    if not found.startswith(data):
        raise RuntimeError("Signing changed the file itself.")
    return found


def _prepared(
    data: bytes,
    key: Key,
    terms: Terms,
    words: Mapping[str, str],
    moment: datetime,
    password: str | None,
    server: Any,
    room: int,
) -> tuple[Any, bytes, BytesIO]:
    """Write the file up to the signature itself, for which `room` digits are left; return also what is to be signed."""
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    from briefgen.pdf.signing.field import add_field
    from briefgen.pdf.signing.writer import open_writer

    writer = open_writer(data, password)
    name = add_field(writer, words)
    about = PdfSignatureMetadata(
        field_name=name,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=key.name,
        reason=terms.reason or None,
        location=terms.location or None,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    session: Any = PdfSigner(about, key.signer, timestamper=server).init_signing_session(
        writer, existing_fields_only=True
    )
    session.system_time = moment
    prepared = session.prepare_tbs_document(None, room)
    digest, output = prepared.digest_tbs_document(output=BytesIO())
    return prepared, digest.document_digest, output
