"""Every brief of the library passes page-validation and veraPDF for what it claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import page
import pytest
import verapdf
from content_rules import Looked
from editions import ROOT

from briefgen.project import open_project
from briefgen.spec.find import find_briefs

BRIEFS = sorted(find_briefs(open_project(ROOT, environment={})))
Look = Callable[[str], Looked]


@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_is_accessible_and_can_be_kept(name: str, looked: Look):
    data = looked(name).edition.data
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [f"{failure.rule_id} {failure.message}" for failure in report.failures] == []
        assert report.is_compliant


@pytest.mark.verapdf
def test_the_reference_validator_finds_nothing(looked: Look, tmp_path: Path):
    paths: list[Path] = []
    for name in BRIEFS:
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(looked(name).edition.data)
    failed = {
        f"{flavour} {name}": verdict.failed
        for flavour in ("ua1", "2a")
        for name, verdict in verapdf.judge(paths, flavour, tmp_path).items()
        if not verdict.passed
    }
    assert failed == {}
