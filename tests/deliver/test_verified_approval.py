"""`verify` tells in a project who approved what a file says, and nothing outside of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from editions import briefgen
from json_document import documented
from packs import MOMENT, change, packed, project_of_packs

from briefgen.deliver.approval.approving import approve
from briefgen.deliver.approval.snapshot import take_snapshot, write_snapshot
from briefgen.pipeline.shared import read_shared
from briefgen.project import Project
from briefgen.spec.load import load_brief

BY = "Sample Person"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of_packs(tmp_path / "p")


def sign(project: Project, *languages: str) -> None:
    brief = load_brief(project.briefings / "one.yaml", project)
    write_snapshot(project, take_snapshot(project, read_shared(project), brief))
    approve(project, "one", languages, BY)


def verified(folder: Path, file: Path) -> list[tuple[str, str, str]]:
    done = briefgen("verify", str(file), "--json", cwd=folder, **MOMENT)
    assert done.returncode == 0, done.stdout.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    documented(found)
    return [(one["language"], one["state"], one["by"]) for one in found["approvals"]]


def copy_of(project: Project) -> Path:
    made = packed(project)
    (found,) = [path for path in made.pack.folder.iterdir() if "Robots" in path.name and path.suffix == ".pdf"]
    kept = project.root.parent / f"{len(list(project.root.parent.iterdir()))}.pdf"
    kept.write_bytes(found.read_bytes())
    return kept


def test_a_copy_is_known_wherever_it_lies(project: Project):
    old = copy_of(project)
    assert verified(project.root, old) == [("zh", "not-approved", ""), ("en", "not-approved", "")]
    sign(project, "zh")
    assert verified(project.root, old) == [("zh", "approved", BY), ("en", "not-approved", "")]
    assert verified(project.root.parent, old) == []
    done = briefgen("verify", str(old), cwd=project.root, **MOMENT)
    assert f"  approval   zh by {BY} on 2026-11-16; en not approved\n" in done.stdout.decode("utf-8")


def test_a_copy_keeps_its_approval_and_a_newer_one_has_none(project: Project):
    sign(project, "zh", "en")
    old = copy_of(project)
    change(project.briefings / "one.yaml", "'There are", "'We count")
    new = copy_of(project)
    assert verified(project.root, old) == [("zh", "approved", BY), ("en", "approved", BY)]
    assert verified(project.root, new) == [("zh", "approved", BY), ("en", "not-approved", BY)]


def test_a_finished_brief_is_known_while_it_is_current(project: Project):
    built = briefgen("build", "one", cwd=project.root, **MOMENT)
    assert built.returncode == 0, built.stderr.decode()
    (file,) = (project.root / "dist").glob("*.pdf")
    assert verified(project.root, file) == []
    sign(project, "zh")
    assert verified(project.root, file) == [("zh", "approved", BY), ("en", "not-approved", "")]
    aside = project.root.parent / "aside.pdf"
    aside.write_bytes(file.read_bytes())
    assert verified(project.root, aside) == [("zh", "unknown", BY), ("en", "not-approved", "")]
    change(project.briefings / "one.yaml", "'There are", "'We count")
    assert verified(project.root, file) == [("zh", "unknown", BY), ("en", "not-approved", "")]
