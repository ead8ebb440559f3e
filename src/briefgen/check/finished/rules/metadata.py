"""What a file says of itself: title, identifiers, and that it says the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.check.finished.claims import Claims, clause, read_claims
from briefgen.check.finished.escapes import without
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.xmp import DC, EXTENSION, PDF, PDFA, PDFUA, XMP

# Entries of the information dictionary, and the property that says the same (ISO 32000-1, 14.3.3; ISO 16684-1).
SAME = (
    ("/Title", "title", DC, "title"),
    ("/Author", "author", DC, "creator"),
    ("/Subject", "subject", DC, "description"),
    ("/Keywords", "keywords", PDF, "Keywords"),
    ("/Creator", "program", XMP, "CreatorTool"),
    ("/Producer", "producer", PDF, "Producer"),
)
DATES = (("/CreationDate", "creation date", "CreateDate"), ("/ModDate", "modification date", "ModifyDate"))

# Schemas that ISO 19005-2, 6.6.2.3.1 takes as known.
KNOWN = frozenset(
    (
        DC, XMP, PDF, PDFA, EXTENSION,
        "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/bj/",
        "http://ns.adobe.com/xap/1.0/t/pg/", "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
        "http://ns.adobe.com/photoshop/1.0/", "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/",
        "http://ns.adobe.com/exif/1.0/aux/", "http://ns.adobe.com/camera-raw-settings/1.0/",
    )
)  # fmt: skip


def titled(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find metadata that are missing, no XML, or without a title."""
    if not file.metadata.present:
        yield Finding("06-001", "The file has no metadata (XMP).")
    elif not file.metadata.readable:
        yield Finding("06-001", "The metadata are not valid XMP.")
    elif not file.metadata.first(DC, "title"):
        yield Finding("06-003", "The metadata have no title (dc:title).")


def identified(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a file that does not say it is PDF/UA, though it is judged as such."""
    said = read_claims(file.metadata).ua
    if said != claims.ua:
        yield Finding("06-002", f"The metadata do not say that the file is PDF/UA-{claims.ua} (pdfuaid:part).")
    elif said not in (1, 2):
        yield Finding("06-002", f"There is no part {said} of PDF/UA.")
    if claims.ua == 2 and not re.fullmatch("[0-9]{4}", file.metadata.first(PDFUA, "rev")):
        yield Finding("ISO 14289-2, 5", "The metadata do not state the year of PDF/UA-2 (pdfuaid:rev).")


def archived(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a claim of PDF/A that is not one of its levels."""
    said = read_claims(file.metadata)
    if (said.archive, said.level) != (claims.archive, claims.level):
        yield Finding(clause(claims, "6.6.4", "6.7.3"), f"The metadata do not say that the file is {claims.words[-1]}.")
    levels = {1: "AB", 2: "ABU", 3: "ABU", 4: "EF"}.get(claims.archive)
    if levels is None:
        yield Finding("ISO 19005-4, 6.7.3", f"There is no part {claims.archive} of PDF/A.")
    elif claims.level not in levels or (not claims.level and claims.archive != 4):
        yield Finding(clause(claims, "6.6.4", "6.7.3"), f"PDF/A-{claims.archive} has no level “{claims.level}”.")
    if claims.archive == 4 and not re.fullmatch("[0-9]{4}", file.metadata.first(PDFA, "rev")):
        yield Finding("ISO 19005-4, 6.7.3", "The metadata do not state the year of PDF/A-4 (pdfaid:rev).")


def schemas(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find properties that no schema describes (ISO 19005-2, 6.6.2.3.1; part 4 has dropped this)."""
    if claims.archive not in (2, 3):
        return
    for namespace, name in sorted(file.metadata.values):
        if namespace not in KNOWN and name not in file.metadata.extensions.get(namespace, ()):
            yield Finding(
                f"ISO 19005-{claims.archive}, 6.6.2.3.1",
                f"The metadata do not describe their property {name} of {namespace}.",
            )


def agrees(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a title, author or date that is not the same in the information dictionary and in the metadata."""
    if not file.metadata.readable:
        return
    for key, words, namespace, name in SAME:
        stated = file.objects.text(file.information.get(key))
        said = [text for _, text in file.metadata.all(namespace, name)]
        if stated is None or not said:
            continue
        if without(stated).strip() not in (*said, ", ".join(said), "; ".join(said)):
            yield Finding(
                "information-agrees", f"The {words} of the file is “{stated}”, but its metadata say “{said[0]}”."
            )
    for key, words, name in DATES:
        stated = file.objects.text(file.information.get(key))
        said = file.metadata.first(XMP, name)
        if stated and said and not _same_day(stated, said):
            yield Finding("information-agrees", f"The {words} is {stated}, but {said} in the metadata.")


def _same_day(stated: str, said: str) -> bool:
    """Say whether two dates begin alike; zones may be written differently."""
    digits = re.sub("[^0-9]", "", stated)[:8]
    return re.sub("[^0-9]", "", said)[: len(digits)] == digits
