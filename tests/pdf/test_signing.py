"""Signing keeps the file's own bytes, puts the field into the structure, and refuses what would be no signature."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from certificates import NOW, PASSWORD, Offices
from sample_file import sample

from briefgen.check.finished.inspection import inspect_file
from briefgen.check.finished.signatures import faults, read_signatures
from briefgen.errors import EnvironmentFailure
from briefgen.pdf.finishing import finish
from briefgen.pdf.signing import sign as signing
from briefgen.pdf.signing.key import NotOpened, load_key
from briefgen.pdf.signing.sign import Terms, sign

WORDS = {"zh": "数字签名", "en": "Digital signature"}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices") / "pki")


@pytest.fixture(scope="module")
def file() -> bytes:
    return sample()


def key(offices: Offices, name: str = "office"):
    return load_key(offices.key(name).read_bytes(), PASSWORD)


@pytest.mark.parametrize("name", ["office", "rsa"])
def test_the_file_itself_stays_and_a_signature_follows_it(name: str, offices: Offices, file: bytes):
    signed = sign(file, key(offices, name), Terms(reason="Released", location="南京"), WORDS, NOW)
    assert signed.startswith(file)
    assert len(signed) < len(file) + 20_000
    (found,) = read_signatures(signed, NOW, trust=[offices.certificate().read_bytes()])
    assert found.sound
    assert (found.state, found.covers, found.changes, found.trusted) == ("intact", "file", "none", True)
    assert (found.level, found.stamp, found.claimed) == ("PAdES B-B", None, NOW)
    assert (found.reason, found.location) == ("Released", "南京")
    assert found.fingerprint == key(offices, name).fingerprint


def test_what_the_file_says_of_itself_stays(offices: Offices, file: bytes):
    """What pyHanko would write there, and the version that it would raise, are kept out by writer.py."""
    signed = sign(file, key(offices), Terms(), WORDS, NOW)
    with pikepdf.open(io.BytesIO(file)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        assert after.pdf_version == before.pdf_version
        assert "/Version" not in after.Root
        assert dict(after.docinfo.items()) == dict(before.docinfo.items())
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert [page.obj.Contents.read_raw_bytes() for page in after.pages] == [
            page.obj.Contents.read_raw_bytes() for page in before.pages
        ]
        assert set(after.Root.Extensions.keys()) == {"/ESIC"}


def test_the_field_stands_at_the_end_of_the_structure(offices: Offices, file: bytes):
    signed = sign(file, key(offices), Terms(), WORDS, NOW)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        page = pdf.pages[-1].obj
        assert field.objgen == list(page.Annots)[-1].objgen
        assert [int(side) for side in field.Rect] == [0, 0, 0, 0]
        assert int(field.F) == 4 | 128
        assert str(page.Tabs) == "/S"
        document = pdf.Root.StructTreeRoot.K
        form = list(document.K)[-1]
        assert str(form.S) == "/Form"
        assert form.K.Obj.objgen == field.objgen
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert parents[int(field.StructParent)].objgen == form.objgen
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == int(field.StructParent) + 1
        assert "数字签名" in str(field.TU) and "Digital signature" in str(field.TU)
        assert str(pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P) == "1"
    assert inspect_file(signed).findings == ()


def test_a_signed_file_is_not_signed_again(offices: Offices, file: bytes):
    signed = sign(file, key(offices), Terms(), WORDS, NOW)
    with pytest.raises(RuntimeError, match="has a form already"):
        sign(signed, key(offices), Terms(), WORDS, NOW)


def test_a_table_whose_end_reads_like_a_line_end_is_made_otherwise(
    offices: Offices, file: bytes, monkeypatch: pytest.MonkeyPatch
):
    lengths: list[int] = []
    prepared = signing._prepared

    def twice_unlucky(*given: object):
        lengths.append(int(str(given[-1])))
        found = prepared(*given)
        if len(lengths) < 3:
            found[2].seek(0, io.SEEK_END)
            found[2].write(finish.AMBIGUOUS)
        return found

    monkeypatch.setattr(signing, "_prepared", twice_unlucky)
    signed = sign(file, key(offices), Terms(), WORDS, NOW)
    assert lengths == [lengths[0], lengths[0] + 16, lengths[0] + 32]
    assert [one.sound for one in read_signatures(signed, NOW)] == [True]


def test_a_timestamp_tells_when(offices: Offices, file: bytes):
    at = NOW + timedelta(seconds=5)
    with offices.timestamps(at=at) as (address, asked):
        signed = sign(file, key(offices), Terms(address), WORDS, NOW)
        assert len(asked) == 1
    (found,) = read_signatures(signed, NOW + timedelta(days=1), trust=[offices.certificate().read_bytes()])
    assert found.level == "PAdES B-T"
    assert found.stamp is not None
    assert (found.stamp.time, found.stamp.by, found.stamp.intact, found.stamp.trusted) == (
        at,
        "Sample Timestamps",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("words", "its answer is no timestamp"),
        ("moved", "Found"),
        ("refuses", "it refuses"),
        ("other", None),
    ],
)
def test_a_server_that_gives_no_timestamp_stops_the_signing(broken, why, offices: Offices, file: bytes):
    with offices.timestamps(broken=broken) as (address, _):
        if why is None:
            # Whoever stamps something else is found out at the latest by the verification of the signed file.
            signed = sign(file, key(offices), Terms(address), WORDS, NOW)
            assert [finding.rule for finding in faults(read_signatures(signed, NOW))]
            return
        with pytest.raises(EnvironmentFailure, match=why) as failure:
            sign(file, key(offices), Terms(address), WORDS, NOW)
    assert "Traceback" not in failure.value.message
    assert address in failure.value.message


def test_a_server_that_is_not_there_stops_the_signing(offices: Offices, file: bytes):
    with offices.timestamps() as (address, _):
        pass
    with pytest.raises(EnvironmentFailure, match=r"gave none: .*refused"):
        sign(file, key(offices), Terms(address), WORDS, NOW)


def test_an_expired_certificate_signs_nothing(offices: Offices, file: bytes):
    with pytest.raises(EnvironmentFailure, match="expired on 2026-10-21"):
        sign(file, key(offices, "past"), Terms(), WORDS, NOW)
    with pytest.raises(EnvironmentFailure, match="valid only from"):
        sign(file, key(offices), Terms(), WORDS, NOW - timedelta(days=401))


def test_a_certificate_for_something_else_signs_nothing(offices: Offices):
    with pytest.raises(EnvironmentFailure, match="not for signing documents"):
        key(offices, "web")


@pytest.mark.parametrize("password", [None, "", "wrong", "Hafen-印章-1950"])
def test_a_key_opens_with_its_password_only(password, offices: Offices):
    with pytest.raises(NotOpened) as failure:
        load_key(offices.key().read_bytes(), password)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bytes(100), b"-----BEGIN CERTIFICATE-----\n"])
def test_another_file_is_no_key(content: bytes):
    with pytest.raises(NotOpened):
        load_key(content, PASSWORD)


def test_a_certificate_alone_is_no_key(offices: Offices, tmp_path: Path):
    with pytest.raises(NotOpened):
        load_key(offices.certificate("office").read_bytes(), PASSWORD)
