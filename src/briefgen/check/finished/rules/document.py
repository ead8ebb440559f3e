"""The catalogue: that it has structure and shows its title; version, encryption, layers."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.claims import Claims, clause
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.values import Entries

EXTRACT_FOR_ACCESS = 1 << 9


def whole(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find what had to be repaired while reading, and a file without pages."""
    for what in file.damage[:5]:
        yield Finding("file-whole", f"The file is damaged: {what.strip().rstrip('.')}.")
    if not file.pages:
        yield Finding("pages", "The file has no pages.")
    for page in file.pages:
        for slip in page.slips:
            if slip.kind == "unreadable":
                yield Finding("file-whole", f"Content cannot be read: {slip.what.rstrip('.')}.", page.index + 1)


def marked(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a file that does not say it is tagged, or has no structure."""
    tagged, structured = _clauses(claims)
    information = file.objects.dictionary(file.catalogue.get("/MarkInfo"))
    if file.objects.resolve(information.get("/Marked")) is not True:
        yield Finding(tagged, "The file does not say that it is tagged (MarkInfo, Marked).")
    if file.objects.resolve(information.get("/Suspects")) is True:
        yield Finding("01-007", "The file says that its tags may be wrong (MarkInfo, Suspects).")
    if not file.tree.present:
        yield Finding(structured, "The file has no structure.")
    elif not file.tree.top:
        yield Finding(structured, "The structure of the file is empty.")


def _clauses(claims: Claims) -> tuple[str, str]:
    """Return the clauses that want a file to say it is tagged and to have structure; Matterhorn numbers neither."""
    if claims.ua == 2:
        return "ISO 14289-2, 8.2.1", "ISO 14289-2, 8.2.1"
    if claims.ua:
        return "ISO 14289-1, 6.2", "ISO 14289-1, 7.1"
    return clause(claims, "6.7.2.2"), clause(claims, "6.7.3.3")


def title_shown(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a file whose name, not its title, stands in the window."""
    preferences = file.objects.dictionary(file.catalogue.get("/ViewerPreferences"))
    if "/DisplayDocTitle" not in preferences:
        yield Finding("07-001", "The file does not ask viewers to show its title (DisplayDocTitle).")
    elif file.objects.resolve(preferences["/DisplayDocTitle"]) is not True:
        yield Finding("07-002", "The file asks viewers to show its name, not its title (DisplayDocTitle).")


def version(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a version of PDF that the claimed standard is not about."""
    if 0 < claims.ua < 2 and not file.version.startswith("1."):
        yield Finding("ISO 14289-1, 6.1", f"PDF/UA-1 needs PDF 1.7, but the file is PDF {file.version}.")
    if claims.ua == 2 and file.version != "2.0":
        yield Finding("ISO 14289-2, 6.1", f"PDF/UA-2 needs PDF 2.0, but the file is PDF {file.version}.")
    if 0 < claims.archive < 4 and not file.version.startswith("1."):
        yield Finding(
            f"ISO 19005-{claims.archive}, 6.1.2",
            f"PDF/A-{claims.archive} needs PDF 1.7, but the file is PDF {file.version}.",
        )
    if claims.archive == 4 and file.version != "2.0":
        yield Finding("ISO 19005-4, 6.1.2", f"PDF/A-4 needs PDF 2.0, but the file is PDF {file.version}.")


def encryption(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find encryption that keeps screen readers out."""
    if not file.encrypted or not claims.ua:
        return
    permissions = file.objects.integer(file.objects.dictionary(file.objects.trailer.get("/Encrypt")).get("/P"))
    if permissions is None:
        yield Finding("26-001", "The file is encrypted and does not say what readers may do with it.")
    elif not permissions & EXTRACT_FOR_ACCESS:
        yield Finding("26-002", "The file is encrypted and does not let screen readers read its text.")


def layers(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find optional content without a name, or that shows itself by the viewer's state."""
    objects = file.objects
    properties = objects.dictionary(file.catalogue.get("/OCProperties"))
    if not properties:
        return
    configurations: list[tuple[str, Entries]] = [("20-001", objects.dictionary(properties.get("/D")))]
    configurations += [("20-002", objects.dictionary(each)) for each in objects.array(properties.get("/Configs"))]
    for place, (rule, entries) in enumerate(configurations):
        # The default one needs a name only where there are others to tell it from (ISO 14289-1, 7.10).
        if not objects.text(entries.get("/Name")) and (place or len(configurations) > 1 or claims.archive):
            yield Finding(rule, "A configuration of optional content has no name.")
        if "/AS" in entries:
            yield Finding("20-003", "A configuration of optional content changes by itself (AS).")


def forms(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find forms in XML, which no part of the standards lets render on the fly; none is let through here."""
    if "/XFA" in file.objects.dictionary(file.catalogue.get("/AcroForm")):
        yield Finding("25-001", "The file has a form in XML (XFA).")
