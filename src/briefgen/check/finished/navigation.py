"""The ways through a file: annotations, destinations and the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.check.finished.escapes import without
from briefgen.check.finished.values import Entries, Objects, Value, address, is_address

BOOKMARKS_DEEP = 50
FITS = {"XYZ": 3, "Fit": 0, "FitH": 1, "FitV": 1, "FitR": 4, "FitB": 0, "FitBH": 1, "FitBV": 1}


@dataclass(frozen=True)
class Target:
    """Tell where a link or bookmark leads.

    `words`: the address, or the name of the destination, as written; `page` from 0, -1 where none is reached; `top`:
    the height on it in points from below, None where the destination does not say; `element`: the address of the
    element that a structure destination names (ISO 32000-2, 12.3.2.3); `fault`: why it leads nowhere, empty where it
    does.
    """

    kind: str
    words: str = ""
    page: int = -1
    element: str = ""
    fault: str = ""
    top: float | None = None


@dataclass(frozen=True)
class Annotation:
    """Hold one annotation: its page from 0, its type, what it says, where it leads (links)."""

    address: str
    page: int
    subtype: str
    contents: str | None
    target: Target | None
    struct_parent: int | None
    entries: Entries


@dataclass(frozen=True)
class Bookmark:
    """Hold one entry of the outline: its title without language escapes, the level from 0, where it leads."""

    title: str
    level: int
    target: Target
    raw_title: str


@dataclass(frozen=True)
class Outline:
    """Hold the bookmarks in order; `fault` says what is wrong with their chain."""

    bookmarks: tuple[Bookmark, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Attached:
    """Hold a file specification: its names, media type, relationship, description, data; `specification` is raw."""

    address: str
    name: str
    media: str
    relationship: str
    description: str
    data: bytes | None
    specification: Entries
    stream: Entries


class Destinations:
    """Find where destinations lead; `pages` gives the place of each page by its address."""

    def __init__(self, objects: Objects, catalogue: Entries, pages: Mapping[str, int]) -> None:
        self.objects = objects
        self.pages = pages
        self.old = objects.dictionary(catalogue.get("/Dests"))
        self.named: Mapping[str, Value] = (
            objects.names(objects.dictionary(catalogue.get("/Names")).get("/Dests")) if "/Names" in catalogue else {}
        )

    def of(self, entries: Entries) -> Target | None:
        """Return where an annotation or bookmark leads; None where it has neither destination nor action."""
        objects = self.objects
        if "/Dest" in entries:
            return self.target(entries["/Dest"])
        if "/A" not in entries:
            return None
        action = objects.dictionary(entries["/A"])
        kind = objects.name(action.get("/S")) or ""
        if kind == "URI":
            words = objects.text(action.get("/URI")) or ""
            return Target("URI", words, fault=_address_fault(words))
        if kind != "GoTo":
            return Target(kind or "?", fault="" if kind else "the action has no type")
        plain = self.target(action.get("/D"))
        if "/SD" not in action:
            return plain
        structured = self.target(action.get("/SD"))
        if structured.fault:
            return structured
        if "/D" in action and (plain.fault or structured.page not in (plain.page, -1)):
            return Target("GoTo", plain.words, fault=plain.fault or "its two destinations are on different pages")
        page, top = (plain.page, plain.top) if plain.page >= 0 else (structured.page, structured.top)
        return Target("GoTo", plain.words, page, structured.element, top=top)

    def target(self, value: Value) -> Target:
        """Return where a destination leads: an array, or the name of one."""
        objects, words = self.objects, ""
        found = objects.resolve(value)
        if isinstance(found, str):
            name = objects.name(found)
            words = name if name is not None else objects.text(found) or ""
            found = objects.resolve(self.old.get(f"/{name}") if name is not None else self.named.get(words))
            if found is None:
                return Target("GoTo", words, fault=f"there is no destination “{words}”")
        if isinstance(found, dict):
            inner = found.get("/SD", found.get("/D"))
            found = objects.resolve(inner)
        if not isinstance(found, list) or len(found) < 2:
            return Target("GoTo", words, fault="its destination is no place on a page")
        fit = objects.name(found[1])
        if fit not in FITS or len(found) - 2 < FITS[fit] - (fit == "XYZ"):
            return Target("GoTo", words, fault="its destination does not say how to show the page")
        top = objects.number(found[3]) if fit == "XYZ" and len(found) > 3 else None
        first = address(found[0])
        if first in self.pages:
            return Target("GoTo", words, self.pages[first], top=top)
        element = objects.dictionary(found[0])
        if "/S" in element and "/P" in element:
            return Target("GoTo", words, self.page_of(element), first, top=top)
        return Target("GoTo", words, fault="its destination is on no page of the file")

    def page_of(self, element: Entries) -> int:
        """Return the page that an element, or the first one below it that says so, stands on."""
        waiting: list[Value] = [dict(element)]
        for _ in range(1000):
            if not waiting:
                break
            entries = self.objects.dictionary(waiting.pop(0))
            page = address(entries.get("/Pg"))
            if page in self.pages:
                return self.pages[page]
            waiting = [kid for kid in self.objects.items(entries.get("/K")) if is_address(kid)] + waiting
        return -1


def read_annotations(objects: Objects, pages: Sequence[Entries], destinations: Destinations) -> tuple[Annotation, ...]:
    """Return the annotations of all pages in order."""
    return tuple(
        Annotation(
            address(value),
            page,
            objects.name(entries.get("/Subtype")) or "",
            objects.text(entries.get("/Contents")),
            destinations.of(entries),
            objects.integer(entries.get("/StructParent")),
            entries,
        )
        for page, page_entries in enumerate(pages)
        for value in objects.array(page_entries.get("/Annots"))
        if (entries := objects.dictionary(value))
    )


def has_no_extent(objects: Objects, annotation: Annotation) -> bool:
    """Say whether an annotation has neither width nor height, so that nothing of it is seen."""
    box = [objects.number(value) for value in objects.array(annotation.entries.get("/Rect"))]
    return len(box) == 4 and box[0] == box[2] and box[1] == box[3]


def read_outline(objects: Objects, catalogue: Entries, destinations: Destinations) -> Outline:
    """Return the outline; a chain that is broken or runs in a circle is told."""
    root = objects.dictionary(catalogue.get("/Outlines"))
    if not root:
        return Outline()
    found: list[Bookmark] = []
    seen: set[str] = set()
    faults: list[str] = []

    def chain(above: Entries, level: int) -> None:
        item, last = above.get("/First"), ""
        if item is not None and level >= BOOKMARKS_DEEP:
            faults.append("it is too deep")
            return
        while item is not None:
            key = address(item)
            entries = objects.dictionary(item)
            if not key or not entries:
                faults.append("an entry is missing")
                return
            if key in seen:
                faults.append("its entries run in a circle")
                return
            seen.add(key)
            title = objects.text(entries.get("/Title"))
            if not title:
                faults.append("an entry has no title")
            target = destinations.of(entries) or Target("", fault="it has no destination")
            found.append(Bookmark(without(title or ""), level, target, title or ""))
            chain(entries, level + 1)
            last, item = key, entries.get("/Next")
        if last and address(above.get("/Last")) != last:
            faults.append("its last entry is not the last of its chain")

    chain(root, 0)
    return Outline(tuple(found), faults[0] if faults else "")


def read_attachments(objects: Objects) -> tuple[Attached, ...]:
    """Return every file specification with an embedded file, wherever it stands."""
    found: list[Attached] = []
    for key, value in objects.table.items():
        if isinstance(value, dict) and "/EF" in value:
            held = objects.dictionary(value["/EF"])
            stream = held.get("/F", held.get("/UF"))
            entries = objects.dictionary(stream)
            name = objects.text(value.get("/UF")) or objects.text(value.get("/F")) or ""
            found.append(
                Attached(
                    key,
                    name,
                    objects.name(entries.get("/Subtype")) or "",
                    objects.name(value.get("/AFRelationship")) or "",
                    without(objects.text(value.get("/Desc")) or ""),
                    objects.stream(stream),
                    value,
                    entries,
                )
            )
    return tuple(found)


def _address_fault(words: str) -> str:
    if not words:
        return "it has no address"
    scheme, colon, rest = words.partition(":")
    if not words.isascii() or any(character in words for character in ' <>"{}|\\^`'):
        return f"“{words}” is no web address"
    if not colon or not rest or not scheme[:1].isalpha() or not scheme.replace("+", "").replace("-", "").isalnum():
        return f"“{words}” is no full web address"
    return ""
