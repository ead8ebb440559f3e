"""A workbook goes out, is edited as an office edits it, comes back, and the brief shows the new number."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import commands_in
from decode import lines
from workbook_edits import Cells, edit_workbook, put

from briefgen.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
WALK = (ROOT / "docs" / "workbooks.md").read_text("utf-8")
REVENUE = "robotics-h1-revenue"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project's own inputs, as the current folder."""
    for name in ("briefings", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("delegations"))
    shutil.copy(ROOT / "briefgen.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793000000")  # 26 October 2026
    return tmp_path


def briefgen(command: str) -> int:
    """Run a command that the walk shows."""
    assert f"briefgen {command}" in commands_in(WALK), f"docs/workbooks.md does not show: {command}"
    return run(command.split())


def printed(root: Path) -> str:
    """Return all that stands on the pages, without blanks."""
    return "".join(piece.text for piece in lines((root / "dist/robotics.pdf").read_bytes())).replace(" ", "")


def said(text: str) -> dict[str, bool]:
    """Return which wordings of the old and the new number stand in a text."""
    wordings = ("194亿元", "RMB19.4bn", "201亿元", "RMB20.1bn")
    return {words: words in text for words in wordings}


def test_a_number_that_is_edited_in_a_workbook_stands_in_the_brief_in_both_languages(root: Path):
    assert briefgen("build robotics") == 0
    assert list(said(printed(root)).values()) == [True, True, False, False]
    assert briefgen("facts export facts.xlsx") == 0

    def edit(sheets: dict[str, Cells]) -> None:
        put(sheets["robotics"], REVENUE, "value", 20_100_000_000)

    edit_workbook(root / "facts.xlsx", edit)
    before = {path.name: path.read_text("utf-8") for path in (root / "data").iterdir()}
    assert briefgen("facts import facts.xlsx") == 0
    assert before == {path.name: path.read_text("utf-8") for path in (root / "data").iterdir()}
    assert briefgen("facts import facts.xlsx --apply") == 0
    after = {path.name: path.read_text("utf-8") for path in (root / "data").iterdir()}
    assert after == {**before, "robotics.yaml": before["robotics.yaml"].replace("19400000000", "20100000000")}
    assert run(["check"]) == 0
    assert briefgen("build robotics") == 0
    assert list(said(printed(root)).values()) == [False, False, True, True]


def test_a_stale_number_goes_to_its_office_and_comes_back_new(root: Path):
    data = root / "data/robotics.yaml"
    marked = f"  {REVENUE}:\n"
    stale = data.read_text("utf-8").replace(marked, f"{marked}    owner: 统计局\n    valid-until: 2026-09-30\n", 1)
    data.write_text(stale, "utf-8")
    assert run(["build", "robotics"]) == 1
    assert briefgen("facts gaps") == 0
    assert briefgen("facts gaps --by office --out gaps") == 0

    def fill(sheets: dict[str, Cells]) -> None:
        rows = sheets["待填报 To fill"]
        put(rows, REVENUE, "value", "20,100,000,000")
        put(rows, REVENUE, "period", "2025-H1")
        put(rows, REVENUE, "source", "digest-2025")
        put(rows, REVENUE, "valid-until", "2027-09-30")

    edit_workbook(root / "gaps/统计局.xlsx", fill)
    assert run(["facts", "import", "gaps/统计局.xlsx", "--apply"]) == 0
    new = data.read_text("utf-8")
    assert "    value: 20100000000\n" in new
    assert "    valid-until: 2027-09-30\n" in new
    assert run(["build", "robotics"]) == 0
    assert list(said(printed(root)).values()) == [False, False, True, True]
    assert briefgen("facts gaps") == 0
