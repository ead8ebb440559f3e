"""Every edition passes page-validation for what it claims, our own rules, and a check of its syntax.

page-validation 0.11 takes a stream for too long whose last byte is a carriage return. Our files have no such stream
(briefgen.pdf.endings sees to it), so that no finding of any validator is passed over here.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import page
import pikepdf
import pytest
from editions import Shelf
from validated import ARCHIVED, BRIEFS, KINDS, NEWEST, WITH_DATA, new_briefs, sample_briefs

from briefgen.check.finished.inspection import inspect_file

LEAST_RULES = {"ua1": 100, "2a": 150, "3a": 150}
CLAIMS = {
    "2a": ("PDF/UA-1", "PDF/A-2a"),
    "3a": ("PDF/UA-1", "PDF/A-3a"),
    "4f": ("PDF/UA-2", "PDF/A-4f"),
}


def troubles(data: bytes, archive: str) -> list[str]:
    """Return all that page-validation, our own rules and qpdf's library say against a file."""
    own = inspect_file(data)
    found = [f"briefgen: {finding}" for finding in own.findings]
    if own.claims != CLAIMS[archive]:
        found.append(f"claims: {own.claims}")
    if archive == "3a" and not own.attachments:
        found.append("attachments: none")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += [f"qpdf: {problem}" for problem in pdf.check_pdf_syntax()]
    for profile in ("ua1", archive) if archive != "4f" else ():
        report = page.validate_pdf_bytes(data, profile=profile)
        found += [f"page {profile}: {failure.rule_id} {failure.message}" for failure in report.failures]
        if not report.is_compliant and not report.failures:
            found.append(f"page {profile}: fails without a reason")
        if report.rules.total < LEAST_RULES[profile]:
            found.append(f"page {profile}: judged by {report.rules.total} rules only")
    return found


@pytest.mark.parametrize("name", ARCHIVED)
def test_every_edition_is_accessible_and_can_be_kept(name: str, editions: Shelf):
    assert troubles(editions(name).data, "2a") == []


@pytest.mark.parametrize("name", WITH_DATA)
def test_every_edition_with_data_inside_is_accessible_and_can_be_kept(name: str, editions: Shelf):
    assert troubles(editions(name).data, "3a") == []


@pytest.mark.parametrize("name", NEWEST)
def test_every_edition_of_pdf_2_keeps_our_own_rules(name: str, editions: Shelf):
    """page-validation judges neither PDF/UA-2 nor PDF/A-4; veraPDF does, see test_validators_reference.py."""
    assert troubles(editions(name).data, "4f") == []


def test_briefs_as_they_are_begun_pass(tmp_path: Path):
    files = new_briefs(tmp_path)
    assert len(files) == 1 + len(KINDS)
    assert {name: troubles(data, "2a") for name, data in files.items()} == {name: [] for name in files}


def test_no_sample_is_left_out():
    assert sample_briefs() <= {*BRIEFS, *WITH_DATA}


@pytest.mark.needs("qpdf")
@pytest.mark.parametrize("name", ["robotics", "robotics.data", "robotics.ua2"])
def test_qpdf_finds_nothing(name: str, editions: Shelf, tmp_path: Path):
    path = tmp_path / "brief.pdf"
    path.write_bytes(editions(name).data)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


# That a broken file would be seen


def _without_alt(pdf: pikepdf.Pdf) -> None:
    figure = next(
        found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
    )
    del figure["/Alt"]


def _without_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _without_claim(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    broken = xmp.replace(b"pdfuaid:part", b"pdfuaid:trap")
    assert broken != xmp
    pdf.Root.Metadata = pdf.make_stream(broken, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


@pytest.mark.parametrize(
    ("breakage", "told"), [(_without_alt, "page ua1"), (_without_intent, "page 2a"), (_without_claim, "page ua1")]
)
def test_a_broken_file_is_seen_by_page_validation_and_by_our_own_rules(breakage, told, editions: Shelf):
    with pikepdf.open(io.BytesIO(editions("robotics").data)) as pdf:
        breakage(pdf)
        made = io.BytesIO()
        pdf.save(made)
    found = troubles(made.getvalue(), "2a")
    assert any(trouble.startswith(told) for trouble in found), found
    assert any(trouble.startswith(("briefgen", "claims")) for trouble in found), found
