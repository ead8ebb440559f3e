"""The worst 100 kB that we can think of for each loader, by group and name; `fuzz_limits.py` reads them."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Callable

SIZE = 100_000
SETTINGS = b"issuer: {zh: a, en: a}\nseries: {zh: a, en: a}\n"
BRIEF = "kind: topic\ntitle: {zh: a, en: a}\ntheme: software\nedition: {date: 2026-01-01, number: 1}\nsections: [s]\n"
SECTION = "section: s\ntitle: {zh: a, en: a}\n"
FACT = "    name: {zh: a, en: a}\n    source: d\n"
SOURCE = "sources:\n  d: {title: {zh: a, en: a}, date: undated, kind: digest}\n"

Shapes = dict[str, Callable[[], bytes]]
Written = dict[str, Callable[[], str | bytes]]


def times(piece: str, count: int = 0) -> str:
    """Return a piece as often as 100 kB hold it, or `count` times."""
    return piece * (count or SIZE // len(piece.encode("utf-8")))


def numbered(piece: str) -> str:
    """Return a piece with rising numbers in place of #, up to 100 kB."""
    found, length, number = [], 0, 0
    while length < SIZE:
        found.append(piece.replace("#", str(number)))
        length += len(found[-1].encode("utf-8"))
        number += 1
    return "".join(found)


# --------------------------------------------------------------------------------------------------------------- YAML
ANY_YAML: Written = {
    "empty": lambda: "a: b\n",
    "deep lists": lambda: times("["),
    "deep mappings": lambda: times("{a: "),
    "deep lists, closed": lambda: "a: " + "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "deep block lists": lambda: times("- "),
    "deep block mappings": lambda: "".join(" " * level + "a:\n" for level in range(440)),
    "a list of a list": lambda: "blocks:\n" + times("- - - a\n"),
    "complex keys": lambda: times("? "),
    "long plain text": lambda: "title: " + times("a"),
    "long quoted text": lambda: 'title: "' + times("a ") + '"',
    "escapes": lambda: 'title: "' + times("\\x41") + '"',
    "escaped controls": lambda: 'title: "' + times("\\x01") + '"',
    "open quotes": lambda: times('a: "\n'),
    "single quotes": lambda: "a: " + times("'"),
    "folded block": lambda: "title: >\n" + times("  a\n"),
    "blank lines": lambda: "title: 'a" + times("\n") + "'",
    "many keys": lambda: numbered("key#: a\n"),
    "many misspelt keys": lambda: numbered("titel#: a\n"),
    "many keys like a hash trap": lambda: numbered("#: 1\n"),
    "one key again and again": lambda: times("title: a\n"),
    "long key": lambda: times("a") + ": b",
    "many entries": lambda: "blocks:\n" + times("- a\n"),
    "many entries in one line": lambda: "sections: [" + times("a,") + "a]",
    "anchors": lambda: numbered("k#: &a# b\n"),
    "aliases": lambda: "a: &a [b]\nb: [" + times("*a,") + "*a]",
    "billion laughs": lambda: "a: &a [x,x,x,x,x,x,x,x,x]\n" + numbered("b#: &b# [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"),
    "tags": lambda: numbered("k#: !!python/object:os.system a\n"),
    "merge keys": lambda: "a: &a {b: c}\n" + numbered("k#: {<<: *a}\n"),
    "documents": lambda: times("---\na: b\n"),
    "directives": lambda: times("%TAG ! tag:a,2000:\n"),
    "controls": lambda: times("\x01"),
    "combining marks": lambda: "title: a" + times("\u0301\u0316"),
    "decomposed letters": lambda: "title: " + times("e\u0301"),
    "compatibility": lambda: "title: " + times("\ufdfa"),
    "tabs": lambda: times("\t"),
    "blanks": lambda: times(" "),
    "returns": lambda: times("a:\r"),
    "colons": lambda: times("a:"),
    "colons and blanks": lambda: times("a: "),
    "hyphens": lambda: times("-"),
    "comments": lambda: times("#"),
    "comma traps": lambda: times("{,"),
    "full-width colons": lambda: times("key：value\n"),
    "glued colons": lambda: times("a:b,c:d "),
    "broken UTF-8": lambda: b"title: " + b"\xff" * SIZE,
    "cut UTF-8": lambda: b"title: a\n" * 10_000 + b"\xe4",
    "UTF-16": lambda: times("a: b\n").encode("utf-16"),
    "byte order marks": lambda: times("\ufeff"),
    "random bytes": lambda: random.Random(1).randbytes(SIZE),
    "random letters": lambda: "".join(random.Random(2).choices("ab:{}[]\"'|>&*!%#-?,\n \\", k=SIZE)),
}


# -------------------------------------------------------------------------------------------------------------- texts
TEXTS: dict[str, Callable[[], str]] = {
    "open braces": lambda: times("{"),
    "closed braces": lambda: times("}"),
    "doubled braces": lambda: times("{{"),
    "references": lambda: times("{fact}"),
    "different references": lambda: numbered("{fact-#}"),
    "references with forms": lambda: times("{fact|value}"),
    "unknown forms": lambda: times("{fact|vaule}"),
    "one long reference": lambda: "{" + times("a") + "}",
    "pages": lambda: times("{page:a}"),
    "sources": lambda: times("{source:a}"),
    "notes": lambda: times("[^a]"),
    "open notes": lambda: times("[^"),
    "stars": lambda: times("*"),
    "strong": lambda: times("**a**"),
    "open links": lambda: times("[a]("),
    "links": lambda: times("[a](https://a)"),
    "wrong links": lambda: times("[a](ftp://a)"),
    "nested brackets": lambda: "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "one long address": lambda: "[a](https://" + times("a") + ")",
    "backslashes": lambda: times("\\"),
    "breaks": lambda: times("|"),
    "breaks and blanks": lambda: times("| "),
    "blanks": lambda: "a" + times(" ") + "a",
    "wide and blank": lambda: times("文 "),
    "Han": lambda: times("文"),
    "digits": lambda: times("9"),
    "quotes": lambda: times("“"),
}


# ------------------------------------------------------------------------------------------------------------- values
VALUES: dict[str, Callable[[], str]] = {
    "nines": lambda: times("9"),
    "noughts": lambda: times("0"),
    "decimals": lambda: "0." + times("1"),
    "exponent": lambda: "1e999999999",
    "underscores": lambda: times("1_"),
    "commas": lambda: times("1,"),
    "full-width digits": lambda: times("９"),
    "signs": lambda: times("-"),
    "halves": lambda: times("2025-H1"),
    "slashes": lambda: times("2023/"),
    "dates": lambda: times("2025-01-01"),
    "letters": lambda: times("a"),
    "hyphened": lambda: times("a-"),
    "bars": lambda: times("a|"),
    "up": lambda: times("../"),
    "at": lambda: times("@"),
    "letters, at": lambda: times("a") + "@",
    "address": lambda: "https://" + times("é"),
    "address of labels": lambda: "https://" + times("é."),
    "spaces": lambda: "a" + times(" ") + "a",
}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def text_of_brief(text: str) -> bytes:
    return f"{BRIEF}blocks:\n  - lead: {{zh: {quoted(text)}, en: a}}\n".encode()


def text_of_section(text: str) -> bytes:
    return f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}    value: 1\n    note: {{zh: {quoted(text)}, en: a}}\n".encode()


def field_of_section(key: str) -> Callable[[str], bytes]:
    def made(text: str) -> bytes:
        return f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}    {key}: {quoted(text)}\n".encode()

    return made


def field_of_brief(key: str) -> Callable[[str], bytes]:
    return lambda text: f"{BRIEF}{key}: {quoted(text)}\nblocks: [sources]\n".encode()


def field_of_settings(key: str) -> Callable[[str], bytes]:
    if key in ("email", "web", "telephone"):
        return lambda text: SETTINGS + f"contact: {{name: {{zh: a, en: a}}, {key}: {quoted(text)}}}\n".encode()
    return lambda text: SETTINGS + f"{key}: {quoted(text)}\n".encode()


MANY_FACTS: Written = {
    "many facts": lambda: (
        f"{SECTION}{SOURCE}facts:\n" + numbered(f"  f#:\n{FACT}    value: 1\n    unit: percent\n    period: 2025\n")
    ),
    "many facts without a source": lambda: (
        f"{SECTION}facts:\n" + numbered("  f#:\n    name: {zh: a, en: a}\n    value: 1\n    source: nosuch#\n")
    ),
    "many unknown overlaps": lambda: (
        f"{SECTION}{SOURCE}facts:\n" + numbered(f"  f#:\n{FACT}    value: 1\n    overlaps: [g#, h#, i#, j#]\n")
    ),
    "one fact with many overlaps": lambda: (
        f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}    value: 1\n    overlaps: [{numbered('g#, ')}g]\n"
    ),
    "a chain of sums": lambda: (
        f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}    value: 1\n"
        + "".join(f"  f{n}:\n    name: {{zh: a, en: a}}\n    derive: {{sum: [f{n + 1}, f]}}\n" for n in range(1500))
        + f"  f1500:\n{FACT}    value: 1\n"
    ),
    "a tower of doublings": lambda: (
        f"{SECTION}{SOURCE}facts:\n"
        + "".join(
            f"  f{n}:\n    name: {{zh: a, en: a}}\n    derive: {{sum: [f{n + 1}, f{n + 1}]}}\n" for n in range(1500)
        )
        + f"  f1500:\n{FACT}    value: 1\n"
    ),
    "circles": lambda: (
        f"{SECTION}{SOURCE}facts:\n"
        + "".join(
            f"  f{n}:\n    name: {{zh: a, en: a}}\n    derive: {{sum: [f{(n + 1) % 1500}, f{(n + 7) % 1500}]}}\n"
            for n in range(1500)
        )
    ),
    "one sum of all": lambda: (
        f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}    value: 1\n  t:\n    name: {{zh: a, en: a}}\n"
        f"    derive: {{sum: [{times('f, ')}f]}}\n"
    ),
    "many items": lambda: f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}    value: {{list: [{times('{zh: a, en: a}, ')}]}}\n",
    "many misspelt keys of a fact": lambda: (
        f"{SECTION}{SOURCE}facts:\n  f:\n{FACT}{numbered('    vaule#: 1' + chr(10))}"
    ),
    "many languages": lambda: f"{SECTION}{SOURCE}facts:\n  f:\n    name: {{{numbered('l#: a, ')}zh: a}}\n",
    "many facts without names": lambda: f"{SECTION}facts:\n{numbered('  f#: {}' + chr(10))}",
}

MANY_BLOCKS: Written = {
    "many blocks": lambda: BRIEF + "blocks:\n" + times("  - lead: {zh: a, en: a}\n"),
    "many unknown blocks": lambda: BRIEF + "blocks:\n" + numbered("  - laed#: {zh: a, en: a}\n"),
    "many empty blocks": lambda: BRIEF + "blocks:\n" + times("  - {}\n"),
    "many words": lambda: BRIEF + "blocks:\n" + times("  - sources\n"),
    "many sections": lambda: BRIEF.replace("[s]", f"[{numbered('s#, ')}s]") + "blocks: [sources]\n",
    "many notes": lambda: BRIEF + "notes:\n" + numbered("  n#: {zh: a, en: a}\n") + "blocks: [sources]\n",
    "many ids": lambda: BRIEF + "blocks:\n" + numbered("  - {lead: {zh: '{page:x#}', en: a}, id: y#}\n"),
    "many rows": lambda: (
        BRIEF + "blocks:\n  - chart: bars\n    takeaway: {zh: a, en: a}\n    rows:\n" + numbered("      - f#\n")
    ),
    "many facts in a strip": lambda: BRIEF + f"blocks:\n  - figures: [{numbered('f#, ')}f]\n",
}


# ------------------------------------------------------------------------------------------------------------- tables
CSV: Written = {
    "empty": lambda: "a,b\n1,2\n",
    "one row": lambda: times("a,"),
    "one column": lambda: times("a\n"),
    "rows of commas": lambda: times(",,,,,,,,,\n"),
    "ragged": lambda: numbered("a,b#\n") + times("a,b,c\n"),
    "open quote": lambda: 'a,b\n"' + times("a\n"),
    "quotes": lambda: times('"'),
    "quoted cells": lambda: "a,b\n" + times('"a""b","c"\n'),
    "one long cell": lambda: "a,b\n1," + times("a"),
    "heads again and again": lambda: times("head,") + "\n" + times("1,"),
    "mixed delimiters": lambda: times(",;\t|\n"),
    "nulls": lambda: times("\0"),
    "GB18030": lambda: times("数,据\n").encode("gb18030"),
    "broken": lambda: b"a,b\n" + b"\xff\xfe\xfd" * 33_000,
    "UTF-16": lambda: times("a,b\n").encode("utf-16"),
    "returns": lambda: times("a,b\r"),
    "combining marks": lambda: "a,b\n1," + times("\u0301\u0316"),
    "formulas": lambda: "a,b\n" + times("=A1,@b\n"),
    "random bytes": lambda: random.Random(3).randbytes(SIZE),
    "random letters": lambda: "".join(random.Random(4).choices("ab,;\t|\"'\n \r", k=SIZE)),
}


def zipped(parts: dict[str, tuple[bytes, int, bytes]]) -> bytes:
    """Return an archive of parts, each as head, how many times a megabyte of blanks or cells follows, and tail."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (head, count, tail) in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(head)
                for _ in range(count):
                    part.write(b"<row><c><v>1</v></c></row>" * 40_000)
                part.write(tail)
    return file.getvalue()


TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
)
BOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="Facts" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def workbook(cells: bytes, megabytes: int = 0, **more: bytes) -> bytes:
    """Return a workbook of one sheet: the given rows, then megabytes of rows; `more` are further parts of xl/."""
    head = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    relations = RELATIONS + b'worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    return zipped(
        {
            "[Content_Types].xml": (TYPES, 0, b""),
            "_rels/.rels": (RELATIONS + b'officeDocument" Target="xl/workbook.xml"/></Relationships>', 0, b""),
            "xl/workbook.xml": (BOOK, 0, b""),
            "xl/_rels/workbook.xml.rels": (relations, 0, b""),
            "xl/worksheets/sheet1.xml": (head + b"<sheetData>" + cells, megabytes, b"</sheetData></worksheet>"),
            **{f"xl/{name}.xml": (content, 0, b"") for name, content in more.items()},
        }
    )


ROW = b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
XLSX: Shapes = {
    "empty": lambda: workbook(ROW),
    "a cut bomb": lambda: workbook(ROW, 100)[:SIZE],
    "a bomb of cells": lambda: workbook(ROW, 400),
    "a small bomb": lambda: workbook(ROW, 20),
    "a bomb beside the sheet": lambda: workbook(ROW, styles=b"\0" * 30_000_000),
    "a cell far away": lambda: workbook(ROW + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "many far rows": lambda: workbook(
        b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n * 700 + 1, n * 700 + 1) for n in range(1400))
    ),
    "deep XML": lambda: workbook(b"<a>" * 500_000),
    "an entity bomb": lambda: workbook(
        ROW, sharedStrings=b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 90_000 + b'">]><sst>' + b"<si><t>&a;</t></si>" * 1000
    ),
    "many shared strings": lambda: workbook(
        ROW, sharedStrings=b'<sst count="4000000000" uniqueCount="4000000000">' + b"<si><t>a</t></si>" * 100_000
    ),
    "cut": lambda: workbook(ROW)[:300],
    "no workbook": lambda: zipped({"a": (b"a", 0, b"")}),
    "many parts": lambda: zipped({f"xl/{n}": (b"", 0, b"") for n in range(900)}),
    "zeros": lambda: b"PK\x03\x04" + bytes(SIZE),
    "random bytes": lambda: random.Random(5).randbytes(SIZE),
}

# ------------------------------------------------------------------------------------------------------- kept by us
KEPT: Shapes = {
    "empty": lambda: b"",
    "deep lists": lambda: sealed("[" * SIZE),
    "deep mappings": lambda: sealed('{"a":' * (SIZE // 5)),
    "nines": lambda: sealed("9" * SIZE),
    "a number with an exponent": lambda: sealed("1e999999999"),
    "many keys": lambda: sealed("{" + ",".join(f'"k{n}":{n}' for n in range(9000)) + "}"),
    "a long text": lambda: sealed('"' + "a" * SIZE + '"'),
    "escapes": lambda: sealed('"' + "\\ud800" * (SIZE // 6) + '"'),
    "random bytes": lambda: random.Random(6).randbytes(SIZE),
    "not sealed": lambda: b"{" * SIZE,
}


def sealed(body: str) -> bytes:
    """Return a text as the stores keep it: its digest, then the text."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest().encode() + b"\n" + body.encode("utf-8")


# ------------------------------------------------------------------------------------------------------------ loaders
def of(shapes: dict[str, Callable[[], str]], make: Callable[[str], bytes]) -> Shapes:
    return {name: (lambda shape=shape: make(shape())) for name, shape in shapes.items()}


def as_bytes(shapes: Written) -> Shapes:
    def made(shape: Callable[[], str | bytes]) -> bytes:
        content = shape()
        return content if isinstance(content, bytes) else content.encode("utf-8")

    return {name: (lambda shape=shape: made(shape)) for name, shape in shapes.items()}


INPUTS: dict[str, tuple[str, Shapes]] = {
    "yaml": ("yaml", as_bytes(ANY_YAML)),
    "brief": ("brief", as_bytes(ANY_YAML)),
    "section": ("section", as_bytes(ANY_YAML)),
    "settings": ("settings", as_bytes(ANY_YAML)),
    "texts of a brief": ("brief", of(TEXTS, text_of_brief)),
    "texts of a section": ("section", of(TEXTS, text_of_section)),
    **{f"{key} of a fact": ("section", of(VALUES, field_of_section(key))) for key in (
        "value", "unit", "period", "as-of", "valid-until", "max-age", "source", "qualifier", "locator", "overlaps")},
    **{f"{key} of a brief": ("brief", of(VALUES, field_of_brief(key))) for key in (
        "theme", "sections", "languages", "subject", "gaps", "max-age")},
    **{f"{key} of the settings": ("settings", of(VALUES, field_of_settings(key))) for key in (
        "email", "web", "telephone", "logo", "output", "languages")},
    "facts": ("section", as_bytes(MANY_FACTS)),
    "blocks": ("brief", as_bytes(MANY_BLOCKS)),
    "csv": ("csv", as_bytes(CSV)),
    "xlsx": ("xlsx", XLSX),
    "picture": ("picture", KEPT),
    "manifest": ("manifest", KEPT),
}  # fmt: skip
