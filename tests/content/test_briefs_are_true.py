"""Every shipped brief says what the facts say, in both languages, with sources, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from content_rules import Looked, page_faults, prose_faults
from editions import ROOT

from briefgen.project import open_project
from briefgen.spec.find import find_briefs

BRIEFS = sorted(find_briefs(open_project(ROOT, environment={})))
Look = Callable[[str], Looked]


def test_the_library_is_there():
    assert "robotics" in BRIEFS


@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_is_true(name: str, looked: Look):
    """One test for each brief, so that each is built once; the rules are in tests/support/content_rules.py."""
    brief = looked(name)
    assert brief.checked, "no fact is used"
    assert prose_faults(brief.case) + page_faults(brief) == []
