"""A digit that slips, anywhere in data or briefs, is noticed: by `check`, by the build, or by the rules of these tests.

A sample of what `benchmarks/mutations.py` does at length; of its changes at least 99 in 100 are noticed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import copy_project
from mutations import Change, Watch, changes, digits

SEED, COUNT, GROUPS = 20261101, 25, 5


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Watch, list[Change]]:
    root = copy_project(tmp_path_factory.mktemp("mutations"))
    return Watch(root), changes(root, COUNT, SEED)


@pytest.mark.parametrize("group", range(GROUPS))
def test_changed_digits_are_noticed(group: int, watch: tuple[Watch, list[Change]]):
    looking, drawn = watch
    missed = [
        f"{change.file.name}:{change.line}: {change.text.strip()}"
        for change in drawn[group::GROUPS]
        if not looking.noticed(change)
    ]
    assert len(missed) == 0


def test_no_digit_of_the_library_is_left_out(tmp_path: Path):
    root = copy_project(tmp_path)
    places = digits(root)
    assert len(places) > 1000
    assert {path.suffix for path, _ in places} == {".yaml"}
    assert all(path.read_text("utf-8")[offset].isdigit() for path, offset in places[::50])
