"""Signed files keep what they claim: page-validation, veraPDF and our own rules say so."""

from __future__ import annotations

from pathlib import Path

import page
import pytest
import verapdf
from certificates import NOW, PASSWORD, Offices
from editions import Shelf

from briefgen.check.finished.inspection import inspect_file
from briefgen.pdf.signing.key import load_key
from briefgen.pdf.signing.sign import Terms, sign

FILES = {"robotics": "2a", "robotics.zh": "2a", "event": "2a", "robotics.data": "3a", "robotics.ua2": "4f"}
FLAVOURS = {"2a": ("ua1", "2a"), "3a": ("ua1", "3a"), "4f": ("ua2", "4f")}


@pytest.fixture(scope="module")
def signed(editions: Shelf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    offices = Offices(tmp_path_factory.mktemp("offices") / "pki")
    key = load_key(offices.key().read_bytes(), PASSWORD)
    words = {"zh": "数字签名", "en": "Digital signature"}
    with offices.timestamps() as (address, _):
        terms = Terms(address, "正式发布", "南京")
        return {name: sign(editions(name).data, key, terms, words, NOW) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_a_signed_file_keeps_its_claims(name: str, signed: dict[str, bytes]):
    found = inspect_file(signed[name])
    assert (found.findings, found.signed, len(found.claims)) == ((), 1, 2)
    # page-validation judges neither PDF/UA-2 nor PDF/A-4.
    for profile in FLAVOURS[FILES[name]] if FILES[name] != "4f" else ():
        report = page.validate_pdf_bytes(signed[name], profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant and report.rules.total >= 100


@pytest.mark.verapdf
@pytest.mark.parametrize("archive", FLAVOURS)
def test_a_signed_file_passes_the_reference_validator(archive: str, signed: dict[str, bytes], tmp_path: Path):
    paths: list[Path] = []
    for name in (name for name, wanted in FILES.items() if wanted == archive):
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(signed[name])
    for flavour in FLAVOURS[archive]:
        verdicts = verapdf.judge(paths, flavour, tmp_path)
        assert {name: verdict.failed for name, verdict in verdicts.items() if not verdict.passed} == {}
