"""From a verified file to a copy made out to somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefgen.pdf.content import NO_GREYS
from briefgen.pdf.personal.drawing import Drawing, font_objects
from briefgen.pdf.personal.frame import Frame
from briefgen.pdf.personal.objects import array, dictionary, open_stream, reference, stream
from briefgen.pdf.personal.parts import Parts
from briefgen.pdf.personal.structure import element_objects
from briefgen.pdf.personal.update import updated

METADATA = {"/Type": b"/Metadata", "/Subtype": b"/XML"}
COPY_ID = re.compile("[0-9a-f]{16}")


def with_parts(frame: Frame, parts: Parts, *, height: float, greys: Mapping[str, float] = NO_GREYS) -> bytes:
    """Return the file with personal parts behind its bytes, of which none is another; equal input gives equal bytes.

    `height`: that of the cover as it is cut, in points. `greys`: as for `Surface`. Raise RuntimeError for a copy id
    that is none, and where the parts do not suit the file.
    """
    return updated(frame, changed_objects(frame, parts, height, greys))


def changed_objects(frame: Frame, parts: Parts, height: float, greys: Mapping[str, float]) -> dict[int, bytes]:
    """Return the objects that a copy has otherwise than its base, and those that it adds, by their numbers."""
    if not COPY_ID.fullmatch(parts.copy_id):
        raise RuntimeError("A copy id has 16 hex digits.")
    objects: dict[int, bytes] = {}
    if parts.entries or parts.shown:
        objects.update(_cover(frame, parts, height, greys))
    before, after = frame.packet
    packet = open_stream(before + parts.copy_id.encode("ascii") + after, METADATA)
    if frame.metadata is not None:
        objects[frame.metadata] = packet
    else:
        number = max(frame.size, *(found + 1 for found in objects), 0)
        objects[number] = packet
        objects[frame.catalogue.number] = dictionary({**frame.catalogue.values, "/Metadata": reference(number)})
    return objects


def _cover(frame: Frame, parts: Parts, height: float, greys: Mapping[str, float]) -> dict[int, bytes]:
    """Return the objects of what is drawn on the cover."""
    drawing = Drawing(parts, frame.profile, height, len(frame.marks.items), greys)
    number = frame.size
    objects = {number: stream(drawing.content, {})}
    contents = array([*frame.contents, reference(number)])
    fonts = dict(frame.fonts)
    number += 1
    for font in drawing.fonts:
        made = font_objects(font.program(), number)
        fonts[f"/{font.resource}"] = reference(number)
        objects.update(enumerate(made, number))
        number += len(made)
    resources = dictionary({**frame.resources, "/Font": dictionary(fonts)})
    page = {**frame.page.values, "/Contents": contents, "/Resources": resources}
    objects[frame.page.number] = dictionary(page)
    if frame.profile.tagged and parts.entries:
        objects.update(element_objects(frame, parts, number))
    return objects
