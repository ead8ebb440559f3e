"""Copy ids that covers print on request: the same ids, in the same pack, until a pack is asked for without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from decode import lines
from packs import change, file_of, packed, project_of_packs, tree_of

from briefgen.check.finished.inspection import inspect_file
from briefgen.cli.main import run
from briefgen.deliver.pack.assemble import Made, Wanted
from briefgen.deliver.pack.shelf import INTERNAL
from briefgen.project import Project

SHOWN = Wanted(bound=True, shown=True)
AGAIN = Wanted(None, again=True, sign=None, encrypt=None, shown=None)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of_packs(tmp_path)


def printed(made: Made) -> list[bool]:
    """Say of each brief, and of the bound one, whether its cover prints its id; no other page does."""
    found: list[bool] = []
    for item in made.items:
        pages = [line.page for line in lines(item.data) if item.id in line.text] if item.kind != "calendar" else []
        assert set(pages) <= ({0} if item.kind in ("brief", "collection") else set()), item.name
        if item.kind in ("brief", "collection"):
            found.append(bool(pages))
            report = inspect_file(item.data)
            assert (report.findings, report.copy, len(report.claims)) == ((), item.id, 2)
    return found


def test_covers_print_the_ids_on_request_alone(project: Project):
    plain = packed(project, wanted=Wanted(bound=True))
    assert printed(plain) == [False, False, False]
    shown = packed(project, wanted=SHOWN)
    assert printed(shown) == [True, True, True]
    assert [item.id for item in shown.items] == [item.id for item in plain.items]
    before = tree_of(project.root / "packs")
    again = packed(project, wanted=SHOWN)
    assert (again.state, tree_of(project.root / "packs")) == ("unchanged", before)
    assert printed(packed(project)) == [False, False]


def test_reissue_shows_what_the_pack_before_showed(project: Project):
    packed(project, wanted=SHOWN)
    change(file_of(project), "示例赑乙", "示例赑丙")
    late = packed(project, wanted=AGAIN)
    assert printed(late) == [True, True, True]
    assert "brief" not in {one.kind for one in late.changes if one.how != "same"}


def test_a_record_without_a_word_of_it_showed_none(project: Project):
    made = packed(project)
    file = made.pack.folder / INTERNAL / "record.json"
    record = json.loads(file.read_bytes())
    assert record.pop("copy-id-shown") is False
    file.write_text(json.dumps(record), "utf-8")
    assert printed(packed(project, wanted=AGAIN)) == [False, False]


def test_the_command_asks_for_it(project: Project):
    assert run(["-C", str(project.root), "pack", "east", "--show-copy-id"]) == 0
    record = json.loads((project.root / "packs" / "east" / INTERNAL / "record.json").read_bytes())
    assert record["copy-id-shown"] is True
