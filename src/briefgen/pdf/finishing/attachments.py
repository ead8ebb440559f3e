"""Files inside the file, each with its relationship to what it belongs to (ISO 19005-3, 6.8)."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefgen.pdf.attachment import Attachment
from briefgen.pdf.finishing.streams import new_stream


def embed(
    pdf: pikepdf.Pdf, attachments: Iterable[Attachment], date: datetime.date, *, named: bool
) -> Mapping[Attachment, pikepdf.Object]:
    """Put files into a file, each once, and return their file specifications.

    All stand in the catalogue, where viewers look for them; `named` writes the list of names also where it is empty,
    as PDF/A-4f wants it (ISO 19005-4, annex A). Raise RuntimeError for two files of one name.
    """
    found: dict[Attachment, pikepdf.Object] = {}
    names: set[str] = set()
    for attachment in attachments:
        if attachment in found:
            continue
        if attachment.name in names:
            raise RuntimeError(f"Two attachments have the name {attachment.name!r}.")
        names.add(attachment.name)
        found[attachment] = _specification(pdf, attachment, date)
    if found or named:
        entries: list[pikepdf.Object] = []
        for attachment in sorted(found, key=lambda attachment: bytes(String(attachment.name))):
            entries += [String(attachment.name), found[attachment]]
        pdf.Root["/Names"] = Dictionary({"/EmbeddedFiles": Dictionary({"/Names": Array(entries)})})
    if found:
        pdf.Root["/AF"] = Array(list(found.values()))
    return found


def _specification(pdf: pikepdf.Pdf, attachment: Attachment, date: datetime.date) -> pikepdf.Object:
    data = attachment.data
    facts = {
        "/Size": len(data),
        "/ModDate": String(f"D:{date:%Y%m%d}000000Z"),
        "/CheckSum": String(hashlib.md5(data, usedforsecurity=False).digest()),
    }
    kind = Name(f"/{attachment.media}")
    stream = new_stream(pdf, data, {"/Type": Name.EmbeddedFile, "/Subtype": kind, "/Params": Dictionary(facts)})
    plain = "".join(character if character.isascii() else "_" for character in attachment.name)
    return pdf.make_indirect(
        Dictionary(
            {
                "/Type": Name.Filespec,
                "/F": String(plain),
                "/UF": String(attachment.name),
                "/Desc": String(attachment.description),
                "/AFRelationship": Name(f"/{attachment.relationship}"),
                "/EF": Dictionary({"/F": stream, "/UF": stream}),
            }
        )
    )
