"""Whoever alters a signed file is noticed, wherever the byte lies; strangers and stripped signatures are, too."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from certificates import NOW, PASSWORD, Offices
from sample_file import sample

from briefgen.check.finished.signatures import certificates, faults, read_signatures
from briefgen.pdf.signing.key import load_key
from briefgen.pdf.signing.sign import Terms, sign

WORDS = {"zh": "数字签名", "en": "Digital signature"}
PLAIN = Terms()
STEP = 499
"""Bytes between two that are altered, so that hundreds are tried all over the file."""


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices") / "pki")


@pytest.fixture(scope="module")
def signed(offices: Offices) -> bytes:
    return made(offices, "office")


def made(offices: Offices, name: str, terms: Terms = PLAIN, moment=NOW) -> bytes:
    return sign(sample(), load_key(offices.key(name).read_bytes(), PASSWORD), terms, WORDS, moment)


def rules(data: bytes, *, moment=NOW, trust: tuple[bytes, ...] = ()) -> set[str]:
    found = read_signatures(data, moment, trust=trust)
    return {finding.rule for finding in faults(found)} or ({"gone"} if not found else set())


def altered(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def contents(data: bytes) -> tuple[int, int]:
    """Return where the digits of the signature begin and end."""
    found = re.search(rb"/Contents <([0-9a-fA-F]{1000,})>", data)
    assert found
    return found.span(1)


def test_a_sound_one_has_no_fault(signed: bytes, offices: Offices):
    assert rules(signed) == set()
    assert rules(signed, trust=(offices.certificate().read_bytes(),)) == set()


def test_each_altered_byte_is_noticed(signed: bytes):
    begin, end = contents(signed)
    size = len(sample())
    places = [*range(0, size, STEP), *range(size, begin, 13), *range(end, len(signed), 13)]
    unnoticed = [at for at in places if not rules(altered(signed, at))]
    assert len(places) > 200
    assert unnoticed == []


def test_each_altered_number_of_the_byte_range_is_noticed(signed: bytes):
    found = re.search(rb"/ByteRange \[([^\]]*)\]", signed)
    assert found
    digits = [at for at in range(*found.span(1)) if chr(signed[at]).isdigit()]
    assert len(digits) > 10
    for at in digits:
        other = signed[:at] + (b"1" if signed[at : at + 1] != b"1" else b"2") + signed[at + 1 :]
        assert rules(other), f"digit at {at}"


def test_the_signature_and_the_room_behind_it_take_no_other_byte(signed: bytes, offices: Offices):
    begin, end = contents(signed)
    trust = (offices.certificate().read_bytes(),)
    room = bytes.fromhex(signed[begin:end].decode("ascii")).rstrip(b"\0")
    sound, noticed = read_signatures(signed, NOW, trust=trust), 0
    places = [*range(begin, begin + 2 * len(room), 31), begin + 2 * len(room) + 8, end - 2, end - 1]
    for at in places:
        other = b"1" if signed[at : at + 1] != b"1" else b"2"
        changed = signed[:at] + other + signed[at + 1 :]
        # A signature lists things that nothing rests on, such as further certificates; nothing that is told changes.
        same = read_signatures(changed, NOW, trust=trust) == sound
        assert rules(changed, trust=trust) or (same and at < begin + 2 * len(room)), f"digit {at - begin}"
        noticed += bool(rules(changed, trust=trust))
    assert noticed > 0.7 * len(places)


def test_what_is_added_behind_is_noticed(signed: bytes):
    assert rules(signed + b"\n") == {"signature-covers"}
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root[pdf_name("/Lang")] = pdf_string("de")
    writer.update_root()
    output = io.BytesIO()
    writer.write(output)
    assert output.getvalue().startswith(signed)
    (found,) = read_signatures(output.getvalue(), NOW)
    assert (found.state, found.covers, found.changes) == ("intact", "revision", "forbidden")
    assert rules(output.getvalue()) == {"signature-covers"}


def test_a_file_that_another_program_saved_anew_is_broken(signed: bytes):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.save(output)
    assert rules(output.getvalue()) >= {"signature-intact"}


def test_only_named_certificates_vouch_for_a_signer(offices: Offices, signed: bytes):
    for name in ("root", "middle", "office"):
        assert rules(signed, trust=(offices.certificate(name).read_bytes(),)) == set()
    stranger = (offices.certificate("stranger").read_bytes(),)
    assert rules(signed, trust=stranger) == {"signature-trusted"}
    both = (*stranger, offices.certificate().read_bytes())
    assert rules(signed, trust=both) == set()
    assert rules(made(offices, "strangers-office"), trust=(offices.certificate().read_bytes(),)) == {
        "signature-trusted"
    }


def test_a_certificate_that_expired_since_is_trusted_where_a_timestamp_shows_that_it_was_valid(offices: Offices):
    before, root = NOW - timedelta(days=60), (offices.certificate().read_bytes(),)
    plain = made(offices, "past", moment=before)
    (found,) = read_signatures(plain, NOW, trust=root)
    assert found.trusted is False
    assert "expired on 2026-10-21, and no trusted timestamp" in found.why_not
    with offices.timestamps(at=before) as (address, _):
        stamped = made(offices, "past", Terms(address), before)
    (found,) = read_signatures(stamped, NOW, trust=root)
    assert (found.trusted, found.state) == (True, "intact")
    with offices.timestamps(at=NOW - timedelta(days=1)) as (address, _):
        late = made(offices, "past", Terms(address), before)
    assert rules(late, trust=root) == {"signature-trusted"}


@pytest.mark.parametrize("content", [b"", b"words", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_other_files_are_no_certificates(content: bytes):
    assert certificates(content) == []


def test_files_that_are_none_have_unreadable_signatures(signed: bytes):
    assert rules(signed[:-2000]) == {"signature-intact"}
    assert rules(b"%PDF-1.7\n") == {"signature-intact"}
