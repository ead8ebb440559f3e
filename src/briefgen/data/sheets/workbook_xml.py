"""The XML of a workbook beside its cells: the sheets that it lists, what its number formats show, its shared texts.

Checks that the XML is sound and small before python-calamine sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefgen.data.sheets.limits import too_large
from briefgen.data.sheets.number_formats import Shown, shown_as
from briefgen.data.sheets.workbook_parts import damaged
from briefgen.errors import AuthorsMistakes

MOST_ELEMENTS = 600_000
"""Of one part: more would take longer than a second."""

MOST_FORMATS = 5_000
"""Number formats of a workbook's own; Excel itself keeps a few hundred."""
_LONGEST_CODE = 255
"""Characters of a number format, as in Excel."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_ENCODINGS = (None, "utf-8", "utf8", "us-ascii", "ascii")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass(frozen=True)
class Listed:
    """Hold a sheet as the workbook lists it; `relation` is the id under which its part is found."""

    name: str
    relation: str
    visible: bool


def sheets_of(part: bytes, file: str) -> list[Listed]:
    """Return the sheets that xl/workbook.xml lists, in order."""
    found: list[Listed] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((text for key, text in attributes.items() if key.split(":")[-1] == "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            found.append(Listed(attributes.get("name", ""), relation, visible))

    walk(part, file, start)
    return found


def targets_of(part: bytes, file: str) -> dict[str, str]:
    """Return the parts that xl/_rels/workbook.xml.rels names for worksheets, by the ids of their relations."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or not attributes.get("Type", "").endswith("/worksheet"):
            return
        relation, target = attributes.get("Id", ""), attributes.get("Target", "")
        if relation in found:
            raise damaged(file, "two of its sheets have one id")
        found[relation] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    walk(part, file, start)
    return found


def formats_of(part: bytes, file: str) -> list[Shown]:
    """Return what each style of xl/styles.xml shows, in the order that cells count them."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            codes[whole(attributes.get("numFmtId"))] = code
            if len(codes) > MOST_FORMATS or len(code) > _LONGEST_CODE:
                raise damaged(file, "its number formats are longer or more than a spreadsheet program keeps")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            numbers.append(whole(attributes.get("numFmtId")))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    walk(part, file, start, end)
    shown: dict[int, Shown] = {number: shown_as(number, codes.get(number)) for number in set(numbers)}
    return [shown[number] for number in numbers]


def strings_of(part: bytes, file: str) -> list[int]:
    """Return how many characters each text of xl/sharedStrings.xml has, in the order that cells count them."""
    lengths: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def hear(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    walk(part, file, start, hear=hear, plain=True)
    return lengths


def walk(
    part: bytes, file: str, start: Start, end: End | None = None, hear: End | None = None, *, plain: bool = False
) -> None:
    """Go through the elements of a part, by their names without prefix; AuthorsMistakes where it is not sound XML.

    A document type, and an encoding other than UTF-8, are refused: spreadsheet programs write neither. So are, in a
    `plain` part, comments and marked sections, between which python-calamine would take a part of a value for all.
    """
    from xml.parsers import expat

    count = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise too_large(file, "cells")
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def refused(*_: object) -> None:
        raise damaged(file, "it holds a document type")

    def odd(*_: object) -> None:
        raise damaged(file, "its cells hold notes for other programs")

    def declared(_: str, encoding: str | None, __: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            raise damaged(file, "it is not in UTF-8")

    if not part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in part[:64]:
        raise damaged(file, "a part is not XML in UTF-8")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = started
    if end is not None:
        told = end
        parser.EndElementHandler = lambda name: told(name.rpartition(":")[2] if ":" in name else name)
    if hear is not None:
        parser.CharacterDataHandler = hear
    parser.StartDoctypeDeclHandler = refused
    parser.XmlDeclHandler = declared
    if plain:
        parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = odd
    try:
        parser.Parse(part, True)
    except AuthorsMistakes:
        raise
    except (expat.ExpatError, ValueError):
        raise damaged(file, "a part is not sound XML") from None


def whole(text: str | None) -> int:
    """Return a count as written; one that is none counts as 0."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else 0
