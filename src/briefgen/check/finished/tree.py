"""The structure of a file as a tree of frozen nodes, with the text that each piece of content has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.check.finished.roles import PDF1, is_standard
from briefgen.check.finished.values import NOTHING, Entries, Objects, Value, address, is_address

DEEP = 250


@dataclass(frozen=True)
class Piece:
    """Hold a marked piece of content: page from 0 (-1: unknown), number, text; `stream` is the address of its stream.

    `known` says whether the content has it.
    """

    page: int
    mcid: int
    text: str
    stream: str
    known: bool


@dataclass(frozen=True)
class LinkObject:
    """Hold the place of an annotation or another object in the tree: its address and page from 0 (-1: unknown)."""

    address: str
    page: int


@dataclass(frozen=True, eq=False)
class Node:
    """Hold one element of the structure.

    `role` is the standard role that the role map leads to, `raw` the one written, empty `role` where none is reached.
    `language` is the element's or the nearest one above, `own_language` its own. `attributes` by owner and name, names
    without slash. `page` is the first page of its content, from 0, -1 where it has none. `path` tells its place.
    """

    address: str
    role: str
    raw: str
    namespace: str
    language: str
    own_language: str | None
    alt: str | None
    expansion: str | None
    actual_text: str | None
    title: str | None
    id: str | None
    attributes: Mapping[str, Mapping[str, Value]]
    entries: Entries
    path: str
    parent_role: str
    refs: tuple[str, ...]
    page: int = -1
    children: tuple[Node | Piece | LinkObject, ...] = ()

    @property
    def text(self) -> str:
        """Return all text of the element in the order of the tree."""
        return "".join([child.text for child in self.children if not isinstance(child, LinkObject)])

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Return the elements directly below."""
        return tuple(child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it, in the order of the tree."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def attribute(self, owner: str, name: str) -> Value:
        """Return an attribute; those that have names as values have them without slash."""
        return self.attributes.get(owner, {}).get(name)


@dataclass(frozen=True)
class Trouble:
    """Tell what the tree itself has wrong: its kind, a word about it, and the path."""

    kind: str
    what: str
    where: str


@dataclass(frozen=True)
class Tree:
    """Hold the structure: the top elements, all in order, the parent tree, and what reading it met."""

    present: bool
    top: tuple[Node, ...] = ()
    nodes: tuple[Node, ...] = ()
    parents: Mapping[int, Value] = field(default_factory=dict[int, Value])
    ids: Mapping[str, Value] = field(default_factory=dict[str, Value])
    roles: Mapping[str, str] = field(default_factory=dict[str, str])
    troubles: tuple[Trouble, ...] = ()


def read_tree(
    objects: Objects, catalogue: Entries, pages: Mapping[str, int], marks: Mapping[tuple[str, int], str], language: str
) -> Tree:
    """Return the structure of a file; `pages` gives the place of each page by address, `marks` the text of pieces."""
    root = objects.dictionary(catalogue.get("/StructTreeRoot"))
    if not root:
        return Tree(False)
    reader = _Reader(objects, root, pages, marks)
    top = reader.children(root, "", "", language, "", 0)
    nodes = tuple(node for child in top if isinstance(child, Node) for node in child.walk())
    return Tree(
        True,
        tuple(child for child in top if isinstance(child, Node)),
        nodes,
        objects.numbers(root.get("/ParentTree")),
        objects.names(root.get("/IDTree")),
        reader.map,
        tuple(reader.troubles),
    )


class _Reader:
    def __init__(
        self, objects: Objects, root: Entries, pages: Mapping[str, int], marks: Mapping[tuple[str, int], str]
    ) -> None:
        self.objects = objects
        self.pages = pages
        self.marks = marks
        self.map = {
            key[1:]: name
            for key, value in objects.dictionary(root.get("/RoleMap")).items()
            if (name := objects.name(value)) is not None
        }
        self.classes = objects.dictionary(root.get("/ClassMap"))
        self.seen: set[str] = set()
        self.troubles: list[Trouble] = []

    def children(
        self, entries: Entries, page: str, path: str, language: str, role: str, deep: int
    ) -> tuple[Node | Piece | LinkObject, ...]:
        """Return what stands below an element (or the root)."""
        objects = self.objects
        kids = objects.items(entries.get("/K"))
        if not kids:
            return ()
        resolved = [objects.resolve(kid) for kid in kids]
        names = [
            self.role(kid, path)[0] or objects.name(kid["/S"]) or "?" if isinstance(kid, dict) and "/S" in kid else ""
            for kid in resolved
        ]
        counts, at = Counter(names), Counter[str]()
        found: list[Node | Piece | LinkObject] = []
        for kid, entry, name in zip(kids, resolved, names, strict=True):
            if isinstance(entry, int) and not isinstance(entry, bool):
                found.append(self.piece(page, entry))
            elif not isinstance(entry, dict):
                self.trouble("kid", "", path)
            elif name:
                at[name] += 1
                step = f"{name}[{at[name]}]" if counts[name] > 1 else name
                node = self.node(kid, entry, page, f"{path}/{step}" if path else step, language, role, deep)
                if node is not None:
                    found.append(node)
            elif objects.name(entry.get("/Type")) == "OBJR" or "/Obj" in entry:
                where = address(entry.get("/Pg")) or page
                found.append(LinkObject(address(entry.get("/Obj")), self.pages.get(where, -1)))
            elif (number := objects.integer(entry.get("/MCID"))) is not None:
                where = address(entry.get("/Pg")) or page
                found.append(self.piece(where, number, address(entry.get("/Stm"))))
            else:
                self.trouble("kid", "", path)
        return tuple(found)

    def piece(self, page: str, number: int, stream: str = "") -> Piece:
        key = (stream or page, number)
        return Piece(self.pages.get(page, -1), number, self.marks.get(key, ""), key[0], key in self.marks)

    def node(
        self, kid: Value, entries: Entries, page: str, path: str, language: str, above: str, deep: int
    ) -> Node | None:
        """Return an element with all below it; None where it stands elsewhere already."""
        objects = self.objects
        if is_address(kid):
            key = address(kid)
            if key in self.seen:
                self.trouble("twice", "", path)
                return None
            self.seen.add(key)
        if deep >= DEEP:
            self.trouble("deep", str(DEEP), path)
            return None
        role, namespace, trouble = self.role(entries, path)
        if trouble is not None:
            self.troubles.append(trouble)
        own_language = objects.text(entries.get("/Lang")) if "/Lang" in entries else None
        own_page = address(entries.get("/Pg")) or page
        language = language if own_language is None else own_language
        children = self.children(entries, own_page, path, language, role, deep + 1)
        optional = {
            key: objects.text(entries[key]) if key in entries else None
            for key in ("/Alt", "/E", "/ActualText", "/T", "/ID")
        }
        return Node(
            address=address(kid),
            role=role,
            raw=objects.name(entries.get("/S")) or "",
            namespace=namespace,
            language=language,
            own_language=own_language,
            alt=optional["/Alt"],
            expansion=optional["/E"],
            actual_text=optional["/ActualText"],
            title=optional["/T"],
            id=optional["/ID"],
            attributes=self.attributes(entries) if "/A" in entries or "/C" in entries else {},
            entries=entries,
            path=path,
            parent_role=above,
            refs=tuple(address(ref) for ref in objects.items(entries.get("/Ref"))) if "/Ref" in entries else (),
            page=next((child.page for child in children if child.page >= 0), self.pages.get(own_page, -1)),
            children=children,
        )

    def role(self, entries: Entries, path: str) -> tuple[str, str, Trouble | None]:
        """Return the standard role of an element, its namespace, and what is wrong with the way there."""
        objects = self.objects
        raw = objects.name(entries.get("/S")) or ""
        space = objects.dictionary(entries.get("/NS")) if "/NS" in entries else NOTHING
        seen: set[tuple[str, str]] = set()
        name, uri = raw, objects.text(space.get("/NS")) or PDF1
        while not is_standard(name, uri):
            if (name, uri) in seen:
                return "", uri, Trouble("loop", raw, path)
            seen.add((name, uri))
            if uri == PDF1:
                if name not in self.map:
                    return "", uri, Trouble("unknown", raw, path)
                name = self.map[name]
                continue
            target = objects.resolve(objects.dictionary(space.get("/RoleMapNS")).get(f"/{name}"))
            if isinstance(target, list) and len(target) == 2:
                space = objects.dictionary(target[1])
                name, uri = objects.name(target[0]) or "", objects.text(space.get("/NS")) or PDF1
            elif (mapped := objects.name(target)) is not None:
                space, name, uri = NOTHING, mapped, PDF1
            else:
                return "", uri, Trouble("unknown", raw, path)
        return name, uri, None

    def attributes(self, entries: Entries) -> Mapping[str, Mapping[str, Value]]:
        objects = self.objects
        sources: list[Value] = []
        for name in objects.items(entries.get("/C")):
            sources += objects.items(self.classes.get(f"/{objects.name(name)}"))
        sources += objects.items(entries.get("/A"))
        found: dict[str, dict[str, Value]] = {}
        for source in sources:
            values = objects.dictionary(source)
            owner = objects.name(values.get("/O"))
            if owner is not None:
                found.setdefault(owner, {}).update(
                    {key[1:]: _attribute(objects, value) for key, value in values.items() if key != "/O"}
                )
        return found

    def trouble(self, kind: str, what: str, where: str) -> None:
        self.troubles.append(Trouble(kind, what, where))


def _attribute(objects: Objects, value: Value) -> Value:
    """Return the value of an attribute; names and texts as they read."""
    found = objects.resolve(value)
    if isinstance(found, str):
        return objects.name(found) or objects.text(found)
    if isinstance(found, list):
        return [_attribute(objects, item) for item in found if not isinstance(item, list)]
    return found
