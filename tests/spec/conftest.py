from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.project import Project
from briefgen.spec.load import load_brief

SAMPLE = Path(__file__).with_name("sample.yaml")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, tmp_path / "fonts", datetime.date(2026, 11, 1), {})


@pytest.fixture
def problems_of(project: Project) -> Callable[[str | bytes], tuple[Problem, ...]]:
    """Load a brief with this content from briefings/bad.yaml, and return what is wrong with it."""

    def problems(content: str | bytes) -> tuple[Problem, ...]:
        path = project.briefings / "bad.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        with pytest.raises(AuthorsMistakes) as found:
            load_brief(path, project)
        return found.value.problems

    return problems


@pytest.fixture
def sample() -> str:
    return SAMPLE.read_text(encoding="utf-8")
