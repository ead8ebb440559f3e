"""The elements of what is added to a cover."""

from __future__ import annotations

from briefgen.pdf.personal.frame import Frame
from briefgen.pdf.personal.objects import array, dictionary, reference
from briefgen.pdf.personal.parts import Parts

EACH = 4
"""How many elements an entry has: the item, its label, its body, and the value in that."""


def element_objects(frame: Frame, parts: Parts, first: int) -> dict[int, bytes]:
    """Return the objects that change or are new, by their numbers.

    Elements take the language of their list. Raise RuntimeError where entries and lists are not as many.
    """
    if len(parts.entries) != len(frame.lists):
        raise RuntimeError("A copy has one entry in each list of the cover.")
    objects: dict[int, bytes] = {}
    marked: list[bytes] = []
    piece = len(frame.marks.items)
    for place, (found, kids) in enumerate(zip(frame.lists, frame.kids, strict=True)):
        item, label, body, value = range(first + place * EACH, first + (place + 1) * EACH)
        space = {"/NS": found.values["/NS"]} if "/NS" in found.values else {}

        def element(role: bytes, parent: int, kids: bytes, *, drawn: bool, space: dict[str, bytes] = space) -> bytes:
            page = {"/Pg": reference(frame.page.number)} if drawn else {}
            head = {"/Type": b"/StructElem", "/S": role, "/P": reference(parent)}
            return dictionary({**head, **space, **page, "/K": kids})

        objects[item] = element(b"/LI", found.number, array([reference(label), reference(body)]), drawn=False)
        objects[label] = element(b"/Lbl", item, b"%d" % piece, drawn=True)
        objects[body] = element(b"/LBody", item, reference(value), drawn=False)
        objects[value] = element(b"/Span", body, b"%d" % (piece + 1), drawn=True)
        marked += [reference(label), reference(value)]
        piece += 2
        changed = [*kids[: parts.at], reference(item), *kids[parts.at :]]
        objects[found.number] = dictionary({**found.without("/K"), "/K": array(changed)})
    objects[frame.marks.number] = array([*frame.marks.items, *marked])
    return objects
