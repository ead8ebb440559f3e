"""The sample that `init` makes stands alone, and says what the library says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.data.facts import Store
from briefgen.data.load import load_store
from briefgen.errors import NOWHERE
from briefgen.pipeline.scaffold.project import new_project
from briefgen.project import Project

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 9, 21)
USED = {
    *(
        f"{industry}-h1-{what}"
        for industry in ("robotics", "software", "ai", "biomed", "ict")
        for what in ("revenue", "growth")
    ),
    *("robot-fields", "robot-field-count", "robot-aim", "ai-strengths-2020", "four-offices", "strategy-146"),
    *("strategy-three-year-plan", "strategy-six-teams", "strategy-directions", "strategy-subfields"),
}


@pytest.fixture
def made(tmp_path: Path) -> Store:
    new_project(tmp_path / "own")
    return load_store(Project(tmp_path / "own", ROOT / "fonts", TODAY, {}), ("zh", "en"))


def test_it_holds_what_the_brief_uses_and_no_more(made: Store):
    assert made.facts.keys() == USED
    assert made.sources.keys() == {"overview", "digest-2025", "plans-2020"}
    assert not made.tables


def test_its_facts_are_those_of_the_library(made: Store):
    library = load_store(Project(ROOT, ROOT / "fonts", TODAY, {}), ("zh", "en"))
    for id, fact in made.facts.items():
        shipped = library.facts[id]
        overlaps = shipped.overlaps & made.facts.keys()
        assert replace(fact, place=NOWHERE, overlaps=frozenset()) == replace(
            shipped, place=NOWHERE, overlaps=frozenset()
        )
        assert fact.overlaps == overlaps
    for id, source in made.sources.items():
        assert replace(source, place=NOWHERE) == replace(library.sources[id], place=NOWHERE)
