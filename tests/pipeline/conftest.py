"""A project whose one brief is built, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from built_project import build
from editions import SAMPLES, copy_project

from briefgen.pipeline import states
from briefgen.pipeline.results import Built


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("built") / "project")
    (root / "images").mkdir()
    shutil.copy(SAMPLES / "images" / "sample.png", root / "images" / "logo.png")
    settings = root / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("logo: sample", "logo: images/logo.png"), "utf-8")
    assert isinstance(build(root), Built)
    return root


@pytest.fixture
def root(_built: Path, tmp_path: Path) -> Path:
    """Return the folder of a project that is built, a copy of another."""
    return Path(shutil.copytree(_built, tmp_path / "a project 工程"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that takes the names of the files whose content is looked at."""
    seen: list[str] = []
    digest = states._digest

    def noted(path: Path) -> str | None:
        seen.append(path.name)
        return digest(path)

    monkeypatch.setattr(states, "_digest", noted)
    return seen
