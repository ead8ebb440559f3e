"""Fonts: embedded, every shown code with a Unicode value, a glyph, and the width that is stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.fonts import Font, widths
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.programs import Program, read_truetype
from briefgen.check.finished.report import Finding

SYMBOLIC, NONSYMBOLIC = 1 << 2, 1 << 5
TOLERANCE = 1.0
TOLD = 3
# Collections whose characters have Unicode values without ToUnicode (ISO 32000-1, 9.10.2).
COLLECTIONS = ("GB1", "CNS1", "Japan1", "Korea1", "KR")


def embedded(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find fonts that text is shown in and that do not travel inside the file."""
    for font in file.fonts:
        if font.subtype != "Type3" and not font.program:
            rule = "31-009" if claims.any else "fonts-embedded"
            yield Finding(rule, f"The font {font.name} is not embedded.", _page(font))


def mapped(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find shown codes that mean no character, or a value that is none."""
    for font in file.fonts:
        if not claims.readable:
            yield from _lost(font, "glyphs-mapped")
            continue
        if not font.mapped and not _tells_itself(font):
            yield Finding("31-027", f"The font {font.name} has no ToUnicode.", _page(font))
        yield from _lost(font, "10-001")
        # Only what is shown is read; a value that no text uses does no harm, but the standard forbids it all the same.
        texts = font.texts.values() if font.mapped else ()
        if any("\0" in text for text in texts):
            yield Finding("31-028", f"The font {font.name} gives a code the Unicode value 0.", _page(font))
        if any("\ufeff" in text or "\ufffe" in text for text in texts):
            yield Finding("31-029", f"The font {font.name} gives a code the Unicode value FEFF or FFFE.", _page(font))


def glyphs(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find shown codes that have no glyph, show the one for missing ones, or have another width than stated."""
    for font in file.fonts:
        if not font.program:
            continue
        program = _program(font)
        if program is None:
            yield Finding("fonts-embedded", f"The font {font.name} cannot be read.", _page(font))
            continue
        glyph = _glyph_of(font, program)
        if glyph is None:
            continue
        stated, usual = widths(file.objects, font), _usual(file, font)
        absent: list[int] = []
        missing: list[int] = []
        wide: list[int] = []
        for code in font.used:
            cid = code if font.cids is None else font.cids.get(code, 0)
            gid = glyph(cid)
            if gid == 0:
                missing.append(code)
            elif not 0 <= gid < program.glyphs:
                absent.append(code)
            else:
                advance, width = program.advance(gid), stated.get(cid, usual)
                if advance is not None and abs(advance - width) > TOLERANCE:
                    wide.append(code)
        yield from _tell(font, "31-011", "has no glyph for", absent)
        yield from _tell(font, "31-030", "shows the sign for missing characters (.notdef) for", missing)
        yield from _tell(font, "31-016", "states another width than its glyph has for", wide)


def composite(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find composite fonts that do not say which glyph a code shows."""
    objects = file.objects
    for font in file.fonts:
        if not font.composite:
            continue
        kind = objects.name(font.descendant.get("/Subtype"))
        system = objects.dictionary(font.descendant.get("/CIDSystemInfo"))
        if not system:
            yield Finding(
                "31-001", f"The font {font.name} does not name its character collection (CIDSystemInfo).", _page(font)
            )
        if kind == "CIDFontType2" and font.program:
            if "/CIDToGIDMap" not in font.descendant:
                yield Finding(
                    "31-005", f"The font {font.name} does not map its codes to glyphs (CIDToGIDMap).", _page(font)
                )
            elif font.glyphs is None or (isinstance(font.glyphs, str) and font.glyphs != "Identity"):
                yield Finding("31-004", f"The font {font.name} maps its codes to glyphs in no known way.", _page(font))
        if font.set is not None and any(not _in_set(font.set, cid) for cid in _cids(font)):
            yield Finding("31-014", f"The list of glyphs of the font {font.name} is incomplete (CIDSet).", _page(font))


def simple(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find TrueType fonts whose codes cannot be told from their encoding."""
    for font in file.fonts:
        if font.subtype != "TrueType" or not font.program:
            continue
        flags = file.objects.integer(font.descriptor.get("/Flags")) or 0
        program = _program(font)
        maps = program.maps if program is not None else ()
        encoding = file.objects.resolve(font.entries.get("/Encoding"))
        if flags & SYMBOLIC:
            if encoding is not None:
                yield Finding("31-024", f"The symbolic font {font.name} has an encoding.", _page(font))
            if not maps:
                yield Finding("31-025", f"The symbolic font {font.name} has no character map (cmap).", _page(font))
            elif len(maps) > 1 and (3, 0) not in maps:
                yield Finding(
                    "31-026", f"The symbolic font {font.name} has several character maps (cmap).", _page(font)
                )
        else:
            base = encoding.get("/BaseEncoding") if isinstance(encoding, dict) else encoding
            if file.objects.name(base) not in ("WinAnsiEncoding", "MacRomanEncoding"):
                yield Finding("31-019", f"The font {font.name} does not state its encoding.", _page(font))


def _lost(font: Font, rule: str) -> Iterator[Finding]:
    lost = [code for code in font.used if code not in font.texts or not font.texts[code]]
    if lost and not _collection(font):
        yield from _tell(font, rule, "gives no Unicode value for", lost)


def _tell(font: Font, rule: str, what: str, codes: list[int]) -> Iterator[Finding]:
    if not codes:
        return
    named = ", ".join(f"{code:04X}" for code in sorted(codes)[:TOLD])
    more = f" and {len(codes) - TOLD} more" if len(codes) > TOLD else ""
    words = "the code" if len(codes) == 1 else "the codes"
    page = min(font.used[code] for code in codes) + 1
    yield Finding(rule, f"The font {font.name} {what} {words} {named}{more}.", page)


def _page(font: Font) -> int:
    return min(font.used.values()) + 1


def _tells_itself(font: Font) -> bool:
    """Say whether a font's characters are known without ToUnicode (ISO 14289-1, 7.21.7)."""
    if font.composite:
        return _collection(font)
    return bool(font.texts) and all(code in font.texts for code in font.used)


def _collection(font: Font) -> bool:
    if not font.composite or font.mapped or font.encoding.startswith("Identity"):
        return False
    system = font.descendant.get("/CIDSystemInfo")
    ordering = system.get("/Ordering") if isinstance(system, dict) else None
    return isinstance(ordering, str) and ordering[2:] in COLLECTIONS


def _program(font: Font) -> Program | None:
    assert font.program is not None
    if font.kind == "FontFile2" or font.program[:4] in (b"\0\1\0\0", b"true"):
        return read_truetype(font.program)
    if font.kind == "FontFile3":
        from briefgen.check.finished.cff_program import read_cff

        return read_cff(font.program)
    # Programs of Type 1 are not looked into: nothing that this checker is for has them.
    return Program(0xFFFF, lambda gid: None)


def _glyph_of(font: Font, program: Program) -> Callable[[int], int] | None:
    """Return what gives the glyph of a code (of a CID in composite fonts), None where glyph names decide."""
    if font.composite:
        if font.encoding not in ("Identity-H", "Identity-V") and font.cids is None:
            return None
        if isinstance(font.glyphs, bytes):
            table = font.glyphs
            return lambda code: int.from_bytes(table[2 * code : 2 * code + 2], "big") if 2 * code < len(table) else 0
        if program.by_cid is not None:
            cids = program.by_cid
            return lambda code: cids.get(code, 0xFFFF) if code else 0
        return lambda code: code
    if font.subtype == "TrueType" and "/Encoding" not in font.entries and program.by_code is not None:
        codes = program.by_code
        return lambda code: codes.get(code, 0)
    return None


def _usual(file: Opened, font: Font) -> float:
    """Return the width of codes that the font says none for."""
    if font.composite:
        usual = file.objects.number(font.descendant.get("/DW"))
        return 1000.0 if usual is None else usual
    return file.objects.number(font.descriptor.get("/MissingWidth")) or 0.0


def _cids(font: Font) -> Iterator[int]:
    return (code if font.cids is None else font.cids.get(code, 0) for code in font.used)


def _in_set(bits: bytes, code: int) -> bool:
    return code >> 3 < len(bits) and bool(bits[code >> 3] & 0x80 >> (code & 7))
