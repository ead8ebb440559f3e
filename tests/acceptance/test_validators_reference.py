"""veraPDF, the reference validator, on every edition; where it is missing these tests are skipped, and say so.

They are the only ones that `.ci/run` may skip: where a package registry refuses veraPDF, page-validation and our own
rules (test_validators.py) remain the gate.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
import verapdf
from editions import Shelf
from validated import ARCHIVED, NEWEST, WITH_DATA, new_briefs

GOOD = """\
<report>
  <jobs>
    <job>
      <item size="1"><name>/x/{name}</name></item>
      <validationReport jobEndStatus="normal" profileName="PDF/UA-1 validation profile" isCompliant="true">
        <details passedRules="106" failedRules="0" passedChecks="5708" failedChecks="0"></details>
      </validationReport>
    </job>
  </jobs>
  <batchSummary totalJobs="1" failedToParse="0" encrypted="0" outOfMemory="0" veraExceptions="0">
    <validationReports compliant="1" nonCompliant="0" failedJobs="0">1</validationReports>
  </batchSummary>
</report>
""".replace("{name}", "a.pdf")


def failures(files: Mapping[str, bytes], flavours: tuple[str, ...], folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the rules that files fail, by flavour and name; files that pass have none."""
    folder.mkdir(exist_ok=True)
    paths: list[Path] = []
    for name, data in files.items():
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(data)
    return {
        f"{flavour} {name}": verdict.failed
        for flavour in flavours
        for name, verdict in verapdf.judge(paths, flavour, folder).items()
        if not verdict.passed
    }


@pytest.mark.verapdf
@pytest.mark.parametrize(
    ("names", "flavours"),
    [(ARCHIVED, ("ua1", "2a")), (WITH_DATA, ("ua1", "3a")), (NEWEST, ("ua2", "4f"))],
    ids=["ua1+a2a", "ua1+a3a", "ua2+a4f"],
)
def test_every_edition_passes_for_what_it_claims(names, flavours, editions: Shelf, tmp_path: Path):
    assert failures({name: editions(name).data for name in names}, flavours, tmp_path) == {}


@pytest.mark.verapdf
def test_briefs_as_they_are_begun_pass(tmp_path: Path):
    assert failures(new_briefs(tmp_path), ("ua1", "2a"), tmp_path / "judged") == {}


@pytest.mark.verapdf
def test_broken_files_fail_beside_a_whole_one(editions: Shelf, tmp_path: Path):
    files = {"whole": editions("robotics").data}
    with pikepdf.open(io.BytesIO(files["whole"])) as pdf:
        del pdf.Root["/OutputIntents"]
        made = io.BytesIO()
        pdf.save(made)
        files["colours"] = made.getvalue()
    with pikepdf.open(io.BytesIO(files["whole"])) as pdf:
        objects = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)]
        del next(found for found in objects if found.get("/S") == "/Figure")["/Alt"]
        made = io.BytesIO()
        pdf.save(made)
        files["mute"] = made.getvalue()
    found = failures(files, ("ua1", "2a"), tmp_path)
    assert sorted(found) == ["2a colours.pdf", "ua1 mute.pdf"]
    assert [rule.split()[0] for rule in found["ua1 mute.pdf"]] == ["7.3-1"]
    assert all(rule.startswith("6.2.4") for rule in found["2a colours.pdf"])


@pytest.mark.verapdf
def test_a_file_that_is_no_pdf_is_no_pass(editions: Shelf, tmp_path: Path):
    with pytest.raises(verapdf.NoAnswerError):
        failures({"whole": editions("short").data, "none": b"no PDF at all" * 100}, ("ua1",), tmp_path)


@pytest.mark.verapdf
def test_a_validator_that_does_not_start_is_no_pass(editions: Shelf, tmp_path: Path, monkeypatch):
    monkeypatch.setenv(verapdf.VARIABLE, str(tmp_path / "nothing"))
    with pytest.raises(verapdf.NoAnswerError):
        failures({"whole": editions("short").data}, ("ua1",), tmp_path)


# Reports: only one that is understood in full is believed


def test_a_report_is_read():
    assert verapdf.read(GOOD, "ua1", ["a.pdf"]) == {"a.pdf": verapdf.Verdict(5708, 106, ())}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (GOOD, ""),
        ("</report>", ""),
        ("PDF/UA-1", "PDF/A-1B"),
        ("5708", "12"),
        ("106", "0"),
        ('isCompliant="true"', 'isCompliant="false"'),
        ('isCompliant="true"', ""),
        ('failedRules="0"', 'failedRules="1"'),
        ('jobEndStatus="normal"', 'jobEndStatus="cancelled"'),
        ('failedToParse="0"', 'failedToParse="1"'),
        ('veraExceptions="0"', 'veraExceptions="1"'),
        ('totalJobs="1"', 'totalJobs="2"'),
        ('compliant="1"', 'compliant="0"'),
        ('failedJobs="0"', 'failedJobs="1"'),
        ("a.pdf", "b.pdf"),
        ("validationReport ", "taskException "),
    ],
)
def test_a_report_that_is_not_understood_is_no_pass(old: str, new: str):
    assert old in GOOD
    broken = GOOD.replace(old, new).replace(
        "</validationReport>", "</taskException>" if "task" in new else "</validationReport>"
    )
    with pytest.raises(verapdf.NoAnswerError):
        verapdf.read(broken, "ua1", ["a.pdf"])


def test_a_file_without_a_verdict_is_no_pass():
    with pytest.raises(verapdf.NoAnswerError):
        verapdf.read(GOOD, "ua1", ["a.pdf", "b.pdf"])


def test_it_is_said_why_the_validator_is_missing(monkeypatch):
    monkeypatch.delenv(verapdf.VARIABLE, raising=False)
    assert verapdf.VARIABLE in verapdf.missing()
    monkeypatch.setenv(verapdf.VARIABLE, "somewhere")
    monkeypatch.setenv("PATH", "")
    assert "Java" in verapdf.missing()
