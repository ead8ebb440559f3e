"""How much a stream holds behind its filters, found step by step, before the library decodes it in one go.

One byte of Flate may stand for 1032, and filters may stand behind filters: a few thousand bytes make gigabytes.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.check.finished.budget import DECODED, TOKENS, too_large

if TYPE_CHECKING:
    import pikepdf

FLATE = frozenset(("/FlateDecode", "/Fl"))
HEX = frozenset(("/ASCIIHexDecode", "/AHx"))
BASE_85 = frozenset(("/ASCII85Decode", "/A85"))
# The most bytes that one byte may stand for; filters of pictures are not undone.
RATIO = {
    **dict.fromkeys(FLATE, 1032),
    **dict.fromkeys(BASE_85, 4),
    **dict.fromkeys(("/LZWDecode", "/LZW"), 2800),
    **dict.fromkeys(("/RunLengthDecode", "/RL"), 64),
}
PIECE = 1 << 18
LONGEST_ROW = 1 << 20
"""Bytes of a row that a predictor works on (ISO 32000-1, 7.4.4.4): even one row of data makes a whole one."""
ENDS = b" \t\r\n\f\0()<>[]{}/%"
OTHERS = bytes(set(range(256)) - set(ENDS))


@dataclass(frozen=True)
class Weight:
    """Hold the size of a stream in decoded bytes, and at most how many numbers and words it has."""

    size: int
    tokens: int


def most_bytes(stream: pikepdf.Stream) -> int:
    """Return the most that a stream can hold by its stored size and its filters."""
    _check_rows(stream)
    found = len(stream.read_raw_bytes())
    for name in _filters(stream):
        found *= RATIO.get(name, 1)
    return found


def weigh(stream: pikepdf.Stream, most: int) -> Weight:
    """Decode a stream piece by piece, keeping nothing; raise TooLarge where it holds more bytes than `most`."""
    _check_rows(stream)
    raw, filters = stream.read_raw_bytes(), _filters(stream)
    pieces: Iterable[bytes] = (raw,)
    # Filters that write bytes as letters stand first, if at all; they are undone at once.
    while filters and filters[0] in HEX | BASE_85 and len(raw) + 4 * raw.count(b"z") <= 2 * most:
        raw = _ascii(raw, filters.pop(0))
        pieces = (raw,)
    if all(name in FLATE for name in filters):
        for _ in filters:
            pieces = _inflated(pieces)
    elif most_bytes(stream) > most:
        raise too_large(DECODED)
    else:
        pieces = (stream.read_bytes(),)
    size = tokens = 0
    for piece in pieces:
        size += len(piece)
        tokens += len(piece.translate(None, OTHERS))
        if size > most:
            raise too_large(DECODED)
    return Weight(size, tokens + 1)


def check_tokens(weight: Weight) -> None:
    """Raise TooLarge where the content would be taken apart into more than memory holds."""
    if weight.tokens > TOKENS[1]:
        raise too_large(TOKENS)


def _filters(stream: pikepdf.Stream) -> list[str]:
    import pikepdf

    found = stream.stream_dict.get("/Filter")
    if isinstance(found, pikepdf.Name):
        return [str(found)]
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else []


def _check_rows(stream: pikepdf.Stream) -> None:
    """Raise TooLarge where a predictor would be given rows that no memory holds."""
    import pikepdf

    found = stream.stream_dict.get("/DecodeParms")
    for one in list(found) if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(one, pikepdf.Dictionary):
            bits = 1
            for key, usual in (("/Columns", 1), ("/Colors", 1), ("/BitsPerComponent", 8)):
                value = one.get(key, usual)
                bits *= value if isinstance(value, int) else usual
            if abs(bits) > 8 * LONGEST_ROW:
                raise too_large(DECODED)


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    try:
        for piece in pieces:
            waiting = piece
            while waiting:
                yield inflater.decompress(waiting, PIECE)
                waiting = inflater.unconsumed_tail
            if inflater.eof:
                return
        while rest := inflater.decompress(b"", PIECE):
            yield rest
    except zlib.error:
        # What stands before the fault is all that any reader gets.
        return


def _ascii(raw: bytes, name: str) -> bytes:
    try:
        if name in BASE_85:
            return base64.a85decode(raw.partition(b"~")[0].removeprefix(b"<~"))
        digits = b"".join(raw.partition(b">")[0].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("latin-1"))
    except ValueError:
        return b""
