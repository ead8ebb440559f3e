"""The proof of a copy and the full verification agree, and one of them notices whatever is changed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from personal_case import OTHER, WISHES, Case, case

from briefgen.check.finished.inspection import inspect_file
from briefgen.check.finished.proof import prove
from briefgen.errors import VerificationFailure
from briefgen.pipeline.personal import personalise

STEP = 13
"""Every which byte behind the base is changed; all of them in turn take minutes and find no more."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proofs")


@pytest.mark.parametrize("name", WISHES)
def test_proof_and_full_verification_agree_on_what_was_meant(name: str, folder: Path):
    one = case(folder, name)
    assert one.denied(one.copy) == []
    assert one.faults(one.copy) == []
    assert inspect_file(one.copy).findings == ()


@pytest.mark.parametrize("name", ["robotics", "robotics.plain", "robotics.ua2"])
def test_a_copy_for_somebody_else_is_noticed_by_both(name: str, folder: Path):
    one = case(folder, name)
    other = personalise(one.base, one.personal(OTHER))
    assert one.denied(other) and one.faults(other)
    assert one.denied(personalise(one.base, one.personal(copy="0" * 16)))
    assert one.denied(one.base.data)
    assert one.denied(case(folder, "robotics.office").copy)


def test_a_printed_copy_id_has_to_be_meant(folder: Path):
    one = case(folder, "robotics")
    shown = one.personal(visible=True)
    data = personalise(one.base, shown)
    assert one.denied(data, shown) == [] and one.denied(data) and one.denied(one.copy, shown)
    assert one.faults(data) == []


@pytest.mark.parametrize("name", ["robotics", "robotics.plain"])
def test_no_byte_of_a_copy_can_be_another(name: str, folder: Path):
    one = case(folder, name)
    begin, chance = len(one.base.data), random.Random(7)
    places = [*range(begin, len(one.copy), STEP), *(chance.randrange(begin) for _ in range(60))]
    for place in places:
        data = bytearray(one.copy)
        data[place] ^= 1 << chance.randrange(8)
        assert one.denied(bytes(data)), place


@pytest.mark.parametrize("keep", [0, 20, 400, 9000])
def test_a_copy_that_was_cut_off_or_goes_on_is_noticed(keep: int, folder: Path):
    one = case(folder, "robotics")
    assert one.denied(one.copy[: len(one.base.data) + keep])
    assert one.denied(one.copy + b"%" * (keep + 1))
    assert one.denied(one.copy + one.copy[len(one.base.data) :])


def replacing(old: bytes, new: bytes, count: int = 1) -> Callable[[dict[int, bytes]], None]:
    """Return what changes words in the first objects that have them."""

    def change(objects: dict[int, bytes]) -> None:
        found = [number for number in sorted(objects) if old in objects[number]]
        assert found, old
        for number in found[:count]:
            objects[number] = objects[number].replace(old, new, 1)

    return change


def another_body(objects: dict[int, bytes]) -> None:
    objects[next(number for number in range(3, 99) if number not in objects)] = b"<</Type/Nothing>>"


def one_more(objects: dict[int, bytes]) -> None:
    objects[max(objects) + 1] = b"<</S /JavaScript/JS (app.alert\\(1\\))>>"


def without_parents(objects: dict[int, bytes]) -> None:
    del objects[next(number for number in objects if objects[number].startswith(b"["))]


def another_piece(objects: dict[int, bytes]) -> None:
    number = next(number for number in sorted(objects) if b"/S /Span" in objects[number])
    objects[number] = re.sub(rb"/K [0-9]+>>", b"/K 0>>", objects[number])


FORGED: dict[str, Callable[[dict[int, bytes]], None]] = {
    "a role": replacing(b"/S /Lbl", b"/S /P"),
    "a language": replacing(b"/S /Span", b"/S /Span/Lang (fr)"),
    "an alternative": replacing(b"/S /Span", b"/S /Span/ActualText (x)"),
    "a parent": replacing(b"/S /LI/P ", b"/S /LI/P 1"),
    "a number of a piece": another_piece,
    "a key twice": replacing(b"/S /Span", b"/S /Span/K 0"),
    "a width": replacing(b"/DW ", b"/DW 9"),
    "the kind of metadata": replacing(b"/Subtype /XML", b"/Subtype /PDF"),
    "a font that does not travel inside": replacing(b"/FontFile2 ", b"/FontFile9 "),
    "a font without text": replacing(b"/ToUnicode ", b"/ToUnicodeX "),
    "a font without glyphs": replacing(b"/CIDToGIDMap ", b"/CIDToGIDMapX "),
    "an action of the page": replacing(b"/Type /Page", b"/AA <</O <</S /Named/N /Print>>>>/Type /Page"),
    "the size of the page": replacing(b"/MediaBox [ 0", b"/MediaBox [ 9"),
    "an object of the body": another_body,
    "an object that nothing leads to": one_more,
    "the way back from the content": without_parents,
}


@pytest.mark.parametrize("what", FORGED)
def test_a_changed_object_is_noticed_whatever_the_identifier_says(what: str, folder: Path):
    one = case(folder, "robotics")
    assert one.denied(one.forged(lambda objects: None)) == []
    found = one.denied(one.forged(FORGED[what]))
    assert found and all("identifier" not in line and "A byte of it" not in line for line in found)


def content(change: Callable[[bytes], bytes]) -> Callable[[dict[int, bytes]], None]:
    """Return what changes the drawing of the line."""
    import zlib

    from briefgen.pdf.personal.objects import stream

    def changed(objects: dict[int, bytes]) -> None:
        for number in sorted(objects):
            head, _, rest = objects[number].partition(b"\nstream\n")
            data = zlib.decompress(rest.removesuffix(b"\nendstream")) if b"/FlateDecode" in head else b""
            if b" Tf" in data and b"TJ" in data:
                assert change(data) != data
                objects[number] = stream(change(data), {})
                return
        raise AssertionError("no content")

    return changed


DRAWN: dict[str, Callable[[bytes], bytes]] = {
    "a character twice": lambda data: data.replace(b"<0001", b"<00010001", 1),
    "a character too few": lambda data: data.replace(b"<0001", b"<", 1),
    "a piece twice": lambda data: data.replace(*re.findall(rb"MCID [0-9]+", data)[:2]),
    "an open sequence": lambda data: data.replace(b"EMC", b"", 1),
    "paint outside": lambda data: data + b"0 0 9 9 re f\n",
    "a font that is not there": lambda data: data.replace(b"/P1 ", b"/P9 ", 1),
    "a picture of the body": lambda data: data + b"/Artifact BMC BT /F1 9 Tf (\\0\\1) Tj ET EMC\n",
}


@pytest.mark.parametrize("what", DRAWN)
def test_other_drawing_is_noticed(what: str, folder: Path):
    one = case(folder, "robotics")
    assert one.denied(one.forged(content(DRAWN[what])))


def test_what_fails_its_proof_is_not_handed_out(folder: Path):
    one = case(folder, "robotics")
    with pytest.raises(VerificationFailure, match="A copy of robotics fails its proof") as failure:
        prove("robotics", one.base.data, one.copy[:-1], one.meant())
    assert failure.value.exit_code == 4


def test_inspection_tells_the_copy_id(folder: Path):
    one: Case = case(folder, "robotics")
    assert inspect_file(one.copy).copy == one.personal().copy_id
    assert inspect_file(one.base.data).copy == ""
