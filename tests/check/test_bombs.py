"""A few bytes that stand for gigabytes or for hours end in a finding, and honest files in none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from every_role import every_role
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from briefgen.check.finished.budget import CODES, LESS, Budget, TooLarge
from briefgen.check.finished.codes import unicode_map
from briefgen.check.finished.decoding import weigh
from briefgen.check.finished.inspection import inspect_file
from briefgen.check.finished.report import TOO_LARGE
from briefgen.pdf.profiles import PROFILES

MEGABYTE = 1 << 20


@cache
def whole() -> bytes:
    return every_role(files=True, profile=PROFILES["ua1+a3a"]).finish()


def deflated_twice(piece: bytes, times: int) -> bytes:
    outer, inner = zlib.compressobj(9), zlib.compressobj(9)
    found = b"".join(outer.compress(inner.compress(piece)) for _ in range(times))
    return found + outer.compress(inner.flush()) + outer.flush()


def packed(pdf: Pdf, data: bytes) -> Stream:
    found = Stream(pdf, b"")
    found.write(data, filter=Array([Name.FlateDecode, Name.FlateDecode]))
    return found


def composite(pdf: Pdf) -> Dictionary:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Subtype") == "/Type0")


def long_content(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = packed(pdf, deflated_twice(b" " * MEGABYTE, 300))


def long_rows(pdf: Pdf) -> None:
    content = Stream(pdf, b"")
    rows = Dictionary(Predictor=12, Columns=1 << 29, Colors=4)
    content.write(zlib.compress(b"f\n"), filter=Name.FlateDecode, decode_parms=rows)
    pdf.pages[0].obj.Contents = content


def long_map(pdf: Pdf) -> None:
    composite(pdf).ToUnicode = packed(pdf, deflated_twice(b" " * MEGABYTE, 40))


def many_operators_in_one(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = packed(pdf, deflated_twice(b"f\n" * (MEGABYTE // 2), 8))


def many_operators_in_all(pdf: Pdf) -> None:
    part = pdf.make_stream(b"f\n" * 1000)
    pdf.pages[0].obj.Contents = Array([part] * 900)
    pdf.pages[1].obj.Contents = Array([part] * 900)


def long_attachment(pdf: Pdf) -> None:
    held = next(one for one in pdf.objects if isinstance(one, Dictionary) and "/EF" in one)
    held.EF.F = pdf.make_indirect(packed(pdf, deflated_twice(b"0" * MEGABYTE, 300)))


def full_ranges(pdf: Pdf) -> None:
    composite(pdf).ToUnicode.write(b"beginbfrange\n" + b"<0000> <FFFF> <0041>\n" * 1000 + b"endbfrange")


def full_ranges_of_glyphs(pdf: Pdf) -> None:
    composite(pdf).Encoding = pdf.make_stream(b"begincidrange\n" + b"<0000> <FFFF> 0\n" * 1000 + b"endcidrange")


def full_widths(pdf: Pdf) -> None:
    composite(pdf).DescendantFonts[0].W = Array([0, 65535, 500] * 1000)


def forms_in_forms(pdf: Pdf) -> None:
    inner = pdf.make_stream(b"f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    for _ in range(9):
        inner = pdf.make_stream(
            b"/F Do " * 10,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 1, 1],
            Resources=Dictionary(XObject=Dictionary(F=inner)),
        )
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/F Do")
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=inner))


BOMBS = (
    (long_content, "bytes behind its compression"),
    (long_rows, "bytes behind its compression"),
    (long_map, "bytes of character maps"),
    (many_operators_in_one, "numbers and words in one stream"),
    (many_operators_in_all, "operators"),
    (long_attachment, "bytes behind its compression"),
    (full_ranges, "codes in its character maps"),
    (full_ranges_of_glyphs, "codes in its character maps"),
    (full_widths, "widths of glyphs"),
    (forms_in_forms, "drawings of forms"),
)


@pytest.mark.parametrize(("make", "what"), BOMBS, ids=[make.__name__ for make, _ in BOMBS])
def test_a_bomb_is_one_finding(make: Callable[[Pdf], None], what: str):
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        make(pdf)
        found = io.BytesIO()
        pdf.save(found, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(found.getvalue()) < len(whole()) + 200_000
    (finding,) = inspect_file(found.getvalue()).findings
    assert (finding.rule, finding.hint) == (TOO_LARGE, LESS)
    assert finding.message.startswith("This file holds more than can be judged: ")
    assert what in finding.message


def test_a_long_text_for_one_code_is_none():
    long = b"0041" * 300
    assert unicode_map(b"beginbfchar <01> <" + long + b"> <02> <0042> endbfchar", Budget()) == {2: "B"}


def test_sections_that_never_end_do_not_hide_the_others():
    data = b"beginbfchar" * 20_000 + b" beginbfrange <01> <02> <0041> endbfrange " + b"<01><02>[" * 20_000
    assert unicode_map(data, Budget()) == {1: "A", 2: "B"}


def test_lists_that_never_end_are_read_once():
    budget = Budget()
    assert unicode_map(b"beginbfrange " + b"<01><02>[" * 20_000 + b"endbfrange", budget) == {}
    assert budget.left(CODES) == CODES[1]


@pytest.mark.parametrize("filters", [("ASCIIHexDecode", "FlateDecode"), ("ASCII85Decode",), ("FlateDecode",), ()])
def test_the_size_of_a_stream_is_that_which_the_library_finds(filters: tuple[str, ...]):
    import base64

    pdf, data = pikepdf.new(), b"1 0 0 1 0 0 cm /A Do\n" * 5000
    stored = zlib.compress(data) if "FlateDecode" in filters else data
    stored = stored.hex().encode() + b">" if "ASCIIHexDecode" in filters else stored
    stored = base64.a85encode(stored) + b"~>" if "ASCII85Decode" in filters else stored
    stream = Stream(pdf, b"")
    stream.write(stored, filter=Array([Name(f"/{name}") for name in filters]))
    assert stream.read_bytes() == data
    assert weigh(stream, len(data)).size == len(data)
    with pytest.raises(TooLarge):
        weigh(stream, len(data) - 1)
