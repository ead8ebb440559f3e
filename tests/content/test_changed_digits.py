"""A digit that slips, anywhere in data or briefs, is noticed: by `check`, by the build, or by the rules of these tests.

A sample of what `benchmarks/mutations.py` does at length, which measures how many of 100 are noticed.
"""

from __future__ import annotations

from pathlib import Path

from editions import copy_project
from mutations import Watch, changes, digits

SEED, COUNT, MISSED = 20261101, 25, 1
"""The sample moves with every line that is written; one digit in it may be among the few that nobody can notice."""


def test_changed_digits_are_noticed(tmp_path: Path):
    """In one test, so that the sound project is looked at once."""
    root = copy_project(tmp_path, library=True)
    watch = Watch(root)
    missed = [
        f"{change.file.name}:{change.line}: {change.text.strip()}"
        for change in changes(root, COUNT, SEED)
        if not watch.noticed(change)
    ]
    assert len(missed) <= MISSED, missed


def test_no_digit_of_the_library_is_left_out(tmp_path: Path):
    root = copy_project(tmp_path, library=True)
    places = digits(root)
    assert len(places) > 1000
    assert {path.suffix for path, _ in places} == {".yaml"}
    assert all(path.read_text("utf-8")[offset].isdigit() for path, offset in places[::50])
