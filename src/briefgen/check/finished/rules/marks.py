"""Content, structure and parent tree agree: every mark stands once in each, and nothing is painted outside of marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.tree import LinkObject, Node, Piece
from briefgen.check.finished.values import Value

# ISO 32000-1: marks themselves; numbers of content; objects as content; the one element that content belongs to.
MARKS, NUMBERS, OBJECTS, PARENTS = (f"ISO 32000-1, {number}" for number in ("14.6", "14.7.4.2", "14.7.4.3", "14.7.4.4"))
SLIPS = {
    "outside": ("01-005", "Something is painted that is neither tagged nor an artifact ({})."),
    "artifact-in-tagged": ("01-003", "An artifact stands inside tagged content."),
    "tagged-in-artifact": ("01-004", "Tagged content {} stands inside an artifact."),
    "twice": (NUMBERS, "The number {} marks two pieces of content."),
    "unopened": (MARKS, "A mark ends that never began."),
    "unclosed": (MARKS, "Marks do not end: {}."),
    "crossed": (MARKS, "A mark and a text object overlap."),
}


def content(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find mistakes in the marks of pages."""
    for page in file.pages:
        for slip in page.slips:
            if slip.kind in SLIPS:
                rule, words = SLIPS[slip.kind]
                yield Finding(rule, words.format(slip.what), page.index + 1)
    # The same form drawn twice would bring the same mark twice.
    drawn = Counter(form for page in file.pages for form in page.forms)
    tagged = {stream for stream, _ in file.marks}
    for form, times in drawn.items():
        if times > 1 and form in tagged:
            yield Finding("30-002", "A form with tagged content is drawn more than once.")


def in_tree(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find pieces that the tree names twice or that are not there, and marks that the tree does not name."""
    named: dict[tuple[str, int], Node] = {}
    for node in file.tree.nodes:
        for child in node.children:
            if not isinstance(child, Piece):
                continue
            key = (child.stream, child.mcid)
            if not child.known:
                yield Finding(
                    NUMBERS, f"The element names content {child.mcid}, which is not there.", child.page + 1, node.path
                )
            if key in named:
                yield Finding(PARENTS, f"Content {child.mcid} belongs to two elements.", child.page + 1, node.path)
            named[key] = node
    places = {page.address: page.index + 1 for page in file.pages}
    for stream, number in file.marks:
        if (stream, number) not in named:
            yield Finding("01-005", f"Content {number} belongs to no element.", places.get(stream, 0))
    yield from _parents(file, named)


def _parents(file: Opened, named: dict[tuple[str, int], Node]) -> Iterator[Finding]:
    """Find entries of the parent tree that lead elsewhere than the tree does."""
    objects = file.objects
    places = {page.address: page.index + 1 for page in file.pages}
    entries: dict[str, list[Value] | None] = {}
    for stream, number in file.marks:
        page = places.get(stream, 0)
        if stream not in entries:
            key = objects.integer(objects.dictionary(stream).get("/StructParents"))
            known = key is not None and key in file.tree.parents
            entries[stream] = objects.array(file.tree.parents[key]) if key is not None and known else None
            if not known:
                yield Finding(PARENTS, "The page has no entry in the parent tree.", page)
        listed, node = entries[stream], named.get((stream, number))
        if listed is None or node is None:
            continue
        if not 0 <= number < len(listed) or listed[number] != node.address:
            yield Finding(PARENTS, f"The parent tree does not lead from content {number} here.", page, node.path)
    for node in file.tree.nodes:
        for child in node.children:
            if isinstance(child, LinkObject) and not objects.dictionary(child.address):
                yield Finding(OBJECTS, "The element names an object that is not there.", node.page + 1, node.path)
