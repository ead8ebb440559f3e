"""From a drawn file to a finished one."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary

from briefgen.pdf.finishing.attachments import embed
from briefgen.pdf.finishing.destinations import lead_to_elements
from briefgen.pdf.finishing.intent import write_intent
from briefgen.pdf.finishing.metadata import write_metadata
from briefgen.pdf.finishing.structure import write_structure
from briefgen.pdf.profiles import Profile
from briefgen.pdf.records import Drawn

AMBIGUOUS = b"\r\nendstream"
MOVABLE = ("/MarkInfo", "/ViewerPreferences", "/OutputIntents", "/Names", "/AF")


def finish(data: bytes, drawn: Drawn, profile: Profile, password: str | None = None) -> bytes:
    """Return the file of a drawn document with all that its profile claims.

    Equal input gives equal bytes, except with a `password`: what encrypts is random by design. Raise RuntimeError for
    attachments that the profile does not allow, and for a password in a file that is made to be kept.
    """
    files = [*drawn.attachments, *(file for element in drawn.tree.walk() for file in element.files)]
    if files and not profile.attachments:
        raise RuntimeError(f"No file may travel inside a file of the profile {profile.name}.")
    if password is not None and profile.archival:
        raise RuntimeError("A file that is made to be kept is never encrypted.")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        specifications = embed(pdf, files, drawn.properties.date, named=profile.level == "F")
        if profile.tagged:
            structure = write_structure(pdf, drawn, profile, specifications)
            pdf.Root["/StructTreeRoot"] = structure.root
            pdf.Root["/MarkInfo"] = Dictionary({"/Marked": True})
            if profile.version == "2.0":
                lead_to_elements(pdf, drawn, structure)
        if profile.archival:
            write_metadata(pdf, drawn.properties, profile)
            write_intent(pdf)
        return _saved(pdf, profile, password)


def _saved(pdf: pikepdf.Pdf, profile: Profile, password: str | None) -> bytes:
    """Return the bytes of a file whose streams stay as they are; its identity follows from its content.

    Where the last byte of a stream of objects could be taken for a part of the line end after it (ISO 19005-2,
    6.1.7.1), objects are counted in another way: one more of them stands apart. Raise RuntimeError where this is so
    whatever stands apart; that is less likely than one in 256 to the power of what can be moved.
    """
    data = _save(pdf, profile, password)
    if not profile.archival:
        return data
    for key in (key for key in MOVABLE if key in pdf.Root):
        if AMBIGUOUS not in data:
            break
        pdf.Root[key] = pdf.make_indirect(pdf.Root[key])
        data = _save(pdf, profile, password)
    if AMBIGUOUS in data:
        raise RuntimeError("The last byte of a stream would be taken for a part of its line end.")
    return data


def _save(pdf: pikepdf.Pdf, profile: Profile, password: str | None) -> bytes:
    found = io.BytesIO()
    # AES with 256 bits; the revision is that of PDF 2.0 (ISO 32000-2, 7.6.4), which PDF 1.7 viewers know, too.
    encryption = pikepdf.Encryption(owner=password, user=password, R=6) if password is not None else False
    # That revision came with extension level 8 to PDF 1.7; a file forced to plain 1.7 is silently not encrypted at all.
    version = (profile.version, 8) if password is not None and profile.version == "1.7" else profile.version
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    pdf.save(
        found,
        force_version=version,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=False,
        deterministic_id=password is None,
        encryption=encryption,
    )
    return found.getvalue()
