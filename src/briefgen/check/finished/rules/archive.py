"""What PDF/A asks of a file beyond its structure (ISO 19005-2, -3 and -4; clauses by part)."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.claims import Claims, clause
from briefgen.check.finished.navigation import has_no_extent
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.values import Entries

INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE = 1 << 0, 1 << 1, 1 << 2, 1 << 5, 1 << 8
BARRED_TYPES = frozenset(("3D", "Sound", "Screen", "Movie"))
ALSO_BARRED_IN_4 = frozenset(("FileAttachment",))
BARRED_ACTIONS = frozenset(
    (
        "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans",
        "GoTo3DView", "JavaScript",
    )
)  # fmt: skip
COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}


def trailer(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find encryption, a missing identifier, and entries that part 4 has dropped (6.1.3)."""
    rule = clause(claims, "6.1.3")
    if file.encrypted:
        yield Finding(rule, "The file is encrypted, which PDF/A forbids.")
    if len(file.objects.array(file.objects.trailer.get("/ID"))) != 2:
        yield Finding(rule, "The file has no identifier (ID).")
    if claims.archive == 4 and file.information and "/PieceInfo" not in file.catalogue:
        yield Finding(rule, "The file has an information dictionary; PDF/A-4 allows metadata only.")


def colours(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a file whose colours no profile explains (6.2.3 and 6.2.4.3)."""
    objects = file.objects
    intents = [objects.dictionary(intent) for intent in objects.array(file.catalogue.get("/OutputIntents"))]
    places = [place for place, intent in enumerate(intents) if objects.name(intent.get("/S")) == "GTS_PDFA1"]
    if not places:
        yield Finding(clause(claims, "6.2.4.3"), "No output intent says what the colours mean (OutputIntents).")
    for place in places:
        profile = file.intents[place]
        entries = objects.dictionary(intents[place].get("/DestOutputProfile"))
        if profile is None or profile[36:40] != b"acsp":
            yield Finding(clause(claims, "6.2.3", "6.2.2"), "The colour profile of the output intent cannot be read.")
        elif objects.integer(entries.get("/N")) != COMPONENTS.get(profile[16:20]):
            yield Finding(
                clause(claims, "6.2.3", "6.2.2"),
                "The colour profile of the output intent has another number of components than stated.",
            )
        if not objects.text(intents[place].get("/OutputConditionIdentifier")):
            yield Finding(
                clause(claims, "6.2.3", "6.2.2"), "The output intent has no name (OutputConditionIdentifier)."
            )


def shown_for_ever(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find annotations that are not printed, are hidden, or cannot be shown for ever (6.3)."""
    for annotation in file.annotations:
        page, kind = annotation.page + 1, annotation.subtype
        if kind in BARRED_TYPES or (kind in ALSO_BARRED_IN_4 and claims.archive == 4 and not claims.level):
            yield Finding(clause(claims, "6.3.1"), f"PDF/A allows no annotation of type {kind}.", page)
        if kind == "Popup":
            continue
        flags = file.objects.integer(annotation.entries.get("/F"))
        if flags is None or not flags & PRINT:
            yield Finding(clause(claims, "6.3.2"), f"An annotation of type {kind} is not set to print (F).", page)
        elif flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE):
            yield Finding(clause(claims, "6.3.2"), f"An annotation of type {kind} is hidden (F).", page)
        if kind != "Link" and "/AP" not in annotation.entries and not has_no_extent(file.objects, annotation):
            yield Finding(clause(claims, "6.3.3"), f"An annotation of type {kind} has no appearance (AP).", page)


def actions(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find actions that do more than lead somewhere (6.5)."""
    for annotation in file.annotations:
        if annotation.target is not None and annotation.target.kind in BARRED_ACTIONS:
            yield Finding(
                clause(claims, "6.5.1", "6.6.1"),
                f"PDF/A allows no action {annotation.target.kind}.",
                annotation.page + 1,
            )
        if "/AA" in annotation.entries and annotation.subtype == "Widget":
            yield Finding(
                clause(claims, "6.5.2", "6.6.3"), "A form field runs actions by itself (AA).", annotation.page + 1
            )
    if claims.archive < 4 and ("/AA" in file.catalogue or any("/AA" in page.entries for page in file.pages)):
        yield Finding(clause(claims, "6.5.2"), "The file or a page runs actions by itself (AA).")
    opening = file.objects.dictionary(file.catalogue.get("/OpenAction"))
    if file.objects.name(opening.get("/S")) in BARRED_ACTIONS:
        yield Finding(clause(claims, "6.5.1", "6.6.1"), "The file runs an action when opened (OpenAction).")
    names = file.objects.dictionary(file.catalogue.get("/Names"))
    if "/JavaScript" in names:
        yield Finding(clause(claims, "6.5.1", "6.6.1"), "The file contains JavaScript.")


def pages(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find pages that are shown as slides, and transitions that say nothing (ISO 32000-1, 12.4.4)."""
    for page in file.pages:
        if "/PresSteps" in page.entries:
            yield Finding(clause(claims, "6.10"), "The page is shown in steps (PresSteps).", page.index + 1)
        if "/Trans" in page.entries and not file.objects.dictionary(page.entries["/Trans"]):
            yield Finding("ISO 32000-1, 12.4.4", "The page has an empty transition (Trans).", page.index + 1)
    if "/AlternatePresentations" in file.objects.dictionary(file.catalogue.get("/Names")):
        yield Finding(clause(claims, "6.10"), "The file contains slide shows (AlternatePresentations).")


def streams(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find compression, pictures and content that archives do not allow (6.1.7 and 6.2.8 to 6.2.9)."""
    if file.counted_returns:
        message = "The last byte of a stream, a carriage return, can be taken for its line end (endstream)."
        yield Finding(clause(claims, "6.1.7.1", "6.1.6.1"), message)
    objects = file.objects
    for value in objects.table.values():
        if not isinstance(value, dict):
            continue
        if "/Filter" in value:
            filters = [objects.name(item) for item in objects.items(value["/Filter"])]
            if "LZWDecode" in filters or "LZW" in filters:
                yield Finding(
                    clause(claims, "6.1.7.2", "6.1.6.2"), "A stream is compressed with LZW, which PDF/A forbids."
                )
        if objects.name(value.get("/Subtype")) == "Image":
            yield from _image(file, claims, value)
        elif objects.name(value.get("/Subtype")) == "Form" and "/Ref" in value:
            yield Finding("30-001", "A form shows a page of another file (Ref).")
        elif objects.name(value.get("/Subtype")) == "PS":
            yield Finding(clause(claims, "6.2.9"), "The file has content in PostScript.")


def private_use(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find text in characters that mean nothing outside this file (6.2.11.7.3, level A)."""
    for page in file.pages:
        found = sorted({character for character in page.text if _private(character)})
        if found:
            named = ", ".join(f"U+{ord(character):04X}" for character in found[:3])
            yield Finding(
                clause(claims, "6.2.11.7.3", "6.2.10.8"),
                f"Text has private-use characters: {named}.",
                page.index + 1,
            )


def _image(file: Opened, claims: Claims, value: Entries) -> Iterator[Finding]:
    if file.objects.resolve(value.get("/Interpolate")) is True:
        yield Finding(clause(claims, "6.2.8", "6.2.7.1"), "A picture is interpolated (Interpolate).")
    if "/Alternates" in value or "/OPI" in value:
        yield Finding(clause(claims, "6.2.8", "6.2.7.1"), "A picture has alternatives (Alternates, OPI).")


def _private(character: str) -> bool:
    point = ord(character)
    return 0xE000 <= point <= 0xF8FF or 0xF0000 <= point <= 0xFFFFD or 0x100000 <= point <= 0x10FFFD
