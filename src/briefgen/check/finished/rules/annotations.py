"""Links and other annotations: in the tree, in the order of reading, with words."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.navigation import Annotation, has_no_extent
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.tree import LinkObject, Node

# ISO 32000-1, 12.5.6.1, and what ISO 32000-2 adds.
TYPES = frozenset(
    (
        "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
        "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Sound", "Movie", "Widget",
        "Screen", "PrinterMark", "TrapNet", "Watermark", "3D", "Redact", "Projection", "RichMedia",
    )
)  # fmt: skip
PARENTS = "ISO 32000-1, 14.7.4.4"
HIDDEN = 1 << 1
ROLE_OF = {"Link": ("28-011", "Link"), "Widget": ("28-010", "Form")}


def in_tree(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find annotations outside the element that they need, and ones that the parent tree leads elsewhere."""
    owners: dict[str, Node] = {}
    for node in file.tree.nodes:
        for child in node.children:
            if isinstance(child, LinkObject):
                if child.address in owners:
                    yield Finding(PARENTS, "An annotation belongs to two elements.", node.page + 1, node.path)
                owners[child.address] = node
    for annotation in file.annotations:
        owner = owners.get(annotation.address) if annotation.address else None
        page, kind = annotation.page + 1, annotation.subtype
        if kind == "PrinterMark":
            if owner is not None:
                yield Finding("28-017", "A printer's mark is in the structure.", page, owner.path)
            continue
        if kind == "Popup" or _hidden(file, annotation):
            continue
        if claims.ua == 2 and kind == "Widget" and has_no_extent(file.objects, annotation):
            if owner is not None and owner.role != "Artifact":
                message = "A form field without extent is in the structure; it is an artifact."
                yield Finding("ISO 14289-2, 8.9.2.4.13", message, page, owner.path)
            continue
        rule, role = ROLE_OF.get(kind, ("28-002", "Annot"))
        named = {"Link": "A link", "Widget": "A form field"}.get(kind, f"An annotation of type {kind}")
        where = owner.path if owner is not None else ""
        if owner is None or owner.role != role:
            # A link that stands for a part of another role may be nested in it (ISO 32000-2, 14.8.4.7.2).
            if not (claims.ua == 2 and kind == "Link" and owner is not None and owner.role == "Reference"):
                yield Finding(rule, f"{named} is not in an element {role}.", page, where)
        elif annotation.struct_parent is None:
            yield Finding(PARENTS, f"{named} does not name its element (StructParent).", page, where)
        elif file.tree.parents.get(annotation.struct_parent) != owner.address:
            yield Finding(PARENTS, f"The parent tree does not lead from {_inner(named)} to its element.", page, where)


def words(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find annotations and fields that say nothing."""
    alternatives = {
        child.address: node.alt or node.actual_text
        for node in file.tree.nodes
        for child in node.children
        if isinstance(child, LinkObject)
    }
    for annotation in file.annotations:
        page, kind = annotation.page + 1, annotation.subtype
        if kind in ("Popup", "PrinterMark") or _hidden(file, annotation):
            continue
        said = (annotation.contents or "").strip()
        if kind == "Link":
            if not said and claims.ua == 1:
                yield Finding("28-012", "A link does not say where it leads (Contents).", page)
        elif kind == "Widget":
            if not file.objects.text(annotation.entries.get("/TU")) and not alternatives.get(annotation.address):
                yield Finding("28-005", "A form field does not say what it asks for (TU).", page)
        elif not said and not alternatives.get(annotation.address):
            yield Finding("28-004", "An annotation has no description (Contents).", page)


def kinds(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find annotations of types that are unknown or not allowed."""
    for annotation in file.annotations:
        if annotation.subtype == "TrapNet":
            yield Finding("28-007", "An annotation is a trap network.", annotation.page + 1)
        elif annotation.subtype not in TYPES:
            yield Finding("28-006", f"An annotation has the unknown type “{annotation.subtype}”.", annotation.page + 1)
        action = file.objects.dictionary(annotation.entries.get("/A"))
        if file.objects.name(action.get("/S")) == "Rendition":
            clip = file.objects.dictionary(file.objects.dictionary(action.get("/R")).get("/C"))
            if clip and "/CT" not in clip:
                yield Finding("28-014", "A media clip has no type (CT).", annotation.page + 1)
            if clip and "/Alt" not in clip:
                yield Finding("28-015", "A media clip has no alternative text (Alt).", annotation.page + 1)
        if annotation.subtype == "FileAttachment":
            specification = file.objects.dictionary(annotation.entries.get("/FS"))
            if "/F" not in specification or "/UF" not in specification:
                yield Finding("28-016", "An attached file does not have both file names (F, UF).", annotation.page + 1)


def order(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find pages whose annotations are not gone through in the order of the structure."""
    for index in sorted({annotation.page for annotation in file.annotations if annotation.subtype != "Popup"}):
        entries = file.pages[index].entries
        if "/Tabs" not in entries:
            yield Finding("28-008", "The page does not state the tab order of its links (Tabs).", index + 1)
        elif file.objects.name(entries["/Tabs"]) != "S" and not (
            claims.ua == 2 and file.objects.name(entries["/Tabs"]) in ("A", "W")
        ):
            yield Finding("28-009", "The tab order of the page is not that of the structure (Tabs).", index + 1)


def _inner(named: str) -> str:
    return named[0].lower() + named[1:]


def _hidden(file: Opened, annotation: Annotation) -> bool:
    return bool((file.objects.integer(annotation.entries.get("/F")) or 0) & HIDDEN)
