"""From the codes that a font shows to text: ToUnicode maps and the encodings of simple fonts."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from sys import byteorder
from typing import Any

from briefgen.check.finished.budget import CODES, MAPS, Budget
from briefgen.check.finished.values import Entries, Objects, Value

LOST = "\ufffd"
RANGE_LIMIT = 0x10000
LONGEST = 256
"""Characters that one code may stand for (ISO 32000-1, 9.10.3: 512 bytes)."""

_BEGIN = re.compile(rb"begin(bfchar|bfrange|codespacerange|cidchar|cidrange)")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\[\]]*)\])")
_CHAR_TO_CID = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*(\d{1,7})")
_RANGE_TO_CID = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(\d{1,7})")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_ENCODINGS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}


def unicode_map(data: bytes, budget: Budget) -> dict[int, str]:
    """Return what a ToUnicode CMap says of each code (ISO 32000-1, 9.10.3); broken entries are left out."""
    budget.spend(MAPS, len(data))
    found: dict[int, str] = {}
    for kind, body in _blocks(data):
        if kind == b"bfchar":
            for pair in _PAIR.finditer(body):
                budget.spend(CODES)
                _enter(found, pair[1], pair[2])
        elif kind == b"bfrange":
            for one in _RANGE.finditer(body):
                _enter_range(found, one[1], one[2], one[3] or b"", _HEX.findall(one[4] or b""), budget)
    return found


def _blocks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the body of each section; one that nothing ends is none."""
    at, ended = 0, dict[bytes, int]()
    while begin := _BEGIN.search(data, at):
        at, kind = begin.end(), begin[1]
        end = ended.get(kind, 0)
        # Looked for once: else a thousand sections that never end are each searched to the end of the file.
        if 0 <= end < at:
            end = ended[kind] = data.find(b"end" + kind, at)
        if end >= 0:
            yield kind, data[at:end]
            at = end


def code_lengths(data: bytes) -> tuple[int, ...]:
    """Return how many bytes the codes of an embedded CMap have."""
    return tuple(
        sorted(
            {
                len(b"".join(low.split())) // 2
                for kind, body in _blocks(data)
                if kind == b"codespacerange"
                for low, _ in _PAIR.findall(body)
            }
            - {0}
        )
    )


def cid_map(data: bytes, budget: Budget) -> dict[int, int]:
    """Return the CID of each code by an embedded CMap (ISO 32000-1, 9.7.5.4)."""
    budget.spend(MAPS, len(data))
    found: dict[int, int] = {}
    for kind, body in _blocks(data):
        if kind == b"cidchar":
            for one in _CHAR_TO_CID.finditer(body):
                budget.spend(CODES)
                number = _number(one[1])
                if number is not None:
                    found[number] = int(one[2])
        elif kind == b"cidrange":
            for one in _RANGE_TO_CID.finditer(body):
                low, high, cid = _number(one[1]), _number(one[2]), int(one[3])
                if low is not None and high is not None and 0 <= high - low < RANGE_LIMIT:
                    budget.spend(CODES, high - low + 1)
                    found.update(zip(range(low, high + 1), range(cid, cid + RANGE_LIMIT), strict=False))
    return found


def splitter(lengths: Sequence[int]) -> Callable[[bytes], Sequence[int]]:
    """Return what splits a shown string into codes."""
    length = lengths[0] if lengths else 1
    if length == 1:
        return lambda shown: shown
    if length == 2:
        return _pairs
    return lambda shown: [int.from_bytes(shown[at : at + length], "big") for at in range(0, len(shown), length)]


def simple_texts(objects: Objects, font: Entries) -> dict[int, str]:
    """Return what codes of a simple font mean by its encoding alone (ISO 32000-1, 9.10.2)."""
    encoding = objects.resolve(font.get("/Encoding"))
    base = objects.name(encoding)
    differences: list[Value] = []
    if isinstance(encoding, dict):
        base = objects.name(encoding.get("/BaseEncoding"))
        differences = objects.array(encoding.get("/Differences"))
    codec = _ENCODINGS.get(base or "")
    found: dict[int, str] = {}
    if codec is not None:
        for code in range(32, 256):
            text = bytes([code]).decode(codec, "replace")
            if text != LOST:
                found[code] = text
    if differences:
        import fontTools.agl

        names: Any = fontTools.agl
        code = 0
        for item in differences:
            number, name = objects.integer(item), objects.name(item)
            if number is not None:
                code = number
            elif name is not None:
                text = str(names.toUnicode(name))
                if text:
                    found[code] = text
                else:
                    found.pop(code, None)
                code += 1
    return found


def decoded(codes: Sequence[int], texts: Mapping[int, str]) -> str:
    """Return the text of codes; one without a text is a lost character."""
    try:
        return "".join([texts[code] for code in codes])
    except KeyError:
        return "".join([texts.get(code, LOST) for code in codes])


def _pairs(shown: bytes) -> Sequence[int]:
    codes = array("H", shown if len(shown) % 2 == 0 else shown + b"\0")
    if byteorder == "little":
        codes.byteswap()
    return codes


def _text(digits: bytes) -> str | None:
    if len(digits) > 4 * LONGEST:
        return None
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return None
    if len(data) % 2:
        data = b"\0" + data if len(data) == 1 else data[:-1]
    return data.decode("utf-16-be", "replace")


def _number(digits: bytes) -> int | None:
    joined = b"".join(digits.split())
    return int(joined, 16) if 0 < len(joined) <= 8 else None


def _enter(found: dict[int, str], code: bytes, text: bytes) -> None:
    number, meant = _number(code), _text(text)
    if number is not None and meant is not None:
        found[number] = meant


def _enter_range(
    found: dict[int, str], first: bytes, last: bytes, start: bytes, listed: Sequence[bytes], budget: Budget
) -> None:
    low, high = _number(first), _number(last)
    if low is None or high is None or not 0 <= high - low < RANGE_LIMIT:
        return
    budget.spend(CODES, len(listed) or high - low + 1)
    if listed:
        for code, text in zip(range(low, high + 1), listed, strict=False):
            meant = _text(text)
            if meant is not None:
                found[code] = meant
        return
    meant = _text(start)
    if not meant:
        return
    for code in range(low, high + 1):
        point = ord(meant[-1]) + code - low
        if point > 0x10FFFF:
            break
        found[code] = meant[:-1] + chr(point)
