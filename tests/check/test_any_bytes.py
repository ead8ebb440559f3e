"""Whatever a file holds, looking at it ends in a report, never in an error, and soon."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest
from every_role import every_role
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from briefgen.check.finished.aloud import read_aloud
from briefgen.check.finished.inspection import inspect_file
from briefgen.errors import VerificationFailure
from briefgen.pdf.profiles import PROFILES

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = ("K", "P", "S", "A", "Pg", "Lang", "MCID", "Obj", "Type", "Nums", "Kids", "Names", "First", "Next", "Dest", "D")
LEAVES = st.one_of(
    st.booleans(),
    st.integers(-5, 99),
    st.sampled_from(["/P", "/Table", "/TR", "/OBJR", "/MCR", "/Link", "/XYZ", "text"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@cache
def whole() -> bytes:
    return every_role(files=True, profile=PROFILES["ua1+a3a"]).finish()


@cache
def loose() -> bytes:
    """Return the file with every object in the open, where changed bytes meet structure."""
    found = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        pdf.save(found, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return found.getvalue()


def look(data: bytes) -> None:
    inspect_file(data)
    try:
        read_aloud(data)
    except VerificationFailure as failure:
        assert failure.message.endswith(".")


@FEW
@given(st.binary(max_size=300))
def test_bytes_that_are_no_file(data: bytes):
    assert not inspect_file(data).ok
    assert not inspect_file(b"%PDF-1.7\n" + data).ok


@FEW
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20))
def test_bytes_that_were_changed(changes: list[tuple[int, int]]):
    for data in (whole(), loose()):
        changed = bytearray(data)
        for place, value in changes:
            changed[place % len(changed)] = value
        look(bytes(changed))


@FEW
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 300))
def test_pieces_that_stand_elsewhere(start: int, to: int, length: int):
    data = loose()
    start, to = start % len(data), to % len(data)
    look(data[:to] + data[start : start + length] + data[to + length :])


@FEW
@given(st.integers(0, 10**6))
def test_a_file_that_was_cut(length: int):
    data = whole()
    cut = data[: length % len(data)]
    assert not inspect_file(cut).ok


def pdf_object(value: object) -> object:
    if isinstance(value, dict):
        return Dictionary({f"/{key}": pdf_object(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return Array([pdf_object(inner) for inner in value])
    if isinstance(value, str):
        return Name(value) if value.startswith("/") else String(value)
    return value


PLACES = ("StructTreeRoot", "Outlines", "Names", "Dests", "MarkInfo", "OutputIntents", "Lang", "AF", "OCProperties")


@FEW
@given(st.sampled_from(PLACES), VALUES)
def test_values_that_belong_elsewhere(place: str, value: object):
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        pdf.Root[f"/{place}"] = pdf_object(value)
        found = io.BytesIO()
        pdf.save(found)
    look(found.getvalue())


@FEW
@given(st.sampled_from(("K", "A", "S", "Pg", "Lang", "ID", "Alt", "Ref", "NS", "AF")), VALUES, st.integers(0, 200))
def test_elements_with_strange_entries(key: str, value: object, place: int):
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        elements = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == "/StructElem"]
        elements[place % len(elements)][f"/{key}"] = pdf_object(value)
        found = io.BytesIO()
        pdf.save(found)
    look(found.getvalue())


@FEW
@given(
    st.sampled_from(("ToUnicode", "Encoding", "DescendantFonts", "BaseFont", "W", "FontDescriptor", "CIDToGIDMap")),
    VALUES,
)
def test_fonts_with_strange_entries(key: str, value: object):
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        for one in pdf.objects:
            if isinstance(one, Dictionary) and one.get("/Type") == "/Font" and f"/{key}" in one:
                one[f"/{key}"] = pdf_object(value)
        found = io.BytesIO()
        pdf.save(found)
    look(found.getvalue())


@FEW
@given(st.binary(max_size=200))
def test_streams_with_strange_bytes(data: bytes):
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        font = next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Subtype") == "/Type0")
        font.ToUnicode.write(b"1 beginbfrange\n" + data + b"\nendbfrange")
        descriptor = font.DescendantFonts[0].FontDescriptor
        descriptor.FontFile2.write(b"\0\1\0\0" + data)
        pdf.Root.Metadata.write(b"<x>" + data + b"</x>")
        pdf.pages[0].obj.Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes()[:2000] + data)
        found = io.BytesIO()
        pdf.save(found, fix_metadata_version=False)
    look(found.getvalue())


@pytest.mark.parametrize("depth", [300, 5000])
def test_trees_deeper_than_any_reader_goes(depth: int):
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        inner = pdf.make_indirect(Dictionary(S=Name.P))
        for _ in range(depth):
            inner = pdf.make_indirect(Dictionary(S=Name.Div, K=inner))
        pdf.Root.StructTreeRoot.K = inner
        found = io.BytesIO()
        pdf.save(found)
    assert "ISO 32000-1, 14.7.2" in {finding.rule for finding in inspect_file(found.getvalue()).findings}


def test_metadata_that_would_blow_up_are_not_read():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        pdf.Root.Metadata.write(bomb)
        found = io.BytesIO()
        pdf.save(found, fix_metadata_version=False)
    assert inspect_file(found.getvalue()).claims == ()


def test_what_the_library_says_of_a_damaged_file_is_a_finding_not_a_line_on_the_terminal(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    found = re.search(rb"/Count 3 /Kids \[ (\d+ 0 R)", loose())
    assert found
    start, end = found.span(1)
    report = inspect_file(loose()[:start] + b"null".ljust(end - start) + loose()[end:])
    assert "file-whole" in {finding.rule for finding in report.findings}
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
