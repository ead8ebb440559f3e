"""A spoilt table gives problems with places, never anything else."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from editions import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.data.load import load_store
from briefgen.errors import AuthorsMistakes
from briefgen.project import Project, open_project

LINES = (SAMPLES / "data" / "tables.yaml").read_text("utf-8").splitlines()[:60]
ODD = ["x", "[]", "{}", "[1]", "{fact: }", "{low: 1}", "{a: {b: c}}", "1..", "about", "fact:", "''", "…", "{zh: }", "-"]


@cache
def project() -> Project:
    root = Path(mkdtemp())
    (root / "data").mkdir()
    shutil.copy(SAMPLES / "briefgen.yaml", root)
    return open_project(root, environment={})


@given(
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from([*ODD, "drop", "twice", "deeper"])), max_size=4)
)
@settings(max_examples=60)
def test_a_spoilt_table_is_told_with_places(changes: list[tuple[int, str]]):
    lines = list(LINES)
    for place, change in sorted(changes, reverse=True):
        if change == "drop":
            del lines[place : place + 1]
        elif change == "twice":
            lines[place:place] = lines[place : place + 1]
        elif place < len(lines) and change == "deeper":
            lines[place] = "  " + lines[place]
        elif place < len(lines):
            lines[place] = lines[place].partition(":")[0] + ": " + change
    (project().data / "tables.yaml").write_text("\n".join(lines), "utf-8")
    try:
        load_store(project(), ("zh", "en"))
    except AuthorsMistakes as found:
        assert all(problem.place.file == "data/tables.yaml" for problem in found.problems)
        assert all(problem.place.line for problem in found.problems)
