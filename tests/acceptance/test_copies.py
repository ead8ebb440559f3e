"""Copies made out to somebody keep what their bases claim: page-validation, veraPDF and qpdf's library say so."""

from __future__ import annotations

import io
from pathlib import Path

import page
import pikepdf
import pytest
import verapdf
from personal_case import ARCHIVES, Case, case

from briefgen.check.finished.inspection import inspect_file
from briefgen.pipeline.personal import personalise

FLAVOURS = {"2a": ("ua1", "2a"), "3a": ("ua1", "3a"), "4f": ("ua2", "4f")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made-out")


def shown(one: Case) -> bytes:
    """Return a copy with all that a copy can have."""
    return personalise(one.base, one.personal(visible=True))


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_copy_keeps_its_claims(name: str, folder: Path):
    data = shown(case(folder, name))
    found = inspect_file(data)
    assert (found.findings, len(found.claims)) == ((), 2)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
    # page-validation judges neither PDF/UA-2 nor PDF/A-4.
    for profile in FLAVOURS[ARCHIVES[name]] if ARCHIVES[name] != "4f" else ():
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant and report.rules.total >= 100


@pytest.mark.verapdf
@pytest.mark.parametrize("archive", FLAVOURS)
def test_a_copy_passes_the_reference_validator(archive: str, folder: Path, tmp_path: Path):
    paths: list[Path] = []
    for name in (name for name, claimed in ARCHIVES.items() if claimed == archive):
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(shown(case(folder, name)))
    for flavour in FLAVOURS[archive]:
        verdicts = verapdf.judge(paths, flavour, tmp_path)
        assert {name: verdict.failed for name, verdict in verdicts.items() if not verdict.passed} == {}
