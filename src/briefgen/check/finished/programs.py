"""What is asked of an embedded font program: how many glyphs it has, and how wide each is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from mmap import mmap
from struct import error as StructError
from struct import unpack, unpack_from


@dataclass(frozen=True)
class Program:
    """Hold the number of glyphs, the advance of each by its number, in thousandths of an em, and the tables.

    `by_cid` gives the number of the glyph for each CID where the program itself says so (CFF), else None; `by_code`
    that for each code by the program's own character map (TrueType of simple fonts), `maps` the platforms of its maps.
    """

    glyphs: int
    advance: Callable[[int], float | None]
    by_cid: Mapping[int, int] | None = None
    by_code: Mapping[int, int] | None = None
    maps: tuple[tuple[int, int], ...] = ()


def read_truetype(data: bytes) -> Program | None:
    """Return what a TrueType program says, None where it is none."""
    try:
        tables = table_places(data)
        head, metrics, limits = tables["head"], tables["hhea"], tables["maxp"]
        (per_em,) = unpack_from(">H", data, head + 18)
        (long_metrics,) = unpack_from(">H", data, metrics + 34)
        (glyphs,) = unpack_from(">H", data, limits + 4)
        advances = unpack_from(">" + "H2x" * long_metrics, data, tables["hmtx"])
        if not per_em or not long_metrics:
            return None
        by_code, maps = _maps(data, tables["cmap"]) if "cmap" in tables else ({}, ())
    except (StructError, KeyError, IndexError, ValueError, UnicodeDecodeError):
        return None
    scale = 1000 / per_em
    return Program(glyphs, lambda gid: advances[min(gid, long_metrics - 1)] * scale, by_code=by_code, maps=maps)


def table_places(data: bytes | mmap) -> dict[str, int]:
    """Return where each table of an OpenType program begins."""
    (count,) = unpack_from(">H", data, 4)
    found: dict[str, int] = {}
    for place in range(min(count, 100)):
        tag, _, offset, _ = unpack_from(">4sLLL", data, 12 + 16 * place)
        found[tag.decode("latin-1")] = offset
    return found


def _maps(data: bytes, at: int) -> tuple[dict[int, int], tuple[tuple[int, int], ...]]:
    """Return the glyphs of codes by the first map that symbolic fonts use, and the platforms of all maps."""
    _, count = unpack_from(">HH", data, at)
    places = [unpack_from(">HHL", data, at + 4 + 8 * place) for place in range(min(count, 20))]
    found: dict[int, int] = {}
    for platform, encoding, offset in sorted(places, key=lambda place: (place[0] != 3, place[0] != 1)):
        (kind,) = unpack_from(">H", data, at + offset)
        start = at + offset
        if kind == 0:
            found = dict(enumerate(data[start + 6 : start + 262]))
        elif kind == 6:
            first, entries = unpack_from(">HH", data, start + 6)
            found = dict(enumerate(unpack_from(f">{entries}H", data, start + 10), first))
        elif kind == 4:
            found = {
                code & 0xFF if (platform, encoding) == (3, 0) else code: gid for code, gid in _format_4(data, start)
            }
        if found:
            break
    return found, tuple((platform, encoding) for platform, encoding, _ in places)


def _format_4(data: bytes, at: int) -> list[tuple[int, int]]:
    (doubled,) = unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = unpack_from(f">{count}H", data, at + 14)
    starts = unpack_from(f">{count}H", data, at + 16 + doubled)
    deltas = unpack_from(f">{count}H", data, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = unpack_from(f">{count}H", data, ranges_at)
    found: list[tuple[int, int]] = []
    for place, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, end + 1):
            if code == 0xFFFF:
                continue
            gid = code
            if offset:
                (gid,) = unpack(">H", data[(spot := ranges_at + 2 * place + offset + 2 * (code - start)) : spot + 2])
                if not gid:
                    continue
            found.append((code, (gid + delta) & 0xFFFF))
    return found
