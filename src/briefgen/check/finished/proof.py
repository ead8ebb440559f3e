"""Proving that a copy is a verified base and what was meant besides, without reading the body again.

Every byte of the base stands in the copy, so that its objects need no second look; those that the copy has otherwise,
and those that it adds, are few and known, and are held to what they must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.check.finished.appended import Appended, NotAppended, read_appended
from briefgen.check.finished.budget import Budget
from briefgen.check.finished.claims import read_claims
from briefgen.check.finished.content import Content, Reader
from briefgen.check.finished.opened import Opened, open_finished
from briefgen.check.finished.report import Finding
from briefgen.check.finished.rules import archive, fonts, metadata
from briefgen.check.finished.said import squeezed
from briefgen.check.finished.tree import Node
from briefgen.check.finished.values import Entries, Objects, Value, address, plain, spellings
from briefgen.check.finished.xmp import COPY, COPY_ID, read_metadata
from briefgen.errors import VerificationFailure

if TYPE_CHECKING:
    import pikepdf

RULE = "as-personalised"
FAULT = "This is a fault of briefgen; the copy was not handed out."
METADATA = {"/Type": "/Metadata", "/Subtype": "/XML"}
AMBIGUOUS = b"\r\nendstream"


@dataclass(frozen=True)
class Meant:
    """Hold what a copy is to say: its id, the labels and words by language in the order of the edition, none or all.

    `shown`: what the foot of its cover says of the id, "" for nothing. `at`: which place the words take in the list of
    their language.
    """

    copy_id: str
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    shown: str = ""
    at: int = 0


def prove(name: str, base: bytes, data: bytes, meant: Meant) -> None:
    """Raise VerificationFailure where a copy of a brief is not its verified base and what was meant besides."""
    found = proved(base, data, meant)
    if found:
        listed = "\n".join(f"- {finding}" for finding in found)
        raise VerificationFailure(f"A copy of {name} fails its proof:\n{listed}", FAULT)


def proved(base: bytes, data: bytes, meant: Meant) -> tuple[Finding, ...]:
    """Return in what a copy is not its base and what was meant besides; nothing where it is both."""
    import pikepdf

    try:
        appended = read_appended(base, data)
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            return tuple(dict.fromkeys(_Proof(_opened(base), pdf, appended, meant, data[len(base) :]).findings()))
    except NotAppended as fault:
        return (Finding(RULE, str(fault)),)
    except (pikepdf.PdfError, VerificationFailure, ValueError, TypeError, RuntimeError, KeyError) as error:
        return (Finding(RULE, f"The copy cannot be read: {error}"),)


@lru_cache(maxsize=4)
def _opened(base: bytes) -> Opened:
    return open_finished(base)


class _Some(Objects):
    """Hold only objects of some numbers, so that a copy is read as fast as it is made."""

    def __init__(self, pdf: pikepdf.Pdf, numbers: frozenset[int]) -> None:
        self._pdf = pdf
        self.table = {f"{number} 0 R": plain(pdf.get_object(number, 0)) for number in sorted(numbers)}
        self.budget = Budget()
        self._weights = {}
        self.trailer = {}


class _Proof:
    """Look at the objects of one copy; `used` gathers the numbers of those that something leads to."""

    def __init__(self, base: Opened, pdf: pikepdf.Pdf, appended: Appended, meant: Meant, tail: bytes) -> None:
        self.base = base
        self.pdf = pdf
        self.appended = appended
        self.meant = meant
        self.tail = tail
        self.objects = _Some(pdf, appended.numbers)
        self.size = base.objects.integer(base.objects.trailer.get("/Size")) or 0
        self.claims = read_claims(base.metadata)
        self.used: set[str] = set()

    def findings(self) -> Iterator[Finding]:
        """Yield everything in which the copy is not what it must be."""
        yield from self.trailer()
        yield from self.information()
        if self.meant.words or self.meant.shown:
            yield from self.cover()
        numbers = {f"{number} 0 R" for number in self.appended.numbers}
        for other in sorted(numbers - self.used):
            yield Finding(RULE, f"The object {other} was not meant to be another, or to be there.")
        for other in sorted(self.used - numbers):
            yield Finding(RULE, f"The object {other} is missing.")
        library: Any = self.pdf
        for warning in library.get_warnings():
            yield Finding(RULE, f"The copy has to be repaired while it is read: {warning}")
        if AMBIGUOUS in self.tail:
            yield Finding(RULE, "The last byte of a stream would be taken for a part of its line end.")

    def trailer(self) -> Iterator[Finding]:
        """Yield where the copy starts from another catalogue, or tells of another origin."""
        there = self.base.objects.trailer
        if (self.appended.root, self.appended.information) != (
            address(there.get("/Root")),
            address(there.get("/Info")),
        ):
            yield Finding(RULE, "The copy has another catalogue or other properties than its base.")
        origin = self.base.objects.array(there.get("/ID"))
        if not origin or self.appended.origin not in spellings(origin[0]):
            yield Finding(RULE, "The identifier does not tell of the base.")
        numbers = {*self.appended.numbers, self.appended.references or 0}
        if self.appended.size != max(self.size, *(number + 1 for number in numbers)):
            yield Finding(RULE, "The trailer counts other objects than there are.")

    def information(self) -> Iterator[Finding]:
        """Yield where the metadata are not those of the base with the copy id."""
        base = self.base
        where = address(base.catalogue.get("/Metadata"))
        if not where:
            root = address(base.objects.trailer.get("/Root"))
            found = self.objects.dictionary(root)
            where = address(found.get("/Metadata"))
            if dict(found) != {**base.catalogue, "/Metadata": where}:
                yield Finding(RULE, "The catalogue of the copy is another.")
            self.used.add(root)
        self.used.add(where)
        entries = self.objects.dictionary(where)
        told = read_metadata(self.objects.stream(where))
        meant = {**base.metadata.values, (COPY, COPY_ID): (("", self.meant.copy_id),)}
        extra = {COPY: frozenset({COPY_ID})} if base.metadata.extensions else {}
        values = {key: value for key, value in told.values.items() if key[1] != "schemas"}
        if values != {key: value for key, value in meant.items() if key[1] != "schemas"}:
            yield Finding(RULE, "The metadata are not those of the base with the copy id.")
        if told.extensions != {**base.metadata.extensions, **extra}:
            yield Finding(RULE, "The metadata do not describe the copy id as they should.")
        if {key: value for key, value in entries.items() if key != "/Length"} != METADATA:
            yield Finding(RULE, "The metadata do not say that they are such, or cannot be read by everybody.")
        yield from metadata.schemas(replace(base, metadata=told), self.claims)

    def cover(self) -> Iterator[Finding]:
        """Yield where the cover is not that of the base with what was added."""
        first = self.base.pages[0]
        before = self.base.objects.dictionary(first.address)
        page = self.objects.dictionary(first.address)
        self.used.add(first.address)
        contents = self.objects.items(page.get("/Contents"))
        old = self.base.objects.resolve(before.get("/Contents"))
        parts = old if isinstance(old, list) else [before.get("/Contents")]
        resources = self.objects.dictionary(page.get("/Resources"))
        known = self.base.objects.dictionary(before.get("/Resources"))
        shown = self.objects.dictionary(resources.get("/Font"))
        there = self.base.objects.dictionary(known.get("/Font"))
        own = {name: value for name, value in shown.items() if name not in there}
        same = {**before, "/Contents": page.get("/Contents"), "/Resources": page.get("/Resources")} == dict(page)
        same = same and {**known, "/Font": resources.get("/Font")} == dict(resources)
        if not same or contents[:-1] != parts or dict(shown) != {**there, **own}:
            yield Finding(RULE, "The cover is not that of the base with one content and fonts of its own added.", 1)
        where = address(contents[-1]) if contents else ""
        self.used.add(where)
        content, reader = self.content(where, own)
        yield from self.fonts(content, reader, own)
        yield from self.text(content)
        if self.base.tree.present and self.meant.words:
            yield from self.elements(content, where)

    def content(self, where: str, own: Mapping[str, Value]) -> tuple[Content, Reader]:
        """Return what the added content says, in the added fonts alone."""
        reader = Reader(self.objects, self.pdf)
        number = int(where.split(" ")[0]) if where else 0
        return reader.page(0, where, self.pdf.get_object(number, 0), {"/Font": dict(own)}), reader

    def fonts(self, content: Content, reader: Reader, own: Mapping[str, Value]) -> Iterator[Finding]:
        """Yield where the added fonts break a rule, and those that nothing is set in."""
        waiting = list(own.values())
        while waiting:
            value = waiting.pop()
            where = address(value)
            if where and where not in self.used:
                self.used.add(where)
                waiting += self.objects.dictionary(where).values()
            elif isinstance(value, list):
                waiting += value
        drawn = reader.all_fonts
        if {font.address for font in drawn} != {address(value) for value in own.values()}:
            yield Finding(RULE, "A font was added in which nothing is set.", 1)
        page = replace(self.base.pages[0], text=content.text)
        file = replace(self.base, objects=self.objects, fonts=drawn, pages=(page,))
        for rule in (fonts.embedded, fonts.mapped, fonts.glyphs, fonts.composite, archive.private_use):
            yield from rule(file, self.claims)
        for font in drawn:
            spare = set(font.texts.values()) - {font.texts.get(code) for code in font.used}
            if spare:
                yield Finding(RULE, f"The font {font.name} has characters that the copy does not show.", 1)

    def text(self, content: Content) -> Iterator[Finding]:
        """Yield where the cover says something else than was meant."""
        slips = [slip for slip in content.slips if self.base.tree.present or slip.kind != "outside"]
        if slips:
            yield Finding(RULE, f"The marks of the added content are wrong ({slips[0].kind}).", 1)
        said = squeezed("".join(f"{label}{self.meant.words[tag]}" for tag, label in self.meant.labels.items()))
        if squeezed(content.text) != said + squeezed(self.meant.shown):
            yield Finding(RULE, "The cover says something else than was meant.", 1)
        if self.base.tree.present and squeezed(content.artifacts) != squeezed(self.meant.shown):
            yield Finding(RULE, "What is printed of the copy id is no artifact, or something else is.", 1)

    def elements(self, content: Content, where: str) -> Iterator[Finding]:
        """Yield where the structure is not that of the base with an entry in each list of the cover."""
        page = self.base.pages[0]
        parents = address(
            self.base.tree.parents.get(self.base.objects.integer(page.entries.get("/StructParents")) or 0)
        )
        marked = list(self.base.objects.array(parents))
        self.used.add(parents)
        lists = self.lists()
        if [node.language for node in lists] != list(self.meant.words):
            yield Finding(RULE, "The cover does not have a list for each language.", 1)
            return
        for node, (language, words) in zip(lists, self.meant.words.items(), strict=True):
            item, found = self.added(node)
            label, body = (*map(address, self.objects.items(item.get("/K"))), "", "")[:2]
            value = address(self.objects.dictionary(body).get("/K"))
            number = len(marked)
            space = {"/NS": node.entries["/NS"]} if "/NS" in node.entries else {}
            meant: dict[str, Entries] = {
                node.address: {**node.entries, "/K": self.kids(node, found)},
                found: {"/S": "/LI", "/P": node.address, "/K": [label, body]},
                label: {"/S": "/Lbl", "/P": found, "/Pg": page.address, "/K": number},
                body: {"/S": "/LBody", "/P": found, "/K": value},
                value: {"/S": "/Span", "/P": body, "/Pg": page.address, "/K": number + 1},
            }
            for key, entries in meant.items():
                whole = entries if key == node.address else {"/Type": "/StructElem", **space, **entries}
                if dict(self.objects.dictionary(key)) != dict(whole):
                    yield Finding(RULE, f"The element {key} of the line in {language} is not as it should be.", 1)
            self.used.update(meant)
            texts = [squeezed(content.marks.get((where, number + step), "")) for step in (0, 1)]
            if texts != [squeezed(self.meant.labels[language]), squeezed(words)]:
                yield Finding(RULE, f"The line in {language} says something else in its elements.", 1)
            marked += [label, value]
        if self.objects.array(parents) != marked or len(content.marks) != 2 * len(lists):
            yield Finding(RULE, "The pieces of the cover do not lead back to their elements.", 1)

    def lists(self) -> list[Node]:
        """Return the lists of the cover that have a language of their own: the last of those on it."""
        top = self.base.tree.top[0].nodes if self.base.tree.top else ()
        return [node for node in top if node.role == "L" and node.page == 0][-len(self.meant.words) :]

    def added(self, node: Node) -> tuple[Entries, str]:
        """Return the item at the place of the line in a list, and its address."""
        kids = self.objects.items(self.objects.dictionary(node.address).get("/K"))
        where = address(kids[self.meant.at]) if len(kids) > self.meant.at else ""
        return self.objects.dictionary(where), where

    def kids(self, node: Node, item: str) -> list[Value]:
        """Return the items of a list with the line among them."""
        kids = self.base.objects.items(node.entries.get("/K"))
        return [*kids[: self.meant.at], item, *kids[self.meant.at :]]
