"""The structure tree of a file (ISO 32000-1, 14.7), with the ways back to it from marked content and links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefgen.pdf.attachment import Attachment
from briefgen.pdf.elements import Element, Mark
from briefgen.pdf.finishing.attributes import attributes_of
from briefgen.pdf.finishing.strings import spoken
from briefgen.pdf.profiles import Profile
from briefgen.pdf.records import Drawn
from briefgen.pdf.roles import written_role

PDF_1 = "http://iso.org/pdf/ssn"
PDF_2 = "http://iso.org/pdf2/ssn"
ONLY_IN_PDF_1 = ("TOC", "TOCI")
"""Standard roles that a file of PDF 2.0 takes from the namespace of PDF 1.7 (ISO 32000-2, 14.8.6)."""


@dataclass
class Structure:
    """Hold the root of the tree, and the elements as they were written."""

    root: pikepdf.Object
    objects: dict[Element, pikepdf.Object] = field(default_factory=dict[Element, pikepdf.Object])


def write_structure(
    pdf: pikepdf.Pdf, drawn: Drawn, profile: Profile, files: Mapping[Attachment, pikepdf.Object]
) -> Structure:
    """Write the tree of what was drawn into a file; elements without content or words are left out.

    `files` are the file specifications of what elements have attached. Raise RuntimeError for an id that is used twice.
    """
    return _Writer(pdf, drawn, profile, files).write()


class _Writer:
    """Turn elements into objects, and keep what the parent tree and the tree of ids need."""

    def __init__(
        self, pdf: pikepdf.Pdf, drawn: Drawn, profile: Profile, files: Mapping[Attachment, pikepdf.Object]
    ) -> None:
        self.pdf = pdf
        self.drawn = drawn
        self.version: Literal["1.7", "2.0"] = profile.version
        self.files = files
        self.pages = [page.obj for page in pdf.pages]
        self.structure = Structure(pdf.make_indirect(Dictionary({"/Type": Name.StructTreeRoot})))
        self.annotations: dict[Element, list[tuple[int, int]]] = {}
        for number, page in enumerate(drawn.pages):
            for place, link in enumerate(page.links):
                self.annotations.setdefault(link.element, []).append((number, place))
        self.telling = drawn.tree.telling()
        self.marked: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.links: list[pikepdf.Object] = []
        self.ids: dict[str, pikepdf.Object] = {}
        self.namespaces: dict[str, pikepdf.Object] = {}

    def write(self) -> Structure:
        root = self.structure.root
        root["/K"] = self.element(self.drawn.tree, root, None)
        self.parent_tree()
        if self.namespaces:
            root["/Namespaces"] = Array(list(self.namespaces.values()))
        if self.ids:
            entries: list[pikepdf.Object] = []
            for name in sorted(self.ids, key=lambda name: bytes(String(name))):
                entries += [String(name), self.ids[name]]
            root["/IDTree"] = self.pdf.make_indirect(Dictionary({"/Names": Array(entries)}))
        return self.structure

    def parent_tree(self) -> None:
        """Write the way from each piece of content to its element: pages first, then links (14.7.4.4)."""
        entries: list[int | pikepdf.Object] = []
        for number, (page, found) in enumerate(zip(self.pages, self.marked, strict=True)):
            page["/Tabs"] = Name.S
            if found:
                page["/StructParents"] = number
                if sorted(found) != list(range(len(found))):
                    raise RuntimeError(f"The pieces of page {number + 1} are not numbered without gaps.")
                parents = Array([found[mcid] for mcid in range(len(found))])
                entries += [number, self.pdf.make_indirect(parents)]
        for key, element in enumerate(self.links, len(self.pages)):
            entries += [key, element]
        root = self.structure.root
        root["/ParentTree"] = self.pdf.make_indirect(Dictionary({"/Nums": Array(entries)}))
        root["/ParentTreeNextKey"] = len(self.pages) + len(self.links)

    def element(self, element: Element, parent: pikepdf.Object, language: str | None) -> pikepdf.Object:
        role = written_role(element.role, self.version, labels=element in self.drawn.labels)
        found = self.pdf.make_indirect(Dictionary({"/Type": Name.StructElem, "/S": Name(f"/{role}"), "/P": parent}))
        self.structure.objects[element] = found
        if self.version == "2.0":
            found["/NS"] = self.namespace(PDF_1 if element.role in ONLY_IN_PDF_1 else PDF_2)
        self.words(element, found, language)
        attributes = attributes_of(element, self.drawn.box(element), self.version)
        if attributes is not None:
            found["/A"] = attributes
        if element.files:
            found["/AF"] = Array([self.files[file] for file in element.files])
        kids = self.kids(element, found, element.language or language)
        if kids:
            found["/K"] = kids[0] if len(kids) == 1 else Array(kids)
        return found

    def namespace(self, address: str) -> pikepdf.Object:
        if address not in self.namespaces:
            found = Dictionary({"/Type": Name.Namespace, "/NS": String(address)})
            self.namespaces[address] = self.pdf.make_indirect(found)
        return self.namespaces[address]

    def words(self, element: Element, found: pikepdf.Object, language: str | None) -> None:
        """Write what the element says beside its content: language, alternative and expanded text, title, id."""
        if element.language is not None and element.language != language:
            found["/Lang"] = String(element.language)
        alternative = spoken(element.alt or {}, element.language or language)
        if alternative:
            found["/Alt"] = String(alternative)
        if element.expansion:
            told = element.expansion
            found["/E"] = String(told if isinstance(told, str) else spoken(told, element.language or language))
        if element.title:
            found["/T"] = String(element.title)
        name = element.id
        if name is None and element.role == "Note":
            # Every note has one (ISO 14289-1, 7.9); a name with a blank meets none that somebody gave.
            name = f"note {len(self.ids) + 1}"
        if name is not None:
            if name in self.ids:
                raise RuntimeError(f"Two elements have the id {name!r}.")
            self.ids[name] = found
            found["/ID"] = String(name)

    def kids(self, element: Element, found: pikepdf.Object, language: str | None) -> list[int | pikepdf.Object]:
        kids: list[int | pikepdf.Object] = []
        home: int | None = None
        for child in element.children:
            if isinstance(child, Element):
                if child in self.telling:
                    kids.append(self.element(child, found, language))
                continue
            if home is None:
                home = child.page
                found["/Pg"] = self.pages[home]
            kids.append(self.piece(child, home))
            self.marked[child.page][child.mcid] = found
        for page, place in self.annotations.get(element, ()):
            annotation = self.pages[page]["/Annots"][place]
            annotation["/StructParent"] = len(self.pages) + len(self.links)
            self.links.append(found)
            kids.append(Dictionary({"/Type": Name.OBJR, "/Obj": annotation, "/Pg": self.pages[page]}))
        return kids

    def piece(self, mark: Mark, home: int) -> int | pikepdf.Object:
        if mark.page == home:
            return mark.mcid
        return Dictionary({"/Type": Name.MCR, "/Pg": self.pages[mark.page], "/MCID": mark.mcid})
