"""Files that travel inside."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import md5

from briefgen.check.finished.claims import Claims, clause
from briefgen.check.finished.navigation import Attached
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.values import address

RELATIONSHIPS = frozenset(
    ("Source", "Data", "Alternative", "Supplement", "EncryptedPayload", "FormData", "Schema", "Unspecified")
)


def named(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find files that are not named in both ways (ISO 14289-1, 7.11; ISO 19005-3, 6.8)."""
    for attached in file.attachments:
        if not all(file.objects.text(attached.specification.get(key)) for key in ("/F", "/UF")):
            yield Finding("21-001", f"The attached file {attached.name} does not have both file names (F, UF).")
        if attached.data is None:
            yield Finding("attachments-whole", f"The attached file {attached.name} cannot be read.")
        elif not _as_stated(file, attached):
            yield Finding(
                "attachments-whole", f"The attached file {attached.name} has another size or checksum than stated."
            )


def archived(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find files that do not say what they are, or belong to nothing (ISO 19005-3, 6.8; ISO 19005-4, 6.9)."""
    rule = clause(claims, "6.8", "6.9")
    owned = _owned(file) if file.attachments else set[str]()
    for attached in file.attachments:
        name = attached.name
        if claims.archive == 2 and not (attached.data or b"").startswith(b"%PDF-"):
            yield Finding(rule, f"PDF/A-2 allows only PDF/A files inside; {name} is not one.")
        if claims.archive < 3:
            continue
        if not attached.media or "/" not in attached.media:
            yield Finding(rule, f"The attached file {name} has no media type (Subtype).")
        if attached.relationship not in RELATIONSHIPS:
            yield Finding(
                rule, f"The attached file {name} does not say how it relates to the document (AFRelationship)."
            )
        if attached.address not in owned:
            yield Finding(rule, f"The attached file {name} belongs to no part of the document (AF).")
    if claims.archive == 4 and claims.level == "F":
        names = file.objects.dictionary(file.catalogue.get("/Names"))
        if "/EmbeddedFiles" not in names:
            yield Finding(rule, "PDF/A-4f needs files inside, but the document lists none.")


def _owned(file: Opened) -> set[str]:
    """Return the addresses of all file specifications that something in the file is associated with."""
    return {
        address(item)
        for value in file.objects.table.values()
        if isinstance(value, dict) and "/AF" in value
        for item in file.objects.items(value["/AF"])
    }


def _as_stated(file: Opened, attached: Attached) -> bool:
    """Say whether a file has the length and the digest that stand beside it, if they do (ISO 32000-1, 7.11.4)."""
    stated = file.objects.dictionary(attached.stream.get("/Params"))
    data = attached.data or b""
    size = file.objects.integer(stated.get("/Size"))
    digest = file.objects.resolve(stated.get("/CheckSum"))
    if size is not None and size != len(data):
        return False
    # A digest that happens to be text in some encoding has lost its bytes.
    if not isinstance(digest, str) or not digest.startswith("b:"):
        return True
    return digest[2:] == md5(data, usedforsecurity=False).hexdigest()
